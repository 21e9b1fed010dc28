"""A proposal as passages to read: what changes, who must act, and what it does.

In: a `Reading`. Out: passages; one that leads to a place of the proposal, or to something said, can be
answered.
"""

from collections.abc import Iterator, Sequence

from workbook.change.outcome import parted
from workbook.desk.reviewing import words
from workbook.desk.reviewing.reading import Reading, RecordChange
from workbook.desk.reviewing.threads import Remark, Thread
from workbook.findings import Finding, Severity
from workbook.model.enums import Verdict
from workbook.tui.display import MARKS, subject_of
from workbook.tui.widgets.page import ERROR, GAP, HEAD, MUTED, WARNING, Part, Passage

_MOST_RECORDS, _MOST_FINDINGS = 1_000, 200
_DEEPEST = 6
_WHOLE = "whole"
_LOOKS = {Verdict.OBJECT: ERROR, Verdict.RESERVE: WARNING}


def change_passages(reading: Reading) -> Iterator[Passage]:
    """Tell what changes, record by record, with what was said of each field below it."""
    if reading.proposed.record.purpose:
        yield from (Passage(text) for text in reading.proposed.record.purpose.splitlines() if text.strip())
        yield GAP
    if not reading.records:
        yield Passage("Nothing: the shared plan says all of it already.", MUTED)
    for record in reading.records[:_MOST_RECORDS]:
        yield from _record(record, reading)
        yield GAP
    if len(reading.records) > _MOST_RECORDS:
        yield Passage(f"and {len(reading.records) - _MOST_RECORDS:,} more records", MUTED)
    if reading.apart:
        yield Passage("Said of what is no part of it any more", HEAD)
        for thread in reading.apart:
            yield Passage(words.thread_line(thread.about), MUTED)
            yield from _remarks([thread], "  ")


def consent_passages(reading: Reading) -> Iterator[Passage]:
    """Tell on whom it waits, who must approve and why, what lapsed, and what was said of the whole."""
    if reading.proposed.is_withdrawn:
        yield Passage(words.withdrawn_line(), MUTED)
    else:
        yield Passage(f"Waits on {reading.waits}.", WARNING if reading.way or reading.held else "")
        if reading.held:
            yield Passage(reading.held, WARNING)
    yield from (Passage(one, ERROR) for one in reading.way if reading.conflicts)
    for asked in reading.asked:
        sign = "✓" if asked.is_met else "»" if asked.is_mine else "·"
        yield Passage(f"{sign} {asked.words}", "" if asked.is_met or asked.is_mine else MUTED)
    for sentence in reading.unasked:
        yield Passage(f"  {sentence}", MUTED)
    if not (reading.asked or reading.conflicts or reading.held):
        yield Passage("Nobody else must approve it.", MUTED)
    yield from (Passage(one, WARNING) for one in (*reading.lapses, *reading.rivals))
    yield from (Passage(one, WARNING) for one in reading.reservations)
    yield GAP
    yield Passage("Said of the whole", HEAD, leads_to=_WHOLE)
    found = reading.threads.get("", ())
    yield from _remarks(found, "")
    if not found:
        yield Passage("Nothing yet.", MUTED, leads_to=_WHOLE)


def outcome_parts(reading: Reading) -> Iterator[Part]:
    """Tell the findings that it brings and mends, and coverage and works beside those of today."""
    if not reading.introduced and not reading.fixed:
        yield Passage("No finding would appear or vanish.", MUTED)
    found = parted(reading.introduced, reading.fixed)
    yield from finding_passages("Introduces", found.introduced)
    yield from finding_passages("Fixes", found.fixed)
    yield from finding_passages("Changes", found.changed)
    for table in reading.tables:
        yield GAP
        yield table
    if not reading.tables:
        yield GAP
        yield Passage("No need, works or stock would be met better or worse.", MUTED)


def finding_passages(title: str, found: Sequence[Finding]) -> Iterator[Passage]:
    """Tell findings below a line that counts them; nothing where there are none."""
    if found:
        yield Passage(f"{title} {len(found):,}", HEAD)
    for one in found[:_MOST_FINDINGS]:
        look = ERROR if one.severity is Severity.ERROR else WARNING
        yield Passage(f"  {MARKS[one.severity]} {one.code} {subject_of(one)}: {one.message}", look)
    if len(found) > _MOST_FINDINGS:
        yield Passage(f"  and {len(found) - _MOST_FINDINGS:,} more", MUTED)


def place_of(lead: str) -> str:
    """Give what a passage speaks of as a review names it."""
    return "" if lead == _WHOLE else lead


def _record(record: RecordChange, reading: Reading) -> Iterator[Passage]:
    owner = "" if record.owner == reading.proposed.proposer else f" (of {record.owner})"
    yield Passage(f"{record.key} {record.title}{owner}", HEAD, leads_to=record.key)
    yield from _remarks(reading.threads.get(record.key, ()), "    ")
    for field in record.fields:
        yield from (Passage(f"  {one}", leads_to=field.about) for one in field.sentences)
        if field.about != record.key:
            yield from _remarks(reading.threads.get(field.about, ()), "    ")


def _remarks(found: Sequence[Thread], indent: str) -> Iterator[Passage]:
    for thread in found:
        yield from (_remark(one, indent) for one in thread.remarks)


def _remark(one: Remark, indent: str) -> Passage:
    told = words.remark_line(one.said.voice, one.said.text, one.is_replaced)
    look = MUTED if one.is_replaced else _LOOKS.get(one.said.voice.verdict, "")
    return Passage(f"{indent}{'  ' * min(one.depth, _DEEPEST)}» {told}", look, leads_to=one.said.voice.id)
