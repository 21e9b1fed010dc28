"""Records in forms for programs: JSON with the shape of the TOML, and CSV for spreadsheets.

    {"format": 1, "kind": "commitment", "total": 120, "count": 3,
     "records": [{"id": "NOR-C-7K3Q", "kind": "commitment", "owner": "NOR", "layer": "", "path": "plans/...",
                  "meeting": "", "unconfirmed": false, "retired": false, "fields": {"title": "...", ...}}]}

`fields` holds what a record says, and what it leaves to a default that means something, in the forms of
docs/format.md with days and decimals as JSON has them. Keys may be added, none is taken away while `format`
stays the same.
"""

import csv
import io
from collections.abc import Sequence
from typing import Any

import msgspec

from workbook.cli.report_json import escaped
from workbook.model.display import clean_line
from workbook.model.kind import Kind
from workbook.model.kinds import STRUCTS
from workbook.model.money import Money
from workbook.model.quantity import Quantity
from workbook.model.record import Record
from workbook.model.words import fields_in_order, is_filled, plain_fields, plain_value, value_words
from workbook.records.settings import Settings

# A spreadsheet takes a cell that begins so for a formula, and runs it.
_FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")
_STANDING = ("id", "owner", "layer", "path", "meeting", "unconfirmed")


def record_json(record: Record, settings: Settings) -> dict[str, Any]:
    """Give a record as JSON tells it; values are still typed, for `encoded`."""
    return {
        "id": record.id,
        "kind": record.kind.value,
        "owner": settings.owner(record),
        "layer": record.layer,
        "path": record.path,
        "meeting": record.meeting,
        "unconfirmed": record.recorded,
        "retired": record.is_retired,
        "fields": plain_fields(record.data),
    }


def encoded(value: Any) -> str:
    """Print a value that may hold records' values as JSON that is safe on a terminal."""
    packed = msgspec.json.Encoder(enc_hook=plain_value, decimal_format="number").encode(value)
    return escaped(msgspec.json.format(packed, indent=2).decode())


def records_csv(kind: Kind, records: Sequence[Record], settings: Settings) -> str:
    """Give records as CSV: where they lie, then every field that the kind has, its own first."""
    fields = fields_in_order(STRUCTS[kind])
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*_STANDING, *(field.key for field in fields)])
    for record in records:
        standing = (record.id, settings.owner(record), record.layer, record.path, record.meeting)
        values = [getattr(record.data, field.name) for field in fields]
        cells = [*standing, csv_value(record.recorded), *map(csv_value, values)]
        writer.writerow([harmless(clean_line(cell)) for cell in cells])
    return out.getvalue().replace("\r\n", "\n")


def csv_value(value: Any) -> str:
    """Give a value that a spreadsheet can count with where it is one number."""
    if isinstance(value, Quantity):
        return format(value.low, "f") if value.is_exact else str(value)
    if isinstance(value, Money) and value.amount.is_exact:
        return f"{value.amount.low:f} {value.currency}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return value_words(value) if is_filled(value) else ""


def harmless(cell: str) -> str:
    """Give the text of a cell so that no spreadsheet runs it."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
