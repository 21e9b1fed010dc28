"""Who changed a field last on one side of a merge; not who changed its record last.

In: conflicts, and the commits between which to look. Out: for each the last commit that changed that very
field. Where none did by itself, as when the file went, it is the last that changed the file.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from workbook.change.diff import differences, is_within
from workbook.change.policy import ChangePath, Policies
from workbook.records.fault import SIZE_LIMIT_BYTES
from workbook.records.paths import home_of
from workbook.toml.document import Document, parse
from workbook.vcs.history import Touch, all_touches, places_of
from workbook.vcs.plumbing import Repository


class Disputed(NamedTuple):
    """A field of a file; `field` is empty for the whole file."""

    path: str
    field: ChangePath


def changers(
    repository: Repository, disputed: Sequence[Disputed], *, since: str, until: str
) -> Mapping[int, Touch]:
    """Give the last commit that changed each field, by its place in the sequence; by two git processes.

    What nothing changed is left out.
    """
    places = {path for one in disputed for path in places_of(one.path)}
    touches = all_touches(repository, places, since=since, until=until)
    ids = {
        entry.id
        for path, found in touches.items()
        for touch in found
        for entry in touch.steps[path]
        if entry and entry.is_file
    }
    tables = {id_: _table(data) for id_, data in repository.blobs(sorted(ids))}
    found = {}
    for number, one in enumerate(disputed):
        if touch := _last(one, touches, tables):
            found[number] = touch
    return found


def _last(
    one: Disputed, touches: Mapping[str, Sequence[Touch]], tables: Mapping[str, Mapping[str, Any]]
) -> Touch | None:
    home = home_of(one.path)
    policies = Policies.of(home.kind if home else None)
    here = [(touch, path) for path in places_of(one.path) for touch in touches.get(path, ())]
    for touch, path in here:
        step = touch.steps[path]
        if step.before is None or step.after is None:
            continue
        before, after = (tables.get(entry.id, {}) for entry in (step.before, step.after))
        if any(is_within(change.path, one.field) for change in differences(before, after, policies)):
            return touch
    return here[0][0] if here else None


def _table(data: bytes | None) -> Mapping[str, Any]:
    document = parse(data) if data is not None and len(data) <= SIZE_LIMIT_BYTES else None
    return document.table if isinstance(document, Document) else {}
