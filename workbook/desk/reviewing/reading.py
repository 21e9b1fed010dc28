"""A proposal as a screen shows it: record by record and field by field, with all that was said of each.

In: a proposal as it would be adopted, and for whom it is read. Out: a `Reading`, worked out in full, so that
showing it waits for nothing. What is said of something that the proposal does not change stands by itself.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

import msgspec

from workbook.change.affected import AffectedRecord
from workbook.change.consent import Standing
from workbook.change.words import About, sentences
from workbook.desk.analysing.tables import AnalysisTable
from workbook.desk.choosing import Choice
from workbook.desk.editing.wording import edit_lines
from workbook.desk.record_edit import RecordEdit
from workbook.desk.reviewing import words
from workbook.desk.reviewing.absent import absent_lines
from workbook.desk.reviewing.lapsing import lapse_lines
from workbook.desk.reviewing.listing import conflicts_of, opened_days
from workbook.desk.reviewing.proposed import Proposed
from workbook.desk.reviewing.prospect import prospect_tables
from workbook.desk.reviewing.rivals import rivals_of
from workbook.desk.reviewing.threads import Thread, threads
from workbook.findings import Finding
from workbook.model.words import title_of
from workbook.records.paths import layer_of

_FIELD = re.compile(r"[.\[]")


class FieldChange(msgspec.Struct, frozen=True, kw_only=True):
    """What changes in one field: `about` names it as a review does, an id alone for the record itself."""

    about: str
    sentences: Sequence[str]


class RecordChange(msgspec.Struct, frozen=True, kw_only=True):
    """What changes in one record, or file, field by field."""

    key: str
    title: str
    owner: str
    fields: Sequence[FieldChange]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who must approve, in a sentence; `is_mine` says that the reader has still to act."""

    words: str
    is_met: bool
    is_mine: bool


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal, told: `way` is what keeps it from being adopted, `waits` who has still to act, `held` says
    that main holds it already, and `silent_after` is the last day on which silence is no consent yet.

    `threads` are by the place where they are shown: a record, a field of one, "" for the whole. `apart` are
    those that speak of what is no part of it, or is no part of it any more. `held_against` are the parts
    that the reader objects to, or reserves a position on.
    """

    proposed: Proposed
    nation: str
    days: int
    silent_after: date | None
    records: Sequence[RecordChange]
    introduced: Sequence[Finding]
    fixed: Sequence[Finding]
    tables: Sequence[AnalysisTable]
    conflicts: Sequence[str]
    asked: Sequence[Asked]
    unasked: Sequence[str]
    lapses: Sequence[str]
    rivals: Sequence[str]
    reservations: Sequence[str]
    waits: str
    held: str
    way: Sequence[str]
    held_against: Sequence[str]
    threads: Mapping[str, Sequence[Thread]]
    apart: Sequence[Thread]

    @property
    def is_own(self) -> bool:
        """Whether the reader's nation put it forward."""
        return self.nation == self.proposed.proposer

    @property
    def subjects(self) -> Sequence[Choice]:
        """What a review can speak of: the whole, then each record with its fields."""
        return [Choice(label=words.THE_WHOLE, word=""), *self._parts()]

    def _parts(self) -> Iterator[Choice]:
        for record in self.records:
            yield Choice(label=f"{record.key} {record.title}".strip(), word=record.key)
            for field in record.fields:
                if field.about != record.key:
                    name = field.about.partition(":")[2]
                    yield Choice(label=f"{record.key} {name}", word=field.about)


def read(proposed: Proposed, nation: str) -> Reading:
    """Work out all that is shown of a proposal.

    Raises:
        WorkbookError: it cannot be read.
    """
    conflicts, stands = conflicts_of(proposed), proposed.consent
    records = list(_records(proposed))
    placed = _placed(threads(proposed.said), records)
    return Reading(
        proposed=proposed,
        nation=nation,
        days=opened_days(proposed),
        silent_after=proposed.silent_after,
        records=records,
        introduced=proposed.outlook.introduced,
        fixed=proposed.outlook.fixed,
        tables=prospect_tables(proposed),
        conflicts=conflicts,
        asked=[] if conflicts else [_asked(one, nation) for one in stands.standings],
        unasked=[
            *(words.unasked_line(one, proposed.shared.layer) for one in proposed.unasked),
            *absent_lines(proposed),
        ],
        rivals=[words.rival_line(one.id, one.places) for one in rivals_of(proposed.shared, proposed)],
        lapses=() if conflicts else lapse_lines(proposed),
        reservations=[words.reservation_line(one) for one in stands.reservations],
        waits=proposed.proposer if conflicts or proposed.is_held else words.waiting_line(stands),
        held=words.held_already(proposed.id) if proposed.is_held else "",
        way=[words.conflict_line(conflicts)] if conflicts else words.in_the_way(stands),
        held_against=[
            one.about
            for one in (*stands.objections, *stands.reservations)
            if one.nation == nation and one.about
        ],
        threads={place: found for place, found in placed.items() if place is not None},
        apart=placed.get(None, ()),
    )


def _asked(one: Standing, nation: str) -> Asked:
    return Asked(words=words.requirement_line(one), is_met=one.is_met, is_mine=one.waits_for(nation))


def _records(proposed: Proposed) -> Iterator[RecordChange]:
    edits = [edit for edit in proposed.outlook.edits if edit.id != proposed.id]
    coming = {edit.id for edit in edits if edit.id and edit.after is not None}
    for edit in edits:
        if edit.after is None and edit.id in coming:
            continue  # it moved, and is told where it went to
        key = edit.id or edit.path
        record = proposed.outlook.workbook.get(key) or proposed.shared.main.workbook.get(key)
        yield RecordChange(
            key=key,
            title=title_of(record.data) if record is not None else "",
            owner=edit.owner or _keeper(proposed),
            fields=list(_fields(edit, key)),
        )
    told = {layer_of(edit.path)[1] for edit in proposed.outlook.edits}
    yield from (_file(one, proposed) for one in proposed.affected if not told.intersection(one.paths))


def _keeper(proposed: Proposed) -> str:
    return proposed.shared.main.workbook.settings.policy(proposed.shared.layer).secretariat


def _file(one: AffectedRecord, proposed: Proposed) -> RecordChange:
    """Tell a file that is no part of the plan, such as a template."""
    is_there = words.FILE_CHANGES if one.before and one.after else words.IS_NEW
    sentence = is_there if one.after else words.FILE_GOES
    change = FieldChange(about=one.key, sentences=[sentence])
    return RecordChange(key=one.key, title="", owner=_keeper(proposed), fields=[change])


def _fields(edit: RecordEdit, key: str) -> Iterator[FieldChange]:
    """Tell an edit field by field; what moves within a list stays one sentence."""
    if edit.before is None:
        yield FieldChange(about=key, sentences=[words.IS_NEW])
    if edit.after is None or not edit.changes:
        yield FieldChange(about=key, sentences=edit_lines(edit))
        return
    about = About.of(edit.kind).between(*edit.tables)
    for name, changes in groupby(edit.changes, key=lambda one: str(one.path[0])):
        told = sentences(list(changes), about)
        yield FieldChange(about=f"{key}:{name}" if edit.id else key, sentences=told)


def _placed(found: Sequence[Thread], records: Sequence[RecordChange]) -> Mapping[str | None, list[Thread]]:
    """Sort threads by the place where they are shown; of a part of a field, at the field."""
    known = {"", *(record.key for record in records)}
    known |= {field.about for record in records for field in record.fields}
    placed: dict[str | None, list[Thread]] = {}
    for thread in found:
        field = f"{thread.key}:{_FIELD.split(thread.field)[0]}"
        place = next((one for one in (thread.about, field, thread.key) if one in known), None)
        placed.setdefault(place, []).append(thread)
    return placed
