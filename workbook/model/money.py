"""Money: an amount, with its doubt, in one currency: `{amount = 2200000000, currency = "USD"}`.

Currencies are never mixed in a sum; converting needs a rate, which stands in `workbook.toml`.
"""

from __future__ import annotations

from functools import lru_cache

from workbook.model.number import shown
from workbook.model.quantity import UNDISCLOSED, Quantity

WANTED = '{amount = 1000000, currency = "EUR"}'


class Money:
    """An amount in a currency (ISO 4217, or `unknown`)."""

    __slots__ = ("amount", "currency")

    def __init__(self, amount: Quantity, currency: str) -> None:
        self.amount = amount
        self.currency = currency

    @classmethod
    def parse(cls, raw: object) -> Money:
        """Read the TOML table.

        Raises:
            ValueError: not a table of exactly amount and currency; the text continues the field's name.
        """
        match raw:
            case {"amount": amount, "currency": str(currency), **rest} if not rest:
                try:
                    return cls(Quantity.parse(amount), currency)
                except ValueError as error:
                    error.args = (f"has an amount that {error}",)
                    raise
            case {"amount": _, "currency": currency, **rest} if not rest:
                raise ValueError(f'has the currency {shown(currency)}: a code like "EUR" is wanted')
            case dict():
                raise ValueError(
                    f"has {', '.join(map(shown, sorted(raw)[:4])) or 'nothing'}: {WANTED} is wanted"
                )
        raise ValueError(f"is {shown(raw)}: {WANTED} is wanted")

    @classmethod
    def from_text(cls, text: str) -> Money:
        """Read the compact form `AMOUNT CURRENCY`, as `text` gives it."""
        return _from_text(text)

    @property
    def text(self) -> str:
        """The compact form, which `from_text` reads back: `1500000 EUR`."""
        return f"{self.amount.text} {self.currency}"

    def __str__(self) -> str:
        if not self.amount.is_known:
            return str(self.amount)
        return f"{self.amount} {self.currency if self.currency != 'unknown' else '(currency unknown)'}"

    def __repr__(self) -> str:
        return f"Money({self})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Money) and (self.amount, self.currency) == (other.amount, other.currency)

    def __hash__(self) -> int:
        return hash((self.amount, self.currency))


UNDISCLOSED_MONEY = Money(UNDISCLOSED, "undisclosed")


@lru_cache(maxsize=4096)
def _from_text(text: str) -> Money:
    amount, space, currency = text.partition(" ")
    if not space:
        raise ValueError(f"is {shown(text)}: an amount and a currency are wanted")
    return Money(Quantity.from_text(amount), currency)
