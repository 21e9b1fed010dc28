"""How the page of an offer stood on a given day.

A commitment changes as the story goes on: lots arrive, its status follows them, its quantity may be
raised, sources are added. Everything else about it is fixed lines of TOML.
"""

from datetime import date, timedelta

from workbook.demo.offer import Offer, Promise
from workbook.demo.offer_telling import telling_of
from workbook.demo.sources import Telling, source_tables
from workbook.demo.story import MEETING_ON, Page, page
from workbook.demo.text import inline, inline_list, number, page_text, quote, table_list
from workbook.model.kind import Kind
from workbook.records.paths import path_of


def offer_page(offer: Offer) -> Page:
    """Write the page of an offer through the story."""
    path = path_of(Kind.COMMITMENT, offer.id, owner=offer.owner, recorded=offer.style.recorded)
    telling = telling_of(offer)
    return page(path, offer.made_on, lambda day: _text(offer, telling, day))


def _text(offer: Offer, telling: Telling, day: date) -> str:
    """Write an offer as it stood on a day."""
    meeting = MEETING_ON.get(offer.made_on)
    lots = [lot.pairs(day) for lot in offer.lots_on(day)]
    fields = [
        f"# {telling.comment}" if telling.comment else "",
        f"title = {quote(offer.title)}",
        f'kind = "{offer.kind}"',
        *inline_list("to", [_recipient(party, len(offer.to)) for party in offer.to]),
        f'item = "{offer.item.slug}"' if offer.item else "",
        _quantity(offer, day),
        *offer.middle,
        offer.value and f"value = {offer.value}",
        f'status = "{_status(offer, day)}"',
        f"made_on = {offer.made_on}",
        f"announced_on = {offer.announced_on}" if offer.announced_on else "",
        f'made_at = "{meeting}"' if meeting else "",
        *inline_list("meets", [_promise(one) for one in offer.meets]),
        *_witnesses(offer),
        f'stock = "{offer.stock}"' if offer.stock else "",
        *offer.end,
        f'stated_by = "{offer.stated_by}"' if offer.stated_by else "",
        *telling.lines,
        *_release(offer),
        *(offer.later.lines if offer.later and offer.later.on <= day else ()),
        *(inline_list("lots", lots) if offer.style.inline_lots else ()),
    ]
    tables = [
        *([] if offer.style.inline_lots else table_list("lots", lots)),
        *_amended(offer, day),
        *offer.tables,
        *source_tables(telling.citations, day),
    ]
    text = page_text(fields, tables)
    return text.replace("\n", "\r\n") if offer.style.crlf else text


def _recipient(party: str, parties: int) -> tuple[str, str]:
    return (f'party = "{party}"', f'share = "1/{parties}"' if parties > 1 else "")


_HELD_BACK = inline(*(f'{name} = "members"' for name in ("quantity", "value", "meets", "lots", "amended")))


def _release(offer: Offer) -> list[str]:
    """Give what the public may read: nothing, all, or all but what tells the figure."""
    if not offer.is_public:
        return []
    lines = ['release = "public"']
    if offer.holds_back:
        lines.append(f"release_fields = {_HELD_BACK}")
    return lines


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
