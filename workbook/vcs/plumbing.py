"""A git repository as the rest of the program reads it: commits, trees, blobs and settings.

A path goes in, ids and bytes come out, with one git process for a listing and one for any number of
blobs. Records, plans and the meaning of a path are not known here. Writing will join the readers below
in modules of its own, over `program`.
"""

import re
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import BytesIO
from itertools import chain, islice
from pathlib import Path
from typing import IO, NamedTuple

from workbook.errors import WorkbookError
from workbook.vcs.location import locate
from workbook.vcs.loose import loose_objects
from workbook.vcs.program import GitFailedError, ask, run, running
from workbook.vcs.revision import resolve
from workbook.vcs.settings import LIST_SETTINGS, Setting, scoped_settings, settings_in

_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_IGNORED_SCOPES = ("system", "command")

# So many ids and line ends fit into the smallest pipe there is (4 KiB), so that writing them to a git
# that waits for them never blocks, and no thread is needed.
_IDS_AHEAD = 60

# Below this, looking for objects that lie loose saves nothing.
_MANY = 100


class MissingBlobError(WorkbookError):
    """A blob that should be there and is not."""

    def __init__(self, blob: str, folder: Path) -> None:
        super().__init__(f"{folder} does not hold the file content {blob}; fetch it, or run `git fsck`.")


class TreeEntry(NamedTuple):
    """A path in a commit; `mode` is octal text, `size` in bytes and zero for all but blobs."""

    mode: str
    type: str
    id: str
    size: int
    path: str


class Repository(NamedTuple):
    """A repository with a work tree, or a bare one; its folders are absolute.

    `top` is where its paths begin: the top of the work tree, or the bare repository. `git_folder` is
    the one that all its work trees share, `head_folder` is this work tree's alone: `HEAD`, the index.
    """

    top: Path
    git_folder: Path
    head_folder: Path
    is_bare: bool

    @classmethod
    def find(cls, path: Path) -> "Repository":
        """Find the repository that a path lies in, without starting git.

        Raises:
            NotARepositoryError: there is none.
        """
        found = locate(path)
        return cls(
            top=found.top,
            git_folder=found.git_folder,
            head_folder=found.head_folder,
            is_bare=found.is_bare,
        )

    def resolve(self, revision: str) -> str:
        """Give the id of the commit that a word of the user stands for; see `revision.resolve`."""
        return resolve(self.top, revision)

    def tree(self, commit: str, path: str = "") -> Iterator[TreeEntry]:
        """List what lies at or below a path in a commit, folders too, in git's order.

        Names that are no UTF-8 hold lone surrogates for the bytes that are not.
        """
        _must_be_id(commit)
        below = [path] if path else []
        out = run(self.top, "ls-tree", "-r", "-t", "-z", "-l", "--full-tree", "--", commit, *below)
        for line in out.decode("utf-8", "surrogateescape").split("\0")[:-1]:
            about, _, found = line.partition("\t")
            mode, kind, id_, size = about.split()
            # `-t` also lists the folders on the way down to the path.
            if not path or found == path or found.startswith(f"{path}/"):
                yield TreeEntry(mode, kind, id_, 0 if size == "-" else int(size), found)

    def blobs(self, ids: Iterable[str]) -> Generator[tuple[str, bytes | None], None, None]:
        """Give the content of each blob, in order; `None` where the repository holds no such blob.

        One blob at a time is held, and ids are taken a few dozen ahead. Without any, git is not started.
        """
        waiting = iter(ids)
        first = list(islice(waiting, 1))
        if not first:
            return
        waiting = chain(first, waiting)
        with running(self.top, "cat-file", "--batch", messages=False) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            while ahead := list(islice(waiting, _IDS_AHEAD)):
                _ask_for(process.stdin, ahead)
                for id_ in ahead:
                    try:
                        yield id_, _read_blob(process.stdout)
                    except EOFError:
                        self._explain(id_)

    @contextmanager
    def reader(self) -> Iterator[Callable[[str], bytes | None]]:
        """Give a function that reads one blob after another by one process, as `blobs` gives them.

        It is for one thread at a time.
        """
        with running(self.top, "cat-file", "--batch", messages=False) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            ask_for, answers = process.stdin, process.stdout

            def read(id_: str) -> bytes | None:
                _ask_for(ask_for, [id_])
                try:
                    return _read_blob(answers)
                except EOFError:
                    self._explain(id_)
                    raise

            yield read

    def blob(self, id_: str) -> bytes:
        """Give the content of one blob.

        Raises:
            MissingBlobError: the repository holds no such blob.
        """
        ((_, data),) = self.blobs([id_])
        if data is None:
            raise MissingBlobError(id_, self.top)
        return data

    def config(self, key: str) -> str | None:
        """Give what the user or this repository set for a key, the repository's over the user's.

        What the system or a caller's `-c` sets does not count.
        """
        answer = ask(self.top, "config", "--null", "--show-scope", "--get-all", "--end-of-options", key)
        if answer.code and answer.messages:
            raise GitFailedError("config", self.top, answer.messages)
        parts = answer.out.decode("utf-8", "surrogateescape").split("\0")
        values = [
            value
            for scope, value in zip(parts[::2], parts[1::2], strict=False)
            if scope not in _IGNORED_SCOPES
        ]
        return values[-1] if values else None

    def settings(self) -> dict[str, str]:
        """Give all that the user or this repository set, by key, as `config` gives it for one.

        Section and name of a key are small letters. A key without a value has the value "".
        """
        return _own(self.scoped_settings())

    @property
    def id_length(self) -> int:
        """How many letters an id has: 40, or 64 where objects are named by sha256.

        Source: git-config(1) on `extensions.objectFormat`.
        """
        return 64 if self.settings().get("extensions.objectformat", "").lower() == "sha256" else 40

    @contextmanager
    def settings_ahead(self) -> Iterator[Callable[[], dict[str, str]]]:
        """Give a function that gives the same as `settings`, which git reads from now on."""
        with running(self.top, *LIST_SETTINGS, messages=False) as process:

            def read() -> dict[str, str]:
                out, _ = process.communicate()
                # Once more, for the reason.
                return self.settings() if process.returncode else _own(settings_in(out))

            yield read

    def scoped_settings(self) -> Sequence[Setting]:
        """Give all settings with whose they are, in git's order: of two for a key the later one holds."""
        return scoped_settings(self.top, self.git_folder, self.head_folder)

    def _explain(self, id_: str) -> None:
        """Raise the reason why git stopped at this blob."""
        run(self.top, "cat-file", "blob", id_)
        raise GitFailedError("cat-file", self.top, f"it stopped before {id_}")


def _own(settings: Iterable[Setting]) -> dict[str, str]:
    return {one.key: one.value for one in settings if one.scope not in _IGNORED_SCOPES}


@contextmanager
def read_objects(folder: Path) -> Iterator[Callable[[Sequence[str]], Iterator[bytes]]]:
    """Give a function that reads objects of any type by their ids, in order, from one git process.

    Raises:
        MissingBlobError: from that function, where the repository does not hold one.
    """
    with running(folder, "cat-file", "--batch", messages=False) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        ask_for, answers = process.stdin, process.stdout

        def read(ids: Sequence[str]) -> Iterator[bytes]:
            for start in range(0, len(ids), _IDS_AHEAD):
                ahead = ids[start : start + _IDS_AHEAD]
                _ask_for(ask_for, ahead)
                for id_ in ahead:
                    yield _read_object(answers, id_, folder)

        yield read


def read_whole(folder: Path, ids: Sequence[str]) -> Iterator[bytes]:
    """Give objects of any type by their ids, in order, all read at once: the fastest for many small ones.

    Raises:
        MissingBlobError: the repository does not hold one.
    """
    for id_ in ids:
        _must_be_id(id_)
    loose = loose_objects(locate(folder).git_folder, ids) if len(ids) >= _MANY else {}
    order = "".join(f"{id_}\n" for id_ in ids if id_ not in loose).encode("ascii")
    stream = BytesIO(run(folder, "cat-file", "--batch", "--buffer", stdin=order) if order else b"")
    for id_ in ids:
        yield loose[id_] if id_ in loose else _read_object(stream, id_, folder)


def _read_object(stream: IO[bytes], id_: str, folder: Path) -> bytes:
    header = stream.readline().split()
    if len(header) == 2 and header[1] == b"missing":
        raise MissingBlobError(id_, folder)
    data = stream.read(int(header[2]) + 1) if len(header) == 3 else b""
    if len(header) != 3 or len(data) != int(header[2]) + 1:
        run(folder, "cat-file", "-t", id_)
        raise GitFailedError("cat-file", folder, f"it stopped before {id_}")
    return data[:-1]


def _ask_for(stream: IO[bytes], ids: Iterable[str]) -> None:
    for id_ in ids:
        _must_be_id(id_)
        stream.write(id_.encode("ascii") + b"\n")
    # Where git is gone, reading its answer tells so, with the id that it stopped at.
    with suppress(BrokenPipeError):
        stream.flush()


def _read_blob(stream: IO[bytes]) -> bytes | None:
    """Read one answer of `cat-file --batch`: `ID TYPE SIZE`, content, line end; or `ID missing`."""
    header = stream.readline().split()
    if len(header) == 2 and header[1] == b"missing":
        return None
    if len(header) != 3:
        raise EOFError
    size = int(header[2])
    data = stream.read(size + 1)
    if len(data) != size + 1:
        raise EOFError
    return data[:-1] if header[1] == b"blob" else None


def _must_be_id(text: str) -> None:
    """Hold that a caller passes full ids, so that no word of a user gets here unresolved."""
    if not _ID.fullmatch(text):
        raise ValueError(f"{text!r} is no full object id")
