"""Who said what a record says, field by field: the commit that brought each to what it is now.

In: a record's events and its data as it is. Out: `FieldOrigin`s in the order of the file. A field that was
changed and changed back is credited to who first said it; what came between is told beside it.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from workbook.change.diff import Change, differences, path_words
from workbook.change.entry_words import amended_field
from workbook.change.policy import ABSENT, ChangePath, Named, Policies
from workbook.change.raw_words import element_words, table_words, words_of
from workbook.change.sameness import same
from workbook.change.spot import About, Spot, entry_name, spot_of
from workbook.change.spreading import spread
from workbook.desk.finding import find_file
from workbook.desk.opening import open_plan
from workbook.desk.telling.lives import LayerHistory, Life, histories, life_of
from workbook.desk.telling.records import Event, record_events
from workbook.errors import WorkbookError
from workbook.model.fields import Policy
from workbook.model.record import Amendment
from workbook.records.paths import layer_of
from workbook.records.workbook import PlanFile
from workbook.toml.document import Document, parse
from workbook.vcs.commit import CommitSource


class UnreadableRecordError(WorkbookError):
    """A record whose file is no TOML has no fields to tell of."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} cannot be read, so its fields are not known; see `workbook check`.")


class FieldOrigin(msgspec.Struct, frozen=True, kw_only=True):
    """A field, or an entry of a list, with the event that brought it to what it is.

    `event` is None where no commit holds it yet. `hidden` are events that changed it and were taken back.
    """

    path: str
    label: str
    value: str
    event: Event | None
    hidden: Sequence[Event] = ()


def origins_of(start: Path, word: str, *, at: str = "") -> tuple[str, str, list[FieldOrigin]]:
    """Tell of a record, as it is or as of a revision, its id, its path, and who said each field.

    Raises:
        WorkbookError: no record is called so, or no plan is there.
        UnreadableRecordError: the record's file cannot be read now.
    """
    plan = open_plan(start, at=at)
    file = find_file(word, plan.workbook)
    layers = histories(plan.top, start=plan.past.commit if plan.past is not None else "")
    found = life_of(file.path, layers, top=plan.top)
    events = record_events(found, layers)
    content = plan.survey.content(file.path)
    is_past = plan.past is not None
    return file.id, file.path, told_origins(file, content, events, found, layers, is_past=is_past)


def told_origins(
    file: PlanFile,
    content: bytes | None,
    events: Sequence[Event],
    found: Life,
    layers: Sequence[LayerHistory],
    *,
    is_past: bool,
) -> list[FieldOrigin]:
    """Tell who said each field of a record whose life is told already; what is past is all committed.

    Raises:
        UnreadableRecordError: the record's file cannot be read now.
    """
    document = parse(content) if content is not None else None
    if not isinstance(document, Document):
        raise UnreadableRecordError(file.path)
    committed = document.table if is_past else _committed(file.path, found, layers)
    return field_origins(document.table, events, About.of(file.kind), committed)


def _committed(path: str, found: Life, layers: Sequence[LayerHistory]) -> Mapping[str, Any]:
    """Give what the last commit holds of a record: at its path, or where it lay until it was moved."""
    name, inner = layer_of(path)
    for layer in sorted(layers, key=lambda one: one.layer != name):
        source = CommitSource(layer.repository, layer.start)
        for place in sorted(found.paths, key=lambda one: one != inner):
            with suppress(OSError):
                document = parse(source.read(place))
                return document.table if isinstance(document, Document) else {}
    return {}


def field_origins(
    table: Mapping[str, Any], events: Sequence[Event], about: About, committed: Mapping[str, Any]
) -> list[FieldOrigin]:
    """Tell for all that a record says who said it; events come newest first.

    What the last commit, which holds `committed`, does not say, nobody has said yet.
    """
    about = about.between(table, table)
    whole = spread(differences({}, table, Policies(struct=about.struct)), about)
    touches = _Touches(events)
    found = []
    for part in whole:
        spot = spot_of(part.path, about)
        is_entry = spot.entry is not None and not _is_word(part)
        exact = _exactly(part, spot)
        origin, hidden = _origin(exact, touches.at(exact.path)) if _holds(committed, exact) else (None, [])
        found.append(
            FieldOrigin(
                path=path_words(part.path),
                label=entry_name(spot) if is_entry else spot.heading,
                value=_value(part, spot, about),
                event=origin,
                hidden=hidden,
            )
        )
    return found


def _is_word(part: Change) -> bool:
    """Say whether it is a word in a list of words, which names nothing but itself."""
    return isinstance(part.path[-1], Named) and isinstance(part.after, str)


def _exactly(part: Change, spot: Spot) -> Change:
    """Name an entry of a set by all of it: others may begin alike, as reasons of one day do."""
    if spot.field is None or spot.field.policy is not Policy.SET or not isinstance(part.path[-1], Named):
        return part
    return Change(path=(*part.path[:-1], Named("", part.after)), before=part.before, after=part.after)


def _value(part: Change, spot: Spot, about: About) -> str:
    """Give what is said in words; of an entry what it says besides the key that names it."""
    if _is_word(part):
        return element_words(part.after, spot.field)
    if not isinstance(spot.entry, Named):
        return spot.words(part.after) if spot.entry is None else words_of(part.after, None)
    if not spot.entry.key or not isinstance(part.after, Mapping):
        return ""
    others = amended_field(part.after, about) if spot.struct is Amendment else {}
    return table_words(part.after, spot.struct, leave=(spot.entry.key,), unit=spot.unit, others=others)


class _Touches:
    """Events by what they changed, so that those of one field are found quickly among thousands."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._events = events
        self._by_head: dict[Any, list[tuple[int, ChangePath]]] = {}
        for index, event in enumerate(events):
            for change in event.changes:
                self._by_head.setdefault(change.path[:1], []).append((index, change.path))

    def at(self, path: ChangePath) -> list[Event]:
        """Give the events that changed something at a path, in it, or around it, in their order."""
        near = self._by_head.get(path[:1], ())
        return [self._events[index] for index in dict.fromkeys(i for i, one in near if _is_at(one, path))]


def _is_at(changed: ChangePath, path: ChangePath) -> bool:
    """Say whether a change lies at a path, in it, or around it."""
    return all(_is_step(one, other) for one, other in zip(changed, path, strict=False))


def _is_step(one: Any, other: Any) -> bool:
    if isinstance(one, Named) and isinstance(other, Named):
        # A change names an entry of a set by all of it, where a part of the record is named by its key.
        return same(one.value, other.value) or _is_named(one.value, other)
    return type(one) is type(other) and one == other


def _origin(part: Change, touching: Sequence[Event]) -> tuple[Event | None, list[Event]]:
    """Find the event since which it was never otherwise, but for what was taken back.

    What the newer side of a merge said is passed by where the merge took over what the older side said.
    """
    origin: Event | None = None
    hidden: list[Event] = []
    by_commit = {event.commit: event for event in touching}
    for event in touching:
        if not _says(event, part):
            # Taken back by a later one, which says the same again.
            if event.taken_back_by in by_commit:
                hidden.append(event)
                continue
            if origin is None:
                continue
            break
        if origin is None or origin.takes_back:
            origin = event
        if not event.takes_back:
            break
    return origin, hidden


def _says(event: Event, part: Change) -> bool:
    return event.after is not None and _holds(event.after, part)


def _holds(table: Mapping[str, Any], part: Change) -> bool:
    return any(same(part.after, value) for value in _at(table, part.path))


def _at(table: Mapping[str, Any], path: ChangePath) -> Iterator[Any]:
    value: Any = table
    for step in path:
        if isinstance(step, Named):
            entries = value if isinstance(value, list) else []
            value = next((one for one in entries if _is_named(one, step)), ABSENT)
        elif isinstance(step, int):
            value = value[step] if isinstance(value, list) and step < len(value) else ABSENT
        else:
            value = value.get(step, ABSENT) if isinstance(value, dict) else ABSENT
    yield value


def _is_named(entry: Any, name: Named) -> bool:
    if not name.key:
        return same(entry, name.value)
    return isinstance(entry, dict) and same(entry.get(name.key), name.value)
