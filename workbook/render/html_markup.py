"""Text made safe for HTML: what a record says is data, and never markup.

In: any value that a template prints. Out: text without a sign that acts, or `Placed` markup that this file
makes itself: links, note marks that lead to their sources and back, lines, charts. One `HtmlMarkup` belongs
to one paper, whose notes and charts it counts.
"""

from collections.abc import Iterable

from workbook.model.display import clean_line
from workbook.render.blocks import BarChart, HeatTable, Line, MonthBars
from workbook.render.html_text import escape
from workbook.render.markup import ADDRESS
from workbook.render.page import Section
from workbook.render.placed import Placed
from workbook.render.svg import svg

_DEEPEST = 6


class HtmlMarkup:
    """How the parts of one paper are marked up."""

    def __init__(self) -> None:
        self._cited: set[int] = set()
        self._charts = 0

    @staticmethod
    def link(address: object) -> Placed:
        """Give a web address as a link where it plainly is one, as dead text where it is not."""
        text = clean_line(str(address))
        shown = escape(text)
        return Placed(f'<a href="{shown}" rel="noreferrer">{shown}</a>' if ADDRESS.fullmatch(text) else shown)

    def marks(self, notes: Iterable[int]) -> Placed:
        """Give note numbers as marks that lead to the sources."""
        found = [self._mark(int(number)) for number in notes]
        return Placed(f'<sup class="marks">{" ".join(found)}</sup>' if found else "")

    def back(self, number: int, label: str) -> Placed:
        """Give a link from a source back to where it is first cited."""
        if int(number) not in self._cited:
            return Placed("")
        return Placed(f'<a class="back" href="#cite-{int(number)}" aria-label="{escape(label)}">↑</a>')

    def line(self, value: Line) -> Placed:
        """Give a line: its lead, its words, its tail, its note marks, its stress."""
        lead = f"<strong>{escape(value.lead)}</strong> " if value.lead else ""
        tail = f' <span class="tail">{escape(value.tail)}</span>' if value.tail else ""
        stress = f' <strong class="stress">{escape(value.stress)}</strong>' if value.stress else ""
        return Placed(f"{lead}{escape(value.text)}{tail}{self.marks(value.notes)}{stress}".rstrip())

    @staticmethod
    def heading(section: Section, depth: int) -> Placed:
        """Give the heading of a section, with its number."""
        number = f'<span class="number">{escape(section.number)}.</span> ' if section.number else ""
        level = min(int(depth), _DEEPEST)
        return Placed(f"<h{level}>{number}{escape(section.heading)}</h{level}>")

    @staticmethod
    def legend(block: HeatTable) -> Placed:
        """Explain the symbols of a heat table."""
        told = [
            f'<li><span class="heat-{number}">{escape(level.symbol)}</span> {escape(level.meaning)}</li>'
            for number, level in enumerate(block.levels)
        ]
        return Placed(f'<ul class="legend">{"".join(told)}</ul>')

    def chart(self, block: BarChart | MonthBars) -> Placed:
        """Draw a chart."""
        self._charts += 1
        return Placed(svg(block, f"chart-{self._charts}"))

    def _mark(self, number: int) -> str:
        place = "" if number in self._cited else f' id="cite-{number}"'
        self._cited.add(number)
        return f'<a{place} href="#note-{number}">{number}</a>'
