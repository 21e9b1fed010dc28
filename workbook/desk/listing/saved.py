"""Filters that a person keeps, by kind of record, to have at hand again.

In: the words of a filter. Out: those that are kept, in order. They lie with the git data of the clone, and
are nobody else's; a file that cannot be read counts for none.
"""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from workbook.desk.folders import cache_folder
from workbook.desk.saving import write_whole
from workbook.model.kind import Kind

_NAME = "filters.json"
_MOST = 50


class SavedFilters:
    """The filters that are kept with a plan; without git there is no place for them."""

    def __init__(self, top: Path) -> None:
        folder = cache_folder(top)
        self._path = folder / _NAME if folder is not None else None

    def of(self, kind: Kind) -> Sequence[str]:
        """List the filters that are kept for a kind, in order."""
        return sorted(self._all().get(kind, ()))

    def keep(self, kind: Kind, words: str) -> None:
        """Keep a filter; of very many the oldest goes."""
        known = [one for one in self._all().get(kind, ()) if one != words]
        self._write(kind, [*known, words][-_MOST:])

    def drop(self, kind: Kind, words: str) -> None:
        """Keep a filter no more."""
        self._write(kind, [one for one in self._all().get(kind, ()) if one != words])

    def _all(self) -> dict[Kind, list[str]]:
        try:
            content = self._path.read_bytes() if self._path is not None else b"{}"
            return msgspec.json.decode(content, type=dict[Kind, list[str]])
        except (OSError, msgspec.DecodeError):
            return {}

    def _write(self, kind: Kind, filters: list[str]) -> None:
        if self._path is not None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, msgspec.json.encode({**self._all(), kind: filters}))
