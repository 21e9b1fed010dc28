"""What a record says is data: no sign of it acts in Markdown, in HTML or on a screen."""

from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.strategies import law
from workbook.model.display import clean, clean_line
from workbook.render.markup import escape, link, marks
from workbook.render.placed import Placed

ACTING = r"""\`*_[]{}()<>#+-.!|~&=:^$"'%@/ 01aA""" + "\n\t\u202e\x1b\u200b"
signs = st.text(st.sampled_from(ACTING)) | st.text()
markdown = MarkdownIt("gfm-like")


def _seen(source: str) -> str:
    """Give what a reader of the rendered page sees, with every tag but the paragraph's left in."""
    return unescape(markdown.render(source).strip().removeprefix("<p>").removesuffix("</p>"))


@law
@given(signs)
@example("[x](javascript:alert(1))")
@example("![x](https://example.org/x.png)")
@example("<script>alert(1)</script>")
@example("{{ 7 * 7 }} {% x %} [bold]")
@example("a | b | c")
@example("1. one")
@example("# head")
@example("--- \n ***")
@example("&lt;b&gt; &copy; &#60;")
@example("https://example.org www.example.org a@example.org mailto:a@example.org")
@example("[^1] [^1]: x")
@example("    indented")
@example("<a@example.org>")
def test_a_text_is_seen_as_it_is_written(text: str) -> None:
    assert _seen(escape(text)) == clean_line(text)


@law
@given(signs)
def test_a_text_stays_in_its_table_cell(text: str) -> None:
    html = markdown.render(f"| a | b |\n|---|---|\n| {escape(text)} | end |\n")

    assert html.count("<td>") == 2
    assert "<td>end</td>" in html


@law
@given(signs)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@pytest.mark.parametrize(
    "sign", list("\x00\x07\x1b\x7f\x9b\u00ad\u200b\u200d\u200e\u202e\u2066\ufeff\ufe0f\U000e0041")
)
def test_unseen_characters_are_removed(sign: str) -> None:
    assert clean(f"a{sign}b") == "ab"


def test_every_line_end_becomes_one() -> None:
    assert clean("a\r\nb\rc\u2028d\x85e") == "a\nb\nc\nd\ne"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://example.org/a?b=c&d#e", "<https://example.org/a?b=c&d#e>"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("https://example.org/> <script>", r"https\://example.org/&gt; &lt;script&gt;"),
        ("http://exam ple.org", r"http\://exam ple.org"),
    ],
)
def test_only_a_plain_address_becomes_a_link(address: str, shown: str) -> None:
    assert link(address) == shown


def test_what_the_program_made_is_not_escaped_again() -> None:
    assert escape(marks([1, 2])) == "[^1][^2]"
    assert escape(Placed("**x**") + "*") == r"\*\*x\*\*\*"
