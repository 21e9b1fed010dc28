"""A check's report as JSON, in a shape that stays.

    {"format": 1, "program": "0.1.0", "today": "2022-09-28", "at": "", "since": "",
     "counts": {"files": 12, "errors": 1, "warnings": 0, "acknowledged": 0},
     "findings": [{"code": "WB303", "severity": "error", "message": "...", "path": "plans/...",
                   "line": 6, "column": 12, "ref": "FRA-C-7K3Q", "field": "meets", "acknowledged": ""}]}

Line and column count from one; zero means the whole file. Keys may be added, none is taken away while
`format` stays the same.
"""

import json
import re
from typing import Any

from workbook import __version__
from workbook.cli.report import Report
from workbook.findings import Finding

_UNSAFE = re.compile(r"[^\n -~]")
FORMAT = 1


def report_json(report: Report) -> str:
    """Tell findings to a program."""
    return json_text(
        {
            "format": FORMAT,
            "program": __version__,
            "today": report.today.isoformat(),
            "at": report.at,
            "since": report.since,
            "counts": {
                "files": report.file_count,
                "errors": report.errors,
                "warnings": report.warnings,
                "acknowledged": report.acknowledged,
            },
            "findings": [finding_json(one) for one in report.findings],
        }
    )


def finding_json(one: Finding) -> dict[str, Any]:
    """Give one finding as JSON tells it."""
    return {
        "code": one.code,
        "severity": one.severity.value,
        "message": one.message,
        "path": one.place.path,
        "line": one.place.line,
        "column": one.place.column,
        "ref": one.ref,
        "field": one.field,
        "acknowledged": one.acknowledged,
    }


def json_text(value: Any) -> str:
    """Print JSON that is safe on a terminal: what cannot be seen stands as an escape, nothing is lost."""
    return escaped(json.dumps(value, indent=2, ensure_ascii=False))


def escaped(text: str) -> str:
    """Replace letters of a JSON text that a terminal could obey, or a reader not see, by their escapes."""
    return _UNSAFE.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    letter = found[0]
    if letter.isprintable():
        return letter
    return "".join(f"\\u{unit:04x}" for unit in _units(ord(letter)))


def _units(number: int) -> tuple[int, ...]:
    """Give the UTF-16 units of a code point, as JSON escapes it."""
    if number < 0x10000:
        return (number,)
    rest = number - 0x10000
    return (0xD800 + (rest >> 10), 0xDC00 + (rest & 0x3FF))
