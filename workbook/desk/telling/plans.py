"""What changed between two states of a plan: record by record, in words, and which findings came and went.

In: two open plans. Out: a `Comparison`. Only files that differ are read again; findings are those of the
checks on both sides, on one day, so that time alone changes nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec

from workbook.change import phrases
from workbook.change.diff import Change, differences
from workbook.change.outcome import Outcome, introduced_and_fixed
from workbook.change.policy import Policies
from workbook.change.words import About, Readership, sentences
from workbook.desk.opening import OpenPlan
from workbook.model.kind import Kind
from workbook.model.kinds import STRUCTS
from workbook.model.manifest import LayerFile, Manifest
from workbook.model.speech import say
from workbook.model.words import title_of
from workbook.records.paths import LAYER_FILE, MANIFEST, layer_of, owner_of
from workbook.records.settings import Settings
from workbook.records.workbook import PlanFile, Workbook
from workbook.toml.damage import Damage
from workbook.toml.document import Document, parse


class RecordChange(msgspec.Struct, frozen=True, kw_only=True):
    """What happened to one record, or to one file that is none (`kind` is None).

    `path` is where it lies after, or lay before where it is gone; `sentences` is never empty.
    """

    id: str
    kind: Kind | None
    title: str
    owner: str
    path: str
    path_before: str
    sentences: Sequence[str]
    changes: Sequence[Change] = ()


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """What differs between two plans: records in order of layer and path, and findings."""

    records: Sequence[RecordChange]
    outcome: Outcome


class _Pair(NamedTuple):
    before: PlanFile | None
    after: PlanFile | None

    @property
    def file(self) -> PlanFile:
        found = self.after or self.before
        assert found is not None
        return found


def compare_plans(before: OpenPlan, after: OpenPlan, *, today: date, only: Iterable[str] = ()) -> Comparison:
    """Compare two states of a plan; `only` restricts it to records of these ids.

    Raises nothing of its own: what cannot be read is told as such.
    """
    chosen = frozenset(only)
    outcome = introduced_and_fixed(before.findings(today=today), after.findings(today=today))
    pairs = [pair for pair in _pairs(before.workbook, after.workbook) if not chosen or pair.file.id in chosen]
    old = _contents(before, (pair.before for pair in pairs))
    new = _contents(after, (pair.after for pair in pairs))
    records = [_compared(pair, old, new, before.workbook, after.workbook) for pair in pairs]
    if chosen:
        outcome = Outcome(
            introduced=[one for one in outcome.introduced if one.ref in chosen],
            fixed=[one for one in outcome.fixed if one.ref in chosen],
        )
    return Comparison(records=records, outcome=outcome)


def _pairs(before: Workbook, after: Workbook) -> list[_Pair]:
    """Pair the files that differ: at one path, or of one id where its file went elsewhere."""
    old = {file.path: file for file in before.files}
    new = {file.path: file for file in after.files}
    pairs: list[_Pair] = []
    gone = {path: file for path, file in old.items() if path not in new}
    come = {path: file for path, file in new.items() if path not in old}
    homes = {file.id: file for file in gone.values() if file.kind is not None}
    for path, file in new.items():
        if path in come:
            was = homes.pop(file.id, None) if file.kind is not None else None
            if was is not None:
                del gone[was.path]
            pairs.append(_Pair(was, file))
        elif _differ(old[path], file):
            pairs.append(_Pair(old[path], file))
    pairs += [_Pair(file, None) for file in gone.values()]
    return sorted(pairs, key=lambda pair: (pair.file.layer, pair.file.path))


def _differ(one: PlanFile, other: PlanFile) -> bool:
    return one.blob != other.blob or (not one.blob and one.faults != other.faults)


def _contents(plan: OpenPlan, files: Iterable[PlanFile | None]) -> Mapping[str, bytes]:
    """Read the files that differ, by one process for each layer at most."""
    wanted = {file.path for file in files if file is not None}
    surveyed = [file for file in plan.survey.files if file.path in wanted]
    return {file.path: content for file, content in plan.survey.read(surveyed)}


def _compared(
    pair: _Pair, old: Mapping[str, bytes], new: Mapping[str, bytes], before: Workbook, after: Workbook
) -> RecordChange:
    file = pair.file
    settings = after.settings if pair.after is not None else before.settings
    texts = [
        _Text(one, contents.get(one.path)) if one is not None else None
        for one, contents in ((pair.before, old), (pair.after, new))
    ]
    about = About(struct=struct_of(file), readership=_readership(file, settings))
    changes = _changes(texts[0], texts[1], about)
    told = list(_whereabouts(pair))
    if pair.before is None or pair.after is None or _differ(pair.before, pair.after):
        told += _told(texts[0], texts[1], changes, about, file)
    return RecordChange(
        id=file.id,
        kind=file.kind,
        title=_title(pair),
        owner=owner_of(layer_of(file.path)[1]) or settings.keeper(file.layer),
        path=file.path,
        path_before=pair.before.path if pair.before is not None else "",
        sentences=told,
        changes=changes or (),
    )


class _Text:
    """One side of a file: its table, or why it has none."""

    def __init__(self, file: PlanFile, content: bytes | None) -> None:
        read: Document | Damage | None = parse(content) if content is not None else None
        self.table: Mapping[str, Any] | None = read.table if isinstance(read, Document) else None
        faults = file.faults[0].message if file.faults else say("it is gone")
        self.why = read.message if isinstance(read, Damage) else faults


def struct_of(file: PlanFile) -> type[msgspec.Struct] | None:
    """Give what declares the fields of a file; None for one where no record belongs."""
    if file.kind is not None:
        return STRUCTS[file.kind]
    inner = layer_of(file.path)[1]
    return Manifest if file.path == MANIFEST else LayerFile if inner == LAYER_FILE else None


def _readership(file: PlanFile, settings: Settings) -> Readership:
    owner = owner_of(layer_of(file.path)[1]) or settings.keeper(file.layer)
    return Readership(owner=owner, members=settings.members, layer=settings.layer_readers(file.layer))


def _title(pair: _Pair) -> str:
    return next((title_of(one.record.data) for one in (pair.after, pair.before) if one and one.record), "")


def _changes(before: _Text | None, after: _Text | None, about: About) -> Sequence[Change] | None:
    if before is None or after is None or before.table is None or after.table is None:
        return None
    return differences(before.table, after.table, Policies(struct=about.struct))


def _whereabouts(pair: _Pair) -> Iterator[str]:
    """Tell a record that lies elsewhere than before."""
    before, after = pair
    if before is None or after is None or before.path == after.path:
        return
    if before.layer != after.layer:
        yield phrases.moved_layer(before.layer, after.layer)
    elif layer_of(before.path)[1].startswith("plans/recorded/"):
        yield phrases.CONFIRMED
    else:
        yield phrases.moved_path(before.path, after.path)


def _told(
    before: _Text | None, after: _Text | None, changes: Sequence[Change] | None, about: About, file: PlanFile
) -> Iterator[str]:
    kind = file.kind.value if file.kind is not None else say("file")
    title = title_of(file.record.data) if file.record is not None else ""
    if before is None:
        yield phrases.new_record(kind, title)
    if after is None:
        yield phrases.deleted_record(kind, title)
    if before is None or after is None:
        return
    if changes is None:
        if after.table is None:
            unreadable = phrases.unreadable if before.table is not None else phrases.still_unreadable
            yield unreadable(after.why)
        else:
            yield phrases.readable_again(title)
        return
    assert before.table is not None
    assert after.table is not None
    told = sentences(changes, about.between(before.table, after.table))
    yield from told or (phrases.ONLY_LAYOUT,)
