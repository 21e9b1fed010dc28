"""How a paper is laid out: what tells nothing is left out, every block is placed, no word of it acts."""

from collections.abc import Callable
from fractions import Fraction

from msgspec import structs
from msgspec.structs import replace

from tests.render.sample import BARS, HEAT, MONTHS, SAMPLE
from workbook.render.blocks import Column, Line, Part, Row, as_table, paragraph, points, table
from workbook.render.page import Paper, Section
from workbook.render.paper import fill, fill_all
from workbook.render.shipped import Form, shipped_template

MARKDOWN, HTML = shipped_template(Form.MARKDOWN), shipped_template(Form.HTML)


def test_every_block_reads_as_it_was_read_last(golden: Callable[[str, str], None]) -> None:
    golden("sample.md", fill(MARKDOWN, SAMPLE))


def test_sections_and_blocks_that_tell_nothing_are_left_out() -> None:
    assert [section.key for section in SAMPLE.sections] == ["texts", "tables", "charts"]
    assert [section.key for section in SAMPLE.part["texts"].sections] == ["inner"]
    assert Section(key="a", heading="A", blocks=(paragraph(""), points(()), table(("A",), ()))).tells is False


def test_heading_alone_stays_only_where_it_tells_enough() -> None:
    kept = Section(key="item", heading="Any other business", is_kept=True)

    assert Paper(name="x", frame=SAMPLE.frame, sections=(kept,)).part == {"item": kept}


def test_section_without_a_heading_lends_its_place_to_what_it_holds() -> None:
    inner = Section(key="inner", heading="Inner", blocks=(paragraph("Text."),))
    held = Section(key="outer", heading="", sections=(inner,))

    paper = Paper(name="x", frame=SAMPLE.frame, sections=(held,))

    assert "\n## Inner\n\nText.\n" in fill(MARKDOWN, paper)
    assert "<h2>Inner</h2>" in fill(HTML, paper)


def test_a_template_reaches_a_section_by_its_key() -> None:
    own = replace(MARKDOWN, text="{{ view.part.inner.heading }}: {{ view.part['charts'].blocks|length }}")

    assert fill(replace(own, is_shipped=False), SAMPLE) == "Where it stands: 2\n"


def test_columns_in_which_no_row_says_anything_are_left_out() -> None:
    made = table(("A", "B", "C"), (Row(cells=("", "x", "1")), Row(cells=("", "y", ""))), numbers=(2,))

    assert made.columns == (Column(heading="B", is_header=True), Column(heading="C", is_number=True))
    assert [row.cells for row in made.rows] == [("x", "1"), ("y", "")]


def test_a_chart_as_a_table_has_every_value_of_it() -> None:
    assert as_table(BARS).rows[0].cells == ("155 mm high-explosive shell", "2,000", "1,000", "6,000")
    assert as_table(MONTHS).rows[1].cells == ("February 2023", "100", "200", "300", "400")
    assert as_table(HEAT).rows[1].cells == ("Drones", "◕ 1 %", "◑ 21 %", "◔ 41 %")


def test_several_parts_of_a_series_share_a_cell() -> None:
    parts = tuple(Part(series=0, text=text, size=Fraction(1, 4)) for text in ("10", "20"))

    made = as_table(structs.replace(BARS, bars=(structs.replace(BARS.bars[0], parts=parts),)))

    assert made.rows[0].cells[1] == "10, 20"


def test_no_text_takes_the_place_of_a_table() -> None:
    row = table(("A", "B"), (Row(cells=("x\x1ay", "1")),))
    blocks = (paragraph("Before\x1a"), row, paragraph("Be\x1atween"), row, paragraph("\x1aAfter"))
    paper = Paper(name="x", frame=SAMPLE.frame, sections=(Section(key="a", heading="A\x1a", blocks=blocks),))

    written = "| A | B |\n|---|---|\n| xy | 1 |\n"
    assert f"## A\n\nBefore\n\n{written}\nBetween\n\n{written}\nAfter\n" in fill(MARKDOWN, paper)


def test_a_table_that_is_laid_out_otherwise_is_written_anew() -> None:
    def paper(cell: str) -> Paper:
        made = table(("A", "B"), (Row(cells=(cell, "1")),), caption="Of all")
        return Paper(name="x", frame=SAMPLE.frame, sections=(Section(key="a", heading="A", blocks=(made,)),))

    told = [fill(MARKDOWN, paper(cell)) for cell in ("x", "y", "x")]

    assert [
        f"**Of all**\n\n| A | B |\n|---|---|\n| {cell} | 1 |\n" in text
        for cell, text in zip("xyx", told, strict=True)
    ] == [True] * 3


def test_lines_are_marked_up_alike_in_both_forms() -> None:
    line = Line(lead="1. Shells.", text="Agree.", tail="G-7K3Q", notes=(2, 1), stress="You lead.")
    paper = Paper(name="x", frame=SAMPLE.frame, short=(line,))

    assert "**1. Shells.** Agree. (G-7K3Q)[^2][^1] **You lead.**" in fill(MARKDOWN, paper)
    assert (
        '<strong>1. Shells.</strong> Agree. <span class="end"><span class="tail">G-7K3Q</span>'
        '<sup class="marks"><a id="cite-2" href="#note-2">2</a> '
        '<a id="cite-1" href="#note-1">1</a></sup></span> '
        '<strong class="stress">You lead.</strong>'
    ) in fill(HTML, paper)


def test_notes_lead_to_sources_and_sources_back() -> None:
    page = fill(HTML, SAMPLE)

    assert page.count('id="cite-1"') == page.count('id="note-1"') == page.count('href="#cite-1"') == 1
    assert page.count('href="#note-1"') > 1


def test_many_papers_in_one_process_are_the_same_as_each_alone() -> None:
    other = structs.replace(SAMPLE, short=(Line(text="Other."),))
    orders = [(MARKDOWN, SAMPLE), (HTML, other), (HTML, SAMPLE)] * 12

    made = fill_all(orders)

    assert made[:3] == [fill(template, view) for template, view in orders[:3]]
    assert made == made[:3] * 12
