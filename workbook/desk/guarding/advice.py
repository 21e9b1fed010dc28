"""What the guard would say of a change, told where nothing can be held back: in a clone, or a forge's CI.

In: a repository with both commits, and the nation whose push it would be. Out: the `Refusal`s that its push
to main would meet. It is advice: claims are those that this clone last saw, the day on which a proposal was
moved is known to the server alone, and whoever may merge there can do so all the same.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from workbook.desk.guarding.judging import judge_main
from workbook.desk.guarding.refs import HEADS, MAIN, is_claim
from workbook.desk.guarding.refusal import Refusal
from workbook.vcs.bounds import Bounds, new_commits, trees_beyond
from workbook.vcs.plumbing import Repository
from workbook.vcs.quarantine import tips
from workbook.vcs.remotes import ORIGIN, remote_of


def advise(repository: Repository, base: str, head: str, *, nation: str, today: date) -> Sequence[Refusal]:
    """Judge the step of main from one commit to another, given by their ids.

    Raises:
        WorkbookError: it cannot be judged.
    """
    if refused := _bounded(repository, base, head):
        return refused
    return judge_main(
        repository, old=base, new=head, nation=nation, today=today, claims=seen_claims(repository)
    )


def seen_claims(repository: Repository) -> Mapping[str, str]:
    """Give the proposals and reviews as last seen, by the names that they have in the shared repository."""
    refs = tips(repository)
    if not repository.is_bare:
        seen = f"refs/remotes/{remote_of(repository) or ORIGIN}/"
        refs = {
            f"{HEADS}{name.removeprefix(seen)}": tip for name, tip in refs.items() if name.startswith(seen)
        }
    return {name: tip for name, tip in refs.items() if is_claim(name)}


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
