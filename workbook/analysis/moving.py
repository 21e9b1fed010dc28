"""What a commitment or a joint purchase still moves, and when: amounts between two days.

In: quantities, lots, a day. Out: `Part`s, each an amount that moves once between two days, and their sums.
It decides nothing about who gives or receives.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

from workbook.analysis.amounts import at_most
from workbook.model.commitment import Lot
from workbook.model.enums import LotStatus
from workbook.model.quantity import NOTHING, UNKNOWN, Quantity
from workbook.model.when import When

_DAY = timedelta(days=1)


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """An amount that moves once between two days, both included; None where that side is open.

    `is_done` says that it has moved before today.
    """

    quantity: Quantity
    first: date | None
    last: date | None
    is_done: bool

    def may_move(self, after: date | None, until: date) -> bool:
        """Say whether it may move after one day (None: any) and not later than another."""
        return (self.first is None or self.first <= until) and (
            after is None or self.last is None or self.last > after
        )

    def surely_moves(self, after: date | None, until: date) -> bool:
        """Say whether it surely moves after one day (None: any) and not later than another."""
        return (
            self.last is not None
            and self.last <= until
            and (after is None or (self.first is not None and self.first > after))
        )


def parts_of(
    whole: Quantity | None, lots: Sequence[Lot], since: When | None, *, is_over: bool, today: date
) -> tuple[Part, ...]:
    """Cut a quantity into what has moved and what is still to move, by its lots.

    What no lot tells moves on any day; a lot without a quantity shares the rest with others like it. What is
    overdue moves on any day to come. `since` is when it was promised: nothing moved before. `is_over` says
    that all of it has moved.

        quantity = 20, lots = [{by = 2023-06-30, quantity = 12}], today 2023-05-24
        -> 12 on 2023-06-30, 8 on any day from 2023-05-25 on
    """
    counted = [lot for lot in lots if lot.status is not LotStatus.CANCELLED]
    found: list[Part] = []
    told = NOTHING
    open_lots: list[Lot] = []
    for lot in counted:
        done = _done(lot)
        if done is not None:
            found.append(_moved(done, lot.done_on, since, today))
        if lot.quantity is None:
            told += done or NOTHING
            if lot.status is not LotStatus.DELIVERED:
                open_lots.append(lot)
            continue
        told += lot.quantity
        left = lot.quantity.less(done or NOTHING)
        if left != NOTHING and lot.status is not LotStatus.DELIVERED:
            found.append(_coming(left, [lot], since, today, is_over=is_over))
    cancelled = added(lot.quantity or UNKNOWN for lot in lots if lot.status is LotStatus.CANCELLED)
    rest = _rest(whole, told + cancelled, bool(open_lots or not counted))
    if rest != NOTHING:
        found.append(_coming(rest, open_lots, since, today, is_over=is_over))
    return tuple(found)


def moved(parts: Iterable[Part], after: date | None, until: date) -> Quantity:
    """Add up what moves after one day and not later than another, with the doubt of its days.

    12 on 2023-06-30, 8 on any day; until 2023-06-30  -> 12 to 20
    """
    return added(
        part.quantity if part.surely_moves(after, until) else at_most(part.quantity)
        for part in parts
        if part.may_move(after, until)
    )


def added(quantities: Iterable[Quantity]) -> Quantity:
    """Add quantities up; of none, nothing.

    12, about 4  -> about 16
    """
    return Quantity.total([NOTHING, *quantities])


def _done(lot: Lot) -> Quantity | None:
    """Give what of a lot was delivered: the count, else all of a lot that is called delivered."""
    if lot.done is not None:
        return lot.done
    return (lot.quantity or UNKNOWN) if lot.status is LotStatus.DELIVERED else None


def _rest(whole: Quantity | None, told: Quantity, is_open: bool) -> Quantity:
    """Give what the whole has beyond what its lots tell; without a whole, unknown unless lots tell all."""
    if whole is None:
        return UNKNOWN if is_open else NOTHING
    return whole.less(told)


def _moved(quantity: Quantity, on: When | None, since: When | None, today: date) -> Part:
    known = on is not None and on.is_known
    first = on.first if known and on is not None else since.first if since is not None else None
    last = on.last if known and on is not None else None
    return Part(quantity=quantity, first=first, last=min(last or today, today), is_done=True)


def _coming(
    quantity: Quantity, lots: Sequence[Lot], since: When | None, today: date, *, is_over: bool
) -> Part:
    """Give what is still to come with lots whose days are taken together; without any, on any day."""
    if is_over:
        return _moved(quantity, None, since, today)
    firsts = [lot.by.first if lot.by is not None else None for lot in lots]
    lasts = [lot.by.last if lot.by is not None else None for lot in lots]
    first = min((day for day in firsts if day is not None), default=today)
    last = max((day for day in lasts if day is not None), default=None)
    if None in firsts:
        first = today
    if None in lasts or (last is not None and last <= today):
        last = None
    return Part(quantity=quantity, first=max(first, today + _DAY), last=last, is_done=False)
