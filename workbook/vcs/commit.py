"""A plan in a commit: the `Source` that history, diff, "as of" and the guard read through.

In: a repository and a commit id. Out: the files of that commit, alike those of a folder. Nothing is
checked out, and a link is listed as a link and never followed.
"""

import errno
import posixpath
import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from threading import Lock

from workbook.records.source import FileType, SourceFile
from workbook.vcs.plumbing import Repository, TreeEntry

_LINK = "120000"
_NO_FILE = "no regular file in the commit"


class CommitSource:
    """Files of one commit; remembers the ids that it listed.

    Files that are asked for one by one are read by one git process, which ends with this source.
    """

    def __init__(self, repository: Repository, commit: str) -> None:
        self.repository = repository
        self.commit = commit
        self.blobs: dict[str, str] = {}
        self._read: Callable[[str], bytes | None] | None = None
        self._turn = Lock()

    def files(self, folder: str) -> Iterator[SourceFile]:
        """List what lies below `folder`, by one git process; a file or link in its place as itself."""
        folder = folder.rstrip("/")
        if folder and not is_plain(folder):
            return
        unread = "\0"
        for entry in self.repository.tree(self.commit, folder):
            if entry.path.startswith(unread):
                continue
            found = listed(entry)
            if entry.type == "tree" and entry.path.endswith(".toml") and entry.path != folder:
                unread = f"{entry.path}/"
            elif entry.type == "tree":
                continue
            elif found.type is FileType.REGULAR:
                self.blobs[entry.path] = entry.id
            yield found

    def read(self, path: str) -> bytes:
        """Give the bytes of a regular file.

        Raises:
            FileNotFoundError: the commit has no regular file there.
            OSError: the repository does not hold its content.
        """
        self._learn((path,))
        blob = self.blobs.get(path, "")
        if not blob:
            raise FileNotFoundError(errno.ENOENT, _NO_FILE, path)
        with self._turn:
            data = self._reader()(blob)
        if data is None:
            raise _lost(blob, path)
        return data

    def read_many(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | OSError]]:
        """Give each path with its bytes, or with the error that kept them; in order.

        One git process reads them all; one more lists where a path was not listed before.
        """
        wanted = tuple(paths)
        self._learn(wanted)
        ids = {path: self.blobs.get(path, "") for path in wanted}
        with closing(self.repository.blobs(ids[path] for path in wanted if ids[path])) as contents:
            for path in wanted:
                if not ids[path]:
                    yield path, FileNotFoundError(errno.ENOENT, _NO_FILE, path)
                    continue
                _, data = next(contents)
                yield path, _lost(ids[path], path) if data is None else data

    def _reader(self) -> Callable[[str], bytes | None]:
        if self._read is None:
            stack = ExitStack()
            self._read = stack.enter_context(self.repository.reader())
            weakref.finalize(self, stack.close)
        return self._read

    def _learn(self, paths: Iterable[str]) -> None:
        unlisted = [path for path in paths if path not in self.blobs and is_plain(path)]
        if unlisted:
            for _ in self.files(posixpath.commonpath(unlisted)):
                pass


def _lost(blob: str, path: str) -> OSError:
    return OSError(errno.EIO, f"the repository lacks the content {blob}", path)


def listed(entry: TreeEntry) -> SourceFile:
    """Give an entry of a tree or an index as a source lists it."""
    if not _is_text(entry.path):
        shown = entry.path.encode(errors="backslashreplace").decode()
        return SourceFile(path=shown, type=FileType.UNNAMEABLE, size=0)
    if entry.type == "tree":
        return SourceFile(path=entry.path, type=FileType.FOLDER, size=0)
    if entry.mode == _LINK:
        return SourceFile(path=entry.path, type=FileType.LINK, size=0)
    if entry.type == "blob":
        return SourceFile(path=entry.path, type=FileType.REGULAR, size=entry.size, blob=entry.id)
    return SourceFile(path=entry.path, type=FileType.OTHER, size=0)


def _is_text(path: str) -> bool:
    """Say whether a name is UTF-8; other bytes come as lone surrogates."""
    return path.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in path)


def is_plain(path: str) -> bool:
    """Say whether a path leads straight down from the top, so that no other path means the same."""
    leads_down = path not in ("", ".", "..") and not path.startswith(("/", "../"))
    return leads_down and "\0" not in path and posixpath.normpath(path) == path
