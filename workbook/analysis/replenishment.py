"""What fills a stock again: the part of a commitment or a joint purchase that is for its nation.

In: a stock, the record that its `replenished_by` names, the day. Out: the parts that come in, and how far
they carry. A reference that is open, or behind which there is nothing, fills an unknown amount some day.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

import msgspec

from workbook.analysis.agreement import Groups, members_of
from workbook.analysis.amounts import at_most
from workbook.analysis.footing import Footing, footing_of
from workbook.analysis.moving import Part, parts_of
from workbook.model.commitment import Commitment
from workbook.model.enums import ProcurementStatus, Status
from workbook.model.holding import Procurement, Stock
from workbook.model.kind import Kind
from workbook.model.number import FRACTION_DIGITS
from workbook.model.quantity import UNDISCLOSED, UNKNOWN, Quantity
from workbook.model.record import Record

_FINEST = Decimal(1).scaleb(-FRACTION_DIGITS)


class Filling(msgspec.Struct, frozen=True, kw_only=True):
    """What comes in, by its parts. `record` is "" where it is not named, or not in the plan given."""

    record: str
    footing: Footing
    parts: tuple[Part, ...]


def filling_of(
    stock: Record, filler: Record | None, groups: Groups, unit: str, today: date
) -> Filling | None:
    """Tell what fills a stock again; None where nothing is said to, or nothing is to come of it any more.

    Of a purchase it is the nation's quantity, else its share of the whole, lot by lot in proportion.

        replenished_by = "DEU-J-4T2X": 300 for two equal parties in 2023-Q4, contracted
        -> firm, 150 from 2023-10-01 to 2023-12-31
    """
    data: Stock = stock.data
    if not data.replenished_by:
        return None
    if filler is None or filler.kind not in (Kind.COMMITMENT, Kind.PROCUREMENT):
        untold = UNDISCLOSED if data.replenished_by == "undisclosed" else UNKNOWN
        part = Part(quantity=untold, first=today + timedelta(days=1), last=None, is_done=False)
        return Filling(record="", footing=Footing.FIRM, parts=(part,))
    footing = footing_of(filler)
    if footing is None:
        return None
    is_alike = not (data.item and filler.data.item and data.item != filler.data.item)
    if filler.kind is Kind.PROCUREMENT:
        parts = _purchased(stock.owner, filler.data, today)
    else:
        parts = _committed(stock.owner, filler, groups, today)
        is_alike = is_alike and not (unit and filler.data.unit and unit != filler.data.unit)
    if not is_alike:
        parts = tuple(msgspec.structs.replace(part, quantity=UNKNOWN) for part in parts)
    return Filling(record=filler.id, footing=footing, parts=parts)


def _purchased(nation: str, data: Procurement, today: date) -> tuple[Part, ...]:
    parts = parts_of(
        data.quantity,
        data.lots,
        data.contract_on,
        is_over=data.status is ProcurementStatus.CLOSED,
        today=today,
    )
    if not data.parties:
        return parts
    ours = next((party for party in data.parties if party.nation == nation), None)
    if ours is None:
        return _perhaps(parts)
    share = ours.share.value if ours.share is not None else None
    whole = data.quantity
    if ours.quantity is not None:
        if not (whole is not None and whole.is_exact and ours.quantity.is_exact and whole.low):
            is_over = data.status is ProcurementStatus.CLOSED
            return parts_of(ours.quantity, (), data.contract_on, is_over=is_over, today=today)
        share = Fraction(ours.quantity.low) / Fraction(whole.low)
    return _shared(parts, share)


def _committed(nation: str, filler: Record, groups: Groups, today: date) -> tuple[Part, ...]:
    data: Commitment = filler.data
    is_over = data.status is Status.DELIVERED
    parts = parts_of(data.quantity, data.lots, data.made_on, is_over=is_over, today=today)
    if not data.to:
        return parts
    ours = [one for one in data.to if nation in members_of(one.party, groups)]
    if not ours:
        return parts if filler.owner == nation else _perhaps(parts)
    if len(ours) == 1 and ours[0].party == nation:
        if ours[0].share is not None:
            return _shared(parts, ours[0].share.value)
        if len(data.to) == 1:
            return parts
    return _perhaps(parts)


def _shared(parts: Sequence[Part], share: Fraction | None) -> tuple[Part, ...]:
    if share is None or share > 1:
        return _perhaps(parts)
    return tuple(msgspec.structs.replace(part, quantity=_portion(part.quantity, share)) for part in parts)


def _perhaps(parts: Sequence[Part]) -> tuple[Part, ...]:
    return tuple(msgspec.structs.replace(part, quantity=at_most(part.quantity)) for part in parts)


def _portion(quantity: Quantity, share: Fraction) -> Quantity:
    """Give a share of a quantity; what is no plain decimal lies between the nearest two."""
    low = _decimal(Fraction(quantity.low) * share, ROUND_FLOOR)
    high = None if quantity.high is None else _decimal(Fraction(quantity.high) * share, ROUND_CEILING)
    return Quantity(
        low, high, about=quantity.about, unknown=quantity.unknown, undisclosed=quantity.undisclosed
    )


def _decimal(number: Fraction, rounding: str) -> Decimal:
    scaled = number / Fraction(_FINEST)
    whole = scaled.numerator // scaled.denominator
    if rounding == ROUND_CEILING and scaled.denominator != 1:
        whole += 1
    return Decimal(whole) * _FINEST
