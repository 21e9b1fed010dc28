"""What stands on a page: lines, points, tables, charts; decided by a view, placed by a template.

In: texts and exact sizes. Out: plain values without a word of markup. Every block knows its `kind`, by which
a template tells it apart, and whether it tells anything at all: what tells nothing is left out of a paper.
"""

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction
from typing import ClassVar

import msgspec

from workbook.render.words import frame as words


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence, the id of the record behind it, words of caution, and its sources by number.

    `lead` stands before it and `stress` behind it, both set off from the sentence. `tail` is what stands in
    brackets at its end: the id and the cautions. Each is "" where there is nothing to say.
    """

    text: str
    tail: str = ""
    notes: tuple[int, ...] = ()
    lead: str = ""
    stress: str = ""


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One labelled fact; a figure has its sources."""

    label: str
    text: str
    notes: tuple[int, ...] = ()


class SourceLine(msgspec.Struct, frozen=True, kw_only=True):
    """A numbered source at the end of a paper."""

    number: int
    text: str
    url: str


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence, or several, that stand for themselves."""

    kind: ClassVar[str] = "paragraph"
    line: Line

    @property
    def tells(self) -> bool:
        """Whether it says anything."""
        return bool(self.line.text or self.line.lead)


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """One point of a list, and what stands under it."""

    line: Line
    under: tuple[Line, ...] = ()


class Points(msgspec.Struct, frozen=True, kw_only=True):
    """A list of points."""

    kind: ClassVar[str] = "points"
    points: tuple[Point, ...]

    @property
    def tells(self) -> bool:
        """Whether it has a point."""
        return bool(self.points)


class Callout(msgspec.Struct, frozen=True, kw_only=True):
    """Words set off from the rest, such as the text proposed for a decision; `label` says what they are."""

    kind: ClassVar[str] = "callout"
    label: str
    lines: tuple[Line, ...]

    @property
    def tells(self) -> bool:
        """Whether it has words."""
        return bool(self.lines)


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column: its heading, whether it holds numbers, and whether its cells head their rows."""

    heading: str
    is_number: bool = False
    is_header: bool = False


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a table, and the sources behind it; `is_sum` sets off a row that adds up others."""

    cells: tuple[str, ...]
    notes: tuple[int, ...] = ()
    is_sum: bool = False


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table of text; make it with `table`, which leaves out columns in which no row says anything."""

    kind: ClassVar[str] = "table"
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""

    @property
    def tells(self) -> bool:
        """Whether it has a row."""
        return bool(self.rows)


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a bar: its series by number, its exact value as text, and its length between 0 and 1.

    `is_doubtful` says that it may turn out otherwise: drawn so that it is seen without colours.
    """

    series: int
    text: str
    size: Fraction
    is_doubtful: bool = False


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a bar chart; `mark` is where a minimum or a capacity lies on it, `mark_text` its value.

    `text` stands at the end of the row, such as `2,000 of 4,000`.
    """

    label: str
    parts: tuple[Part, ...]
    text: str = ""
    mark: Fraction | None = None
    mark_text: str = ""
    notes: tuple[int, ...] = ()


class BarChart(msgspec.Struct, frozen=True, kw_only=True):
    """Bars below each other, one scale for all; `told` says in sentences what the chart shows.

    Where the chart is written as a table, `label_heading` heads its labels and `text_heading` the texts of
    its bars, which are left out without it; `mark_label` names the marks.
    """

    kind: ClassVar[str] = "bars"
    title: str
    told: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    label_heading: str
    mark_label: str = ""
    text_heading: str = ""
    doubt_label: str = words.DOUBTFUL

    @property
    def tells(self) -> bool:
        """Whether it has a bar."""
        return bool(self.bars)


class Month(msgspec.Struct, frozen=True, kw_only=True):
    """A month of a chart; `name` in full, `short` under its bar; `line` is the height of the line there."""

    name: str
    short: str
    parts: tuple[Part, ...]
    text: str = ""
    line: Fraction | None = None
    line_text: str = ""


class MonthBars(msgspec.Struct, frozen=True, kw_only=True):
    """Months beside each other, each a bar of parts upon each other, and where wanted a line across them.

    `top` is the value at height 1 as text; `told` says in sentences what the chart shows.
    """

    kind: ClassVar[str] = "months"
    title: str
    told: str
    series: tuple[str, ...]
    months: tuple[Month, ...]
    top: str
    month_heading: str
    line_label: str = ""
    doubt_label: str = words.DOUBTFUL

    @property
    def tells(self) -> bool:
        """Whether it has a month."""
        return bool(self.months)


class Level(msgspec.Struct, frozen=True, kw_only=True):
    """A level of a heat table: a symbol that is told apart without colours, and what it means."""

    symbol: str
    meaning: str


class HeatCell(msgspec.Struct, frozen=True, kw_only=True):
    """A cell of a heat table: its level by number, and its text."""

    level: int
    text: str


class HeatRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a heat table."""

    label: str
    cells: tuple[HeatCell, ...]
    notes: tuple[int, ...] = ()


class HeatTable(msgspec.Struct, frozen=True, kw_only=True):
    """Rows by months, every cell with a symbol, a text and a level; levels rise from good to grave."""

    kind: ClassVar[str] = "heat"
    label_heading: str
    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    levels: tuple[Level, ...]
    caption: str = ""

    @property
    def tells(self) -> bool:
        """Whether it has a row."""
        return bool(self.rows)


Block = Paragraph | Points | Callout | Table | BarChart | MonthBars | HeatTable


def paragraph(text: str, notes: Sequence[int] = ()) -> Paragraph:
    """Make a paragraph of a text."""
    return Paragraph(line=Line(text=text, notes=tuple(notes)))


def points(lines: Iterable[Line]) -> Points:
    """Make a list of lines with nothing under them."""
    return Points(points=tuple(Point(line=line) for line in lines))


def table(
    headings: Sequence[str],
    rows: Sequence[Row],
    *,
    numbers: Collection[int] = (),
    header: int = 0,
    caption: str = "",
) -> Table:
    """Make a table of the columns in which some row says something.

    `numbers` are the columns, by index, that hold numbers; the cells of the column `header` head their rows.
    """
    told = [index for index in range(len(headings)) if any(row.cells[index] for row in rows)]
    head = header if header in told else next(iter(told), header)
    return Table(
        columns=tuple(
            Column(heading=headings[index], is_number=index in numbers, is_header=index == head)
            for index in told
        ),
        rows=tuple(
            Row(cells=tuple(row.cells[index] for index in told), notes=row.notes, is_sum=row.is_sum)
            for row in rows
        ),
        caption=caption,
    )


def as_table(block: BarChart | MonthBars | HeatTable) -> Table:
    """Give the table that says the same as a chart."""
    match block:
        case BarChart():
            headings = [block.label_heading, *block.series, block.text_heading, block.mark_label]
            rows = [
                Row(
                    cells=(
                        bar.label,
                        *_by_series(bar.parts, len(block.series)),
                        bar.text if block.text_heading else "",
                        bar.mark_text,
                    ),
                    notes=bar.notes,
                )
                for bar in block.bars
            ]
        case MonthBars():
            headings = [block.month_heading, *block.series, block.line_label]
            rows = [
                Row(cells=(one.name, *_by_series(one.parts, len(block.series)), one.line_text))
                for one in block.months
            ]
        case HeatTable():
            headings = [block.label_heading, *block.columns]
            rows = [
                Row(cells=(row.label, *(_cell(block, cell) for cell in row.cells)), notes=row.notes)
                for row in block.rows
            ]
    caption = block.caption if isinstance(block, HeatTable) else ""
    return table(headings, rows, numbers=range(1, len(headings)), caption=caption)


def _by_series(parts: Sequence[Part], count: int) -> list[str]:
    return [", ".join(part.text for part in parts if part.series == number) for number in range(count)]


def _cell(block: HeatTable, cell: HeatCell) -> str:
    return " ".join(one for one in (block.levels[cell.level].symbol, cell.text) if one)
