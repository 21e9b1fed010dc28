"""What one nation has of each item: what it holds and could give, and what its industry makes a month.

In: a reading and a nation. Out: `Means` by item, added up over its stocks and works. A wider record of which
the true one is in the release is left out. Whether a nation can spare what it holds is for it to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from workbook.model.catalogue import Rate
from workbook.model.enums import Activity
from workbook.model.kind import Kind
from workbook.model.quantity import Quantity
from workbook.model.references import OPEN_REFERENCES
from workbook.render.reading import Reading
from workbook.render.values import quantity_text
from workbook.render.views.own import own
from workbook.render.words import means as words


@dataclass(slots=True, kw_only=True)
class Means:
    """What a nation has of an item; None: nothing is told of it. `made` is for each month."""

    held: Quantity | None = None
    spare: Quantity | None = None
    made: Quantity | None = None

    @property
    def is_something(self) -> bool:
        """Whether there may be anything to give: to spare where that is told, else held; or made."""
        from_stock = self.spare if self.spare is not None else self.held
        return any(one is not None and (one.high is None or one.high > 0) for one in (from_stock, self.made))


def means_of(reading: Reading, nation: str, today: date) -> Mapping[str, Means]:
    """Say for each item what a nation has of it, where it may have anything to give."""
    found: dict[str, Means] = {}
    stocks = own(reading, nation, Kind.STOCK)
    pictures = {one.data.shared_as for one in stocks}
    for stock in stocks:
        data = stock.data
        if stock.id not in pictures and data.item and data.item not in OPEN_REFERENCES:
            means = found.setdefault(data.item, Means())
            means.held = _added(means.held, data.holding)
            means.spare = _added(means.spare, data.releasable)
    for capacity in own(reading, nation, Kind.CAPACITY):
        if capacity.data.activity is Activity.MAKE:
            means = found.setdefault(capacity.data.item, Means())
            means.made = _added(means.made, _rate_on(capacity.data.rates, today))
    return {item: means for item, means in found.items() if means.is_something}


def means_text(reading: Reading, item: str, means: Means) -> str:
    """Say what a nation has of an item: `hold 5,000, could give 400, make 30 a month`."""
    unit = reading.unit("", item)
    told = [
        say(quantity_text(quantity, unit) if quantity.is_known else "")
        for quantity, say in (
            (means.held, words.hold),
            (means.spare, words.could_give),
            (means.made, words.make),
        )
        if quantity is not None and (quantity.high is None or quantity.high > 0)
    ]
    return ", ".join(told)


def _rate_on(rates: tuple[Rate, ...], today: date) -> Quantity | None:
    """Give the rate that holds on a day: the latest that has surely begun, else the first to come."""
    begun = [one for one in rates if one.from_.first is not None and one.from_.first <= today]
    if begun:
        return max(begun, key=lambda one: (one.from_.first, one.from_.text)).per_month
    return rates[0].per_month if rates else None


def _added(one: Quantity | None, other: Quantity | None) -> Quantity | None:
    if one is None or other is None:
        return one if other is None else other
    return one + other
