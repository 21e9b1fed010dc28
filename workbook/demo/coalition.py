"""Who takes part: nations in a fixed order, their currencies, the workbook's settings.

Real codes and currencies, so that code lists and rates can be tried; all that they are said to do is
invented. No person is named.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from workbook.demo.chance import Chance
from workbook.demo.story import FIRST_DAY, Page, still_page
from workbook.demo.text import listed, page_text, quote
from workbook.model.kind import Kind
from workbook.model.nations import party_name
from workbook.records.paths import path_of

TITLE = "Demonstration coalition (invented)"
SECRETARIAT = "USA"
BASE_CURRENCY = "EUR"
NEIGHBOURS_GROUP = "neighbours"
ORGANISATIONS = ("EU", "NATO")
# fmt: off
# The large and the near first: whoever asks for a small coalition gets givers, receivers and neighbours.
NATIONS = (
    "USA", "UKR", "NOR", "NLD", "POL", "SWE", "MDA", "DEU", "FIN", "DNK", "GBR", "FRA",
    "CAN", "ROU", "SVK", "EST", "LVA", "LTU", "CZE", "ITA", "ESP", "BEL", "BGR", "GRC",
    "PRT", "HRV", "SVN", "ALB", "MKD", "MNE", "BIH", "GEO", "XKX", "AUS", "JPN", "NZL",
    "KOR", "ISL", "LUX", "IRL", "AUT", "TUR", "HUN", "CYP", "MLT", "CRI", "ECU", "URY",
    "FJI", "LIE", "MCO", "PER", "JAM", "GHA", "COL", "CHL", "BRB", "BWA", "MUS", "SGP",
)
NEIGHBOURS = frozenset((
    "MDA", "POL", "ROU", "SVK", "EST", "LVA", "LTU", "CZE", "BGR", "GRC", "HRV", "SVN",
    "ALB", "MKD", "MNE", "BIH", "GEO", "XKX", "HUN",
))
# Nations whose statements the secretariat mostly notes for them.
QUIET = frozenset((
    "ALB", "MKD", "MNE", "BIH", "GEO", "XKX", "CYP", "MLT", "CRI", "ECU", "URY", "FJI",
    "LIE", "MCO", "PER", "JAM", "GHA", "COL", "CHL",
))
# fmt: on
_CURRENCY = {
    "USA": "USD",
    "UKR": "UAH",
    "NOR": "NOK",
    "POL": "PLN",
    "SWE": "SEK",
    "DNK": "DKK",
    "GBR": "GBP",
    "CAN": "CAD",
    "ROU": "RON",
    "CZE": "CZK",
    "AUS": "AUD",
    "JPN": "JPY",
    "KOR": "KRW",
    "TUR": "TRY",
}
# Base units per one, invented near what they were; each pair is the rate at the start and at the end.
_RATES = {
    "USD": ("1.04", "0.91"),
    "UAH": ("0.0282", "0.0248"),
    "NOK": ("0.0965", "0.0847"),
    "PLN": ("0.207", "0.219"),
    "SEK": ("0.0915", "0.0882"),
    "DKK": ("0.1345", "0.1342"),
    "GBP": ("1.11", "1.14"),
    "CAD": ("0.758", "0.672"),
    "RON": ("0.202", "0.203"),
    "CZK": ("0.0407", "0.0425"),
    "AUD": ("0.671", "0.609"),
    "JPY": ("0.0072", "0.0067"),
    "KRW": ("0.00072", "0.00069"),
    "TRY": ("0.056", "0.046"),
}
_RATE_DAYS = (date(2022, 7, 1), date(2023, 1, 2), date(2023, 5, 2))


@dataclass(frozen=True, slots=True, kw_only=True)
class Coalition:
    """The nations of a demonstration, in their order."""

    nations: tuple[str, ...]

    @property
    def receivers(self) -> tuple[str, ...]:
        """Who mostly asks: Ukraine and its neighbours."""
        return tuple(code for code in self.nations if code == "UKR" or code in NEIGHBOURS)

    @property
    def givers(self) -> tuple[str, ...]:
        """Who mostly commits: all but Ukraine."""
        return tuple(code for code in self.nations if code != "UKR")


def coalition_of(count: int) -> Coalition:
    """Give the first nations of the order."""
    return Coalition(nations=NATIONS[:count])


def currency_of(nation: str) -> str:
    """Give the currency in which a nation states its figures."""
    return _CURRENCY.get(nation, "EUR")


def in_currency(euros: int, currency: str) -> int:
    """Turn a round number of euros into a round number of another currency: three digits, then zeros."""
    if currency == BASE_CURRENCY:
        return _rounded(euros)
    return _rounded(int(Decimal(euros) / Decimal(_RATES[currency][0])))


def manifest_text(coalition: Coalition) -> str:
    """Write `plans/workbook.toml`."""
    neighbours = [code for code in coalition.nations if code in NEIGHBOURS]
    groups = [f"members = {listed((*coalition.nations, *ORGANISATIONS))}"]
    if neighbours:
        groups += [
            "# Neighbours that share in packages for the region.",
            f"{NEIGHBOURS_GROUP} = {listed(neighbours)}",
        ]
    lines = [
        "# All that this workbook says is invented, to try the program with.",
        "format = 1",
        f"title = {quote(TITLE)}",
        f"secretariat = {quote(SECRETARIAT)}",
        f"base_currency = {quote(BASE_CURRENCY)}",
        "",
        "[groups]",
        *groups,
    ]
    for currency, (early, late) in _RATES.items():
        middle = (Decimal(early) + Decimal(late)) / 2
        for day, rate in zip(_RATE_DAYS, (early, str(middle), late), strict=True):
            lines += ["", "[[rates]]", f'currency = "{currency}"', f"on = {day}", f"rate = {rate}"]
    return "\n".join([*lines, ""])


def nation_pages(coalition: Coalition, chance: Chance) -> list[Page]:
    """Write who each nation and organisation is."""
    parties = (*coalition.nations, *ORGANISATIONS)
    return [_nation_page(code, chance) for code in parties]


def named_party(code: str) -> str:
    """Give a party as it stands within a sentence: `the Netherlands`."""
    return f"the {party_name(code)}" if code in _WITH_ARTICLE else party_name(code)


def _nation_page(code: str, chance: Chance) -> Page:
    recorded = code in QUIET and chance.happens(0.4)
    path = path_of(Kind.NATION, code, owner=code, recorded=recorded)
    fields = [
        f"name = {quote(party_name(code))}",
        f"delegation = {quote(f'Delegation of {named_party(code)}')}" if chance.happens(0.7) else "",
        f"contact = {quote(f'armaments.{code.lower()}@delegations.example')}" if not recorded else "",
        f"notes = {quote(chance.pick(_NOTES))}" if chance.happens(0.7) else "",
    ]
    return still_page(path, FIRST_DAY, page_text(fields))


_WITH_ARTICLE = frozenset(("USA", "GBR", "NLD", "EU", "NATO"))
_NOTES = (
    "Speaks through its armaments directorate; the contact is a shared mailbox.",
    "Figures come from the planning staff and are updated after each meeting.",
    "Written answers take about two weeks; urgent questions go to the liaison team.",
    "Takes part with a small staff, and asks for papers a week ahead.",
    "Records of the army and of the ministry are kept by one office.",
)


def _rounded(amount: int) -> int:
    step: int = 10 ** max(0, len(str(amount)) - 3)
    return max(1, amount // step) * step
