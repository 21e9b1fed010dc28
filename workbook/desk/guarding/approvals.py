"""Whether those who must approve a change of main do, by what they say on their own branches.

In: the records that a push changes, the plan before and after, and what is said. Out: `Refusal`s. Who must
approve follows from the plan before; what the pusher says of it in its commits counts for nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from typing import TypeAlias

from workbook.change.affected import AffectedRecord
from workbook.change.approval import requirements
from workbook.change.consent import Consent
from workbook.desk.guarding.adoption import Adoption
from workbook.desk.guarding.ground import Ground
from workbook.desk.guarding.refusal import Refusal
from workbook.desk.reviewing import words
from workbook.desk.reviewing.package import Package, decisions_for, where_it_stands
from workbook.desk.trailers import APPROVED_BY, DECISION, PROPOSAL_ID
from workbook.records.source import Source
from workbook.vcs.history import Touch

_APPROVAL, _LAPSED = "approval", "lapsed"
AWAITED = frozenset((_APPROVAL, _LAPSED))
"""The rules that refuse what others may still approve."""

Trailers: TypeAlias = Set[tuple[str, str]]
_JUDGED = {key.casefold(): key for key in (APPROVED_BY, DECISION, PROPOSAL_ID)}


def judge_own(
    affected: Sequence[AffectedRecord], before: Ground, after: Ground, *, ref: str, nation: str
) -> Iterator[Refusal]:
    """Judge changes that nobody proposed: none may need another's approval."""
    plans = before.workbook, after.workbook
    for one in requirements(affected, *plans, proposer=nation, layer=before.layer):
        if one.at_least > (nation in one.nations):
            message = f"{words.need_line(one)} Propose it: `workbook propose TITLE`."
            yield Refusal(ref=ref, rule=_APPROVAL, message=message)


def consent_to(
    adoption: Adoption,
    affected: Sequence[AffectedRecord],
    before: Ground,
    after: Ground,
    main: Source,
    *,
    moved_on: Mapping[str, date],
    today: date,
) -> Consent:
    """Say where a proposal stands that is adopted; silence counts only where the server knows since when."""
    until = adoption.record.silence_until if adoption.ref in moved_on else None
    plans = before.workbook, after.workbook
    asked = requirements(affected, *plans, proposer=adoption.proposer, layer=before.layer)
    return where_it_stands(
        Package(
            proposer=adoption.proposer,
            layer=before.layer,
            affected=affected,
            before=before.workbook,
            after=after.workbook,
            main=main,
        ),
        asked,
        [one.voice for one in adoption.said],
        changed_on=moved_on.get(adoption.ref, today),
        silence_until=until.last if until is not None else None,
        today=today,
    )


def judge_consent(consent: Consent, *, ref: str, id: str) -> Iterator[Refusal]:
    """Judge whether a proposal may be adopted."""
    for line in words.in_the_way(consent):
        yield Refusal(ref=ref, rule=_APPROVAL, message=f"{id} cannot be adopted yet: {line}")
    if not consent.is_complete:
        for lapse in consent.lapses:
            keys = ", ".join(lapse.keys[:4])
            message = f"{lapse.nation}'s approval of {id} lapsed over {keys}; it must look at it again."
            yield Refusal(ref=ref, rule=_LAPSED, message=message)


def true_approvals(adoption: Adoption, consent: Consent) -> Trailers:
    """Give the approvals of a proposal as the commit that adopts it tells them."""
    commits = {one.voice.id: one.commit for one in adoption.said}
    return {(APPROVED_BY, f"{one.nation} {commits[one.id]}") for one in consent.approvals}


def true_decisions(before: Ground, id: str) -> Trailers:
    """Give a proposal, and the decisions by which it was adopted, as commits may tell of them."""
    decisions = decisions_for(before.workbook, id, before.layer)
    return {(PROPOSAL_ID, id), *((DECISION, one) for one in decisions)}


def judge_trailers(
    touches: Iterable[Touch], true: Trailers = frozenset(), *, ref: str, nation: str = ""
) -> Iterator[Refusal]:
    """Judge what commits tell of approvals, decisions and proposals, as who reads the log would believe it.

    Of its own proposals the nation that pushes may tell.
    """
    for touch in touches:
        for name, value in touch.trailers:
            key = _JUDGED.get(name.casefold())
            is_own = key == PROPOSAL_ID and nation and value.startswith(f"{nation}-P-")
            if key and not is_own and (key, value) not in true:
                message = (
                    f"{touch.commit[:10]} says `{key}: {ascii(value[:60])[1:-1]}`, which is not so; commit "
                    "it again without that line."
                )
                yield Refusal(ref=ref, rule=key.lower(), message=message)
