"""What stands around a request: the letter that states it, how it was reckoned, what is known of its use.

In: what is asked for. Out: its `Telling`. Nobody is named but offices.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from workbook.demo.catalogue import DemoItem
from workbook.demo.chance import Chance
from workbook.demo.sources import Citation, Telling, cite, filled, read_out, several, words_of
from workbook.demo.story import MEETING_ON, place_of
from workbook.demo.text import listed, quote
from workbook.demo.wording import amount, goods, ministry, month_words, nation_words, sentence

_TITLES = (
    "Letter of need, {month}",
    "Table of needs, {month}",
    "Request for support: {goods}",
    "Letter to the secretariat, {month}",
    "Note verbale on {goods}",
    "Planning table of the armed forces, {month}",
    "Answer to the questionnaire of {month}",
)
_SAYS = (
    "{owner} asks for {amount} {purpose}.",
    "Needed {purpose}: {amount}.",
    "{amount} {purpose}, as soon as they can be had.",
    "The armed forces of {owner} lack {amount} {purpose}.",
    "Asks partners for {amount} {purpose}.",
    "{owner} states a need for {amount} {purpose}.",
    "Line of the table: {amount} {purpose}.",
)
_NOTED = (
    "{owner} asked for {amount} {purpose}; to be confirmed in writing.",
    "Noted at the table from {owner}: {amount} {purpose}.",
    "{owner} said that it needs {amount} {purpose}.",
)
_RECKONED = (
    "Reckoned for {n} battalions at the usual scale of issue.",
    "Based on the use of the last {n} months.",
    "The figure covers losses and one set in reserve for every {n}.",
    "Taken from the staff's planning table; a part for training is in it.",
    "The first third would already help; the rest may come by {autumn}.",
    "Fewer would do if the spares come with them.",
    "The number follows the crews that will be trained by {autumn}.",
    "The need is for {n} months and will be looked at again after that.",
    "National funds cover a part; this is what is left.",
    "The staff checked it against the stocks of all depots.",
    "Includes {n} per cent for transport losses and trials.",
)
_HANDLING = (
    "Delivery to the central depot; smaller lots are welcome.",
    "Storage is ready for half of it, and for the whole {n} weeks after notice.",
    "Substitutes need a trial of {n} days before they are taken.",
    "Delivery by rail only; the road is closed in winter.",
    "Packed for hand loading, as there are few forklifts at the depot.",
    "Two donors can share it, if the types are the same.",
    "Can be taken over at any border crossing with customs open all day.",
)
_FOR_SYSTEMS = (
    "Users can be sent for training from {autumn} on.",
    "Older models are fine if their manuals are in English.",
    "Mechanics know the type; no training is needed.",
    "The bridges on the way carry no more than {n}0 tonnes.",
    "Maintenance is done at home; tools are lacking.",
    "Spares for the first {n} months should come with it.",
)
_FOR_SERVICES = (
    "Places are needed in blocks of {n} weeks, between rotations.",
    "Interpreters can be sent along.",
    "From {autumn} on, more could be used.",
    "Near the border if possible, so that units are away for {n} days at most.",
)
_COMMENTS = (
    "As said at the table; the staff will confirm the figure in writing.",
    "Replaces the line in the old table.",
    "The need date is the last that helps, not the best.",
    "Asked for again: the first letter was lost.",
    "Split from a larger request so that parts can be met.",
    "Priority as set by the general staff.",
)
_TAGS = ("winter", "spring", "reserve", "training", "replacement", "region", "bridge-plan", "autumn-review")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as far as words tell it; `quantity` is TOML, "" where only a capability is asked for."""

    id: str
    owner: str
    item: DemoItem
    quantity: str
    period: str
    purpose: str
    raised_on: date
    recorded: bool


def request_telling(asked: Asked) -> Telling:
    """Draw what stands around a request."""
    chance = words_of(asked.id)
    return Telling(
        comment=chance.pick(_COMMENTS) if chance.happens(0.15) else "",
        lines=tuple(_lines(asked, chance)),
        citations=tuple(_citations(asked, chance)),
    )


def _lines(asked: Asked, chance: Chance) -> Iterator[str]:
    if chance.happens(0.8):
        pools = chance.some(_pools(asked.item.kind), chance.pick((1, 1, 2)))
        yield f"notes = {quote(several(pools, chance))}"
    tags = [asked.item.capability] if chance.happens(0.15) else []
    tags += [chance.pick(_TAGS)] if chance.happens(0.25) else []
    if tags:
        yield f"tags = {listed(tags)}"


def _pools(kind: str) -> tuple[tuple[str, ...], ...]:
    if kind == "service":
        return (_RECKONED, _FOR_SERVICES)
    return (_RECKONED, (*_HANDLING, *_FOR_SYSTEMS) if kind == "system" else _HANDLING)


def _citations(asked: Asked, chance: Chance) -> Iterator[Citation]:
    """Give the letter of the nation, or the note of the secretariat, and the read-out of the meeting."""
    meeting = place_of(MEETING_ON.get(asked.raised_on, ""))
    if asked.recorded:
        title = "Note of the secretariat" if not meeting else f"Note taken at the meeting in {meeting}"
        yield cite(title, "Secretariat", asked.raised_on, _told(asked, _NOTED, chance), chance)
    elif chance.happens(0.93):
        on = asked.raised_on - timedelta(days=chance.pick((0, 0, 0, 1, 2, 6)))
        title = filled(_TITLES, chance, month=month_words(on), goods=goods(asked.item))
        office = chance.pick((ministry(asked.owner), f"General staff of {nation_words(asked.owner)}"))
        yield cite(title, office, on, _told(asked, _SAYS, chance), chance)
    if meeting and not asked.recorded:
        yield read_out(meeting, asked.raised_on, _told(asked, _NOTED[1:], chance))


def _told(asked: Asked, templates: tuple[str, ...], chance: Chance) -> str:
    what = amount(asked.item, asked.quantity) if asked.quantity else f"support in {_capability(asked)}"
    if asked.period:
        what = f"{what} a {asked.period}"
    return sentence(
        filled(templates, chance, owner=nation_words(asked.owner), amount=what, purpose=asked.purpose)
    )


def _capability(asked: Asked) -> str:
    return asked.item.capability.replace("-", " ")
