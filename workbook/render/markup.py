"""Text made safe for Markdown: what a record says is data, and never markup.

In: any value that a template prints. Out: text in which no sign acts, neither Markdown's nor HTML's nor a
template's. Only what this file makes itself (`Placed`: links, note marks, lines) is printed as it stands.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from workbook.model.display import clean_line
from workbook.render.blocks import HeatTable, Line, Table
from workbook.render.page import Section
from workbook.render.placed import Placed

# Everything that opens or closes something inside a line, in CommonMark and its usual extensions.
_ACTING = re.compile(r"[\\`*_\[\]{}|~$^]")
_DEEPEST = 4
_MOST_TABLES = 4_000
# Tables and what they were written as, by what tells one from every other as long as it is held here.
_TABLES: dict[int, tuple[Table, bytes]] = {}
# Where a table will stand: a sign that no text holds, as all that is printed is cleaned of it.
_TABLE_SIGN = "\x1a"
_ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]+;)")
_AUTOLINK = re.compile(r"(?i)(://)|\b(www)\.|(?<=\S)@(?=\S)")
# What opens a block at the start of a line: headings, lists, rules, definitions, numbered items.
_BLOCK = re.compile(r"^(?:[#+\-=:!%]|\d{1,9}(?=[.)]))")
ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9._~!$&'()*+,;=:@%/?#-]*)?", re.ASCII)


def escape(value: object) -> str:
    """Give any value as text on one line in which nothing acts; `Placed` stays, None is empty."""
    if isinstance(value, Placed):
        return value
    return "" if value is None else _escaped(str(value))


def link(address: object) -> Placed:
    """Give a web address as a link where it plainly is one, as dead text where it is not."""
    text = clean_line(str(address))
    return Placed(f"<{text}>" if ADDRESS.fullmatch(text) else escape(text))


def marks(notes: Iterable[int]) -> Placed:
    """Give note numbers as marks: `[^1][^2]`."""
    return Placed("".join(f"[^{int(number)}]" for number in notes))


def line(value: Line) -> Placed:
    """Give a line: its lead, its words, its tail in brackets, its note marks, its stress."""
    lead = f"**{_inline(clean_line(value.lead))}** " if value.lead else ""
    tail = f" ({escape(value.tail)})" if value.tail else ""
    stress = f" **{_inline(clean_line(value.stress))}**" if value.stress else ""
    return Placed(f"{lead}{escape(value.text)}{tail}{marks(value.notes)}{stress}".rstrip())


class Shelf:
    """The tables of one paper, set aside while the rest of it is laid out.

    Long tables are most of a long paper, and the very same table, in the papers of many audiences, is written
    out once.
    """

    def __init__(self) -> None:
        self._tables: list[bytes] = []

    def table(self, block: Table) -> Placed:
        """Set a table aside; give the sign of its place."""
        self._tables.append(_written(block))
        return Placed(f"{_TABLE_SIGN}\n")

    def filled(self, text: str) -> bytes:
        """Put the tables into a tidied text, in the order in which they were set aside."""
        begin, *behind = text.split(_TABLE_SIGN)
        parts = [begin.encode()]
        for table, following in zip(self._tables, behind, strict=True):
            parts += (table, following.encode())
        return b"".join(parts)


def _written(block: Table) -> bytes:
    known = _TABLES.get(id(block))
    if known is not None and known[0] is block:
        return known[1]
    written = table(block).rstrip("\n").encode()
    if len(_TABLES) >= _MOST_TABLES:
        _TABLES.clear()
    _TABLES[id(block)] = (block, written)
    return written


def table(block: Table) -> Placed:
    """Give a table; a filter and not a part of the template, which would be slow to lay out a long one."""
    rule = "|".join("---:" if column.is_number else "---" for column in block.columns)
    heads = " | ".join(escape(column.heading) for column in block.columns)
    lines = [f"| {heads} |", f"|{rule}|"]
    lines += [_row(row.cells, marks(row.notes), row.is_sum) for row in block.rows]
    caption = f"**{escape(block.caption)}**\n\n" if block.caption else ""
    return Placed(caption + "\n".join(lines) + "\n")


@lru_cache(maxsize=1 << 15)
def _row(cells: tuple[str, ...], noted: str, is_sum: bool) -> str:
    *before, last = [f"**{escape(cell)}**" if is_sum and cell else escape(cell) for cell in cells]
    return f"| {' | '.join((*before, last + noted))} |"


def heading(section: Section, depth: int) -> Placed:
    """Give the heading of a section, with its number."""
    number = f"{escape(section.number)}. " if section.number else ""
    return Placed(f"{'#' * min(depth, _DEEPEST)} {number}{escape(section.heading)}")


def legend(block: HeatTable) -> Placed:
    """Explain the symbols of a heat table."""
    told = [f"{escape(level.symbol)} {escape(level.meaning)}" for level in block.levels]
    return Placed(" · ".join(told))


@lru_cache(maxsize=1 << 15)
def _escaped(text: str) -> str:
    text = clean_line(text)
    return text if text.isalnum() else _BLOCK.sub(_unblocked, _inline(text))


def _inline(text: str) -> str:
    """Free a text of what acts inside a line; what acts only at the start of one stays."""
    text = _ENTITY.sub("&amp;", text)
    text = _ACTING.sub(r"\\\g<0>", text).replace("<", "&lt;").replace(">", "&gt;")
    return _AUTOLINK.sub(_broken, text)


def _broken(found: re.Match[str]) -> str:
    if found[1]:
        return r"\://"
    return f"{found[2]}\\." if found[2] else r"\@"


def _unblocked(found: re.Match[str]) -> str:
    text = found[0]
    # A number is freed by escaping the sign behind it, every other opener by escaping itself.
    return f"{text}\\" if text.isdigit() else f"\\{text}"
