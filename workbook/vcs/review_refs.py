"""Where proposals and reviews lie in a shared repository: one branch each, written by one nation alone.

In: a repository and the name of its remote. Out: the branches as last seen there, by what their names say,
and how to push one. A proposal is `proposal/NOR-P-7K3Q`, what the USA say of it `review/USA/NOR-P-7K3Q`. A
branch of any other name is none of these.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TypeAlias

import msgspec

from workbook.vcs.plumbing import Repository
from workbook.vcs.program import run, run_ahead
from workbook.vcs.shared_branch import NoRemoteError, SharedBranch, remote_of

MAIN = "main"
PROPOSAL = "proposal/"
_ID = r"[A-Z]{2,5}-P-[0-9A-HJKMNP-TV-Z]{4}"
_PROPOSAL = re.compile(rf"proposal/({_ID})", re.ASCII)
_REVIEW = re.compile(rf"review/([A-Z]{{2,5}})/({_ID})", re.ASCII)

_Tips: TypeAlias = tuple[Mapping[str, str], Mapping[str, date]]
"""Tips by name, and the days (UTC) on which they were committed."""


class SeenRefs(msgspec.Struct, frozen=True, kw_only=True):
    """The branches of a shared repository as last seen: tips of main, of proposals by id, of reviews.

    `reviews` are by proposal, then nation; `adopted` are the proposals that main holds already. `committed`
    are the days (UTC) on which tips were committed, as whoever committed them says.
    """

    remote: str
    main: str
    proposals: Mapping[str, str]
    adopted: frozenset[str]
    reviews: Mapping[str, Mapping[str, str]]
    committed: Mapping[str, date]


def seen_refs(repository: Repository) -> SeenRefs:
    """Say what is known of the shared repository, by a few git processes; nothing is fetched.

    Raises:
        NoRemoteError: there is none.
    """
    remote = remote_of(repository)
    if not remote:
        raise NoRemoteError(repository)
    with (
        _tips_ahead(repository, remote) as told,
        _tips_ahead(repository, remote, f"--merged=refs/remotes/{remote}/{MAIN}") as told_merged,
    ):
        tips, committed = told()
        main = tips.get(MAIN, "")
        merged = told_merged()[0] if main else {}
    proposals = {found[1]: tip for name, tip in tips.items() if (found := _PROPOSAL.fullmatch(name))}
    reviews: dict[str, dict[str, str]] = {}
    for name, tip in tips.items():
        if found := _REVIEW.fullmatch(name):
            reviews.setdefault(found[2], {})[found[1]] = tip
    return SeenRefs(
        remote=remote,
        main=main,
        proposals=proposals,
        adopted=frozenset(id for id in proposals if f"{PROPOSAL}{id}" in merged),
        reviews=reviews,
        committed=committed,
    )


def last_tips(repository: Repository, remote: str, id: str) -> tuple[str, str]:
    """Give the tips of main and of a proposal as last seen, by one git process; "" for what is not there."""
    names = [f"refs/remotes/{remote}/{name}" for name in (MAIN, f"{PROPOSAL}{id}")]
    if not _PROPOSAL.fullmatch(f"{PROPOSAL}{id}"):
        return "", ""
    out = run(repository.top, "for-each-ref", "--format=%(refname) %(objectname)", *names)
    rows = (line.split(" ") for line in out.decode("utf-8", "surrogateescape").splitlines())
    tips = {name: tip for name, tip in rows}
    return tips.get(names[0], ""), tips.get(names[1], "")


def shared_main(remote: str) -> SharedBranch:
    """Give the branch that all adopt into."""
    return _shared(remote, MAIN)


def proposal_branch(remote: str, id: str) -> SharedBranch:
    """Give the branch of a proposal, which its own nation writes."""
    return msgspec.structs.replace(_shared(remote, f"{PROPOSAL}{id}"), is_set=False)


def review_branch(remote: str, nation: str, id: str) -> SharedBranch:
    """Give the branch of what a nation says of a proposal, which that nation writes."""
    return _shared(remote, f"review/{nation}/{id}")


def committed_on(repository: Repository, commit: str) -> date:
    """Give the day (UTC) on which a commit was made, as whoever made it says."""
    return _day(run(repository.top, "log", "--max-count=1", "--format=%ct", commit, "--"))


def writer_of(branch: str) -> tuple[str, str]:
    """Give the nation that alone writes a branch, and the proposal it is about; "" each for any other."""
    if found := _REVIEW.fullmatch(branch):
        return found[1], found[2]
    if found := _PROPOSAL.fullmatch(branch):
        return found[1].partition("-")[0], found[1]
    return "", ""


def _shared(remote: str, name: str) -> SharedBranch:
    return SharedBranch(
        local=name, remote=remote, branch=name, tracking=f"refs/remotes/{remote}/{name}", is_set=True
    )


@contextmanager
def _tips_ahead(repository: Repository, remote: str, *options: str) -> Iterator[Callable[[], _Tips]]:
    """Let git look for the tips of main, proposals and reviews from now on, and give what waits for them."""
    head = f"refs/remotes/{remote}/"
    patterns = (f"{head}{MAIN}", f"{head}proposal/", f"{head}review/")
    about = "--format=%(refname)%00%(objectname)%00%(committerdate:unix)"
    with run_ahead(repository.top, "for-each-ref", about, *options, *patterns) as told:

        def tips() -> _Tips:
            rows = [line.split("\0") for line in told().decode("utf-8", "surrogateescape").splitlines()]
            return (
                {name.removeprefix(head): tip for name, tip, _ in rows},
                {tip: _day(seconds.encode()) for _, tip, seconds in rows},
            )

        yield tips


def _day(seconds: bytes) -> date:
    """Read a day from seconds since 1970: whoever commits sets the clock, to any number."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date()
    except (ValueError, OverflowError, OSError):
        return date.max
