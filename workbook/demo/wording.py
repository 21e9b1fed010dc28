"""Figures, days and parties in words, so that a sentence says what the record's fields say.

In: the TOML of a figure as the demonstration writes it, items, codes of parties. Out: words in British
English. Only the forms of TOML that are written here are understood, not all that a plan may hold.
"""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from workbook.demo.catalogue import DemoItem
from workbook.demo.coalition import NEIGHBOURS_GROUP, ORGANISATIONS, named_party
from workbook.model.dates import MONTHS, day_text

_ONE, _MANY = 0, 1
# One and many of what a sentence counts, where "s" behind the name would not do.
_NOUNS = {
    "howitzer-155": ("wheeled howitzer 155 mm", "wheeled howitzers 155 mm"),
    "bridge-set": ("bridge set of 46 m", "bridge sets of 46 m"),
    "generator-60": ("generator of 60 kW", "generators of 60 kW"),
    "vhf-radio": ("VHF radio", "VHF radios"),
    "shell-155": ("high-explosive shell 155 mm", "high-explosive shells 155 mm"),
    "shell-155-long": ("extended-range shell 155 mm", "extended-range shells 155 mm"),
    "charge-155": ("propelling charge 155 mm", "propelling charges 155 mm"),
    "mortar-bomb-120": ("mortar bomb 120 mm", "mortar bombs 120 mm"),
    "barrel-155": ("barrel 155 mm", "barrels 155 mm"),
    "casing-155": ("steel casing 155 mm", "steel casings 155 mm"),
    "fuze-m1": ("M1 fuze", "M1 fuzes"),
    "fuze-m2": ("M2 fuze", "M2 fuzes"),
    "propellant": ("tonne of propellant", "tonnes of propellant"),
    "explosive-filler": ("tonne of explosive filler", "tonnes of explosive filler"),
    "steel-bar": ("tonne of steel bar", "tonnes of steel bar"),
    "diesel-fuel": ("litre of diesel fuel", "litres of diesel fuel"),
    "winter-clothing": ("set of winter clothing", "sets of winter clothing"),
    "crew-training": ("hour of crew training", "hours of crew training"),
    "depot-overhaul": ("depot overhaul", "depot overhauls"),
    "rail-transport": ("tonne carried by rail", "tonnes carried by rail"),
}
_GOODS = {
    "propellant": "propellant",
    "explosive-filler": "explosive filler",
    "steel-bar": "steel bar",
    "diesel-fuel": "diesel fuel",
    "winter-clothing": "winter clothing",
    "crew-training": "crew training",
    "rail-transport": "rail transport",
}
_UNARMED = frozenset(("ISL", "CRI", "LIE", "MCO", "MUS"))
_FORMS = (
    (re.compile(r"([\d_]+)"), "{}"),
    (re.compile(r"\{about = ([\d_]+)\}"), "about {}"),
    (re.compile(r"\{at_least = ([\d_]+)\}"), "at least {}"),
    (re.compile(r"\{at_most = ([\d_]+)\}"), "at most {}"),
    (re.compile(r"\{from = ([\d_]+), to = ([\d_]+)\}"), "{} to {}"),
)
_MONEY = re.compile(r'\{amount = (\{about = )?([\d_]+)\}?, currency = "([A-Z]{3})"\}')


def goods(item: DemoItem) -> str:
    """Give what an item is, uncounted: `wheeled howitzers 155 mm`, `steel bar`."""
    return _GOODS.get(item.slug) or _noun(item, _MANY)


def amount(item: DemoItem, quantity: str) -> str:
    """Give a quantity, as TOML, of an item: `about 40 trucks`; in words of doubt where it is not told."""
    for form, words in _FORMS:
        found = form.fullmatch(quantity)
        if found:
            which = _ONE if quantity == "1" else _MANY
            return f"{words.format(*map(_grouped, found.groups()))} {_noun(item, which)}"
    if quantity == '"unknown"':
        return f"{goods(item)}, in a number that is not yet known"
    return f"{goods(item)}, in a number that is not disclosed"


def worth(value: str) -> str:
    """Give a value, as TOML, in words: `NOK 1.03 million`; "" where no figure is told."""
    found = _MONEY.fullmatch(value)
    if found is None:
        return ""
    about, digits, currency = found.groups()
    return f"{'about ' if about else ''}{currency} {_large(int(digits))}"


def month_words(day: date) -> str:
    """Give a month: `March 2023`."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def nation_words(code: str) -> str:
    """Give a party as it stands within a sentence: `the Netherlands`."""
    if code == NEIGHBOURS_GROUP:
        return "the neighbouring nations"
    return named_party(code)


def joined(words: Sequence[str]) -> str:
    """Give a list as it is read out: `a, b and c`."""
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def ministry(code: str) -> str:
    """Give the office that speaks for a party, never a person."""
    if code in ORGANISATIONS:
        return f"Military staff of {nation_words(code)}"
    if code == "USA":
        return "Department of Defense of the United States"
    office = "Ministry of Foreign Affairs" if code in _UNARMED else "Ministry of Defence"
    return f"{office} of {nation_words(code)}"


def sentence(text: str) -> str:
    """Give a text with a capital at its start."""
    return text[:1].upper() + text[1:]


def dated(day: date) -> str:
    """Give a day within a sentence."""
    return day_text(day)


def _noun(item: DemoItem, which: int) -> str:
    if item.slug in _NOUNS:
        return _NOUNS[item.slug][which]
    name = item.name[0].lower() + item.name[1:]
    return f"{name}s" if which == _MANY else name


def _grouped(digits: str) -> str:
    return f"{int(digits):,}"


def _large(number: int) -> str:
    for size, word in ((10**9, "billion"), (10**6, "million")):
        part = Decimal(number) / size
        if part >= 1 and part * 100 == int(part * 100):
            return f"{part.normalize():f} {word}"
    return f"{number:,}"
