"""Where a field stands in its file: line and column, found only when a finding needs it.

In: a way to read a file. Out: `Place`. Files are read again; the last few layouts are remembered, because
findings about one file come together.
"""

from collections.abc import Callable
from functools import lru_cache, partial

from workbook.findings import Place
from workbook.records.reader import parse_path
from workbook.toml.damage import Damage
from workbook.toml.document import parse
from workbook.toml.layout import Layout
from workbook.toml.locate import LayoutError, scan


class Places:
    """Finds places in the files of one plan.

    `content` gives the bytes at a path, None where none can be read; `Survey.content` does.
    """

    def __init__(self, content: Callable[[str], bytes | None]) -> None:
        # No method is remembered by its object, so that whatever reads the files ends with the last finding.
        self._layout = lru_cache(maxsize=16)(partial(_read_layout, content))

    def __call__(self, path: str, field: str) -> Place:
        """Give the place of a field, or of its nearest table; the whole file where it cannot be read."""
        layout = self._layout(path)
        if layout is None:
            return Place(path=path)
        line, column = layout.place(layout.nearest(parse_path(field)))
        return Place(path=path, line=line, column=column)


def starts_alike(before: bytes | None, after: bytes | None, count: int) -> bool:
    """Say whether two versions of a file begin with the same so many lines, of which each has as many."""
    if before is None or after is None:
        return False
    end = -1
    for _ in range(count):
        end = before.find(b"\n", end + 1)
        if end < 0:
            return False
    return before[: end + 1] == after[: end + 1]


def _read_layout(content: Callable[[str], bytes | None], path: str) -> Layout | None:
    data = content(path)
    document = parse(data) if data is not None else None
    if document is None or isinstance(document, Damage):
        return None
    try:
        return scan(document)
    except LayoutError:
        # A place is worth less than the finding: the whole file is pointed at instead.
        return None
