"""Finishing a merge whose conflicts are settled: the plan is proved again, then committed with two parents.

In: a session whose repository stands in a merge with everything staged. Out: an `Ending`, with the commit
where the plan that comes out may be taken.
"""

import msgspec

from workbook.change.outcome import Outcome, introduced_and_fixed
from workbook.desk.merging.joining import WITH_ERRORS
from workbook.desk.merging.message import read_message
from workbook.desk.publishing.states import layer_states, open_commits
from workbook.desk.session import Session
from workbook.desk.trailers import ON_BEHALF
from workbook.findings import Severity
from workbook.vcs.index import staged_tree
from workbook.vcs.messages import message_text
from workbook.vcs.objects import authorship, commit_bytes, move_branch
from workbook.vcs.packing import NewObjects
from workbook.vcs.plumbing import Repository
from workbook.vcs.state import standing

_LEFT_BY_GIT = ("MERGE_HEAD", "MERGE_MSG", "MERGE_MODE", "AUTO_MERGE")


class Ending(msgspec.Struct, frozen=True, kw_only=True):
    """What a merge means for the plan; `commit` is "" where errors keep it from being taken."""

    outcome: Outcome
    subject: str
    commit: str = ""


def finish(session: Session, *, layer: str = "", with_errors: str = "") -> Ending:
    """Commit what is staged in a layer as a merge, unless it brings errors in and no reason is given.

    Raises:
        WorkbookError: something stands in the way.
    """
    repository = session.repository(layer)
    at = standing(repository, in_merge=True)
    states = layer_states(session)
    saved = open_commits(session, states, {one.layer: one.tip for one in states})
    before = saved.findings(today=session.today)
    outcome = introduced_and_fixed(before, session.judgement.findings)
    message = _message(repository, session.nation, with_errors)
    subject = message.partition("\n")[0]
    if any(one.severity is Severity.ERROR for one in outcome.introduced) and not with_errors:
        return Ending(outcome=outcome, subject=subject)
    theirs = (repository.head_folder / "MERGE_HEAD").read_text().split()
    tree = staged_tree(repository)
    new = NewObjects(len(tree))
    by = authorship(at)
    commit = new.add("commit", commit_bytes(tree, [at.tip, *theirs], message, by))
    new.write(repository.top)
    move_branch(repository, at.branch, seen=at.tip, commit=commit, message=message)
    for name in _LEFT_BY_GIT:
        (repository.head_folder / name).unlink(missing_ok=True)
    return Ending(outcome=outcome, subject=subject, commit=commit)


def _message(repository: Repository, nation: str, with_errors: str) -> str:
    """Give the message that the merge has so far, with our trailers."""
    subject, body, given = read_message(repository)
    trailers = dict(given) | {ON_BEHALF: nation}
    if with_errors:
        trailers[WITH_ERRORS] = with_errors
    return message_text(subject, body, list(trailers.items()))
