"""What a push would move, as git tells its hooks.

In: lines of `OLD NEW REF`. Out: `Update`s. Light to import, as every push reads them twice.

Source: githooks(5), "pre-receive" and "reference-transaction".
"""

import re
from collections.abc import Sequence
from typing import BinaryIO, NamedTuple

from workbook.errors import WorkbookError

_LONGEST_LINE = 1_024
_UPDATE = re.compile(rb"([0-9a-f]{40}|[0-9a-f]{64}) ([0-9a-f]{40}|[0-9a-f]{64}) ([^\n]+)\n")


class NotFromGitError(WorkbookError):
    """What a hook is given is not what git gives."""

    def __init__(self) -> None:
        super().__init__(
            "`workbook guard` is run by git as a hook, and told which branches a push would move."
        )


class Update(NamedTuple):
    """A ref that a push would move; `old` and `new` are "" for none."""

    name: str
    old: str
    new: str


def read_updates(lines: BinaryIO, most: int) -> Sequence[Update]:
    """Read what would move; of more than may, one more, as the rest does not matter.

    Raises:
        NotFromGitError: it is nothing of the kind.
    """
    found: list[Update] = []
    while len(found) <= most and (line := lines.readline(_LONGEST_LINE)):
        match = _UPDATE.fullmatch(line)
        if match is None:
            raise NotFromGitError
        old, new, name = (part.decode("utf-8", "surrogateescape") for part in match.groups())
        found.append(Update(name, _or_none(old), _or_none(new)))
    return found


def _or_none(id_: str) -> str:
    return id_ if id_.strip("0") else ""
