"""What a head of delegation must know or do, in a handful of sentences: what asks for something comes first.

In: a reading and an outlook. Out: lines. Something is always said, and nothing that tells nobody anything.
"""

from collections.abc import Iterator, Sequence

from workbook.analysis.request_coverage import Met
from workbook.model.enums import DecisionStatus, Priority
from workbook.render.blocks import Line
from workbook.render.reading import Reading
from workbook.render.values import by_text, listed, sentence
from workbook.render.views.constraints import gift_text, queue_text, stock_line
from workbook.render.views.needs import drafts_of, has_arrived, open_needs, yet_to_say
from workbook.render.views.outlook import Outlook
from workbook.render.views.own import confirm_ids
from workbook.render.views.promises import Group
from workbook.render.views.results import decided_text, decisions_of
from workbook.render.views.speaking import touching
from workbook.render.views.undertakings import matter_text
from workbook.render.words import brief as words
from workbook.render.words import promises as promise_words
from workbook.render.words import speaking as speaking_words
from workbook.render.words.agenda import OVER
from workbook.render.words.standing import capability

MOST = 7
_MOST_NAMED = 3
_MOST_DECIDED = 3


def shortlist(reading: Reading, told: Outlook) -> tuple[Line, ...]:
    """Sum up a brief, the gravest first."""
    found = [
        *_to_do(reading, told),
        *_on_agenda(reading, told),
        *_matters(reading, told, Group.LATE),
        *_limits(reading, told),
        *_needs(reading, told),
        *_matters(reading, told, Group.OPEN),
    ]
    sure = [one for one in told.gifts if one.is_sure]
    if sure:
        # What could be given is never left out: it is what the meeting is for.
        found.insert(min(len(found), MOST - 1), Line(text=sentence(gift_text(reading, sure[0]))))
    elif not told.gifts:
        found.append(Line(text=_asks_nothing(reading, told.nation)))
    return tuple(found[:MOST])


def _to_do(reading: Reading, told: Outlook) -> Iterator[Line]:
    """Say what is overdue or soon due, what lapsed, and what waits for the delegation's word."""
    for found, said in ((told.overdue, words.overdue), (told.due_soon, words.due_soon)):
        if found:
            first = found[0]
            text = said(len(found), first.data.text.rstrip("."), by_text(first.data.due))
            yield reading.line(text, first, cited=False)
    yield from _matters(reading, told, Group.LAPSED)
    confirm = confirm_ids(reading, told.nation)
    if confirm:
        yield Line(text=words.unconfirmed(listed(confirm, _MOST_NAMED), len(confirm)))
    drafts = drafts_of(reading, told.nation)
    if drafts and not told.needs:
        yield Line(text=promise_words.drafts(drafts))


def _on_agenda(reading: Reading, told: Outlook) -> Iterator[Line]:
    """Say what the delegation leads, what is to be decided, and else where its own position comes up.

    Once the meeting is over, say what it decided.
    """
    meeting = told.agenda.meeting
    if meeting.data.date.is_over(told.today):
        adopted = [one for one in decisions_of(reading, meeting) if one.data.status is DecisionStatus.ADOPTED]
        yield Line(text=words.over(decided_text(adopted, _MOST_DECIDED)) if adopted else OVER)
        return
    leads = told.agenda.led_by(told.nation)
    settles = told.agenda.to_settle()
    if leads:
        yield Line(text=speaking_words.leads(_items(leads), is_decided=leads == settles))
    if settles and leads != settles:
        yield Line(text=speaking_words.settles(_items(settles)))
    touched = touching(reading, told.agenda, told.nation)
    if touched and not leads and not settles:
        yield Line(text=speaking_words.comes_up(_items(touched)))


def _matters(reading: Reading, told: Outlook, group: Group) -> Iterator[Line]:
    """Tell the first of a group of matters, on either side, and how many there are."""
    for promises, heads, is_given in (
        (told.given, _GIVEN, True),
        (told.received, _RECEIVED, False),
    ):
        matters = promises.of(group)
        if not matters or (group is Group.OPEN and is_given):
            continue
        text = matter_text(reading, matters[0], told.today, is_given=is_given)
        soon = sum(one.is_soon for one in matters)
        if group is not Group.LAPSED or len(matters) > 1:
            text = words.first_of(
                promise_words.of_them_soon(heads[group](len(matters)), soon), text, len(matters)
            )
        yield reading.line(text, matters[0].commitment, cited=False)


def _limits(reading: Reading, told: Outlook) -> Iterator[Line]:
    bare = [one for one in told.thresholds if one.is_trouble]
    if bare:
        yield stock_line(reading, bare[0], len(bare) - 1)
    if told.strains:
        yield Line(text=sentence(queue_text(reading, told.strains[0])))


def _needs(reading: Reading, told: Outlook) -> Iterator[Line]:
    """Say how many critical needs of its own nothing meets."""
    if not told.needs and not told.given.commitments and not drafts_of(reading, told.nation):
        if touching(reading, told.agenda, told.nation):
            yield Line(text=words.NO_REQUEST)
        return
    critical = [one for one in told.needs if one.priority is Priority.CRITICAL]
    bare = [one for one in critical if one.met is Met.NOTHING and not has_arrived(one)]
    if bare:
        names = dict.fromkeys(
            reading.item(one.item) if one.item or not one.capability else capability(one.capability)
            for one in bare
        )
        yield Line(text=words.critical(len(bare), len(critical), listed(list(names), _MOST_NAMED)))


def _items(names: Sequence[str]) -> str:
    return listed(names, _MOST_NAMED)


def _asks_nothing(reading: Reading, nation: str) -> str:
    return words.meets_nothing(open_needs(reading, nation), yet_to_say(reading, nation))


_GIVEN = {Group.LAPSED: promise_words.given_lapsed, Group.LATE: promise_words.given_late}
_RECEIVED = {
    Group.LAPSED: promise_words.received_lapsed,
    Group.LATE: promise_words.received_late,
    Group.OPEN: promise_words.received_open,
}
