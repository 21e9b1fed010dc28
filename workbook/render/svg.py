"""Charts as SVG: shapes and short labels, the same on every machine.

In: a chart with exact sizes. Out: SVG without a style of its own: classes say what a shape is, the style
sheet of the paper what it looks like. Places are exact fractions, written in hundredths, so that no machine
rounds otherwise than another. Widths of texts are reckoned by their letters: no font is known here.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from workbook.render.blocks import Bar, BarChart, Month, MonthBars, Part
from workbook.render.html_text import escape

# Narrow enough to be read on a phone as it is; a wide page shows it no larger than half as large again.
WIDTH = 400
_LETTER = Fraction(13, 2)
_LINE, _THICK, _GAP = 17, 11, 9
_PLOT, _LABEL = 140, 16
_SWATCH, _BETWEEN = 10, 14
_COLOURS = 8
_SLOT_FILLED = Fraction(2, 3)


def svg(chart: BarChart | MonthBars, id: str) -> str:
    """Draw a chart; `id` tells its title and its words apart from those of others on the page."""
    rows: Sequence[Bar | Month] = chart.bars if isinstance(chart, BarChart) else chart.months
    drawn = {part.series for row in rows for part in row.parts}
    names = [
        (f"series-{number % _COLOURS}", name) for number, name in enumerate(chart.series) if number in drawn
    ]
    if any(part.is_doubtful for row in rows for part in row.parts):
        names.append(("series-0 doubtful", chart.doubt_label))
    if isinstance(chart, BarChart):
        line, marks = chart.mark_label, any(bar.mark is not None for bar in chart.bars)
    else:
        line, marks = chart.line_label, any(one.line is not None for one in chart.months)
    if line and marks:
        names.append(("mark", line))
    keys, top = _keys(names if len(names) > 1 else [])
    body, height = _bars(chart, top) if isinstance(chart, BarChart) else _months(chart, top)
    return "\n".join(
        (
            f'<svg role="img" viewBox="0 0 {WIDTH} {height}" '
            f'aria-labelledby="{id}-title" aria-describedby="{id}-told">',
            f'<title id="{id}-title">{escape(chart.title)}</title>',
            f'<desc id="{id}-told">{escape(chart.told)}</desc>',
            *keys,
            *body,
            "</svg>",
        )
    )


def _bars(chart: BarChart, top: int) -> tuple[Iterable[str], int]:
    drawn: list[str] = []
    for number, bar in enumerate(chart.bars):
        drawn += _bar(bar, top + number * (_LINE + _THICK + _GAP))
    return drawn, top + len(chart.bars) * (_LINE + _THICK + _GAP) - _GAP + 4


def _bar(bar: Bar, y: int) -> Iterator[str]:
    """Draw a label with its value at the end of the line, the bar below them."""
    value = bar.text or ", ".join(part.text for part in bar.parts)
    room = WIDTH - _length(value) - _BETWEEN
    yield _text("label", 0, y + 12, _cut(bar.label, room))
    yield _text("value", WIDTH, y + 12, value, anchor="end")
    y += _LINE
    yield _rect("track", Fraction(0), y, Fraction(WIDTH), _THICK)
    x = Fraction(0)
    for part, size in _within(bar.parts):
        yield _rect(_series(part), x, y, size * WIDTH, _THICK)
        x += size * WIDTH
    if bar.mark is not None:
        at = _hundredths(min(max(bar.mark, Fraction(0)), Fraction(1)) * WIDTH)
        yield f'<line class="mark" x1="{at}" x2="{at}" y1="{y - 2}" y2="{y + _THICK + 3}"/>'


def _months(chart: MonthBars, top: int) -> tuple[Iterable[str], int]:
    """Draw months as bars on one floor, with the value of the full height beside the upper line."""
    slot = Fraction(WIDTH, len(chart.months))
    # Above the bars there is room for their own values.
    ceiling = top + _LABEL
    floor = ceiling + _PLOT
    drawn = [
        _text("axis", 0, ceiling - 4, chart.top),
        f'<line class="grid" x1="0" x2="{WIDTH}" y1="{ceiling}" y2="{ceiling}"/>',
    ]
    widest = max(_length(one.short) for one in chart.months) + 4
    every = -(-widest // slot)
    shows_values = all(_length(one.text) <= slot for one in chart.months)
    for number, month in enumerate(chart.months):
        drawn += _month(month, number * slot, slot, floor)
    drawn += _line(chart.months, slot, floor)
    for number, month in enumerate(chart.months):
        middle = _hundredths(number * slot + slot / 2)
        if number % every == 0:
            drawn.append(_text("axis", middle, floor + _LABEL, month.short, anchor="middle"))
        if month.text and shows_values:
            height = sum((size for _, size in _within(month.parts)), Fraction(0)) * _PLOT
            drawn.append(_text("value", middle, floor - height - 4, month.text, anchor="middle"))
    drawn.append(f'<line class="floor" x1="0" x2="{WIDTH}" y1="{floor}" y2="{floor}"/>')
    return drawn, floor + _LABEL + 6


def _month(month: Month, x: Fraction, slot: Fraction, floor: int) -> Iterator[str]:
    width = slot * _SLOT_FILLED
    y = Fraction(floor)
    for part, size in _within(month.parts):
        y -= size * _PLOT
        yield _rect(_series(part), x + (slot - width) / 2, y, width, size * _PLOT)


def _line(months: Sequence[Month], slot: Fraction, floor: int) -> Iterator[str]:
    """Draw the line across the months, with a break where a month says nothing of it."""
    points = [
        None if month.line is None else ((number + Fraction(1, 2)) * slot, floor - _size(month.line) * _PLOT)
        for number, month in enumerate(months)
    ]
    for is_told, run in groupby(points, key=lambda point: point is not None):
        if is_told:
            places = " ".join(f"{_hundredths(point[0])},{_hundredths(point[1])}" for point in run if point)
            yield f'<polyline class="mark" points="{places}"/>'


def _keys(names: Sequence[tuple[str, str]]) -> tuple[list[str], int]:
    """Explain the colours above a chart, in as many lines as they need; give the height that this takes."""
    drawn: list[str] = []
    x, y = Fraction(0), 0
    for style, name in names:
        width = _SWATCH + 5 + _length(name) + _BETWEEN
        if x and x + width > WIDTH + _BETWEEN:
            x, y = Fraction(0), y + _LINE
        if style == "mark":
            middle = y + _SWATCH // 2 + 2
            drawn.append(
                f'<line class="mark" x1="{_hundredths(x)}" x2="{_hundredths(x + _SWATCH)}" '
                f'y1="{middle}" y2="{middle}"/>'
            )
        else:
            drawn.append(_rect(style, x, y + 2, Fraction(_SWATCH), _SWATCH))
        drawn.append(_text("key", x + _SWATCH + 5, y + 11, _cut(name, Fraction(WIDTH - _SWATCH - 5))))
        x += width
    return drawn, y + _LINE + 8 if names else 0


def _within(parts: Sequence[Part]) -> Iterator[tuple[Part, Fraction]]:
    """Give parts with their sizes, cut where together they would be more than the whole."""
    left = Fraction(1)
    for part in parts:
        size = min(_size(part.size), left)
        left -= size
        if size:
            yield part, size


def _size(size: Fraction) -> Fraction:
    return min(max(Fraction(size), Fraction(0)), Fraction(1))


def _series(part: Part) -> str:
    doubtful = " doubtful" if part.is_doubtful else ""
    return f"series-{part.series % _COLOURS}{doubtful}"


def _rect(style: str, x: Fraction, y: Fraction | int, width: Fraction, height: Fraction | int) -> str:
    places = (("x", x), ("y", y), ("width", width), ("height", height))
    return f'<rect class="{style}" {" ".join(f"{name}={_quoted(value)}" for name, value in places)}/>'


def _text(style: str, x: Fraction | int | str, y: Fraction | int, text: str, *, anchor: str = "") -> str:
    anchored = f' text-anchor="{anchor}"' if anchor else ""
    at = x if isinstance(x, str) else _hundredths(x)
    return f'<text class="{style}" x="{at}" y="{_hundredths(y)}"{anchored}>{escape(text)}</text>'


def _quoted(value: Fraction | int) -> str:
    return f'"{_hundredths(value)}"'


def _hundredths(value: Fraction | int) -> str:
    """Write a place to two decimals, without zeros at its end: `12.5`."""
    whole, rest = divmod(round(Fraction(value) * 100), 100)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".")


def _length(text: str) -> Fraction:
    return len(text) * _LETTER


def _cut(text: str, room: Fraction) -> str:
    """Cut a text to the room there is; the table behind the chart has all of it."""
    letters = max(int(room / _LETTER), 4)
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"
