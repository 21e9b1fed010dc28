"""TOML text as a person would lay it out: plain fields first, then tables; one way to quote.

In: words, numbers and lines. Out: the text of a file. Nothing here knows a record or draws a number.
"""

from collections.abc import Iterable, Sequence

_ESCAPES = str.maketrans(
    {code: f"\\u{code:04x}" for code in (*range(32), 127)} | {"\\": "\\\\", '"': '\\"', "\n": "\\n"}
)
_MANY_DIGITS = 6


def quote(text: str) -> str:
    """Give a text as a TOML basic string."""
    return f'"{text.translate(_ESCAPES)}"'


def listed(texts: Iterable[str]) -> str:
    """Give texts as a TOML array of strings."""
    return f"[{', '.join(map(quote, texts))}]"


def number(value: int) -> str:
    """Give a whole number, its digits grouped where there are many, as a person types it."""
    return f"{value:_}" if len(str(value)) > _MANY_DIGITS else str(value)


def money(amount: str, currency: str) -> str:
    """Give an amount, already TOML, in a currency."""
    return f'{{amount = {amount}, currency = "{currency}"}}'


def inline(*pairs: str) -> str:
    """Give `key = value` pairs as an inline table; empty ones are left out."""
    return f"{{{', '.join(pair for pair in pairs if pair)}}}"


def inline_list(name: str, tables: Sequence[Sequence[str]]) -> list[str]:
    """Give a list of tables within brackets, one a line where there are several."""
    if not tables:
        return []
    rows = [inline(*table) for table in tables]
    if len(rows) == 1:
        return [f"{name} = [{rows[0]}]"]
    return [f"{name} = [", *(f"    {row}," for row in rows), "]"]


def table_list(name: str, tables: Iterable[Sequence[str]]) -> list[str]:
    """Give a list of tables with a header each, empty lines between."""
    return [line for table in tables for line in ("", f"[[{name}]]", *filter(None, table))]


def table(name: str, *pairs: str) -> list[str]:
    """Give one table with its header."""
    return ["", f"[{name}]", *filter(None, pairs)]


def page_text(fields: Iterable[str], tables: Iterable[str] = ()) -> str:
    """Join the fields, the mark that all is invented, and the tables; empty fields are left out."""
    lines = [line for line in fields if line]
    return "\n".join([*lines, "illustrative = true", *tables, ""])
