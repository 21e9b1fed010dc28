"""Undo and redo: which edit is next to be taken back or made again, and what the files are then.

In: a session, and the history of its layers. Out: files, and the trailers that tell later runs what happened.
An undo is a commit like any other. It takes back what one edit changed and leaves all later edits in place,
as a merge of the record before that edit with the record as it is now. A merge is taken back otherwise, by
moving the branch, and only where nothing came after it.
"""

from collections.abc import Sequence

import msgspec

from workbook.change.subject_words import LONGEST_SUBJECT
from workbook.desk.editing.edits import Files, retired_text
from workbook.desk.editing.meanwhile import ChangedMeanwhileError, brought_along
from workbook.desk.editing.unmerging import Move, merge_again, others_have
from workbook.desk.session import Session
from workbook.desk.trailers import HELD, MOVED, ON_BEHALF, RECORD, REDOES, UNDOES
from workbook.errors import WorkbookError
from workbook.records.paths import LAYERS
from workbook.records.settings import SHARED_LAYER
from workbook.vcs.index import refresh
from workbook.vcs.messages import read_trailers
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import ask, run
from workbook.vcs.state import refuse_unfinished

_BACK, _AGAIN = "takes back", "makes again"
# How git ends its note of such a merge in the log of a branch, as the workbook does.
_MOVED_ON = "Fast-forward"
_SHORT = 10
_MOST_COMMITS = 1_000
# Zero bytes part the fields: no message can hold one.
_FIELDS = ("%H", "%P", "%ct", "%ae", "%s", "%b")
_FORMAT = "%x00".join(_FIELDS)


class NothingToUndoError(WorkbookError):
    """No edit of the user is left to take back, or none was taken back."""

    def __init__(self, what: str) -> None:
        super().__init__(f"There is nothing to {what}: `workbook log` shows what was changed and by whom.")


class ChangedSinceError(WorkbookError):
    """What an edit wrote has been changed again since."""

    def __init__(self, subject: str, fields: Sequence[str]) -> None:
        super().__init__(
            f"{subject!r} cannot be taken back, because {', '.join(fields)} changed again since; edit "
            "the record to say what you want instead."
        )


class NotOfThisBranchError(WorkbookError):
    """An edit that came in with another branch."""

    def __init__(self, commit: str) -> None:
        super().__init__(
            f"The edit {commit[:10]} came in with another branch, so it cannot be taken back by itself; edit "
            "the record to say what you want instead."
        )


class BroughtInError(WorkbookError):
    """What was done last is a merge, so whoever asks to take it back does not mean the edit before it."""

    def __init__(self, step: "Step", *, is_seen: bool) -> None:
        folder = "" if step.layer == SHARED_LAYER else f"-C {LAYERS}/{step.layer} "
        way = (
            "others have it already, so edit the records to say what you want instead"
            if is_seen
            else f"`git {folder}reset --keep {step.brought_in_over[:_SHORT]}` takes it back, and all that "
            "was saved after it"
        )
        super().__init__(
            f"You did bring in others' changes here ({step.subject!r}), which undo does not take back now: "
            f"{way}. An edit of yours from before is taken back under Changes (s, then x), or by "
            "`workbook undo COMMIT`."
        )


class UnknownEditError(WorkbookError):
    """No edit of the user is called so."""

    def __init__(self, commit: str) -> None:
        super().__init__(
            f"No edit of yours on this branch is called {commit!r}; `workbook log` shows how each is called."
        )


class MovedWiderError(WorkbookError):
    """An edit that showed a record to more readers."""

    def __init__(self, subject: str) -> None:
        super().__init__(
            f"{subject!r} cannot be taken back, because git hides nothing that was once shown; retire the "
            "record, and make it anew in the narrower layer."
        )


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A commit that an edit became. `moment` is in seconds since 1970.

    `brought_in_over` is the commit that others' changes were brought in over, "" where it is no merge.
    """

    commit: str
    layer: str
    moment: int
    author: str
    subject: str
    trailers: tuple[tuple[str, str], ...]
    brought_in_over: str = ""

    def told(self, key: str) -> str:
        """Give the value of a trailer, "" where there is none."""
        return next((value for name, value in self.trailers if name == key), "")


class _Stacks(msgspec.Struct):
    """The edits of one layer that can be taken back, and those that can be made again; the next one last."""

    done: list[Step] = msgspec.field(default_factory=list)
    undone: list[tuple[Step, int]] = msgspec.field(default_factory=list)

    def take(self, step: Step) -> None:
        if target := step.told(UNDOES):
            self._move_back(target, step.moment)
        elif target := step.told(REDOES):
            again = [one for one, _ in self.undone if one.commit == target]
            self.undone = [(one, moment) for one, moment in self.undone if one.commit != target]
            self.done.extend(again)
        else:
            self.done.append(step)
            if not step.brought_in_over:
                self.undone.clear()

    def _move_back(self, target: str, moment: int) -> None:
        back = [one for one in self.done if one.commit == target]
        self.done = [one for one in self.done if one.commit != target]
        self.undone.extend((one, moment) for one in back)


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """An edit to take back or to make again, and the files as they would be then.

    `is_seen` says that others may have the edit already.
    """

    step: Step
    files: Files
    is_seen: bool
    subject: str


def undo(session: Session) -> Turn | Move:
    """Give the user's last edit, and the files as they would be without it; or the merge to go back from.

    Raises:
        BroughtInError: the last thing done was a merge that others have, or that something came after.
        WorkbookError: there is none, or later edits stand in the way.
    """
    steps = [stacks.done[-1] for stacks in _stacks(session) if stacks.done]
    if not steps:
        raise NothingToUndoError("undo")
    step = max(steps, key=lambda one: one.moment)
    return _gone_back(session, step) if step.brought_in_over else _taken_back(session, step)


def undo_named(session: Session, commit: str) -> Turn:
    """Give the edit of the user whose commit begins so, and the files as they would be without it.

    Raises:
        WorkbookError: there is none, or later edits stand in the way.
    """
    found = [
        step
        for layer in sorted(session.workbook.settings.layers)
        for step in _steps(session, layer)
        if step.commit.startswith(commit.lower()) and _is_own(session, step)
    ]
    if len(found) != 1:
        raise UnknownEditError(commit)
    return _taken_back(session, found[0])


def undo_edit(session: Session, layer: str, commit: str) -> Turn:
    """Give one edit of a layer, and the files as they would be without it, whatever came after.

    Raises:
        WorkbookError: it is none of this branch, or later edits stand in the way.
    """
    found = [one for one in _steps(session, layer) if one.commit == commit]
    if not found:
        raise NotOfThisBranchError(commit)
    return _taken_back(session, found[0])


def redo(session: Session) -> Turn | Move:
    """Give the edit that was taken back last, and the files as they would be with it again; or the merge.

    Raises:
        WorkbookError: there is none, or later edits stand in the way.
    """
    for layer in sorted(session.workbook.settings.layers):
        if again := merge_again(session, layer):
            return again
    steps = [stacks.undone[-1] for stacks in _stacks(session) if stacks.undone]
    if not steps:
        raise NothingToUndoError("redo")
    step, _ = max(steps, key=lambda one: one[1])
    return _turned(session, step, is_undo=False)


def _gone_back(session: Session, step: Step) -> Move:
    repository = session.repository(step.layer)
    # Files are refused where the index does not know them as they lie there.
    refresh(repository)
    is_seen = others_have(repository, step.commit)
    if is_seen or repository.resolve("HEAD") != step.commit:
        raise BroughtInError(step, is_seen=is_seen)
    return Move(
        layer=step.layer, subject=step.subject, start=step.commit, end=step.brought_in_over, is_back=True
    )


def _taken_back(session: Session, step: Step) -> Turn:
    if step.brought_in_over:
        raise BroughtInError(step, is_seen=others_have(session.repository(step.layer), step.commit))
    if step.told(MOVED):
        raise MovedWiderError(step.subject)
    return _turned(session, step, is_undo=True)


def _stacks(session: Session) -> list[_Stacks]:
    found = []
    for layer in sorted(session.workbook.settings.layers):
        stacks, moved = _Stacks(), _moved_on(session.repository(layer))
        for step in reversed(_steps(session, layer)):
            if _is_own(session, step):
                stacks.take(step)
            if step.commit in moved:
                stacks.take(msgspec.structs.replace(step, trailers=(), brought_in_over=moved[step.commit]))
        found.append(stacks)
    return found


def _is_own(session: Session, step: Step) -> bool:
    # Somebody may have acted for another nation before, whose records are not to be touched now.
    is_for_own = step.told(ON_BEHALF) in ("", session.nation)
    return step.author == session.who.email and is_for_own and bool(step.told(RECORD) or step.brought_in_over)


def _moved_on(repository: Repository) -> dict[str, str]:
    """Give the commits that the branch just moved on to, as nothing had to be merged, and where it stood."""
    answer = ask(
        repository.top, "log", "-z", "-g", f"--max-count={_MOST_COMMITS}", "--format=%H%x00%gs", "HEAD", "--"
    )
    parts = answer.out.decode(errors="replace").split("\0")[:-1]
    stood, words = parts[::2], parts[1::2]
    return {
        now: before
        for now, before, word in zip(stood, stood[1:], words, strict=False)
        if word.endswith(_MOVED_ON)
    }


def _steps(session: Session, layer: str) -> list[Step]:
    """List the last commits of a layer, the newest first."""
    repository = session.repository(layer)
    answer = ask(
        repository.top,
        "log",
        "-z",
        "--first-parent",
        f"--max-count={_MOST_COMMITS}",
        f"--format={_FORMAT}",
        "--",
    )
    if answer.code:
        return []
    parts = answer.out.decode(errors="replace").split("\0")[:-1]
    return [_step(list(fields), layer) for fields in zip(*[iter(parts)] * len(_FIELDS), strict=True)]


def _step(fields: Sequence[str], layer: str) -> Step:
    commit, parents, moment, author, subject, body = fields
    before = parents.split()
    return Step(
        commit=commit,
        brought_in_over=before[0] if len(before) > 1 else "",
        layer=layer,
        moment=int(moment),
        author=author,
        subject=subject,
        trailers=read_trailers(body),
    )


def _turned(session: Session, step: Step, *, is_undo: bool) -> Turn:
    """Give the files with one commit taken back or made again; what others changed since stays."""
    repository = session.repository(step.layer)
    refuse_unfinished(repository)
    is_seen = others_have(repository, step.commit)
    files: dict[str, bytes | None] = {}
    for path, before, after in _edited(repository, step):
        whole = _seen_from_top(session, repository, step.layer, path)
        old, new = (before, after) if is_undo else (after, before)
        if old is None and is_seen and new is not None:
            reason = f"Taken back: {step.subject}"
            files[whole] = retired_text(session.read(whole) or new, session.today, reason=reason)
        else:
            files[whole] = _merged(session, step, whole, (old, new))
    verb = _BACK if is_undo else _AGAIN
    subject = _short(f"{session.nation} {verb}: {step.subject}")
    return Turn(step=step, files=files, is_seen=is_seen, subject=subject)


def _merged(
    session: Session, step: Step, path: str, states: tuple[bytes | None, bytes | None]
) -> bytes | None:
    """Bring a file from the second state to the first, keeping all that came after."""
    wanted, base = states
    now = session.read(path)
    if now == base:
        return wanted
    try:
        return brought_along(path, base=base, now=now, wanted=wanted)
    except ChangedMeanwhileError as error:
        raise ChangedSinceError(step.subject, error.fields) from error


def _short(subject: str) -> str:
    """Cut a subject that is too long in its middle: the figure that it is about ends it."""
    if len(subject) <= LONGEST_SUBJECT:
        return subject
    if subject.endswith("…"):
        return f"{subject[: LONGEST_SUBJECT - 1]}…"
    # Words stay whole on both sides of the cut, where there are several.
    half = subject[-LONGEST_SUBJECT // 2 :]
    end = half.partition(" ")[2] or half
    room = LONGEST_SUBJECT - len(end) - len(" … ")
    start = subject[: room + 1].rpartition(" ")[0] or subject[:room]
    return f"{start} … {end}"


def _changed(repository: Repository, commit: str) -> list[tuple[str, bytes | None, bytes | None]]:
    """List the files that a commit changed, with what they held before and after."""
    out = run(
        repository.top, "diff-tree", "-r", "-z", "--root", "--no-commit-id", "--no-renames", commit, "--"
    )
    fields = out.decode("utf-8", "surrogateescape").split("\0")[:-1]
    rows = [(about.split(), path) for about, path in zip(fields[::2], fields[1::2], strict=True)]
    ids = [blob for about, _ in rows for blob in about[2:4] if blob.strip("0")]
    contents = dict(repository.blobs(ids))
    return [(path, contents.get(about[2]), contents.get(about[3])) for about, path in rows]


def _edited(repository: Repository, step: Step) -> list[tuple[str, bytes | None, bytes | None]]:
    """List the files that an edit changed, with what they held before and after.

    What went along in its commit was there before, and no part of it, as long as git still has it.
    """
    changed = {path: (before, after) for path, before, after in _changed(repository, step.commit)}
    named = (value.partition(" ") for key, value in step.trailers if key == HELD)
    blobs = {path: blob for blob, _, path in named}
    contents = dict(repository.blobs(sorted(set(blobs.values()))))
    for path, blob in blobs.items():
        held = contents.get(blob)
        if held is not None:
            changed[path] = (held, changed[path][1] if path in changed else None)
    return [(path, before, after) for path, (before, after) in sorted(changed.items())]


def _seen_from_top(session: Session, repository: Repository, layer: str, path: str) -> str:
    """Give a path of a layer's repository as the plan names it."""
    if layer != SHARED_LAYER:
        return f"{LAYERS}/{layer}/{path}"
    prefix = session.plan.top.resolve().relative_to(repository.top).as_posix()
    return path.removeprefix(f"{prefix}/") if prefix != "." else path
