"""Sums with doubt beyond addition: what may be, and so many for each.

In: quantities. Out: quantities whose interval holds every case; where a fraction has to be rounded, the lower
end goes down and the upper end up.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

from workbook.model.number import plain
from workbook.model.quantity import Quantity
from workbook.model.units import unit_symbol

_ZERO = Decimal(0)
_SMALLEST = Decimal("0.000001")
_TENTH = Decimal("0.1")
# What is counted needs no word behind its number.
_COUNTED = frozenset(("each", "EA", "H87", "C62", "set", "SET", "lot", "LO"))


def at_most(quantity: Quantity) -> Quantity:
    """Give an amount of which it is not sure that any counts: from nothing to its most.

    20  -> at most 20
    """
    return _between(_ZERO, quantity.high, quantity, quantity)


def for_each(quantity: Quantity, per_unit: Quantity) -> Quantity:
    """Give how many there are where each of so many has so many.

    10 to 20, with 2 to 3 each  -> 20 to 60
    """
    high = None if quantity.high is None or per_unit.high is None else quantity.high * per_unit.high
    if quantity.high == 0 or per_unit.high == 0:
        high = _ZERO
    return _between(quantity.low * per_unit.low, high, quantity, per_unit)


def greater_to_sum(one: Quantity, other: Quantity) -> Quantity:
    """Give what two amounts come to where the one may be a part of the other.

    20 and 30  -> 30 to 50
    """
    return _between(max(one.low, other.low), (one + other).high, one, other)


def scaled(quantity: Quantity, factor: Fraction) -> Quantity:
    """Give so many times a quantity, to the millionth.

    10 times 1/3  -> 3.333333 to 3.333334
    """
    low = rounded(Fraction(quantity.low) * factor, ROUND_FLOOR)
    high = None if quantity.high is None else rounded(Fraction(quantity.high) * factor, ROUND_CEILING)
    return _between(low, high, quantity, quantity)


def rounded(number: Fraction, rounding: str) -> Decimal:
    """Give a fraction as a decimal: exact where it is whole, else to the millionth, up or down.

    1/3, down  -> 0.333333
    """
    if number.denominator == 1:
        return Decimal(number.numerator)
    whole, rest = divmod(number.numerator * 10**6, number.denominator)
    return Decimal(whole + (rest > 0 and rounding == ROUND_CEILING)) * _SMALLEST


def unit_behind(code: str) -> str:
    """Give what stands behind a readable number in this unit; nothing behind what is counted.

    "l"  -> " l"; "each", "set"  -> ""
    """
    return f" {unit_symbol(code)}" if code and code not in _COUNTED else ""


def readable(number: Decimal, rounding: str = ROUND_CEILING) -> str:
    """Write a number as one says it: in whole from 100 on, else with one decimal at most, here upward.

    1595.304  -> 1,596
    """
    if number < 100:
        return plain(number.quantize(_TENTH, rounding)) if number % _TENTH else plain(number)
    return plain(number.to_integral_value(rounding))


def _between(low: Decimal, high: Decimal | None, one: Quantity, other: Quantity) -> Quantity:
    return Quantity(
        low,
        high,
        about=one.about or other.about,
        unknown=one.unknown or other.unknown,
        undisclosed=one.undisclosed or other.undisclosed,
    )
