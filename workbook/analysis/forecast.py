"""What arrives in the year ahead: lots by month, for each item and recipient, firm and not.

In: a plan and a day. Out: `Forecast`. A commitment that is part of a joint procurement counts once. What
is delivered already is left out; what is overdue or without a date stands apart.
"""

from datetime import date

import msgspec

from workbook.analysis.months import Month
from workbook.model.quantity import NOTHING, Quantity
from workbook.model.when import When

MONTHS_AHEAD = 12


class Amount(msgspec.Struct, frozen=True, kw_only=True):
    """A quantity in three parts that are never added: firm and confirmed, not firm, noted on behalf."""

    firm: Quantity = NOTHING
    not_firm: Quantity = NOTHING
    unconfirmed: Quantity = NOTHING


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """A lot that is still to come, of a commitment or a procurement (`record`).

    `lot` is "" for what no lot holds, `quantity` what has not been delivered of it.
    """

    record: str
    lot: str
    owner: str
    item: str
    unit: str
    recipient: str
    by: When | None
    quantity: Quantity
    is_firm: bool
    is_unconfirmed: bool


class MonthAhead(msgspec.Struct, frozen=True, kw_only=True):
    """What arrives in one month: between what surely and what at most arrives in it."""

    month: Month
    amount: Amount


class ForecastRow(msgspec.Struct, frozen=True, kw_only=True):
    """What comes of one item, in one unit, to one recipient ("" where none is named).

    `months` are the year from today; a lot that may arrive in several months is at most in each of them and
    surely in none, so `within` (all that arrives within the year) is no sum of them. `overdue` was to have
    arrived before today, `undated` has no date, `later` arrives after the year, or perhaps.
    """

    item: str
    unit: str
    recipient: str
    months: tuple[MonthAhead, ...]
    within: Amount
    overdue: Amount
    undated: Amount
    later: Amount
    deliveries: tuple[Delivery, ...]


class Forecast(msgspec.Struct, frozen=True, kw_only=True):
    """The year ahead, in order of item, unit and recipient; `months` are its months."""

    today: date
    months: tuple[Month, ...]
    rows: tuple[ForecastRow, ...]
