"""What will be held: a stock month by month against its minimum, its waiver, and what it has to give.

In: a plan, whole or as released, and the day. Out: `StockProjection`s, with every interval carried through:
what is not told stays not told and is never nothing. Firm promises alone move the level; pledges, thoughts
and what nobody has confirmed stand beside it. It knows no rule.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

import msgspec

from workbook.analysis.agreement import Groups
from workbook.analysis.amounts import at_most
from workbook.analysis.beside import beside, drawing_on
from workbook.analysis.footing import Footing, footing_of
from workbook.analysis.months import Month, months
from workbook.analysis.moving import Part, added, moved, parts_of
from workbook.analysis.replenishment import Filling, filling_of
from workbook.model.commitment import Commitment
from workbook.model.enums import Role, Status, WaiverStatus
from workbook.model.holding import Stock
from workbook.model.kind import Kind
from workbook.model.quantity import NOTHING, UNKNOWN, Quantity
from workbook.model.record import Record
from workbook.model.when import When
from workbook.records.workbook import Workbook

MONTHS = 12
_EVER = date.max


class Under(StrEnum):
    """Whether a stock lies under its minimum; untold where the level or the minimum is not known."""

    NO = "no"
    PERHAPS = "perhaps"
    SURELY = "surely"
    UNTOLD = "untold"


class Level(msgspec.Struct, frozen=True, kw_only=True):
    """What is held on a day; None where the holding is not known.

    `lacking` is by how much it is under the minimum, None where it surely is not, or nothing is told.
    `is_waived` says that an approved waiver covers the day.
    """

    held: Quantity | None
    under: Under
    lacking: Quantity | None
    is_waived: bool

    @property
    def is_trouble(self) -> bool:
        """Whether it is surely under the minimum, and no approved waiver covers that."""
        return self.under is Under.SURELY and not self.is_waived


class StockMonth(msgspec.Struct, frozen=True, kw_only=True):
    """A month: the firm level at its end, and what may leave and come in it, by footing.

    A part whose day is open may leave in several months, in each with nothing as its least.
    """

    month: Month
    level: Level
    leaving: Mapping[Footing, Quantity]
    coming: Mapping[Footing, Quantity]


class Draw(msgspec.Struct, frozen=True, kw_only=True):
    """A commitment that draws on a stock, by its parts; of another item or unit, amounts are unknown.

    `left` is what it has still to deliver.
    """

    commitment: str
    owner: str
    status: Status
    footing: Footing
    left: Quantity
    parts: tuple[Part, ...]


class StockProjection(msgspec.Struct, frozen=True, kw_only=True):
    """A stock from today on: as it stands, at the end of each month of a year, and once all is delivered.

    `waived_until` is the last day that an approved waiver covers, None for one without an end; `is_waived`
    says that there is one. `promised` is what live draws take since the count, `left_to_release` what could
    still be given beyond firm promises. `worst` is whether it ever lies under its minimum, at worst.
    """

    stock: str
    owner: str
    item: str
    unit: str
    is_unconfirmed: bool
    holding: Quantity | None
    minimum: Quantity | None
    as_of: When | None
    worst: Under
    now: Level
    months: tuple[StockMonth, ...]
    last: Level
    draws: tuple[Draw, ...]
    filling: Filling | None
    is_waived: bool
    waived_until: date | None
    promised: Quantity
    left_to_release: Quantity | None

    def first_under(self, under: Under) -> Month | None:
        """Give the first month at whose end it is so; None where it never is, in a year."""
        return next((one.month for one in self.months if one.level.under is under), None)

    @property
    def levels(self) -> tuple[Level, ...]:
        """Today's level, those of the months, and the last."""
        return (self.now, *(one.level for one in self.months), self.last)


def projected_stocks(workbook: Workbook, *, today: date) -> tuple[StockProjection, ...]:
    """Project every stock that counts, in order of layer and path.

    A wider record of a stock counts only where the true one, which names it as `shared_as`, is not in the
    plan given; a retired one never.

        NOR-S-5H1M in the shared layer;  NOR-S-9D0M in Norway's own, shared_as = "NOR-S-5H1M"
        -> NOR-S-9D0M, less what draws on either; or NOR-S-5H1M where Norway's layer is not loaded
    """
    stocks = [record for record in workbook.of_kind(Kind.STOCK) if not record.is_retired]
    shown = {(one.data.shared_as, one.owner) for one in stocks if one.data.shared_as != one.id}
    return tuple(
        projected_stock(workbook, one, today=today) for one in stocks if (one.id, one.owner) not in shown
    )


def projected_stock(workbook: Workbook, stock: Record, *, today: date) -> StockProjection:
    """Project one stock of a plan.

    NOR-S-5H1M holds 100 on 2022-09-01, minimum 80;  NOR-C-7K3Q draws 30 on it, a lot by 2022-11
    -> 100 in 2022-10, 70 from 2022-11 on: surely under the minimum, by 10
    """
    groups = workbook.settings.manifest.groups
    return project(stock, drawing_on(workbook, stock.id), beside(workbook, stock), groups=groups, today=today)


def project(
    stock: Record, naming: Sequence[Record], others: Sequence[Record], *, groups: Groups, today: date
) -> StockProjection:
    """Project a stock from the commitments that name it, and the records beside it, in any order.

    holding 100 on 2022-09-01, minimum 80; drawn on: 30 in 2022-11, of which 12 were done on 2022-08-20
    -> 82 from 2022-11 on
    """
    data: Stock = stock.data
    unit = next((one.data.unit for one in others if one.kind is Kind.ITEM and one.id == data.item), "")
    filler = next((one for one in others if one.id == data.replenished_by), None)
    draws = tuple(_draws(stock, (*naming, *others), unit, today))
    filling = filling_of(stock, filler, groups, unit, today)
    year = months(Month.of(today), MONTHS)
    starts = (today, *(month.last for month in year[:-1]))
    flow = _Flow(stock=stock, draws=draws, filling=filling, year_end=year[-1].last)
    now, last = flow.level(today), flow.level(_EVER)
    levels = [flow.level(month.last) for month in year]
    waiver = data.waiver
    is_waived = waiver is not None and waiver.status is WaiverStatus.APPROVED
    until = waiver.until if waiver is not None and is_waived else None
    return StockProjection(
        stock=stock.id,
        owner=stock.owner,
        item=data.item,
        unit=unit,
        is_unconfirmed=stock.recorded,
        holding=data.holding,
        minimum=data.minimum,
        as_of=data.as_of,
        worst=_worst([now, *levels, last]),
        now=now,
        months=tuple(
            StockMonth(
                month=month,
                level=level,
                leaving=_by_footing([(one.footing, one.parts) for one in draws], start, month.last),
                coming=_by_footing(
                    [(filling.footing, filling.parts)] if filling is not None else [], start, month.last
                ),
            )
            for month, start, level in zip(year, starts, levels, strict=True)
        ),
        last=last,
        draws=draws,
        filling=filling,
        is_waived=is_waived,
        waived_until=until.last if until is not None else None,
        promised=flow.promised(),
        left_to_release=flow.left_to_release(),
    )


def live_draws(draws: Iterable[Draw]) -> tuple[Draw, ...]:
    """Give the draws that are promised, firm or pledged, and have something left to deliver.

    committed 30 of which 30 are done, pledged 20, considered 10  -> the pledged one
    """
    return tuple(
        draw
        for draw in draws
        if draw.status.is_open and draw.status is not Status.CONSIDERED and draw.left != NOTHING
    )


def _draws(stock: Record, records: Sequence[Record], unit: str, today: date) -> Iterator[Draw]:
    """Give each draw once: no mirror or wider record of another that draws on the stock too."""
    names = {stock.id, stock.data.shared_as} - {""}
    by_id = {
        one.id: one
        for one in records
        if one.kind is Kind.COMMITMENT and one.data.stock in names and not one.is_retired
    }
    shown = {(one.data.shared_as, one.owner) for one in by_id.values() if one.data.shared_as != one.id}
    confirmed = {one.data.commitment for one in records if _confirms(one)}
    for id, record in by_id.items():
        data: Commitment = record.data
        if (id, record.owner) in shown or (data.counted_in in by_id and data.counted_in != id):
            continue
        footing = footing_of(record)
        if footing is None:
            continue
        if record.owner != stock.owner and id not in confirmed:
            footing = Footing.UNCONFIRMED
        is_over = data.status is Status.DELIVERED
        parts = parts_of(data.quantity, data.lots, data.made_on, is_over=is_over, today=today)
        if not _counts_alike(stock.data, data, unit):
            parts = tuple(msgspec.structs.replace(part, quantity=UNKNOWN) for part in parts)
        yield Draw(
            commitment=id,
            owner=record.owner,
            status=data.status,
            footing=footing,
            left=added(part.quantity for part in parts if not part.is_done),
            parts=parts,
        )


def _confirms(record: Record) -> bool:
    return (
        record.kind is Kind.ACCEPTANCE
        and record.data.as_ is Role.STOCK_OWNER
        and not record.is_retired
        and not record.recorded
    )


def _counts_alike(stock: Stock, commitment: Commitment, unit: str) -> bool:
    is_same_item = not (stock.item and commitment.item) or stock.item == commitment.item
    return is_same_item and not (unit and commitment.unit and unit != commitment.unit)


class _Flow(msgspec.Struct, frozen=True, kw_only=True):
    """A stock with all that leaves and fills it."""

    stock: Record
    draws: tuple[Draw, ...]
    filling: Filling | None
    year_end: date

    def level(self, until: date) -> Level:
        """Give the level at the end of a day, counted from the holding on by what is firm."""
        data: Stock = self.stock.data
        # In the end is some day after the year: a waiver that lasts until then covers it.
        is_waived = _covers(data, until if until != _EVER else self.year_end)
        if data.holding is None or not data.holding.is_known:
            return Level(held=None, under=Under.UNTOLD, lacking=None, is_waived=is_waived)
        filled = self._moved(self._filled, until)
        held = (data.holding + filled).less(self._moved(self._drawn, until))
        under = _under(held, data.minimum)
        lacking = None
        if under in (Under.SURELY, Under.PERHAPS) and data.minimum is not None:
            lacking = data.minimum.less(held)
        return Level(held=held, under=under, lacking=lacking, is_waived=is_waived)

    def left_to_release(self) -> Quantity | None:
        """Give what of the releasable is not firmly promised; None where none is told."""
        releasable: Quantity | None = self.stock.data.releasable
        return None if releasable is None else releasable.less(self._moved(self._drawn, _EVER))

    def promised(self) -> Quantity:
        """Give what live draws take since the count."""
        return self._moved((part for one in live_draws(self.draws) for part in one.parts), _EVER)

    @property
    def _drawn(self) -> Iterator[Part]:
        return (part for one in self.draws if one.footing is Footing.FIRM for part in one.parts)

    @property
    def _filled(self) -> Iterator[Part]:
        filling = self.filling
        return iter(filling.parts if filling is not None and filling.footing is Footing.FIRM else ())

    def _moved(self, parts: Iterable[Part], until: date) -> Quantity:
        """Add up what has left or come in since the count; in the end, all that is still to move does."""
        as_of = self.stock.data.as_of
        counted_first = as_of.first if as_of is not None else None
        counted_last = as_of.last if as_of is not None else None
        return added(_since(part, counted_first, counted_last, until) for part in parts)


def _since(part: Part, counted_first: date | None, counted_last: date | None, until: date) -> Quantity:
    """Give what of a part moves after the count and not later than a day: all, nothing, or perhaps."""
    if not part.is_done:
        return part.quantity if until == _EVER else moved([part], None, until)
    if part.first is not None and counted_last is not None and part.first > counted_last:
        return part.quantity
    if part.last is not None and counted_first is not None and part.last <= counted_first:
        return NOTHING
    return at_most(part.quantity)


def _under(held: Quantity, minimum: Quantity | None) -> Under:
    if minimum is None or not minimum.is_known:
        return Under.UNTOLD
    if minimum.surely_exceeds(held):
        return Under.SURELY
    return Under.NO if minimum.high is not None and held.low >= minimum.high else Under.PERHAPS


def _worst(levels: Sequence[Level]) -> Under:
    found = [level.under for level in levels]
    return next((one for one in (Under.SURELY, Under.PERHAPS, Under.UNTOLD) if one in found), Under.NO)


def _covers(data: Stock, day: date) -> bool:
    """Say whether an approved waiver covers a day; of a time after all days, one without an end does."""
    waiver = data.waiver
    if waiver is None or waiver.status is not WaiverStatus.APPROVED:
        return False
    return waiver.until is None or waiver.until.last is None or waiver.until.last >= day


def _by_footing(
    flows: Sequence[tuple[Footing, Sequence[Part]]], after: date, until: date
) -> Mapping[Footing, Quantity]:
    """Add up what may move after one day and until another, by footing; one with nothing is left out."""
    coming: dict[Footing, list[Part]] = {}
    for footing, parts in flows:
        coming.setdefault(footing, []).extend(part for part in parts if not part.is_done)
    found = {footing: moved(coming[footing], after, until) for footing in Footing if coming.get(footing)}
    return {footing: quantity for footing, quantity in found.items() if quantity != NOTHING}
