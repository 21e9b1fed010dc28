"""Rules WB2, second part: nations, groups, currencies and units come from the lists that all readers know.

In: a record. Out: claims at the field, with the code that was probably meant. `unknown` and `undisclosed`
are always allowed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

from workbook.check.rule import Claim, Context, Example, Rule, Subject, rule
from workbook.findings import Severity
from workbook.model.currencies import CURRENCIES, WITHDRAWN, CurrencyState, currency_state
from workbook.model.fields import Code
from workbook.model.kind import Kind
from workbook.model.nations import NATION_NAMES, ORGANISATION_NAMES, is_party_code
from workbook.model.number import shown
from workbook.model.record import Record
from workbook.model.references import OPEN_REFERENCES, coded_texts, coded_words
from workbook.model.units import UNITS
from workbook.records.settings import Settings

PARTY_CODES = frozenset((Code.NATION, Code.PARTY, Code.AUDIENCE))
GROUP_CODES = frozenset((Code.AUDIENCE,))
_NO_GROUP_CODES = PARTY_CODES - GROUP_CODES
CURRENCY_CODES = frozenset((Code.CURRENCY,))
UNIT_CODES = frozenset((Code.UNIT,))
MONEY_KINDS = (Kind.COMMITMENT, Kind.ACCEPTANCE, Kind.PROCUREMENT, Kind.FUND)
# The field that says of which day a record's money is.
_DAYS = {
    Kind.COMMITMENT: ("made_on", "announced_on"),
    Kind.ACCEPTANCE: ("on",),
    Kind.PROCUREMENT: ("contract_on",),
    Kind.FUND: ("announced_on",),
}
_GIFT = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
_GIFT_TEXT = 'title = "Shells"\nkind = "donation"\nstatus = "committed"\n'


@rule(
    code="WB205",
    slug="unknown-nation",
    severity=Severity.ERROR,
    claim="Nations and organisations are named by their codes.",
    reason="A nation under two names is two nations in every table, and its papers reach the wrong one.",
    source="ISO 3166-1 alpha-3, with codes that it leaves to its users, or a folder of the plan",
    subject=Subject.RECORD,
    kinds=(
        Kind.ITEM,
        Kind.SUPPLIER,
        Kind.COMMITMENT,
        Kind.PROCUREMENT,
        Kind.FUND,
        Kind.MEETING,
        Kind.AGENDA,
        Kind.DECISION,
        Kind.ACTION,
    ),
    failing={_GIFT: _GIFT_TEXT + 'to = [{party = "Ukraine"}]\n'},
    passing={_GIFT: _GIFT_TEXT + 'to = [{party = "UKR"}]\n'},
)
def unknown_nation(record: Record, context: Context) -> Iterator[Claim]:
    """Tell of every party that is no nation, no organisation, and no group where one may stand."""
    settings = context.settings
    if settings.nations.issuperset(_parties_of(record)):
        return
    for word in coded_words(record.data, _NO_GROUP_CODES):
        if not _is_party(word, settings):
            break
    else:
        for word in _recipients_of(record):
            if not (_is_party(word, settings) or word in settings.manifest.groups):
                break
        else:
            return
    yield from _claims(record, PARTY_CODES, lambda word, code: _party_fault(word, code, settings))


@rule(
    code="WB206",
    slug="unknown-group",
    severity=Severity.ERROR,
    claim="A group that a record names stands in workbook.toml.",
    reason="Who belongs to a group is written in one place; a group that is not there means nobody.",
    source="Data format: groups stand in workbook.toml alone",
    subject=Subject.RECORD,
    kinds=(Kind.COMMITMENT, Kind.FUND, Kind.DECISION),
    failing={_GIFT: _GIFT_TEXT + 'to = [{party = "nordic"}]\n'},
    passing={_GIFT: _GIFT_TEXT + 'to = [{party = "nordics"}]\n'},
)
def unknown_group(record: Record, context: Context) -> Iterator[Claim]:
    """Tell of every word in small letters that stands for a group and is none."""
    settings = context.settings
    if settings.nations.issuperset(_parties_of(record)):
        return
    for word in _recipients_of(record):
        if not (_is_party(word, settings) or word in settings.manifest.groups):
            yield from _claims(record, GROUP_CODES, lambda word, _: _group_fault(word, settings))
            return


@rule(
    code="WB207",
    slug="unknown-currency",
    severity=Severity.ERROR,
    claim="Money is in a currency of ISO 4217.",
    reason="An amount in a currency that nobody knows can be neither added nor converted.",
    source="ISO 4217",
    subject=Subject.RECORD,
    kinds=MONEY_KINDS,
    failing={_GIFT: _GIFT_TEXT + 'value = {amount = 1000000, currency = "EURO"}\n'},
    passing={_GIFT: _GIFT_TEXT + 'value = {amount = 1000000, currency = "EUR"}\n'},
)
def unknown_currency(record: Record, _: Context) -> Iterator[Claim]:
    """Tell of every currency that neither is nor was in use."""
    for word in currencies_of(record):
        if word not in CURRENCIES:
            yield from _claims(record, CURRENCY_CODES, lambda word, _: currency_fault(word))
            return


@rule(
    code="WB208",
    slug="unknown-unit",
    severity=Severity.ERROR,
    claim="Quantities are in a unit of UN/CEFACT Recommendation 20, or in each, set or lot.",
    reason="A number means nothing until both sides read the same unit behind it.",
    source="UN/CEFACT Rec 20",
    subject=Subject.RECORD,
    kinds=(Kind.ITEM, Kind.COMMITMENT, Kind.REQUEST),
    failing={_GIFT: _GIFT_TEXT + 'unit = "tonnes"\n'},
    passing={_GIFT: _GIFT_TEXT + 'unit = "TNE"\n'},
)
def unknown_unit(record: Record, _: Context) -> Iterator[Claim]:
    """Tell of every unit that is in no list."""
    word = record.data.unit
    if word and word not in UNITS:
        yield from _claims(record, UNIT_CODES, lambda word, _: _unit_fault(word))


@rule(
    code="WB209",
    slug="withdrawn-currency",
    severity=Severity.WARNING,
    claim="Money is in a currency that was in use on the day.",
    reason="An amount in a currency already withdrawn is often a slip, and no rate of the day converts it.",
    source="ISO 4217, list three",
    subject=Subject.RECORD,
    kinds=MONEY_KINDS,
    failing=Example(
        files={_GIFT: _GIFT_TEXT + 'made_on = 2023-02-01\nvalue = {amount = 1000000, currency = "HRK"}\n'}
    ),
    passing={_GIFT: _GIFT_TEXT + 'made_on = 2022-09-01\nvalue = {amount = 1000000, currency = "HRK"}\n'},
)
def withdrawn_currency(record: Record, context: Context) -> Iterator[Claim]:
    """Tell of every currency withdrawn by the first day that the record can mean, else by today."""
    if not WITHDRAWN.keys().isdisjoint(currencies_of(record)):
        day = day_of_money(record, context.today)
        yield from _claims(record, CURRENCY_CODES, lambda word, _: _withdrawn_fault(word, day))


def nation_fault(word: str, settings: Settings) -> str:
    """Say what is wrong with a word where a nation or organisation should stand; "" for nothing."""
    if _is_party(word, settings):
        return ""
    if word in settings.manifest.groups:
        return f"names the group {shown(word)}, where only one nation can stand; name the nation"
    advice = _advice(_near_nation(word, settings.nations), "write a code like NOR")
    return f"names {shown(word)}, which is no nation's code; {advice}"


def currency_fault(word: str) -> str:
    """Say what is wrong with a word where a currency should stand; "" for nothing."""
    if word in CURRENCIES or word in WITHDRAWN:
        return ""
    advice = _advice(_near_currency(word), "write a code like EUR")
    return f"is in {shown(word)}, which is no currency's code; {advice}"


# All rules judge a record before the next is judged, so that remembering one serves them all.
@lru_cache(maxsize=1)
def currencies_of(record: Record) -> Sequence[str]:
    """List the currencies that a record's money is in."""
    return coded_words(record.data, CURRENCY_CODES)


def day_of_money(record: Record, today: date) -> date:
    """Give the first day that a record's money can be of: its own, else today."""
    for name in _DAYS[record.kind]:
        when = getattr(record.data, name)
        if when is not None and when.first is not None:
            day: date = when.first
            return day
    return today


@lru_cache(maxsize=1)
def _parties_of(record: Record) -> Sequence[str]:
    return coded_words(record.data, PARTY_CODES)


def _recipients_of(record: Record) -> Sequence[str]:
    return coded_words(record.data, GROUP_CODES)


# Gives what is wrong with a word, "" for nothing.
_Fault = Callable[[str, Code], str]


def _claims(record: Record, codes: frozenset[Code], fault_of: _Fault) -> Iterator[Claim]:
    """Judge the words of a record with their fields; reached only where one of them is suspect."""
    if record.is_retired:
        return
    for text, code, field in coded_texts(record.data):
        if code in codes and text not in OPEN_REFERENCES:
            fault = fault_of(text, code)
            if fault:
                yield Claim(record, field, fault)


def _is_party(word: str, settings: Settings) -> bool:
    return word in settings.nations or is_party_code(word)


def _party_fault(word: str, code: Code, settings: Settings) -> str:
    is_for_groups = code is Code.AUDIENCE
    if is_for_groups and (word in settings.manifest.groups or _looks_like_group(word)):
        return ""
    return nation_fault(word, settings)


def _group_fault(word: str, settings: Settings) -> str:
    groups = settings.manifest.groups
    if _is_party(word, settings) or word in groups or not _looks_like_group(word):
        return ""
    near = _nearest(word, tuple(groups)) or _near_nation(word, settings.nations)
    return f"names {shown(word)}, which is no group of workbook.toml; {_advice(near, 'add the group there')}"


def _unit_fault(word: str) -> str:
    if word in UNITS:
        return ""
    advice = _advice(_near_unit(word), "write each, set, lot or a code like TNE")
    return f"counts in {shown(word)}, which is no unit's code; {advice}"


def _withdrawn_fault(word: str, day: date) -> str:
    if currency_state(word, day) is not CurrencyState.WITHDRAWN:
        return ""
    withdrawn = WITHDRAWN[word]
    advice = f"state it in {withdrawn.successor}" if withdrawn.successor else "state it in another currency"
    return f"is in {word}, which was withdrawn on {withdrawn.on}; {advice}, or correct the record's date"


def _looks_like_group(word: str) -> bool:
    return word == word.lower()


def _advice(near: str, otherwise: str) -> str:
    return f"did you mean {near}?" if near else otherwise


@lru_cache(maxsize=512)
def _near_nation(word: str, nations: frozenset[str]) -> str:
    names = {**NATION_NAMES, **ORGANISATION_NAMES}
    codes = (*sorted(nations), *names)
    return (
        _by_name(word, ((name, code) for code, name in names.items()))
        or _nearest(word.upper(), tuple(sorted(nations)))
        or _nearest(word.upper(), codes)
    )


@lru_cache(maxsize=512)
def _near_currency(word: str) -> str:
    names = ((currency.name, code) for code, currency in CURRENCIES.items())
    return _by_name(word, names) or _nearest(word.upper(), tuple(CURRENCIES))


@lru_cache(maxsize=512)
def _near_unit(word: str) -> str:
    symbols = ((unit.symbol, code) for code, unit in UNITS.items())
    names = ((unit.name, code) for code, unit in UNITS.items())
    return _by_name(word, symbols) or _by_name(word, names) or _nearest(word.upper(), tuple(UNITS))


def _by_name(word: str, names: Iterable[tuple[str, str]]) -> str:
    """Give the code whose name is nearest to a word."""
    codes: dict[str, str] = {}
    for name, code in names:
        codes.setdefault(name.lower(), code)
    near = _nearest(word.lower(), tuple(codes), cutoff=0.8)
    return codes.get(near, "")


def _nearest(word: str, candidates: Sequence[str], cutoff: float = 0.6) -> str:
    # Imported here: only a faulty plan pays for it.
    from difflib import get_close_matches

    return next(iter(get_close_matches(word[:64], candidates, n=1, cutoff=cutoff)), "")


RULES: tuple[Rule, ...] = (
    unknown_nation,
    unknown_group,
    unknown_currency,
    unknown_unit,
    withdrawn_currency,
)
