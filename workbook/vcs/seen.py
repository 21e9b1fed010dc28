"""What this clone saw of a shared repository, so that nothing said there is taken back unnoticed.

In: a repository and its remote, after a fetch, whoever fetched. Out: the branches that were set back. Of main
and of reviews what was seen stays what counts; a proposal is its author's to rewrite, and that is only told.
What was seen lies in refs of its own, `refs/workbook/seen/REMOTE/BRANCH`, with a journal of when.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime

import msgspec

from workbook.vcs.plumbing import Repository
from workbook.vcs.program import GitFailedError, ask, run

SEEN = "refs/workbook/seen/"
_MAIN = "main"
_PROPOSAL, _REVIEW = "proposal/", "review/"
_TRIES, _PAUSE_S = 20, 0.05


class SetBack(msgspec.Struct, frozen=True, kw_only=True):
    """A branch whose tip there no longer holds what was seen of it; `seen` is the last commit that was.

    `is_kept` says that here it still stands where it was seen.
    """

    remote: str
    branch: str
    seen: str
    there: str

    @property
    def is_kept(self) -> bool:
        """Whether what was seen counts on, and not what is there now."""
        return not self.branch.startswith(_PROPOSAL)

    @property
    def ref(self) -> str:
        """Where what was seen is kept: whoever takes that away accepts what is there now."""
        return f"{SEEN}{self.remote}/{self.branch}"


def note_seen(repository: Repository, remote: str) -> Sequence[SetBack]:
    """Note what is seen of a shared repository, and name the branches that were set back.

    By one git process where nothing is new, and one more for each branch that moved. Where another program
    notes the same at the same time, it is looked at again.

    Raises:
        GitFailedError: it cannot be noted.
    """
    for left in reversed(range(_TRIES)):
        set_back, order = _news(repository, remote)
        if not order:
            return set_back
        answer = ask(
            repository.top, "update-ref", "--create-reflog", "-m", "workbook: seen", "--stdin", stdin=order
        )
        if answer.code == 0:
            return set_back
        if not left:
            raise GitFailedError("update-ref", repository.top, answer.messages)
        time.sleep(_PAUSE_S)
    raise AssertionError("the last try ends the loop")


def _news(repository: Repository, remote: str) -> tuple[Sequence[SetBack], bytes]:
    """Give what was set back, and the order by which refs are brought to what is seen now."""
    tracking = f"refs/remotes/{remote}/"
    tips = _tips(repository, remote)
    there = {ref.removeprefix(tracking): tip for ref, tip in tips.items() if ref.startswith(tracking)}
    known = {ref.removeprefix(f"{SEEN}{remote}/"): tip for ref, tip in tips.items() if ref.startswith(SEEN)}
    moved = {name: tip for name, tip in there.items() if known.get(name) != tip}
    set_back = [
        SetBack(remote=remote, branch=name, seen=known[name], there=tip)
        for name, tip in sorted(moved.items())
        if name in known and not _holds(repository, known[name], tip)
    ]
    kept = {one.branch for one in set_back if one.is_kept}
    steps = [
        *_updates(f"{SEEN}{remote}/", {name: tip for name, tip in moved.items() if name not in kept}, known),
        *_updates(tracking, {one.branch: one.seen for one in set_back if one.is_kept}, there),
    ]
    return set_back, "".join(steps).encode("utf-8", "surrogateescape")


def first_seen_on(repository: Repository, remote: str, branch: str) -> date | None:
    """Give the day (UTC) on which this clone first saw a branch as it saw it last.

    None where nothing tells: git forgets such entries after some months.
    """
    ref = f"{SEEN}{remote}/{branch}"
    answer = ask(
        repository.top, "log", "--walk-reflogs", "--max-count=1", "--format=%gd", "--date=unix", ref, "--"
    )
    moment = answer.out.decode("utf-8", "replace").strip().rpartition("@{")[2].rstrip("}")
    return datetime.fromtimestamp(int(moment), UTC).date() if moment.isdecimal() else None


def _tips(repository: Repository, remote: str) -> Mapping[str, str]:
    """Give the branches that are noted, there and as they were seen, by full name."""
    patterns = [
        f"{head}{name}"
        for head in (f"refs/remotes/{remote}/", f"{SEEN}{remote}/")
        for name in (_MAIN, _PROPOSAL, _REVIEW)
    ]
    out = run(repository.top, "for-each-ref", "--format=%(objectname) %(refname)", *patterns)
    lines = (line.split(" ", 1) for line in out.decode("utf-8", "surrogateescape").splitlines())
    return {ref: tip for tip, ref in lines}


def _holds(repository: Repository, seen: str, tip: str) -> bool:
    return ask(repository.top, "merge-base", "--is-ancestor", seen, tip).code == 0


def _updates(head: str, tips: Mapping[str, str], before: Mapping[str, str]) -> Iterator[str]:
    for name, tip in sorted(tips.items()):
        old = before.get(name, "0" * len(tip))
        yield f"update {head}{name} {tip} {old}\n"
