"""When things arrive: the lots of a commitment as arrivals, and what of a part of it is there by a day.

In: lots, a quantity, a need. Out: `Arrival`s, and intervals. Where a part is smaller than the whole, nobody
says which lots it is taken from, so that every answer is between two bounds. It knows no plan.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import msgspec

from workbook.model.commitment import Lot
from workbook.model.enums import LotStatus, Status
from workbook.model.quantity import NOTHING, UNKNOWN, Quantity
from workbook.model.when import When

_ZERO = Decimal(0)
# What is finer is rounded, and said to be about that much.
_THOUSANDTH = Decimal("0.001")
_MILLION = 10**6


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """A part and when it arrives; `by` None: nobody says when. `is_done` says that it has been delivered.

    `lot` is "" for what no lot holds.
    """

    quantity: Quantity
    by: When | None = None
    is_done: bool = False
    lot: str = ""


class Timing(msgspec.Struct, frozen=True, kw_only=True):
    """How much of a part arrives in time, and how much late.

    Where lots can be shared out in several ways, each is an interval. `perhaps_late` may arrive on either
    side of the day, `undated` at any time.
    """

    in_time: Quantity = NOTHING
    perhaps_late: Quantity = NOTHING
    late: Quantity = NOTHING
    undated: Quantity = NOTHING


def arrivals_of(lots: Sequence[Lot], whole: Quantity, status: Status | None) -> tuple[Arrival, ...]:
    """List what arrives of a whole: what was delivered, what is to come, and what no lot holds.

    A cancelled lot brings nothing, and is left out of the whole. Of a commitment that is delivered, all has
    come.

        12, in lots of 4 by 2023-01 (done: 3) and 6 by 2023-03
        -> 3 done by 2023-01, 1 by 2023-01, 6 by 2023-03, 2 nobody says when
    """
    found: list[Arrival] = []
    is_over = status is Status.DELIVERED
    for lot in lots:
        if lot.status is LotStatus.CANCELLED:
            continue
        quantity = lot.quantity if lot.quantity is not None else whole if len(lots) == 1 else UNKNOWN
        is_done = is_over or lot.status is LotStatus.DELIVERED
        done = lot.done if lot.done is not None else quantity if is_done else NOTHING
        if done.high != 0:
            found.append(Arrival(quantity=done, by=lot.done_on or lot.by, is_done=True, lot=lot.lot))
        left = quantity.less(done)
        if not is_done and left.high != 0:
            found.append(Arrival(quantity=left, by=lot.by, lot=lot.lot))
    cancelled = [lot.quantity or UNKNOWN for lot in lots if lot.status is LotStatus.CANCELLED]
    rest = whole.less(sum((one.quantity for one in found), sum(cancelled, NOTHING)))
    if rest.high != 0:
        found.append(Arrival(quantity=rest, is_done=is_over))
    return tuple(found)


def timing(part: Quantity, arrivals: Sequence[Arrival], need: When | None) -> Timing:
    """Tell how much of a part arrives by the last day of a need.

    Without such a day all is in time. An arrival is late where even its first day comes after it.

        8 of a whole of 12, needed by 2023-03;  6 arrive in 2023-01 and 6 in 2023-05
        -> 2 to 6 in time, 2 to 6 late
    """
    if need is None or need.last is None:
        return Timing(in_time=part)
    day = need.last
    sorted_out: dict[str, list[Arrival]] = {}
    for one in arrivals:
        sorted_out.setdefault(_class(one, day), []).append(one)
    most = {name: _high(some) for name, some in sorted_out.items()}
    if len(most) == 1 and not _is_beyond(part, *most.values()):
        return Timing(**{name: part for name in most})
    return Timing(
        **{
            name: _share(part, most[name], [other for key, other in most.items() if key != name])
            for name in most
        }
    )


def arrived(part: Quantity, arrivals: Sequence[Arrival], day: date, today: date) -> Quantity:
    """Tell how much of a part has arrived by the end of a day: surely, and at most.

    What was to come before today and is not reported may come at any time, like what has no date.

        8 of a whole of 12;  6 arrive in 2023-01, 6 in 2023-05  -> by the end of 2023-03: 2 to 6
    """
    may_come = _high([one for one in arrivals if _may_come_by(one, day, today)])
    may_miss = _high([one for one in arrivals if not _surely_comes_by(one, day, today)])
    return _share(part, may_come, [may_miss])


def shared_out(part: Quantity, arrivals: Sequence[Arrival]) -> tuple[Arrival, ...]:
    """Share a part out over arrivals of a whole: each with what it surely and at most brings of the part.

    8 of a whole of 12;  6 arrive in 2023-01, 6 in 2023-05  -> 2 to 6 in 2023-01, 2 to 6 in 2023-05
    """
    most = [_high([one]) for one in arrivals]
    shared = [
        _share(part, own, [other for place, other in enumerate(most) if place != index])
        for index, own in enumerate(most)
    ]
    return tuple(
        msgspec.structs.replace(one, quantity=quantity)
        for one, quantity in zip(arrivals, shared, strict=True)
        if quantity.high != 0
    )


def scaled(quantity: Quantity, factor: Fraction) -> Quantity:
    """Give a quantity times a ratio; where that is finer than a thousandth, about what is nearest.

    3 at 1/2  -> 1.5;  2 at 1/3  -> about 0.667
    """
    if factor == 1:
        return quantity
    low, is_rough = _exact(quantity.low, factor)
    high = quantity.high
    if high is not None:
        high, is_rough_too = _exact(high, factor)
        is_rough = is_rough or is_rough_too
    return Quantity(
        low,
        high,
        about=quantity.about or is_rough,
        unknown=quantity.unknown,
        undisclosed=quantity.undisclosed,
    )


def _exact(number: Decimal, factor: Fraction) -> tuple[Decimal, bool]:
    """Multiply exactly, or to the nearest thousandth; say whether it had to be rounded."""
    whole = number * factor.numerator
    found = whole / factor.denominator
    # A decimal that came out even multiplies back to what it was; no plan says more than six places.
    if found * factor.denominator == whole and found * _MILLION % 1 == 0:
        return found, False
    return Decimal(round(Fraction(number) * factor * 1000)) * _THOUSANDTH, True


def _class(one: Arrival, day: date) -> str:
    """Give the part of `Timing` that an arrival belongs to."""
    by = one.by
    if by is None or not by.is_known:
        return "in_time" if one.is_done else "undated"
    if by.first is not None and by.first > day:
        return "late"
    return "in_time" if by.last is not None and by.last <= day else "perhaps_late"


def _may_come_by(one: Arrival, day: date, today: date) -> bool:
    by = one.by
    if by is None or by.first is None or by.first <= day:
        return True
    return not one.is_done and by.is_over(today)


def _surely_comes_by(one: Arrival, day: date, today: date) -> bool:
    by = one.by
    if one.is_done:
        return by is None or by.first is None or by.first <= day
    return by is not None and by.last is not None and today <= by.last <= day


def _is_beyond(part: Quantity, most: Decimal | None) -> bool:
    """Say whether a part may be more than ever arrives."""
    return most is not None and (part.high is None or part.high > most)


def _high(arrivals: Iterable[Arrival]) -> Decimal | None:
    """Add up the most that arrives; None where nothing bounds it."""
    total = _ZERO
    for one in arrivals:
        if one.quantity.high is None:
            return None
        total += one.quantity.high
    return total


def _share(part: Quantity, own: Decimal | None, others: Iterable[Decimal | None]) -> Quantity:
    """Give how much of a part comes from some arrivals, when others may bring so much of it."""
    low: Decimal | None = part.low
    for other in others:
        low = None if low is None or other is None else low - other
    high = own if part.high is None else part.high if own is None else min(part.high, own)
    least = max(low, _ZERO) if low is not None else _ZERO
    if high is not None and high < least:
        least = high
    return Quantity(
        least,
        high,
        about=part.about and high != 0,
        unknown=part.unknown and high is None,
        undisclosed=part.undisclosed and high is None,
    )
