"""One record's life in words: every commit that changed it, in any layer, from its making to its end.

In: where it has lain, and the histories of the layers. Out: `Event`s, newest first. A change that was taken
back later left no trace in the file; it is told, and so is what took it back.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from heapq import merge
from itertools import islice
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from workbook.change import phrases
from workbook.change.diff import Change, differences, locate_path
from workbook.change.policy import ABSENT, Policies
from workbook.change.sameness import same
from workbook.change.words import About, sentences
from workbook.desk.telling.ahead import touches_ahead
from workbook.desk.telling.lives import LayerHistory, Life
from workbook.desk.telling.tables import Tables, TablesRead
from workbook.desk.trailers import ON_BEHALF
from workbook.model.words import TITLES
from workbook.records.collection import paused_collection
from workbook.records.paths import home_of
from workbook.vcs.history import Touch, life_ahead
from workbook.vcs.trees import Step

_Key = frozenset[tuple[str, str, str]]


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """A commit that changed a record: who, on whose behalf, when, why, and what in words.

    `taken_back_by` and `takes_back` are commits of which one undoes just what the other did. `after` is the
    record's data then, None where it was gone or could not be read.
    """

    commit: str
    moment: datetime
    author: str
    on_behalf_of: str
    layer: str
    subject: str
    why: str
    is_merge: bool
    is_cut: bool
    path: str
    sentences: Sequence[str]
    changes: Sequence[Change]
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    taken_back_by: str = ""
    takes_back: str = ""


class Touched(NamedTuple):
    """A commit that changed files of a layer."""

    layer: LayerHistory
    touch: Touch


def record_events(found: Life, layers: Sequence[LayerHistory]) -> list[Event]:
    """Tell a record's life, newest first."""
    with touches_ahead(found, layers) as touches:
        return events_in(layers, touches)


def events_in(layers: Sequence[LayerHistory], touches: Iterable[Iterable[Touch]]) -> list[Event]:
    """Tell the commits of each layer, newest first, as one life, newest first; they are read as they come."""
    with paused_collection():
        files = TablesRead()
        read = [_read(layer, some, files) for layer, some in zip(layers, touches, strict=True)]
        told = list(_told(_merged(layers, read)[::-1], files.tables))
        return _with_reverts(told)[::-1]


def touches_of(
    layers: Sequence[LayerHistory], paths: Sequence[str], *, most: int | None = None
) -> list[Touched]:
    """List the commits that changed one of these paths in any layer, newest first; `most` of each layer."""
    read = []
    for layer in layers:
        with life_ahead(layer.repository, paths, start=layer.start, since=layer.since) as touches:
            read.append(list(islice(touches, most)))
    return _merged(layers, read)


def _read(layer: LayerHistory, touches: Iterable[Touch], files: TablesRead) -> list[Touch]:
    """Read commits, and what they made of files while git still looks for more."""
    read = []

    def ids() -> Iterator[str]:
        for touch in touches:
            read.append(touch)
            yield from (entry.id for step in touch.steps.values() for entry in step if entry is not None)
            yield from (id for others in touch.others.values() for id in others)

    files.read(layer.repository, ids())
    return read


def _merged(layers: Sequence[LayerHistory], read: Sequence[Sequence[Touch]]) -> list[Touched]:
    streams = [
        [Touched(layer, touch) for touch in touches] for layer, touches in zip(layers, read, strict=True)
    ]
    # Merged and not sorted: within a layer a parent stays below its child, whatever their clocks said.
    return list(merge(*streams, key=_age))


def _age(one: Touched) -> tuple[float, bool]:
    """Give what is less for a later commit; of one moment, that by which a record went is the later."""
    return -one.touch.moment.timestamp(), all(step.after is not None for step in one.touch.steps.values())


class _Place(NamedTuple):
    layer: str
    path: str


def _told(touched: Sequence[Touched], tables: Tables) -> Iterator[Event]:
    """Tell commits oldest first; `standing` is what lies at each place by then."""
    standing: dict[_Place, str] = {}
    once: set[_Place] = set()
    for layer, touch in touched:
        for path, step in sorted(touch.steps.items(), key=lambda one: one[1].after is None):
            place = _Place(layer.layer, path)
            yield _event(layer, touch, place, step, standing, once, tables)
            if step.after is None:
                standing.pop(place, None)
            else:
                standing[place] = step.after.id
                once.add(place)


def _event(
    layer: LayerHistory,
    touch: Touch,
    place: _Place,
    step: Step,
    standing: Mapping[_Place, str],
    once: set[_Place],
    tables: Tables,
) -> Event:
    kind, about, policies = _declarations(place.path)
    others = {other: blob for other, blob in standing.items() if other != place}
    blob = step.before.id if step.before is not None else next(iter(others.values()), "")
    before = tables.get(blob) if step.after is not None else tables.get(step.before.id if step.before else "")
    after = tables.get(step.after.id) if step.after is not None else None
    changes = differences(before or {}, after, policies) if after is not None else ()
    words = list(_whereabouts(place, step, others, once))
    sides = [side for blob in touch.others.get(place.path, ()) if (side := tables.get(blob)) is not None]
    own = [one for one in changes if not any(is_said(one, side) for side in sides)] if sides else changes
    if changes and not own:
        words.append(phrases.BROUGHT_TOGETHER)
    else:
        words += _what(step, before, after, own, about, kind=kind, has_moved=bool(words))
    return Event(
        commit=touch.commit,
        moment=touch.moment,
        author=touch.author,
        on_behalf_of=touch.trailer(ON_BEHALF),
        layer=layer.layer,
        subject=touch.subject,
        why=touch.body,
        is_merge=touch.is_merge,
        is_cut=touch.is_cut,
        path=place.path,
        sentences=words,
        changes=own,
        before=before,
        after=after,
    )


@lru_cache(maxsize=64)
def _declarations(path: str) -> tuple[str, About, Policies]:
    """Give the word for what lies at a path, and what its fields declare for telling and comparing."""
    home = home_of(path)
    if home is None:
        return "file", About.of(None), Policies.of(None)
    return home.kind.value, About.of(home.kind), Policies.of(home.kind)


def is_said(change: Change, side: Mapping[str, Any]) -> bool:
    """Say whether a side of a merge said already what a change from the first side comes to."""
    path = locate_path(side, change.path)
    value: Any = ABSENT
    if path is not None:
        value = side
        for step in path:
            value = value[step]
    return same(value, change.after)


def _whereabouts(place: _Place, step: Step, others: Mapping[_Place, str], once: set[_Place]) -> Iterator[str]:
    """Tell how a record came to a place, or went from it, where it lies at another one too."""
    if step.before is None:
        other = next(iter(others), None)
        if other is not None and other.layer != place.layer:
            yield phrases.moved_layer(other.layer, place.layer)
        elif other is not None:
            is_recorded = other.path.startswith("plans/recorded/")
            yield phrases.CONFIRMED if is_recorded else phrases.moved_path(other.path, place.path)
        elif once:
            yield phrases.RESTORED
    elif step.after is None and others:
        is_recorded = place.path.startswith("plans/recorded/")
        left = phrases.left_place(place.layer, place.path, next(iter(others)).layer)
        yield phrases.CLEARED_AWAY if is_recorded else left


def _what(
    step: Step,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    changes: Sequence[Change],
    about: About,
    *,
    kind: str,
    has_moved: bool,
) -> Iterator[str]:
    if step.after is None:
        if not has_moved:
            yield phrases.deleted_record(kind, title_in(before))
    elif after is None:
        yield phrases.UNREADABLE
    elif before is None:
        if step.before is not None:
            yield phrases.readable_again(title_in(after))
        elif not has_moved:
            yield phrases.new_record(kind, title_in(after))
    else:
        told = sentences(changes, about.between(before, after))
        yield from told or (() if has_moved else (phrases.ONLY_LAYOUT,))


def title_in(table: Mapping[str, Any] | None) -> str:
    """Give what a record's data calls it, as far as that is text."""
    found = ((table or {}).get(name) for name in TITLES)
    return next((one for one in found if isinstance(one, str) and one), "")


def _with_reverts(events: Sequence[Event]) -> list[Event]:
    """Mark changes that were taken back, and what took them back; events come oldest first."""
    told = list(events)
    groups: dict[frozenset[str], list[int]] = {}
    for index, event in enumerate(told):
        if event.changes and event.before is not None:
            groups.setdefault(frozenset(repr(one.path) for one in event.changes), []).append(index)
    for indices in groups.values():
        if len(indices) > 1:
            _mark_reverts(told, indices)
    return told


def _mark_reverts(told: list[Event], indices: Sequence[int]) -> None:
    """Mark those among events that changed the same places."""
    open_changes: dict[_Key, int] = {}
    for index in indices:
        event = told[index]
        done, turned = _keys(event.changes)
        undone = open_changes.pop(turned, None)
        if undone is not None:
            told[undone] = replace(told[undone], taken_back_by=event.commit)
            told[index] = replace(event, takes_back=told[undone].commit)
        else:
            open_changes[done] = index


def _keys(changes: Sequence[Change]) -> tuple[_Key, _Key]:
    """Name changes, and the changes that would undo just these."""
    told = [(repr(one.path), repr(one.before), repr(one.after)) for one in changes]
    return frozenset(told), frozenset((path, after, before) for path, before, after in told)
