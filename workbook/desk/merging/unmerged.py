"""The files that git holds for unmerged: their versions, what the sides are called, and what is in conflict.

In: a session whose repository stands in a merge, whoever began it. Out: a `ConflictedFile` for each. All that
is needed lies in the files between their markers and in git's index. Nothing is written here.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

import msgspec
import msgspec.structs

from workbook.change.diff import path_words
from workbook.change.marks import Sides, sides_of
from workbook.change.merge import Conflict
from workbook.change.text import MergedText, merge_texts
from workbook.desk.merging.merged_paths import BASE_NAME, conflict_over_whole
from workbook.desk.merging.taking import bytes_on_disk
from workbook.desk.session import Session
from workbook.errors import WorkbookError
from workbook.model.kind import Kind
from workbook.records.paths import home_of
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import run
from workbook.vcs.state import refuse_unfinished
from workbook.vcs.trees import Entry

_SIDES = ("base", "ours", "theirs")
_LABEL = re.compile(rb"^([<>])\1{6,} ([^\r\n]+)", re.MULTILINE)
_MERGED = re.compile(r"^Merge (?:remote-tracking )?(?:branch |commit |tag )?'?([^'\s]+)'?")


class NoMergeError(WorkbookError):
    """No merge is in progress."""

    def __init__(self) -> None:
        super().__init__("No merge is in progress here: begin one with `workbook merge BRANCH`.")


class NoSuchSideError(WorkbookError):
    """A word that is no side of the merge."""

    def __init__(self, word: str, names: Sequence[str]) -> None:
        super().__init__(f"{word!r} is no side of this merge: use {', '.join(names)} or {BASE_NAME}.")


class SpeaksOnBothSidesError(WorkbookError):
    """A nation that changed a field last on both sides of a merge, so that it names neither."""

    def __init__(self, nation: str, conflict: str, names: Sequence[str]) -> None:
        super().__init__(
            f"{nation} speaks on both sides of {conflict}: use {', '.join(names)} or {BASE_NAME}."
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

    def side(self, word: str, conflict: Conflict, speakers: Mapping[str, str]) -> str:
        """Give the side of a conflict that a word means: a branch, `base`, or the nation that speaks there.

        `speakers` are those by `ours` and `theirs`, as far as they are known.

        Raises:
            NoSuchSideError: none.
            SpeaksOnBothSidesError: both.
        """
        if side := self.named(word):
            return side
        spoken = [side for side, nation in speakers.items() if nation.casefold() == word.casefold()]
        names = [self.names.ours, self.names.theirs]
        if len(spoken) > 1:
            raise SpeaksOnBothSidesError(speakers[spoken[0]], self.word(conflict), names)
        if not spoken:
            raise NoSuchSideError(word, names)
        return spoken[0]

    def named(self, word: str) -> str:
        """Give the side that is called so, "" where none is."""
        if word.casefold() == BASE_NAME:
            return "base"
        for side, label in (("ours", self.names.ours), ("theirs", self.names.theirs)):
            words = {label, *label.replace("(", " ").replace(")", " ").split()}
            if word.casefold() in {one.casefold() for one in words}:
                return side
        return ""


def conflicted_files(session: Session, layer: str = "") -> Sequence[ConflictedFile]:
    """List the files of a layer that git holds for unmerged, in order of path.

    Raises:
        NoMergeError: no merge is in progress.
        UnfinishedWorkError: git is in the middle of something else.
    """
    repository = session.repository(layer)
    if not (repository.head_folder / "MERGE_HEAD").exists():
        refuse_unfinished(repository)
        raise NoMergeError
    stages = _stages(repository)
    entries = [entry for held in stages.values() for entry in held.values()]
    contents = dict(repository.blobs(entry.id for entry in entries if entry.is_file))
    return [_conflicted(repository, path, held, contents) for path, held in sorted(stages.items())]


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
    now = bytes_on_disk(repository.top / path) if file.are_files else None
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


def _stages(repository: Repository) -> Mapping[str, Mapping[str, Entry]]:
    """Give what the index holds of each unmerged path, by stage: 1 base, 2 ours, 3 theirs."""
    found: dict[str, dict[str, Entry]] = {}
    out = run(repository.top, "ls-files", "--unmerged", "-z", "--full-name")
    for line in out.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        about, _, path = line.partition("\t")
        mode, blob, stage = about.split()
        found.setdefault(path, {})[stage] = Entry(mode, blob)
    return found
