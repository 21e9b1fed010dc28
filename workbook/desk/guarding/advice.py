"""What the guard would say of a change, told where nothing can be held back: in a clone, or a forge's CI.

In: a repository with both commits, and the nation whose push it would be. Out: an `Advice`. A commit at which
the branch of a proposal stands is judged as it would be adopted now, with what others say of it; any other is
judged as a push to main, just so. It is advice: claims are those that this clone last saw, the day on which a
proposal was moved is known to the server alone, and whoever may merge there can do so all the same.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from workbook.desk.guarding.approvals import AWAITED
from workbook.desk.guarding.branches import judge_proposal
from workbook.desk.guarding.ground import Wider
from workbook.desk.guarding.judging import judge_main
from workbook.desk.guarding.refs import HEADS, MAIN, PROPOSALS, is_claim, read_ref
from workbook.desk.guarding.refusal import Refusal
from workbook.desk.guarding.trial import adopted_on_trial, proposal_at
from workbook.records.paths import LAYERS
from workbook.vcs.bounds import Bounds, new_commits, trees_beyond
from workbook.vcs.plumbing import Repository
from workbook.vcs.quarantine import tips
from workbook.vcs.shared_branch import ORIGIN, remote_of


class Advice(msgspec.Struct, frozen=True, kw_only=True):
    """What would be refused; of a proposal, also what is still awaited of others before it can be adopted.

    `proposal` is its id, "" where a push to main was judged.
    """

    proposal: str = ""
    refused: Sequence[Refusal] = ()
    awaited: Sequence[Refusal] = ()


def advise(repository: Repository, base: str, head: str, *, nation: str, today: date) -> Advice:
    """Judge the step of main from one commit to another, given by their ids.

    Raises:
        WorkbookError: it cannot be judged.
    """
    claims = seen_claims(repository)
    id = proposal_at(head, claims)
    if refused := _bounded(repository, base, head):
        return Advice(proposal=id, refused=refused)
    if id and (refused := _judged_branch(repository, base, head, id, claims)):
        return Advice(proposal=id, refused=refused)
    new = adopted_on_trial(repository, base, id, head, claims) if id else head
    if isinstance(new, Refusal):
        return Advice(proposal=id, refused=[new])
    found = judge_main(
        repository, old=base, new=new, nation=nation, today=today, claims=claims, wider=_wider(repository)
    )
    awaited = [one for one in found if id and one.rule in AWAITED]
    return Advice(proposal=id, refused=[one for one in found if one not in awaited], awaited=awaited)


def _judged_branch(
    repository: Repository, base: str, head: str, id: str, claims: Mapping[str, str]
) -> Sequence[Refusal]:
    """Judge what the branch of a proposal holds, as where it is pushed."""
    ref = read_ref(f"{PROPOSALS}{id}")
    assert ref is not None
    known = [base, *(tip for name, tip in claims.items() if name != ref.name)]
    return judge_proposal(repository, ref, head, main=base, known=known)


def seen_claims(repository: Repository) -> Mapping[str, str]:
    """Give the proposals and reviews as last seen, by the names that they have in the shared repository.

    A proposal that stands further on here is there as it is here, and not sent yet.
    """
    refs = tips(repository)
    seen = f"refs/remotes/{remote_of(repository) or ORIGIN}/" if not repository.is_bare else HEADS
    there = {f"{HEADS}{name.removeprefix(seen)}": tip for name, tip in refs.items() if name.startswith(seen)}
    here = {name: tip for name, tip in refs.items() if name.startswith(PROPOSALS)}
    return {name: tip for name, tip in {**there, **here}.items() if is_claim(name)}


def _wider(repository: Repository) -> Wider | None:
    """Give the plan in which the clone of a narrower layer lies, as it is there."""
    if repository.is_bare or repository.top.parent.name != LAYERS:
        return None
    found = Repository.find(repository.top.parent.parent)
    return Wider(found, found.resolve("HEAD"))


def _bounded(repository: Repository, base: str, head: str) -> Sequence[Refusal]:
    """Refuse what is too much to be looked at, before it is."""
    bounds = Bounds()
    commits = new_commits(repository, [head], bounds.commits, known=[base])
    if len(commits) > bounds.commits:
        return [
            Refusal(ref=MAIN, rule="limit", message=f"It brings more than {bounds.commits:,} new commits.")
        ]
    beyond = trees_beyond(repository, commits, base, bounds) if commits else ""
    return [Refusal(ref=MAIN, rule="limit", message=f"It is too large: {beyond}.")] if beyond else ()
