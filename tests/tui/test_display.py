"""Sentences brought to the width that there is."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from workbook.model.display import clean_line
from workbook.tui.display import shortened


def test_the_figure_at_the_end_of_a_sentence_stays() -> None:
    assert shortened("NOR raises Winter shells from 900 to 1,000", 30) == "NOR raises Winte… 900 to 1,000"


@given(st.text(max_size=60), st.integers(0, 40))
def test_a_shortened_text_fits_and_a_short_one_stays(text: str, width: int) -> None:
    assert cell_len(shortened(text, width)) <= max(width, 1)
    assert shortened(text, 200) == clean_line(text)
