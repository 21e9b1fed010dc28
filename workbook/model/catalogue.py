"""What is planned with: nations, items, suppliers, and what industry can make."""

from typing import Annotated

import msgspec

from workbook.model.enums import Activity, ItemKind
from workbook.model.fields import Code, Table, declared
from workbook.model.quantity import Quantity
from workbook.model.record import RecordData
from workbook.model.share import Share
from workbook.model.when import When

StockNumber = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{3}-[0-9]{4}$")]
LeadTime = Annotated[int, msgspec.Meta(ge=0, le=600)]
Interval = Annotated[int, msgspec.Meta(ge=1, le=1200)]


class Nation(RecordData, frozen=True, kw_only=True):
    """A nation or organisation that takes part or receives."""

    name: Annotated[str, declared("Name", "The short English name.", '"Norway"')]
    delegation: Annotated[
        str, declared("Delegation", "What its delegation is called.", '"Norwegian delegation"')
    ] = ""
    contact: Annotated[str, declared("Contact", "A functional mailbox, no person.", '"nad@example.org"')] = ""
    aliases: Annotated[
        tuple[str, ...], declared("Aliases", "Other names it is known by.", '["Kingdom of Norway"]')
    ] = ()


class Component(Table, frozen=True, kw_only=True):
    """A part of an item."""

    item: Annotated[str, declared("Item", "The component.", '"155mm-casing"', refers=("item",))]
    per_unit: Annotated[
        Quantity, declared("Per unit", "How many go into one.", "1", phrase="number per unit")
    ]


class StandIn(Table, frozen=True, kw_only=True):
    """An item that this one can replace, one way only."""

    item: Annotated[str, declared("Item", "The item that is replaced.", '"155mm-he"', refers=("item",))]
    ratio: Annotated[
        Share | None, declared("Ratio", "How many of the other one of this replaces.", '"3/2"')
    ] = None
    conditions: Annotated[
        str, declared("Conditions", "When it may stand in.", '"Only from L52 barrels."')
    ] = ""


class Obsolescence(Table, frozen=True, kw_only=True):
    """The end of an item's production."""

    since: Annotated[
        When | None, declared("Since", "Since when it is no longer made.", '"2019"', phrase="start")
    ] = None
    last_order_by: Annotated[
        When | None,
        declared("Last order by", "The last day to order.", "2023-06-30", phrase="last order date"),
    ] = None
    replaced_by: Annotated[
        str,
        declared(
            "Replaced by", "The item that follows it.", '"fuze-m2"', phrase="successor", refers=("item",)
        ),
    ] = ""


class Support(Table, frozen=True, kw_only=True):
    """What one unit of an item needs in service, over time."""

    item: Annotated[str, declared("Item", "What it needs.", '"barrel-155"', refers=("item",))]
    per_unit: Annotated[Quantity, declared("Per unit", "How many for one.", "1", phrase="number per unit")]
    every_months: Annotated[
        Interval, declared("Every", "How often, in months.", "6", phrase="interval", unit="months")
    ]


class Item(RecordData, frozen=True, kw_only=True):
    """A thing or service that is needed, given or made."""

    name: Annotated[str, declared("Name", "What it is called.", '"155 mm high-explosive shell"')]
    kind: Annotated[ItemKind, declared("Kind", "What sort of thing it is.", '"munition"')]
    unit: Annotated[
        str,
        declared(
            "Unit", "What one of it is: UN/CEFACT Rec 20 code, each, set or lot.", '"each"', code=Code.UNIT
        ),
    ]
    capability: Annotated[str, declared("Capability", "The capability it serves.", '"long-range-fires"')] = ""
    nsn: Annotated[StockNumber | None, declared("NSN", "NATO stock number.", '"1320-01-234-5678"')] = None
    standards: Annotated[
        tuple[str, ...], declared("Standards", "Standards it meets.", '["STANAG 4425"]')
    ] = ()
    components: Annotated[
        tuple[Component, ...],
        declared("Components", "What it is made of.", '[{item = "155mm-casing", per_unit = 1}]'),
    ] = ()
    stands_in_for: Annotated[
        tuple[StandIn, ...],
        declared(
            "Stands in for",
            "What it can replace, this way only.",
            '[{item = "155mm-he", ratio = 1}]',
            phrase="substitutions",
        ),
    ] = ()
    lead_time_months: Annotated[
        LeadTime | None,
        declared("Lead time", "From contract to first delivery.", "18", unit="months"),
    ] = None
    obsolete: Annotated[
        Obsolescence | None,
        declared("Obsolete", "Set when its production ends.", '{since = "2019"}', phrase="obsolescence"),
    ] = None
    sustainment: Annotated[
        tuple[Support, ...],
        declared(
            "Sustainment",
            "What it needs in service.",
            '[{item = "barrel-155", per_unit = 1, every_months = 6}]',
        ),
    ] = ()
    origin: Annotated[
        str, declared("Origin", "The nation whose leave a retransfer needs.", '"USA"', code=Code.NATION)
    ] = ""


class Supplier(RecordData, frozen=True, kw_only=True):
    """A company or works that makes or repairs."""

    name: Annotated[str, declared("Name", "What it is called.", '"Northern Shell Works"')]
    nation: Annotated[str, declared("Nation", "Where it works.", '"NOR"', code=Code.NATION)]


class Rate(Table, frozen=True, kw_only=True):
    """What can be made each month, from a time on."""

    from_: Annotated[When, declared("From", "Since when.", '"2023-02"', phrase="rate from")] = msgspec.field(
        name="from"
    )
    per_month: Annotated[Quantity, declared("Per month", "How many a month.", "400", phrase="monthly rate")]


class Capacity(RecordData, frozen=True, kw_only=True):
    """What a nation's industry can make, repair or train, over time."""

    item: Annotated[str, declared("Item", "What it makes.", '"155mm-he"', refers=("item",))]
    activity: Annotated[Activity, declared("Activity", "What is done.", '"make"')]
    supplier: Annotated[
        str, declared("Supplier", "Who does it.", '"northern-shell"', refers=("supplier",))
    ] = ""
    rates: Annotated[
        tuple[Rate, ...],
        declared("Rates", "How many a month, from when.", '[{from = "2023-02", per_month = 400}]'),
    ] = ()
    limited_by: Annotated[
        str, declared("Limited by", "What holds it back.", '"Machining of casings"', phrase="limiting factor")
    ] = ""
