"""Who commits what: offers that answer requests, in the shapes that real ones have.

In: the market of needs. Out: `Offer`s. What surrounds them (packages, mirrors, thoughts) is in `packages`,
money and joint buying in `purchases`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from workbook.demo.catalogue import DemoItem
from workbook.demo.chance import Chance
from workbook.demo.coalition import QUIET, currency_of, in_currency
from workbook.demo.lots import DemoLot, draw_lot, draw_lots
from workbook.demo.market import Ground, Market
from workbook.demo.needs import Need
from workbook.demo.offer import Offer, Promise, Raise, Style, Witness
from workbook.demo.story import FIRST_DAY, LAST_DAY, MEETING_ON, MEETINGS, TODAY
from workbook.demo.text import inline, money, number
from workbook.demo.wording import goods, nation_words, sentence
from workbook.model.nations import party_name

_LAST_MADE = date(2023, 4, 20)
# From this day on an offer need not be answered yet.
RECENT = TODAY - timedelta(days=24)
# A record whose latest date lies before this day would count as left behind.
FRESH = date(2023, 3, 6)
_SEASONS = ("winter", "spring", "summer", "autumn")
_SERVICE_KINDS = {"training": "training", "repair": "sustainment", "logistics": "sustainment"}
_REASONS = (
    "A further lot was found in the depots.",
    "The works can deliver more than planned.",
    "Parliament agreed to more.",
    "The recipient asked for more, and the depots could spare it.",
    "A replacement arrived early, which frees a further lot.",
    "The price fell; the same money buys more.",
    "Units that were to be repaired turned out to be sound.",
)


def draw_offers(market: Market, count: int, ground: Ground) -> list[Offer]:
    """Draw offers that meet requests: first those that urgent requests wait for, then the rest."""
    offers = [_urgent_offer(need, market, ground) for need in market.urgent[:count]]
    while len(offers) < count:
        taken = market.take()
        if taken is None:
            break
        offers.append(_single_offer(*taken, market, ground))
    return offers


def told_once(offers: Sequence[Offer]) -> list[Offer]:
    """Make sure that no two nations seem to tell of one deed: the second says only about how much."""
    givers: dict[tuple[str, int, tuple[str, ...]], str] = {}
    distinct = []
    for offer in offers:
        if offer.item and offer.to and givers.setdefault(_deed(offer), offer.owner) != offer.owner:
            offer = replace(offer, raised=None, quantity_text=inline(f"about = {number(offer.quantity)}"))
        distinct.append(offer)
    return distinct


def _deed(offer: Offer) -> tuple[str, int, tuple[str, ...]]:
    more = offer.raised.lot.quantity if offer.raised else 0
    return (offer.item.slug if offer.item else "", offer.quantity + more, offer.to)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Deal:
    """What an offer is about, before it is dressed."""

    need: Need
    quantity: int
    owner: str
    made_on: date
    kind: str
    maker: str
    package: str = ""
    second: tuple[Need, int] | None = None


def _urgent_offer(need: Need, market: Market, ground: Ground) -> Offer:
    """Draw a donation that covers the whole of an urgent request in time."""
    need.promise(need.quantity)
    made_on = ground.chance.day(need.raised_on + timedelta(days=2), date(2022, 11, 4))
    day = ground.chance.day(made_on + timedelta(days=40), date(2023, 1, 28))
    lot = DemoLot(name="a", by=f"{day}", last=day, quantity=need.quantity, done_on=day - timedelta(days=2))
    owner = market.giver(need, need.quantity)
    deal = _Deal(need=need, quantity=need.quantity, owner=owner, made_on=made_on, kind="donation", maker="")
    return _dressed(deal, (lot,), ground)


def _single_offer(need: Need, quantity: int, market: Market, ground: Ground) -> Offer:
    """Draw an offer for part of a request; one in twelve was made so lately that it waits for an answer."""
    chance = ground.chance
    made_on = _made_on(need, chance.happens(0.08), chance)
    second = market.take_like(need) if FRESH <= made_on < RECENT and chance.happens(0.2) else None
    if second and second[0].raised_on > made_on:
        second[0].promise(-second[1])
        second = None
    deal = _Deal(
        need=need,
        quantity=quantity,
        owner=market.giver(need, quantity),
        made_on=made_on,
        kind=_kind(need.item, chance),
        maker=market.has_maker(need.item),
        second=second,
    )
    return _dressed(deal, () if second else _lots(deal, chance), ground)


def packed_offer(
    need: Need, quantity: int, owner: str, package: str, market: Market, ground: Ground
) -> Offer:
    """Draw an offer that is part of a package: the package holds its value."""
    chance = ground.chance
    deal = _Deal(
        need=need,
        quantity=quantity,
        owner=owner,
        made_on=_made_on(need, False, chance),
        kind=_kind(need.item, chance),
        maker=market.has_maker(need.item),
        package=package,
    )
    return _dressed(deal, _lots(deal, chance), ground)


def _lots(deal: _Deal, chance: Chance) -> tuple[DemoLot, ...]:
    """Draw when it comes: production after its lead time; what was offered lately may leave it open."""
    if deal.made_on >= FRESH and chance.happens(0.4):
        return ()
    lead = deal.need.item.lead_months * 31 if deal.kind == "production" else 45
    first = deal.made_on + timedelta(days=lead + 35)
    return draw_lots(deal.quantity, first, first + timedelta(days=120), chance)


def _dressed(deal: _Deal, lots: tuple[DemoLot, ...], ground: Ground) -> Offer:
    chance, need, item = ground.chance, deal.need, deal.need.item
    is_contract = deal.kind == "production" and deal.maker and chance.happens(0.6)
    extra = deal.second[1] if deal.second else 0
    meets = [Promise(need=need, quantity=deal.quantity)]
    if deal.second:
        meets.append(Promise(need=deal.second[0], quantity=extra))
    quantity = deal.quantity + extra
    value = "" if deal.package else value_of(item, quantity, deal.owner, chance)
    witnesses = tuple(_witnesses(deal, quantity, value, ground))
    is_public = not deal.package and chance.happens(0.12)
    from_stock = deal.kind == "donation" and not is_public and chance.happens(0.05)
    return Offer(
        id=ground.ids.new("C", deal.owner),
        owner=deal.owner,
        title=_title(item, need.owner, deal.made_on, chance),
        kind=deal.kind,
        start="contracted" if is_contract else "committed",
        made_on=deal.made_on,
        announced_on=_announced(deal.made_on, chance),
        stated_by=chance.pick(("nation", "nation", "press", "estimate")) if chance.happens(0.4) else "",
        is_public=is_public,
        holds_back=is_public and chance.happens(0.3),
        item=item,
        quantity=quantity,
        to=(need.owner,),
        lots=lots,
        meets=tuple(meets),
        witnesses=witnesses,
        stock=ground.ids.new("S", deal.owner) if from_stock else "",
        raised=_raise(deal.made_on, quantity, lots, chance),
        value=value,
        middle=_middle(deal, chance),
        end=(f'part_of = "{deal.package}"' if deal.package else "",),
        style=_style(deal.owner, chance),
    )


def value_of(item: DemoItem, quantity: int, owner: str, chance: Chance) -> str:
    """Give the value of so many, in the owner's currency; now and then in doubt, or left out."""
    if chance.happens(0.3):
        return ""
    euros = item.price * quantity * chance.between(80, 125) // 100
    currency = currency_of(owner) if chance.happens(0.75) else "EUR"
    amount = number(in_currency(max(euros, 100), currency))
    if chance.happens(0.08):
        amount = inline(f"about = {amount}")
    if chance.happens(0.05):
        return money(chance.pick(('"undisclosed"', '"unknown"')), currency)
    if chance.happens(0.01):
        return money(amount, "unknown")
    return money(amount, currency)


def _made_on(need: Need, lately: bool, chance: Chance) -> date:
    first = need.raised_on + timedelta(days=3)
    if lately or first > _LAST_MADE:
        return chance.day(max(first, RECENT), LAST_DAY)
    meetings = [day for day in MEETING_ON if first <= day <= _LAST_MADE]
    if meetings and chance.happens(0.2):
        return chance.pick(meetings)
    return chance.day(max(first, FIRST_DAY), _LAST_MADE)


def _kind(item: DemoItem, chance: Chance) -> str:
    if item.kind == "service":
        return _SERVICE_KINDS[item.capability]
    return "production" if chance.happens(0.3) else "donation"


def _raise(made_on: date, quantity: int, lots: tuple[DemoLot, ...], chance: Chance) -> Raise | None:
    """Raise the quantity of a few offers by a lot that comes after the others; of early ones more often."""
    share = 0.75 if made_on <= MEETINGS[0].day else 0.15
    if not lots or made_on > date(2023, 2, 1) or quantity < 4 or not chance.happens(share):
        return None
    on = chance.day(made_on + timedelta(days=35), date(2023, 5, 20))
    day = max(lots[-1].last, on) + timedelta(days=chance.between(20, 60))
    lot = draw_lot("further", max(1, quantity // 4), day, chance)
    return Raise(on=on, lot=lot, reason=chance.pick(_REASONS))


def _witnesses(deal: _Deal, quantity: int, value: str, ground: Ground) -> list[Witness]:
    """Name who else has a part in it, and will confirm that: origin, payer, owner of the stock."""
    chance, nations = ground.chance, ground.coalition.nations
    witnesses = []
    origin = deal.need.item.origin
    if origin in nations and origin != deal.owner:
        witnesses.append(Witness(role="origin", nation=origin, part=f"quantity = {number(quantity)}"))
    others = [code for code in ground.coalition.givers if code not in (deal.owner, deal.need.owner)]
    if others and chance.happens(0.03) and value.startswith("{amount = ") and value[10].isdigit():
        share, parts = chance.pick((("1", 1), ('"1/2"', 2), ("0.25", 4)))
        part = f"value = {_part_of(value, parts)}"
        witnesses.append(Witness(role="financier", nation=chance.pick_early(others), part=part, share=share))
    if others and deal.kind == "donation" and chance.happens(0.02):
        part = f"quantity = {number(quantity)}"
        witnesses.append(Witness(role="stock-owner", nation=chance.pick_early(others), part=part))
    return witnesses


def _part_of(value: str, parts: int) -> str:
    """Give one of so many equal parts of a value, to the hundredth."""
    amount, _, rest = value.removeprefix("{amount = ").partition(",")
    hundredths = int(amount.replace("_", "")) * 100 // parts
    whole, cents = divmod(hundredths, 100)
    return f"{{amount = {number(whole)}{f'.{cents:02}' if cents else ''},{rest}"


def _middle(deal: _Deal, chance: Chance) -> tuple[str, ...]:
    item = deal.need.item
    condition = chance.pick(("new", "used", "refurbished")) if deal.kind == "donation" else ""
    return (
        f'unit = "{item.unit}"' if chance.happens(0.25) else "",
        f'condition = "{condition}"' if condition and item.kind == "system" else "",
        f'supplier = "{deal.maker}"' if deal.kind == "production" and deal.maker else "",
        'instrument = "in-kind"' if deal.kind == "donation" and chance.happens(0.5) else "",
    )


def _announced(made_on: date, chance: Chance) -> date | None:
    """Draw when the public was told, if it was."""
    announced = made_on + timedelta(days=chance.between(0, 9))
    return announced if announced <= LAST_DAY and chance.happens(0.45) else None


def _title(item: DemoItem, recipient: str, made_on: date, chance: Chance) -> str:
    what, party = sentence(goods(item)), nation_words(recipient)
    season = _SEASONS[made_on.month % 12 // 3]
    return chance.pick(
        (
            f"{item.name} for {party_name(recipient)}",
            f"{item.name} for {party_name(recipient)}",
            f"{what} for {party}",
            f"{what} for {party}, {season} tranche",
            f"{what} for the army of {party}",
            f"{what} for the forces of {party}",
            f"{what}: support for {party}",
            f"{season.capitalize()} delivery to {party}: {goods(item)}",
        )
    )


def _style(owner: str, chance: Chance) -> Style:
    return Style(
        recorded=owner in QUIET and chance.happens(0.5),
        inline_lots=chance.happens(0.25),
        crlf=chance.happens(0.004),
    )
