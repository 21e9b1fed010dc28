"""How far one request is covered: its need, all that answers it, and what is still missing.

In: a plan and the id of a request. Out: a `RequestCoverage`. Sums carry every interval and doubt; what is not
firm, not confirmed or still to be asked stands apart. It knows no today.
"""

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from workbook.analysis.answers import Answer
from workbook.model.enums import Period, Priority, RequestStatus, Status
from workbook.model.quantity import NOTHING, Quantity
from workbook.model.when import When


class Met(StrEnum):
    """How far a need is met, at its surest."""

    AGREED = "agreed"
    OFFERED = "offered"
    PARTLY = "partly"
    NOTHING = "nothing"
    UNKNOWN = "unknown"


class Cover(msgspec.Struct, frozen=True, kw_only=True):
    """What answers come to; each answer that fits stands in exactly one of the first six sums.

    `agreed` and `offered` are firm and confirmed. `to_ask` is offered and would stand in, where the request
    says that it must be asked first. `claimed` is taken up without an offer that fits, `not_firm` considered,
    pledged or suspended, `unconfirmed` noted on the giver's behalf. The last four are parts of `agreed` and
    `offered` together, by when they arrive; `by_status` is of all that is confirmed, claims left out.
    """

    agreed: Quantity = NOTHING
    offered: Quantity = NOTHING
    to_ask: Quantity = NOTHING
    claimed: Quantity = NOTHING
    not_firm: Quantity = NOTHING
    unconfirmed: Quantity = NOTHING
    in_time: Quantity = NOTHING
    perhaps_late: Quantity = NOTHING
    late: Quantity = NOTHING
    undated: Quantity = NOTHING
    received: Quantity = NOTHING
    by_status: Mapping[Status, Quantity] = {}

    @property
    def firm(self) -> Quantity:
        """All that is firm and confirmed, agreed or not."""
        return self.agreed + self.offered


class Shortfall(msgspec.Struct, frozen=True, kw_only=True):
    """What is missing of a need: after all firm offers, after what is agreed, and by the day it is needed.

    asks for 16;  agreed on 8, of which 2 arrive late;  offered about 4
    -> missing about 4, not agreed 8, not in time about 6
    """

    missing: Quantity = NOTHING
    not_agreed: Quantity = NOTHING
    not_in_time: Quantity = NOTHING


class Standing(StrEnum):
    """Whether a request counts among the needs; only the first does."""

    OPEN = "open"
    UNCONFIRMED = "unconfirmed"
    DRAFT = "draft"
    WITHDRAWN = "withdrawn"


class RequestCoverage(msgspec.Struct, frozen=True, kw_only=True):
    """One request, every answer to it, their sums and what is missing.

    All quantities are in `unit`; where the need recurs they are for each period `per`, over the year from
    when it is needed. `due` is the last day of `need_by`, as far as one is told.
    """

    request: str
    owner: str
    item: str
    capability: str
    unit: str
    per: Period | None
    priority: Priority | None
    need_by: When | None
    status: RequestStatus
    standing: Standing
    need: Quantity
    answers: tuple[Answer, ...]
    cover: Cover
    shortfall: Shortfall
    met: Met

    @property
    def counts(self) -> bool:
        """Whether it enters the sums of its item."""
        return self.standing is Standing.OPEN
