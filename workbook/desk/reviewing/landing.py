"""Bringing this clone along after something was pushed: its branches, its index and its files.

In: a session, and what the shared repository holds by now. Out: the clone on the branch where work goes on,
without branches of proposals that main holds. What was pushed is safe whatever happens here, so what stands
in the way is told and not raised.
"""

from collections.abc import Mapping
from typing import NamedTuple

from workbook.desk.reviewing import words
from workbook.desk.session import Session
from workbook.errors import WorkbookError
from workbook.records.settings import SHARED_LAYER
from workbook.vcs.ended import end_branch, has_branches, is_gone, merged_branches
from workbook.vcs.landing import LandingAhead, fast_forward
from workbook.vcs.merging import Relation, ancestry
from workbook.vcs.objects import move_branch
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import run
from workbook.vcs.review_refs import MAIN, PROPOSAL, seen_refs
from workbook.vcs.state import Standing, standing, tip_of
from workbook.vcs.trees import Step
from workbook.vcs.worktree import Compared, Seen, Written, nothing_seen, nothing_written

HEADS = "refs/heads/"


class Advance(NamedTuple):
    """What a commit made of the one that it follows, path by path; None where git must tell.

    The index may be `compared` with the one that it follows, and files of the work tree may be `seen`.
    """

    before: str
    steps: Mapping[str, Step] | None
    compared: Compared | None = None
    seen: Seen = nothing_seen


class CaughtUp(NamedTuple):
    """What became of a clone: `told` is what was done with its branches, `note` why something was not."""

    told: str = ""
    note: str = ""


def switch_to_new(repository: Repository, at: Standing, name: str) -> Standing:
    """Make a branch where one stands, and go on there; no file changes."""
    branch = f"{HEADS}{name}"
    run(repository.top, "update-ref", "-m", "workbook: propose", branch, at.tip, "")
    _point_head(repository, branch)
    return standing(repository)


def catch_up(
    session: Session,
    commit: str,
    *,
    id: str = "",
    layer: str = SHARED_LAYER,
    written: Written = nothing_written,
    advance: Advance | None = None,
) -> CaughtUp:
    """Bring the branch of a layer that is checked out up to a commit of main, if all of it is in there.

    From the branch of the proposal `id`, which main holds now, one goes back to main, and it ends. Some files
    may have been `written` ahead, and the `advance` from main as it was may be known.
    """
    repository = session.repository(layer)
    try:
        at = standing(repository, known=advance.before if advance is not None else "")
        if at.branch.removeprefix(HEADS) in (MAIN, f"{PROPOSAL}{id}"):
            note = _catch_up(repository, at, commit, written, advance)
            if note or at.branch != f"{HEADS}{MAIN}":
                return CaughtUp(note=note) if note else back_to_main(repository, at.branch, commit, id)
        return CaughtUp(told=_ended(repository, commit, f"{PROPOSAL}{id}")) if id else CaughtUp()
    except WorkbookError as error:
        return CaughtUp(note=str(error))


def clear_adopted(repository: Repository) -> str:
    """Take branches away of proposals that the shared main holds; says which, "" where there are none.

    Nothing more is looked at where no branch of a proposal lies here.
    """
    if not has_branches(repository, PROPOSAL):
        return ""
    seen = seen_refs(repository)
    found = merged_branches(repository, PROPOSAL, seen.main) if seen.main else {}
    names = [name for name in found if name.removeprefix(PROPOSAL) in seen.adopted]
    return words.ended_line([name for name in names if end_branch(repository, name, found[name])])


def _catch_up(
    repository: Repository, at: Standing, commit: str, written: Written, advance: Advance | None
) -> str:
    """Bring the branch that is checked out up to a commit; says why not, "" where it is."""
    if advance is not None and advance.before == at.tip:
        fast_forward(
            repository,
            at,
            theirs=commit,
            written=written,
            steps=advance.steps,
            seen=advance.seen,
            begun=LandingAhead(advance.compared) if advance.compared is not None else None,
        )
        return ""
    relation = ancestry(repository, at.tip, commit).relation
    if relation is Relation.DIVERGED:
        return words.changes_of_its_own(at.branch.removeprefix(HEADS))
    if relation is Relation.FAST_FORWARD:
        fast_forward(repository, at, theirs=commit, written=written)
    return ""


def back_to_main(repository: Repository, branch: str, commit: str, id: str) -> CaughtUp:
    """Go to main from a branch that stands, as files and index do, at a commit of it; the branch ends."""
    main = f"{HEADS}{MAIN}"
    here = tip_of(repository, main)
    if here and ancestry(repository, here, commit).relation is not Relation.FAST_FORWARD and here != commit:
        return CaughtUp(note=words.main_is_apart(id))
    move_branch(repository, main, seen=here, commit=commit, message="workbook: back to main")
    _point_head(repository, main)
    end_branch(repository, branch.removeprefix(HEADS), commit)
    return CaughtUp(told=words.back_on_main(id))


def _ended(repository: Repository, commit: str, name: str) -> str:
    if is_gone(repository, name):
        return ""
    found = merged_branches(repository, name, commit)
    return words.ended_line([name for name, tip in found.items() if end_branch(repository, name, tip)])


def _point_head(repository: Repository, branch: str) -> None:
    run(repository.top, "symbolic-ref", "-m", "workbook: switch", "HEAD", branch)
