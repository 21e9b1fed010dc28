"""All that a brief rests on, worked out once: what a delegation owes, promises, needs and could give.

In: a reading, a nation, a meeting, a day. Out: an `Outlook`. It writes no sentence.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from workbook.analysis.request_coverage import RequestCoverage
from workbook.model.record import Record
from workbook.render.reading import Reading
from workbook.render.views.gathering import agenda_of, open_actions
from workbook.render.views.limits import Strain, Threshold, strains, thresholds
from workbook.render.views.meetable import Gift, gifts
from workbook.render.views.needs import needs_of
from workbook.render.views.own import shared
from workbook.render.views.promises import Promises, given, received
from workbook.render.views.speaking import Agenda, agenda

_FORTNIGHT = timedelta(days=14)


class Outlook(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to tell one nation before one meeting."""

    nation: str
    today: date
    agenda: Agenda
    owed: Sequence[Record]
    given: Promises
    received: Promises
    needs: Sequence[RequestCoverage]
    gifts: Sequence[Gift]
    thresholds: Sequence[Threshold]
    strains: Sequence[Strain]
    shared: Sequence[Record]

    @property
    def asks_more(self) -> bool:
        """Whether it asks for more than it gives."""
        return len(self.needs) > len(self.given.commitments)

    @property
    def overdue(self) -> list[Record]:
        """The actions whose day has passed, the oldest first."""
        return [one for one in self.owed if one.data.due is not None and one.data.due.is_over(self.today)]

    @property
    def due_soon(self) -> list[Record]:
        """The actions due within a fortnight, the soonest first."""
        last = self.today + _FORTNIGHT
        return [
            one
            for one in self.owed
            if one.data.due is not None
            and one.data.due.last is not None
            and self.today <= one.data.due.last <= last
        ]


def outlook(reading: Reading, nation: str, meeting: Record, today: date) -> Outlook:
    """Work out what there is to tell a nation."""
    items = agenda_of(reading, meeting)
    about = {id for item in items for id in item.data.about}
    needs = needs_of(reading, nation, today)
    return Outlook(
        nation=nation,
        today=today,
        agenda=agenda(meeting, items),
        owed=[one for one in open_actions(reading) if one.data.owner == nation],
        given=given(reading, nation, today),
        received=received(reading, needs, today),
        needs=needs,
        gifts=gifts(reading, nation, today, about),
        # A stock without figures says nothing in a table that the agenda does not say of it.
        thresholds=[
            one
            for one in thresholds(reading, nation, today)
            if _has_figures(one) or one.stock.id not in about
        ],
        strains=strains(reading, nation, today),
        # What the agenda is about is told there.
        shared=[one for one in shared(reading, nation) if one.id not in about],
    )


def _has_figures(one: Threshold) -> bool:
    minimum, held = one.stock.data.minimum, one.projection.now.held
    return any(quantity is not None and quantity.is_known for quantity in (minimum, held))
