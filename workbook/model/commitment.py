"""Who needs what, who commits what, and who takes it up."""

from typing import Annotated

import msgspec

from workbook.model.enums import (
    CommitmentKind,
    Condition,
    Consent,
    Horizon,
    Instrument,
    LotStatus,
    Period,
    Priority,
    RequestStatus,
    Role,
    StatedBy,
    Status,
    Substitutes,
)
from workbook.model.fields import Code, Policy, Table, declared
from workbook.model.money import Money
from workbook.model.quantity import Quantity
from workbook.model.record import Amendment, RecordData
from workbook.model.share import Share
from workbook.model.when import When


class Recipient(Table, frozen=True, kw_only=True):
    """Who receives, and which part."""

    party: Annotated[str, declared("Party", "Nation, organisation or group.", '"UKR"', code=Code.AUDIENCE)]
    share: Annotated[Share | None, declared("Share", "Its part of the whole.", '"1/2"')] = None


class Lot(Table, frozen=True, kw_only=True):
    """A part that is delivered together."""

    lot: Annotated[str, declared("Lot", "A short name, unique in its record.", '"a"')]
    by: Annotated[When | None, declared("By", "When it arrives.", '"2023-Q1"', phrase="due date")] = None
    quantity: Annotated[Quantity | None, declared("Quantity", "How many.", "12")] = None
    value: Annotated[
        Money | None, declared("Value", "What it is worth.", '{amount = 1000000, currency = "EUR"}')
    ] = None
    status: Annotated[LotStatus | None, declared("Status", "Where it stands.", '"planned"')] = None
    done: Annotated[
        Quantity | None, declared("Done", "How many have been delivered.", "4", phrase="delivered quantity")
    ] = None
    done_on: Annotated[
        When | None, declared("Done on", "When they were delivered.", "2023-02-14", phrase="delivery date")
    ] = None


class Promise(Table, frozen=True, kw_only=True):
    """A request that a commitment meets, and with how much."""

    request: Annotated[str, declared("Request", "The request.", '"UKR-R-11AB"', refers=("request",))]
    quantity: Annotated[
        Quantity | None, declared("Quantity", "How much of it; left out: the whole.", "12")
    ] = None


class OriginConsent(Table, frozen=True, kw_only=True):
    """An origin nation's leave to retransfer."""

    nation: Annotated[str, declared("Nation", "The origin nation.", '"USA"', code=Code.NATION)]
    status: Annotated[
        Consent | None, declared("Status", "Where its leave stands.", '"given"', phrase="consent")
    ] = None
    on: Annotated[When | None, declared("On", "Since when.", "2022-10-04", phrase="consent date")] = None


class Financing(Table, frozen=True, kw_only=True):
    """Who pays, and which part."""

    nation: Annotated[str, declared("Nation", "Who pays.", '"DNK"', code=Code.PARTY)]
    share: Annotated[Share | None, declared("Share", "Its part of the value.", '"1/3"')] = None


class Commitment(RecordData, frozen=True, kw_only=True):
    """What a nation commits: things, money, training, work."""

    title: Annotated[str, declared("Title", "What it is, in a few words.", '"NASAMS fire units"')]
    kind: Annotated[CommitmentKind, declared("Kind", "How it helps.", '"donation"')]
    to: Annotated[
        tuple[Recipient, ...], declared("To", "Who receives.", '[{party = "UKR"}]', phrase="recipients")
    ] = ()
    item: Annotated[str, declared("Item", "What is given.", '"nasams"', refers=("item",))] = ""
    quantity: Annotated[
        Quantity | None, declared("Quantity", "How much, with its doubt.", "{about = 20}")
    ] = None
    unit: Annotated[
        str, declared("Unit", "What one is; the item's unit if left out.", '"each"', code=Code.UNIT)
    ] = ""
    condition: Annotated[Condition | None, declared("Condition", "Its state.", '"used"')] = None
    value: Annotated[
        Money | None, declared("Value", "What it is worth.", '{amount = 1000000, currency = "EUR"}')
    ] = None
    instrument: Annotated[Instrument | None, declared("Instrument", "The financial form.", '"in-kind"')] = (
        None
    )
    status: Annotated[Status, declared("Status", "How firm it is.", '"committed"')]
    made_on: Annotated[
        When | None, declared("Made on", "When it was made.", "2022-09-28", phrase="commitment date")
    ] = None
    announced_on: Annotated[
        When | None,
        declared("Announced on", "When it was made public.", "2022-10-01", phrase="announcement date"),
    ] = None
    valid_until: Annotated[
        When | None, declared("Valid until", "When the offer lapses.", "2022-12-31", phrase="expiry")
    ] = None
    made_at: Annotated[
        str,
        declared(
            "Made at",
            "The meeting it was made at.",
            '"2022-09-28-brussels"',
            phrase="meeting",
            refers=("meeting",),
        ),
    ] = ""
    lots: Annotated[
        tuple[Lot, ...],
        declared("Lots", "Parts delivered together.", '[{lot = "a", by = "2023-Q1", quantity = 12}]'),
    ] = ()
    meets: Annotated[
        tuple[Promise, ...],
        declared(
            "Meets",
            "Requests it meets, and with how much.",
            '[{request = "UKR-R-11AB", quantity = 12}]',
            phrase="promises",
        ),
    ] = ()
    supplier: Annotated[
        str, declared("Supplier", "Who makes or repairs it.", '"northern-shell"', refers=("supplier",))
    ] = ""
    procurement: Annotated[
        str,
        declared(
            "Procurement", "The joint procurement it is part of.", '"DEU-J-4T2X"', refers=("procurement",)
        ),
    ] = ""
    fund: Annotated[
        str, declared("Fund", "The fund it goes to or draws on.", '"USA-F-2B9C"', refers=("fund",))
    ] = ""
    stock: Annotated[
        str, declared("Stock", "The stock it is drawn from.", '"NOR-S-5H1M"', refers=("stock",))
    ] = ""
    stock_owner: Annotated[
        str, declared("Stock owner", "Whose stock it is, if not the author's.", '"DNK"', code=Code.NATION)
    ] = ""
    consents: Annotated[
        tuple[OriginConsent, ...],
        declared(
            "Consents", "Leave of origin nations to retransfer.", '[{nation = "USA", status = "given"}]'
        ),
    ] = ()
    financed_by: Annotated[
        tuple[Financing, ...],
        declared("Financed by", "Who pays.", '[{nation = "DNK", share = "1/3"}]', phrase="payers"),
    ] = ()
    via: Annotated[
        str, declared("Via", "The channel it goes through.", '"a trust fund"', phrase="channel")
    ] = ""
    terms: Annotated[str, declared("Terms", "Conditions attached.", '"Return after use."')] = ""
    stated_by: Annotated[
        StatedBy | None, declared("Stated by", "Whose word it is.", '"nation"', phrase="source type")
    ] = None
    part_of: Annotated[
        str,
        declared(
            "Part of",
            "The package that holds its value.",
            '"NOR-C-9D0M"',
            phrase="package",
            refers=("commitment",),
        ),
    ] = ""
    counted_in: Annotated[
        str,
        declared(
            "Counted in",
            "The original of which this is a mirror.",
            '"DEU-C-3F8K"',
            phrase="original record",
            refers=("commitment",),
        ),
    ] = ""
    shared_as: Annotated[
        str,
        declared(
            "Shared as",
            "Its wider record that shows part of it.",
            '"NOR-C-7K3Q"',
            phrase="wider record",
            refers=("commitment",),
        ),
    ] = ""
    amended: Annotated[
        tuple[Amendment, ...],
        declared(
            "Amended",
            "Revisions and why.",
            '[{on = 2022-11-02, field = "quantity", was = 12}]',
            phrase="reasons for changes",
            policy=Policy.SET,
        ),
    ] = ()


class Request(RecordData, frozen=True, kw_only=True):
    """What a nation needs."""

    title: Annotated[
        str, declared("Title", "What is needed, in a few words.", '"155 mm shells for the winter"')
    ]
    item: Annotated[
        str, declared("Item", "The item needed, or a capability.", '"155mm-he"', refers=("item",))
    ] = ""
    capability: Annotated[str, declared("Capability", "The capability needed.", '"air-defence"')] = ""
    quantity: Annotated[Quantity | None, declared("Quantity", "How much, with its doubt.", "5000")] = None
    unit: Annotated[str, declared("Unit", "What one is.", '"each"', code=Code.UNIT)] = ""
    per: Annotated[
        Period | None, declared("Per", "Set where the need recurs.", '"month"', phrase="period")
    ] = None
    priority: Annotated[Priority | None, declared("Priority", "How urgent it is.", '"critical"')] = None
    horizon: Annotated[Horizon | None, declared("Horizon", "For when it is planned.", '"now"')] = None
    need_by: Annotated[
        When | None, declared("Need by", "When it is needed.", '"2023-03"', phrase="deadline")
    ] = None
    substitutes: Annotated[
        Substitutes | None, declared("Substitutes", "Whether others may stand in.", '"ask"')
    ] = None
    status: Annotated[RequestStatus, declared("Status", "Where it stands.", '"open"')] = RequestStatus.OPEN
    raised_on: Annotated[
        When | None, declared("Raised on", "When it was raised.", "2022-09-20", phrase="request date")
    ] = None
    raised_at: Annotated[
        str,
        declared(
            "Raised at",
            "The meeting it was raised at.",
            '"2022-09-28-brussels"',
            phrase="meeting",
            refers=("meeting",),
        ),
    ] = ""


class Receipt(Table, frozen=True, kw_only=True):
    """What arrived, as the recipient counts it."""

    lot: Annotated[str, declared("Lot", "The lot it came in.", '"a"')]
    quantity: Annotated[Quantity, declared("Quantity", "How many arrived.", "12")]
    on: Annotated[When | None, declared("On", "When.", "2023-02-20", phrase="receipt date")] = None


class Acceptance(RecordData, frozen=True, kw_only=True):
    """A nation takes up a commitment, or confirms its part in it."""

    commitment: Annotated[
        str, declared("Commitment", "The commitment taken up.", '"NOR-C-7K3Q"', refers=("commitment",))
    ]
    as_: Annotated[
        Role | None, declared("As", "In which role; left out: as recipient.", '"recipient"', phrase="role")
    ] = msgspec.field(name="as", default=None)
    request: Annotated[
        str,
        declared(
            "Request",
            "The request it answers; may be left out where one fits.",
            '"UKR-R-11AB"',
            refers=("request",),
        ),
    ] = ""
    quantity: Annotated[
        Quantity | None, declared("Quantity", "How much, in the commitment's unit.", "12")
    ] = None
    value: Annotated[
        Money | None, declared("Value", "How much money.", '{amount = 1000000, currency = "EUR"}')
    ] = None
    on: Annotated[
        When | None, declared("On", "When it was accepted.", "2022-10-05", phrase="acceptance date")
    ] = None
    received: Annotated[
        tuple[Receipt, ...],
        declared(
            "Received",
            "What arrived.",
            '[{lot = "a", quantity = 12, on = 2023-02-20}]',
            phrase="receipts",
            policy=Policy.SET,
        ),
    ] = ()
