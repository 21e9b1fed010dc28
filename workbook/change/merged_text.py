"""What becomes of a file that two sides changed: apart from the merging itself, which draws in much more.

Made by `text`; whoever is only told of it needs this alone.
"""

from typing import Any

import msgspec

from workbook.change.merge import Conflict, Resolution


class MergedText(msgspec.Struct, frozen=True, kw_only=True):
    """A merged file: its bytes (None: it is gone), what is in conflict, and what was decided automatically.

    A conflict whose path is empty is over the whole file. `table` is what the bytes spell, where it is known.
    """

    data: bytes | None
    conflicts: tuple[Conflict, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    table: dict[str, Any] | None = None
