"""Lots: when the parts of an offer arrive, drawn so that they add up and what is past is delivered.

In: a quantity and the days between which it comes. Out: `DemoLot`s, written as they stood on a given day.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from workbook.demo.chance import Chance
from workbook.demo.story import LAST_DAY
from workbook.demo.text import number

_NAMES = (
    ("a", "b", "c", "d"),
    ("1", "2", "3", "4"),
    ("first", "second", "third", "fourth"),
    ("rail-1", "rail-2", "rail-3", "rail-4"),
    ("convoy-1", "convoy-2", "convoy-3", "convoy-4"),
    ("ship-1", "ship-2", "ship-3", "ship-4"),
    ("tranche-1", "tranche-2", "tranche-3", "tranche-4"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoLot:
    """A lot: `by` in TOML, `last` the last day that `by` allows, `done_on` the day it arrived, if it did."""

    name: str
    by: str
    last: date
    quantity: int
    done_on: date | None = None

    def is_done(self, day: date) -> bool:
        """Say whether it had arrived on a day."""
        return self.done_on is not None and self.done_on <= day

    def pairs(self, day: date) -> tuple[str, ...]:
        """Give its fields as they stood on a day."""
        fixed = (f'lot = "{self.name}"', f"by = {self.by}", f"quantity = {number(self.quantity)}")
        if self.is_done(day):
            return (
                *fixed,
                'status = "delivered"',
                f"done = {number(self.quantity)}",
                f"done_on = {self.done_on}",
            )
        under_way = self.last - day < timedelta(days=45)
        return (*fixed, f'status = "{"under-way" if under_way else "planned"}"')


def draw_lots(quantity: int, first: date, last: date, chance: Chance) -> tuple[DemoLot, ...]:
    """Draw one to four lots between two days; those before the story's end have arrived."""
    count = min(chance.pick((1, 1, 2, 2, 3, 4)), quantity)
    span = (last - first).days // count
    parts = _parts(quantity, count)
    days = [
        chance.day(first + timedelta(days=span * step), first + timedelta(days=span * (step + 1)))
        for step in range(count)
    ]
    names = chance.pick(_NAMES)
    return tuple(
        draw_lot(names[index], part, day, chance)
        for index, (part, day) in enumerate(zip(parts, days, strict=True))
    )


def draw_lot(name: str, quantity: int, day: date, chance: Chance) -> DemoLot:
    """Draw how the due date of a lot is written, and when it arrived."""
    by, last = _written(day, chance)
    done_on = None
    if last <= LAST_DAY:
        late = last + timedelta(days=chance.between(2, 25))
        is_late = late <= LAST_DAY and chance.happens(0.08)
        done_on = late if is_late else day - timedelta(days=chance.between(0, 12))
    return DemoLot(name=name, by=by, last=last, quantity=quantity, done_on=done_on)


def _written(day: date, chance: Chance) -> tuple[str, date]:
    """Write a due date in one of its forms, with the last day that it allows."""
    month_end = _end_of_month(day.year, day.month)
    quarter = (day.month - 1) // 3 + 1
    forms = (
        (f"{day}", day),
        (f"{day}", day),
        (f'"{day:%Y-%m}"', month_end),
        (f'"{day:%Y-%m}"', month_end),
        (f'"{day.year}-Q{quarter}"', _end_of_month(day.year, quarter * 3)),
        (f"{{until = {day}}}", day),
        (f"{{between = [{day - timedelta(days=20)}, {day}]}}", day),
        (f'{{about = "{day:%Y-%m}"}}', month_end),
    )
    return chance.pick(forms)


def _end_of_month(year: int, month: int) -> date:
    after = date(year + month // 12, month % 12 + 1, 1)
    return after - timedelta(days=1)


def _parts(quantity: int, count: int) -> list[int]:
    part = quantity // count
    return [*([part] * (count - 1)), quantity - part * (count - 1)]
