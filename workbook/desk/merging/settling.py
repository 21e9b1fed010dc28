"""Settling the conflicts of a merge in progress, one field at a time, whoever began it.

In: a session whose repository stands in a merge. Out: the conflicts that are left, and the files with a
choice made in them. All that is needed lies in the files between their markers and in git's index, so that a
merge by plain git is settled just as well.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

import msgspec
import msgspec.structs

from workbook.change.diff import path_words
from workbook.change.marks import Sides, sides_of
from workbook.change.merge import Conflict
from workbook.change.text import MergedText, merge_texts
from workbook.desk.editing.assignments import apply_assignments, assignments_of
from workbook.desk.merging.disputes import Dispute, changed_words, conflict_over_whole, dispute
from workbook.desk.merging.joining import BASE_NAME
from workbook.desk.saving import remove, save
from workbook.desk.session import Session
from workbook.desk.telling.changers import Disputed, changers
from workbook.errors import WorkbookError
from workbook.model.kind import Kind
from workbook.records.paths import home_of
from workbook.toml.damage import Damage
from workbook.toml.document import parse
from workbook.vcs.history import Touch
from workbook.vcs.index import index_update, once_index_is_free
from workbook.vcs.merging import ancestry
from workbook.vcs.objects import id_length
from workbook.vcs.packing import NewObjects
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import run
from workbook.vcs.trees import FILE, Entry
from workbook.vcs.worktree import Step, put_files

_SIDES = ("base", "ours", "theirs")
_LABEL = re.compile(rb"^([<>])\1{6,} ([^\r\n]+)", re.MULTILINE)
_MERGED = re.compile(r"^Merge (?:remote-tracking )?(?:branch |commit |tag )?'?([^'\s]+)'?")


class NoMergeError(WorkbookError):
    """No merge is in progress."""

    def __init__(self) -> None:
        super().__init__("No merge is in progress here: begin one with `workbook merge BRANCH`.")


class NoSuchConflictError(WorkbookError):
    """A word that names no conflict that is left."""

    def __init__(self, word: str, left: Sequence[str]) -> None:
        advice = (
            f"left are {', '.join(left[:8])}" if left else "none is left; run `workbook merge --continue`"
        )
        super().__init__(f"There is no conflict over {word!r}: {advice}.")


class NoSuchSideError(WorkbookError):
    """A word that is no side of the merge."""

    def __init__(self, word: str, names: Sequence[str]) -> None:
        super().__init__(f"{word!r} is no side of this merge: use {', '.join(names)} or {BASE_NAME}.")


class OnlyWholeError(WorkbookError):
    """A value was given where only a side can be chosen."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} can only be taken whole, as one side says all of it otherwise or has it no more; choose "
            "a side with --use."
        )


class ConflictedFile(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A file that git holds for unmerged: its three versions in the conflict, and what the sides are called.

    `entries` are what git holds of each side, None where it has nothing there. `has_markers` is false where
    no part of the file can be told from the rest, or a person has taken the markers out by hand.
    """

    path: str
    id: str
    kind: Kind | None
    names: Sides
    entries: Mapping[str, Entry | None]
    versions: Mapping[str, bytes | None]
    has_markers: bool
    is_settled: bool

    @property
    def are_files(self) -> bool:
        """Whether all that is there are regular files, and no links or submodules."""
        return all(entry is None or entry.is_file for entry in self.entries.values())

    @cached_property
    def merged(self) -> MergedText:
        """The file merged anew from its versions."""
        return self.settled({})

    @property
    def conflicts(self) -> Sequence[Conflict]:
        """What is left to settle in it."""
        if self.is_settled:
            return ()
        return self.merged.conflicts if self.are_files else (conflict_over_whole(**self.entries),)

    def settled(self, choices: Mapping[str, str]) -> MergedText:
        """Merge the versions with a side chosen for some paths, as `path_words` gives them."""
        base, ours, theirs = (self.versions[side] for side in _SIDES)
        return merge_texts(base, ours, theirs, self.kind, self.names, choices)

    def word(self, conflict: Conflict) -> str:
        """Give how a conflict is named on the command line: `NOR-C-7K3Q:quantity`."""
        field = path_words(conflict.path)
        return f"{self.id or self.path}:{field}" if field else self.id or self.path

    def side(self, word: str) -> str:
        """Give the side that a word means: a delegation or a branch, or `base`.

        Raises:
            NoSuchSideError: none.
        """
        if word.casefold() == BASE_NAME:
            return "base"
        for side, label in (("ours", self.names.ours), ("theirs", self.names.theirs)):
            words = {label, *label.replace("(", " ").replace(")", " ").split()}
            if word.casefold() in {one.casefold() for one in words}:
                return side
        raise NoSuchSideError(word, [self.names.ours, self.names.theirs])


def conflicted_files(session: Session) -> Sequence[ConflictedFile]:
    """List the files that git holds for unmerged, in order of path.

    Raises:
        NoMergeError: no merge is in progress.
    """
    repository = session.repository("")
    if not (repository.head_folder / "MERGE_HEAD").exists():
        raise NoMergeError
    stages = _stages(repository)
    entries = [entry for held in stages.values() for entry in held.values()]
    contents = dict(repository.blobs(entry.id for entry in entries if entry.is_file))
    return [_conflicted(repository, path, held, contents) for path, held in sorted(stages.items())]


def settle(
    session: Session, words: Sequence[str], *, use: str = "", value: str | None = None
) -> Sequence[str]:
    """Settle the conflicts that words name, all where there is no word; gives what was settled.

    Files in which nothing is left are staged.

    Raises:
        WorkbookError: a word names no conflict, no side, or the value does not fit the field.
    """
    files = conflicted_files(session)
    wanted = _wanted(files, words)
    repository = session.repository("")
    done: list[str] = []
    for file in files:
        chosen = [conflict for conflict in file.conflicts if file.word(conflict) in wanted]
        if not chosen:
            continue
        if file.are_files:
            side = file.side(use) if value is None else ""
            _write(
                repository,
                file,
                _with_side(file, chosen, side) if value is None else _with_value(file, chosen, value),
            )
        elif value is None:
            _take_whole(repository, file, file.side(use))
        else:
            raise OnlyWholeError(file.path)
        done += [file.word(conflict) for conflict in chosen]
    return done


def disputes_left(session: Session, words: Sequence[str] = ()) -> Sequence[Dispute]:
    """Put what is left to settle in words; of some records or fields only, where words name them."""
    files = conflicted_files(session)
    wanted = _wanted(files, words)
    conflicts = [
        (file, conflict) for file in files for conflict in file.conflicts if file.word(conflict) in wanted
    ]
    fields = [Disputed(file.path, conflict.path) for file, conflict in conflicts]
    changed = _last_changes(session.repository(""), fields)
    return [
        dispute(
            file.id or file.path,
            conflict,
            file.names,
            {side: changed_words(touches.get(number)) for side, touches in changed.items()},
        )
        for number, (file, conflict) in enumerate(conflicts)
    ]


def stage_settled(session: Session) -> Sequence[ConflictedFile]:
    """Stage the files from which a person took the markers; gives those with conflicts left."""
    repository = session.repository("")
    files = conflicted_files(session)
    for file in files:
        if file.is_settled:
            _stage(repository, file.path)
    return [file for file in files if not file.is_settled]


def _write(repository: Repository, file: ConflictedFile, merged: MergedText) -> None:
    """Write a file with a choice made in it, and stage it where nothing is left to settle."""
    path = repository.top / file.path
    if merged.data is None:
        remove(path, read=_on_disk(path) or b"")
    else:
        save(path, merged.data, read=_on_disk(path))
    if not merged.conflicts:
        _stage(repository, file.path)


def _take_whole(repository: Repository, file: ConflictedFile, side: str) -> None:
    """Take what one side has at a path where one of them has no file: a link stays a link."""
    entry = file.entries[side]
    put_files(repository, {file.path: Step(None, entry)})
    _hold(repository, file.path, entry)


def _with_side(file: ConflictedFile, chosen: Sequence[Conflict], side: str) -> MergedText:
    return file.settled({path_words(conflict.path): side for conflict in chosen})


def _with_value(file: ConflictedFile, chosen: Sequence[Conflict], value: str) -> MergedText:
    """Write one value into all three versions, so that they agree on it."""
    if file.kind is None or not file.has_markers:
        raise OnlyWholeError(file.path)
    assignments = assignments_of(file.kind, [f"{path_words(one.path)}={value}" for one in chosen])
    versions = {}
    for side, data in file.versions.items():
        document = parse(data or b"")
        if isinstance(document, Damage):
            raise OnlyWholeError(file.path)
        versions[side] = apply_assignments(document, assignments)
    return ConflictedFile(
        path=file.path,
        id=file.id,
        kind=file.kind,
        names=file.names,
        entries=file.entries,
        versions=versions,
        has_markers=True,
        is_settled=False,
    ).merged


def _wanted(files: Sequence[ConflictedFile], words: Sequence[str]) -> frozenset[str]:
    """Give the names of the conflicts that words mean: `ID:field`, or `ID` for all of a record."""
    left = {file.word(conflict): file for file in files for conflict in file.conflicts}
    if not words:
        return frozenset(left)
    wanted: set[str] = set()
    for word in words:
        folded = word.casefold()
        found = [
            name
            for name, file in left.items()
            if folded in (name.casefold(), file.id.casefold(), file.path.casefold())
        ]
        if not found:
            raise NoSuchConflictError(word, list(left))
        wanted.update(found)
    return frozenset(wanted)


def _conflicted(
    repository: Repository,
    path: str,
    held: Mapping[str, Entry],
    contents: Mapping[str, bytes | None],
) -> ConflictedFile:
    home = home_of(path)
    entries = {side: held.get(stage) for side, stage in zip(_SIDES, "123", strict=True)}
    whole = {side: contents.get(entry.id) if entry else None for side, entry in entries.items()}
    file = ConflictedFile(
        path=path,
        id=home.id if home else "",
        kind=home.kind if home else None,
        names=_names(repository, None),
        entries=entries,
        versions=whole,
        has_markers=False,
        is_settled=False,
    )
    now = _on_disk(repository.top / path) if file.are_files else None
    read = sides_of(now) if now is not None else None
    if now is None or read is None:
        return msgspec.structs.replace(file, is_settled=now is not None and _is_settled(file, now))
    marked = {side: getattr(read, side) for side in _SIDES}
    return msgspec.structs.replace(file, names=_names(repository, now), versions=marked, has_markers=True)


def _is_settled(file: ConflictedFile, now: bytes) -> bool:
    """Say whether a person settled a file without markers by hand.

    Where none could be set between its lines, it lies there as one side has it, and nobody has chosen yet.
    """
    ours, theirs = file.versions["ours"], file.versions["theirs"]
    if ours is None or theirs is None or b"<<<<<<<" in now:
        return False
    return now != ours or (file.merged.data is not None and sides_of(file.merged.data) is not None)


def _names(repository: Repository, marked: bytes | None) -> Sides:
    """Give what the sides are called: as the markers say, else the branches of the merge."""
    labels = {sign: label.decode(errors="replace") for sign, label in _LABEL.findall(marked or b"")}
    head = run(repository.top, "symbolic-ref", "--short", "HEAD").decode(errors="replace").strip()
    message = (repository.head_folder / "MERGE_MSG").read_text(errors="replace")
    named = _MERGED.match(message)
    return Sides(
        ours=labels.get(b"<", head),
        base=BASE_NAME,
        theirs=labels.get(b">", str(named[1]) if named else "MERGE_HEAD"),
    )


def _last_changes(repository: Repository, fields: Sequence[Disputed]) -> Mapping[str, Mapping[int, Touch]]:
    """Give by side who changed each field last since the sides parted."""
    tip = repository.resolve("HEAD")
    theirs = (repository.head_folder / "MERGE_HEAD").read_text().split()[0]
    base = ancestry(repository, tip, theirs).bases[0]
    return {
        "ours": changers(repository, fields, since=base, until=tip),
        "theirs": changers(repository, fields, since=base, until=theirs),
    }


def _stages(repository: Repository) -> Mapping[str, Mapping[str, Entry]]:
    """Give what the index holds of each unmerged path, by stage: 1 base, 2 ours, 3 theirs."""
    found: dict[str, dict[str, Entry]] = {}
    out = run(repository.top, "ls-files", "--unmerged", "-z", "--full-name")
    for line in out.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        about, _, path = line.partition("\t")
        mode, blob, stage = about.split()
        found.setdefault(path, {})[stage] = Entry(mode, blob)
    return found


def _on_disk(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _stage(repository: Repository, path: str) -> None:
    """Let the index hold a file as it lies there, these very bytes; git then holds it for merged."""
    data = _on_disk(repository.top / path)
    new = NewObjects(id_length(repository))
    entry = None if data is None else Entry(FILE, new.add("blob", data))
    new.write(repository.top)
    _hold(repository, path, entry)


def _hold(repository: Repository, path: str, entry: Entry | None) -> None:
    """Let the index hold an entry at a path, and no conflict."""

    def stage() -> None:
        with index_update(repository) as update:
            update.write({path: entry})

    once_index_is_free(repository, stage)
