"""What stands around acceptances, stocks and capacities: who wrote them down, and what to know of them.

In: figures as they stand in the record. Out: `Telling`s.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from workbook.demo.catalogue import DemoItem
from workbook.demo.chance import Chance
from workbook.demo.sources import Citation, Telling, cite, filled, words_of
from workbook.demo.story import LAST_DAY
from workbook.demo.text import quote
from workbook.demo.wording import amount, dated, goods, ministry, month_words, nation_words, sentence

_ACCEPTED = (
    "{taker} takes {amount} from {giver}.",
    "{taker} accepts {amount} offered by {giver}.",
    "Accepted with thanks: {amount} from {giver}.",
    "{giver} is told that {taker} takes {amount}.",
    "Agreed between the staffs: {amount} go from {giver} to {taker}.",
)
_ACCEPTED_TITLES = (
    "Letter of acceptance",
    "Letter of acceptance, {goods}",
    "Answer to the offer of {month}",
    "Exchange of letters, {month}",
    "Note of the logistics staff, {month}",
)
_TAKING_NOTES = (
    "The depot counts on arrival; the figure here is what was agreed.",
    "Taken for the units named in the request; the rest stays with the giver.",
    "A team of {n} inspects before loading.",
    "Storage is ready; trucks wait for {n} days' notice.",
    "Taken on the terms of the offer; the end-use certificate is signed.",
    "The units were told to expect it from {autumn} on.",
    "Damaged pieces, if any, are settled between the depots.",
    "To be counted again when the last load is in.",
    "Papers in two languages were exchanged.",
    "Customs cleared it ahead; no fee is due.",
    "Receipt is signed at the depot and sent to the giver within {n} days.",
    "Spares go to the workshop, the rest to the units.",
    "The liaison team at the hub signs for us.",
    "Goes to the depot first; what the units get is decided there.",
)
_ARRIVED = (
    "{count} taken in as lot {lot} on {day}, without defects.",
    "Lot {lot} is complete with {count}; signed for on {day}.",
    "Count at the depot on {day}: {count} in lot {lot}.",
    "{count} arrived with lot {lot}; papers complete on {day}.",
)
_ROLE_NOTES = {
    "origin": (
        "Leave to pass it on, as long as the user stays the same.",
        "Leave was given under the usual conditions on end use.",
        "Checked against the original contract; no objection.",
    ),
    "financier": (
        "Paid from this year's budget, after the invoice.",
        "Our part is paid in {n} instalments.",
        "Agreed by exchange of letters between the treasuries.",
    ),
    "stock-owner": (
        "The stock is ours; the giver only arranges the transport.",
        "Released from our depot; to be refilled by {autumn}.",
        "Agreed between the depots; the loading list is ours.",
    ),
}
_ROLE_SAYS = {
    "origin": "{taker} gives {giver} leave to pass on {goods}.",
    "financier": "{taker} pays its part of what {giver} sends.",
    "stock-owner": "{taker} lets {giver} send {goods} from its stock.",
}
_COUNTS = (
    "{owner} held {amount} on the day of the count.",
    "Count of all depots: {amount}.",
    "{amount} fit for use; those under repair are not counted.",
    "The books and the count agree on {amount}.",
    "Stock of {owner}: {amount}.",
)
_COUNT_TITLES = ("Stock report, {month}", "Return of the depots, {month}", "Quarterly count, {month}")
_STOCK_NOTES = (
    "Spread over {n} depots; the minimum is that of the defence plan.",
    "Older lots are used for training and not counted.",
    "The minimum was set for {n} weeks of use and is under review.",
    "What could be given is packed and can leave within {n} days.",
    "Refilling depends on the works; the next lot is promised for {autumn}.",
    "About one in {n} needs an overhaul before it can leave.",
    "Counted by hand at two depots, by the books elsewhere.",
    "The reserve of the territorial units is not in the figure.",
    "Shelf life ends for a part of it next year, so that part goes first.",
    "The next count is planned for {autumn}.",
)
_RATE_SAYS = (
    "The works can {activity} {amount} a month.",
    "Output of {amount} a month, as told to the ministry.",
    "Rate of the line: {amount} a month.",
)
_RATE_TITLES = ("Survey of industry, {month}", "Letter of the works, {month}", "Industry day, {month}")
_CAPACITY_NOTES = (
    "The rate holds with two shifts; a third needs {n} months of training.",
    "A second line is planned, which would add a half from {autumn} on.",
    "National orders take about a third of it; the rest is open to partners.",
    "Ordered tools arrive in {autumn}; until then the rate stays as it is.",
    "Orders need {n} weeks' notice, and material from the buyer.",
    "Open to all partners; places are given in the order of contracts.",
    "Held back by staff rather than by machines.",
    "The line was idle for years and has run again for {n} months.",
    "Quality tests take {n} days of each month and are in the rate.",
)


Arrival = tuple[str, str, date]
"""A lot that came: its name, its quantity as TOML, the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """An acceptance as far as words tell it; `arrived` is the first lot that came."""

    id: str
    owner: str
    giver: str
    item: DemoItem | None
    quantity: str
    on: date
    role: str = ""
    arrived: Arrival | None = None


def acceptance_telling(taken: Taken) -> Telling:
    """Draw what stands around an acceptance, by a recipient or in another role."""
    chance = words_of(taken.id)
    pool = _ROLE_NOTES.get(taken.role, _TAKING_NOTES)
    notes = filled(pool, chance) if chance.happens(0.75) else ""
    return Telling(
        comment="Counted on arrival." if chance.happens(0.05) else "",
        lines=(f"notes = {quote(notes)}",) if notes else (),
        citations=tuple(_acceptance_citations(taken, chance)),
    )


def _acceptance_citations(taken: Taken, chance: Chance) -> Iterator[Citation]:
    if taken.item is None:
        return
    words = {
        "taker": nation_words(taken.owner),
        "giver": nation_words(taken.giver),
        "goods": goods(taken.item),
        "month": month_words(taken.on),
    }
    if chance.happens(0.85):
        templates = (_ROLE_SAYS[taken.role],) if taken.role else _ACCEPTED
        what = amount(taken.item, taken.quantity) if taken.quantity else ""
        says = sentence(filled(templates, chance, amount=what, **words))
        title = filled(_ACCEPTED_TITLES, chance, **words)
        yield cite(title, ministry(taken.owner), taken.on, says, chance)
    if taken.arrived is not None and chance.happens(0.65):
        lot, count, day = taken.arrived
        told = amount(taken.item, count)
        says = sentence(filled(_ARRIVED, chance, count=told, lot=lot, day=dated(day)))
        yield cite(f"Receipt for lot {lot}", f"Central depot of {words['taker']}", day, says, chance)


def stock_telling(id: str, owner: str, item: DemoItem, holding: str, as_of: date) -> Telling:
    """Draw what stands around a stock; `holding` is TOML."""
    chance = words_of(id)
    lines = (f"notes = {quote(filled(_STOCK_NOTES, chance))}",) if chance.happens(0.75) else ()
    citations = []
    if chance.happens(0.85):
        says = filled(_COUNTS, chance, owner=nation_words(owner), amount=amount(item, holding))
        on = min(LAST_DAY, as_of + timedelta(days=chance.between(0, 6)))
        title = filled(_COUNT_TITLES, chance, month=month_words(as_of))
        office = chance.pick((ministry(owner), f"Logistics command of {nation_words(owner)}"))
        citations = [cite(title, office, on, sentence(says), chance)]
    return Telling(lines=lines, citations=tuple(citations))


def capacity_telling(id: str, owner: str, item: DemoItem, activity: str, per_month: str) -> Telling:
    """Draw what stands around a capacity; `per_month` is its first rate, as TOML."""
    chance = words_of(id)
    verb = "give" if activity == "train" else activity
    lines = (f"notes = {quote(filled(_CAPACITY_NOTES, chance))}",) if chance.happens(0.75) else ()
    says = sentence(filled(_RATE_SAYS, chance, activity=verb, amount=amount(item, per_month)))
    on = date(2022, 9, 1) - timedelta(days=chance.between(0, 25))
    title = filled(_RATE_TITLES, chance, month=month_words(on))
    citations = (cite(title, ministry(owner), on, says, chance),) if chance.happens(0.85) else ()
    return Telling(lines=lines, citations=citations)
