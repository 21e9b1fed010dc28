"""What a check reports: a finding, how grave it is, and where it stands.

Findings flow up from loading and rules to the screens, the command line and the exports. This is
the lowest floor: it knows no record, rule or file format.
"""

from enum import StrEnum

import msgspec


class Severity(StrEnum):
    """How grave a finding is: an error blocks the change that brings it, a warning informs."""

    ERROR = "error"
    WARNING = "warning"


class Place(msgspec.Struct, frozen=True, order=True, kw_only=True):
    """A position in a file; line and column count from one, zero where the whole file is meant.

    The column counts characters (not bytes). The path is relative to the workbook, with `/`.
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


class Finding(msgspec.Struct, frozen=True, order=True, kw_only=True):
    """One statement that the plan is wrong, or should be looked at.

    `ref` is the id of the record concerned ("" for a file that is none), `field` the key path in it
    (`lots[1].by`), and `acknowledged` the reason a record's owner gave for living with it.
    """

    place: Place
    code: str
    message: str
    severity: Severity
    ref: str = ""
    field: str = ""
    acknowledged: str = ""
