"""Tables, texts and plans to try laws on, drawn from the field declarations.

`raw_tables(struct)` gives what a TOML parser would give for a sound table; `toml_text` writes it down.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum
from typing import Any, get_args, get_origin

import msgspec
import tomli
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from workbook.model.fields import Field, fields_of, inner_table
from workbook.model.money import Money
from workbook.model.quantity import Quantity
from workbook.model.readers import Readers
from workbook.model.share import Share
from workbook.model.when import When

# Drawing tables takes longer than reading them; how many are drawn is for the profile to say.
law = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
# For laws that are tried on each of twenty tables.
law_of_each = settings(law, max_examples=max(1, law.max_examples // 6))

# Letters all the same to Unicode, but nobody sees them; a file with one is told so.
_FILLERS = "\u115f\u1160\u3164\uffa0"
visible = st.characters(
    codec="utf-8", exclude_categories=["C", "Z", "M"], exclude_characters=_FILLERS
) | st.sampled_from(" -_.\"'\\#=[]{}")
texts = st.text(visible, max_size=8)
keys = st.sampled_from(["a", "NOR-C-7K3Q", "a.b", "lots[1].by", "#1", '"', "", "é", "x y"]) | texts

numbers = st.one_of(
    st.integers(0, 10**15 - 1),
    st.decimals(0, 10**15 - 1, places=6),
    st.sampled_from([Decimal("-0.0"), Decimal("0e5"), Decimal("1E+3"), Decimal("999999999999999.999999")]),
)
spans = st.tuples(numbers, numbers).map(sorted).map(lambda ends: {"from": ends[0], "to": ends[1]})
raw_quantities = st.one_of(
    numbers,
    numbers.map(lambda number: {"about": number}),
    numbers.map(lambda number: {"at_least": number}),
    numbers.map(lambda number: {"at_most": number}),
    spans,
    st.sampled_from(["unknown", "undisclosed"]),
)
quantities = raw_quantities.map(Quantity.parse)

raw_moneys = st.fixed_dictionaries({"amount": raw_quantities, "currency": texts})

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
years = st.integers(1900, 2199).map(str)
months = st.tuples(years, st.integers(1, 12)).map(lambda parts: f"{parts[0]}-{parts[1]:02}")
quarters = st.tuples(years, st.integers(1, 4)).map(lambda parts: f"{parts[0]}-Q{parts[1]}")
periods = st.one_of(days, years, months, quarters)
raw_times = st.one_of(
    periods,
    periods.map(lambda period: {"until": period}),
    periods.map(lambda period: {"from": period}),
    periods.map(lambda period: {"about": period}),
    st.tuples(days, days).map(lambda pair: {"between": sorted(pair)}),
    st.tuples(st.integers(1900, 2198), quarters).map(lambda pair: {"between": ["1900", pair[1]]}),
    st.sampled_from(["unknown", "undisclosed"]),
)

raw_shares = st.one_of(
    numbers, st.tuples(st.integers(0, 99), st.integers(1, 99)).map(lambda parts: f"{parts[0]}/{parts[1]}")
)

nations = st.sampled_from(["NOR", "SWE", "USA", "public", "members", "national", "", "norway", "a, b"])
raw_readers = st.one_of(
    st.sampled_from(["public", "members", "national", "NOR", ""]),
    st.lists(nations, min_size=1, max_size=4),
)

zones = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes))) | st.just(UTC)
# TOML has no `fold`.
moments = st.datetimes(timezones=zones).map(lambda moment: moment.replace(fold=0))
toml_values = st.recursive(
    st.one_of(
        texts,
        st.integers(),
        st.just(16**3000),
        st.booleans(),
        st.decimals(allow_nan=False, allow_infinity=False),
        st.dates(),
        st.times().map(lambda one: one.replace(fold=0)),
        st.datetimes().map(lambda one: one.replace(fold=0)),
        moments,
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=6,
)

_VALUES: Mapping[Any, st.SearchStrategy[Any]] = {
    Quantity: raw_quantities,
    Money: raw_moneys,
    When: raw_times,
    Share: raw_shares,
    Readers: raw_readers,
    str: texts,
    int: st.integers(1, 600),
    bool: st.booleans(),
    date: days,
    datetime: moments,
    Any: toml_values,
}


def raw_tables(struct: type[msgspec.Struct]) -> st.SearchStrategy[dict[str, Any]]:
    """Draw what a parser would give for a sound table: its required fields, and a few of the others."""
    fields = fields_of(struct)
    required = [field for field in fields if field.required]
    optional = [field for field in fields if not field.required]
    chosen = st.lists(st.sampled_from(optional), unique_by=_key, max_size=4) if optional else st.just([])
    return chosen.flatmap(
        lambda more: st.fixed_dictionaries({field.key: raw_values(field) for field in [*required, *more]})
    )


def raw_values(field: Field) -> st.SearchStrategy[Any]:
    """Draw what a parser would give for a sound value of a field."""
    if field.key == "nsn":
        return st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{3}-[0-9]{4}", fullmatch=True).filter(str.isascii)
    return _values(field.type)


def _values(wanted: Any) -> st.SearchStrategy[Any]:
    table = inner_table(wanted)
    if get_origin(wanted) is tuple:
        return st.lists(_values(get_args(wanted)[0]), max_size=2)
    if get_origin(wanted) is dict:
        return st.dictionaries(keys, _values(get_args(wanted)[1]), max_size=2)
    if table is not None:
        return st.deferred(lambda: raw_tables(table))
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return st.sampled_from([str(one.value) for one in wanted])
    return _VALUES[wanted]


def _key(field: Field) -> str:
    return field.key


def toml_text(table: Mapping[str, Any]) -> str:
    """Write a table as TOML, one field a line."""
    return "".join(f"{_quoted(key)} = {toml_value(value)}\n" for key, value in table.items())


def toml_value(value: Any) -> str:
    """Write one value as TOML."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _quoted(value)
        case datetime() | date() | time():
            return value.isoformat()
        case Decimal():
            text = str(value)
            return text if "." in text or "E" in text else f"{text}.0"
        case dict():
            return "{" + ", ".join(f"{_quoted(key)} = {toml_value(one)}" for key, one in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(toml_value, value)) + "]"
        case int():
            return hex(value) if value > 2**64 else str(value)
    raise TypeError(value)


def parsed(text: str) -> dict[str, Any]:
    """Read TOML as the program does, decimals exact."""
    return tomli.loads(text, parse_float=Decimal)


def places_of(
    table: Mapping[str, Any], struct: type[msgspec.Struct]
) -> Sequence[tuple[tuple[str | int, ...], Field, type[msgspec.Struct]]]:
    """List every field that a table gives, at every depth: its path, declaration and table."""
    found: list[tuple[tuple[str | int, ...], Field, type[msgspec.Struct]]] = []
    for field in fields_of(struct):
        if field.key not in table:
            continue
        found.append(((field.key,), field, struct))
        inner = inner_table(field.type)
        value = table[field.key]
        if inner is None:
            continue
        parts = enumerate(value) if isinstance(value, list) else [(None, value)]
        for index, part in parts:
            head = (field.key,) if index is None else (field.key, index)
            found += [((*head, *path), one, owner) for path, one, owner in places_of(part, inner)]
    return found


def tables_in(table: Mapping[str, Any], struct: type[msgspec.Struct]) -> Sequence[tuple[str | int, ...]]:
    """List the path of every declared table in a table, its own empty path first."""
    found: list[tuple[str | int, ...]] = [()]
    for path, field, _ in places_of(table, struct):
        value = value_at(table, path)
        if inner_table(field.type) is not None and isinstance(value, list):
            found += [(*path, index) for index in range(len(value))]
        elif inner_table(field.type) is not None:
            found.append(path)
    return found


def value_at(value: Any, path: Sequence[str | int]) -> Any:
    """Give what stands at a path."""
    for part in path:
        value = value[part]
    return value


def changed_at(value: Any, path: Sequence[str | int], new: Any) -> Any:
    """Give a copy with another value at a path."""
    if not path:
        return new
    head, *rest = path
    if isinstance(value, list):
        return [changed_at(one, rest, new) if index == head else one for index, one in enumerate(value)]
    return {**value, head: changed_at(value.get(head), rest, new)}


def without(value: Any, path: Sequence[str | int]) -> Any:
    """Give a copy without the field at a path."""
    *outer, last = path
    table = value_at(value, outer)
    return changed_at(value, outer, {key: one for key, one in table.items() if key != last})


def _quoted(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    return quoted.replace("\x7f", "\\u007f")
