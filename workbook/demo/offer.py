"""One offer of the demonstration: its figures and dates, its parts, and what is told around it.

Here stands only what an offer is; `offer_telling` draws what is told around it, `offer_page` writes it.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from workbook.demo.catalogue import DemoItem
from workbook.demo.lots import DemoLot
from workbook.demo.needs import Need


class Told(StrEnum):
    """What an offer is told as, which decides the sentences around it."""

    GIFT = "gift"
    PACKAGE = "package"
    MIRROR = "mirror"
    THOUGHT = "thought"
    CONTRIBUTION = "contribution"
    PARTY = "party"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A part of an offer that meets a request."""

    need: Need
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """Another nation with a part in an offer: its role, its share, and how its acceptance tells the part."""

    role: str
    nation: str
    part: str
    share: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raise:
    """A raised quantity: from which day, by how much, and in which further lot."""

    on: date
    lot: DemoLot
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """Lines of TOML that a page has only from a day on."""

    on: date
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a page is laid out, which says nothing."""

    recorded: bool = False
    inline_lots: bool = False
    crlf: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A commitment. `start` is its status before anything arrived; `quantity` what it was at first.

    `middle` and `end` are lines of TOML after the quantity and after the dates, `tables` those at the end.
    `holds_back` says that some of its readers may not see the quantity.
    """

    id: str
    owner: str
    title: str
    kind: str
    start: str
    made_on: date
    told: Told = Told.GIFT
    announced_on: date | None = None
    stated_by: str = ""
    is_public: bool = False
    holds_back: bool = False
    item: DemoItem | None = None
    quantity: int = 0
    quantity_text: str = ""
    to: tuple[str, ...] = ()
    lots: tuple[DemoLot, ...] = ()
    meets: tuple[Promise, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    stock: str = ""
    later: Later | None = None
    raised: Raise | None = None
    value: str = ""
    middle: tuple[str, ...] = ()
    end: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    style: Style = field(default_factory=Style)

    def lots_on(self, day: date) -> tuple[DemoLot, ...]:
        """Give the lots that it had on a day."""
        if self.raised is not None and self.raised.on <= day:
            return (*self.lots, self.raised.lot)
        return self.lots
