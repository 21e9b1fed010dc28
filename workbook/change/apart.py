"""Texts that differ, told by what differs in them.

What a text was and what two sides made of it flow in; for each a few words on one line flow out: short texts
whole, of long ones the places where the sides say something else, with a few words around them.

    base    Delivered by sea to Gdynia before the frost.     "… by sea to Gdynia before …"
    ours    Delivered by rail to Rzeszow before the frost.   "… by rail to Rzeszow before …"
    theirs  Delivered by rail to Lublin before the frost.    "… by rail to Lublin before …"
"""

from collections.abc import Sequence
from itertools import takewhile
from typing import TypeAlias

from workbook.change.lines import aligned_lines
from workbook.change.raw_words import LONGEST, quoted
from workbook.model.display import clean_line

MOST = 200
_AROUND = 3
_LETTERS_AROUND = 20
_MORE = "…"
_ENDS = (".", "!", "?")

Part: TypeAlias = tuple[int, int]


def told_apart(base: str | None, ours: str | None, theirs: str | None) -> tuple[str | None, ...]:
    """Tell three texts so that those of the two sides are seen to differ; None for one that is not there."""
    given = (base, ours, theirs)
    # What is not there is compared with as if it said what another does.
    stand_in = next((text for text in given if text is not None), "")
    texts = [stand_in if text is None else text for text in given]
    lines = [clean_line(text) for text in texts]
    told = [quoted(line, MOST) for line in apart(lines)]
    if len(set(lines)) == 1 and len(set(texts)) > 1:
        told = [f"{words} ({_extent(text)})" for words, text in zip(told, texts, strict=True)]
    return tuple(None if text is None else words for text, words in zip(given, told, strict=True))


def apart(lines: Sequence[str], *, longest: int = LONGEST) -> Sequence[str]:
    """Cut three clean lines of which one is too long, so that those of the two sides still differ."""
    if max(map(len, lines)) <= longest:
        return lines
    told = [_cut(line) for line in _by_words(lines)]
    is_told = lines[1] == lines[2] or told[1] != told[2]
    return told if is_told else [_cut(line) for line in _by_letters(lines)]


def _by_words(lines: Sequence[str]) -> Sequence[str]:
    """Leave out what all three share, and what the two sides say alike."""
    texts = [line.split(" ") for line in lines]
    parts: list[list[Part]] = [[], [], []]
    at = [0, 0, 0]
    for stretch in aligned_lines(*texts):
        pieces = stretch[1:]
        if pieces[1] != pieces[2]:
            start = _alike(pieces[1], pieces[2])
            end = _alike(pieces[1][start:][::-1], pieces[2][start:][::-1])
            for side, piece in enumerate(pieces):
                first, last = (start, end) if side else (0, 0)
                parts[side].append((at[side] + first, at[side] + len(piece) - last))
        at = [place + len(piece) for place, piece in zip(at, pieces, strict=True)]
    return [_shown(words, some) for words, some in zip(texts, parts, strict=True)]


def _by_letters(lines: Sequence[str]) -> Sequence[str]:
    """Leave out what the two sides begin with letter by letter, for words without end."""
    base, ours, theirs = lines
    alike = _alike(ours, theirs)
    # Of the version before, what all three begin with.
    starts = (min(alike, _alike(base, ours)), alike, alike)
    cuts = [max(start - _LETTERS_AROUND, 0) for start in starts]
    return [f"{_MORE if cut else ''}{line[cut:]}" for cut, line in zip(cuts, lines, strict=True)]


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """Count what two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _shown(words: Sequence[str], parts: Sequence[Part]) -> str:
    """Give the parts of a text with what stands around them in the same sentence."""
    windows: list[Part] = []
    for start, end in parts:
        low, high = start, end
        while low > 0 and start - low < _AROUND and not words[low - 1].endswith(_ENDS):
            low -= 1
        while high < len(words) and high - end < _AROUND and not _ends_at(words, start, high):
            high += 1
        if windows and low <= windows[-1][1] + 1:
            low = windows.pop()[0]
        windows.append((low, high))
    if not windows:
        return " ".join(words)
    told = f" {_MORE} ".join(" ".join(words[low:high]) for low, high in windows)
    before = f"{_MORE} " if windows[0][0] > 0 else ""
    behind = f" {_MORE}" if windows[-1][1] < len(words) else ""
    return f"{before}{told}{behind}"


def _ends_at(words: Sequence[str], start: int, end: int) -> bool:
    return end > start and words[end - 1].endswith(_ENDS)


def _cut(line: str) -> str:
    return line if len(line) <= MOST else f"{line[: MOST - 1].rstrip()}{_MORE}"


def _extent(text: str) -> str:
    """Say how long a text is, where only its layout is another's."""
    count = len(text.splitlines())
    return f"{count:,} line{'' if count == 1 else 's'}, {len(text):,} characters"
