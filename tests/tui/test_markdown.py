from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from workbook.render.markup import escape
from workbook.tui.markdown import FAINT, HEADING, SOFT, STRONG, Span, lines_of, spans_of

_texts = st.text(alphabet=st.sampled_from(list("ab \\*_[]<>&|#-.1^\n漢\x1b\u202e")), max_size=80)


def _shown(text: str, width: int = 60) -> list[str]:
    return ["".join(span.text for span in line).rstrip() for line in lines_of(text, width)]


@given(_texts, st.integers(12, 60))
def test_text_is_laid_out_within_its_width_or_in_narrow_columns(text: str, width: int) -> None:
    plain = text.replace("|", "")

    assert all(cell_len(line) <= width for line in _shown(plain, width))


@given(_texts)
def test_no_control_character_is_laid_out(text: str) -> None:
    assert not {"\x1b", "\u202e", "\n"} & set("".join(_shown(text)))


@given(st.text(max_size=60))
def test_what_a_record_says_reads_as_it_stands_there(text: str) -> None:
    escaped = escape(text)

    assert " ".join("".join(span.text for span in spans_of(escaped)).split()) == _without_entities(text)


def _without_entities(text: str) -> str:
    from workbook.model.display import clean_line

    return clean_line(text)


def test_signs_become_styles() -> None:
    assert spans_of("a **b** *c* [^1]") == [
        Span("a "),
        Span("b", STRONG),
        Span(" "),
        Span("c", SOFT),
        Span(" "),
        Span("[1]", FAINT),
    ]
    assert lines_of("## Head", 40)[0][1] == Span("Head", HEADING)


def test_a_list_hangs_below_its_first_word() -> None:
    assert _shown("- one two three\n  - four", 9) == ["• one two", "  three", "  • four"]


def test_a_table_stands_in_columns_that_fit() -> None:
    table = "| No. | Item |\n|---|---|\n| 1 | Opening of the \\| meeting |\n"

    assert _shown(table, 18) == ["No.  Item", "─" * 18, "1    Opening of", "     the | meeting"]


def test_an_address_is_dead_text() -> None:
    assert _shown("<https://example.org/a>") == ["https://example.org/a"]
