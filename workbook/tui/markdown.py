"""Papers as they read: Markdown broken into lines of styled words, in which nothing acts.

In: the Markdown that papers are written in. Out: lines of `Span`s for a width. Signs of Markdown become
styles; an address stays dead text, and what the text escapes stands there as the letter it is.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len, chop_cells

from workbook.model.display import clean_line

HEADING, STRONG, SOFT, FAINT, PLAIN = "heading", "strong", "soft", "faint", ""
_NARROWEST = 6
_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<strong>\*\*)"
    r"|(?P<soft>\*)"
    r"|\[\^(?P<mark>\d+)\]"
    r"|<(?P<address>https?://[^>\s]+)>"
    r"|&(?P<entity>amp|lt|gt);"
    r"|(?P<plain>[^\\*\[<&]+|.)"
)
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">"}
_OPENING = re.compile(
    r"(?P<heading>#{1,6}) +|(?P<bullet>[-*] +)|\[\^(?P<note>\d+)\]: *|(?P<number>\d+[.)] +)|(?P<quote>> *)"
)


class Span(NamedTuple):
    """Letters in one style."""

    text: str
    style: str = PLAIN


Line = Sequence[Span]


def lines_of(text: str, width: int) -> list[Line]:
    """Lay out a paper for a width; rows of a table stand below each other in columns."""
    found: list[Line] = []
    for is_table, sources in groupby(text.splitlines(), key=lambda source: source.startswith("|")):
        if is_table:
            found += _table([_cells(source) for source in sources], max(width, 8))
        else:
            found += [line for source in sources for line in _laid_out(source, max(width, 8))]
    return found


def spans_of(text: str, style: str = PLAIN) -> list[Span]:
    """Read one line of Markdown; what is plain in it has the given style."""
    found: list[Span] = []
    is_strong = is_soft = False
    for token in _TOKEN.finditer(clean_line(text)):
        shown = STRONG if is_strong else SOFT if is_soft else style
        match token.lastgroup:
            case "strong":
                is_strong = not is_strong
            case "soft":
                is_soft = not is_soft
            case "mark":
                found.append(Span(f"[{token['mark']}]", FAINT))
            case "entity":
                found.append(Span(_ENTITIES[token["entity"]], shown))
            case _:
                found.append(Span(token[token.lastgroup or 0], shown))
    return found


def _laid_out(source: str, width: int) -> Iterator[Line]:
    indent = len(source) - len(source.lstrip(" "))
    body = source.strip()
    if re.fullmatch(r"([-*_] ?){3,}", body):
        yield [Span("─" * width, FAINT)]
        return
    opening = _OPENING.match(body)
    first, style = _sign(opening)
    words = _words(spans_of(body[opening.end() :] if opening else body, style))
    yield from _wrapped(words, " " * min(indent, width // 2), first, width)


def _cells(source: str) -> list[str]:
    inner = source.strip().removeprefix("|").removesuffix("|")
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", inner)]


def _table(rows: Sequence[list[str]], width: int) -> Iterator[Line]:
    """Lay out a table: its first row is the head, and the second, of dashes, a rule."""
    count = max(map(len, rows))
    body = [row for row in rows if not all(re.fullmatch(r":?-+:?", cell) for cell in row)]
    cells = [
        [_words(spans_of(cell, STRONG if not number else PLAIN)) for cell in (*row, *[""] * count)[:count]]
        for number, row in enumerate(body)
    ]
    widths = _widths(cells, width - 2 * (count - 1))
    for number, row in enumerate(cells):
        columns = [list(_wrapped(words, "", "", room)) for words, room in zip(row, widths, strict=True)]
        for index in range(max(map(len, columns))):
            yield _joined([column[index] if index < len(column) else [] for column in columns], widths)
        if not number:
            yield [Span("─" * min(width, sum(widths) + 2 * (count - 1)), FAINT)]


def _widths(rows: Sequence[Sequence[Sequence[list[Span]]]], room: int) -> list[int]:
    """Give each column the width it wants, the widest less where there is no room."""
    wanted = [max(1, *(_length(words) for words in column)) for column in zip(*rows, strict=True)]
    while sum(wanted) > room and max(wanted) > _NARROWEST:
        wanted[wanted.index(max(wanted))] -= 1
    return wanted


def _length(words: Sequence[list[Span]]) -> int:
    return sum(cell_len(span.text) for word in words for span in word) + max(0, len(words) - 1)


def _joined(cells: Sequence[Line], widths: Sequence[int]) -> Line:
    line: list[Span] = []
    for cell, width in zip(cells, widths, strict=True):
        line += cell
        line.append(Span(" " * (width - sum(cell_len(span.text) for span in cell) + 2)))
    return line


def _sign(opening: re.Match[str] | None) -> tuple[str, str]:
    """Give what stands before the words of a line, and their style."""
    match opening.lastgroup if opening else None:
        case "heading":
            return "", HEADING
        case "bullet":
            return "• ", PLAIN
        case "note":
            return f"[{opening['note']}] " if opening else "", FAINT
        case "number":
            return opening["number"] if opening else "", PLAIN
        case "quote":
            return "│ ", PLAIN
    return "", PLAIN


def _words(spans: Sequence[Span]) -> list[list[Span]]:
    """Part spans at spaces; a word may have several styles."""
    words: list[list[Span]] = [[]]
    for text, style in spans:
        for number, piece in enumerate(text.split(" ")):
            if number:
                words.append([])
            if piece:
                words[-1].append(Span(piece, style))
    return [word for word in words if word]


def _wrapped(words: Sequence[list[Span]], indent: str, sign: str, width: int) -> Iterator[Line]:
    line, used = [Span(indent + sign)], cell_len(indent + sign)
    margin, room = Span(" " * used), max(1, width - used)
    is_empty = True
    for word in (part for whole in words for part in _chopped(whole, room)):
        length = sum(cell_len(span.text) for span in word)
        if not is_empty and used + 1 + length > width:
            yield line
            line, used, is_empty = [margin], len(margin.text), True
        if not is_empty:
            line.append(Span(" ", word[0].style if word[0].style == line[-1].style else PLAIN))
        line += word
        used += length + (not is_empty)
        is_empty = False
    yield line


def _chopped(word: list[Span], width: int) -> list[list[Span]]:
    """Part a word that is wider than a line."""
    if sum(cell_len(span.text) for span in word) <= width:
        return [word]
    return [[Span(part, span.style)] for span in word for part in chop_cells(span.text, width)]
