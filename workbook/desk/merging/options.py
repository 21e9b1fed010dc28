"""The ways to settle a conflict, in the words of the meeting room: what it was, and what each side says.

In: a conflict, and who changed the field last on either side. Out: `Option`s. Sides are called by the
delegation that spoke there, and by their branch.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from workbook.change.marks import Sides
from workbook.change.merge import Conflict
from workbook.change.policy import ABSENT
from workbook.change.raw_words import words_of
from workbook.desk.form.spelling import value_line
from workbook.desk.merging.combining import combined
from workbook.desk.merging.disputes import changed_words, told_words
from workbook.desk.trailers import ON_BEHALF
from workbook.model.fields import Field
from workbook.toml.values import value_text
from workbook.vcs.history import Touch

BASE, OURS, THEIRS, BOTH = "base", "ours", "theirs", "both"
_LONGEST = 2_000


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """A way to settle a conflict: whose it is, the value in words, who said it, and as `set` takes it.

    `side` is one of `BASE`, `OURS`, `THEIRS`, which stand for a version, or `BOTH` for the two lists in one.
    """

    side: str
    name: str
    words: str
    said: str = ""
    value: str = ""


def options(
    conflict: Conflict, field: Field | None, names: Sides, touches: Mapping[str, Touch | None]
) -> Sequence[Option]:
    """List the ways to settle a conflict: as it was, as each side says, and both lists in one."""
    before, *words = _words(conflict, field)
    found = [Option(side=BASE, name="Before", words=before)]
    sides = ((OURS, names.ours, conflict.ours), (THEIRS, names.theirs, conflict.theirs))
    for (side, name, value), said in zip(sides, words, strict=True):
        found.append(
            Option(
                side=side,
                name=_side_name(name, touches.get(side)),
                words=said,
                said=changed_words(touches.get(side)),
                value=_typed(value, field),
            )
        )
    both = combined(conflict)
    if both is not None:
        found.append(Option(side=BOTH, name="Both", words=words_of(both, field), value=value_text(both)))
    return found


def value_words(value: Any, field: Field | None) -> str:
    """Give the value of a field in words; a text is given as it is, so that all of it can be read."""
    if isinstance(value, str) and (field is None or field.type is str):
        return value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
    return words_of(value, field)


def _words(conflict: Conflict, field: Field | None) -> Sequence[str]:
    """Tell what was, and what either side says; of what is too long to be read, what differs."""
    values = (conflict.base, conflict.ours, conflict.theirs)
    if not conflict.path:
        return [
            "no such record" if value is ABSENT or value is None else "keep the record" for value in values
        ]
    words = [value_words(value, field) for value in values]
    return told_words(values, field) if words[1] == words[2] else words


def _side_name(branch: str, touch: Touch | None) -> str:
    nation = touch.trailer(ON_BEHALF) if touch is not None else ""
    return f"{nation} ({branch})" if nation else branch


def _typed(value: Any, field: Field | None) -> str:
    """Give a value as a person would type it; "" where there is none."""
    if value is ABSENT:
        return ""
    if isinstance(value, str):
        return value
    return value_text(value) if isinstance(value, list) or field is None else value_line(field.type, value)
