"""Who has a part in a proposal and is no member, as its code was changed or it left.

In: a proposal as it would be adopted. Out: sentences, so that nobody waits for who cannot answer.
"""

from collections.abc import Sequence

from workbook.desk.reviewing import words
from workbook.desk.reviewing.proposed import Proposed
from workbook.records.settings import Settings


def is_absent(settings: Settings, nation: str) -> bool:
    """Say whether a nation is none of the members; where nobody is named as one, all are."""
    return (
        bool(settings.members) and nation not in settings.members and nation != settings.manifest.secretariat
    )


def absent_lines(proposed: Proposed) -> Sequence[str]:
    """Name who put it forward, or must still approve it, and is no member."""
    settings = proposed.shared.main.workbook.settings
    lines = [words.proposer_left(proposed.proposer)] if is_absent(settings, proposed.proposer) else []
    if proposed.joining.conflicted:
        return lines
    asked = [nation for nation in proposed.consent.waiting_on if is_absent(settings, nation)]
    return [
        *lines,
        *(words.asked_left(one, proposed.proposer, settings.manifest.secretariat) for one in asked),
    ]
