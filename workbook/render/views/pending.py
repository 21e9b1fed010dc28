"""What a meeting finds still to be done: open actions, each under the item that it belongs to.

In: a reading, a meeting, its items. Out: open actions by item, the most urgent first. What a meeting itself
gives to be done later is for its outcome to tell. A series takes up the same points again: an action from an
earlier meeting belongs to the item of the same title, or about the same records.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.render.reading import Reading
from workbook.render.views.gathering import is_later, item_behind, open_actions


class Pending(msgspec.Struct, frozen=True, kw_only=True):
    """Open actions by the id of the item they belong to, and those that belong to none."""

    by_item: Mapping[str, Sequence[Record]]
    others: Sequence[Record]

    @property
    def all(self) -> list[Record]:
        """All of them; those of items first."""
        return [*(one for found in self.by_item.values() for one in found), *self.others]

    def overdue(self, today: date) -> list[Record]:
        """List those whose day has passed, the oldest first."""
        late = [one for one in self.all if one.data.due is not None and one.data.due.is_over(today)]
        return sorted(late, key=lambda one: (one.data.due.last, one.id))


def pending(reading: Reading, meeting: Record, items: Sequence[Record]) -> Pending:
    """Sort out the open actions that a meeting finds."""
    by_item: dict[str, list[Record]] = {item.id: [] for item in items}
    others: list[Record] = []
    for action in open_actions(reading):
        if not is_later(reading, action, meeting) and not _is_result(action, meeting):
            item = _item_of(reading, action, items)
            (by_item[item] if item else others).append(action)
    return Pending(by_item=by_item, others=others)


def _is_result(action: Record, meeting: Record) -> bool:
    """Say whether an action is one that the meeting itself gave, to be done after it."""
    due, first = action.data.due, meeting.data.date.first
    is_before = due is not None and due.last is not None and first is not None and due.last <= first
    return action.meeting == meeting.id and not is_before


def _item_of(reading: Reading, action: Record, items: Sequence[Record]) -> str:
    """Give the item that an action belongs to, "" for none."""
    behind = reading.plan.get(item_behind(reading, action))
    if behind is None or behind.kind is not Kind.AGENDA:
        return ""
    title, about = _title(behind), set(behind.data.about)
    found = [item.id for item in items if item.id == behind.id]
    found += [item.id for item in items if _title(item) == title]
    found += [item.id for item in items if about.intersection(item.data.about)]
    return next(iter(found), "")


def _title(item: Record) -> str:
    return str(item.data.title).casefold().strip()
