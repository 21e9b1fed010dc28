"""Three versions of a text and what their lines merge to, cut into sections that can be parsed one by one.

Aligned lines flow in, sections flow out: what the versions share is one section for all of them, and so is
parsed once. Cuts lie above the first header, or before one: a statement elsewhere belongs to the table that
was opened above it. Whether a cut is sound shows where the sections are parsed.
"""

import re
from collections.abc import Iterable, Iterator
from operator import add
from typing import NamedTuple

from workbook.change.lines import Aligned

_HEADER = re.compile(rb"^[ \t]*\[", re.MULTILINE)
_REMARKS = rb"(?:[ \t]*+(?:#[^\n]*+)?+\r?\n)*+"
_BEGINS_TABLE = re.compile(_REMARKS + rb"[ \t]*\[")
_IS_REMARKS = re.compile(_REMARKS)


class Section(NamedTuple):
    """What stands in a section of each version, and in that of the text to which their lines merge."""

    base: bytes
    ours: bytes
    theirs: bytes
    merged: bytes

    @property
    def is_shared(self) -> bool:
        """Whether all versions have the same here."""
        return self.base == self.ours == self.theirs


def sections(stretches: Iterable[Aligned[bytes]]) -> list[Section]:
    """Cut lines into sections; where both sides changed lines, ours stand in what is merged."""
    found: list[Section] = []
    is_open = False
    for one in filter(any, map(_section, stretches)):
        if is_open and not _begins_table(one):
            found[-1:] = _joined(found[-1], one)
        else:
            found.append(one)
        is_open = is_open or any(map(_HEADER.search, one))
    return found


def _section(lines: Aligned[bytes]) -> Section:
    if lines.is_shared:
        text = b"".join(lines.base)
        return Section(text, text, text, text)
    base, ours, theirs = b"".join(lines.base), b"".join(lines.ours), b"".join(lines.theirs)
    return Section(base, ours, theirs, theirs if ours == base else ours)


def _begins_table(section: Section) -> bool:
    """Say whether the first statement of each version, where there is one, is a header."""
    texts = [text for text in section if not _IS_REMARKS.fullmatch(text)]
    return bool(texts) and all(map(_BEGINS_TABLE.match, texts))


def _joined(above: Section, below: Section) -> Iterator[Section]:
    """Join two sections between which no cut may lie, but for what is shared and may be cut off."""
    headers = [found.start() for found in _HEADER.finditer(above.base)] if above.is_shared else []
    if headers and headers[-1]:
        first, above = _cut(above, headers[-1])
        yield first
    header = _HEADER.search(below.base) if below.is_shared else None
    below, last = _cut(below, header.start()) if header else (below, None)
    yield Section(*map(add, above, below))
    if last is not None:
        yield last


def _cut(shared: Section, place: int) -> tuple[Section, Section]:
    first, last = shared.base[:place], shared.base[place:]
    return Section(first, first, first, first), Section(last, last, last, last)
