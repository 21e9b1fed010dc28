"""What an approval saw and what is there now, where the two differ: told as any change is.

In: a proposal and its lapsed approvals. Out: a sentence for each thing that changed. What was seen is read
from the commit that the review names, and believed only where its fingerprint is the one that was approved.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from workbook.change.affected import AffectedRecord
from workbook.change.consent import Lapse
from workbook.change.fingerprint import fingerprint
from workbook.change.words import About, told
from workbook.desk.reviewing.proposed import Proposed
from workbook.desk.reviewing.verdicts import PROPOSAL_COMMIT
from workbook.desk.reviewing.voices import Said
from workbook.model.speech import say
from workbook.toml.document import Document, parse
from workbook.vcs.commit import CommitSource
from workbook.vcs.history import life
from workbook.vcs.state import tip_of

_MOST = 4


def lapse_lines(proposed: Proposed) -> Sequence[str]:
    """Say which approvals lapsed and over what.

    `USA's approval lapsed: NOR-C-7K3Q quantity from 12 to 10.`
    """
    said = {one.voice.id: one for one in proposed.said}
    return [
        say(
            "{nation}'s approval lapsed: {what}.",
            nation=lapse.nation,
            what="; ".join(_changes(proposed, said[lapse.review], lapse)),
        )
        for lapse in proposed.consent.lapses
    ]


def _changes(proposed: Proposed, said: Said, lapse: Lapse) -> Sequence[str]:
    affected = {one.key: one for one in proposed.affected}
    source = _seen(proposed, said)
    lines = [_change(key, affected.get(key), said, source) for key in lapse.keys]
    more = len(lines) - _MOST
    return [*lines[:_MOST], *([say("and {more:,} more", more=more)] if more > 0 else [])]


def _change(key: str, now: AffectedRecord | None, said: Said, source: CommitSource | None) -> str:
    if now is None:
        return say("{key} is no part of it any more", key=key)
    if key not in said.voice.covers:
        return say("{key} came in", key=key)
    before = _files(source, now.paths) if source is not None else {}
    if not before or not now.after or fingerprint(before) != said.voice.covers[key]:
        return say("{key} changed", key=key)
    sentences = told(_table(before), _table(now.after), About.of(now.kind))
    return say("{key} {what}", key=key, what=", ".join(sentences) or say("changed"))


def _seen(proposed: Proposed, said: Said) -> CommitSource | None:
    """Give the files that a review saw, where this clone still has them."""
    repository = proposed.shared.repository
    touches = list(life(repository, [said.path], start=said.commit))
    named = touches[-1].trailer(PROPOSAL_COMMIT) if touches else ""
    commit = tip_of(repository, named) if named else ""
    return CommitSource(repository, commit) if commit else None


def _files(source: CommitSource, paths: Sequence[str]) -> Mapping[str, bytes]:
    return {path: data for path, data in source.read_many(paths) if isinstance(data, bytes)}


def _table(files: Mapping[str, bytes]) -> Mapping[str, Any]:
    document = parse(next(iter(files.values())))
    return document.table if isinstance(document, Document) else {}
