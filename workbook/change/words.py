"""A change of a record in words: one change, one plain English sentence without its subject.

In: changes, and what is known about the record they are in. Out: "quantity from 20 to 12", "moves 12 of 20
from Q4 2022 to Q1 2023", "is retired on 15 January 2023: Superseded." The sentences themselves stand in
`phrases`; here it is decided which one fits. Nothing here reads a file or knows git.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from workbook.change import phrases
from workbook.change.diff import Change, Order, differences
from workbook.change.entry_words import entry_sentence, inner_sentence
from workbook.change.moved_words import moves
from workbook.change.policy import ABSENT, Policies
from workbook.change.raw_words import is_text, quoted, words_of
from workbook.change.release_words import release_sentence
from workbook.change.spot import About, Readership, Spot, spot_of
from workbook.change.spreading import spread
from workbook.model.display import clean_line
from workbook.model.enums import LOT_STEPS, STATUS_STEPS, LotStatus, Status
from workbook.model.fields import Field
from workbook.model.readers import Readers
from workbook.model.record import Retirement

__all__ = ["About", "Readership", "sentence", "sentences", "told"]

_WAYS: Mapping[Any, Sequence[str]] = {Status: STATUS_STEPS, LotStatus: LOT_STEPS}
_LONG_TEXT = 60


def told(before: Mapping[str, Any], after: Mapping[str, Any], about: About) -> tuple[str, ...]:
    """Tell all that changed between two versions of a record; () where their data is the same."""
    return sentences(differences(before, after, Policies(struct=about.struct)), about.between(before, after))


def sentences(changes: Sequence[Change], about: About) -> tuple[str, ...]:
    """Tell changes of one record, in their order; amounts that only moved are told as one sentence.

    Shape: never empty where there is a change.
    """
    moved, rest = moves(spread(changes, about), about)
    return (*(one.sentence for one in moved), *(sentence(change, about) for change in rest))


def sentence(change: Change, about: About) -> str:
    """Tell one change by itself, on one line."""
    spot = spot_of(change.path, about)
    if isinstance(change.after, Order):
        return _placed(spot, phrases.rearranged(spot.label))
    if spot.entry is not None:
        return _placed(spot, entry_sentence(change, spot, about))
    by_itself = inner_sentence(change, spot, about)
    if by_itself:
        return clean_line(by_itself)
    return _placed(spot, _field_sentence(change, spot, about))


def _placed(spot: Spot, words: str) -> str:
    for name in reversed(spot.inside):
        words = phrases.within(name, words)
    return clean_line(words)


def _field_sentence(change: Change, spot: Spot, about: About) -> str:
    before, after, field = change.before, change.after, spot.field
    if field is None:
        return _plain(before, after, phrases.unknown(spot.label) if spot.is_unknown else spot.label, spot)
    for special in (_of_type, _of_text):
        words = special(before, after, field, spot)
        if words:
            return words
    if field.type is Readers:
        words = release_sentence(change, spot, about)
        if words:
            return words
    return _plain(before, after, spot.label, spot)


def _plain(before: Any, after: Any, label: str, spot: Spot) -> str:
    if before is ABSENT:
        return phrases.added(label, spot.words(after))
    if after is ABSENT:
        return phrases.taken_out(label, spot.words(before)) if before != "" else phrases.emptied(label)
    was, now = spot.words(before), spot.words(after)
    if was == now:
        # They differ only in what is cut off, or in how a number is written.
        return phrases.reworded(label, now)
    return phrases.changed(label, was, now)


def _of_type(before: Any, after: Any, field: Field, spot: Spot) -> str:
    """Tell a status, a mark, or the end of a record; "" for all else."""
    if field.type in _WAYS and ABSENT not in (before, after):
        return _status(before, after, _WAYS[field.type], field)
    if field.type is bool and {before, after} <= {True, False, ABSENT} and _is_mark(before, after):
        return phrases.marked(spot.label, is_so=after is True)
    if field.type is Retirement:
        if after is ABSENT:
            return phrases.RETIRED_NO_MORE
        if before is ABSENT and isinstance(after, dict):
            on, reason = (spot.part(after, name) for name in ("on", "reason"))
            return phrases.retired(on or words_of(ABSENT, None), reason or words_of(ABSENT, None))
    return ""


def _is_mark(before: Any, after: Any) -> bool:
    return (after is True) is not (before is True)


def _status(before: Any, after: Any, way: Sequence[str], field: Field) -> str:
    was, now = words_of(before, field), words_of(after, field)
    if before in way and after in way:
        is_back = way.index(after) < way.index(before)
        return phrases.stepped_back(was, now) if is_back else phrases.stepped(was, now)
    return phrases.set_aside(was, now) if before in way else phrases.stepped(was, now)


def _of_text(before: Any, after: Any, field: Field, spot: Spot) -> str:
    """Tell a long text by what is new in it; "" for one that is short enough to be told whole."""
    if not (is_text(field, before) and is_text(field, after)):
        return ""
    if max(len(before), len(after)) <= _LONG_TEXT and "\n" not in before + after:
        return ""
    addition = after.removeprefix(before.rstrip("\n"))
    if before.strip() and addition != after and addition.strip():
        return phrases.continued(spot.label, quoted(addition))
    return phrases.reworded(spot.label, quoted(_new_part(before, after)))


def _new_part(before: str, after: str) -> str:
    """Give the lines that a text has gained; all of it where it only lost some."""
    known = set(before.splitlines())
    gained = [line for line in after.splitlines() if line.strip() and line not in known]
    return " ".join(gained) if gained else after
