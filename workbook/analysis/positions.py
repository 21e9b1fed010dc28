"""Where nations stand on a proposal: of all that they said of it, the verdicts that count.

In: a plan, whole or as released, and the id of a proposal. Out: one `Position` for each nation and matter.
A verdict is replaced only by its own author's; nothing here knows a day or what a proposal changes.
"""

from collections.abc import Sequence

import msgspec

from workbook.model.enums import Verdict
from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.records.workbook import Workbook

_STRICTER = (
    Verdict.COMMENT,
    Verdict.APPROVE,
    Verdict.APPROVE_AD_REFERENDUM,
    Verdict.RESERVE,
    Verdict.OBJECT,
)
_HOLDING_BACK = frozenset((Verdict.APPROVE_AD_REFERENDUM, Verdict.RESERVE, Verdict.OBJECT))


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """What a nation says of a proposal, or of one matter in it (`about` is "" for the whole)."""

    party: str
    about: str
    review: Record

    @property
    def verdict(self) -> Verdict:
        """What it says."""
        verdict: Verdict = self.review.data.verdict
        return verdict

    @property
    def holds_back(self) -> bool:
        """Whether it is less than consent."""
        return self.verdict in _HOLDING_BACK


def positions(workbook: Workbook, proposal_id: str) -> tuple[Position, ...]:
    """Give the verdict that counts of each nation on each matter, the strictest first, then by nation.

    Of a nation's verdicts on one matter the one that none replaces counts; of two such the stricter.

        SWE-V-1A2B  reserves;  SWE-V-3C4D  approves, replaces = "SWE-V-1A2B";  NLD-V-5E6F  objects
        -> NLD objects, SWE approves
    """
    told: dict[tuple[str, str], list[Record]] = {}
    for review in _reviews(workbook, proposal_id):
        told.setdefault((review.owner, review.data.about), []).append(review)
    found = [
        Position(party=party, about=about, review=_standing(reviews))
        for (party, about), reviews in told.items()
    ]
    return tuple(sorted(found, key=lambda one: (-_STRICTER.index(one.verdict), one.party, one.about)))


def _reviews(workbook: Workbook, proposal_id: str) -> list[Record]:
    return [
        mention.record
        for mention in workbook.mentions(proposal_id)
        if mention.record.kind is Kind.REVIEW
        and mention.field == "proposal"
        and not mention.record.is_retired
    ]


def _standing(reviews: Sequence[Record]) -> Record:
    """Give the one that counts; where all are replaced in a ring, none of them is taken back."""
    replaced = {one.data.replaces for one in reviews if one.data.replaces != one.id}
    left = [one for one in reviews if one.id not in replaced] or reviews
    return max(left, key=lambda one: (_STRICTER.index(one.data.verdict), one.id))
