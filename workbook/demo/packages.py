"""Offers that answer no request by themselves: packages with parts, mirrors, thoughts, what came to nothing.

In: the market of needs and offers drawn before. Out: more `Offer`s. A package holds the value, its parts
the quantities; a mirror repeats another's offer and says so, so that nothing counts twice.
"""

from collections.abc import Sequence
from datetime import date

from workbook.demo.catalogue import ITEMS
from workbook.demo.chance import Chance
from workbook.demo.coalition import NEIGHBOURS_GROUP, ORGANISATIONS, currency_of, in_currency
from workbook.demo.market import Ground, Market
from workbook.demo.needs import doubtful
from workbook.demo.offer import Later, Offer, Told
from workbook.demo.offers import FRESH, RECENT, packed_offer, value_of
from workbook.demo.story import FIRST_DAY, LAST_DAY
from workbook.demo.text import money, number, quote
from workbook.model.nations import party_name

_SEASONS = ("Autumn", "Winter", "Spring")
_LAST_MADE = date(2023, 4, 20)


def draw_packages(market: Market, count: int, ground: Ground) -> list[Offer]:
    """Draw packages: for each the head and two to four parts; at most `count` offers in all."""
    offers: list[Offer] = []
    while len(offers) + 5 <= count:
        package = _package(market, ground)
        if not package:
            break
        offers += package
    return offers


def _package(market: Market, ground: Ground) -> list[Offer]:
    chance = ground.chance
    owner = chance.pick_early([code for code in ground.coalition.givers if currency_of(code)])
    id = ground.ids.new("C", owner)
    parts: list[Offer] = []
    for _ in range(chance.between(2, 4)):
        taken = market.take()
        if taken is None:
            break
        need, quantity = taken
        if need.owner == owner:
            need.promise(-quantity)
            continue
        parts.append(packed_offer(need, quantity, owner, id, market, ground))
    if not parts:
        return []
    return [_head(id, owner, parts, ground.chance), *parts]


def _head(id: str, owner: str, parts: Sequence[Offer], chance: Chance) -> Offer:
    made_on = min(part.made_on for part in parts)
    euros = sum(part.item.price * part.quantity for part in parts if part.item)
    currency = currency_of(owner)
    return Offer(
        id=id,
        owner=owner,
        title=f"{chance.pick(_SEASONS)} package of {party_name(owner)}",
        kind="donation",
        start="committed",
        made_on=made_on,
        told=Told.PACKAGE,
        value=money(number(in_currency(max(euros, 1000), currency)), currency),
        end=('valid_until = "2023"',),
    )


def draw_mirrors(originals: Sequence[Offer], count: int, ground: Ground) -> list[Offer]:
    """Draw repetitions of others' offers, as a partner or an organisation tells of them."""
    chance = ground.chance
    plain = [offer for offer in originals if offer.item and not offer.raised and offer.made_on < RECENT]
    return [_mirror(original, ground) for original in chance.some(plain, count)]


def _mirror(original: Offer, ground: Ground) -> Offer:
    chance, item = ground.chance, original.item
    assert item is not None
    tellers = [code for code in (*ORGANISATIONS, *ground.coalition.givers) if code != original.owner]
    owner = chance.pick_early(tellers)
    return Offer(
        id=ground.ids.new("C", owner),
        owner=owner,
        title=f"{item.name}, given by {party_name(original.owner)}",
        kind=original.kind,
        start="committed",
        made_on=chance.day(max(original.made_on, FRESH), LAST_DAY),
        item=item,
        quantity=original.quantity,
        to=original.to,
        told=Told.MIRROR,
        stated_by="estimate",
        end=(f'counted_in = "{original.id}"',),
    )


def draw_thoughts(count: int, ground: Ground) -> list[Offer]:
    """Draw what is only considered or pledged, and what was suspended or cancelled."""
    return [_thought(ground) for _ in range(count)]


def _thought(ground: Ground) -> Offer:
    chance = ground.chance
    owner, item = chance.pick_early(ground.coalition.givers), chance.pick(ITEMS)
    status = chance.pick(("considered", "considered", "pledged", "pledged", "suspended", "cancelled"))
    quantity = chance.skewed(item.least, item.most)
    made_on = chance.day(FIRST_DAY, _LAST_MADE)
    lapses = made_on < FRESH or chance.happens(0.3)
    retired_on = chance.day(made_on, LAST_DAY)
    vague = status == "considered" or chance.happens(0.4)
    kind = chance.pick(("donation", "production", "integration", "training"))
    is_open = status in ("considered", "pledged")
    return Offer(
        id=ground.ids.new("C", owner),
        owner=owner,
        title=f"{item.name}, {_WORDS[status]}",
        kind=kind,
        start=status,
        made_on=made_on,
        item=item,
        told=Told.THOUGHT,
        stated_by=chance.pick(("nation", "press", "estimate")) if chance.happens(0.4) else "",
        quantity_text=doubtful(quantity, chance) if vague else number(quantity),
        value=value_of(item, quantity, owner, chance) if chance.happens(0.3) else "",
        to=_hoped_for(ground) if status == "considered" else (),
        later=_retirement(retired_on, chance.pick(_ENDINGS)) if chance.happens(0.08) else None,
        middle=(f'unit = "{item.unit}"' if chance.happens(0.3) else "",),
        end=(
            f"valid_until = {chance.day(date(2023, 7, 1), date(2024, 6, 30))}" if is_open and lapses else "",
        ),
    )


def _hoped_for(ground: Ground) -> tuple[str, ...]:
    """Give for whom a thought is: one receiver, or Ukraine and the group of its neighbours."""
    receivers = ground.coalition.receivers
    if len(receivers) > 1 and ground.chance.happens(0.2):
        return ("UKR", NEIGHBOURS_GROUP)
    return (ground.chance.pick(receivers),)


def _retirement(on: date, reason: str) -> Later:
    return Later(on=on, lines=(f"retired = {{on = {on}, reason = {quote(reason)}}}",))


_WORDS = {
    "considered": "under consideration",
    "pledged": "pledged in principle",
    "suspended": "suspended",
    "cancelled": "cancelled",
}
_ENDINGS = (
    "The idea was given up.",
    "Taken over by another nation with a better offer.",
    "The budget for it was cut.",
    "Answered by a record that replaces it.",
)
