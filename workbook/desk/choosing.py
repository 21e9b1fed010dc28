"""What a list offers to choose.

In: nothing. Out: `Choice`, which whoever knows the choices makes.
"""

import msgspec


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """Something to choose: its word, what it is called, and a line on it; without a word it is a heading."""

    label: str
    word: str = ""
    hint: str = ""
