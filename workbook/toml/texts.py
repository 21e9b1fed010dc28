"""Texts of several lines as people write them: a line to a line, between three quotes.

A text flows in, and a document where it is to stand; TOML flows out that reads back as that text. Where one
stood there before, its style is kept. A text in an entry on one line stays on that line.
"""

from collections.abc import Iterator

from workbook.toml.document import Document
from workbook.toml.hidden import hidden_in_text
from workbook.toml.layout import Entry, KeyPath
from workbook.toml.locate import scan
from workbook.toml.values import value_text

_PLAIN, _LITERAL = '"""', "'''"


def text_at(document: Document, path: KeyPath, text: str) -> str:
    """Spell a text as the value at a path of a document, whether or not anything stands there."""
    if "\n" not in text:
        return value_text(text)
    layout = scan(document)
    node = layout.find(path)
    like = layout.text(node.value) if isinstance(node, Entry) else ""
    is_inside = any(isinstance(layout.find(path[:depth]), Entry) for depth in range(1, len(path)))
    if is_inside and not like.startswith((_PLAIN, _LITERAL)):
        return value_text(text)
    return long_text(text, like=like)


def long_text(text: str, *, like: str = "") -> str:
    """Spell a text a line to a line; `like` is the TOML of a text whose style it takes over."""
    quotes = _LITERAL if like.startswith(_LITERAL) and _is_literal(text) else _PLAIN
    begins_on_a_line = not like.startswith((_PLAIN, _LITERAL)) or like[3:].lstrip("\\ \t\r").startswith("\n")
    first = "\n" if begins_on_a_line or text.startswith("\n") else ""
    lines = text if quotes == _LITERAL else "\n".join(_within_quotes(text))
    return f"{quotes}{first}{lines}{quotes}"


def _is_literal(text: str) -> bool:
    """Say whether a text can stand between quotes that know no escapes."""
    is_shown = all(hidden_in_text(line) is None for line in text.split("\n"))
    return is_shown and _LITERAL not in text and not text.endswith("'")


def _within_quotes(text: str) -> Iterator[str]:
    """Spell the lines of a text between three quotes, with as few escapes as they can do with."""
    for line in text.split("\n"):
        needs_escapes = "\\" in line or '""' in line or line.endswith('"') or hidden_in_text(line) is not None
        yield value_text(line)[1:-1] if needs_escapes else line
