"""An HTML paper loads, runs and sends nothing: its frame says so, and what a template wrote is proved."""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.render.sample import FRAME, HOSTILE, SAMPLE
from tests.render.test_markup import signs
from tests.strategies import law
from workbook.errors import WorkbookError
from workbook.model.display import clean_line
from workbook.render.document import UnprovedError, document, prove
from workbook.render.html_markup import HtmlMarkup
from workbook.render.html_text import escape
from workbook.render.paper import fill
from workbook.render.shipped import Form, TemplateSource, shipped_template


class Reader(HTMLParser):
    """Collects the texts and tags of a page, as a reader independent of the program finds them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def _is_proved(body: str) -> bool:
    try:
        prove(body)
    except UnprovedError:
        return False
    return True


def _own(text: str) -> str:
    return fill(TemplateSource(name="templates/paper.html.j2", text=text, form=Form.HTML), SAMPLE)


@law
@given(signs)
@example(HOSTILE)
@example('" onmouseover="alert(1)')
def test_a_text_is_read_as_it_is_written_and_is_proved(text: str) -> None:
    body = f'<p class="{escape(text)}">{escape(text)}</p>'

    read = Reader(body)

    prove(body)
    assert "".join(read.texts) == clean_line(text)
    assert read.tags == [("p", {"class": clean_line(text)})]


@law
@given(st.text(st.sampled_from("<>/=\"' abcdefghijklmnopqrstuvwxyz!-&;:#\n")))
@example("<img src=x>")
@example("<a href='javascript:x'>x</a>")
def test_whatever_is_proved_has_only_what_a_paper_may_hold(body: str) -> None:
    assume(_is_proved(body))

    read = Reader(body)

    assert {tag for tag, _ in read.tags}.isdisjoint({"script", "style", "img", "form", "iframe", "meta"})
    assert [name for _, attributes in read.tags for name in attributes if name.startswith("on")] == []


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<SCRIPT>alert(1)</SCRIPT>",
        "<style>p{}</style>",
        '<meta http-equiv="refresh" content="0">',
        '<form action="https://example.org"></form>',
        '<iframe src="https://example.org"></iframe>',
        '<img src="https://example.org/x.png">',
        '<object data="x"></object>',
        '<base href="https://example.org">',
        '<link rel="stylesheet" href="https://example.org">',
        '<p onclick="alert(1)">x</p>',
        '<p style="color: red">x</p>',
        '<a href="javascript:alert(1)">x</a>',
        '<a href="data:text/html,x">x</a>',
        '<a href="&#106;avascript:alert(1)">x</a>',
        '<a href="//example.org">x</a>',
        '<a href="https://example.org" target="_blank">x</a>',
        '<a href="https://example.org" ping="https://example.org">x</a>',
        "<a href=https://example.org>x</a>",
        "<a href='#x'>x</a>",
        "<p/onclick=alert(1)>x</p>",
        "<!-- x -->",
        "<!doctype html>",
        "<?php ?>",
        "<![CDATA[x]]>",
        "<p",
        "a < b",
        "<p>",
        "</p>",
        "<p><em></p></em>",
        "<div/>",
        "</body></html>",
        '<svg><rect x="url(https://example.org)"/></svg>',
        '<svg><use href="#x"/></svg>',
        '<svg><a href="https://example.org"><animate/></a></svg>',
        "<svg><foreignObject></foreignObject></svg>",
        '<p tabindex="1">x</p>',
    ],
)
def test_what_a_paper_may_not_hold_is_refused(body: str) -> None:
    with pytest.raises(WorkbookError, match=r"makes HTML that is not taken.*: mend the template"):
        _own("{% raw %}" + body + "{% endraw %}")


@pytest.mark.parametrize(
    "body",
    [
        "<p>a &lt; b &amp; c > d</p>",
        '<a href="https://example.org/a?b=c&amp;d=e" rel="noreferrer">x</a>',
        '<a\n  class="x"\n  href="#note-1"\n>x</a>',
        '<table><tr><th scope="row" colspan="2">x</th></tr></table>',
        '<svg viewBox="0 0 1 1" role="img"><title>x</title><rect x="0.5" y="1"/></svg>',
        "x<br>y<hr/>z",
        "",
    ],
)
def test_what_a_paper_may_hold_is_taken_as_it_stands(body: str) -> None:
    assert f"<body>\n{body}\n</body>" in _own("{% raw %}" + body + "{% endraw %}")


def test_the_refusal_names_the_template_and_the_line() -> None:
    with pytest.raises(
        WorkbookError,
        match=r"^templates/paper.html.j2 makes HTML .* on line 3 of it \(a paper has no element <img>\)",
    ):
        _own('<p>\n</p>\n<img src="x">')


def test_a_template_cannot_print_a_value_as_markup() -> None:
    page = _own("<p>{{ view.short[1].text|safe }}{{ '<b>x</b>' }}</p>")

    assert "&lt;script&gt;" in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page


def test_the_shipped_template_says_everything_as_text() -> None:
    page = fill(shipped_template(Form.HTML), SAMPLE)

    read = Reader(page)

    assert clean_line(HOSTILE) in "".join(read.texts)
    assert "alert(1)</script> 49" not in "".join(read.texts)
    assert "script" not in {tag for tag, _ in read.tags}


def test_the_frame_allows_its_own_style_and_nothing_else() -> None:
    page = fill(shipped_template(Form.HTML), SAMPLE)

    style = re.findall("<style>(.*?)</style>", page, re.DOTALL)
    digest = b64encode(sha256(style[0].encode()).digest()).decode()

    assert len(style) == 1
    assert f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'" in page
    assert "url(" not in style[0]
    assert "@import" not in style[0]


def test_the_frame_names_language_title_readers_and_label() -> None:
    page = document("<p>x</p>", FRAME, "p{}")

    assert page.startswith('<!doctype html>\n<html lang="en">\n')
    assert "<title>Sample · A meeting · Brussels</title>" in page
    assert '<meta name="description" content="TLP:AMBER For Norway and Sweden only.">' in page
    assert '@top-right{content:"TLP:AMBER"' in page


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (
            "https://example.org/a?b=c&d#e",
            '<a href="https://example.org/a?b=c&amp;d#e" rel="noreferrer">https://example.org/a?b=c&amp;d#e</a>',
        ),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ('https://example.org/"onclick="x', "https://example.org/&quot;onclick=&quot;x"),
    ],
)
def test_only_a_plain_address_becomes_a_link(address: str, shown: str) -> None:
    assert HtmlMarkup.link(address) == shown
