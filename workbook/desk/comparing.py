"""Comparing a value with what a person typed, with doubt respected.

In: the type of a field, an operator, and a text. Out: a test of one value. Amounts and times are spans, from
the least to the most and from the first day to the last; `<` holds where the whole span is surely before.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from enum import Enum, StrEnum
from fractions import Fraction
from typing import Any, NamedTuple

from workbook.errors import WorkbookError
from workbook.model.money import Money
from workbook.model.number import AbsurdNumberError
from workbook.model.quantity import Quantity
from workbook.model.share import Share
from workbook.model.when import UNDISCLOSED_TIME, UNKNOWN_TIME, When

Comparison = Callable[[Any], bool]
_YES, _NO = ("true", "yes", "1"), ("false", "no", "0")


class Operator(StrEnum):
    """How a filter compares."""

    IS = "="
    IS_NOT = "!="
    BEFORE = "<"
    UP_TO = "<="
    AFTER = ">"
    FROM = ">="
    CONTAINS = "~"


class WrongValueError(WorkbookError):
    """A filter compares a field with what it can never be."""

    def __init__(self, name: str, text: str, advice: str) -> None:
        super().__init__(f"{name} cannot be compared with {text!r}: {advice}")


class NoOrderError(WorkbookError):
    """A filter asks for more or less of what has no order."""

    def __init__(self, name: str, operator: Operator) -> None:
        super().__init__(f"{name} has no order, so {operator} means nothing for it: use =, != or ~.")


class Span(NamedTuple):
    """From the least to the most; None where that side is open. `word` is set where nothing is known."""

    low: Any
    high: Any
    word: str = ""


def comparison(name: str, wanted: Any, operator: Operator, text: str) -> Comparison:
    """Give the test of one value of a field; for `!=` the test of being equal, for the caller to turn round.

    Raises:
        WrongValueError: the field can never be that.
        NoOrderError: what it holds has no order.
    """
    if operator is Operator.CONTAINS:
        part = text.casefold()
        return lambda value: part in _shown(value).casefold()
    to_span = _SPANS.get(wanted)
    if to_span is not None:
        return _compare_spans(_span_of(name, wanted, text), operator, to_span, _currency(wanted, name, text))
    if operator not in (Operator.IS, Operator.IS_NOT):
        raise NoOrderError(name, operator)
    if wanted is bool:
        is_wanted = _truth(name, text)
        return lambda value: value is is_wanted
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        _require_word(name, text, [str(one.value) for one in wanted])
    folded = text.casefold()
    return lambda value: _shown(value).casefold() == folded


def _compare_spans(
    wanted: Span, operator: Operator, to_span: Callable[[Any], Span], currency: str
) -> Comparison:
    holds = _HOLDS[operator]

    def compare(value: Any) -> bool:
        if currency and value.currency != currency and value.amount.is_known:
            return False
        span = to_span(value)
        if span.word or wanted.word:
            return span.word == wanted.word and operator in (Operator.IS, Operator.IS_NOT)
        return holds(span, wanted)

    return compare


def _within(span: Span, wanted: Span) -> bool:
    starts = wanted.low is None or (span.low is not None and span.low >= wanted.low)
    ends = wanted.high is None or (span.high is not None and span.high <= wanted.high)
    return starts and ends


def _before(one: Any, other: Any) -> bool:
    """Say whether one bound surely lies before another; an open one never does."""
    return one is not None and other is not None and bool(one < other)


_HOLDS: dict[Operator, Callable[[Span, Span], bool]] = {
    Operator.IS: _within,
    Operator.IS_NOT: _within,
    Operator.BEFORE: lambda span, wanted: _before(span.high, wanted.low),
    Operator.UP_TO: lambda span, wanted: _before(span.high, wanted.high) or _same(span.high, wanted.high),
    Operator.AFTER: lambda span, wanted: _before(wanted.high, span.low),
    Operator.FROM: lambda span, wanted: _before(wanted.low, span.low) or _same(span.low, wanted.low),
}


def _same(one: Any, other: Any) -> bool:
    return one is not None and bool(one == other)


def _quantity_span(value: Quantity) -> Span:
    return Span(value.low, value.high) if value.is_known else Span(None, None, str(value))


def _when_span(value: When) -> Span:
    return Span(value.first, value.last) if value.is_known else Span(None, None, str(value))


def _money_span(value: Money) -> Span:
    return _quantity_span(value.amount)


def _point(value: Any) -> Span:
    return Span(value, value)


_SPANS: dict[Any, Callable[[Any], Span]] = {
    Quantity: _quantity_span,
    When: _when_span,
    Money: _money_span,
    Share: lambda value: _point(value.value),
    int: lambda value: _point(Fraction(value)),
    Decimal: lambda value: _point(Fraction(value)),
    date: _point,
    datetime: lambda value: _point(value.date()),
}


def _span_of(name: str, wanted: Any, text: str) -> Span:
    """Read the text of a filter as what the field holds."""
    try:
        if wanted is Money:
            return _money_span(_money(name, text))
        if wanted is Quantity:
            return _quantity_span(Quantity.from_text(text.replace(",", "").lower()))
        if wanted in (When, date, datetime):
            return _when_span(_when(text))
        share = Share.from_text(text)
    except AbsurdNumberError as error:
        raise WrongValueError(name, text, f"it {error}.") from error
    except (ValueError, ArithmeticError) as error:
        raise WrongValueError(name, text, f"write {_ADVICE[wanted]}.") from error
    return _point(share.value)


_ADVICE = {
    Quantity: "a number like 20, 10..20, unknown or undisclosed",
    When: "a day or period like 2022-09-28, 2022-09, 2022-Q4 or 2022",
    date: "a day or period like 2022-09-28 or 2022-09",
    datetime: "a day or period like 2022-09-28 or 2022-09",
    Money: "an amount with its currency, like 1000000EUR",
    Share: "a number or fraction, like 0.25 or 1/3",
    int: "a number",
    Decimal: "a number",
}


def _when(text: str) -> When:
    words = {"unknown": UNKNOWN_TIME, "undisclosed": UNDISCLOSED_TIME}
    return words.get(text.lower()) or When.from_text(text.upper())


def _money(name: str, text: str) -> Money:
    if text.lower() in ("unknown", "undisclosed"):
        return Money(Quantity.from_text(text.lower()), "")
    amount = text.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz").rstrip()
    currency = _currency(Money, name, text)
    return Money(Quantity.from_text(amount.replace(",", "")), currency)


def _currency(wanted: Any, name: str, text: str) -> str:
    """Give the currency that a filter on money names: amounts in different ones are never compared."""
    if wanted is not Money or text.lower() in ("unknown", "undisclosed"):
        return ""
    letters = text[-3:].upper()
    if not (letters.isascii() and letters.isalpha()):
        raise WrongValueError(name, text, f"write {_ADVICE[Money]}.")
    return letters


def _truth(name: str, text: str) -> bool:
    _require_word(name, text.lower(), (*_YES, *_NO))
    return text.lower() in _YES


def _require_word(name: str, text: str, words: Iterable[str]) -> None:
    known = list(words)
    if text.lower() not in known:
        near = get_close_matches(text.lower()[:64], known, n=1)
        raise WrongValueError(
            name, text, f"did you mean {near[0]}?" if near else f"write one of {', '.join(known)}."
        )


def _shown(value: Any) -> str:
    return str(value.value) if isinstance(value, Enum) else str(value)
