"""What is wrong with one file, found while reading it: a rule's code, the place, the sentence.

Faults are stored with the record they were found in; rules WB1 and WB708 turn them into findings. The
codes are theirs; the sentences are written here and in `reader`, where the fault is met.
"""

import msgspec

NOT_TOML = "WB101"
UNKNOWN_FIELD = "WB102"
MISSING_FIELD = "WB103"
WRONG_VALUE = "WB104"
WRONG_PLACE = "WB105"
HIDDEN_CHARACTER = "WB107"
NOT_A_FILE = "WB108"
CONFLICT_MARKER = "WB109"
NEWER_FORMAT = "WB110"
ABSURD_NUMBER = "WB111"
STRAY_FILE = "WB112"
UNCLEAR_RELEASE = "WB708"

SIZE_LIMIT_BYTES = 1 << 20


class Fault(msgspec.Struct, frozen=True, array_like=True):
    """One fault; line and column count from one, zero for the whole file; `field` is a key path."""

    code: str
    message: str
    field: str = ""
    line: int = 0
    column: int = 0


def too_large(size: int) -> Fault | None:
    """Give the fault of a file of so many bytes; None where they are not too many."""
    if size <= SIZE_LIMIT_BYTES:
        return None
    message = f"has {size:,} bytes: a record has at most {SIZE_LIMIT_BYTES:,}; move bulk elsewhere"
    return Fault(NOT_A_FILE, message)
