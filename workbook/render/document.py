"""The frame of an HTML paper: what no template writes, and the proof of what one wrote.

In: the body that a template made, the frame of the paper, a style sheet. Out: a whole document that loads
nothing, runs nothing and sends nothing. The proof knows one strict way of writing tags, so that a browser can
read nothing else into a body than was proved here.
"""

import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple

from workbook.model.display import clean
from workbook.render.frame import Frame
from workbook.render.html_text import escape
from workbook.render.markup import ADDRESS

HTML_BEGINS = "<!doctype html>"
_NAMES = """
    a abbr article aside b blockquote br caption cite code col colgroup dd details div dl dt em figcaption
    figure footer h1 h2 h3 h4 h5 h6 header hr i li main nav ol p pre q section small span strong sub summary
    sup table tbody td tfoot th thead tr ul
"""
_DRAWN = "svg g title desc rect line path circle polyline polygon text tspan"
_PLACES = "viewBox width height x y x1 y1 x2 y2 cx cy r rx ry d points dx dy text-anchor"
_ELEMENTS = frozenset((_NAMES + _DRAWN).split())
_VOID = frozenset(("br", "col", "hr"))
_DRAWING = frozenset(_DRAWN.split())
_ANYWHERE = frozenset(("class", "id", "lang", "dir", "role", "tabindex", "title"))
_ALIKE: Mapping[str, frozenset[str]] = {
    "a": frozenset(("href", "rel")),
    "col": frozenset(("span",)),
    "colgroup": frozenset(("span",)),
    "li": frozenset(("value",)),
    "ol": frozenset(("start",)),
    "td": frozenset(("colspan", "rowspan", "headers")),
    "th": frozenset(("colspan", "rowspan", "headers", "scope")),
}
_GEOMETRY = frozenset(_PLACES.split())
_UNWRITTEN = (
    'a tag is written <name attribute="value"> in small letters, a sign < as &lt;, and there are no comments'
)
_TAG = re.compile(r'(/?)([a-z][a-z0-9]*+)((?:\s++[A-Za-z][A-Za-z0-9-]*+="[^"<>]*+")*+)\s*+(/?)')
_ATTRIBUTE = re.compile(r'([A-Za-z][A-Za-z0-9-]*+)="([^"]*)"')
_PLACE = re.compile(r"#[A-Za-z0-9_-]+")
_PLAIN = re.compile(r"[^:()\\]*")


class _Tag(NamedTuple):
    """A tag: what it opens or closes, and what is wrong with it however it stands."""

    name: str = ""
    opens: bool = False
    closes: bool = False
    fault: str = ""


class UnprovedError(Exception):
    """A body holds what no paper may hold; its text ends the sentence about the template."""


def document(body: str, frame: Frame, style: str) -> str:
    """Put a body into the frame of a document, once it is proved.

    Raises:
        UnprovedError: the body holds what no paper may hold.
    """
    body = clean(body)
    prove(body)
    style = f"{style.strip()}\n{_margins(frame.label)}"
    digest = b64encode(sha256(style.encode()).digest()).decode()
    title = " · ".join(part for part in (frame.title, frame.subtitle) if part)
    head = (
        HTML_BEGINS,
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f"<title>{escape(title)}</title>",
        f'<meta name="description" content="{escape(frame.label)} {escape(frame.readers)}">',
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        f"style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'\">",
        '<meta name="referrer" content="no-referrer">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<style>{style}</style>",
        "</head>",
        "<body>",
    )
    return "\n".join((*head, body.strip(), "</body>", "</html>", ""))


def prove(body: str) -> None:
    """Prove that a body holds elements and attributes of a paper and nothing else.

    Raises:
        UnprovedError: with the first thing that it may not hold, and its line.
    """
    open_elements: list[str] = []
    known: dict[str, _Tag] = {}
    # No tag holds < or > but at its ends, so that a browser parts a body at the same places.
    parts = body.split("<")
    for number, part in enumerate(parts[1:], 1):
        written, end, _ = part.partition(">")
        tag = known.get(written) or known.setdefault(
            written, _tag(written) if end else _Tag(fault=_UNWRITTEN)
        )
        fault = tag.fault or _nest(tag, open_elements)
        if fault:
            line = sum(one.count("\n") for one in parts[:number]) + 1
            raise UnprovedError(f"makes HTML that is not taken, on line {line} of it ({fault})")
    if open_elements:
        raise UnprovedError(f"makes HTML that is not taken (<{open_elements[-1]}> is not closed)")


def _nest(tag: _Tag, open_elements: list[str]) -> str:
    """Keep account of what is open; say what is closed and was not open."""
    if tag.opens:
        open_elements.append(tag.name)
    if tag.closes:
        expected = open_elements.pop() if open_elements else "nothing"
        return "" if tag.name == expected else f"</{tag.name}> closes <{expected}>"
    return ""


def _tag(written: str) -> _Tag:
    """Read what stands between < and >."""
    found = _TAG.fullmatch(written)
    if found is None:
        return _Tag(fault=_UNWRITTEN)
    closing, name, attributes, ended = found.groups()
    if name not in _ELEMENTS:
        return _Tag(fault=f"a paper has no element <{name}>")
    if closing:
        fault = f"</{name}> has more than a name" if attributes or ended else ""
        return _Tag(name=name, closes=True, fault=fault)
    if ended and name not in _VOID and name not in _DRAWING:
        return _Tag(fault=f"<{name}> cannot be closed in itself")
    opens = not ended and name not in _VOID
    return _Tag(name=name, opens=opens, fault=_attribute_fault(name, attributes))


def _attribute_fault(element: str, attributes: str) -> str:
    for name, value in _ATTRIBUTE.findall(attributes):
        drawn = element in _DRAWING and name in _GEOMETRY
        known = name in _ANYWHERE or name in _ALIKE.get(element, ()) or name.startswith("aria-") or drawn
        if not known:
            return f"<{element}> has no attribute {name}"
        if name == "href" and not (ADDRESS.fullmatch(value.replace("&amp;", "&")) or _PLACE.fullmatch(value)):
            return "a link leads to http, https or a place on the page"
        if name == "tabindex" and value != "0":
            return "tabindex is 0"
        if drawn and not _PLAIN.fullmatch(value):
            return f"{name} of <{element}> holds more than places"
    return ""


def _margins(label: str) -> str:
    """Set the label at the right of the head and the foot of every printed page, and the number of the page.

    Black and framed, because browsers print no grounds there: the colours of labels are made for black ones.
    """
    shown = "".join(sign for sign in label if sign.isascii() and (sign.isalnum() or sign in ":+"))
    size = "width:fit-content;height:fit-content;padding:2pt 6pt;margin:5mm 0"
    badge = f'{{content:"{shown}";font:700 11pt sans-serif;border:1pt solid;{size}}}'
    number = '{content:counter(page) " / " counter(pages);font:8pt sans-serif}'
    return f"@page{{@top-right{badge}@bottom-right{badge}@bottom-left{number}}}"
