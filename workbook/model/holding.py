"""What is held and what is bought together: stocks, procurements, funds."""

from typing import Annotated

from workbook.model.commitment import Lot
from workbook.model.enums import ProcurementStatus, Status, WaiverStatus
from workbook.model.fields import Code, Table, declared
from workbook.model.money import Money
from workbook.model.quantity import Quantity
from workbook.model.record import RecordData
from workbook.model.share import Share
from workbook.model.when import When


class Waiver(Table, frozen=True, kw_only=True):
    """Leave to fall below a stock minimum for a time."""

    status: Annotated[WaiverStatus, declared("Status", "Where it stands.", '"considered"')]
    until: Annotated[When | None, declared("Until", "When it ends.", "2023-12-31", phrase="expiry")] = None
    approved_by: Annotated[
        str, declared("Approved by", "The authority, no person.", '"Chief of Defence"', phrase="authority")
    ] = ""
    reason: Annotated[str, declared("Reason", "Why.", '"To keep supporting Ukraine."')] = ""


class Stock(RecordData, frozen=True, kw_only=True):
    """What a nation holds of an item, and how little it means to hold."""

    item: Annotated[str, declared("Item", "What is held.", '"155mm-he"', refers=("item",))] = ""
    holding: Annotated[Quantity | None, declared("Holding", "How many are held.", "12000")] = None
    minimum: Annotated[Quantity | None, declared("Minimum", "How many must be held.", "10000")] = None
    as_of: Annotated[
        When | None, declared("As of", "When it was counted.", "2022-09-01", phrase="count date")
    ] = None
    releasable: Annotated[
        Quantity | None,
        declared("Releasable", "How many could be given.", "1500", phrase="releasable quantity"),
    ] = None
    shared_as: Annotated[
        str,
        declared(
            "Shared as",
            "Its wider record that shows part of it.",
            '"NOR-S-5H1M"',
            phrase="wider record",
            refers=("stock",),
        ),
    ] = ""
    waiver: Annotated[
        Waiver | None, declared("Waiver", "Leave to fall below the minimum.", '{status = "considered"}')
    ] = None
    replenished_by: Annotated[
        str,
        declared(
            "Replenished by",
            "What will fill it again.",
            '"NOR-C-9D0M"',
            phrase="replenishment",
            refers=("commitment", "procurement"),
        ),
    ] = ""


class BuyingParty(Table, frozen=True, kw_only=True):
    """A nation in a joint procurement."""

    nation: Annotated[str, declared("Nation", "Who buys.", '"SWE"', code=Code.PARTY)]
    quantity: Annotated[Quantity | None, declared("Quantity", "How many for it.", "400")] = None
    share: Annotated[Share | None, declared("Share", "Its part of the value.", '"1/3"')] = None


class Procurement(RecordData, frozen=True, kw_only=True):
    """A joint purchase that one nation leads."""

    title: Annotated[str, declared("Title", "What is bought.", '"Joint purchase of 155 mm shells"')]
    item: Annotated[str, declared("Item", "What is bought.", '"155mm-he"', refers=("item",))] = ""
    quantity: Annotated[Quantity | None, declared("Quantity", "How many together.", "40000")] = None
    parties: Annotated[
        tuple[BuyingParty, ...],
        declared("Parties", "Who buys, and how much.", '[{nation = "SWE", quantity = 400}]'),
    ] = ()
    supplier: Annotated[
        str, declared("Supplier", "Who makes it.", '"northern-shell"', refers=("supplier",))
    ] = ""
    value: Annotated[
        Money | None, declared("Value", "What it costs together.", '{amount = 90000000, currency = "EUR"}')
    ] = None
    status: Annotated[ProcurementStatus, declared("Status", "Where it stands.", '"agreed"')] = (
        ProcurementStatus.PROPOSED
    )
    contract_on: Annotated[
        When | None, declared("Contract on", "When it was signed.", "2022-11-15", phrase="contract date")
    ] = None
    lots: Annotated[
        tuple[Lot, ...], declared("Lots", "Parts delivered together.", '[{lot = "a", by = "2023-Q4"}]')
    ] = ()


class FundSplit(Table, frozen=True, kw_only=True):
    """A part of a fund and who it is for."""

    to: Annotated[
        str, declared("To", "Nation, organisation or group.", '"UKR"', phrase="part for", code=Code.AUDIENCE)
    ]
    share: Annotated[Share | None, declared("Share", "Its part of the total.", '"1/2"')] = None
    amount: Annotated[
        Money | None, declared("Amount", "Its part as money.", '{amount = 1100000000, currency = "USD"}')
    ] = None


class Fund(RecordData, frozen=True, kw_only=True):
    """A financing package; contributions are commitments that name it."""

    title: Annotated[str, declared("Title", "What it is called.", '"Foreign Military Financing"')]
    total: Annotated[Money, declared("Total", "What it holds.", '{amount = 2200000000, currency = "USD"}')]
    manager: Annotated[str, declared("Manager", "The agency that manages it.", '"Department of State"')] = ""
    status: Annotated[Status | None, declared("Status", "How firm it is.", '"pledged"')] = None
    announced_on: Annotated[
        When | None,
        declared("Announced on", "When it was made public.", "2022-09-08", phrase="announcement date"),
    ] = None
    split: Annotated[
        tuple[FundSplit, ...], declared("Split", "Who it is for.", '[{to = "UKR", share = "1/2"}]')
    ] = ()
