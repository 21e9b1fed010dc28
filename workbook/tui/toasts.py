"""Where messages stand: below, or above where the cursor is low, so that none covers what it speaks of.

In: a screen. Out: its messages in the half in which the cursor is not.
"""

from textual.screen import Screen
from textual.widget import Widget
from textual.widgets._toast import ToastRack

from workbook.tui.widgets.lines import LineList

ABOVE = "-above"


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
