"""What an audience may see of a change: records as they were and as they are, under the rules of both days.

In: the files that count for one audience on two days. Out: pairs of records. What the later rules hide is not
told, also of the earlier plan; what was hidden then and is seen now is told as new, as if it had not been
there. A field that either day holds back is held back on both. A record that is in the earlier plan alone is
left out: whether it was deleted or is hidden now is not to be told apart.
"""

from collections.abc import Iterator, Sequence

import msgspec

from workbook.model.record import Record
from workbook.records.workbook import PlanFile, Workbook
from workbook.release.choosing import Chosen
from workbook.release.showing import Showing, Shown


class RecordPair(msgspec.Struct, frozen=True, eq=False):
    """A record as it was and as it is, each in its file; there is no first file of one that is new."""

    then: PlanFile | None
    now: PlanFile

    @property
    def before(self) -> Record | None:
        """The record as it was; None for one that is new to the audience."""
        return self.then.record if self.then is not None else None

    @property
    def after(self) -> Record:
        """The record as it is."""
        assert self.now.record is not None
        return self.now.record


class PlanChange(msgspec.Struct, frozen=True, eq=False):
    """The records that an audience sees otherwise than before, by path."""

    pairs: tuple[RecordPair, ...]

    def sides(self, plan: Workbook) -> tuple[Workbook, Workbook]:
        """Give the plan as it was and as it is under the rules of both days, from what is released of it now.

        NOR-C-7K3Q raised from 1 to 2; NOR-C-9D0M new
        -> NOR-C-7K3Q of 1;  NOR-C-7K3Q of 2, NOR-C-9D0M
        """
        then: dict[str, PlanFile | None] = {pair.now.path: None for pair in self.pairs}
        then.update((pair.then.path, pair.then) for pair in self.pairs if pair.then is not None)
        # Most are shown as they are released; of the others, the earlier day held something back.
        now = {pair.now.path: pair.now for pair in self.pairs if plan.file_at(pair.now.path) is not pair.now}
        return (
            plan.replaced(then, settings=plan.settings),
            plan.replaced(now, settings=plan.settings) if now else plan,
        )


class ShownPair(msgspec.Struct, frozen=True, eq=False):
    """Both sides of a record as they are shown."""

    before: Shown | None
    after: Shown

    @property
    def records(self) -> RecordPair:
        """The records on both sides."""
        return RecordPair(self.before.file if self.before is not None else None, self.after.file)


def shown_pairs(
    then: Sequence[Chosen], now: Sequence[Chosen], ids: frozenset[str], showing: Showing
) -> Iterator[ShownPair]:
    """Give the records that are shown otherwise than they would have been; `ids` are those released now."""
    known = {one.candidate.file.id: one for one in then}
    for chosen in now:
        earlier = known.get(chosen.candidate.file.id)
        if earlier is None or earlier.candidate.file.kind is not chosen.candidate.file.kind:
            yield ShownPair(None, showing.of(chosen, ids))
        elif not _are_same(earlier, chosen):
            held = earlier.held | chosen.held
            before, after = (showing.of(Chosen(one.candidate, held), ids) for one in (earlier, chosen))
            if before.digest != after.digest:
                yield ShownPair(before, after)


def _are_same(one: Chosen, other: Chosen) -> bool:
    """Say whether two files hold the same bytes at the same path, so that the same is shown of both."""
    first, second = one.candidate, other.candidate
    return first.path == second.path and first.file.blob == second.file.blob != ""
