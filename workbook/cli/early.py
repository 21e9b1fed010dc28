"""What was said before the command: a context of click holds it, for the command that follows.

In: nothing. Out: the type that it has.
"""

from datetime import date
from typing import NamedTuple


class Early(NamedTuple):
    """What was said before the command: None where nothing was."""

    folder: str | None = None
    today: date | None = None
