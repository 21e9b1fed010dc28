"""What became of the parts of a delivery, and what was received of it, since an earlier day.

In: lots or receipts of a record before and after, and their unit. Out: sentences: what was delivered, what is
under way, what comes at another time. Lots are named by how many and by when, never by their short names.

    lots a: 20 by 2022-Q4  ->  a: 8 by 2022-Q4, b: 12 by 2023-Q1
    gives "12 of 20 moved from the fourth quarter of 2022 to the first quarter of 2023"
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from workbook.analysis.moving import added
from workbook.model.commitment import Lot, Receipt
from workbook.model.enums import LotStatus
from workbook.model.quantity import Quantity
from workbook.model.when import When
from workbook.render.reading import Reading
from workbook.render.values import by_text, listed, money_text, quantity_text, when_text
from workbook.render.words import revised as words

_MOST_LISTED = 4
_ZERO = Decimal(0)
_DAY_LENGTH = len("2022-09-28")


def lots_told(_: Reading, was: Sequence[Lot], now: Sequence[Lot], unit: str) -> Iterator[str]:
    """Tell what became of the lots of a record."""
    old, new = ({lot.lot: lot for lot in lots} for lots in (was, now))
    pairs = [(old[name], lot) for name, lot in new.items() if name in old and old[name] != lot]
    told = [*_arrived(pairs, unit), *_status(pairs, unit)]
    moved = _moved(old, new, unit)
    if moved:
        told.append(moved)
    else:
        told += [*_new(old, new, unit), *_planned(pairs, unit)]
    yield from told


def receipts_told(_: Reading, was: Sequence[Receipt], now: Sequence[Receipt], unit: str) -> Iterator[str]:
    """Tell what has arrived, and what is no longer said to have."""
    come = [one for one in now if one not in was]
    gone = [one for one in was if one not in now]
    if len(come) > _MOST_LISTED:
        total = quantity_text(added(one.quantity for one in come), unit)
        last = max((one.on for one in come if one.on is not None and one.on.is_known), key=_day, default=None)
        yield words.received_in(total, len(come), on_text(last))
    elif come:
        yield words.received(listed([_receipt(one, unit) for one in come]))
    if gone:
        yield words.no_longer(words.received(listed([_receipt(one, unit) for one in gone], _MOST_LISTED)))


def on_text(when: When | None) -> str:
    """Tell when something was: `on 16 May 2023`, `in May 2023`; "" where no time is told."""
    if when is None:
        return ""
    if not when.is_known or ".." in when.text or when.text.startswith("~"):
        return when_text(when)
    return words.on(when_text(when), is_day=len(when.text) == _DAY_LENGTH)


def _receipt(one: Receipt, unit: str) -> str:
    return words.arrived("", quantity_text(one.quantity, unit), on_text(one.on))


def _arrived(pairs: Sequence[tuple[Lot, Lot]], unit: str) -> Iterator[str]:
    """Tell what was delivered of lots, and when."""
    come = [after for before, after in pairs if _is_told(after) and _delivery(before) != _delivery(after)]
    if come:
        told = [
            words.arrived(_text(one.done, unit), _text(one.quantity, unit), on_text(one.done_on))
            for one in come
        ]
        yield words.parts(words.LOT[LotStatus.DELIVERED], listed(told, _MOST_LISTED))
    gone = [after for before, after in pairs if _is_told(before) and not _is_told(after)]
    if gone:
        yield words.parts(words.NOT_DELIVERED, listed([_part(one, unit) for one in gone], _MOST_LISTED))


def _delivery(lot: Lot) -> tuple[bool, Quantity | None, When | None]:
    return lot.status is LotStatus.DELIVERED, lot.done, lot.done_on


def _is_told(lot: Lot) -> bool:
    return lot.status is LotStatus.DELIVERED or lot.done is not None or lot.done_on is not None


def _status(pairs: Sequence[tuple[Lot, Lot]], unit: str) -> Iterator[str]:
    for status in (LotStatus.UNDER_WAY, LotStatus.CANCELLED, LotStatus.PLANNED):
        found = [
            _part(after, unit)
            for before, after in pairs
            if after.status is status and before.status is not status
            if status is not LotStatus.PLANNED or before.status is not None
        ]
        if found:
            yield words.parts(words.LOT[status], listed(found, _MOST_LISTED))


def _new(old: Mapping[str, Lot], new: Mapping[str, Lot], unit: str) -> Iterator[str]:
    come = [_part(lot, unit) for name, lot in new.items() if name not in old]
    gone = [_part(lot, unit) for name, lot in old.items() if name not in new]
    if come:
        yield words.parts(words.NEW_PART, listed(come, _MOST_LISTED))
    if gone:
        yield words.parts(words.PART_GONE, listed(gone, _MOST_LISTED))


def _planned(pairs: Sequence[tuple[Lot, Lot]], unit: str) -> Iterator[str]:
    """Tell lots that come at another time, in another number, or at another price."""
    for before, after in pairs:
        quantity = _text(after.quantity, unit)
        if before.by != after.by:
            yield words.put_off(quantity, _by(after), _by(before))
        if before.quantity != after.quantity:
            yield words.part_now(_by(after), quantity or words.ONE_PART, _text(before.quantity, unit))
        if before.value != after.value:
            values = [money_text(one.value) if one.value is not None else "" for one in (after, before)]
            if values[0]:
                yield words.part_now(_by(after), *values)


def _moved(old: Mapping[str, Lot], new: Mapping[str, Lot], unit: str) -> str:
    """Tell an amount that one lot lost and one other gained, if that is all that is planned otherwise."""
    changed = [name for name in {**old, **new} if _plan(old.get(name)) != _plan(new.get(name))]
    lots = [side[name] for side in (old, new) for name in changed if name in side]
    if len(changed) != len(("from", "to")) or not all(map(_is_plain, lots)):
        return ""
    less, more = sorted(changed, key=lambda name: _gain(old.get(name), new.get(name)))
    source, target = old.get(less), new.get(more)
    lost, gained = -_gain(source, new.get(less)), _gain(old.get(more), target)
    if source is None or target is None or lost != gained or lost <= 0 or _is_put_off(old, new, changed):
        return ""
    amount, whole = (quantity_text(Quantity(one, one), unit) for one in (lost, _amount(source)))
    return words.moved(amount, whole, _time(source), _time(target)) if source.by != target.by else ""


def _is_plain(lot: Lot) -> bool:
    """Say whether a lot is so many at a time, and nothing else is planned of it."""
    return lot.quantity is not None and lot.quantity.is_exact and lot.value is None and lot.by is not None


def _is_put_off(old: Mapping[str, Lot], new: Mapping[str, Lot], names: Sequence[str]) -> bool:
    return any(old[name].by != new[name].by for name in names if name in old and name in new)


def _gain(before: Lot | None, after: Lot | None) -> Decimal:
    return _amount(after) - _amount(before)


def _time(lot: Lot) -> str:
    return when_text(lot.by) if lot.by is not None else ""


def _plan(lot: Lot | None) -> tuple[object, ...]:
    return (lot.quantity, lot.by, lot.value) if lot is not None else ()


def _amount(lot: Lot | None) -> Decimal:
    return lot.quantity.low if lot is not None and lot.quantity is not None else _ZERO


def _part(lot: Lot, unit: str) -> str:
    return words.part(_text(lot.quantity, unit), _by(lot))


def _text(quantity: Quantity | None, unit: str) -> str:
    return quantity_text(quantity, unit) if quantity is not None else ""


def _by(lot: Lot) -> str:
    return by_text(lot.by) if lot.by is not None else ""


def _day(when: When) -> str:
    return str(when.last)
