"""A list of lines that may be very long: only the lines in sight are ever made.

In: how many rows there are and what each shows, from the class that fills it. Out: messages on the row
under the cursor, and on the row that was chosen. Arrows, hjkl, Home and End, wheel and clicks work.
"""

from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from workbook.tui.widgets.parts import Parted


class LineList(ScrollView, Parted, can_focus=True):
    """Rows of text with a cursor. Subclasses say `row_count` and `row_strip`."""

    DEFAULT_CSS = """
    LineList {
        background: $surface;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        & > .lines--cursor {
            background: $block-cursor-blurred-background;
            color: $block-cursor-blurred-foreground;
        }
        &:focus > .lines--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: bold;
        }
        & > .lines--head { color: $text-muted; text-style: bold; }
        & > .lines--picked { color: $text-accent; text-style: bold; }
        & > .lines--muted { color: $text-muted; }
        & > .lines--error { color: $text-error; }
        & > .lines--warning { color: $text-warning; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "cursor(-1)", "Up", show=False),
        Binding("down,j", "cursor(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "edge(0)", "First", show=False),
        Binding("end", "edge(1)", "Last", show=False),
        Binding("enter", "choose", "Choose", show=False),
    ]
    HEAD_LINES: ClassVar[int] = 0
    cursor = reactive(0, repaint=False)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._grounds: dict[str, Style] = {}
        self._laid_out_as: object = None
        self._laid_out_to = 0
        self._width = 0

    @dataclass
    class Highlighted(Message):
        """The cursor stands on another row, or other rows are shown."""

        lines: "LineList"
        row: int

        @property
        def control(self) -> "LineList":
            """The list that speaks."""
            return self.lines

    @dataclass
    class Chosen(Message):
        """A row was chosen, by Enter or by a click on the row under the cursor."""

        lines: "LineList"
        row: int

        @property
        def control(self) -> "LineList":
            """The list that speaks."""
            return self.lines

    @property
    def width(self) -> int:
        """How many cells a row may take; the bar at its right has its own. Every line that is drawn asks."""
        if not self._width:
            self._width = self.scrollable_content_region.width
            if (
                not self._width
            ):  # out of sight: what is laid out now is laid out anew once it comes into sight
                self._laid_out_to = 0
        return self._width

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def row_strip(self, row: int, style: Style) -> Strip:
        """Give what a row shows, as wide as it likes; `style` is that of its ground."""
        raise NotImplementedError

    def head_strip(self) -> Strip:
        """Give the head, which stays in sight."""
        raise NotImplementedError

    def lay_out(self) -> None:
        """Fit the rows to the width; called whenever that is another, before anything is painted."""

    def rows_changed(self, *, cursor: int | None = None) -> None:
        """Show other rows; the cursor stays where it is, or goes to a row."""
        self._take_height()
        wanted = self.cursor if cursor is None else cursor
        placed = max(0, min(wanted, self.row_count - 1))
        if placed == self.cursor:
            self.post_message(self.Highlighted(self, placed))
        self.cursor = placed
        self._keep_in_sight()
        self.refresh()

    def watch_cursor(self, before: int, now: int) -> None:
        """Show the cursor where it stands now."""
        if before != now:
            self._keep_in_sight()
            for row in (before, now):
                self.refresh(Region(0, row + self.HEAD_LINES - self.scroll_offset.y, self.width, 1))
            self.post_message(self.Highlighted(self, now))

    def on_resize(self) -> None:
        """Take the new width, and keep the cursor in sight."""
        self._take_height()
        self._keep_in_sight()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is in sight."""
        width = self.width
        if y < self.HEAD_LINES:
            return self.head_strip().adjust_cell_length(width, self._ground("lines--head"))
        row = y - self.HEAD_LINES + self.scroll_offset.y
        ground = self._ground()
        if row >= self.row_count:
            return Strip.blank(width, ground)
        if row == self.cursor:
            ground = self._ground("lines--cursor")
        return self.row_strip(row, ground).adjust_cell_length(width, ground)

    def action_cursor(self, by: int) -> None:
        """Move the cursor by some rows."""
        self._go(self.cursor + by)

    def action_page(self, by: int) -> None:
        """Move the cursor by what is in sight."""
        self._go(self.cursor + by * max(1, self.size.height - self.HEAD_LINES - 1))

    def action_edge(self, last: int) -> None:
        """Move the cursor to the first row or to the last."""
        self._go(self.row_count - 1 if last else 0)

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        if self.row_count:
            self.post_message(self.Chosen(self, self.cursor))
        else:
            # There is nothing here to choose yet; the screen may know what is meant.
            raise SkipAction

    def on_click(self, event: events.Click) -> None:
        """Go to the row that was clicked; choose it where the cursor stood there already."""
        at = event.get_content_offset(self)
        if at is None:
            return
        row = at.y - self.HEAD_LINES + self.scroll_offset.y
        if at.y < self.HEAD_LINES:
            self.head_clicked(at.x)
        elif row < self.row_count:
            if row == self.cursor and event.chain > 1:
                self.action_choose()
            self._go(row)

    def head_clicked(self, x: int) -> None:
        """Answer a click on the head; most lists have nothing to do."""

    def _take_height(self) -> None:
        """Let the bar know how many rows there are; the panes stay as they are, so none is laid out anew."""
        size = Size(self.width, self.row_count + self.HEAD_LINES)
        if size != self.virtual_size:
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        """Take a size only where it is news; private in Textual, which has no other place for this.

        After every layout, as at each key in an `Input`, all widgets are told their sizes again, and
        `ScrollView` draws its bar anew each time, line by line.
        """
        self._width = 0
        if self.width != self._laid_out_to:
            self._laid_out_to = self.width
            self.lay_out()
            self._take_height()
        told = (size, virtual_size, container_size, self.virtual_size, self.styles.gutter)
        if told == self._laid_out_as:
            return False
        self._laid_out_as = told
        return super()._size_updated(size, virtual_size, container_size, layout)

    def _go(self, row: int) -> None:
        if self.row_count:
            self.cursor = max(0, min(row, self.row_count - 1))

    def _keep_in_sight(self) -> None:
        if not self.size.height:  # not laid out yet: what will be in sight is not known
            return
        shown = max(1, self.size.height - self.HEAD_LINES)
        top = self.scroll_offset.y
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, immediate=True)
        elif self.cursor >= top + shown:
            self.scroll_to(y=self.cursor - shown + 1, animate=False, immediate=True)

    def notify_style_update(self) -> None:
        """Forget the styles that were worked out."""
        self._grounds.clear()
        self._width = 0
        super().notify_style_update()

    def _ground(self, component: str = "") -> Style:
        """Give the style of a part, "" for the list itself; worked out once, as it takes a while."""
        if component not in self._grounds:
            self._grounds[component] = (
                self.get_component_rich_style(component) if component else self.rich_style
            )
        return self._grounds[component]
