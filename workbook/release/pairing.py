"""What an audience may see of a change: records as they were and as they are, under the rules of both days.

In: the files that count for one audience on two days. Out: pairs of records. What the later rules hide is not
told, also of the earlier plan; what was hidden then and is seen now is told as new, as if it had not been
there. A field that either day holds back is held back on both. A record that is in the earlier plan alone is
left out: whether it was deleted or is hidden now is not to be told apart.
"""

from collections.abc import Iterator, Sequence

import msgspec

from workbook.model.record import Record
from workbook.release.choosing import Chosen
from workbook.release.showing import Showing, Shown


class RecordPair(msgspec.Struct, frozen=True, eq=False):
    """A record as it was and as it is; `before` is None for one that is new to the audience."""

    before: Record | None
    after: Record


class PlanChange(msgspec.Struct, frozen=True, eq=False):
    """The records that an audience sees otherwise than before, by path."""

    pairs: tuple[RecordPair, ...]


class ShownPair(msgspec.Struct, frozen=True, eq=False):
    """Both sides of a record as they are shown."""

    before: Shown | None
    after: Shown

    @property
    def records(self) -> RecordPair:
        """The records on both sides."""
        now = self.after.file.record
        assert now is not None
        return RecordPair(self.before.file.record if self.before is not None else None, now)


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
