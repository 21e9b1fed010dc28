"""What changed in one record, as a desk officer tells it: "now under contract (was agreed)".

In: a reading, and a record before and after. Out: sentences without their subject, the weightiest first: a
status, then every other field by its declaration. Values are named as in the rest of a paper: no code, no id
of what has a name, no time as files write it. Parts of deliveries and receipts are told in `parts`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any, get_origin

import msgspec

from workbook.model.commitment import Lot, Promise, Receipt
from workbook.model.dates import clock_text, day_text
from workbook.model.display import clean_line
from workbook.model.enums import Status
from workbook.model.fields import Code, Field, fields_of, inner_table
from workbook.model.kind import Kind
from workbook.model.meeting import Attendance, Participant
from workbook.model.money import Money
from workbook.model.quantity import Quantity
from workbook.model.readers import Readers, Scope
from workbook.model.record import Record, Retirement
from workbook.model.references import OPEN_REFERENCES
from workbook.model.share import Share
from workbook.model.units import UNITS
from workbook.model.when import When
from workbook.model.words import fields_in_order, is_filled
from workbook.render.reading import Reading
from workbook.render.values import (
    by_text,
    listed,
    money_text,
    quantity_text,
    share_text,
    when_text,
)
from workbook.render.views.attended import attendance_told, participants_told
from workbook.render.views.parts import lots_told, on_text, receipts_told
from workbook.render.views.standing import title_of
from workbook.render.words import agenda as agenda_words
from workbook.render.words import changed as changed_words
from workbook.render.words import revised as words
from workbook.render.words import standing as standing_words

# Told where it counts, or of no use to who reads a paper.
UNTOLD = frozenset(
    (
        "acknowledged",
        "amended",
        "covers",
        "counted_in",
        "part_of",
        "release_fields",
        "shared_as",
        "sources",
        "tags",
    )
)
_FIRST = ("status", "verdict", "quantity")
_BY = frozenset(("by", "due", "last_order_by", "need_by"))
_LONG_TEXT = 100
_MOST_LISTED = 6
_ASIDE = (Status.SUSPENDED, Status.CANCELLED)
_CODES = (Code.NATION, Code.PARTY, Code.AUDIENCE)


def revisions(reading: Reading, before: Record, after: Record) -> tuple[str, ...]:
    """Tell all that changed between two versions of a record; () where nothing did that is told."""
    told = [
        sentence
        for field in _changed(before, after)
        for sentence in [*_field(reading, field, before, after)] or [words.otherwise(_label(field))]
    ]
    return tuple(map(clean_line, told))


def weight_of(before: Record, after: Record) -> int:
    """Say how much a change matters: 0 where it is promised otherwise, 1 for a status, 2 for all else."""
    names = {field.name for field in _changed(before, after)}
    if names & {"quantity", "to", "meets"} or getattr(after.data, "status", None) in _ASIDE:
        return 0
    return 1 if names & {"status", "verdict"} else 2


def _changed(before: Record, after: Record) -> Sequence[Field]:
    found = [
        field
        for field in fields_in_order(type(after.data))
        if field.name not in UNTOLD and getattr(before.data, field.name) != getattr(after.data, field.name)
    ]
    return sorted(found, key=lambda field: _FIRST.index(field.name) if field.name in _FIRST else len(_FIRST))


def _field(reading: Reading, field: Field, before: Record, after: Record) -> Iterator[str]:
    was, now = getattr(before.data, field.name), getattr(after.data, field.name)
    unit = _unit_of(reading, after)
    struct = inner_table(field.type)
    if struct in _TELLERS:
        yield from _TELLERS[struct](reading, was, now, unit)
    elif get_origin(field.type) is tuple:
        yield from _entries(reading, field, was, now, unit)
    elif struct is not None:
        place = words.PLACES.get(field.name) or _label(field)
        for said in _table(reading, struct, was, now, unit):
            yield words.within(place, said)
    elif field.type is str and not field.refers and field.code is None and field.name not in _PLAIN:
        yield _prose(field, was, now)
    else:
        yield _plain(reading, field, was, now, unit)


def _plain(reading: Reading, field: Field, was: Any, now: Any, unit: str) -> str:
    label = _label(field)
    if field.type is bool:
        return words.so_now(label) if now else words.no_longer(label)
    old, new = (_value(reading, field, one, unit) if is_filled(one) else "" for one in (was, now))
    if not new:
        return words.no_longer(words.says(field.name, label, old))
    return words.now(field.name, label, new, old)


def _prose(field: Field, was: str, now: str) -> str:
    label = _label(field)
    if not now:
        return words.no_longer(words.says(field.name, label, words.titled(_cut(was))))
    addition = now.removeprefix(was).strip()
    if was and now.startswith(was) and addition:
        return words.added(label, words.titled(_cut(addition)))
    if max(len(was), len(now)) > _LONG_TEXT and was:
        return words.reworded(label)
    return words.now(field.name, label, words.titled(_cut(now)), words.titled(was) if was else "")


def _entries(
    reading: Reading, field: Field, was: Sequence[Any], now: Sequence[Any], unit: str
) -> Iterator[str]:
    """Tell what has come to a list, what is gone, and what is another."""
    label = _label(field)
    old, new = ({_name(one): one for one in some} for some in (was, now))
    told = partial(_told, reading, field, unit)
    come = [told(one) for name, one in new.items() if name not in old]
    gone = [told(one) for name, one in old.items() if name not in new]
    if come:
        said = words.says(field.name, label, listed(come, _MOST_LISTED))
        yield words.now_also(said) if old else words.so_now(said)
    if gone:
        yield words.no_longer(words.says(field.name, label, listed(gone, _MOST_LISTED)))
    others = [(told(old[name]), told(one)) for name, one in new.items() if name in old and old[name] != one]
    for before, after in others[:_MOST_LISTED]:
        yield words.entry(words.says(field.name, label, after), before)


def _name(entry: Any) -> Any:
    return getattr(entry, fields_of(type(entry))[0].name) if isinstance(entry, msgspec.Struct) else entry


def _table(reading: Reading, struct: type[msgspec.Struct], was: Any, now: Any, unit: str) -> Iterator[str]:
    """Tell each field of a table by itself."""
    for field in fields_of(struct):
        old, new = (getattr(one, field.name) if one is not None else None for one in (was, now))
        if old != new and (is_filled(old) or is_filled(new)):
            is_text = field.type is str and not field.refers and field.code is None
            yield _prose(field, old or "", new or "") if is_text else _plain(reading, field, old, new, unit)


def _promises(reading: Reading, was: Sequence[Promise], now: Sequence[Promise], unit: str) -> Iterator[str]:
    old, new = ({one.request: one.quantity for one in some} for some in (was, now))
    how_many = partial(_how_many, unit)
    for request, quantity in new.items():
        if request not in old:
            yield words.so_now(words.promised(how_many(quantity), _reference(reading, request)))
        elif old[request] != quantity:
            promised = words.promised(how_many(quantity), _reference(reading, request))
            yield words.with_before(words.so_now(promised), how_many(old[request]))
    for request, quantity in old.items():
        if request not in new:
            yield words.no_longer(words.promised(how_many(quantity), _reference(reading, request)))


def _told(reading: Reading, field: Field, unit: str, value: Any) -> str:
    return _value(reading, field, value, unit)


def _how_many(unit: str, quantity: Quantity | None) -> str:
    return quantity_text(quantity, unit) if quantity is not None else ""


def _retirement(_: Reading, _was: Retirement | None, now: Retirement | None, _unit: str) -> Iterator[str]:
    yield changed_words.withdrawn(when_text(now.on)) if now else words.COUNTED_AGAIN


_Teller = Callable[[Reading, Any, Any, str], Iterator[str]]
_TELLERS: Mapping[Any, _Teller] = {
    Lot: lots_told,
    Receipt: receipts_told,
    Promise: _promises,
    Participant: participants_told,
    Attendance: attendance_told,
    Retirement: _retirement,
}


def _value(reading: Reading, field: Field, value: Any, unit: str) -> str:
    """Name one value of a field, or one entry of its list."""
    match value:
        case StrEnum():
            return words.word_of(value)
        case When():
            return _time(field, value)
        case Quantity():
            return quantity_text(value, unit)
        case Money():
            return money_text(value)
        case Share():
            return share_text(value)
        case Readers():
            names = value.scope is Scope.NATIONS
            return listed(reading.in_order(value.nations)) if names else words.READERS[value.scope]
        case datetime():
            return agenda_words.at_times(day_text(value.date()), clock_text(value))
        case msgspec.Struct():
            return _entry(reading, value, unit)
        case int():
            return agenda_words.minutes(value) if field.unit == "minutes" else _counted(value, field.unit)
    return _word(reading, field, str(value))


def _time(field: Field, value: When) -> str:
    if field.name in _BY:
        return by_text(value)
    return on_text(value) if field.name.endswith("on") else when_text(value)


def _counted(number: int, unit: str) -> str:
    return f"{number:,} {unit}".rstrip() if number != 1 else f"{number} {unit.removesuffix('s')}".rstrip()


def _entry(reading: Reading, entry: msgspec.Struct, unit: str) -> str:
    """Name an entry of a list: its first field, and the others behind it."""
    first, *others = fields_of(type(entry))
    item = getattr(entry, "item", "")
    of_entry = reading.unit("", item) if item else unit
    told = [
        _value(reading, field, value, of_entry)
        for field in others
        if is_filled(value := getattr(entry, field.name))
    ]
    head = _value(reading, first, getattr(entry, first.name), unit)
    return standing_words.with_facts(head, ", ".join(told))


def _word(reading: Reading, field: Field, value: str) -> str:
    """Name what a word stands for: a party, a unit, a record, a capability; others stand for themselves."""
    if field.code in _CODES:
        return reading.the(value)
    if field.code is Code.UNIT:
        return UNITS[value].name if value in UNITS else value
    if field.refers:
        return _reference(reading, value)
    return standing_words.capability(value) if field.name == "capability" else value


def _reference(reading: Reading, id: str) -> str:
    """Name a record that another names."""
    record = reading.plan.get(id.partition(":")[0])
    if record is None:
        return words.REFERENCES[id] if id in OPEN_REFERENCES else reading.party(id)
    if record.kind in (Kind.ITEM, Kind.SUPPLIER):
        return str(record.data.name)
    if record.kind is Kind.NATION:
        return reading.the(id)
    title = title_of(reading, record).rstrip(".")
    return words.titled(title, reading.owner(record) if record.owner else "")


def _unit_of(reading: Reading, record: Record) -> str:
    """Give the unit of a record's figures; what is taken up counts in that of what is offered."""
    data: Any = record.data
    if record.kind is Kind.ACCEPTANCE:
        offered = reading.plan.get(data.commitment)
        return _unit_of(reading, offered) if offered is not None and offered.kind is Kind.COMMITMENT else ""
    return reading.unit(getattr(data, "unit", ""), getattr(data, "item", ""))


def _label(field: Field) -> str:
    label = field.label
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _cut(text: str) -> str:
    text = clean_line(text)
    return text if len(text) <= _LONG_TEXT else text[: _LONG_TEXT - 1].rstrip() + "…"


# Texts that are names or numbers, told as they are.
_PLAIN = frozenset(("capability", "nsn", "place"))
