"""The register: all that is released to an audience, as one table a kind.

In: a released plan and a day. Out: a `Paper`. It is complete, what was withdrawn included and marked; it adds
nothing up and cites no sources, which stand in the records.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from workbook.analysis.kept import part_of
from workbook.model.kind import Kind
from workbook.records.workbook import Workbook
from workbook.release.released import Released
from workbook.render.blocks import Line, Row, Table, table
from workbook.render.frame import frame
from workbook.render.page import Paper, Section
from workbook.render.reading import Reading
from workbook.render.views.ledgers import LEDGERS, Ledger, Names, note_of
from workbook.render.words import register as words

_MOST_TOGETHER = 120
_LEDGERS = {one.kind: one for one in LEDGERS}


def register_view(
    released: Released[Workbook],
    *,
    today: date,
    meeting: str = "",  # noqa: ARG001  # as all views; a register is of no meeting
) -> Paper:
    """Give every record of an audience as a row, kind by kind."""
    reading = Reading(released)
    sections = [_section(reading, ledger) for ledger in LEDGERS]
    _warn(reading)
    glance = [row for ledger in LEDGERS if (row := _count(reading, ledger)) is not None]
    nation = released.audience.nation
    own = reading.the(nation) if nation else ""
    total = sum(len(reading.plan.of_kind(ledger.kind)) for ledger in LEDGERS)
    return Paper(
        name="register",
        short=tuple(Line(text=one) for one in _opening(own) if total) or (Line(text=words.NOTHING),),
        sections=(
            Section(
                key="glance",
                heading=words.SHORT,
                blocks=(table(words.glance_columns(own), glance, numbers=(1, 2, 3, 4)),),
                counted=True,
            ),
            *sections,
        ),
        frame=frame(reading, title=words.TITLE, subtitle=words.subtitle(total), today=today),
    )


def _opening(own: str) -> tuple[str, ...]:
    return (words.own_first(own), words.SOURCES) if own else (words.SOURCES,)


class Tables(NamedTuple):
    """The tables of a kind with their headings, "" for one that stands alone; whether all is invented."""

    parts: tuple[tuple[str, Table], ...]
    invented: bool


def tables_of(workbook: Workbook, kind: Kind, *, is_told: bool) -> Tables:
    """Give the tables of a kind, a long one nation by nation; kept for all who are released the same.

    `is_told`: that all of the plan is invented is said elsewhere.
    """
    ledger = _LEDGERS[kind]
    records = sorted(workbook.of_kind(kind), key=lambda one: (one.owner, one.meeting, one.id))
    # What holds of every row is said once, above them.
    invented = bool(records) and all(record.data.illustrative for record in records)
    is_split = len(records) > _MOST_TOGETHER and ledger.headings[1] == words.NATION
    by_nation: dict[str, list[str]] = {}
    for record in records:
        by_nation.setdefault(record.owner if is_split else "", []).append(record.id)
    names = Names(workbook)
    parts = [
        (
            names.party(owner),
            part_of(_table_of, workbook, kind, tuple(ids), is_told=invented or is_told, is_split=is_split),
        )
        for owner, ids in by_nation.items()
    ]
    return Tables(parts=tuple(parts), invented=invented)


def _section(reading: Reading, ledger: Ledger) -> Section:
    """Give the section of a kind; what a nation owns itself comes first in its own register."""
    found = reading.kept.take(tables_of, reading.plan, ledger.kind, is_told=reading.is_invented)
    nation = reading.released.audience.nation
    own = reading.party(nation) if nation else ""
    return Section(
        key=ledger.kind.value,
        heading=words.HEADINGS[ledger.kind],
        # Of a plan that is invented throughout, the head of the paper says so.
        facts=words.ALL_INVENTED if found.invented and not reading.is_invented else "",
        blocks=tuple(one for heading, one in found.parts if not heading),
        sections=tuple(
            Section(key=f"{ledger.kind.value}-{heading}", heading=heading, blocks=(one,))
            for heading, one in sorted(found.parts, key=lambda part: part[0] != own)
            if heading
        ),
        counted=True,
    )


def _warn(reading: Reading) -> None:
    """Remember for the head of the paper what is not confirmed, and whether anything is invented."""
    reading.remember(one.id for ledger in LEDGERS for one in reading.plan.of_kind(ledger.kind))


def _table_of(workbook: Workbook, kind: Kind, ids: Sequence[str], *, is_told: bool, is_split: bool) -> Table:
    """Give the table of some records of a kind."""
    names, ledger = Names(workbook), _LEDGERS[kind]
    records = [record for id in ids if (record := workbook.get(id)) is not None]
    # Under a heading that names the nation, the column that does is left out.
    without = 1 if is_split else 0
    headings = (ledger.headings[0], *ledger.headings[1 + without :])
    rows = [
        Row(
            cells=(
                record.id,
                *ledger.cells(names, record)[without:],
                note_of(record, is_told=is_told),
            )
        )
        for record in records
    ]
    return table(headings, rows, numbers=_numbers(headings))


def _numbers(headings: Sequence[str]) -> list[int]:
    figures = (words.QUANTITY, words.VALUE, *words.STOCK[3:6], words.FUND[3])
    return [index for index, heading in enumerate(headings) if heading in figures]


def _count(reading: Reading, ledger: Ledger) -> Row | None:
    records = reading.plan.of_kind(ledger.kind)
    if not records:
        return None
    nation = reading.released.audience.nation
    owned = sum(one.owner == nation for one in records) if nation else 0
    unconfirmed = sum(one.recorded for one in records)
    retired = sum(one.is_retired for one in records)
    numbers = (f"{len(records):,}", *(f"{one:,}" if one else "" for one in (owned, unconfirmed, retired)))
    return Row(cells=(words.HEADINGS[ledger.kind], *numbers))
