"""The register: all that is released to an audience, as one table a kind.

In: a released plan and a day. Out: a `Paper`. It is complete, what was withdrawn included and marked; it adds
nothing up and cites no sources, which stand in the records.
"""

from collections.abc import Sequence
from datetime import date

from workbook.model.record import Record
from workbook.records.workbook import Workbook
from workbook.release.released import Released
from workbook.render.blocks import Line, Row, Table, table
from workbook.render.frame import frame
from workbook.render.page import Paper, Section
from workbook.render.reading import Reading
from workbook.render.views.ledgers import LEDGERS, Ledger, Names, note_of
from workbook.render.words import register as words

_MOST_TOGETHER = 120


def register_view(
    released: Released[Workbook],
    *,
    today: date,
    meeting: str = "",  # noqa: ARG001  # as all views; a register is of no meeting
) -> Paper:
    """Give every record of an audience as a row, kind by kind."""
    reading = Reading(released)
    names = Names(reading)
    sections = [_section(names, ledger) for ledger in LEDGERS]
    glance = [row for ledger in LEDGERS if (row := _count(reading, ledger)) is not None]
    total = sum(len(reading.plan.of_kind(ledger.kind)) for ledger in LEDGERS)
    return Paper(
        name="register",
        short=(Line(text=words.SOURCES if total else words.NOTHING),),
        sections=(
            Section(
                key="glance",
                heading=words.SHORT,
                blocks=(table(words.GLANCE_COLUMNS, glance, numbers=(1, 2, 3)),),
                counted=True,
            ),
            *sections,
        ),
        frame=frame(reading, title=words.TITLE, subtitle=words.subtitle(total), today=today),
    )


def _section(names: Names, ledger: Ledger) -> Section:
    """Give the table of a kind; a long one nation by nation."""
    plan = names.reading.plan
    records = sorted(plan.of_kind(ledger.kind), key=lambda one: (one.owner, one.meeting, one.id))
    # What holds of every row is said once, above them.
    invented = bool(records) and all(record.data.illustrative for record in records)
    is_split = len(records) > _MOST_TOGETHER and ledger.headings[1] == words.NATION
    by_nation: dict[str, list[Record]] = {}
    for record in records:
        by_nation.setdefault(record.owner if is_split else "", []).append(record)
    parts = tuple(
        Section(
            key=f"{ledger.kind.value}-{owner}",
            heading=names.party(owner),
            blocks=(_table(names, ledger, found, invented=invented, is_split=is_split),),
        )
        for owner, found in by_nation.items()
    )
    return Section(
        key=ledger.kind.value,
        heading=words.HEADINGS[ledger.kind],
        # Of a plan that is invented throughout, the head of the paper says so.
        facts=words.ALL_INVENTED if invented and not names.reading.is_invented else "",
        blocks=() if is_split else tuple(block for part in parts for block in part.blocks),
        sections=parts if is_split else (),
        counted=True,
    )


def _table(
    names: Names, ledger: Ledger, records: Sequence[Record], *, invented: bool, is_split: bool
) -> Table:
    # Under a heading that names the nation, the column that does is left out.
    without = 1 if is_split else 0
    headings = (ledger.headings[0], *ledger.headings[1 + without :])
    rows = [
        Row(
            cells=(
                record.id,
                *ledger.cells(names, record)[without:],
                note_of(names.reading, record, invented=invented),
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
    unconfirmed = sum(one.recorded for one in records)
    retired = sum(one.is_retired for one in records)
    numbers = (f"{len(records):,}", *(f"{one:,}" if one else "" for one in (unconfirmed, retired)))
    return Row(cells=(words.HEADINGS[ledger.kind], *numbers))
