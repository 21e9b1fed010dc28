"""What a page keeps together: short words and figures, ids, a symbol and its figure."""

import pytest

from workbook.render.blocks import Column, HeatCell, HeatRow, HeatTable, Level, Line, Row, Table
from workbook.render.html_markup import HtmlMarkup


@pytest.mark.parametrize(
    ("text", "is_number", "cell"),
    [
        ("being delivered", False, '<td class="word">being delivered</td>'),
        ("Air-defence missile", False, "<td>Air-defence missile</td>"),
        ("CAD 2.55 million", True, '<td class="number word">CAD 2.55 million</td>'),
        ("about 2,386 and more", True, '<td class="number">about 2,386 and more</td>'),
    ],
)
def test_what_is_short_stays_on_one_line(text: str, is_number: bool, cell: str) -> None:
    table = Table(columns=(Column(heading="What", is_number=is_number),), rows=(Row(cells=(text,)),))

    assert cell in HtmlMarkup().table(table, "Table")


def test_an_id_within_a_text_is_not_parted() -> None:
    text = "Czechia, by September 2024 (CZE-R-0GD8)"
    table = Table(columns=(Column(heading="Most urgent"),), rows=(Row(cells=(text,)),))
    markup = HtmlMarkup()

    kept = '(<span class="whole">CZE-R-0GD8</span>)'

    assert kept in markup.table(table, "Table")
    assert kept in markup.line(Line(text=text))


def test_a_symbol_stays_with_its_figure() -> None:
    heat = HeatTable(
        label_heading="Item",
        columns=("Jan",),
        rows=(HeatRow(label="Shells", cells=(HeatCell(level=0, text="1,200"), HeatCell(level=0, text=""))),),
        levels=(Level(symbol="●", meaning="more open"),),
    )

    assert '<span class="symbol">●</span>\u00a01,200</td>' in HtmlMarkup().heat(heat, "Table")
    assert '<span class="symbol">●</span></td>' in HtmlMarkup().heat(heat, "Table")
