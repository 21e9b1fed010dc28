"""Exact decimals within bounds, so that no number in a plan can stall or swamp a sum.

In: what a TOML parser gives for a number. Out: a `Decimal` of at most 15 digits before the point and
6 after it, or an error that says why not. Bounds are checked before any arithmetic.
"""

from decimal import Decimal

WHOLE_DIGITS = 15
FRACTION_DIGITS = 6


class AbsurdNumberError(ValueError):
    """A number too long to be meant: beyond 15 digits, or finer than 6 decimals."""

    def __init__(self, raw: object) -> None:
        # A whole number can be too long for Python to print at all.
        is_printable = not isinstance(raw, int) or raw.bit_length() <= 80
        text = str(raw) if is_printable else ""
        shown = text if 0 < len(text) <= 24 else "a very long number"
        super().__init__(
            f"is {shown}: numbers have at most {WHOLE_DIGITS} digits and {FRACTION_DIGITS} decimals"
        )


def read_number(raw: object) -> Decimal:
    """Give a non-negative number exactly.

    Raises:
        AbsurdNumberError: more digits or a larger exponent than a plan can mean.
        ValueError: not a number, not finite, or below zero.
    """
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
        raise ValueError(f"is {shown(raw)}: a number is wanted")
    if isinstance(raw, int):
        if raw.bit_length() > 60:
            raise AbsurdNumberError(raw)
        number = Decimal(raw)
    else:
        if not raw.is_finite():
            raise ValueError(f"is {raw}: a finite number is wanted")
        number = raw
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    if number.adjusted() >= WHOLE_DIGITS or exponent < -FRACTION_DIGITS:
        raise AbsurdNumberError(raw)
    if number < 0:
        raise ValueError(f"is {raw}: a number of at least zero is wanted")
    # Without its sign, because TOML knows a negative zero.
    return number.copy_abs() if exponent <= 0 else number.quantize(Decimal(1))


def shown(raw: object) -> str:
    """Give a short, harmless picture of a raw TOML value for a message."""
    text = repr(raw) if isinstance(raw, str) else _toml_like(raw)
    return text if len(text) <= 40 else text[:37] + "..."


def _toml_like(raw: object) -> str:
    match raw:
        case bool():
            return "true" if raw else "false"
        case dict():
            return "a table"
        case list() | tuple():
            return "a list"
        case int():
            return str(raw) if raw.bit_length() <= 64 else "a very long number"
        case _:
            return str(raw)


def plain(number: Decimal) -> str:
    """Print a number with thousands separated by commas and no trailing zeros: `4,000`, `3.3`."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
