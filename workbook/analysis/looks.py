"""What was looked at for a result, and whether another plan shows the very same.

In: a value, and each look at a plan that was taken for it. Out: `Result`, which tells of any plan whether it
holds there. Where plans are made of one another, only what their steps changed is looked at again.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cached_property
from operator import is_
from typing import Any, TypeVar
from weakref import ref

from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.records.settings import Settings
from workbook.records.workbook import Mention, Step, Workbook

T = TypeVar("T")


class Result:
    """What a function told, and each look it took at the plan."""

    def __init__(
        self,
        value: Any,
        basis: Settings,
        records: Mapping[str, Record | None],
        mentions: Mapping[str, Sequence[Mention]],
        narrow: Mapping[tuple[str, tuple[Kind, ...]], Sequence[Mention]],
        namings: Mapping[tuple[str, str], Sequence[Record]],
        kinds: Mapping[Kind, Sequence[Record]],
        workbook: Workbook,
        *,
        is_whole: bool,
    ) -> None:
        self.value = value
        self.basis = basis
        self.records = records
        self.mentions = mentions
        self.narrow = narrow
        self.namings = namings
        self.named = frozenset({id for id, _ in (*narrow, *namings)})
        self.kinds = kinds
        self.is_whole = is_whole
        # In which plan it was last found to hold; and in which it holds from which that may have been made.
        self.hold_in(workbook)
        self._root = self.last
        step = workbook.step
        below = step.below() if step is not None else None
        if step is not None and below is not None and not is_whole and self._is_beside(step, below):
            self._root = step.below

    def hold_in(self, workbook: Workbook) -> None:
        """Note that it was found to hold in a plan."""
        self.last = ref(workbook)
        self._last_step = workbook.step

    def is_of(self, workbook: Workbook) -> bool:
        """Say whether it holds in the plan that this one was made of."""
        return workbook.step is not None and workbook.step.below is self._root

    def holds_in(self, workbook: Workbook) -> bool:
        """Say whether every look shows the very same records there."""
        if self.last() is workbook or self._root() is workbook:
            return True
        if self.is_whole:
            return False
        step, last = workbook.step, self._last_step
        if step is not None and step.below() is not None:
            if step.below is self._root or step.below is self.last:
                return self._is_beside(step, workbook)
            if last is not None and step.below is last.below:
                # Two plans that were made of one differ at most in what either has otherwise.
                return self._is_the_same(
                    workbook,
                    self.records.keys() & (step.ids | last.ids),
                    self.mentions.keys() & (step.targets | last.targets),
                    self.named & (step.targets | last.targets),
                    self.kinds.keys() & (step.kinds | last.kinds),
                )
        return self._is_the_same(workbook, self.records, self.mentions, self.named, self.kinds)

    def _is_the_same(
        self,
        workbook: Workbook,
        ids: Iterable[str],
        mentioned: Iterable[str],
        named: Set[str],
        kinds: Iterable[Kind],
    ) -> bool:
        """Say whether some of its looks show the very same in a plan."""
        return (
            all(workbook.get(id) is self.records[id] for id in ids)
            and all(_are_the_same_mentions(workbook.mentions(id), self.mentions[id]) for id in mentioned)
            and self._is_named_alike(workbook, named)
            and all(_are_the_same(workbook.of_kind(kind), self.kinds[kind]) for kind in kinds)
        )

    def _is_beside(self, step: Step, other: Workbook) -> bool:
        """Say whether no look meets what a step changed; `other` is the plan on its other side."""
        # A view of keys looks up the smaller of both sets, whatever was read.
        return (
            self.records.keys().isdisjoint(step.ids)
            and self.mentions.keys().isdisjoint(step.targets)
            and self.kinds.keys().isdisjoint(step.kinds)
            and (self.named.isdisjoint(step.targets) or self._is_named_alike(other, step.targets))
        )

    def _is_named_alike(self, workbook: Workbook, ids: Set[str]) -> bool:
        """Say whether some of the ids that were asked for are named by the very same records."""
        # Of the thousands that a long queue asks for, a step touches a few.
        return all(
            _are_the_same(workbook.naming(id, field), self.namings[id, field])
            for id in self._fields.keys() & ids
            for field in self._fields[id]
        ) and all(
            _are_the_same_mentions(workbook.mentions_from(id, *kinds), self.narrow[id, kinds])
            for id in self._kinds.keys() & ids
            for kinds in self._kinds[id]
        )

    @cached_property
    def _fields(self) -> Mapping[str, Sequence[str]]:
        """The fields in which it was asked who names an id, by that id."""
        return _by_first(self.namings)

    @cached_property
    def _kinds(self) -> Mapping[str, Sequence[tuple[Kind, ...]]]:
        """The kinds of which it was asked who names an id, by that id."""
        return _by_first(self.narrow)


def _by_first(pairs: Iterable[tuple[str, T]]) -> Mapping[str, Sequence[T]]:
    found: dict[str, list[T]] = {}
    for first, second in pairs:
        found.setdefault(first, []).append(second)
    return found


def _are_the_same(records: Sequence[Record], seen: Sequence[Record]) -> bool:
    return records is seen or (len(records) == len(seen) and all(map(is_, records, seen)))


def _are_the_same_mentions(mentions: Sequence[Mention], seen: Sequence[Mention]) -> bool:
    # Most are the very same list, where nothing near them was changed.
    return mentions is seen or (
        len(mentions) == len(seen)
        and all(
            one.record is other.record and one.field == other.field
            for one, other in zip(mentions, seen, strict=True)
        )
    )
