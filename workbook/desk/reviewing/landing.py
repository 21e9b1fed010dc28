"""Bringing this clone along after something was pushed: its branches, its index and its files.

In: a session, and what the shared repository holds by now. Out: the clone on the branch where work goes on.
What was pushed is safe whatever happens here, so what stands in the way is told and not raised.
"""

from collections.abc import Mapping
from typing import NamedTuple

from workbook.desk.session import Session
from workbook.errors import WorkbookError
from workbook.records.settings import SHARED_LAYER
from workbook.vcs.landing import fast_forward
from workbook.vcs.merging import Relation, ancestry
from workbook.vcs.objects import move_branch
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import run
from workbook.vcs.review_refs import MAIN, PROPOSAL
from workbook.vcs.state import Standing, standing, tip_of
from workbook.vcs.trees import Step
from workbook.vcs.worktree import Written, nothing_written

HEADS = "refs/heads/"


class Advance(NamedTuple):
    """What a commit made of the one that it follows, path by path; None where git must tell."""

    before: str
    steps: Mapping[str, Step] | None


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
) -> str:
    """Bring the branch of a layer that is checked out up to a commit of main, if all of it is in there.

    From the branch of the proposal `id`, which main holds now, one goes back to main. Gives a sentence on
    what was not done, "" where nothing was left. Some files may have been `written` ahead, and the `advance`
    from main as it was may be known.
    """
    repository = session.repository(layer)
    try:
        return _catch_up(repository, standing(repository), commit, id, written, advance)
    except WorkbookError as error:
        return str(error)


def _catch_up(
    repository: Repository, at: Standing, commit: str, id: str, written: Written, advance: Advance | None
) -> str:
    name = at.branch.removeprefix(HEADS)
    if name not in (MAIN, f"{PROPOSAL}{id}"):
        return ""
    if advance is not None and advance.before == at.tip:
        fast_forward(repository, at, theirs=commit, written=written, steps=advance.steps)
    else:
        relation = ancestry(repository, at.tip, commit).relation
        if relation is Relation.DIVERGED:
            return f"{name} has changes of its own; bring in what is new by `workbook sync`."
        if relation is Relation.FAST_FORWARD:
            fast_forward(repository, at, theirs=commit, written=written)
    if name == MAIN:
        return ""
    back_to_main(repository, at.branch, commit)
    return ""


def back_to_main(repository: Repository, branch: str, commit: str) -> None:
    """Go to main from a branch that stands, as files and index do, at a commit of it; the branch ends."""
    main = f"{HEADS}{MAIN}"
    here = tip_of(repository, main)
    if here and ancestry(repository, here, commit).relation is not Relation.FAST_FORWARD and here != commit:
        return
    move_branch(repository, main, seen=here, commit=commit, message="workbook: back to main")
    _point_head(repository, main)
    run(repository.top, "update-ref", "-d", branch)


def _point_head(repository: Repository, branch: str) -> None:
    run(repository.top, "symbolic-ref", "-m", "workbook: switch", "HEAD", branch)
