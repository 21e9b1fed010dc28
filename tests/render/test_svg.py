"""Charts as data: every shape lies where its size says, within the picture, the same on every machine."""

from fractions import Fraction
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.render.sample import BARS, HOSTILE, MONTHS
from tests.strategies import law
from workbook.render.blocks import Bar, BarChart, Month, MonthBars, Part
from workbook.render.svg import WIDTH, svg

_PLACES = ("x", "y", "width", "height")
# Both the place and the width may be rounded up, each by half a hundredth.
_ROUNDED = Fraction(1, 100)
sizes = st.fractions(min_value=Fraction(-1, 2), max_value=2)
parts = st.lists(
    st.builds(
        Part, series=st.integers(0, 9), text=st.text(max_size=9), size=sizes, is_doubtful=st.booleans()
    ),
    max_size=4,
).map(tuple)
bars = st.builds(Bar, label=st.text(), parts=parts, text=st.text(max_size=40), mark=st.none() | sizes)
months = st.builds(
    Month, name=st.just("May 2023"), short=st.text(max_size=4), parts=parts, line=st.none() | sizes
)
charts = st.builds(
    replace, st.just(BARS), bars=st.lists(bars, min_size=1, max_size=5).map(tuple)
) | st.builds(replace, st.just(MONTHS), months=st.lists(months, min_size=1, max_size=30).map(tuple))


def _shapes(chart: BarChart | MonthBars, kind: str, style: str = "") -> list[dict[str, str]]:
    drawn = ElementTree.fromstring(svg(chart, "chart-1"))
    return [one.attrib for one in drawn.iter(kind) if style in one.attrib.get("class", "")]


def test_parts_of_a_bar_follow_each_other_and_the_mark_stands_where_it_is() -> None:
    legend, offered, *bar = _shapes(BARS, "rect")[:2] + _shapes(BARS, "rect", "series")[3:5]

    assert (legend["class"], offered["class"]) == ("series-0", "series-1")
    assert [(one["x"], one["width"]) for one in bar] == [("0", "133.33"), ("133.33", "66.67")]
    assert bar[1]["class"] == "series-1 doubtful"
    assert [one["x1"] for one in _shapes(BARS, "line", "mark")[1:]] == ["400", "2.67"]


def test_months_stand_beside_each_other_and_parts_on_each_other() -> None:
    last = _shapes(MONTHS, "rect", "series")[-3:]

    assert {one["x"] for one in last} == {"358.33"}
    assert [one["height"] for one in last] == ["32.67", "37.33", "42"]
    assert [float(one["y"]) for one in last] == sorted((float(one["y"]) for one in last), reverse=True)


def test_a_line_breaks_where_a_month_says_nothing_of_it() -> None:
    broken = replace(
        MONTHS,
        months=tuple(
            replace(one, line=None if number == 4 else one.line) for number, one in enumerate(MONTHS.months)
        ),
    )

    assert [len(one["points"].split()) for one in _shapes(broken, "polyline")] == [3, 3]


@law
@given(charts)
def test_every_shape_lies_within_the_picture(chart: BarChart | MonthBars) -> None:
    drawn = ElementTree.fromstring(svg(chart, "chart-1"))

    height = Fraction(drawn.attrib["viewBox"].split()[3])
    places = [[Fraction(one.attrib[name]) for name in _PLACES] for one in drawn.iter("rect")]
    assert all(0 <= x <= x + width <= WIDTH + _ROUNDED for x, _, width, _ in places)
    assert all(0 <= y <= y + tall <= height for _, y, _, tall in places)


@pytest.mark.parametrize("chart", [BARS, MONTHS], ids=["bars", "months"])
def test_a_chart_says_in_words_what_it_shows(chart: BarChart | MonthBars) -> None:
    drawn = ElementTree.fromstring(svg(chart, "chart-1"))

    assert drawn.attrib["role"] == "img"
    assert drawn.attrib["aria-labelledby"] == drawn[0].attrib["id"]
    assert drawn.attrib["aria-describedby"] == drawn[1].attrib["id"]
    assert (drawn[0].text, drawn[1].text) == (chart.title, chart.told)


def test_words_in_a_chart_stay_words_and_are_cut_to_their_room() -> None:
    texts = [one.text for one in ElementTree.fromstring(svg(BARS, "chart-1")).iter("text")]

    assert any(text and text.endswith("…") and HOSTILE.startswith(text[:-1]) for text in texts)


def test_what_is_doubtful_is_explained_only_where_there_is_any() -> None:
    certain = replace(BARS, bars=(replace(BARS.bars[0], parts=BARS.bars[0].parts[:1]),))

    assert "not certain" in svg(BARS, "chart-1")
    assert "not certain" not in svg(certain, "chart-1")
