"""From one currency to another, by the rates of the plan, exactly until the last step.

In: amounts, the plan's settings, a day. Out: amounts in the wanted currency, or None where the plan has no
rate. Rates stand in `workbook.toml`; the newest on or before the day holds.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from workbook.model.currencies import currency_digits
from workbook.model.money import Money
from workbook.model.quantity import Quantity
from workbook.records.settings import Settings


def converted(money: Money, currency: str, settings: Settings, on: date) -> Quantity | None:
    """Give an amount in another currency, at the rates of a day; None where a rate is missing.

    Rounded half to even to the currency's minor unit; in its own currency it is left as it is.

        3 USD in EUR, at 1 USD = "1/3" EUR  -> 1 EUR
    """
    if money.currency == currency:
        return money.amount
    factor = rate_between(money.currency, currency, settings, on)
    if factor is None:
        return None
    amount = money.amount
    return Quantity(
        rounded(Fraction(amount.low) * factor, currency),
        None if amount.high is None else rounded(Fraction(amount.high) * factor, currency),
        about=amount.about,
        unknown=amount.unknown,
        undisclosed=amount.undisclosed,
    )


def rate_between(currency: str, wanted: str, settings: Settings, on: date) -> Fraction | None:
    """Give how many of the wanted currency one of another is worth on a day; None where a rate is missing.

    1 USD = 2 EUR, 1 NOK = 0.1 EUR  -> 20 NOK for 1 USD
    """
    from_rate, to_rate = settings.rate(currency, on), settings.rate(wanted, on)
    return from_rate / to_rate if from_rate is not None and to_rate else None


def rounded(number: Fraction, currency: str) -> Decimal:
    """Round half to even to the minor unit of a currency, two decimals where it is not known.

    2/3 EUR  -> 0.67
    """
    digits = currency_digits(currency)
    places = 2 if digits is None else digits
    return Decimal(round(number * 10**places)).scaleb(-places)
