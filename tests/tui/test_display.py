"""Sentences brought to the width that there is."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from workbook.findings import Finding, Place, Severity
from workbook.model.display import clean_line
from workbook.tui.display import finding_line, shortened


def test_the_figure_at_the_end_of_a_sentence_stays() -> None:
    assert shortened("NOR raises Winter shells from 900 to 1,000", 30) == "NOR raises Winte… 900 to 1,000"


@given(st.text(max_size=60), st.integers(0, 40))
def test_a_shortened_text_fits_and_a_short_one_stays(text: str, width: int) -> None:
    assert cell_len(shortened(text, width)) <= max(width, 1)
    assert shortened(text, 200) == clean_line(text)


def test_a_finding_names_its_field_once() -> None:
    begins = _finding(field="quantity", message="quantity is 4E+99")
    other = _finding(field="to[0].party", message="names 'Ukraine'")

    assert finding_line(begins).plain == "!! WB111 NOR-C-7K3Q quantity is 4E+99"
    assert finding_line(other).plain == "!! WB111 NOR-C-7K3Q to 1, party names 'Ukraine'"


def _finding(*, field: str, message: str) -> Finding:
    place = Place(path="plans/nations/NOR/commitments/NOR-C-7K3Q.toml")
    severity = Severity.ERROR
    return Finding(
        place=place, code="WB111", severity=severity, ref="NOR-C-7K3Q", field=field, message=message
    )
