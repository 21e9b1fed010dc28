"""Need against offers, per item, per capability and by month: the picture of the whole coalition.

In: a plan and a day. Out: `Coverage`. What counts in different units, or once and each month, is never added;
a capability therefore counts requests, not things. A month's cell says what is due by its end, and how much
of that is surely there.
"""

from collections.abc import Mapping
from datetime import date

import msgspec

from workbook.analysis.months import Month
from workbook.analysis.request_coverage import Cover, Met, RequestCoverage, Shortfall
from workbook.model.enums import Period
from workbook.model.quantity import NOTHING, Quantity

MONTHS_AHEAD = 24
"""How many months a heat table looks ahead, that of today included."""


class Balance(msgspec.Struct, frozen=True, kw_only=True):
    """The sums of some requests for one item that count in one unit, once or for each period.

    `shortfall` is the sum of theirs: more than enough for one covers nothing of another. `requests` counts
    them, `met` says how many are how far met.
    """

    unit: str
    per: Period | None
    need: Quantity
    cover: Cover
    shortfall: Shortfall
    requests: int
    met: Mapping[Met, int]


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """A month of an item: what is needed by its last day, what has arrived by then, and what is open.

    All is cumulative. `agreed` and `offered` are between what surely and what at most has arrived by then,
    of firm and confirmed answers; `open` is what is missing then, request by request, of what is due.

        2023-03: 16 due; 8 agreed and 4 offered arrive by then  -> open 4
    """

    month: Month
    need: Quantity = NOTHING
    agreed: Quantity = NOTHING
    offered: Quantity = NOTHING
    open: Quantity = NOTHING


class Supply(msgspec.Struct, frozen=True, kw_only=True):
    """What commitments of an item, in one unit, offer to no request by name: to their recipients at large."""

    unit: str
    firm: Quantity = NOTHING
    not_firm: Quantity = NOTHING
    unconfirmed: Quantity = NOTHING
    commitments: tuple[str, ...] = ()


class ItemCoverage(msgspec.Struct, frozen=True, kw_only=True):
    """An item, all requests for it, their sums, and its months.

    `balances` are of requests that count, one for each unit and period; `apart` of drafts, of what was
    withdrawn and of what was noted on a nation's behalf, by `Standing`. `cells` are in the item's own unit,
    what recurs included, from the month of today on; `due_later` falls due after the last of them, `undated`
    nobody says when.
    """

    item: str
    unit: str
    capability: str
    requests: tuple[RequestCoverage, ...]
    balances: tuple[Balance, ...]
    apart: Mapping[str, tuple[Balance, ...]]
    at_large: tuple[Supply, ...]
    cells: tuple[Cell, ...]
    due_later: Quantity = NOTHING
    undated: Quantity = NOTHING


class CountCell(msgspec.Struct, frozen=True, kw_only=True):
    """A month of a capability: how many requests are due by its last day, and how many of them are open."""

    month: Month
    due: int
    open: int


class CapabilityCoverage(msgspec.Struct, frozen=True, kw_only=True):
    """A capability: its items, the requests for it as such, and counts over all of them.

    `requests` and `balances` are of those that name the capability and no item; `met` and `cells` count
    these and the requests for its items.
    """

    capability: str
    items: tuple[str, ...]
    requests: tuple[RequestCoverage, ...]
    balances: tuple[Balance, ...]
    met: Mapping[Met, int]
    cells: tuple[CountCell, ...]


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """All of a plan: by item and by capability, each in order of name; `unnamed` asks for neither."""

    today: date
    items: tuple[ItemCoverage, ...]
    capabilities: tuple[CapabilityCoverage, ...]
    unnamed: tuple[RequestCoverage, ...]
