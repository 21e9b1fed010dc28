"""Commits by their heads alone: who made them, when, and what they are called.

In: two commits. Out: the commits that the one has and the other has not, newest first, by one git process.
What they changed is told by `history`.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from workbook.vcs.messages import read_trailers
from workbook.vcs.moments import moment_of
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import run

# Zero bytes part the fields: no message can hold one.
_FIELDS = ("%H", "%P", "%an", "%ae", "%aI", "%s", "%b")


class CommitHead(msgspec.Struct, frozen=True, kw_only=True):
    """A commit without what it changed."""

    commit: str
    is_merge: bool
    author: str
    email: str
    moment: datetime
    subject: str
    trailers: tuple[tuple[str, str], ...]

    def trailer(self, key: str) -> str:
        """Give the value of a trailer, "" where there is none."""
        return next((value for name, value in self.trailers if name.casefold() == key.casefold()), "")


def commits_between(
    repository: Repository, *, since: str, until: str, most: int = 1_000
) -> Sequence[CommitHead]:
    """List the commits of `until` that `since` has not, both ids of commits; all where `since` is ""."""
    out = run(
        repository.top,
        "log",
        "-z",
        "--topo-order",
        f"--max-count={most}",
        f"--format={'%x00'.join(_FIELDS)}",
        until,
        *([f"^{since}"] if since else []),
        "--",
    )
    parts = out.decode(errors="replace").split("\0")[:-1]
    return [_head(list(fields)) for fields in zip(*[iter(parts)] * len(_FIELDS), strict=True)]


def _head(fields: Sequence[str]) -> CommitHead:
    commit, parents, author, email, moment, subject, body = fields
    return CommitHead(
        commit=commit,
        is_merge=len(parents.split()) > 1,
        author=author,
        email=email,
        moment=moment_of(moment),
        subject=subject,
        trailers=read_trailers(body),
    )
