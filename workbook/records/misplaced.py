"""Words that may have been meant to say who reads a record, where they say nothing.

In: a key that is no field, or a value that is read by nobody. Out: the paths below it at which such a word
stands. What it was meant to hold back must not go out, so a word too many is better than one too few.
"""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from workbook.model.fields import fields_of
from workbook.model.record import RecordData

_NEAR = 0.75
_LONGEST = 64
# Whoever hides a word behind so many others is not told which it is.
_MOST_SEEN = 1_000
_MEANT = tuple(field.key for field in fields_of(RecordData) if field.key.startswith("release"))


def resembles_release(key: str) -> bool:
    """Say whether a key may have been meant as one that holds a record or a field of it back."""
    word = key.lower()
    return len(word) <= _LONGEST and any(_is_near(word, meant) for meant in _MEANT)


def misplaced_releases(value: Any) -> Iterator[tuple[str | int, ...]]:
    """Give the paths of such keys inside a value, that of the value itself where it is too large to see."""
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), value)]
    seen = 0
    while waiting:
        path, one = waiting.pop()
        inner = one.items() if isinstance(one, dict) else enumerate(one) if isinstance(one, list) else ()
        for key, below in inner:
            seen += 1
            if seen > _MOST_SEEN:
                yield ()
                return
            if isinstance(key, str) and resembles_release(key):
                yield (*path, key)
            elif isinstance(below, (dict, list)):
                waiting.append(((*path, key), below))


def _is_near(word: str, meant: str) -> bool:
    matcher = SequenceMatcher(None, word, meant)
    return matcher.real_quick_ratio() >= _NEAR and matcher.quick_ratio() >= _NEAR and matcher.ratio() >= _NEAR
