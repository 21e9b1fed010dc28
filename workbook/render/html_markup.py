"""Text made safe for HTML: what a record says is data, and never markup.

In: any value that a template prints. Out: text without a sign that acts, or `Placed` markup that this file
makes itself: links, note marks that lead to their sources and back, lines, charts. One `HtmlMarkup` belongs
to one paper, whose notes and charts it counts.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from workbook.model.display import clean_line
from workbook.model.references import ID_IN_TEXT
from workbook.render.blocks import BarChart, Column, HeatRow, HeatTable, Line, MonthBars, Row, Table
from workbook.render.html_text import escape
from workbook.render.markup import ADDRESS
from workbook.render.page import Section
from workbook.render.placed import Placed
from workbook.render.svg import svg

_DEEPEST = 6
_LONGEST_WORD, _LONGEST_FIGURE = 15, 16
_WHOLE = r'<span class="whole">\g<0></span>'
_NUMBER, _SUM = ' class="number"', ' class="sum"'
# By whether a cell holds a number, and whether it stays on one line.
_STYLES = {
    (False, False): "",
    (False, True): ' class="word"',
    (True, False): _NUMBER,
    (True, True): ' class="number word"',
}


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
        end = f"{tail}{self.marks(value.notes)}"
        if tail and value.notes:
            end = f' <span class="end">{end.lstrip()}</span>'
        return Placed(f"{lead}{_text(value.text)}{end}{stress}".rstrip())

    def table(self, block: Table, label: str) -> Placed:
        """Give a table in a box of its own, which scrolls where it is wider than the page.

        A filter and not a part of the template, because long tables are most of a long paper.
        """
        heads = "".join(_head(column.heading, is_number=column.is_number) for column in block.columns)
        rows = [self._row(block, row) for row in block.rows]
        return _boxed("table", block.caption, label, heads, rows)

    def heat(self, block: HeatTable, label: str) -> Placed:
        """Give a heat table likewise."""
        heads = _head(block.label_heading) + "".join(_head(one, is_number=True) for one in block.columns)
        rows = [self._heat_row(block, row) for row in block.rows]
        return _boxed('table class="heat"', block.caption, label, heads, rows)

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

    def _row(self, block: Table, row: Row) -> str:
        cells = [_cell(column, text) for column, text in zip(block.columns, row.cells, strict=True)]
        if row.notes:
            # The marks stand within the last cell.
            before, closing, after = cells[-1].rpartition("</")
            cells[-1] = f"{before}{self.marks(row.notes)}{closing}{after}"
        return f"<tr{_SUM if row.is_sum else ''}>{''.join(cells)}</tr>"

    def _heat_row(self, block: HeatTable, row: HeatRow) -> str:
        cells = [
            f'<td class="number heat-{int(cell.level)}"><span class="symbol">'
            f"{escape(block.levels[cell.level].symbol)}</span>{_beside(cell.text)}</td>"
            for cell in row.cells
        ]
        return f'<tr><th scope="row">{escape(row.label)}{self.marks(row.notes)}</th>{"".join(cells)}</tr>'

    def _mark(self, number: int) -> str:
        place = "" if number in self._cited else f' id="cite-{number}"'
        self._cited.add(number)
        return f'<a{place} href="#note-{number}">{number}</a>'


def _boxed(element: str, caption: str, label: str, heads: str, rows: Sequence[str]) -> Placed:
    told = f"<caption><span>{escape(caption)}</span></caption>\n" if caption else ""
    return Placed(
        f'<div class="wide" tabindex="0" role="group" aria-label="{escape(caption or label)}">\n<{element}>\n'
        f"{told}<thead><tr>{heads}</tr></thead>\n<tbody>\n" + "\n".join(rows) + "\n</tbody>\n</table>\n</div>"
    )


def _head(text: str, *, is_number: bool = False) -> str:
    return f'<th scope="col"{_NUMBER if is_number else ""}>{escape(text)}</th>'


def _cell(column: Column, text: str) -> str:
    # What is short is not parted: a figure and its unit, an id, the name of most nations.
    is_word = 0 < len(text) <= (_LONGEST_FIGURE if column.is_number else _LONGEST_WORD)
    style = _STYLES[column.is_number, is_word]
    shown = escape(text) if is_word else _text(text)
    if column.is_header:
        return f'<th scope="row"{style}>{shown}</th>'
    return f"<td{style}>{shown}</td>"


@lru_cache(maxsize=1 << 15)
def _text(value: str) -> str:
    """Give a text in which no id is parted at its hyphens."""
    shown = escape(value)
    return ID_IN_TEXT.sub(_WHOLE, shown) if "-" in shown else shown


def _beside(value: str) -> str:
    """Give a figure that stays with the symbol before it."""
    return f"\u00a0{escape(value)}" if value else ""
