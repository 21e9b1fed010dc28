"""Which open proposal of one's own holds what lies unpublished on main, or is part of it.

In: the shared plan and a commit. Out: a sentence on where to go on, "" where nothing of the kind is proposed,
or main holds the commit. So nobody proposes the same twice, as after an answer that was lost.
"""

from workbook.desk.reviewing import words
from workbook.desk.reviewing.proposal_record import is_over
from workbook.desk.reviewing.shared import SharedPlan
from workbook.vcs.program import ask, run
from workbook.vcs.review_refs import PROPOSAL


def proposed_already(shared: SharedPlan, nation: str, tip: str) -> str:
    """Say as what a commit is proposed already, or upon which proposal it follows; "" for none."""
    if ask(shared.repository.top, "merge-base", "--is-ancestor", tip, shared.seen.main).code == 0:
        return ""
    for option, told in (("--contains", words.proposed_as), ("--merged", words.follows_upon)):
        id = _first(shared, nation, f"{option}={tip}")
        if id:
            return told(id)
    return ""


def _first(shared: SharedPlan, nation: str, option: str) -> str:
    repository, seen = shared.repository, shared.seen
    head = f"refs/remotes/{seen.remote}/{PROPOSAL}"
    out = run(repository.top, "for-each-ref", "--format=%(refname)", option, head)
    found = (name.removeprefix(head) for name in out.decode("utf-8", "surrogateescape").splitlines())
    own = [id for id in found if id.startswith(f"{nation}-") and id in shared.open_ids]
    return next((id for id in own if not is_over(repository, id, seen.proposals[id])), "")
