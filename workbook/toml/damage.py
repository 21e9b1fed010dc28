"""Why a file is not a document: one sentence, a reason to branch on, and a place.

Faults flow in from decoding, the limits and the parser; what flows out is ready to become a finding.
Which file it was is for the caller to say.
"""

from enum import StrEnum

import msgspec


class Reason(StrEnum):
    """What kind of damage keeps a file from being read."""

    NOT_UTF8 = "not-utf8"
    CONFLICT_MARKERS = "conflict-markers"
    NOT_TOML = "not-toml"
    TOO_DEEP = "too-deep"
    TOO_LARGE = "too-large"
    NUMBER = "number"


class Damage(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with a file and where; line and column count from one, the column in characters.

    The message is a sentence without its full stop and without the place. It quotes at most a few
    words of the file, with control characters escaped.
    """

    reason: Reason
    message: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}: {self.message}"
