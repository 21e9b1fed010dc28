"""When: a day, a month, a quarter, a year, a bound, a span, or not known; always read as first and last day.

In: a TOML date, `"2022-09"`, `"2022-Q4"`, `"2022"`, `{until = ...}`, `{from = ...}`, `{about = ...}`,
`{between = [a, b]}`, `"unknown"`, `"undisclosed"`; or the compact text (`..2022-Q4`, `~2022-09`).
Out: `When`, whose `first` and `last` day rules compare. Years lie between 1900 and 2199.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from workbook.model.number import AbsurdNumberError, shown

WANTED = (
    'a date, "2022-09", "2022-Q4", "2022", {until = ...}, {from = ...}, {about = ...}, {between = [a, b]}, '
    '"unknown" or "undisclosed"'
)
FIRST_YEAR, LAST_YEAR = 1900, 2199
_PERIOD = re.compile(r"([0-9]{4})(?:-Q([1-4])|-(0[1-9]|1[0-2])(?:-([0-3][0-9]))?)?", re.ASCII)


class AbsurdYearError(AbsurdNumberError):
    """A year no plan can mean."""

    def __init__(self, raw: str) -> None:
        ValueError.__init__(self, f"is {raw}: years run from {FIRST_YEAR} to {LAST_YEAR}")


class When:
    """A span of days from `first` to `last`, both included; None where that side is open.

    `text` is the compact form, which `from_text` reads back.
    """

    __slots__ = ("first", "last", "text")

    def __init__(self, text: str, first: date | None, last: date | None) -> None:
        self.text = text
        self.first = first
        self.last = last

    @classmethod
    def parse(cls, raw: object) -> When:
        """Read one of the TOML forms.

        Raises:
            AbsurdYearError: a year no plan can mean.
            ValueError: none of the forms; the text continues the field's name.
        """
        if type(raw) is date:
            return _day(raw)
        if isinstance(raw, str):
            if raw in ("unknown", "undisclosed"):
                return UNKNOWN_TIME if raw == "unknown" else UNDISCLOSED_TIME
            return _period(raw)
        match raw:
            case {"until": bound, **rest} if not rest:
                return _from_text(f"..{_part(bound)}")
            case {"from": bound, **rest} if not rest:
                return _from_text(f"{_part(bound)}..")
            case {"about": bound, **rest} if not rest:
                return _from_text(f"~{_part(bound)}")
            case {"between": [first, last], **rest} if not rest:
                return _from_text(f"{_part(first)}..{_part(last)}")
        raise ValueError(f"is {shown(raw)}: {WANTED} is wanted")

    @classmethod
    def from_text(cls, text: str) -> When:
        """Read the compact form: `2022-Q4`, `..2022-10-01`, `2022..`, `~2022-09`, `a..b`, `?`, `-`."""
        return _from_text(text)

    @property
    def is_known(self) -> bool:
        """Whether anything at all is said about the time."""
        return self.text not in ("?", "-")

    def is_over(self, today: date) -> bool:
        """Say whether its last day has surely passed."""
        return self.last is not None and self.last < today

    def __str__(self) -> str:
        if not self.is_known:
            return "unknown" if self.text == "?" else "undisclosed"
        if self.text.startswith("~"):
            return f"about {self.text[1:]}"
        first, dots, last = self.text.partition("..")
        if not dots:
            return first
        if not first:
            return f"until {last}"
        return f"{first} to {last}" if last else f"from {first}"

    def after(self, label: str) -> str:
        """Give it in words behind what it is called: `by 2023-09`, where `by until 2023-09` would be odd."""
        is_limit = self.text.startswith("..") and label.lower().endswith(("by", "until"))
        return f"{label} {self.text[2:] if is_limit else self}"

    def __repr__(self) -> str:
        return f"When({self.text})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, When) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)


UNKNOWN_TIME = When("?", None, None)
UNDISCLOSED_TIME = When("-", None, None)


@lru_cache(maxsize=4096)
def _day(day: date) -> When:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise AbsurdYearError(day.isoformat())
    return When(day.isoformat(), day, day)


@lru_cache(maxsize=4096)
def _from_text(text: str) -> When:
    if text in ("?", "-"):
        return UNKNOWN_TIME if text == "?" else UNDISCLOSED_TIME
    if text.startswith("~"):
        inner = _period(text[1:])
        return When(text, inner.first, inner.last)
    first, dots, last = text.partition("..")
    if not dots:
        return _period(text)
    start = _period(first).first if first else None
    end = _period(last).last if last else None
    if start is None and end is None:
        raise ValueError(f"is {shown(text)}: {WANTED} is wanted")
    if start is not None and end is not None and start > end:
        raise ValueError(f"runs from {first} to {last}: the first date must be the earlier")
    return When(text, start, end)


@lru_cache(maxsize=4096)
def _period(text: str) -> When:
    found = _PERIOD.fullmatch(text)
    if not found:
        raise ValueError(f"is {shown(text)}: {WANTED} is wanted")
    year, quarter, month, day = (int(part) if part else 0 for part in found.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise AbsurdYearError(text)
    if day:
        try:
            return _day(date(year, month, day))
        except ValueError:
            raise ValueError(f"is {shown(text)}: there is no such day") from None
    first_month, months = (quarter * 3 - 2, 3) if quarter else (month, 1) if month else (1, 12)
    after = first_month + months
    end = date(year + (after > 12), after - 12 if after > 12 else after, 1) - timedelta(days=1)
    return When(text, date(year, first_month, 1), end)


def _part(raw: object) -> str:
    if isinstance(raw, datetime) or not isinstance(raw, date | str):
        raise ValueError(f"holds {shown(raw)}: a date or a period is wanted")
    return raw.isoformat() if isinstance(raw, date) else _period(raw).text
