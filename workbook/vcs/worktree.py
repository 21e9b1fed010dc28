"""The work tree brought from one tree to another: only files that differ, and never over local changes.

In: what stands at a path before and after. Out: the files, written as the very bytes of their blobs, or one
sentence naming a file with local changes, before anything is touched. No filter and no attribute has a part
in it. All new files are written before the first is put in its place, so a full disk changes nothing. A file
that holds the new text already is taken for done, so what was cut short can be repeated.
"""

import os
import stat
import threading
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from workbook.errors import WorkbookError
from workbook.vcs.new_files import Place, WrittenAhead, new_places, write_new
from workbook.vcs.odd_paths import refuse_odd_paths
from workbook.vcs.packing import NoSpaceError, ReadOnlyRepositoryError, blob_id
from workbook.vcs.plumbing import Repository, read_whole
from workbook.vcs.program import run, run_ahead
from workbook.vcs.trees import FILE, LINK, SUBMODULE, Entry, Step

_FULL = (28, 122)  # ENOSPC, EDQUOT
_DIFFER = ("diff-tree", "-r", "-z", "--raw", "--no-renames", "--full-index")
_COMPARE = ("diff-index", "--cached", "-z", "--raw", "--no-renames", "--full-index")
_MANY = 200  # below this a second thread costs more than it saves


Compared: TypeAlias = Callable[[], bytes | None]
Written: TypeAlias = Callable[[], Sequence[WrittenAhead]]
Seen: TypeAlias = Callable[[str, os.stat_result], str]
"""Gives the id of the bytes that a file with this stat is known to hold; "" where it must be read."""


def nothing_written() -> Sequence[WrittenAhead]:
    """Say that no file was written ahead."""
    return ()


def nothing_seen(_: str, __: os.stat_result) -> str:
    """Say that every file must be read."""
    return ""


class LocalChangesError(WorkbookError):
    """A file that must change has changes that are not committed."""

    def __init__(self, paths: list[str]) -> None:
        self.paths = paths
        more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
        super().__init__(
            f"{paths[0]}{more} would be overwritten but has changes that are not committed; commit them, "
            "or run `git stash`, then try again."
        )


class UnmergedFilesError(WorkbookError):
    """The index still has conflicts of something that was given up half-way."""

    def __init__(self, paths: list[str]) -> None:
        more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
        super().__init__(
            f"{paths[0]}{more} still has a conflict in the index; settle it, run `git add`, then try again."
        )


def differences(repository: Repository, before: str, after: str) -> dict[str, Step]:
    """Give what differs between two commits or trees, by path; a rename is a file less and one more."""
    return {} if before == after else parse_raw(run(repository.top, *_DIFFER, before, after))


@contextmanager
def differences_ahead(
    repository: Repository, before: str, after: str
) -> Iterator[Callable[[], dict[str, Step]]]:
    """Give a function that gives the same as `differences`, which git looks for from now on."""
    if before == after:
        yield dict
        return
    with run_ahead(repository.top, *_DIFFER, before, after) as told:
        yield lambda: parse_raw(told())


def parse_raw(out: bytes) -> dict[str, Step]:
    """Read the raw format of git's diffs with `-z` and without renames."""
    parts = out.decode("utf-8", "surrogateescape").split("\0")
    found = {}
    for about, path in zip(parts[:-1:2], parts[1::2], strict=True):
        old_mode, new_mode, old_id, new_id, _ = about.lstrip(":").split(" ")
        found[path] = Step(_entry(old_mode, old_id), _entry(new_mode, new_id))
    return found


def refuse_local_changes(
    repository: Repository,
    ours: str,
    steps: Mapping[str, Step],
    texts: Mapping[str, bytes] = MappingProxyType({}),
    seen: Seen = nothing_seen,
    compared: Compared | None = None,
) -> None:
    """Refuse where the index or the work tree has more than `ours` at one of the paths.

    What lies there may also be what is to come, as `steps` or `texts` have it. Files whose bytes were `seen`
    are not read again, and the index may be `compared` ahead.

    Raises:
        LocalChangesError: it has.
        UnmergedFilesError: the index has conflicts, at whatever path.
        RefusedPathError: a path leads out of the work tree, or into git's folder.
    """
    refuse_odd_paths(steps)
    with _compared(repository, ours, compared) as told:
        folders = {path.rpartition("/")[0] for path in steps}
        blocked = {folder for folder in folders if _is_blocked(repository.top, folder, steps)}
        touched = {
            path
            for path in steps
            if path.rpartition("/")[0] in blocked
            or not _is_untouched(repository.top, path, steps, texts.get(path), seen)
        }
        out = told()
    if unmerged := _unmerged(out):
        raise UnmergedFilesError(unmerged)
    touched |= {
        path for path, (_, after) in parse_raw(out).items() if path in steps and steps[path].after != after
    }
    if touched:
        raise LocalChangesError(sorted(touched))


@contextmanager
def compared_ahead(repository: Repository, ours: str) -> Iterator[Compared]:
    """Let git compare the index with a commit from now on, and give a function that waits for it.

    It gives None where the index was written meanwhile: then that must be compared anew.
    """
    index = repository.head_folder / "index"
    before = _stamp(index)
    with run_ahead(repository.top, *_COMPARE, ours, "--") as told:
        found = cache(told)

        def compared() -> bytes | None:
            out = found()
            return out if before == _stamp(index) else None

        yield compared


@contextmanager
def _compared(repository: Repository, ours: str, compared: Compared | None) -> Iterator[Callable[[], bytes]]:
    known = compared() if compared is not None else None
    if known is not None:
        yield lambda: known
        return
    with run_ahead(repository.top, *_COMPARE, ours, "--") as told:
        yield told


def _stamp(file: Path) -> tuple[int, ...]:
    """Give what is another once a file was written anew, as git writes it: a new one in its place."""
    try:
        about = os.stat(file)
    except OSError:
        return ()
    return about.st_ino, about.st_mtime_ns, about.st_ctime_ns, about.st_size


def put_files(
    repository: Repository,
    steps: Mapping[str, Step],
    texts: Mapping[str, bytes] | None = None,
    written: Written = nothing_written,
    first: Callable[[], None] = lambda: None,
) -> None:
    """Bring the files of the work tree to what stands after; `texts` come in place of blobs.

    What was `written` ahead is waited for, and put in its place. What `first` does comes once all new files
    are written and before any is put in its place: where it fails for lack of room, nothing is touched.

    Raises:
        RefusedPathError: a path leads out of the work tree, or into git's folder; nothing is written.
        WorkbookError: the disk is full, or a file may not be written.
    """
    given = texts or {}
    refuse_odd_paths([*steps, *given])
    going = [path for path, step in steps.items() if step.after is None and path not in given]
    wanted = {path: step.after for path, step in steps.items()}
    ahead = written()
    ready = {path: place for files in ahead for path, place in files.ready(wanted).items()}
    try:
        with new_places(repository) as place:
            coming = [
                *ready.items(),
                *_given(place, steps, {path: text for path, text in given.items() if path not in ready}),
                *_read(repository, place, steps, given.keys() | ready.keys()),
            ]
            first()
            for path in sorted(going, reverse=True):
                _take_away(repository.top, path)
            _put_all(repository.top, sorted(coming))
            for files in ahead:
                files.taken(ready)
            for path, step in steps.items():
                if step.after is not None and step.after.mode == SUBMODULE:
                    # Git shows a submodule without its folder as one that was deleted.
                    os.makedirs(f"{repository.top}/{path}", exist_ok=True)
    except OSError as error:
        raise refusal_of(repository.top, error) from error


def refusal_of(folder: Path, error: OSError) -> WorkbookError:
    """Give what to tell where the system refuses to write: the disk is full, or must not be written."""
    cause = NoSpaceError if error.errno in _FULL else ReadOnlyRepositoryError
    return cause(folder)


def _given(place: Place, steps: Mapping[str, Step], texts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    for path, text in sorted(texts.items()):
        step = steps.get(path, Step(None, None))
        entry = step.after or step.before or Entry(FILE, "")
        yield path, write_new(place(path), entry, text)


def _read(
    repository: Repository, place: Place, steps: Mapping[str, Step], given: Container[str]
) -> Iterator[tuple[str, str]]:
    files = [
        (path, step.after)
        for path, step in sorted(steps.items())
        if step.after is not None and step.after.mode != SUBMODULE and path not in given
    ]
    contents = read_whole(repository.top, [entry.id for _, entry in files])
    for (path, entry), content in zip(files, contents, strict=True):
        yield path, write_new(place(path), entry, content)


def _entry(mode: str, id_: str) -> Entry | None:
    return None if mode == "000000" else Entry(mode, id_)


def _unmerged(out: bytes) -> list[str]:
    parts = out.decode("utf-8", "surrogateescape").split("\0")
    return [path for about, path in zip(parts[:-1:2], parts[1::2], strict=True) if about.endswith(" U")]


def _is_untouched(top: Path, path: str, steps: Mapping[str, Step], text: bytes | None, seen: Seen) -> bool:
    """Say whether the work tree holds there what stands before or after, or nothing."""
    file, step = f"{top}/{path}", steps[path]
    try:
        about = os.lstat(file)
    except (FileNotFoundError, NotADirectoryError):
        return True
    if stat.S_ISDIR(about.st_mode):
        return any(one is not None and one.mode == SUBMODULE for one in step) or _is_going(
            top, Path(file), steps
        )
    if stat.S_ISLNK(about.st_mode):
        content, is_link = os.fsencode(os.readlink(file)), True
    elif stat.S_ISREG(about.st_mode):
        if step.before is not None and step.before.is_file and seen(path, about) == step.before.id:
            return True
        with open(file, "rb", buffering=0) as stream:
            content, is_link = stream.read(), False
    else:
        return False
    return content == text or any(
        entry is not None and (entry.mode == LINK) == is_link and blob_id(content, len(entry.id)) == entry.id
        for entry in step
    )


def _is_going(top: Path, folder: Path, steps: Mapping[str, Step]) -> bool:
    """Say whether all that lies in a folder is to go."""
    held = [Path(inner, name) for inner, _, names in os.walk(folder) for name in names]
    found = [steps.get(file.relative_to(top).as_posix()) for file in held]
    return all(step is not None and step.after is None for step in found)


def _is_blocked(top: Path, folder: str, steps: Mapping[str, Step]) -> bool:
    """Say whether a link or a file stands on the way to a folder, or as it, and is not to go."""
    for above in reversed([folder, *_folders_above(folder)] if folder else []):
        here = f"{top}/{above}"
        if os.path.islink(here) or (os.path.exists(here) and not os.path.isdir(here)):
            return above not in steps or steps[above].after is not None
    return False


def _put_all(top: Path, coming: Sequence[tuple[str, str]]) -> None:
    """Put new files in their places, given in order of path; many of them by two threads.

    Each works in folders of its own, as a disk takes one change of a folder at a time.
    """
    half = _second_half(coming) if len(coming) >= _MANY else len(coming)
    failed: list[OSError] = []

    def put(some: Iterable[tuple[str, str]]) -> None:
        try:
            for path, new in some:
                _put(f"{top}/{path}", new)
        except OSError as error:
            failed.append(error)

    other = threading.Thread(target=put, args=(coming[half:],)) if half < len(coming) else None
    if other is not None:
        other.start()
    try:
        put(coming[:half])
    finally:
        if other is not None:
            other.join()
    if failed:
        raise failed[0]


def _second_half(coming: Sequence[tuple[str, str]]) -> int:
    """Give where the first folder begins that lies wholly in the second half."""
    half = len(coming) // 2
    above = coming[half][0].rpartition("/")[0]
    return next(
        (at for at in range(half, len(coming)) if coming[at][0].rpartition("/")[0] != above), len(coming)
    )


def _put(file: str, new: str) -> None:
    """Put a new file in its place, at once."""
    try:
        os.replace(new, file)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(file), exist_ok=True)
        os.replace(new, file)
    except IsADirectoryError:
        _remove_empty(Path(file))
        os.replace(new, file)


def _take_away(top: Path, path: str) -> None:
    file = top / path
    with suppress(FileNotFoundError, NotADirectoryError):
        if file.is_dir() and not file.is_symlink():
            _remove_empty(file)
        else:
            file.unlink()
    for folder in _folders_above(path):
        try:
            (top / folder).rmdir()
        except OSError:
            return


def _remove_empty(folder: Path) -> None:
    """Remove folders that hold no file; one that does stays, as a submodule's."""
    for inner, _, _ in os.walk(folder, topdown=False):
        with suppress(OSError):
            os.rmdir(inner)


def _folders_above(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[:depth]) for depth in range(len(parts), 0, -1)]
