"""Conflicts as people read them: what it was, what each side made of it, who did so and when.

In: the conflicts of a merge, from whichever command met them. Out: a `Dispute` for each; how it is laid out
is for the screen or the command line.
"""

from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Any

import msgspec

from workbook.change.diff import path_words
from workbook.change.marks import Sides
from workbook.change.merge import Conflict
from workbook.change.policy import ABSENT, ChangePath
from workbook.change.raw_words import words_of
from workbook.change.spot import About, entry_name, spot_of
from workbook.desk.trailers import ON_BEHALF
from workbook.model.fields import Field
from workbook.model.kind import Kind
from workbook.records.fault import SIZE_LIMIT_BYTES
from workbook.toml.values import value_text
from workbook.vcs.history import Touch
from workbook.vcs.trees import LINK, SUBMODULE, Entry

_LONGEST = 200
_MORE = "…"
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
    before, ours, theirs = (
        _words(value, declared, is_whole=not conflict.path)
        for value in _apart(conflict.base, conflict.ours, conflict.theirs)
    )
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
    return ", ".join([*spot.inside, entry_name(spot) if spot.entry is not None else spot.label])


def changed_words(touch: Touch | None) -> str:
    """Tell who changed a record last, for whom, when, and what they said of it."""
    if touch is None:
        return ""
    nation = touch.trailer(ON_BEHALF)
    who = f"{touch.author} for {nation}" if nation else touch.author
    return f"{who}, {touch.moment:%Y-%m-%d %H:%M}: {touch.subject}"


def _apart(*values: Any) -> Sequence[Any]:
    """Leave out of texts of several lines those that all of them begin with, so that what differs is told."""
    texts = [value.splitlines() if isinstance(value, str) else [] for value in values]
    if max(len(lines) for lines in texts) < 2:
        return values
    rows = zip(*(lines for lines in texts if lines), strict=False)
    alike = len(list(takewhile(lambda row: len(set(row)) == 1, rows)))
    return [
        " ".join([_MORE, *lines[alike:]]) if alike and lines else value
        for value, lines in zip(values, texts, strict=True)
    ]


def _whole_words(value: Any) -> str:
    if isinstance(value, Entry):
        return _OTHER_THAN_FILES.get(value.mode, "the whole file")
    if isinstance(value, bytes) and len(value) > SIZE_LIMIT_BYTES:
        return f"the whole file, {len(value):,} bytes, too many to be merged by meaning"
    return "the whole file"


def _words(value: Any, field: Field | None, *, is_whole: bool) -> str:
    if value is ABSENT:
        return "no such file" if is_whole else "nothing"
    if is_whole:
        return _whole_words(value)
    text = words_of(value, field) if field is not None and not isinstance(value, list) else value_text(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
