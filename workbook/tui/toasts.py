"""Messages of a screen: one of a kind at a time, and none over what it speaks of.

In: a screen, and what it tells. Out: a message in the place of the older one of its kind, in the half of the
screen in which the cursor is not: below, or above where that is low.
"""

from enum import StrEnum
from typing import Any
from uuid import uuid4

from textual.notifications import Notification, Notify
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets._toast import ToastRack

from workbook.tui.widgets.lines import LineList

ABOVE = "-above"


class Telling(StrEnum):
    """Kinds of messages: what was done, and why something is not done."""

    DONE = "information"
    REFUSED = "error"


_SECONDS = {Telling.DONE: 5, Telling.REFUSED: 8}


def tell_alone(screen: Screen[Any], sentence: str, telling: Telling) -> None:
    """Show a message in the place of the older one of its kind: who takes back five edits reads the last.

    What was refused before goes as well once something is done.
    """
    app, kind = screen.app, _kind(telling)
    past = (kind, _kind(Telling.REFUSED))
    for older in list(app._notifications):
        if older.identity.startswith(past):
            app._unnotify(older, refresh=False)
    message = Notification(
        sentence, severity=telling.value, timeout=_SECONDS[telling], identity=f"{kind}{uuid4()}"
    )
    app.post_message(Notify(message))


def _kind(telling: Telling) -> str:
    return f"{telling.name.lower()}-"


def keep_clear(screen: Screen[object]) -> None:
    """Let the messages of a screen stand where the cursor is not."""
    racks = [one for one in screen.children if isinstance(one, ToastRack)]
    for rack in racks:
        rack.set_class(_line(screen.focused) > screen.size.height // 2, ABOVE)


def _line(widget: Widget | None) -> int:
    """Give the line of the screen on which the cursor stands; 0 for none."""
    if widget is None:
        return 0
    top = widget.content_region.y
    if isinstance(widget, LineList):
        return top + widget.HEAD_LINES + widget.cursor - widget.scroll_offset.y
    return top
