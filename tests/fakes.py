"""Stand-ins for what lies outside: each keeps a protocol of the program and does one odd thing."""

from collections.abc import Callable, Iterable, Iterator

from workbook.records.source import Source, SourceFile


class CountingSource:
    """A source that notes which files are read."""

    def __init__(self, inner: Source) -> None:
        self.inner = inner
        self.read_paths: list[str] = []

    def files(self, folder: str) -> Iterator[SourceFile]:
        return self.inner.files(folder)

    def read(self, path: str) -> bytes:
        self.read_paths.append(path)
        return self.inner.read(path)

    def read_many(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | OSError]]:
        wanted = list(paths)
        self.read_paths += wanted
        return self.inner.read_many(wanted)


class BusySource:
    """A source in which something happens between listing the files and reading them."""

    def __init__(self, inner: Source, happens: Callable[[], object]) -> None:
        self.inner = inner
        self.happens = happens

    def files(self, folder: str) -> Iterator[SourceFile]:
        yield from list(self.inner.files(folder))
        self.happens()

    def read(self, path: str) -> bytes:
        return self.inner.read(path)

    def read_many(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | OSError]]:
        return self.inner.read_many(paths)


class ShuffledSource:
    """A source that lists its files in another order."""

    def __init__(self, inner: Source, order: Callable[[list[SourceFile]], list[SourceFile]]) -> None:
        self.inner = inner
        self.order = order

    def files(self, folder: str) -> Iterator[SourceFile]:
        yield from self.order(list(self.inner.files(folder)))

    def read(self, path: str) -> bytes:
        return self.inner.read(path)

    def read_many(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | OSError]]:
        return self.inner.read_many(paths)
