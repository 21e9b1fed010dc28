"""Where a byte of a file stands for a person: its line and column.

Offsets flow in from the scanner and the parser, positions flow out to damage and findings. Nothing
here knows TOML. Lines end with LF (CRLF included); lines and columns count from one, columns count
characters, a tab is one, and a byte order mark is none.
"""

from bisect import bisect_right
from codecs import BOM_UTF8
from itertools import accumulate


class Lines:
    """The lines of a file, ready to place many of its bytes."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._starts = [0, *accumulate(len(line) + 1 for line in data.split(b"\n"))]
        self._is_ascii = data.isascii()

    def place(self, offset: int) -> tuple[int, int]:
        """Give line and column of the character at a byte offset; the end of the file has a place too.

        Bytes before the offset that are not UTF-8 count as one character each sequence.
        """
        line = bisect_right(self._starts, offset)
        start = self._starts[line - 1]
        if self._is_ascii:
            return line, offset - start + 1
        before = self._data[start:offset]
        if line == 1:
            before = before.removeprefix(BOM_UTF8)
        return line, len(before.decode(errors="replace")) + 1
