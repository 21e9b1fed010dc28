"""Settling the conflicts of a merge in progress, one field at a time, whoever began it.

In: a session whose repository stands in a merge. Out: the conflicts that are left, and the files with a
choice made in them. All that is needed lies in the files between their markers and in git's index, so that a
merge by plain git is settled just as well.
"""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from workbook.change.diff import path_words
from workbook.change.merge import Conflict
from workbook.desk.editing.assignments import apply_assignments, assignments_of
from workbook.desk.merging.disputes import Dispute, changed_words, dispute
from workbook.desk.merging.message import choice_words, settled_words
from workbook.desk.merging.taking import Choice, bytes_on_disk, carry_out
from workbook.desk.merging.unmerged import ConflictedFile, conflicted_files
from workbook.desk.session import Session
from workbook.desk.telling.changers import Disputed, changers
from workbook.desk.trailers import ON_BEHALF
from workbook.errors import WorkbookError
from workbook.toml.damage import Damage
from workbook.toml.document import parse
from workbook.vcs.history import Touch
from workbook.vcs.merging import ancestry
from workbook.vcs.plumbing import Repository


class NoSuchConflictError(WorkbookError):
    """A word that names no conflict that is left."""

    def __init__(self, word: str, left: Sequence[str]) -> None:
        advice = (
            f"left are {', '.join(left[:8])}" if left else "none is left; run `workbook merge --continue`"
        )
        super().__init__(f"There is no conflict over {word!r}: {advice}.")


class OnlyWholeError(WorkbookError):
    """A value was given where only a side can be chosen."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} can only be taken whole, as one side says all of it otherwise or has it no more; choose "
            "a side with --use."
        )


def settle(
    session: Session,
    words: Sequence[str],
    *,
    use: str = "",
    value: str | None = None,
    layer: str = "",
    is_final: bool = True,
) -> Mapping[str, str]:
    """Settle the conflicts that words name, all where there is no word; gives of each what was taken.

    Files in which nothing is left are staged, and the message of the merge tells what was chosen. Where that
    is not final they are staged by `stage_settled`, so that till then a person may think again.

    Raises:
        WorkbookError: a word names no conflict, no side, or the value does not fit the field.
    """
    files = conflicted_files(session, layer)
    wanted = _wanted(files, words)
    repository = session.repository(layer)
    asked = [(file, [one for one in file.conflicts if file.word(one) in wanted]) for file in files]
    chosen = [(file, conflicts) for file, conflicts in asked if conflicts]
    sides = _sides(repository, chosen, use) if value is None else {}
    choices = [_choice(file, conflicts, sides, value, is_final=is_final) for file, conflicts in chosen]
    done: list[tuple[Dispute, str]] = []
    taken: dict[str, str] = {}
    for file, conflicts in chosen:
        for one in conflicts:
            told = dispute(file.id or file.path, one, file.names, {}, file.kind)
            side, what = sides.get(file.word(one), ""), value or "nothing"
            done.append((told, settled_words(told, side=side, value=what)))
            taken[told.word] = choice_words(told, side=side, value=what)
    carry_out(repository, choices, done)
    return taken


def disputes_left(session: Session, words: Sequence[str] = ()) -> Sequence[Dispute]:
    """Put what is left to settle in words; of some records or fields only, where words name them."""
    files = conflicted_files(session)
    wanted = _wanted(files, words)
    conflicts = [
        (file, conflict) for file in files for conflict in file.conflicts if file.word(conflict) in wanted
    ]
    fields = [Disputed(file.path, conflict.path) for file, conflict in conflicts]
    changed = last_changes(session.repository(""), fields)
    return [
        dispute(
            file.id or file.path,
            conflict,
            file.names,
            {side: changed_words(touches.get(number)) for side, touches in changed.items()},
            file.kind,
        )
        for number, (file, conflict) in enumerate(conflicts)
    ]


def stage_settled(session: Session, layer: str = "") -> Sequence[ConflictedFile]:
    """Stage the files from which a person took the markers; gives those with conflicts left."""
    repository = session.repository(layer)
    files = conflicted_files(session, layer)
    done: list[tuple[Dispute, str]] = []
    choices = []
    for file in files:
        if file.is_settled:
            choices.append(Choice(path=file.path, text=bytes_on_disk(repository.top / file.path)))
            told = [
                dispute(file.id or file.path, one, file.names, {}, file.kind) for one in file.merged.conflicts
            ]
            done += [(one, settled_words(one, side="", value="")) for one in told]
    carry_out(repository, choices, done)
    return [file for file in files if not file.is_settled]


def _sides(
    repository: Repository, chosen: Sequence[tuple[ConflictedFile, Sequence[Conflict]]], use: str
) -> Mapping[str, str]:
    """Give by the name of each conflict the side that a word means there."""
    pairs = [(file, conflict) for file, conflicts in chosen for conflict in conflicts]
    spoken: Mapping[str, Mapping[int, Touch]] = {}
    if not all(file.named(use) for file, _ in pairs):
        spoken = last_changes(repository, [Disputed(file.path, conflict.path) for file, conflict in pairs])
    return {
        file.word(conflict): file.side(use, conflict, _speakers(spoken, number))
        for number, (file, conflict) in enumerate(pairs)
    }


def _speakers(changed: Mapping[str, Mapping[int, Touch]], number: int) -> Mapping[str, str]:
    """Give by side the nation for which a field was last changed."""
    found = {side: touches[number] for side, touches in changed.items() if number in touches}
    return {side: touch.trailer(ON_BEHALF) for side, touch in found.items()}


def _choice(
    file: ConflictedFile,
    conflicts: Sequence[Conflict],
    sides: Mapping[str, str],
    value: str | None,
    *,
    is_final: bool,
) -> Choice:
    """Give what is to lie at the path of a file, staged where nothing is left to settle in it.

    Of what had no markers nothing but the index tells that it is settled. Where a side has no such file it is
    taken as it is: a link stays a link.
    """
    if not file.are_files:
        if value is not None:
            raise OnlyWholeError(file.path)
        return Choice(path=file.path, entry=file.entries[sides[file.word(conflicts[0])]], is_whole=True)
    if value is not None:
        merged = with_value(file, conflicts, value).merged
    else:
        merged = file.settled({path_words(one.path): sides[file.word(one)] for one in conflicts})
    is_staged = not merged.conflicts and (is_final or not file.has_markers)
    return Choice(path=file.path, text=merged.data, is_staged=is_staged)


def with_value(file: ConflictedFile, chosen: Sequence[Conflict], value: str) -> ConflictedFile:
    """Write one value into all three versions, so that they agree on it.

    Raises:
        WorkbookError: the value does not fit the field, or there is no field to hold one.
    """
    if file.kind is None or not file.has_markers:
        raise OnlyWholeError(file.path)
    assignments = assignments_of(file.kind, [f"{path_words(one.path)}={value}" for one in chosen])
    versions = {}
    for side, data in file.versions.items():
        document = parse(data or b"")
        if isinstance(document, Damage):
            raise OnlyWholeError(file.path)
        versions[side] = apply_assignments(document, assignments)
    return replace(file, versions=versions)


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


def last_changes(repository: Repository, fields: Sequence[Disputed]) -> Mapping[str, Mapping[int, Touch]]:
    """Give by side who changed each field last since the sides parted."""
    tip = repository.resolve("HEAD")
    theirs = (repository.head_folder / "MERGE_HEAD").read_text().split()[0]
    base = ancestry(repository, tip, theirs).bases[0]
    return {
        "ours": changers(repository, fields, since=base, until=tip),
        "theirs": changers(repository, fields, since=base, until=theirs),
    }
