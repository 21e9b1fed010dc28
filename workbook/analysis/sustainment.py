"""Sustainment: what donated systems need in service over a year, and what of that is committed.

In: a plan, whole or as released. Out: a `Sustainment` for each donated system and recipient. Firm support
and all other stand side by side. Support for two systems of one recipient is told at both, because
nobody says for which it is meant. It knows no today: a year is a year from any day.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

import msgspec

from workbook.analysis.agreement import is_taking, members_of, party_of
from workbook.analysis.amounts import at_most, for_each, scaled
from workbook.analysis.footing import Footing, footing_of
from workbook.analysis.totals import is_counted, item_unit, unit_of
from workbook.model.catalogue import Support
from workbook.model.commitment import Commitment
from workbook.model.enums import CommitmentKind
from workbook.model.kind import Kind
from workbook.model.quantity import NOTHING, UNKNOWN, Quantity
from workbook.model.record import Record
from workbook.model.references import OPEN_REFERENCES
from workbook.records.workbook import Workbook

_YEAR = Fraction(12)

By = Mapping[Footing, Quantity]


class SupportNeed(msgspec.Struct, frozen=True, kw_only=True):
    """One support item: what is needed over a year, what is committed, and what firm support leaves open.

    It counts in `unit`; `commitments` are the ids behind `committed`, also those of items that stand in for
    it, at their ratio.
    """

    item: str
    unit: str
    needed: Quantity
    committed: By
    commitments: tuple[str, ...]

    @property
    def missing(self) -> Quantity:
        """What firm support does not cover, at least nothing.

        100 needed, 20 to 30 committed  -> 70 to 80
        """
        return self.needed.less(self.committed.get(Footing.FIRM, NOTHING))


class Sustainment(msgspec.Struct, frozen=True, kw_only=True):
    """A system that one recipient was donated, firmly, and the support that it needs.

    `donations` are the records, in order of layer and path; `intended` is what is pledged or considered.
    """

    system: str
    recipient: str
    quantity: Quantity
    intended: Quantity
    donations: tuple[Record, ...]
    support: tuple[SupportNeed, ...]


def sustainment(workbook: Workbook) -> tuple[Sustainment, ...]:
    """Tell of every donated system whose support is known what it needs, by system and recipient.

    NOR donates 18 howitzers to UKR; each needs a barrel every 9 months; SWE commits 10 barrels to UKR
    -> howitzer, UKR: 24 barrels a year, 10 committed, 14 missing
    """
    items = sorted(record.id for record in workbook.of_kind(Kind.ITEM) if record.data.sustainment)
    return tuple(one for item in items for one in sustainment_of(workbook, item))


def sustainment_of(workbook: Workbook, item_id: str) -> tuple[Sustainment, ...]:
    """Tell of one system what it needs, by recipient.

    18 howitzers, a barrel every 9 months  -> 24 barrels in twelve months
    """
    item = workbook.get(item_id)
    if item is None or item.kind is not Kind.ITEM or item.is_retired or not item.data.sustainment:
        return ()
    given: dict[str, list[_Given]] = {}
    for record in _commitments_of(workbook, item_id):
        if record.data.kind is CommitmentKind.DONATION and not record.recorded:
            for party, quantity in _parts(workbook, record).items():
                given.setdefault(party, []).append(_Given(record, quantity))
    supports = {support.item: _supporting(workbook, support.item) for support in item.data.sustainment}
    found = []
    for recipient in sorted(given):
        firm = [pair for pair in given[recipient] if pair[0].data.status.is_firm]
        quantity = _sum(quantity for _, quantity in firm)
        donations = tuple(record for record, _ in firm)
        if quantity.high == 0:
            continue
        found.append(
            Sustainment(
                system=item_id,
                recipient=recipient,
                quantity=quantity,
                intended=_sum(part for record, part in given[recipient] if record not in donations),
                donations=donations,
                support=tuple(
                    _need(
                        support,
                        item_unit(workbook, support.item),
                        quantity,
                        supports[support.item].get(recipient, ()),
                        donations,
                    )
                    for support in item.data.sustainment
                ),
            )
        )
    return tuple(found)


class _Given(NamedTuple):
    """A commitment, and what of it goes to one recipient."""

    record: Record
    quantity: Quantity


def _need(
    support: Support, unit: str, systems: Quantity, supporting: Iterable[_Given], donations: Sequence[Record]
) -> SupportNeed:
    """Tell of one support item what so many systems need in a year, and who commits how much."""
    year = scaled(for_each(systems, support.per_unit), _YEAR / support.every_months)
    given = [one for one in supporting if one.record not in donations]
    committed: dict[Footing, Quantity] = {}
    for one in given:
        footing = footing_of(one.record)
        if footing is not None:
            committed[footing] = committed.get(footing, NOTHING) + one.quantity
    return SupportNeed(
        item=support.item,
        unit=unit,
        needed=year,
        committed={footing: committed[footing] for footing in Footing if footing in committed},
        commitments=tuple(dict.fromkeys(one.record.id for one in given if footing_of(one.record))),
    )


def _supporting(workbook: Workbook, item_id: str) -> Mapping[str, list[_Given]]:
    """List by recipient what is committed of an item, and of those that stand in for it, as so many of it."""
    found: dict[str, list[_Given]] = {}
    for id, ratio in _counting_as(workbook, item_id):
        for record in _commitments_of(workbook, id):
            for party, quantity in _parts(workbook, record).items():
                one = _Given(record, quantity if ratio == 1 else _at_ratio(quantity, ratio))
                found.setdefault(party, []).append(one)
    return found


def _counting_as(workbook: Workbook, item_id: str) -> Iterator[tuple[str, Fraction | None]]:
    """Give the item and what stands in for it, with how many of the item one of it replaces."""
    yield item_id, Fraction(1)
    for mention in workbook.mentions(item_id):
        item = mention.record
        if item.kind is Kind.ITEM and mention.field.startswith("stands_in_for") and not item.is_retired:
            (ratio, *_) = [one.ratio for one in item.data.stands_in_for if one.item == item_id]
            if item.id != item_id:
                yield item.id, ratio.value if ratio is not None else None


def _at_ratio(quantity: Quantity, ratio: Fraction | None) -> Quantity:
    """Give what a stand-in counts for; where no ratio is told, that is unknown."""
    return UNKNOWN if ratio is None else scaled(quantity, ratio)


def _commitments_of(workbook: Workbook, item_id: str) -> Iterator[Record]:
    """List the commitments of an item that count, in the item's unit."""
    unit = item_unit(workbook, item_id)
    for mention in workbook.mentions(item_id):
        record = mention.record
        if mention.field != "item" or record.kind is not Kind.COMMITMENT:
            continue
        data: Commitment = record.data
        if data.kind is CommitmentKind.FUNDING or footing_of(record) is None:
            continue
        if unit_of(workbook, data) == unit and is_counted(workbook, record):
            yield record


def _parts(workbook: Workbook, record: Record) -> Mapping[str, Quantity]:
    """Tell how much of a commitment goes to whom: by the requests it meets, else `to`, else who takes it."""
    data: Commitment = record.data
    whole = data.quantity if data.quantity is not None else UNKNOWN
    found: dict[str, Quantity] = {}
    promised = [one for one in data.meets if party_of(one.request)]
    if promised:
        only = len(data.meets) == 1
        for promise in promised:
            quantity = promise.quantity or (whole if only else at_most(whole))
            _add(found, party_of(promise.request), quantity)
    elif data.to:
        for party, quantity in _shares(data, whole):
            members = members_of(party, workbook.settings.manifest.groups)
            for member in members:
                _add(found, member, quantity if len(members) == 1 else at_most(quantity))
    else:
        takers = [
            mention.record
            for mention in workbook.mentions(record.id)
            if mention.field == "commitment"
            and mention.record.kind is Kind.ACCEPTANCE
            and is_taking(mention.record)
        ]
        for taker in takers:
            _add(found, taker.owner, taker.data.quantity or (whole if len(takers) == 1 else at_most(whole)))
    return found


def _shares(data: Commitment, whole: Quantity) -> Iterator[tuple[str, Quantity]]:
    for one in data.to:
        if one.party not in OPEN_REFERENCES:
            if one.share is not None:
                yield one.party, scaled(whole, one.share.value)
            else:
                yield one.party, whole if len(data.to) == 1 else at_most(whole)


def _add(found: dict[str, Quantity], party: str, quantity: Quantity) -> None:
    found[party] = found[party] + quantity if party in found else quantity


def _sum(quantities: Iterable[Quantity]) -> Quantity:
    return sum(quantities, NOTHING)
