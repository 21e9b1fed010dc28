"""Values as a person reads them: amounts, quantities, times, shares, lists.

In: value types. Out: plain text, never rounded but where a function says so: `USD 2.2 billion` is printed
only where it is exact. Nothing here is markup.
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from typing import TypeVar

from workbook.analysis.months import Month
from workbook.model.dates import MONTHS, day_text
from workbook.model.money import Money
from workbook.model.number import plain
from workbook.model.quantity import Quantity
from workbook.model.share import Share
from workbook.model.speech import say
from workbook.model.units import behind_number
from workbook.model.when import When

T = TypeVar("T")
_WHOLE, _LARGE = Decimal(1), Decimal(100)
_BILLION, _MILLION = Decimal(10) ** 9, Decimal(10) ** 6
# What has more digits than a decimal holds exactly is printed as it is.
_LARGEST = Decimal(10) ** 21
_FRACTIONS = {
    "1/2": "half",
    "1/3": "a third",
    "2/3": "two thirds",
    "1/4": "a quarter",
    "3/4": "three quarters",
}
_STOPS = (".", "!", "?", "…")

# The unit of what the readers may not know: a bare number could be pieces or tonnes.
UNTOLD_UNIT = "undisclosed"


def money_text(money: Money) -> str:
    """Print an amount: `USD 2.2 billion`, `about EUR 3,400`, `an undisclosed amount`."""
    if not money.amount.is_known:
        return say("an unknown amount") if money.amount.unknown else say("an undisclosed amount")
    known = money.currency not in ("unknown", "undisclosed")
    amount = _bounds(money.amount, _scaled, f"{money.currency} " if known else "")
    return amount if known else say("{amount} of {currency} currency", amount=amount, currency=money.currency)


def quantity_text(quantity: Quantity, unit: str = "") -> str:
    """Print a quantity with its unit, where that says more than the number: `about 20 sets`."""
    if not quantity.is_known:
        return say("an unknown number") if quantity.unknown else say("an undisclosed number")
    return _bounds(quantity, plain, after=_unit_text(quantity, unit))


def unit_text(unit: str) -> str:
    """Name a unit as it stands behind figures: `sets`, `t`; "" where it says no more than the figures do."""
    return _unit_text(Quantity(), unit).strip(" ()")


def _unit_text(quantity: Quantity, unit: str) -> str:
    """Give what stands behind the last number of a quantity."""
    if unit == UNTOLD_UNIT:
        return say(" (unit not disclosed)")
    return behind_number(unit, quantity.low if quantity.high is None else quantity.high)


def sum_text(quantity: Quantity, unit: str = "") -> str:
    """Print a sum of many parts in whole units where it is large: `about 36,317 t`, `172 to 183 t`."""
    high = quantity.low if quantity.high is None else quantity.high
    if not quantity.is_known or high < _LARGE:
        return quantity_text(quantity, unit)
    is_exact = quantity.low == quantity.high
    whole = Quantity(
        quantity.low.quantize(_WHOLE, ROUND_HALF_EVEN if is_exact else ROUND_FLOOR),
        None
        if quantity.high is None
        else high.quantize(_WHOLE, ROUND_HALF_EVEN if is_exact else ROUND_CEILING),
        about=quantity.about or (is_exact and high != high.to_integral_value()),
        unknown=quantity.unknown,
        undisclosed=quantity.undisclosed,
    )
    return quantity_text(whole, unit)


def brief_quantity(quantity: Quantity) -> str:
    """Print a quantity for a narrow cell: `20`, `~20`, `≤20`, `10–20`, `20+`, `?` where nothing is told."""
    if not quantity.is_known:
        return "?"
    about = "~" if quantity.about else ""
    if quantity.high is None:
        return f"{about}{plain(quantity.low)}+"
    if quantity.low == quantity.high:
        return about + plain(quantity.low)
    return (
        f"{about}{plain(quantity.low)}–{plain(quantity.high)}" if quantity.low else f"≤{plain(quantity.high)}"
    )


def month_text(day: date) -> str:
    """Print the month of a day for a narrow heading: `Oct 2022`."""
    return f"{MONTHS[day.month - 1][:3]} {day.year}"


def when_text(when: When) -> str:
    """Print a time: `28 September 2022`, `the fourth quarter of 2022`, `by March 2023`."""
    if not when.is_known:
        return say("at an unknown time") if when.text == "?" else say("at an undisclosed time")
    if when.text.startswith("~"):
        return say("about {time}", time=_period(when.text[1:]))
    first, dots, last = when.text.partition("..")
    if not dots:
        return _period(first)
    if not first:
        return say("until {time}", time=_period(last))
    if not last:
        return say("from {time} on", time=_period(first))
    return say("{first} to {last}", first=_period(first), last=_period(last))


def by_text(when: When) -> str:
    """Print a time by which something is to happen: `by March 2023`, `around May 2023`."""
    if when.text.startswith("~"):
        return say("around {time}", time=_period(when.text[1:]))
    first, dots, last = when.text.partition("..")
    if not when.is_known or (dots and not last):
        return when_text(when)
    if not dots or not first:
        return say("by {time}", time=_period(last or first))
    return say("between {first} and {last}", first=_period(first), last=_period(last))


def rough_text(amount: Quantity, currency: str) -> str:
    """Print a sum in three digits, said to be rough where that rounds it: `about EUR 846 million`."""
    places = max(amount.low.adjusted() - 2, 0)
    rough = Decimal(round(amount.low / 10**places)) * 10**places
    is_rough = amount.about or rough != amount.low or amount.high != amount.low
    text = f"{currency} {_scaled(rough)}"
    return say("about {amount}", amount=text) if is_rough else text


def long_month_text(month: Month) -> str:
    """Print a month: `September 2022`."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def share_text(share: Share) -> str:
    """Print a part of a whole: `half`, `25 %`, `3/7`."""
    named = _FRACTIONS.get(str(share.value))
    if named:
        return say(named)
    percent = share.value * 100
    return f"{percent} %" if percent.denominator == 1 else str(share)


def listed(texts: Sequence[str], most: int = 0) -> str:
    """Join texts as a sentence does; of more than `most`, say how many more there are."""
    if most and len(texts) > most:
        more = say("{count} more", count=str(len(texts) - most + 1))
        texts = [*texts[: most - 1], more]
    if len(texts) < 2:
        return "".join(texts)
    return say("{first} and {last}", first=", ".join(texts[:-1]), last=texts[-1])


def listed_first(things: Sequence[T], text: Callable[[T], str], most: int) -> str:
    """Join the texts of some things as `listed` does; those that are only counted are given none."""
    shown = things if len(things) <= most else things[: most - 1]
    return listed([*map(text, shown), *[""] * (len(things) - len(shown))], most)


def sentence(text: str) -> str:
    """Begin a text with a capital and end it with a stop, where it has none; a quotation stays as it is."""
    text = text.strip()
    if not text:
        return ""
    is_quotation = text[0] == "“" and text[-1] == "”"
    ends = is_quotation or text.rstrip("”")[-1:] in _STOPS
    return text[0].upper() + text[1:] + ("" if ends else ".")


def _bounds(quantity: Quantity, number: Callable[[Decimal], str], before: str = "", after: str = "") -> str:
    """Print bounds; what stands before and after a number stands where a reader expects it."""
    low = before + number(quantity.low)
    about = say("about") + " " if quantity.about else ""
    if quantity.high is None:
        more = say(" and more, not disclosed") if quantity.undisclosed else say(" and more, not known")
        if quantity.undisclosed or quantity.unknown:
            return f"{about}{low}{after}{more}"
        return say("at least {amount}", amount=about + low + after)
    high = number(quantity.high) + after
    if quantity.low == quantity.high:
        return about + low + after
    if not quantity.low:
        return say("at most {amount}", amount=about + before + high)
    return about + say("{first} to {last}", first=low, last=high)


def _scaled(number: Decimal) -> str:
    """Print a number in billions or millions, where three decimals of them hold it exactly."""
    for size, word in ((_BILLION, "billion"), (_MILLION, "million")):
        if size <= number < _LARGEST and (number / size) == (number / size).quantize(Decimal("0.001")):
            return say("{number} " + word, number=plain(number / size))
    return plain(number)


def _period(text: str) -> str:
    """Print a day, month, quarter or year from its TOML form."""
    match text.split("-"):
        case [year]:
            return year
        case [year, part] if part.startswith("Q"):
            ordinal = ("first", "second", "third", "fourth")[int(part[1]) - 1]
            return say(f"the {ordinal} quarter of {{year}}", year=year)
        case [year, month]:
            return f"{MONTHS[int(month) - 1]} {year}"
    return day_text(date.fromisoformat(text))
