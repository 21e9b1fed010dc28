"""Who changed each file between two states of a plan, so that a merge makes nobody answer for others' words.

In: two open plans, the paths that differ, and who the user is. Out: by path the nations that touched it. A
commit speaks for the nation in its trailer; without one, for the user's where the user wrote it, else for
nobody known. What is not committed is the user's. A merge speaks where it says what none of its sides does.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from workbook.change.diff import differences
from workbook.change.policy import Policies
from workbook.desk.folders import own_repository
from workbook.desk.identity import Identity
from workbook.desk.opening import OpenPlan
from workbook.desk.telling.records import is_said
from workbook.desk.trailers import ON_BEHALF
from workbook.records.folder import FolderSource
from workbook.records.layers import LayerSource
from workbook.records.paths import home_of, layer_of
from workbook.records.source import Source
from workbook.records.workbook import PlanFile
from workbook.toml.document import Document, parse
from workbook.vcs.commit import CommitSource
from workbook.vcs.history import Touch, all_touches
from workbook.vcs.plumbing import Repository


def authors_between(
    before: OpenPlan, after: OpenPlan, paths: Iterable[str], who: Identity
) -> Mapping[str, Sequence[str]]:
    """Give the nations that touched each path, in alphabetical order; none where nobody is known.

    What lies in a layer whose history does not tell is left out.
    """
    old, new = _sources(before), _sources(after)
    by_layer: dict[str, list[str]] = {}
    for path in paths:
        by_layer.setdefault(layer_of(path)[0], []).append(path)
    found: dict[str, Sequence[str]] = {}
    for layer, touched in by_layer.items():
        start, end = old.get(layer), _committed(new.get(layer))
        if isinstance(start, CommitSource) and end is not None:
            files = [(path, after.workbook.file_at(path)) for path in touched]
            found.update(_authors(files, start, end, who))
    return found


def _sources(plan: OpenPlan) -> Mapping[str, Source]:
    layers: Iterable[LayerSource] = {file.layer.name: file.layer for file in plan.survey.files}.values()
    return {layer.name: layer.source for layer in layers}


def _committed(source: Source | None) -> CommitSource | None:
    """Give the last commit of what a source shows; None where there is none."""
    if isinstance(source, CommitSource):
        return source
    repository = own_repository(source.top) if isinstance(source, FolderSource) else None
    return CommitSource(repository, repository.resolve("HEAD")) if repository is not None else None


def _authors(
    files: Sequence[tuple[str, PlanFile | None]], start: CommitSource, end: CommitSource, who: Identity
) -> Iterator[tuple[str, Sequence[str]]]:
    inner = {path: layer_of(path)[1] for path, _ in files}
    touches = all_touches(end.repository, inner.values(), since=start.commit, until=end.commit)
    tables = _merged_tables(end.repository, touches)
    blobs = {file.path: file.blob for file in end.files("plans")}
    for path, file in files:
        place = inner[path]
        spoken = (touch for touch in touches.get(place, ()) if _speaks(touch, place, tables))
        nations = {_nation(touch, who) for touch in spoken}
        if (file.blob if file is not None else "") != blobs.get(place, ""):
            nations.add(who.nation)
        yield path, sorted(nations - {""})


def _merged_tables(
    repository: Repository, touches: Mapping[str, Sequence[Touch]]
) -> Mapping[str, Mapping[str, Any]]:
    """Read what merges brought together, by the ids of the blobs; what is no TOML is left out."""
    merges = [(touch, path) for path, found in touches.items() for touch in found if touch.is_merge]
    ids = {entry.id for touch, path in merges for entry in touch.steps[path] if entry is not None}
    ids |= {id for touch, path in merges for id in touch.others.get(path, ())}
    read = ((id, parse(data)) for id, data in repository.blobs(sorted(ids)) if data is not None)
    return {id: document.table for id, document in read if isinstance(document, Document)}


def _speaks(touch: Touch, path: str, tables: Mapping[str, Mapping[str, Any]]) -> bool:
    """Say whether a commit says anything in a file of itself; one that merges may only repeat its sides."""
    if not touch.is_merge:
        return True
    before, after = touch.steps[path]
    sides = [tables.get(id) for id in touch.others.get(path, ())]
    if after is None or after.id not in tables or None in sides:
        return True
    home = home_of(path)
    changes = differences(
        tables.get(before.id, {}) if before is not None else {},
        tables[after.id],
        Policies.of(home.kind if home is not None else None),
    )
    return any(not any(is_said(change, side) for side in sides if side is not None) for change in changes)


def _nation(touch: Touch, who: Identity) -> str:
    is_own = touch.email.casefold() == who.email.casefold() or not who.email
    return touch.trailer(ON_BEHALF) or (who.nation if is_own else "")
