"""The register: all that is released to an audience, as one table a kind.

In: a released plan and a day. Out: a `Paper`. It is complete, what was withdrawn included and marked; it adds
nothing up and cites no sources, which stand in the records.
"""

from collections.abc import Sequence
from datetime import date

from workbook.records.workbook import Workbook
from workbook.release.released import Released
from workbook.render.blocks import Line, Row, table
from workbook.render.frame import frame
from workbook.render.page import Paper, Section
from workbook.render.reading import Reading
from workbook.render.views.ledgers import LEDGERS, Ledger, Names, note_of
from workbook.render.words import register as words


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
    records = sorted(
        names.reading.plan.of_kind(ledger.kind), key=lambda one: (one.owner, one.meeting, one.id)
    )
    # What holds of every row is said once, above them.
    invented = all(record.data.illustrative for record in records)
    rows = [
        Row(
            cells=(record.id, *ledger.cells(names, record), note_of(names.reading, record, invented=invented))
        )
        for record in records
    ]
    return Section(
        key=ledger.kind.value,
        heading=words.HEADINGS[ledger.kind],
        facts=words.ALL_INVENTED if invented and records else "",
        blocks=(table(ledger.headings, rows, numbers=_numbers(ledger.headings)),),
        counted=True,
    )


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
