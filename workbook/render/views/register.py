"""The register: all that is released to an audience, as one table a kind.

In: a released plan and a day. Out: a `Paper`. It is complete, what was withdrawn included and marked; it adds
nothing up and cites no sources, which stand in the records.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from workbook.analysis.kept import Kept
from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.records.workbook import Workbook
from workbook.release.released import Released
from workbook.render.blocks import Line, Row, Table, table
from workbook.render.frame import frame
from workbook.render.page import Paper, Section
from workbook.render.reading import Reading
from workbook.render.views.ledgers import LEDGERS, Ledger, Names, row_of
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
    # What is not confirmed, and whether anything is invented, is told at the head of the paper.
    reading.remember_kinds(ledger.kind for ledger in LEDGERS)
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


class _Counts(NamedTuple):
    """How many records there are, and how many of them are not confirmed, withdrawn, invented."""

    all: int
    unconfirmed: int
    retired: int
    invented: int


def _section(reading: Reading, ledger: Ledger) -> Section:
    """Give the section of a kind, a long one nation by nation, that of whom it is for first."""
    counts = _counts(reading, ledger)
    # What holds of every row is said once, above them.
    invented = bool(counts.all) and counts.invented == counts.all
    # Of a plan that is invented throughout, the head of the paper says so.
    facts = words.ALL_INVENTED if invented and not reading.is_invented else ""
    is_told = invented or reading.is_invented
    is_split = counts.all > _MOST_TOGETHER and ledger.headings[1] == words.NATION
    parts = _parts(reading, ledger, is_told=is_told) if is_split else ()
    nation = reading.released.audience.nation
    own = reading.party(nation) if nation else ""
    return Section(
        key=ledger.kind.value,
        heading=words.HEADINGS[ledger.kind],
        facts=facts,
        blocks=(_whole(reading, ledger, is_told=is_told),) if counts.all and not is_split else (),
        sections=tuple(sorted(parts, key=lambda part: part.heading != own)) if own else parts,
        counted=True,
    )


def _whole(reading: Reading, ledger: Ledger, *, is_told: bool) -> Table:
    """Give one table of all records of a kind."""
    records = reading.plan.of_kind(ledger.kind)
    return _table(reading, ledger, records, is_told=is_told, is_split=False)


def _parts(reading: Reading, ledger: Ledger, *, is_told: bool) -> tuple[Section, ...]:
    """Give a section of each nation, in the order of their names."""
    names, by_owner = _names(reading), reading.by_owner(ledger.kind)
    if not ledger.names_commitments:
        return reading.kept.drawn(_drawn_parts, (names, by_owner), ledger.kind, is_told, reading.kept)
    tables = [_table(reading, ledger, one, is_told=is_told, is_split=True) for one in by_owner.values()]
    return reading.kept.drawn(_headed, (names, by_owner, *tables), ledger.kind)


def _drawn_parts(
    names: Names, by_owner: Mapping[str, Sequence[Record]], kind: Kind, is_told: bool, kept: Kept
) -> tuple[Section, ...]:
    tables = [kept.drawn(_drawn_table, (names, some), is_told, True) for some in by_owner.values()]
    return _headed(names, by_owner, *tables, kind)


def _headed(names: Names, by_owner: Mapping[str, Sequence[Record]], *told: Any) -> tuple[Section, ...]:
    """Put tables, each of one owner, below their names; the kind that all of them are of comes last."""
    *tables, kind = told
    found = sorted(zip(by_owner, tables, strict=True), key=lambda one: names.place(one[0]))
    return tuple(
        Section(key=f"{kind.value}-{names.party(owner)}", heading=names.party(owner), blocks=(table,))
        for owner, table in found
    )


def _names(reading: Reading) -> Names:
    plan = reading.plan
    kinds = (Kind.NATION, Kind.ITEM, Kind.SUPPLIER)
    return reading.kept.drawn(Names, (plan.settings.manifest, *map(plan.of_kind, kinds)))


def _table(
    reading: Reading, ledger: Ledger, records: Sequence[Record], *, is_told: bool, is_split: bool
) -> Table:
    """Give the table of some records of a kind; kept for all who are released the same."""
    names = _names(reading)
    if not ledger.names_commitments:
        return reading.kept.drawn(_drawn_table, (names, records), is_told, is_split)
    ids = tuple([one.id for one in records])
    return reading.kept.take(_table_of, reading.plan, names, ids, is_told=is_told, is_split=is_split)


def _drawn_table(names: Names, records: Sequence[Record], is_told: bool, is_split: bool) -> Table:
    """Give the table of some records of a kind, at least one."""
    rows = [names.row(one, is_told=is_told) for one in sorted(records, key=_place)]
    return _of_rows(_LEDGERS[records[0].kind], rows, is_split=is_split)


def _table_of(
    workbook: Workbook, names: Names, ids: Sequence[str], *, is_told: bool, is_split: bool
) -> Table:
    """Give the table of some records of a kind, at least one, and of the commitments that they name."""
    records = sorted(filter(None, map(workbook.get, ids)), key=_place)
    names = names.beside(workbook)
    rows = [row_of(names, one, is_told=is_told) for one in records]
    return _of_rows(_LEDGERS[records[0].kind], rows, is_split=is_split)


def _place(record: Record) -> tuple[str, str, str]:
    return (record.owner, record.meeting, record.id)


def _of_rows(ledger: Ledger, rows: Sequence[tuple[str, ...]], *, is_split: bool) -> Table:
    headings = ledger.headings
    if is_split:
        # Under a heading that names the nation, the column that does is left out.
        headings = (headings[0], *headings[2:])
        rows = [(row[0], *row[2:]) for row in rows]
    return table(headings, [Row(cells=row) for row in rows], numbers=_numbers(headings))


def _numbers(headings: Sequence[str]) -> list[int]:
    figures = (words.QUANTITY, words.VALUE, *words.STOCK[3:6], words.FUND[3])
    return [index for index, heading in enumerate(headings) if heading in figures]


def _count(reading: Reading, ledger: Ledger) -> Row | None:
    counts = _counts(reading, ledger)
    if not counts.all:
        return None
    owned = len(reading.by_owner(ledger.kind).get(reading.released.audience.nation or "-", ()))
    numbers = (f"{one:,}" if one else "" for one in (owned, counts.unconfirmed, counts.retired))
    return Row(cells=(words.HEADINGS[ledger.kind], f"{counts.all:,}", *numbers))


def _counts(reading: Reading, ledger: Ledger) -> _Counts:
    return reading.kept.drawn(_counts_of_all, (reading.by_owner(ledger.kind),), reading.kept)


def _counts_of_all(by_owner: Mapping[str, Sequence[Record]], kept: Kept) -> _Counts:
    counted = [kept.drawn(_counts_of, (records,)) for records in by_owner.values()]
    return _Counts(*map(sum, zip(*counted, strict=True))) if counted else _Counts(0, 0, 0, 0)


def _counts_of(records: Sequence[Record]) -> _Counts:
    return _Counts(
        all=len(records),
        unconfirmed=sum(one.recorded for one in records),
        retired=sum(one.is_retired for one in records),
        invented=sum(one.data.illustrative for one in records),
    )
