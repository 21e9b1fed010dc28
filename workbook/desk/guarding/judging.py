"""The judgement of one push to the shared repository: what it may change, and why it may not.

In: the bare repository with the pushed objects readable, where the branch stands and where it would stand,
and the nation that the transport names. Out: `Refusal`s, none where all may be taken in. Policy, groups and
the secretariat are read from the main of before; nothing that was pushed is run.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from workbook.desk.guarding.refusal import Refusal
from workbook.vcs.plumbing import Repository

_NO_DAYS: Mapping[str, date] = MappingProxyType({})


def judge_main(
    repository: Repository,  # noqa: ARG001 - judged next
    *,
    old: str,  # noqa: ARG001 - judged next
    new: str,  # noqa: ARG001 - judged next
    nation: str,  # noqa: ARG001 - judged next
    today: date,  # noqa: ARG001 - judged next
    claims: Mapping[str, str],  # noqa: ARG001 - judged next
    moved_on: Mapping[str, date] = _NO_DAYS,  # noqa: ARG001 - judged next
) -> Sequence[Refusal]:
    """Judge a push to main.

    `claims` are the proposal and review branches by their full names (`refs/heads/proposal/NOR-P-7K3Q`), with
    their tips. `moved_on` gives the day on which the server last moved a proposal's branch, by its own clock:
    silence counts from then, and where no day is known it is no consent.

    Raises:
        WorkbookError: it cannot be judged, so it must not be taken in.
    """
    return (
        Refusal(
            ref="refs/heads/main",
            rule="not-judged",
            message="The guard cannot judge main yet, so nothing is taken in; ask the keeper of the server.",
        ),
    )


def judge_branch(
    repository: Repository,  # noqa: ARG001 - judged next
    *,
    ref: str,
    old: str,  # noqa: ARG001 - judged next
    new: str,  # noqa: ARG001 - judged next
    nation: str,  # noqa: ARG001 - judged next
    today: date,  # noqa: ARG001 - judged next
) -> Sequence[Refusal]:
    """Judge a push to the branch of a proposal or a review, by its full name; `old` is "" for a new one.

    Raises:
        WorkbookError: it cannot be judged, so it must not be taken in.
    """
    return (
        Refusal(
            ref=ref,
            rule="not-judged",
            message=f"The guard cannot judge {ref} yet, so nothing is taken in; ask the server's keeper.",
        ),
    )
