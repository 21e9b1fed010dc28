"""A draft brought onto its record as it is now, after others changed that.

In: a draft, and the file now. Out: the draft begun from the file now, with what was drafted and what came
in, and field by field where both changed the same: there the draft's value stands, and the other is told.
"""

from collections.abc import Mapping, Sequence

import msgspec
from msgspec.structs import replace

from workbook.change.diff import differences, path_words
from workbook.change.merge import Conflict
from workbook.change.policy import Named, Policies
from workbook.change.raw_words import words_of
from workbook.change.text import MergedText, Sides, merge_texts
from workbook.desk.editing.assignments import assignments_of
from workbook.desk.editing.meanwhile import ChangedMeanwhileError, brought_along
from workbook.desk.form.draft import Draft
from workbook.errors import WorkbookError
from workbook.model.fields import Field
from workbook.records.reader import path_text
from workbook.toml.document import Document, parse

_SIDES = Sides(ours="the record now", base="as it was", theirs="your draft")
_MINE = "theirs"
_WHOLE = ""


class Contested(msgspec.Struct, frozen=True, kw_only=True):
    """A field that both changed: `path` as `set` takes it, "" for the whole file, and what each says."""

    path: str
    mine: str
    other: str


class Joined(msgspec.Struct, frozen=True, kw_only=True):
    """A draft on the record as it is now, the fields that came in, and those that both changed."""

    draft: Draft
    brought: Sequence[str] = ()
    contested: Sequence[Contested] = ()


def joined(draft: Draft, now: bytes | None) -> Joined:
    """Bring a draft onto the record as it is now."""
    if now == draft.base:
        return Joined(draft=draft)
    if now is None:
        gone = Contested(path=_WHOLE, mine="is kept", other="the record is gone")
        return Joined(draft=replace(draft, base=None), contested=(gone,) if draft.has_changed else ())
    brought = _fields_changed(draft, now)
    if not draft.has_changed:
        return Joined(draft=replace(draft, base=now, text=now), brought=brought)
    try:
        text = brought_along(draft.path, base=draft.base, now=now, wanted=draft.text)
    except ChangedMeanwhileError:
        return _with_contest(draft, now, brought)
    return Joined(draft=replace(draft, base=now, text=text or b""), brought=brought)


def _with_contest(draft: Draft, now: bytes, brought: Sequence[str]) -> Joined:
    conflicts = _merged(draft, now, {}).conflicts
    choices = {path_words(one.path): _MINE for one in conflicts}
    settled = _merged(draft, now, choices)
    text = settled.data
    # What cannot be merged as fields, as a text that is no TOML, stays as it was drafted.
    if settled.conflicts or text is None or not isinstance(parse(text), Document):
        text = draft.text
    contested = [_contested(one, draft) for one in conflicts]
    fields = {one.path for one in contested}
    return Joined(
        draft=replace(draft, base=now, text=text),
        brought=[field for field in brought if field not in fields],
        contested=contested,
    )


def _merged(draft: Draft, now: bytes, choices: Mapping[str, str]) -> MergedText:
    return merge_texts(draft.base, now, draft.text, draft.kind, _SIDES, choices)


def _contested(one: Conflict, draft: Draft) -> Contested:
    field = _field(draft, path_words(one.path))
    return Contested(
        path=_form_path(one, draft), mine=words_of(one.theirs, field), other=words_of(one.ours, field)
    )


def _form_path(one: Conflict, draft: Draft) -> str:
    """Give the path of a conflict as the rows of a form have it: entries of lists by their number."""
    path: list[str | int] = []
    value: object = draft.table
    for step in one.path:
        if isinstance(step, Named):
            entries = value if isinstance(value, list) else []
            places = (
                index
                for index, entry in enumerate(entries)
                if isinstance(entry, dict) and entry.get(step.key) == step.value
            )
            place: str | int | None = next(places, None)
        else:
            place = step
        if place is None:
            break
        path.append(place)
        value = value.get(place) if isinstance(value, dict) else _at(value, place)
    return path_text(tuple(path))


def _at(value: object, place: str | int) -> object:
    if isinstance(value, list) and isinstance(place, int) and place < len(value):
        return value[place]
    return None


def _field(draft: Draft, path: str) -> Field | None:
    """Find what is declared at a path."""
    try:
        (assignment,) = assignments_of(draft.kind, [f"{path}="])
    except WorkbookError:
        return None
    return assignment.place.field if assignment.place is not None else None


def _fields_changed(draft: Draft, now: bytes) -> Sequence[str]:
    """Name the fields that others changed since the draft was begun."""
    before, after = parse(draft.base or b""), parse(now)
    if not isinstance(before, Document) or not isinstance(after, Document):
        return ["the text"]
    changes = differences(before.table, after.table, Policies.of(draft.kind))
    return [path_words(change.path) for change in changes] or ["comments or layout"]
