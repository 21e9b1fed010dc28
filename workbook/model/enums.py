"""The closed lists of words that records choose from."""

from enum import StrEnum


class ItemKind(StrEnum):
    """What sort of thing an item is."""

    SYSTEM = "system"
    MUNITION = "munition"
    COMPONENT = "component"
    MATERIAL = "material"
    SERVICE = "service"


class Activity(StrEnum):
    """What a capacity does."""

    MAKE = "make"
    REPAIR = "repair"
    TRAIN = "train"


class CommitmentKind(StrEnum):
    """How a commitment helps."""

    DONATION = "donation"
    PRODUCTION = "production"
    PROCUREMENT = "procurement"
    FUNDING = "funding"
    SUSTAINMENT = "sustainment"
    TRAINING = "training"
    INTEGRATION = "integration"


class Status(StrEnum):
    """How firm a commitment is, from a thought to a delivery.

    Source: maps to IATI 2.03 transaction types 12 (pledge), 2 (commitment) and 3 (disbursement).
    """

    CONSIDERED = "considered"
    PLEDGED = "pledged"
    COMMITTED = "committed"
    CONTRACTED = "contracted"
    DELIVERING = "delivering"
    DELIVERED = "delivered"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"

    @property
    def is_firm(self) -> bool:
        """Whether it enters firm totals: the nation's authority stands behind it."""
        return self in _FIRM

    @property
    def is_open(self) -> bool:
        """Whether something is still to come of it."""
        return self in _OPEN


STATUS_STEPS = (
    Status.CONSIDERED,
    Status.PLEDGED,
    Status.COMMITTED,
    Status.CONTRACTED,
    Status.DELIVERING,
    Status.DELIVERED,
)
"""The way of a commitment from a thought to a delivery; suspended and cancelled lie aside of it."""

_FIRM = frozenset((Status.COMMITTED, Status.CONTRACTED, Status.DELIVERING, Status.DELIVERED))
_OPEN = frozenset((Status.CONSIDERED, Status.PLEDGED, Status.COMMITTED, Status.CONTRACTED, Status.DELIVERING))


class Condition(StrEnum):
    """The state of what is given."""

    NEW = "new"
    REFURBISHED = "refurbished"
    USED = "used"


class Instrument(StrEnum):
    """The financial form of a commitment."""

    IN_KIND = "in-kind"
    GRANT = "grant"
    LOAN = "loan"
    GUARANTEE = "guarantee"


class LotStatus(StrEnum):
    """Where a lot stands."""

    PLANNED = "planned"
    UNDER_WAY = "under-way"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


LOT_STEPS = (LotStatus.PLANNED, LotStatus.UNDER_WAY, LotStatus.DELIVERED)
"""The way of a lot; cancelled lies aside of it."""


class Consent(StrEnum):
    """Where a nation's leave to retransfer stands."""

    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"


class StatedBy(StrEnum):
    """Whose word a figure is."""

    NATION = "nation"
    ESTIMATE = "estimate"
    PRESS = "press"


class Priority(StrEnum):
    """How urgent a request is."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Horizon(StrEnum):
    """For when a request is made."""

    NOW = "now"
    SUSTAIN = "sustain"
    FUTURE = "future"


class Period(StrEnum):
    """The period that a rate of need counts."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Substitutes(StrEnum):
    """Whether other items may stand in."""

    YES = "yes"
    NO = "no"
    ASK = "ask"


class RequestStatus(StrEnum):
    """Where a request stands; whether it is met is computed."""

    DRAFT = "draft"
    OPEN = "open"
    WITHDRAWN = "withdrawn"


class Role(StrEnum):
    """In which role a nation accepts."""

    RECIPIENT = "recipient"
    FINANCIER = "financier"
    STOCK_OWNER = "stock-owner"
    ORIGIN = "origin"


class WaiverStatus(StrEnum):
    """Where a waiver of a stock minimum stands."""

    CONSIDERED = "considered"
    APPROVED = "approved"
    ENDED = "ended"


class ProcurementStatus(StrEnum):
    """Where a joint procurement stands."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    CONTRACTED = "contracted"
    DELIVERING = "delivering"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class LessonKind(StrEnum):
    """What a lesson is."""

    BEST_PRACTICE = "best-practice"
    LESSON_IDENTIFIED = "lesson-identified"
    STATEMENT = "statement"
    CONSTRAINT = "constraint"


class ActionStatus(StrEnum):
    """Where an action stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class AgendaKind(StrEnum):
    """What an agenda item is for."""

    PROCEDURAL = "procedural"
    INFORMATION = "information"
    DISCUSSION = "discussion"
    DECISION = "decision"


class Invitation(StrEnum):
    """What the meeting is invited to do."""

    NOTE = "note"
    AGREE = "agree"
    ENDORSE = "endorse"
    DECIDE = "decide"


class DecisionStatus(StrEnum):
    """What became of a decision."""

    PROPOSED = "proposed"
    ADOPTED = "adopted"
    DEFERRED = "deferred"
    REJECTED = "rejected"


class Taken(StrEnum):
    """How a decision was taken."""

    MEETING = "meeting"
    SILENCE = "silence"
    CORRESPONDENCE = "correspondence"


class Verdict(StrEnum):
    """What a reviewer says of a proposal, from consent to objection."""

    APPROVE = "approve"
    APPROVE_AD_REFERENDUM = "approve-ad-referendum"
    RESERVE = "reserve"
    OBJECT = "object"
    COMMENT = "comment"
