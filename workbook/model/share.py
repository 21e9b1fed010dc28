"""Shares and ratios: a decimal of one (`0.25`) or a fraction in quotes (`"1/3"`), kept exact."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from workbook.model.number import read_number, shown

if TYPE_CHECKING:
    from fractions import Fraction

WANTED = 'a decimal like 0.25 or a fraction like "1/3"'
_FRACTION = r"(?a)([0-9]{1,9})/([0-9]{1,9})"


class Share:
    """A part of one, or a ratio; `text` is how it was written, `value` what it is worth."""

    __slots__ = ("text", "value")

    def __init__(self, text: str, value: Fraction) -> None:
        self.text = text
        self.value = value

    @classmethod
    def parse(cls, raw: object) -> Share:
        """Read a TOML number or a fraction in quotes.

        Raises:
            ValueError: neither; the text continues the field's name.
        """
        if isinstance(raw, str):
            return _fraction(raw)
        if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
            raise ValueError(f"is {shown(raw)}: {WANTED} is wanted")
        from fractions import Fraction

        number = read_number(raw)
        return Share(str(number), Fraction(number))

    @classmethod
    def from_text(cls, text: str) -> Share:
        """Read what `text` gives."""
        return _fraction(text) if "/" in text else Share.parse(Decimal(text))

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"Share({self.text})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Share) and self.value == other.value

    def __hash__(self) -> int:
        return hash(self.value)


@lru_cache(maxsize=256)
def _fraction(text: str) -> Share:
    from fractions import Fraction

    found = re.fullmatch(_FRACTION, text)
    if not found or not int(found[2]):
        raise ValueError(f"is {shown(text)}: {WANTED} is wanted")
    return Share(text, Fraction(int(found[1]), int(found[2])))
