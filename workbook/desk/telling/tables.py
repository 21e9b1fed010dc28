"""What versions of files say, by the ids of their blobs, each read once.

In: ids, as they become known. Out: plain tables, which share what the versions have in common, so that nobody
may change them.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from workbook.toml.document import Document
from workbook.toml.versions import Versions
from workbook.vcs.plumbing import Repository

Tables = Mapping[str, Mapping[str, Any] | None]
"""By the id of a blob what it says; None for what is no TOML."""


class TablesRead:
    """The versions that were read so far, of any repository."""

    def __init__(self) -> None:
        self._tables: dict[str, Mapping[str, Any] | None] = {}
        self._asked: set[str] = set()
        self._versions = Versions()
        self.tables: Tables = MappingProxyType(self._tables)

    def read(self, repository: Repository, ids: Iterable[str]) -> None:
        """Read by one process those that were not read yet; ids are taken a few dozen ahead."""
        for blob, content in repository.blobs(self._news(ids)):
            document = self._versions.parse(content) if content is not None else None
            self._tables[blob] = document.table if isinstance(document, Document) else None

    def _news(self, ids: Iterable[str]) -> Iterator[str]:
        for blob in ids:
            if blob not in self._asked:
                self._asked.add(blob)
                yield blob
