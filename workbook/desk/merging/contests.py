"""The conflicts of a merge that is not settled yet, with who changed each field last on either side.

In: a session, and a `Joining` in conflict. Out: each conflict with the commits behind it, or put in words.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from workbook.change.merge import Conflict
from workbook.desk.merging.disputes import Dispute, changed_words, dispute
from workbook.desk.merging.joining import Joining
from workbook.desk.merging.merged_paths import MergedPath
from workbook.desk.session import Session
from workbook.desk.telling.changers import Disputed, changers
from workbook.vcs.history import Touch


class Contested(NamedTuple):
    """A conflict, the path that it lies in, and who changed the field last, by `ours` and `theirs`."""

    merged: MergedPath
    conflict: Conflict
    touches: Mapping[str, Touch | None]


def contested(session: Session, joining: Joining) -> Sequence[Contested]:
    """List the conflicts of a merge, with who changed each field last on either side."""
    repository, bases = session.repository(joining.layer), joining.parts.ancestry.bases
    conflicts = [(one, conflict) for one in joining.conflicted for conflict in one.result.conflicts]
    fields = [Disputed(one.about.path, conflict.path) for one, conflict in conflicts]
    changed = {
        side: changers(repository, fields, since=bases[0], until=tip)
        for side, tip in (("ours", joining.at.tip), ("theirs", joining.theirs))
    }
    return [
        Contested(one, conflict, {side: touches.get(number) for side, touches in changed.items()})
        for number, (one, conflict) in enumerate(conflicts)
    ]


def disputes(session: Session, joining: Joining) -> Sequence[Dispute]:
    """Put the conflicts of a merge in words, with who changed each field last on either side."""
    return [
        dispute(
            merged.id or merged.about.path,
            conflict,
            joining.names,
            {side: changed_words(touch) for side, touch in touches.items()},
            merged.kind,
        )
        for merged, conflict, touches in contested(session, joining)
    ]
