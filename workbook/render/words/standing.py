"""Words and sentences about where one record stands, shared by the papers."""

import re

from workbook.model.enums import (
    Activity,
    DecisionStatus,
    LessonKind,
    Period,
    Priority,
    ProcurementStatus,
    RequestStatus,
    Status,
    Verdict,
    WaiverStatus,
)
from workbook.model.kind import Kind
from workbook.model.speech import counted, say

_RANGE = re.compile(r"\b(long|medium|short) range\b")
STATUS = {
    Status.CONSIDERED: say("considered"),
    Status.PLEDGED: say("pledged"),
    Status.COMMITTED: say("committed"),
    Status.CONTRACTED: say("under contract"),
    Status.DELIVERING: say("being delivered"),
    Status.DELIVERED: say("delivered"),
    Status.SUSPENDED: say("suspended"),
    Status.CANCELLED: say("cancelled"),
}
LESSON = {
    LessonKind.BEST_PRACTICE: say("Best practice"),
    LessonKind.LESSON_IDENTIFIED: say("Lesson"),
    LessonKind.STATEMENT: say("Statement"),
    LessonKind.CONSTRAINT: say("Constraint"),
}
PRIORITY = {
    Priority.CRITICAL: say("critical"),
    Priority.HIGH: say("high priority"),
    Priority.MEDIUM: say("medium priority"),
    Priority.LOW: say("low priority"),
}
REQUEST = {
    RequestStatus.DRAFT: say("still a draft"),
    RequestStatus.OPEN: say("open"),
    RequestStatus.WITHDRAWN: say("withdrawn"),
}
PERIOD = {
    Period.DAY: say("day"),
    Period.WEEK: say("week"),
    Period.MONTH: say("month"),
    Period.QUARTER: say("quarter"),
    Period.YEAR: say("year"),
}
PROCUREMENT = {
    ProcurementStatus.PROPOSED: say("proposed"),
    ProcurementStatus.AGREED: say("agreed"),
    ProcurementStatus.CONTRACTED: say("under contract"),
    ProcurementStatus.DELIVERING: say("being delivered"),
    ProcurementStatus.CLOSED: say("closed"),
    ProcurementStatus.CANCELLED: say("cancelled"),
}
DECISION = {
    DecisionStatus.PROPOSED: say("proposed"),
    DecisionStatus.ADOPTED: say("adopted"),
    DecisionStatus.DEFERRED: say("put off"),
    DecisionStatus.REJECTED: say("not agreed"),
}
VERDICT = {
    Verdict.APPROVE: say("approves"),
    Verdict.APPROVE_AD_REFERENDUM: say("approves, subject to its capital"),
    Verdict.RESERVE: say("reserves its position"),
    Verdict.OBJECT: say("objects"),
    Verdict.COMMENT: say("comments"),
}
ACTIVITY = {Activity.MAKE: say("makes"), Activity.REPAIR: say("repairs"), Activity.TRAIN: say("trains on")}
KIND = {kind: say(kind.value) for kind in Kind}
ITEMS = {
    "": say("an item that is not named"),
    "unknown": say("an item that is not yet known"),
    "undisclosed": say("an undisclosed item"),
}
PARTIES = {"unknown": say("a party not yet known"), "undisclosed": say("an undisclosed party")}
FIGURES = (say("the holding"), say("the minimum"))
THE_ITEM = say("the item")
NOTHING_YET = say("no need, offer or capacity is recorded yet")
NOT_DISCLOSED = say("not disclosed")
NOBODY = say("nobody named")


def with_article(name: str) -> str:
    """Set a name as English sets it inside a sentence."""
    return say("the {name}", name=name)


def group_of(name: str, number: int) -> str:
    """Name a group with how many belong to it."""
    return say("the {number} {name}", number=number, name=name)


def with_facts(name: str, facts: str) -> str:
    """Set facts in brackets behind a name."""
    return say("{name} ({facts})", name=name, facts=facts) if facts else name


def then_facts(name: str, facts: str) -> str:
    """Set facts behind a name or a sentence."""
    return say("{name}: {facts}", name=name, facts=facts) if facts else name


def record_of(kind: str, party: str) -> str:
    """Name a record that has no title."""
    return say("{kind} of {party}", kind=kind, party=party)


def retired(title: str, when: str) -> str:
    """Say that a record counts no more."""
    return say("{title}: withdrawn on {when}; it counts no more", title=title, when=when)


def statement(party: str, summary: str) -> str:
    """Tell what a nation said."""
    return say("{party}: {summary}", party=party, summary=summary)


def lesson(kind: str, party: str, summary: str) -> str:
    """Tell what was learned, and who brings it."""
    return say("{kind} from {party}: {summary}", kind=kind, party=party, summary=summary)


def fund(title: str, facts: str, parts: str) -> str:
    """Tell what a fund holds and for whom."""
    text = say("{title}: {facts}", title=title, facts=facts)
    return say("{text}; {parts}", text=text, parts=parts) if parts else text


def announced(when: str) -> str:
    """Tell since when it is public."""
    return say("announced {when}", when=when)


def part_for(party: str, part: str) -> str:
    """Tell which part is for whom."""
    return say("{part} for {party}", part=part, party=party).strip()


def commitment(party: str, title: str, facts: str) -> str:
    """Tell what a nation commits."""
    return then_facts(say("{party}, {title}", party=party, title=title), facts)


def capability(code: str) -> str:
    """Name a capability by its code: `air-defence` is air defence, `long-range-fires` long-range fires."""
    return _RANGE.sub(r"\1-range", code.replace("-", " "))


def quantity_of(quantity: str, item: str) -> str:
    """Join an amount and what it is of: a bare number counts pieces, a unit or a word of doubt is `of` it."""
    if quantity[-1:].isdigit():
        return say("{quantity} × {item}", quantity=quantity, item=item)
    if ", " in quantity:
        return say("{quantity}, of {item}", quantity=quantity, item=item)
    return say("{quantity} of {item}", quantity=quantity, item=item)


def to(parties: str) -> str:
    """Tell for whom."""
    return say("for {parties}", parties=parties)


def request(party: str, title: str, facts: str) -> str:
    """Tell what a nation asks for."""
    return then_facts(say("{party} asks for {title}", party=party, title=title), facts)


def draft_request(party: str) -> str:
    """Tell that a nation has yet to say what it asks for."""
    return say("{party} has not said yet what it will ask for", party=party)


def needed(when: str, *, is_overdue: bool) -> str:
    """Tell by when."""
    return say("overdue: needed {when}", when=when) if is_overdue else say("needed {when}", when=when)


def needed_by(when: str, *, is_overdue: bool) -> str:
    """Tell in a table by when something is needed: `by March 2023, overdue`."""
    return say("{when}, overdue", when=when) if when and is_overdue else when


def a_period(quantity: str, period: str) -> str:
    """Tell a recurring need."""
    return say("{quantity} a {period}", quantity=quantity, period=period)


def in_requests(figures: str, number: int, told: int) -> str:
    """Tell in how many requests a nation asks for something, where the figures do not show it."""
    if number <= told:
        return figures
    return counted(number, "{figures}", "{number} requests: {figures}", figures=figures)


def asked_for(asks: str) -> str:
    """Tell who asks for an item."""
    return say("asked for by {asks}", asks=asks)


def item(name: str, facts: str) -> str:
    """Tell where an item stands."""
    return say("{name}: {facts}", name=name, facts=facts)


def nothing_on(items: str) -> str:
    """Tell that nobody has recorded anything on some items."""
    return say("No need, offer or capacity is recorded yet for: {items}", items=items)


def sum_of(quantity: str, status: str) -> str:
    """Tell one sum and how firm it is."""
    return say("{quantity} {status}", quantity=quantity, status=status)


def status_sum(status: str, quantity: str) -> str:
    """Tell one sum behind the status it has."""
    return say("{status} {quantity}", status=status, quantity=quantity)


def firm(sums: str) -> str:
    """Tell sums that the authority of nations stands behind."""
    return say("firm: {sums}", sums=sums)


def not_firm(sums: str) -> str:
    """Tell sums that no authority stands behind."""
    return say("not firm: {sums}", sums=sums)


def unconfirmed(sums: str) -> str:
    """Tell sums that no nation has confirmed."""
    return say("unconfirmed: {sums}", sums=sums)


def made_by(makers: str) -> str:
    """Tell who makes it."""
    return say("made by {makers}", makers=makers)


def capacity(party: str, activity: str, item: str, rates: str) -> str:
    """Tell what a nation's industry can do."""
    text = say("{party} {activity} {item}", party=party, activity=activity, item=item)
    return say("{text}: {rates}", text=text, rates=rates) if rates else text


def rate(quantity: str, when: str) -> str:
    """Tell a monthly rate and since when."""
    return say("{quantity} a month from {when}", quantity=quantity, when=when)


def limited(by: str) -> str:
    """Tell what holds it back."""
    return say("limited by {by}", by=by)


def stock_title(party: str, item: str) -> str:
    """Name a stock."""
    return say("{party}, stock of {item}", party=party, item=item)


def stock(party: str, item: str, facts: str) -> str:
    """Tell what a nation holds; in its own brief it is not named."""
    name = stock_title(party, item) if party else item
    return then_facts(name, facts)


def holding(quantity: str) -> str:
    """Tell what is held."""
    return say("{quantity} held", quantity=quantity)


def minimum(quantity: str) -> str:
    """Tell the threshold."""
    return say("minimum {quantity}", quantity=quantity)


def releasable(quantity: str) -> str:
    """Tell what could be given."""
    return say("{quantity} could be given", quantity=quantity)


def as_of(when: str) -> str:
    """Tell the day of a count."""
    return say("as of {when}", when=when)


def not_disclosed(figures: str, number: int) -> str:
    """Tell which figures a nation keeps to itself."""
    return counted(number, "{figures} is not disclosed.", "{figures} are not disclosed.", figures=figures)


def waiver(party: str, status: WaiverStatus, until: str, reason: str) -> str:
    """Tell that a stock may fall below its minimum."""
    phrases = {
        WaiverStatus.CONSIDERED: say("{party} considers going below its stock minimum", party=party),
        WaiverStatus.APPROVED: say("{party} has leave to go below its stock minimum", party=party),
        WaiverStatus.ENDED: say("{party} no longer has leave to go below its stock minimum", party=party),
    }
    text = phrases[status]
    if until:
        text = say("{text} until {until}", text=text, until=until)
    return say("{text}. Reason given: {reason}", text=text, reason=reason) if reason else text


def procurement(title: str, party: str, facts: str) -> str:
    """Tell a joint purchase."""
    return then_facts(say("{title}, led by {party}", title=title, party=party), facts)


def with_parties(parties: str) -> str:
    """Tell who buys together."""
    return say("with {parties}", parties=parties)


def decision(text: str, status: str) -> str:
    """Tell a decision and what became of it."""
    return say("Decision, {status}: {text}", status=status, text=text)


def proposal(party: str, title: str, purpose: str) -> str:
    """Tell what a nation proposes."""
    text = say("{party} proposes: {title}", party=party, title=title)
    return say("{text}. {purpose}", text=text, purpose=purpose) if purpose else text


def review(party: str, verdict: str, text: str) -> str:
    """Tell a nation's verdict."""
    said = say("{party} {verdict}", party=party, verdict=verdict)
    return say("{said}: {text}", said=said, text=text) if text else said


def not_released(number: int) -> str:
    """Tell that an item is about more than is shown; hidden and missing alike."""
    return counted(
        number,
        "It also concerns one record that is not released to the readers of this paper",
        "It also concerns {number} records that are not released to the readers of this paper",
    )
