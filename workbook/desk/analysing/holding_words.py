"""What the tables of stocks and funds are called, and what their signs mean: every word of them, once."""

from collections.abc import Sequence
from datetime import date

from workbook.analysis.footing import Footing
from workbook.model.enums import Status
from workbook.model.quantity import Quantity
from workbook.model.speech import say
from workbook.model.when import When

# Headings
STOCK = say("Stock")
HELD = say("Held")
MINIMUM = say("Minimum")
AGAINST_MINIMUM = say("Against minimum")
IN_THE_END = say("In the end")
LACKING = say("Under by")
WAIVED_UNTIL = say("Waived until")
TO_RELEASE = say("To release")
LEAVES = say("Leaves")
COMES = say("Comes")
NOT_FIRM_LEAVES = say("Not firm leaves")
LEFT = say("Left")
FUND = say("Fund")
TITLE = say("Title")
TOTAL = say("Total")
CURRENCY = say("In")
PAID_IN = say("Paid in")
FIRM = say("Firm")
PLEDGED = say("Pledged")
UNCOVERED = say("Uncovered")
DRAWN = say("Drawn")
TOO_MUCH = say("Too much")
PART = say("Part")
AMOUNT = say("Amount")
PURCHASE = say("Joint purchase")
SHARE = say("Value")
NATIONS = say("Nations")

NO_STOCKS = say("No stock is told of here.")
NO_FUNDS = say("No fund or joint purchase is told of here.")
WITHOUT_END = say("without end")
PAYS_IN = say("pays in")
DRAWS = say("draws")

LEVEL_LEGEND = say(
    "Months: · at the minimum or above, ▃ perhaps under it, ▅ under it and waived, █ under it, not waived, "
    "? not told. Only what is firm moves the level."
)
BAR_LEGEND = say("Bar: █ held for sure, ░ missing to the minimum, ? perhaps more.")
PAID_LEGEND = say("Paid in: █ firm, ▓ pledged, ░ nobody's. Sums without a rate or a figure end with +.")

_FOOTINGS = {
    Footing.FIRM: say("firm"),
    Footing.PLEDGED: say("pledged"),
    Footing.CONSIDERED: say("considered"),
    Footing.UNCONFIRMED: say("unconfirmed"),
}


def low_stocks() -> str:
    """Head the table of stocks that lie, or may fall, under their minimum."""
    return say("Stocks that are under their minimum, or may fall under it in a year")


def all_stocks() -> str:
    """Head the list of all stocks."""
    return say("Stocks in the year ahead")


def counted(holding: Quantity | None, minimum: Quantity | None, as_of: When | None) -> str:
    """Say what was counted, and what must be held."""
    held = str(holding) if holding is not None else say("not told")
    least = str(minimum) if minimum is not None else say("not told")
    on = str(as_of) if as_of is not None else say("on an unknown day")
    return say("Counted {on}: {held}. Minimum: {least}.", on=on, held=held, least=least)


def waiver(*, is_waived: bool, until: date | None, filling: str | None) -> str:
    """Say which waiver covers a stock, and what fills it again (`filling` is "" where that is not named)."""
    parts = []
    if is_waived and until is not None:
        parts.append(say("The minimum is waived until {until}.", until=until))
    elif is_waived:
        parts.append(say("The minimum is waived without an end."))
    else:
        parts.append(say("No approved waiver."))
    if filling:
        parts.append(say("{filling} fills it again.", filling=filling))
    elif filling is not None:
        parts.append(say("Something fills it again that is not named here."))
    else:
        parts.append(say("Nothing is said to fill it again."))
    return " ".join(parts)


def other_stocks() -> str:
    """Head the table of all other stocks."""
    return say("Other stocks")


def draws_on(subject: str) -> str:
    """Head the table of what draws on stocks."""
    return say("What draws on stocks: {subject}", subject=subject)


def months_of(stock: str) -> str:
    """Head the table of a stock's months."""
    return say("Month by month: {stock}", stock=stock)


def behind_fund(currencies: Sequence[str]) -> str:
    """Name the currencies of a fund's commitments that no rate converts."""
    listed = ", ".join(currencies)
    return say("No rate converts {listed}: such amounts are unknown here.", listed=listed)


def funds() -> str:
    """Head the table of funds."""
    return say("Funds: what is paid in and what is drawn, in their own currency")


def funds_and_purchases() -> str:
    """Head the list of funds with joint purchases below."""
    return say("Funds, and joint purchases below them")


def splits() -> str:
    """Head the table of the parts of funds."""
    return say("Whom the funds are for")


def unshared(quantity: Quantity) -> str:
    """Say how much of a joint purchase no party takes."""
    if quantity.high == 0:
        return say("A joint purchase: its parties take all of it.")
    return say("A joint purchase: no party takes {quantity} of it.", quantity=quantity)


def entries() -> str:
    """Head the table of what pays into funds and draws on them."""
    return say("What pays in, and what draws")


def purchases() -> str:
    """Head the table of joint purchases."""
    return say("Joint purchases: who takes which part")


def footing(one: Footing) -> str:
    """Say how far a promise carries."""
    return _FOOTINGS[one]


def status(one: Status, *, is_confirmed: bool) -> str:
    """Name a status, and that it is unconfirmed where it is so."""
    return str(one) if is_confirmed else say("{status}, unconfirmed", status=str(one))
