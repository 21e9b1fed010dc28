"""Months of the calendar: what projections count in.

In: days. Out: months that can be compared, counted and listed. It knows no plan and no
today.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache


class Month:
    """A month of a year; months compare in order of time.

    Month.of(date(2022, 10, 3))  -> 2022-10, before Month(2022, 11)
    """

    # `number` is its place in a count of all months: two that follow each other differ by one.
    __slots__ = ("month", "number", "year")

    def __init__(self, year: int, month: int) -> None:
        self.year = year
        self.month = month
        self.number = year * 12 + month - 1

    @classmethod
    def of(cls, day: date) -> Month:
        """Give the month that a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def from_text(cls, text: str) -> Month:
        """Read the text form, as `text` gives it.

        Raises:
            ValueError: not that form.
        """
        year, _, month = text.partition("-")
        if len(text) != 7 or not (year + month).isdecimal() or not 1 <= int(month) <= 12:
            raise ValueError(f"is {text!r}: a month is wanted, as 2022-10")
        return cls(int(year), int(month))

    @property
    def text(self) -> str:
        """The month as `2022-10`."""
        return f"{self.year:04}-{self.month:02}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.month, self.days)

    @property
    def days(self) -> int:
        """How many days it has."""
        return monthrange(self.year, self.month)[1]

    def plus(self, count: int) -> Month:
        """Give the month so many months later, or earlier where the count is below zero.

        Month(2022, 11).plus(3)  -> 2023-02
        """
        year, month = divmod(self.number + count, 12)
        return Month(year, month + 1)

    def until(self, later: Month) -> int:
        """Count the months from this one to another; below zero where that lies before.

        Month(2022, 11).until(Month(2023, 2))  -> 3
        """
        return later.number - self.number

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"Month({self.text})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Month) and self.number == other.number

    def __hash__(self) -> int:
        return hash(self.number)

    def __lt__(self, other: Month) -> bool:
        return self.number < other.number

    def __le__(self, other: Month) -> bool:
        return self.number <= other.number

    def __gt__(self, other: Month) -> bool:
        return self.number > other.number

    def __ge__(self, other: Month) -> bool:
        return self.number >= other.number


@lru_cache(maxsize=1 << 8)
def months(first: Month, count: int) -> tuple[Month, ...]:
    """List so many months in a row.

    months(Month(2022, 11), 3)  -> 2022-11, 2022-12, 2023-01
    """
    return tuple(first.plus(index) for index in range(count))
