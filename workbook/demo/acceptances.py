"""Who takes up what: the answer to every offer that is not too fresh, and what arrived.

In: offers. Out: pages of acceptances by recipients, and by the nations whose leave or money is in an offer.
An answer comes within four weeks; what is received follows the lots that were delivered.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from workbook.demo.chance import Chance, Ids
from workbook.demo.coalition import QUIET
from workbook.demo.holding_telling import Arrival, Taken, acceptance_telling
from workbook.demo.offer import Offer, Promise, Witness
from workbook.demo.offers import RECENT
from workbook.demo.sources import source_tables
from workbook.demo.story import LAST_DAY, Page, page, still_page
from workbook.demo.text import inline_list, number, page_text, table_list
from workbook.model.kind import Kind
from workbook.records.paths import path_of


def acceptance_pages(offers: Sequence[Offer], ids: Ids, chance: Chance) -> list[Page]:
    """Write an acceptance for every promise made before the last weeks, and for every other part."""
    taken = [
        _page(offer, promise, ids, chance)
        for offer in offers
        for promise in offer.meets
        if offer.made_on < RECENT
    ]
    witnessed = [_witness_page(offer, one, ids, chance) for offer in offers for one in offer.witnesses]
    return [*taken, *witnessed]


def _witness_page(offer: Offer, witness: Witness, ids: Ids, chance: Chance) -> Page:
    id = ids.new("A", witness.nation)
    on = min(offer.made_on + timedelta(days=chance.between(0, 20)), LAST_DAY)
    taken = Taken(
        id=id, owner=witness.nation, giver=offer.owner, item=offer.item, quantity="", on=on, role=witness.role
    )
    telling = acceptance_telling(taken)
    fields = [f'commitment = "{offer.id}"', f'as = "{witness.role}"', witness.part, f"on = {on}"]
    text = page_text([*fields, *telling.lines], source_tables(telling.citations, LAST_DAY))
    return still_page(path_of(Kind.ACCEPTANCE, id, owner=witness.nation), on, text)


def _page(offer: Offer, promise: Promise, ids: Ids, chance: Chance) -> Page:
    owner = promise.need.owner
    id = ids.new("A", owner)
    on = min(offer.made_on + timedelta(days=chance.between(1, 28)), LAST_DAY)
    recorded = owner in QUIET and chance.happens(0.4)
    path = path_of(Kind.ACCEPTANCE, id, owner=owner, recorded=recorded)
    delays = [chance.between(0, 5) for _ in offer.lots]
    as_recipient = chance.happens(0.2)
    inline_receipts = chance.happens(0.4)
    partly = not offer.lots and promise.quantity > 3 and chance.happens(0.2)
    quantity = promise.quantity // 2 if partly else promise.quantity
    all_received = _received(offer, delays, LAST_DAY)
    taken = Taken(
        id=id,
        owner=owner,
        giver=offer.owner,
        item=offer.item,
        quantity=number(quantity),
        on=on,
        arrived=all_received[0] if all_received else None,
    )
    telling = acceptance_telling(taken)

    def text_at(day: date) -> str:
        received = [_receipt(one) for one in _received(offer, delays, day)]
        sources = source_tables(telling.citations, day)
        fields = [
            f"# {telling.comment}" if telling.comment else "",
            f'commitment = "{offer.id}"',
            'as = "recipient"' if as_recipient else "",
            f'request = "{promise.need.id}"',
            f"quantity = {number(quantity)}",
            f"on = {on}",
            *telling.lines,
        ]
        if inline_receipts:
            return page_text([*fields, *inline_list("received", received)], sources)
        return page_text(fields, [*table_list("received", received), *sources])

    return page(path, on, text_at)


def _receipt(arrival: Arrival) -> tuple[str, ...]:
    lot, quantity, on = arrival
    return (f'lot = "{lot}"', f"quantity = {quantity}", f"on = {on}")


def _received(offer: Offer, delays: Sequence[int], day: date) -> list[Arrival]:
    """Give what had arrived on a day of the lots that were accepted; a lot added later is not."""
    found: list[Arrival] = []
    for lot, delay in zip(offer.lots, delays, strict=True):
        if lot.done_on is None:
            continue
        arrived = min(lot.done_on + timedelta(days=delay), LAST_DAY)
        if arrived <= day and lot.is_done(day):
            found.append((lot.name, number(lot.quantity), arrived))
    return found
