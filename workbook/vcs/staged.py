"""The files of the index: what the next commit would hold, as a `Source` like any other.

In: a repository with a work tree. Out: its staged files. Of a path with a merge conflict the side that was
merged into stands for it, as it does in the work tree.
"""

from collections.abc import Iterator

from workbook.records.source import FileType, SourceFile
from workbook.vcs.commit import CommitSource, is_plain, listed
from workbook.vcs.plumbing import Repository, TreeEntry
from workbook.vcs.program import run

_BASE = "1"


class IndexSource(CommitSource):
    """Files of the index; their sizes are not known before they are read."""

    def __init__(self, repository: Repository) -> None:
        super().__init__(repository, "")

    def files(self, folder: str) -> Iterator[SourceFile]:
        """List what is staged below `folder`, by one git process; folders are not listed."""
        folder = folder.rstrip("/")
        if folder and not is_plain(folder):
            return
        seen = set()
        for entry, stage in self._entries(folder):
            if stage == _BASE or entry.path in seen:
                continue
            seen.add(entry.path)
            file = listed(entry)
            if file.type is FileType.REGULAR:
                self.blobs[entry.path] = entry.id
            yield file

    def _entries(self, folder: str) -> Iterator[tuple[TreeEntry, str]]:
        below = [folder] if folder else []
        out = run(self.repository.top, "ls-files", "--stage", "-z", "--full-name", "--", *below)
        for line in out.decode("utf-8", "surrogateescape").split("\0")[:-1]:
            about, _, path = line.partition("\t")
            mode, id_, stage = about.split()
            yield TreeEntry(mode, "commit" if mode == "160000" else "blob", id_, 0, path), stage
