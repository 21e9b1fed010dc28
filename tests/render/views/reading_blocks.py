"""Read blocks back as plain text, so that a test says what a reader would see."""

from workbook.render.blocks import Block, Callout, Line, Paragraph, Points, Table
from workbook.render.page import Paper


def texts(paper: Paper, key: str) -> list[str]:
    """Give the lines of a section and the cells of its rows; nothing where the section is not there."""
    section = paper.part.get(key)
    return [text for block in (section.blocks if section is not None else ()) for text in _texts(block)]


def short(paper: Paper) -> list[str]:
    """Give what a paper says first."""
    return [line.text for line in paper.short]


def _texts(block: Block) -> list[str]:
    match block:
        case Paragraph():
            return [_text(block.line)]
        case Points():
            return [_text(line) for point in block.points for line in (point.line, *point.under)]
        case Callout():
            return [_text(line) for line in block.lines]
        case Table():
            return [" | ".join(row.cells) for row in block.rows]
        case _:
            return [block.told] if hasattr(block, "told") else []


def _text(line: Line) -> str:
    return " ".join(part for part in (line.lead, line.text, line.tail and f"({line.tail})") if part)
