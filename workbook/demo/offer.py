"""One offer of the demonstration: what it says, and how its page stood on a given day.

A commitment changes as the story goes on: lots arrive, its status follows them, its quantity may be
raised. Everything else about it is fixed lines of TOML.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from workbook.demo.catalogue import DemoItem
from workbook.demo.lots import DemoLot
from workbook.demo.needs import Need
from workbook.demo.story import MEETING_ON, Page, page
from workbook.demo.text import inline_list, number, page_text, quote, table_list
from workbook.model.kind import Kind
from workbook.records.paths import path_of


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
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A commitment. `start` is its status before anything arrived; `quantity` what it was at first.

    `middle` and `end` are lines of TOML after the quantity and after the dates, `tables` those at the end.
    """

    id: str
    owner: str
    title: str
    kind: str
    start: str
    made_on: date
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


def offer_page(offer: Offer) -> Page:
    """Write the page of an offer through the story."""
    path = path_of(Kind.COMMITMENT, offer.id, owner=offer.owner, recorded=offer.style.recorded)
    return page(path, offer.made_on, lambda day: offer_text(offer, day))


def offer_text(offer: Offer, day: date) -> str:
    """Write an offer as it stood on a day."""
    meeting = MEETING_ON.get(offer.made_on)
    lots = [lot.pairs(day) for lot in offer.lots_on(day)]
    fields = [
        f"# {offer.style.comment}" if offer.style.comment else "",
        f"title = {quote(offer.title)}",
        f'kind = "{offer.kind}"',
        *inline_list("to", [_recipient(party, len(offer.to)) for party in offer.to]),
        f'item = "{offer.item.slug}"' if offer.item else "",
        _quantity(offer, day),
        *offer.middle,
        offer.value and f"value = {offer.value}",
        f'status = "{_status(offer, day)}"',
        f"made_on = {offer.made_on}",
        f'made_at = "{meeting}"' if meeting else "",
        *inline_list("meets", [_promise(one) for one in offer.meets]),
        *_witnesses(offer),
        f'stock = "{offer.stock}"' if offer.stock else "",
        *offer.end,
        *(offer.later.lines if offer.later and offer.later.on <= day else ()),
        *(inline_list("lots", lots) if offer.style.inline_lots else ()),
    ]
    tables = [
        *([] if offer.style.inline_lots else table_list("lots", lots)),
        *_amended(offer, day),
        *offer.tables,
    ]
    text = page_text(fields, tables)
    return text.replace("\n", "\r\n") if offer.style.crlf else text


def _recipient(party: str, parties: int) -> tuple[str, str]:
    return (f'party = "{party}"', f'share = "1/{parties}"' if parties > 1 else "")


def _quantity(offer: Offer, day: date) -> str:
    if offer.quantity_text:
        return f"quantity = {offer.quantity_text}"
    if not offer.quantity:
        return ""
    more = offer.raised.lot.quantity if offer.raised and offer.raised.on <= day else 0
    return f"quantity = {number(offer.quantity + more)}"


def _status(offer: Offer, day: date) -> str:
    lots = offer.lots_on(day)
    done = sum(lot.is_done(day) for lot in lots)
    if not done:
        return offer.start
    return "delivered" if done == len(lots) else "delivering"


def _promise(promise: Promise) -> tuple[str, str]:
    return (f'request = "{promise.need.id}"', f"quantity = {number(promise.quantity)}")


def _amended(offer: Offer, day: date) -> list[str]:
    raised = offer.raised
    if raised is None or raised.on > day:
        return []
    entry = (
        f"on = {raised.on}",
        'field = "quantity"',
        f"was = {number(offer.quantity)}",
        f"reason = {quote(raised.reason)}",
    )
    return table_list("amended", [entry])


def _witnesses(offer: Offer) -> list[str]:
    """Write who else has a part in an offer, as its author tells it."""
    lines: list[str] = []
    for one in offer.witnesses:
        nation = f'nation = "{one.nation}"'
        if one.role == "origin":
            given = f"on = {offer.made_on - timedelta(days=4)}"
            lines += inline_list("consents", [(nation, 'status = "given"', given)])
        elif one.role == "financier":
            lines += inline_list("financed_by", [(nation, f"share = {one.share}")])
        else:
            lines.append(f'stock_owner = "{one.nation}"')
    return lines
