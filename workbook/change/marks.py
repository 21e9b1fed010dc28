"""Conflict markers around whole statements, written and read back.

Three versions of a file that differ only in what is in conflict flow in, one text flows out that git,
forges and editors know: ours, base and theirs between markers, all else once. `sides_of` reads it back into
the three versions, so that whoever resolves a conflict needs only the file.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from workbook.change.lines import Clash, Stretch

_SHORTEST = 7
_START = re.compile(rb"(<{7,})(?: |\r?\n|\Z)")
_LOOKS_LIKE = re.compile(rb"^([<|=>])\1{6,}", re.MULTILINE)


class Sides(msgspec.Struct, frozen=True, kw_only=True):
    """What the sides of a merge are called in markers: by delegation or branch."""

    ours: str
    base: str
    theirs: str


class Versions(NamedTuple):
    """The three versions that a file with markers holds."""

    ours: bytes
    base: bytes
    theirs: bytes


def marked(stretches: Sequence[Stretch[bytes]], names: Sides) -> bytes:
    """Write stretches of ended lines, each clash between markers that no line in it resembles."""
    return b"".join(
        _hunk(stretch, names) if isinstance(stretch, Clash) else b"".join(stretch.lines)
        for stretch in stretches
    )


def sides_of(data: bytes) -> Versions | None:
    """Read the three versions out of a file with markers; None where there are none, or they are broken."""
    sides: tuple[list[bytes], list[bytes], list[bytes]] = ([], [], [])
    lines = iter(data.splitlines(keepends=True))
    has_marks = False
    for line in lines:
        start = _START.match(line)
        if start is None:
            for side in sides:
                side.append(line)
            continue
        has_marks = True
        if not _read_hunk(lines, len(start[1]), sides):
            return None
    return Versions(*(b"".join(side) for side in sides)) if has_marks else None


def _hunk(clash: Clash[bytes], names: Sides) -> bytes:
    versions = [b"".join(lines) for lines in (clash.ours, clash.base, clash.theirs)]
    length = max(
        (len(found[0]) + 1 for version in versions for found in _LOOKS_LIKE.finditer(version)),
        default=_SHORTEST,
    )
    signs = (b"<", b"|", b"=", b">")
    labels = (names.ours, names.base, "", names.theirs)
    marks = [_mark(sign * length, label) for sign, label in zip(signs, labels, strict=True)]
    ours, base, theirs = versions
    return marks[0] + ours + marks[1] + base + marks[2] + theirs + marks[3]


def _mark(sign: bytes, label: str) -> bytes:
    words = "".join(letter if letter.isprintable() else "?" for letter in label)
    return sign + (b" " + words.encode(errors="replace") if words else b"") + b"\n"


def _read_hunk(lines: Iterator[bytes], length: int, sides: Sequence[list[bytes]]) -> bool:
    """Read what stands between the markers of a conflict; False where the last does not come."""
    marks = [re.compile(sign * length + rb"(?: |\r?\n|\Z)") for sign in (rb"\|", rb"=", rb">")]
    current = 0
    for line in lines:
        if current < len(marks) and marks[current].match(line):
            if current == len(marks) - 1:
                return True
            current += 1
        else:
            sides[current].append(line)
    return False
