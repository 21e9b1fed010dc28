"""Analyses in forms: tables with bars for a terminal, CSV for spreadsheets, JSON for programs.

    {"format": 1, "analysis": "coverage", "today": "2022-09-28", "for": "NOR", "narrowed_to": "155mm-he",
     "items": [{"item": "155mm-he", "balances": [{"need": 16, "cover": {"agreed": {"from": 8, "to": 12}}}]}]}

A quantity is a number where it is one; else it is told by `from` and `to` (null: nothing bounds it), with
`about`, `unknown` or `undisclosed` where it is so. Months are as 2022-10. Keys may be added, none is taken
away while `format` stays the same.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from workbook.analysis.months import Month
from workbook.cli.records import csv_value, harmless
from workbook.cli.report_json import escaped
from workbook.cli.table import table
from workbook.cli.terminal import Terminal, wrapped
from workbook.desk.analysing.drawing import cell_text
from workbook.desk.analysing.tables import AnalysisTable, Bar, Cell, Told
from workbook.model.display import clean_line
from workbook.model.money import Money
from workbook.model.quantity import Quantity
from workbook.model.words import plain_value

_BAR, _WIDE_BAR, _WIDE = 10, 20, 140


def tables_text(told: Told, terminal: Terminal, scope: str) -> str:
    """Print tables below each other, and below them whose records they count."""
    parts = [table_text(one, terminal) for one in told.tables]
    if told.nothing:
        parts.append(told.nothing)
    return "\n\n".join([*parts, _folded(scope, terminal)])


def table_text(one: AnalysisTable, terminal: Terminal, *, whole: str = "csv") -> str:
    """Print one table; where columns are left out, say which, and which form has them all."""
    laid_out = table(one.columns, [_texts(row, terminal) for row in one.rows], terminal)
    lines = [terminal.paint(clean_line(one.title), "bold", "cyan"), *laid_out.lines]
    if laid_out.left_out:
        left_out = ", ".join(laid_out.left_out)
        advice = f"No room for {left_out}: widen the window, or use --format {whole}."
        lines.append(_folded(advice, terminal))
    if one.legend:
        lines.append(terminal.paint(_folded(one.legend, terminal), "dim"))
    return "\n".join(lines)


def table_csv(one: AnalysisTable) -> str:
    """Give a table as CSV; bars are left out, as the numbers behind them stand beside them."""
    bars = {index for row in one.rows for index, cell in enumerate(row) if isinstance(cell, Bar)}
    kept = [index for index in range(len(one.columns)) if index not in bars]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([one.columns[index].heading for index in kept])
    for row in one.rows:
        writer.writerow([harmless(clean_line(csv_value(row[index]))) for index in kept])
    return out.getvalue()


def told_json(told: Told, *, name: str, today: date, audience: str, narrowed: str) -> str:
    """Give the values behind the tables as JSON."""
    head = {"format": 1, "analysis": name, "today": today, "for": audience, "narrowed_to": narrowed}
    return values_json({**head, **told.values})


def values_json(values: Mapping[str, Any]) -> str:
    """Give values of analyses as JSON."""
    packed = msgspec.json.Encoder(enc_hook=_plain, decimal_format="number").encode(values)
    return escaped(msgspec.json.format(packed, indent=2).decode())


def _plain(value: Any) -> Any:
    match value:
        case Quantity() if not value.is_exact:
            return {"from": value.low, "to": value.high, **_doubts(value)}
        case Money():
            return {"amount": value.amount, "currency": value.currency}
        case Month():
            return value.text
    return plain_value(value)


def _doubts(quantity: Quantity) -> Mapping[str, bool]:
    return {name: True for name in ("about", "unknown", "undisclosed") if getattr(quantity, name)}


def _texts(row: Sequence[Cell], terminal: Terminal) -> list[str]:
    bar = _WIDE_BAR if terminal.width >= _WIDE else _BAR
    return [cell_text(cell, bar) for cell in row]


def _folded(text: str, terminal: Terminal) -> str:
    return wrapped(text, width=terminal.width, indent="") if terminal.is_screen else text
