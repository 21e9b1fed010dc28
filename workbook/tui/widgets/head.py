"""The line at the top: whose plan it is, who works on it, on which branch, and how many findings there are.

In: words, from the screen. Nothing comes out.
"""

import msgspec
from msgspec.structs import replace
from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip

from workbook.desk.session import Session
from workbook.findings import Severity
from workbook.model.display import clean_line
from workbook.tui.widgets.parts import Parted

READ_ONLY = "Read only"


class Heading(msgspec.Struct, frozen=True, kw_only=True):
    """What the top line says. `place` is what is framed: a look back, a layer, "" for the plan as it is."""

    title: str
    nation: str = ""
    branch: str = ""
    errors: int | None = None
    warnings: int = 0
    place: str = ""

    @property
    def state(self) -> str:
        """The right end of the line, the least important word first."""
        findings = (
            "checking…"
            if self.errors is None
            else f"{_counted(self.errors, 'error')}, {_counted(self.warnings, 'warning')}"
        )
        parts = (self.nation or "no nation", self.branch, findings)
        return "  ".join(clean_line(part) for part in parts if part)


def counted_anew(frame: Heading, session: Session) -> Heading:
    """Say of a session what a heading says, with the findings that there are now."""
    errors = sum(one.severity is Severity.ERROR for one in session.findings)
    return replace(frame, errors=errors, warnings=len(session.findings) - errors)


class Head(Parted):
    """The top line of every screen."""

    DEFAULT_CSS = """
    Head {
        height: 1;
        background: $panel;
        color: $foreground;
        text-style: bold;
        & > .head--errors { color: $text-error; }
        & > .head--place { color: $text-warning; }
    }
    """
    heading: reactive[Heading] = reactive(Heading(title=""))

    def render_line(self, y: int) -> Strip:  # noqa: ARG002  # it has but one line
        """Draw the line: the name, the title as far as there is room, then the state."""
        width, heading = self.size.width, self.heading
        state = heading.state
        place = f"  {clean_line(heading.place)}" if heading.place else ""
        room = max(0, width - cell_len(state) - cell_len(place) - 4)
        name = f"Workbook  {clean_line(heading.title)}"
        name = name if cell_len(name) <= room else set_cell_size(name, max(0, room - 1)) + "…"
        gap = " " * max(1, width - cell_len(name) - cell_len(place) - cell_len(state) - 2)
        ground = self.rich_style
        marked = self.get_component_rich_style("head--errors") if heading.errors else ground
        parts = [
            Segment(f" {name}", ground),
            Segment(place, ground + self.get_component_rich_style("head--place")),
            Segment(gap, ground),
            Segment(f"{state} ", ground + Style(color=marked.color)),
        ]
        return Strip(parts).adjust_cell_length(width, ground)


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
