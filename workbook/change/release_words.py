"""A release that changed, in words that say to whom.

In: a change of `release`, or of one field's release, and who may see the record without it. Out: a sentence.
"""

from typing import Any

from workbook.change import phrases
from workbook.change.diff import Change
from workbook.change.policy import ABSENT
from workbook.change.raw_words import words_of
from workbook.change.spot import About, Readership, Spot
from workbook.model.readers import Readers, ReaderSet, reader_set
from workbook.model.record import RecordData
from workbook.model.speech import say

_MOST_NAMED = 12


def release_sentence(change: Change, spot: Spot, about: About) -> str:
    """Tell a release by whom it gains and loses; "" where that is not known, or nobody."""
    before, after = change.before, change.after
    if spot.parent is None or not issubclass(spot.parent, RecordData):
        return _of_field(before, after, spot)
    readership = about.readership
    if readership is None:
        return ""
    was, now = (_readers(raw, readership) for raw in (before, after))
    if was is None or now is None:
        return ""
    extra, lost = _beyond(now, was), _beyond(was, now)
    if extra and lost:
        return phrases.released_otherwise(extra, lost)
    if extra:
        return phrases.released_wider(extra)
    return phrases.released_narrower(lost) if lost else ""


def _of_field(before: Any, after: Any, spot: Spot) -> str:
    """Tell the release of one field; its label is the field's name."""
    was, now = words_of(before, spot.field), words_of(after, spot.field)
    if before is ABSENT:
        return phrases.held_back(spot.label, now)
    if after is ABSENT:
        return phrases.held_back_no_more(spot.label, was)
    return phrases.held_back_otherwise(spot.label, was, now)


def _readers(raw: Any, readership: Readership) -> ReaderSet | None:
    if raw is ABSENT:
        return readership.layer
    try:
        readers = Readers.parse(raw)
    except ValueError:
        return None
    return reader_set(readers, owner=readership.owner, members=readership.members)


def _beyond(readers: ReaderSet, others: ReaderSet) -> str:
    """Name those who are among the one and not among the other; "" for nobody."""
    if not isinstance(others, frozenset):
        return ""
    if not isinstance(readers, frozenset):
        return say("the public")
    extra = sorted(readers - others)
    named = ", ".join(extra[:_MOST_NAMED])
    more = len(extra) - _MOST_NAMED
    return say("{named} and {more} more", named=named, more=more) if more > 0 else named
