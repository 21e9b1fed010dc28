"""Words of the register: every record in tables, kind by kind."""

from workbook.model.enums import ActionStatus, Activity, LessonKind, Taken, WaiverStatus
from workbook.model.kind import Kind
from workbook.model.speech import counted, say

TITLE = say("Register")
SHORT = say("At a glance")
NOTHING = say("Nothing of what the register holds is released to the readers of this paper.")
SOURCES = say("The sources of a figure stand in its record: workbook show RECORD.")
HEADINGS = {
    Kind.COMMITMENT: say("Commitments"),
    Kind.REQUEST: say("Requests"),
    Kind.ACCEPTANCE: say("Acceptances"),
    Kind.STOCK: say("Stocks"),
    Kind.CAPACITY: say("Capacities"),
    Kind.PROCUREMENT: say("Joint purchases"),
    Kind.FUND: say("Funds"),
    Kind.PROPOSAL: say("Proposals"),
    Kind.DECISION: say("Decisions"),
    Kind.ACTION: say("Actions"),
    Kind.LESSON: say("Lessons and statements"),
}
RECORD, NATION, NOTE, STATUS = say("Record"), say("Nation"), say("Note"), say("Status")
WHAT, ITEM, QUANTITY, VALUE = say("What"), say("Item"), say("Quantity"), say("Value")
COMMITMENT = (RECORD, NATION, WHAT, QUANTITY, VALUE, say("For"), STATUS, say("Delivered by"), NOTE)
REQUEST = (RECORD, NATION, WHAT, QUANTITY, say("Priority"), say("Needed by"), STATUS, NOTE)
ACCEPTANCE = (
    RECORD,
    NATION,
    say("Takes up"),
    say("For request"),
    QUANTITY,
    VALUE,
    say("On"),
    say("Arrived"),
    NOTE,
)
STOCK = (
    RECORD,
    NATION,
    ITEM,
    say("Held"),
    say("Minimum"),
    say("Could be given"),
    say("As of"),
    say("Below minimum"),
    NOTE,
)
CAPACITY = (RECORD, NATION, ITEM, say("Activity"), say("Works"), say("Each month"), say("Limited by"), NOTE)
PROCUREMENT = (
    RECORD,
    say("Led by"),
    WHAT,
    QUANTITY,
    VALUE,
    say("With"),
    say("Works"),
    STATUS,
    say("Contract"),
    NOTE,
)
FUND = (RECORD, NATION, WHAT, say("Total"), say("For"), STATUS, say("Announced"), NOTE)
PROPOSAL = (RECORD, NATION, WHAT, say("For the meeting"), say("Opened"), say("Silence until"), NOTE)
DECISION = (RECORD, say("Decision"), say("Meeting"), STATUS, say("Taken"), say("On"), say("Binds"), NOTE)
ACTION = (RECORD, say("Action"), say("Owner"), say("Due"), STATUS, say("Meeting"), NOTE)
LESSON = (RECORD, NATION, say("Kind"), say("What was said or learned"), say("Recommended"), NOTE)
LESSONS = {
    LessonKind.BEST_PRACTICE: say("best practice"),
    LessonKind.LESSON_IDENTIFIED: say("lesson"),
    LessonKind.STATEMENT: say("statement"),
    LessonKind.CONSTRAINT: say("constraint"),
}
ACTIVITIES = {Activity.MAKE: say("makes"), Activity.REPAIR: say("repairs"), Activity.TRAIN: say("trains")}
ACTIONS = {
    ActionStatus.OPEN: say("open"),
    ActionStatus.DONE: say("done"),
    ActionStatus.DROPPED: say("dropped"),
}
HOW = {
    Taken.MEETING: say("at the meeting"),
    Taken.SILENCE: say("by silence"),
    Taken.CORRESPONDENCE: say("by correspondence"),
}
WAIVERS = {
    WaiverStatus.CONSIDERED: say("considered"),
    WaiverStatus.APPROVED: say("approved"),
    WaiverStatus.ENDED: say("ended"),
}
ALL_INVENTED = say("All of it is illustrative: invented for practice.")
UNKNOWN, UNDISCLOSED = say("unknown"), say("undisclosed")


def glance_columns(own: str) -> tuple[str, ...]:
    """Head the counts of records; `own` is the nation that a register is for, "" where it is for more."""
    of_own = say("Of {nation}", nation=own)
    return (say("Kind"), say("Records"), of_own, say("Of them unconfirmed"), say("Of them retired"))


def own_first(own: str) -> str:
    """Say where a nation finds its own records in its register."""
    return say("Where a kind is listed nation by nation, the records of {nation} come first.", nation=own)


def subtitle(number: int) -> str:
    """Count all records."""
    return counted(number, "One record, by kind", "{number} records, by kind")


def retired(when: str) -> str:
    """Mark what counts no more."""
    return say("withdrawn {when}", when=when)


def with_item(title: str, item: str) -> str:
    """Tell of which item it is."""
    return say("{title} ({item})", title=title, item=item)


def part(party: str, part_: str) -> str:
    """Tell who has which part."""
    return say("{part} for {party}", party=party, part=part_) if part_ else party


def arrived(quantity: str, times: int) -> str:
    """Tell how many arrived."""
    return counted(times, "{quantity}", "{quantity} in {number} lots", quantity=quantity)


def rate(quantity: str, when: str) -> str:
    """Tell a rate and since when."""
    return say("{quantity} from {when}", quantity=quantity, when=when)
