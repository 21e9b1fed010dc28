"""What answers a request: every offer, claim and agreement, counted in what the request asks for.

In: a plan and a request. Out: one `Answer` for each part that is offered, taken up or claimed, with its
quantity in the request's unit, how it fits what is asked, and when it arrives. It adds nothing up.
"""

from enum import StrEnum

import msgspec

from workbook.analysis.agreement import State
from workbook.model.enums import Status
from workbook.model.quantity import NOTHING, Quantity
from workbook.model.share import Share
from workbook.model.when import When


class Fit(StrEnum):
    """How far what is offered is what a request asks for; only the first three count."""

    AS_ASKED = "as asked"
    STANDS_IN = "stands in"
    TO_ASK = "stands in, to be asked"
    REFUSED = "stands in, refused"
    OTHER_ITEM = "other item"
    OTHER_UNIT = "other unit"

    @property
    def counts(self) -> bool:
        """Whether it covers anything."""
        return self in _COUNTING


_COUNTING = frozenset((Fit.AS_ASKED, Fit.STANDS_IN, Fit.TO_ASK))


class Timing(msgspec.Struct, frozen=True, kw_only=True):
    """How much of an answer arrives in time, and how much late.

    Where an offer is only part of a commitment, nobody says which lots it is taken from: each part is then
    an interval. `perhaps_late` may arrive on either side of the day, `undated` at any time.
    """

    in_time: Quantity = NOTHING
    perhaps_late: Quantity = NOTHING
    late: Quantity = NOTHING
    undated: Quantity = NOTHING


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """A part of an answer and when it arrives, in the request's unit; `by` None: nobody says when.

    `is_done` says that it has been delivered.
    """

    quantity: Quantity
    by: When | None = None
    is_done: bool = False


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a commitment that is offered to a request, taken up for it or claimed for it.

    `quantity` is what it covers, in the request's unit (for a need that recurs: each period), nothing where
    it does not fit; `given` and `unit` are what the commitment says. `commitment` is the id that an
    acceptance names even where the plan given does not hold it: then `status` is None. `owner` is the nation
    that gives. `is_unconfirmed` says that the offer was noted on its nation's behalf,
    `is_answer_unconfirmed` that the acceptance was. `received` is what the recipient counted, in the
    request's unit. `arrivals` are those of the whole commitment, as far as they are planned in lots.

        UKR-R-11AB  asks for 16 howitzers by 2023-03;  NOR-C-7K3Q  meets it with 12, of them 4 in 2023-05
        -> NOR-C-7K3Q, NOR, committed, offered, 12, as asked, 8 in time and 4 late
    """

    commitment: str
    owner: str
    status: Status | None
    state: State
    quantity: Quantity
    given: Quantity
    unit: str
    item: str
    fit: Fit
    ratio: Share | None = None
    timing: Timing
    arrivals: tuple[Arrival, ...] = ()
    acceptances: tuple[str, ...] = ()
    received: Quantity = NOTHING
    is_unconfirmed: bool = False
    is_answer_unconfirmed: bool = False

    @property
    def is_firm(self) -> bool:
        """Whether it may enter firm totals: its nation stands behind it, in its own record."""
        return self.status is not None and self.status.is_firm and not self.is_unconfirmed

    @property
    def is_agreed(self) -> bool:
        """Whether both sides stand by it, each in its own record."""
        return self.is_firm and self.state is State.AGREED and not self.is_answer_unconfirmed
