"""How much, with its doubt: `20`, `{about = 20}`, `{from = 10, to = 20}`, `"unknown"`, `"undisclosed"`.

One type, closed under addition: a sum is a quantity again and carries the interval and the doubt of
its parts. In: TOML values, or the compact text form (`20`, `~20`, `20..`, `..20`, `10..20`, `20..?`).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from workbook.model.number import plain, read_number, shown

WANTED = (
    "a number, {about = 20}, {at_least = 20}, {at_most = 20}, {from = 10, to = 20}, "
    '"unknown" or "undisclosed"'
)
_ZERO = Decimal(0)


class Quantity:
    """An amount between `low` and `high`, both included; `high` is None where nothing bounds it.

    `about` says that the bounds are approximate; `unknown` and `undisclosed` that part of the amount is not
    known, or not told, so that only `low` can be relied on. The unit stands beside it in its record.

    Not a dataclass: msgspec would then read a table into it field by field instead of asking `parse`.
    """

    __slots__ = ("_text", "about", "high", "low", "undisclosed", "unknown")

    def __init__(
        self,
        low: Decimal = _ZERO,
        high: Decimal | None = None,
        *,
        about: bool = False,
        unknown: bool = False,
        undisclosed: bool = False,
    ) -> None:
        self.low = low
        self.high = high
        self.about = about
        self.unknown = unknown
        self.undisclosed = undisclosed
        self._text = ""

    @classmethod
    def parse(cls, raw: object) -> Quantity:
        """Read one of the TOML forms.

        Raises:
            AbsurdNumberError: a number beyond all bounds.
            ValueError: none of the forms; the text continues the field's name.
        """
        if type(raw) is int:
            return _whole(raw)
        if raw == "unknown":
            return UNKNOWN
        if raw == "undisclosed":
            return UNDISCLOSED
        if isinstance(raw, dict):
            return _from_table(raw)
        if isinstance(raw, str | bool | list) or raw is None or not isinstance(raw, Decimal):
            raise ValueError(f"is {shown(raw)}: {WANTED} is wanted")
        number = read_number(raw)
        return cls(number, number)

    @classmethod
    def from_text(cls, text: str) -> Quantity:
        """Read the compact text form, as `text` gives it.

        Raises:
            ValueError: not that form.
        """
        return _from_text(text)

    @property
    def text(self) -> str:
        """The compact form, which `from_text` reads back: `20`, `~20`, `20..`, `..20`, `10..20`, `?`, `-`.

        A sum with unknown or undisclosed parts ends with their signs: `20..?`, `20..-`, `20..?-`.
        """
        if not self._text:
            self._text = self._compact()
        return self._text

    def _compact(self) -> str:
        mark = "~" if self.about else ""
        hidden = "?" * self.unknown + "-" * self.undisclosed
        if not self.is_known:
            return f"{mark}{hidden}"
        if self.high is None:
            return f"{mark}{self.low}..{hidden}"
        if self.low == self.high:
            return f"{mark}{self.low}{hidden}"
        return f"{mark}{self.low or ''}..{self.high}{hidden}"

    @property
    def is_known(self) -> bool:
        """Whether anything at all is said about the amount."""
        return not ((self.unknown or self.undisclosed) and not self.low and self.high is None)

    @property
    def is_exact(self) -> bool:
        """Whether it is one certain number."""
        return self.low == self.high and not (self.about or self.unknown or self.undisclosed)

    def __add__(self, other: Quantity) -> Quantity:
        # Most sums begin with nothing.
        if other is NOTHING:
            return self
        if self is NOTHING:
            return other
        high = None if self.high is None or other.high is None else self.high + other.high
        return Quantity(
            self.low + other.low,
            high,
            about=self.about or other.about,
            unknown=self.unknown or other.unknown,
            undisclosed=self.undisclosed or other.undisclosed,
        )

    @classmethod
    def total(cls, some: Sequence[Quantity]) -> Quantity:
        """Add up quantities in their order, as one by one and much quicker; of none, nothing."""
        if len(some) < 2:
            return some[0] if some else NOTHING
        lows = [one.low for one in some]
        highs = [one.high for one in some if one.high is not None]
        return cls(
            sum(lows[1:], lows[0]),
            sum(highs[1:], highs[0]) if len(highs) == len(some) else None,
            about=any([one.about for one in some]),
            unknown=any([one.unknown for one in some]),
            undisclosed=any([one.undisclosed for one in some]),
        )

    def times(self, factor: Decimal) -> Quantity:
        """Scale both bounds by a factor of at least zero (a rate, a share, a ratio)."""
        return Quantity(
            self.low * factor,
            None if self.high is None else self.high * factor,
            about=self.about,
            unknown=self.unknown,
            undisclosed=self.undisclosed,
        )

    def less(self, other: Quantity) -> Quantity:
        """Give what is left when another amount is taken away, never less than nothing.

        The interval holds every outcome: `16` less `10..12` is `4..6`, less `"unknown"` at most 16. What is
        unknown or undisclosed of this stays so.
        """
        if other is NOTHING and not self.about:
            return self
        high = None if self.high is None else max(self.high - other.low, _ZERO)
        low = _ZERO if other.high is None else max(self.low - other.high, _ZERO)
        return Quantity(
            low,
            high,
            about=(self.about or other.about) and high != 0,
            unknown=self.unknown,
            undisclosed=self.undisclosed,
        )

    def surely_exceeds(self, other: Quantity) -> bool:
        """Say whether even the least of this is more than the most of the other."""
        return other.high is not None and self.low > other.high

    def __str__(self) -> str:
        hidden = " and ".join(["unknown"] * self.unknown + ["undisclosed"] * self.undisclosed)
        if not self.is_known:
            return hidden
        about = "about " if self.about else ""
        if self.high is None:
            low = f"{about}{plain(self.low)}"
            return f"{low} and {hidden} more" if hidden else f"at least {low}"
        if self.low == self.high:
            return f"{about}{plain(self.low)}"
        if not self.low:
            return f"at most {about}{plain(self.high)}"
        return f"{about}{plain(self.low)} to {plain(self.high)}"

    def __repr__(self) -> str:
        return f"Quantity({self})"

    def _key(self) -> tuple[object, ...]:
        return (self.low, self.high, self.about, self.unknown, self.undisclosed)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Quantity) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())


UNKNOWN = Quantity(unknown=True)
UNDISCLOSED = Quantity(undisclosed=True)
NOTHING = Quantity(_ZERO, _ZERO)


@lru_cache(maxsize=4096)
def _whole(raw: int) -> Quantity:
    number = read_number(raw)
    return Quantity(number, number)


def _from_table(raw: dict[str, object]) -> Quantity:
    match raw:
        case {"about": about, **rest} if not rest:
            number = read_number(about)
            return Quantity(number, number, about=True)
        case {"at_least": least, **rest} if not rest:
            return Quantity(read_number(least), None)
        case {"at_most": most, **rest} if not rest:
            return Quantity(_ZERO, read_number(most))
        case {"from": first, "to": last, **rest} if not rest:
            low, high = read_number(first), read_number(last)
            if low > high:
                raise ValueError(f"runs from {low} to {high}: the first number must be the smaller")
            return Quantity(low, high)
    raise ValueError(
        f"is a table with {', '.join(map(shown, sorted(raw)[:4])) or 'nothing'}: {WANTED} is wanted"
    )


@lru_cache(maxsize=8192)
def _from_text(text: str) -> Quantity:
    if text in ("?", "unknown"):
        return UNKNOWN
    if text in ("-", "undisclosed"):
        return UNDISCLOSED
    about = text.startswith("~")
    told = text.removesuffix("-")
    known = told.removesuffix("?")
    unknown, undisclosed = known != told, told != text
    low, dots, high = known.removeprefix("~").partition("..")
    if not (low or high or unknown or undisclosed):
        raise ValueError(f"is {shown(text)}: {WANTED} is wanted")
    first = _number(low) if low else _ZERO
    last = _number(high) if high else first if low and not dots else None
    if last is not None and first > last:
        raise ValueError(f"runs from {first} to {last}: the first number must be the smaller")
    return Quantity(first, last, about=about, unknown=unknown, undisclosed=undisclosed)


def _number(text: str) -> Decimal:
    if len(text) > 40 or not text.isascii():
        raise ValueError(f"is {shown(text)}: {WANTED} is wanted")
    try:
        return read_number(Decimal(text))
    except ArithmeticError:
        raise ValueError(f"is {shown(text)}: {WANTED} is wanted") from None
