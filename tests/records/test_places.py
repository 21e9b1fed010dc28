"""Two versions of a file that begin alike have their fields in the same places so far."""

import pytest

from workbook.records.places import starts_alike


@pytest.mark.parametrize(
    ("before", "after", "count", "alike"),
    [
        (b"a\nb\nc\n", b"a\nb\nd\n", 2, True),
        (b"a\nb\nc\n", b"a\nb\nd\n", 3, False),
        (b"a\nb\n", b"a\nb\nc\n", 2, True),
        (b"a\nb\n", b"a\nbc\n", 2, False),
        (b"a\nb", b"a\nb", 2, False),
        (b"", b"", 1, False),
        (b"", b"a", 0, True),
        (None, b"a\n", 1, False),
        (b"a\n", None, 1, False),
    ],
)
def test_only_whole_lines_of_both_are_compared(
    before: bytes | None, after: bytes | None, count: int, alike: bool
) -> None:
    assert starts_alike(before, after, count) is alike
