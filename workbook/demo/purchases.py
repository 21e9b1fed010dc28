"""Money and joint buying: funds with contributions, procurements with a commitment from every party.

In: the coalition and the works. Out: pages of funds and procurements, and the `Offer`s that go with them.
Contributions add up to what the fund holds at most, draws to less, parties to what is bought.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from workbook.demo.catalogue import ITEM, DemoSupplier
from workbook.demo.chance import Chance
from workbook.demo.coalition import BASE_CURRENCY, NEIGHBOURS_GROUP, Coalition, in_currency
from workbook.demo.gathering_telling import fund_telling, purchase_telling, with_telling
from workbook.demo.lots import DemoLot
from workbook.demo.market import Ground
from workbook.demo.offer import Offer, Told
from workbook.demo.offers import FRESH
from workbook.demo.story import LAST_DAY, Page, page
from workbook.demo.text import inline_list, money, number, page_text, quote, table_list
from workbook.model.kind import Kind
from workbook.records.paths import path_of

_FIRST, _LAST = date(2022, 8, 1), date(2023, 4, 14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchases:
    """Funds or procurements, with what parties commit to them; `since` tells since when each id is there.

    `bought` gives the id of what a nation buys an item by, by nation and slug.
    """

    since: tuple[tuple[str, date], ...]
    pages: tuple[Page, ...]
    offers: tuple[Offer, ...]
    bought: Mapping[tuple[str, str], str]


def draw_funds(count: int, ground: Ground) -> Purchases:
    """Draw funds with three to six contributions each."""
    return _joined([_fund(ground) for _ in range(count)])


def with_draws(offers: Sequence[Offer], funds: Purchases, chance: Chance) -> list[Offer]:
    """Let some offers of goods and training draw on funds: made after the fund, and never beyond what it has.

    About half of the funds are drawn on, each for no more than half of what is firmly paid in.
    """
    left = {
        id: sum(_euros(one.value) for one in funds.offers if _names(one, id) and one.start == "committed")
        // 2
        for id, _ in funds.since
        if chance.happens(0.6)
    }
    since = dict(funds.since)
    draws = dict.fromkeys(left, 0)
    found = []
    for offer in offers:
        euros = _euros(offer.value)
        fitting = [
            id
            for id in left
            if 0 < euros <= left[id] and draws[id] < _MOST_DRAWS and since[id] < offer.made_on
        ]
        if fitting and _may_draw(offer) and chance.happens(0.3):
            id = chance.pick(fitting)
            left[id] -= euros
            draws[id] += 1
            offer = replace(offer, end=(*offer.end, f'fund = "{id}"'))
        found.append(offer)
    return found


_MOST_DRAWS = 6
_DRAWING = frozenset(("donation", "production", "training"))


def _may_draw(offer: Offer) -> bool:
    """Say whether an offer is of a kind that funds pay for, and paid by nobody else."""
    is_own = not (offer.is_public or offer.style.recorded or offer.witnesses or offer.stock or offer.later)
    return is_own and offer.kind in _DRAWING and not any(offer.end)


def _names(offer: Offer, fund: str) -> bool:
    return f'fund = "{fund}"' in offer.end


def _euros(value: str) -> int:
    """Give a value in whole units of the base currency; nothing where it is not told exactly in it."""
    amount, _, rest = value.removeprefix("{amount = ").partition(", ")
    digits = amount.replace("_", "")
    return int(digits) if digits.isdigit() and rest == f'currency = "{BASE_CURRENCY}"}}' else 0


_Drawn = tuple[tuple[str, date], Page, list[Offer]]


def _joined(drawn: Sequence[_Drawn]) -> Purchases:
    return Purchases(
        since=tuple(since for since, _, _ in drawn),
        pages=tuple(page for _, page, _ in drawn),
        offers=tuple(offer for _, _, offers in drawn for offer in offers),
        bought={
            (offer.owner, offer.item.slug): id
            for (id, _), _, offers in drawn
            for offer in offers
            if offer.item is not None
        },
    )


def _fund(ground: Ground) -> _Drawn:
    chance = ground.chance
    owner = chance.pick_early(ground.coalition.givers)
    id = ground.ids.new("F", owner)
    announced = chance.day(_FIRST, _LAST - timedelta(days=60))
    givers = chance.some(ground.coalition.givers, chance.between(2, 6))
    parts = [chance.skewed(1_000_000, 90_000_000) for _ in givers]
    offers = [
        _contribution(id, giver, part, announced, ground) for giver, part in zip(givers, parts, strict=True)
    ]
    title = f"{chance.pick(_NAMES)} for {chance.pick(_AIMS)}"
    told_on = chance.day(FRESH, LAST_DAY)
    fields = [
        f"title = {quote(title)}",
        f"total = {money(number(sum(parts)), BASE_CURRENCY)}",
        f"manager = {quote(chance.pick(_MANAGERS))}",
        f'status = "{chance.pick(("pledged", "committed", "delivering"))}"',
        f"announced_on = {announced}",
        *inline_list("split", _split(ground.coalition)),
    ]
    path = path_of(Kind.FUND, id, owner=owner)

    telling = fund_telling(id, owner, money(number(sum(parts)), BASE_CURRENCY), announced, told_on)

    def text_at(day: date) -> str:
        return page_text(*with_telling(telling, fields, day))

    return (id, announced), page(path, announced, text_at), offers


_NAMES = ("Fund", "Common fund", "Trust fund", "Joint fund")
_AIMS = ("air defence", "winter equipment", "repair and spares", "ammunition", "the training of crews")
_MANAGERS = ("a framework agency", "the fund's board", "a trust office")


def _split(coalition: Coalition) -> list[tuple[str, str]]:
    if len(coalition.receivers) == 1:
        return [('to = "UKR"', "share = 1")]
    return [('to = "UKR"', 'share = "2/3"'), (f'to = "{NEIGHBOURS_GROUP}"', 'share = "1/3"')]


def _contribution(fund: str, giver: str, euros: int, announced: date, ground: Ground) -> Offer:
    chance = ground.chance
    value = money(number(euros), BASE_CURRENCY)
    by = chance.pick(("2023-Q3", "2023-Q4", "2024-03"))
    payment = ('lot = "payment-1"', f'by = "{by}"', f"value = {value}")
    return Offer(
        id=ground.ids.new("C", giver),
        owner=giver,
        title="Contribution to a common fund",
        kind="funding",
        start=chance.pick(("pledged", "committed", "committed")),
        made_on=chance.day(announced, announced + timedelta(days=50)),
        told=Told.CONTRIBUTION,
        value=value,
        middle=(f'instrument = "{chance.pick(("grant", "grant", "loan", "guarantee"))}"',),
        is_public=chance.happens(0.3),
        end=(f'fund = "{fund}"',),
        tables=tuple(table_list("lots", [payment])),
    )


def draw_procurements(count: int, ground: Ground) -> Purchases:
    """Draw joint procurements of two to five parties, each with its commitment."""
    return _joined([_procurement(ground) for _ in range(count)])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Purchase:
    """A joint purchase before it is written."""

    id: str
    lead: str
    supplier: DemoSupplier
    item: str
    parties: Sequence[str]
    each: int
    agreed_on: date


def _procurement(ground: Ground) -> _Drawn:
    chance = ground.chance
    lead = chance.pick_early(ground.coalition.givers)
    others = [code for code in ground.coalition.givers if code != lead]
    supplier = chance.pick_early(ground.suppliers)
    item = ITEM[chance.pick(supplier.makes)]
    purchase = _Purchase(
        id=ground.ids.new("J", lead),
        lead=lead,
        supplier=supplier,
        item=item.slug,
        parties=(lead, *chance.some(others, chance.between(1, 4))),
        each=chance.skewed(item.least, item.most),
        agreed_on=chance.day(_FIRST, _LAST),
    )
    path = path_of(Kind.PROCUREMENT, purchase.id, owner=lead)
    contract_on = purchase.agreed_on + timedelta(days=chance.between(20, 90))
    euros = in_currency(max(1000, item.price * purchase.each * len(purchase.parties)), BASE_CURRENCY)
    written = page(path, purchase.agreed_on, lambda day: _procurement_text(purchase, contract_on, euros, day))
    offers = [_party_offer(purchase, party, contract_on, ground.chance, ground) for party in purchase.parties]
    return (purchase.id, purchase.agreed_on), written, offers


def _procurement_text(purchase: _Purchase, contract_on: date, euros: int, day: date) -> str:
    signed = contract_on <= day
    count = len(purchase.parties)
    parties = [
        (f'nation = "{party}"', f"quantity = {number(purchase.each)}", f'share = "1/{count}"')
        for party in purchase.parties
    ]
    lot = _lot(purchase, purchase.each * count, contract_on)
    fields = [
        f"title = {quote(f'Joint purchase: {ITEM[purchase.item].name}')}",
        f'item = "{purchase.item}"',
        f"quantity = {number(purchase.each * count)}",
        f'supplier = "{purchase.supplier.slug}"',
        f"value = {money(number(euros), BASE_CURRENCY)}",
        f'status = "{"contracted" if signed else "agreed"}"',
        f"contract_on = {contract_on}" if signed else "",
    ]
    telling = purchase_telling(
        purchase.id,
        purchase.lead,
        purchase.item,
        number(purchase.each * count),
        purchase.parties,
        (purchase.agreed_on, contract_on),
    )
    fields, sources = with_telling(telling, fields, day)
    return page_text(
        fields, [*table_list("parties", parties), *table_list("lots", [lot.pairs(day)]), *sources]
    )


def _lot(purchase: _Purchase, quantity: int, contract_on: date) -> DemoLot:
    """Give the one lot of a purchase, well after its lead time; none arrives within the story."""
    last = contract_on + timedelta(days=ITEM[purchase.item].lead_months * 31 + 230)
    return DemoLot(name="a", by=f'"{last:%Y-%m}"', last=last, quantity=quantity)


def _party_offer(purchase: _Purchase, party: str, contract_on: date, chance: Chance, ground: Ground) -> Offer:
    made_on = chance.day(purchase.agreed_on, min(contract_on, LAST_DAY))
    return Offer(
        id=ground.ids.new("C", party),
        owner=party,
        title=f"Part in the joint purchase: {ITEM[purchase.item].name}",
        kind="procurement",
        start="committed",
        made_on=made_on,
        told=Told.PARTY,
        item=ITEM[purchase.item],
        quantity=purchase.each,
        lots=(_lot(purchase, purchase.each, contract_on),),
        end=(f'procurement = "{purchase.id}"', f'supplier = "{purchase.supplier.slug}"'),
    )
