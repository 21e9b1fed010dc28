"""What stands around what nations do together: funds, joint purchases, meetings, and what comes of them.

In: words that the record already says. Out: lines of notes, and sources.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from workbook.demo.catalogue import ITEM
from workbook.demo.sources import Telling, cite, filled, read_out, source_tables, words_of
from workbook.demo.story import LAST_DAY
from workbook.demo.text import quote
from workbook.demo.wording import amount, joined, ministry, month_words, nation_words, sentence, worth

_FUND_NOTES = (
    "The board meets every {n} weeks; payments follow its list.",
    "Contributions are counted when the letter is in, not when they are announced.",
    "Open to further contributions until {autumn}; the split is agreed once a year.",
    "Goods bought from it go to the transfer hub and are recorded by the buyer.",
)
_FUND_SAYS = (
    "The fund stands at {value}, of which two thirds are meant for Ukraine.",
    "Contributions of {value} have been promised so far.",
    "The board counts {value} in all.",
)
_PURCHASE_NOTES = (
    "One contract for all parties; the lead nation signs for them.",
    "Option for the same quantity again, open for {n} months after signature.",
    "Inspection at the works is shared in turn; the reports go to all parties.",
    "Price fixed for {n} months, then bound to the price of steel.",
    "Material is bought by the works; an advance of a third was agreed.",
    "Further parties may join until {autumn}, with quantities of their own.",
)
_PURCHASE_SAYS = (
    "{parties} buy {amount} together.",
    "Joint purchase of {amount} by {parties}.",
    "{amount} for {parties}, under one contract.",
)
_STEPS = {
    "decision": (
        "Taken without a vote after the text was sent round {n} days before.",
        "One delegation asked for more time; the text was left as it was.",
        "The last words were changed at the table at the wish of two delegations.",
        "The secretariat sends the text to those who could not be present.",
    ),
    "action": (
        "The secretariat reminds {n} days before it is due.",
        "A form for the answer was sent with the record of the meeting.",
        "Two other delegations offered help.",
        "An interim answer is enough if the figures are not ready.",
    ),
    "report": (
        "The figures were checked by the planning staff before they were sent.",
        "A summary may be shown to all; the annex is for the secretariat.",
        "Two questions stay open and will be answered by {autumn}.",
        "The answer covers {n} works; one did not reply in time.",
    ),
    "proposal": (
        "Prepared with {n} other delegations, which comment on it in the usual way.",
        "A paper with figures by nation is to follow before the meeting.",
        "Costs stay where they fall; no common budget is asked for.",
    ),
    "review": (
        "Consistent with the guidance from the capital.",
        "Our own delivery plan is not touched by it.",
        "The legal service was asked and has no objection.",
    ),
    "agenda": (
        "Paper sent round {n} days before; speakers put their names down with the secretariat.",
        "Introduced by the chair; {n} minutes are kept for questions.",
        "Delegations bring their own figures, and leave out what they may not show.",
    ),
    "lesson": (
        "Collected by the secretariat from the round of questions after the meeting.",
        "Seen in {n} deliveries; others are asked to add theirs.",
        "To be looked at again when more deliveries are in.",
        "Shared with the schools and the depots.",
    ),
}
_PAPERS = {
    "decision": ("Record of decisions, {month}", "Summary of the chair, {month}"),
    "action": ("List of actions, {month}", "Summary of the chair, {month}"),
    "report": ("Letter to the secretariat, {month}", "Progress report, {month}"),
    "proposal": ("Non-paper, {month}", "Letter to the chair, {month}"),
    "review": ("Letter of the delegation, {month}",),
    "agenda": ("Annotated agenda, {month}", "Invitation of {month}"),
    "lesson": (
        "After-action review, {month}",
        "Round of questions, {month}",
        "Report of a workshop, {month}",
    ),
}


def fund_telling(id: str, owner: str, value: str, announced: date, told_on: date) -> Telling:
    """Draw what stands around a fund: its announcement, and a later word of the board."""
    chance = words_of(id)
    total = worth(value)
    first = f"{sentence(nation_words(owner))} opens a fund that is to hold {total}."
    later = filled(_FUND_SAYS, chance, value=total)
    return Telling(
        lines=(f"notes = {quote(filled(_FUND_NOTES, chance))}",),
        citations=(
            cite(f"Announcement of {month_words(announced)}", ministry(owner), announced, first, chance),
            cite("Statement of the board", "Board of the fund", told_on, later, chance),
        ),
    )


def purchase_telling(
    id: str, lead: str, item: str, quantity: str, parties: Sequence[str], dates: tuple[date, date]
) -> Telling:
    """Draw what stands around a joint purchase: the agreement of the parties, then the contract."""
    chance = words_of(id)
    agreed_on, contract_on = dates
    what = amount(ITEM[item], quantity)
    names = joined([nation_words(party) for party in parties])
    says = sentence(filled(_PURCHASE_SAYS, chance, parties=names, amount=what))
    signed = f"Contract for {what}, signed by {nation_words(lead)} for all parties."
    note = filled(_PURCHASE_NOTES, chance)
    citations = [cite("Agreement of the parties", ministry(lead), agreed_on, says, chance)]
    if contract_on <= LAST_DAY:
        citations.append(cite("Notice of contract", ministry(lead), contract_on, signed, chance))
    return Telling(lines=(f"notes = {quote(note)}",), citations=tuple(citations))


def step_telling(what: str, id: str, says: str, on: date, owner: str = "", note: float = 0.6) -> Telling:
    """Draw what stands around a record of a meeting or a word of a nation; `says` is its own text."""
    chance = words_of(id)
    lines = (f"notes = {quote(filled(_STEPS[what], chance))}",) if chance.happens(note) else ()
    if not chance.happens(0.8):
        return Telling(lines=lines)
    title = filled(_PAPERS[what], chance, month=month_words(on))
    publisher = ministry(owner) if owner else "Secretariat"
    source = cite(title, publisher, on, says, chance)
    return Telling(lines=lines, citations=(source,))


def meeting_telling(id: str, place: str, day: date, nations: int) -> Telling:
    """Draw the sources of a meeting: the invitation and the read-out."""
    chance = words_of(id)
    invited = f"Invites to {place}; at least {nations - 2} nations are expected."
    held = f"Held with {nations} nations. Needs, production limits and joint purchases were discussed."
    return Telling(
        lines=(
            'notes = """\nDelegations bring the figures that they may show.\nA room for talks between two '
            'delegations is kept free all day.\nPapers are sent round by the secretariat.\n"""',
        ),
        citations=(
            cite("Invitation", "Secretariat", day - timedelta(days=40), invited, chance),
            read_out(place, day, held),
        ),
    )


def with_telling(
    telling: Telling, fields: Sequence[str], day: date = LAST_DAY
) -> tuple[list[str], list[str]]:
    """Give the fields with the notes behind them, and the tables of sources there on a day."""
    return [*fields, *telling.lines], source_tables(telling.citations, day)
