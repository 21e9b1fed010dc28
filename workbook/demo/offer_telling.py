"""What stands around an offer's figures: sources that state them, notes, terms, tags, a human comment.

In: an offer as drawn. Out: its `Telling`. What a source says agrees with the record as it stood when the
source appeared; where a figure is held back from some readers, no source tells it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workbook.demo.chance import Chance
from workbook.demo.offer import Offer, Told
from workbook.demo.offer_remarks import (
    CHANNELS,
    COMMENTS,
    FUND_NOTES,
    MIRROR_NOTES,
    PACKAGE_NOTES,
    PARTY_NOTES,
    SEASON_TAGS,
    SERVICE_TERMS,
    STATUS_NOTES,
    TERMS,
    note_pools,
)
from workbook.demo.sources import PRESS, Citation, Telling, cite, filled, read_out, several, words_of
from workbook.demo.story import LAST_DAY, MEETING_ON, place_of
from workbook.demo.text import listed, number, quote
from workbook.demo.wording import (
    amount,
    dated,
    goods,
    joined,
    ministry,
    month_words,
    nation_words,
    sentence,
    worth,
)

_GIVEN = (
    "{giver} gives {to} {amount}{due}.",
    "{amount} for {to}{due}.",
    "{giver} is to hand over {amount} to {to}{due}.",
    "The government agreed to a donation of {amount} to {to}{due}.",
    "{to} is to receive {amount} from {giver}{due}.",
    "Announces {amount} for {to}{due}.",
    "{amount} go to {to}{due}, free of charge.",
    "New support of {giver} for {to}: {amount}{due}.",
)
_MADE = (
    "{giver} has {amount} made for {to}{due}.",
    "{amount} from new production for {to}{due}.",
    "{giver} orders {amount} from its industry, to be sent to {to}{due}.",
    "New production for {to}: {amount}{due}.",
    "Industry of {giver} is to make {amount} for {to}{due}.",
)
_SERVED = (
    "{giver} offers {to} {amount}{due}.",
    "{amount} for {to}, in workshops and schools of {giver}{due}.",
    "{giver} makes room for {to}: {amount}{due}.",
)
_SAID = {
    "considered": (
        "{giver} is looking at {amount}{dest}; nothing is decided.",
        "Staff of {giver} study whether {amount} could be spared{dest}.",
        "Being weighed in the capital: {amount}{dest}.",
    ),
    "pledged": (
        "{giver} means to provide {amount}{dest}; the authority is still to come.",
        "Stated intent of {giver}: {amount}{dest}.",
        "{giver} told partners that it would provide {amount}{dest}.",
    ),
    "suspended": (
        "The transfer of {amount} is on hold until further notice.",
        "{giver} holds back {amount} for now.",
    ),
    "cancelled": (
        "The offer of {amount} no longer stands.",
        "{giver} withdraws its offer of {amount}.",
    ),
}
_ROLES = {
    "package": (
        "The package of {giver} is worth {value}.",
        "{giver} puts the value of the whole package at {value}.",
        "Support worth {value}, as one package.",
    ),
    "mirror": (
        "{amount} for {to}, as reported by a partner.",
        "A partner gave notice of {amount} for {to}.",
        "The regional table lists {amount} for {to}.",
    ),
    "contribution": (
        "{giver} pays {value} into the fund.",
        "Contribution of {giver} to the fund: {value}.",
        "{value} of {giver} for the fund, as told to the board.",
    ),
    "party": (
        "{giver} takes {amount} of the joint purchase.",
        "Share of {giver} in the joint purchase: {amount}.",
        "{giver} joins the purchase with {amount}.",
    ),
}
_VALUES = (
    " The value is put at {value}.",
    " Value: {value}.",
    " Worth {value} at the price of replacement.",
    " The budget line is {value}.",
)
_TITLES = {
    "donation": (
        "Press release on support for {to}",
        "Press release on {goods}",
        "Cabinet decision on military support",
        "Letter of offer, {goods}",
        "Statement on the {month} tranche",
        "Answer to a question in parliament, {month}",
    ),
    "production": (
        "Notice of contract for {goods}",
        "Press release on new production",
        "Statement on orders for {to}",
        "Industry bulletin, {month}",
    ),
    "funding": ("Letter to the board of the fund", "Budget decision, {month}", "Notice of contribution"),
    "procurement": ("Declaration of accession", "Letter of intent on the joint purchase"),
}
_OTHER_TITLES = ("Letter of offer, {goods}", "Note of the logistics staff, {month}", "Statement, {month}")
_PRESS_TITLES = ("{goods} for {to}, report says", "Report on support, {month}", "What {giver} is sending")
_ESTIMATE_TITLES = ("Estimate from the support tables, {month}", "Count of public pledges, {month}")
_ESTIMATOR = "Planning cell of the coalition"
_AT_TABLE = (
    "{giver} told the meeting of {amount} for {to}.",
    "At the table {giver} offered {amount} for {to}.",
    "Noted from {giver}: {amount} for {to}.",
)
_DELIVERED = (
    "Lot {lot}, {amount}, handed over by {day}.",
    "Handed over: {amount}, lot {lot}, complete on {day}.",
    "The hub took in lot {lot} with {amount}; last load on {day}.",
)
_RAISED = (
    "{giver} adds {more}, which makes {amount} in all.",
    "The offer grows by {more} to {amount}.",
    "With {more} on top, the offer stands at {amount}.",
)
_NOTES_OF_ROLE = {
    "package": PACKAGE_NOTES,
    "mirror": MIRROR_NOTES,
    "contribution": FUND_NOTES,
    "party": PARTY_NOTES,
}
_NOTED = 0.65


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """An offer in words; `amount` and `value` as it first stood, without figures where they are held back."""

    giver: str
    to: str
    goods: str
    amount: str
    value: str
    due: str
    month: str

    @property
    def slots(self) -> dict[str, str]:
        """The words by the names that templates use."""
        return {
            "giver": self.giver,
            "to": self.to or "partners",
            "dest": f" for {self.to}" if self.to else "",
            "goods": self.goods,
            "amount": self.amount,
            "value": self.value,
            "due": self.due,
            "month": self.month,
        }


def telling_of(offer: Offer) -> Telling:
    """Draw what stands around an offer."""
    chance = words_of(offer.id)
    facts = _facts(offer, chance)
    return Telling(
        comment=chance.pick(COMMENTS) if chance.happens(0.2) else "",
        lines=(*_terms(offer, facts, chance), *_remarks(offer, facts, chance)),
        citations=tuple(sorted(_citations(offer, facts, chance), key=lambda one: one.on)),
    )


def _facts(offer: Offer, chance: Chance) -> _Facts:
    is_held = offer.holds_back
    item = offer.item
    words = ""
    if item is not None:
        told = '"undisclosed"' if is_held else offer.quantity_text or number(offer.quantity)
        words = amount(item, told)
    return _Facts(
        giver=nation_words(offer.owner),
        to=joined([nation_words(party) for party in offer.to]),
        goods=goods(item) if item else "",
        amount=words,
        value="" if is_held else worth(offer.value),
        due=_due(offer, chance),
        month=month_words(offer.made_on),
    )


def _due(offer: Offer, chance: Chance) -> str:
    if not offer.lots or chance.happens(0.3):
        return ""
    last = month_words(offer.lots[-1].last)
    if len(offer.lots) == 1:
        return f", by the end of {last}"
    return chance.pick((", the last of them by the end of {}", ", in several lots until {}")).format(last)


def _terms(offer: Offer, facts: _Facts, chance: Chance) -> Iterator[str]:
    if offer.told is not Told.GIFT or offer.item is None:
        return
    is_service = offer.item.kind == "service"
    yield f"via = {quote(chance.pick(CHANNELS))}" if not is_service and chance.happens(0.25) else ""
    pool = SERVICE_TERMS if is_service else TERMS
    yield f"terms = {quote(_said(pool, facts, chance))}" if chance.happens(0.2) else ""


def _remarks(offer: Offer, facts: _Facts, chance: Chance) -> Iterator[str]:
    text = _note(offer, facts, chance)
    yield f"notes = {quote(text)}" if text else ""
    tags = [offer.item.capability] if offer.item and chance.happens(0.2) else []
    tags += [chance.pick(SEASON_TAGS)] if chance.happens(0.2) else []
    yield f"tags = {listed(tags)}" if tags else ""


def _note(offer: Offer, facts: _Facts, chance: Chance) -> str:
    if offer.told in _NOTES_OF_ROLE:
        return _said(_NOTES_OF_ROLE[offer.told], facts, chance) if chance.happens(0.7) else ""
    if offer.told is Told.THOUGHT:
        return _said(STATUS_NOTES[offer.start], facts, chance) if chance.happens(_NOTED) else ""
    if offer.meets and not offer.is_public and chance.happens(0.04):
        return f"Where it is handed over stands in {offer.meets[0].need.id}."
    if offer.item is None or not chance.happens(_NOTED):
        return ""
    pools = chance.some(note_pools(offer.item.kind), chance.pick((1, 1, 2, 2, 3)))
    return several(pools, chance, **facts.slots)


def _said(templates: Sequence[str], facts: _Facts, chance: Chance) -> str:
    return sentence(filled(templates, chance, **facts.slots))


def _citations(offer: Offer, facts: _Facts, chance: Chance) -> Iterator[Citation]:
    """Give the source of the offer, then those of what came later."""
    if chance.happens(0.93):
        yield _first(offer, facts, chance)
    meeting = place_of(MEETING_ON.get(offer.made_on, ""))
    if meeting and facts.amount and facts.to:
        yield read_out(meeting, offer.made_on, _said(_AT_TABLE, facts, chance))
    if not offer.holds_back:
        yield from _later(offer, facts, chance)


def _first(offer: Offer, facts: _Facts, chance: Chance) -> Citation:
    publisher, titles = ministry(offer.owner), _TITLES.get(offer.kind, _OTHER_TITLES)
    if offer.stated_by == "press":
        publisher, titles = chance.pick(PRESS), _PRESS_TITLES
    elif offer.stated_by == "estimate":
        publisher, titles = _ESTIMATOR, _ESTIMATE_TITLES
    if not facts.goods:
        titles = tuple(title for title in titles if "{goods}" not in title) or ("Statement, {month}",)
    on = offer.announced_on or offer.made_on + timedelta(days=chance.pick((0, 0, 0, 1, 2, 5)))
    title = _said(titles, facts, chance)
    return cite(title, publisher, on, _says(offer, facts, chance), chance)


def _says(offer: Offer, facts: _Facts, chance: Chance) -> str:
    if offer.told in _ROLES:
        return _said(_ROLES[offer.told], facts, chance)
    if offer.told is Told.THOUGHT:
        says = _said(_SAID[offer.start], facts, chance)
    elif offer.kind == "production":
        says = _said(_MADE, facts, chance)
    else:
        says = _said(_GIVEN if offer.kind == "donation" else _SERVED, facts, chance)
    if facts.value and chance.happens(0.6):
        says += filled(_VALUES, chance, value=facts.value)
    return says


def _later(offer: Offer, facts: _Facts, chance: Chance) -> Iterator[Citation]:
    """Give the sources of a raised quantity, and of some lots that arrived."""
    item, raised = offer.item, offer.raised
    if item is None:
        return
    if raised is not None:
        slots = {
            **facts.slots,
            "more": amount(item, number(raised.lot.quantity)),
            "amount": f"{offer.quantity + raised.lot.quantity:,}",
        }
        says = sentence(filled(_RAISED, chance, **slots))
        yield cite("Letter on the further lot", ministry(offer.owner), raised.on, says, chance)
    for lot in offer.lots:
        if lot.done_on is not None and lot.done_on <= LAST_DAY and chance.happens(0.26):
            yield _delivery(offer, amount(item, number(lot.quantity)), lot.name, lot.done_on, chance)


def _delivery(offer: Offer, words: str, lot: str, done_on: date, chance: Chance) -> Citation:
    says = sentence(filled(_DELIVERED, chance, lot=lot, amount=words, day=dated(done_on)))
    publisher = chance.pick((ministry(offer.owner), "Logistics cell of the coalition", "Transfer hub"))
    return cite(f"Delivery report, lot {lot}", publisher, done_on, says, chance)
