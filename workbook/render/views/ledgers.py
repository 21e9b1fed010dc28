"""What a row of the register says of a record, kind by kind.

In: a reading with names kept for all rows, and a record. Out: its cells, but for its id and its note. Rows
come by the ten thousand: nothing here looks through the plan.
"""

from collections.abc import Callable, Sequence
from copy import copy
from typing import Any

import msgspec

from workbook.model.kind import Kind
from workbook.model.manifest import Manifest
from workbook.model.money import Money
from workbook.model.quantity import Quantity
from workbook.model.record import Record
from workbook.model.when import When
from workbook.records.workbook import Workbook
from workbook.render.reading import KnownNames
from workbook.render.values import listed, money_text, quantity_text, share_text, when_text
from workbook.render.views.standing import names_item
from workbook.render.words import frame, standing
from workbook.render.words import register as words

_MOST_NAMED = 6
_MOST_ROWS = 20_000
_OPEN = {"unknown": words.UNKNOWN, "undisclosed": words.UNDISCLOSED}


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of record with the headings of its table, id first and note last, and what stands between.

    `names_commitments` says that a row also tells of the commitment that its record names.
    """

    kind: Kind
    headings: Sequence[str]
    cells: Callable[["Names", Record], tuple[str, ...]]
    names_commitments: bool = False


class Names(KnownNames):
    """Names and texts of all tables, each worked out once: the same for all who are shown these records.

    Of commitments, which are many, only those of `beside` are known.
    """

    def __init__(
        self,
        manifest: Manifest,
        nations: Sequence[Record],
        items: Sequence[Record],
        suppliers: Sequence[Record],
    ) -> None:
        super().__init__(manifest, nations, (*items, *suppliers))
        self._beside: Workbook | None = None
        self._parties: dict[str, str] = {}
        self._items: dict[str, str] = {}
        self._times: dict[str, str] = {}
        # By what tells a record from every other as long as it is held here.
        self._rows: dict[tuple[int, bool], tuple[Record, tuple[str, ...]]] = {}

    def beside(self, workbook: Workbook) -> "Names":
        """Give the same names with the commitments of a plan."""
        names = copy(self)
        names._beside = workbook
        return names

    def commitment(self, id: str) -> Record | None:
        """Give a commitment; None where there is none."""
        record = self._beside.get(id) if self._beside is not None else None
        return record if record is not None and record.kind is Kind.COMMITMENT else None

    def row(self, record: Record, *, is_told: bool) -> tuple[str, ...]:
        """Give the row of a record that names no commitment: worked out once, as tables are drawn anew."""
        key = (id(record), is_told)
        known = self._rows.get(key)
        if known is None:
            if len(self._rows) >= _MOST_ROWS:
                self._rows.clear()
            known = self._rows[key] = (record, row_of(self, record, is_told=is_told))
        return known[1]

    def party(self, code: str) -> str:
        """Name a party; "" for none."""
        if code not in self._parties:
            self._parties[code] = super().party(code) if code else ""
        return self._parties[code]

    def owner(self, record: Record) -> str:
        """Name the nation whose record it is."""
        return self.party(record.owner)

    def item(self, id: str) -> str:
        """Name an item; "" for none."""
        if id not in self._items:
            self._items[id] = _OPEN.get(id) or (super().item(id) if id else "")
        return self._items[id]

    def time(self, when: When | None) -> str:
        """Tell a time; "" where none is said or known."""
        if when is None or not when.is_known:
            return ""
        if when.text not in self._times:
            self._times[when.text] = when_text(when)
        return self._times[when.text]

    def works(self, id: str) -> str:
        """Name a supplier; "" for none."""
        record = self._record(id) if id else None
        return str(record.data.name) if record is not None and record.kind is Kind.SUPPLIER else id


def row_of(names: Names, record: Record, *, is_told: bool) -> tuple[str, ...]:
    """Give the row of a record: its id, its cells, its note."""
    cells = _CELLS[record.kind](names, record)
    return (record.id, *cells, note_of(record, is_told=is_told))


def note_of(record: Record, *, is_told: bool) -> str:
    """Say what to be careful with: not confirmed, invented (unless it is told of all), withdrawn."""
    cautions = [frame.UNCONFIRMED] if record.recorded else []
    if record.data.illustrative and not is_told:
        cautions.append(frame.ILLUSTRATIVE)
    retired = record.data.retired
    if retired is not None:
        cautions.append(words.retired(when_text(retired.on)))
    return ", ".join(cautions)


def what(title: str, item: str) -> str:
    """Give a title with its item, where the title does not name that already."""
    if not item or item in _OPEN.values() or names_item(title, item):
        return title
    return words.with_item(title, item)


def _commitment(names: Names, record: Record) -> tuple[str, ...]:
    data = record.data
    return (
        names.owner(record),
        what(data.title, names.item(data.item)),
        _quantity(data.quantity, names.unit(data.unit, data.item)),
        _money(data.value),
        listed([words.part(names.party(one.party), _share(one.share)) for one in data.to], _MOST_NAMED),
        standing.STATUS[data.status],
        names.time(_last([lot.by for lot in data.lots])),
    )


def _request(names: Names, record: Record) -> tuple[str, ...]:
    data = record.data
    quantity = _quantity(data.quantity, names.unit(data.unit, data.item))
    if data.per is not None and quantity:
        quantity = standing.a_period(quantity, standing.PERIOD[data.per])
    return (
        names.owner(record),
        what(data.title, names.item(data.item) or standing.capability(data.capability)),
        quantity,
        standing.PRIORITY[data.priority] if data.priority is not None else "",
        names.time(data.need_by),
        standing.REQUEST[data.status],
    )


def _acceptance(names: Names, record: Record) -> tuple[str, ...]:
    data = record.data
    unit = _unit_taken(names, data.commitment)
    arrived = (
        sum((one.quantity for one in data.received[1:]), data.received[0].quantity) if data.received else None
    )
    return (
        names.owner(record),
        _reference(data.commitment),
        _reference(data.request),
        _quantity(data.quantity, unit),
        _money(data.value),
        names.time(data.on),
        words.arrived(_quantity(arrived, unit), len(data.received)) if arrived is not None else "",
    )


def _unit_taken(names: Names, commitment: str) -> str:
    """Give the unit of what is accepted: that of the commitment, untold where this is hidden."""
    target = names.commitment(commitment)
    if target is None:
        return names.unit("", commitment)
    return names.unit(target.data.unit, target.data.item)


def _stock(names: Names, record: Record) -> tuple[str, ...]:
    data = record.data
    unit = names.unit("", data.item)
    waiver = data.waiver
    return (
        names.owner(record),
        names.item(data.item),
        _quantity(data.holding, unit),
        _quantity(data.minimum, unit),
        _quantity(data.releasable, unit),
        names.time(data.as_of),
        words.WAIVERS[waiver.status] if waiver is not None else "",
    )


def _capacity(names: Names, record: Record) -> tuple[str, ...]:
    data = record.data
    unit = names.unit("", data.item)
    rates = [words.rate(_quantity(one.per_month, unit), names.time(one.from_)) for one in data.rates]
    return (
        names.owner(record),
        names.item(data.item),
        words.ACTIVITIES[data.activity],
        names.works(data.supplier),
        ", ".join(rates),
        data.limited_by,
    )


def _procurement(names: Names, record: Record) -> tuple[str, ...]:
    data = record.data
    others = [names.party(one.nation) for one in data.parties if one.nation != record.owner]
    return (
        names.owner(record),
        what(data.title, names.item(data.item)),
        _quantity(data.quantity, names.unit("", data.item)),
        _money(data.value),
        listed(others, _MOST_NAMED),
        names.works(data.supplier),
        standing.PROCUREMENT[data.status],
        names.time(data.contract_on),
    )


def _fund(names: Names, record: Record) -> tuple[str, ...]:
    data = record.data
    parts = [words.part(names.party(one.to), _share(one.share) or _money(one.amount)) for one in data.split]
    return (
        names.owner(record),
        data.title,
        _money(data.total),
        listed(parts, _MOST_NAMED),
        standing.STATUS[data.status] if data.status is not None else "",
        names.time(data.announced_on),
    )


def _proposal(names: Names, record: Record) -> tuple[str, ...]:
    data = record.data
    return (
        names.owner(record),
        data.title,
        _reference(data.for_meeting),
        names.time(data.opened_on),
        names.time(data.silence_until),
    )


def _decision(names: Names, record: Record) -> tuple[str, ...]:
    data = record.data
    return (
        data.text,
        record.meeting,
        standing.DECISION[data.status],
        words.HOW[data.taken] if data.taken is not None else "",
        names.time(data.on),
        listed([names.party(code) for code in data.parties], _MOST_NAMED),
    )


def _action(names: Names, record: Record) -> tuple[str, ...]:
    data = record.data
    return (
        data.text,
        names.party(data.owner),
        names.time(data.due),
        words.ACTIONS[data.status],
        record.meeting,
    )


def _lesson(names: Names, record: Record) -> tuple[str, ...]:
    data = record.data
    return (names.owner(record), words.LESSONS[data.kind], data.summary, data.recommendation)


def _quantity(quantity: Quantity | None, unit: str) -> str:
    if quantity is None:
        return ""
    if not quantity.is_known:
        return words.UNKNOWN if quantity.unknown else words.UNDISCLOSED
    return quantity_text(quantity, unit)


def _money(money: Money | None) -> str:
    if money is None:
        return ""
    if not money.amount.is_known:
        return words.UNKNOWN if money.amount.unknown else words.UNDISCLOSED
    return money_text(money)


def _share(share: Any) -> str:
    return share_text(share) if share is not None else ""


def _reference(id: str) -> str:
    return _OPEN.get(id, id)


def _last(times: Sequence[When | None]) -> When | None:
    """Give the time at which the last of some lots is due."""
    known = [one for one in times if one is not None and one.last is not None]
    return max(known, key=lambda one: (one.last, one.text)) if known else None


LEDGERS: tuple[Ledger, ...] = (
    Ledger(kind=Kind.COMMITMENT, headings=words.COMMITMENT, cells=_commitment),
    Ledger(kind=Kind.REQUEST, headings=words.REQUEST, cells=_request),
    Ledger(kind=Kind.ACCEPTANCE, headings=words.ACCEPTANCE, cells=_acceptance, names_commitments=True),
    Ledger(kind=Kind.STOCK, headings=words.STOCK, cells=_stock),
    Ledger(kind=Kind.CAPACITY, headings=words.CAPACITY, cells=_capacity),
    Ledger(kind=Kind.PROCUREMENT, headings=words.PROCUREMENT, cells=_procurement),
    Ledger(kind=Kind.FUND, headings=words.FUND, cells=_fund),
    Ledger(kind=Kind.PROPOSAL, headings=words.PROPOSAL, cells=_proposal),
    Ledger(kind=Kind.DECISION, headings=words.DECISION, cells=_decision),
    Ledger(kind=Kind.ACTION, headings=words.ACTION, cells=_action),
    Ledger(kind=Kind.LESSON, headings=words.LESSON, cells=_lesson),
)
_CELLS = {one.kind: one.cells for one in LEDGERS}
