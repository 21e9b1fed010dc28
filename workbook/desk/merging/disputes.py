"""Conflicts as people read them: what it was, what each side made of it, who did so and when.

In: the conflicts of a merge, from whichever command met them. Out: a `Dispute` for each; how it is laid out
is for the screen or the command line.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from workbook.change.apart import MOST, apart, told_apart
from workbook.change.diff import path_words
from workbook.change.marks import Sides
from workbook.change.merge import Conflict
from workbook.change.policy import ABSENT, ChangePath
from workbook.change.raw_words import is_text, words_of
from workbook.change.spot import About, entry_name, spot_of
from workbook.desk.trailers import ON_BEHALF
from workbook.model.display import clean_line
from workbook.model.fields import Field
from workbook.model.kind import Kind
from workbook.records.fault import SIZE_LIMIT_BYTES
from workbook.toml.values import value_text
from workbook.vcs.history import Touch
from workbook.vcs.trees import LINK, SUBMODULE, Entry

_NOTHING = "nothing"
_OTHER_THAN_FILES = {LINK: "a link", SUBMODULE: "a submodule"}


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """What one side says: its name, the value in words, and who last changed the record there, and when."""

    name: str
    value: str
    changed: str = ""


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """A conflict in words; `word` is its name on the command line, `NOR-C-7K3Q:quantity`.

    Of a whole file, or of one that is no record, only a side can be taken, and no other value.
    """

    word: str
    positions: Sequence[Position]
    takes_value: bool


def dispute(
    owner: str, conflict: Conflict, names: Sides, changed: Mapping[str, str], kind: Kind | None
) -> Dispute:
    """Put a conflict in words. `owner` is the id of a record of some kind, or the path of a file.

    `changed` tells who changed the record last, by `ours` and `theirs`; a side may be missing.
    """
    field = path_words(conflict.path)
    _, declared = field_of(kind, conflict)
    values = (conflict.base, conflict.ours, conflict.theirs)
    before, ours, theirs = told_words(values, declared) if conflict.path else map(_whole_words, values)
    return Dispute(
        word=f"{owner}:{field}" if field else owner,
        takes_value=bool(field) and kind is not None,
        positions=(
            Position(name=names.base, value=before),
            Position(name=names.ours, value=ours, changed=changed.get("ours", "")),
            Position(name=names.theirs, value=theirs, changed=changed.get("theirs", "")),
        ),
    )


def field_of(kind: Kind | None, conflict: Conflict) -> tuple[str, Field | None]:
    """Give what the field in conflict is called, and how it is declared, None where it is not."""
    if not conflict.path:
        return "the whole record", None
    spot = spot_of(conflict.path, About.of(kind))
    return place_name(kind, conflict.path), None if spot.entry is not None else spot.field


def place_name(kind: Kind | None, path: ChangePath) -> str:
    """Give what the place of a change is called: `lot a, by`, where `set` says `lots.a.by`."""
    spot = spot_of(path, About.of(kind))
    return ", ".join([*spot.inside, entry_name(spot) if spot.entry is not None else spot.heading])


def changed_words(touch: Touch | None) -> str:
    """Tell who changed a record last, for whom, when, and what they said of it."""
    if touch is None:
        return ""
    nation = touch.trailer(ON_BEHALF)
    who = f"{touch.author} for {nation}" if nation else touch.author
    return f"{who}, {touch.moment:%Y-%m-%d %H:%M}: {touch.subject}"


def told_words(values: Sequence[Any], field: Field | None) -> Sequence[str]:
    """Tell what was and what each side says of a field, so that the sides are seen to differ."""
    if all(value is ABSENT or is_text(field, value) for value in values):
        base, ours, theirs = (None if value is ABSENT else value for value in values)
        return [_NOTHING if told is None else told for told in told_apart(base, ours, theirs)]
    return apart([_whole(value, field) for value in values], longest=MOST)


def _whole_words(value: Any) -> str:
    if value is ABSENT:
        return "no such file"
    if isinstance(value, Entry):
        return _OTHER_THAN_FILES.get(value.mode, "the whole file")
    if isinstance(value, bytes) and len(value) > SIZE_LIMIT_BYTES:
        return f"the whole file, {len(value):,} bytes, too many to be merged by meaning"
    return "the whole file"


def _whole(value: Any, field: Field | None) -> str:
    if value is ABSENT:
        return _NOTHING
    text = words_of(value, field) if field is not None and not isinstance(value, list) else value_text(value)
    return clean_line(text)
