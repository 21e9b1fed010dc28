"""When two pieces of TOML data are the same: in value and in type, whatever the order of keys.

Python takes `1`, `1.0` and `true` for equal and NaN for unequal to itself; TOML does not. How a value is
spelled (`1_000`, `1.50`, quotes) is formatting and no difference.
"""

from collections.abc import Hashable
from datetime import datetime
from decimal import Decimal
from typing import Any


def same(one: Any, other: Any) -> bool:
    """Tell whether two pieces of data are the same."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, str | int):
        return bool(one == other)
    if isinstance(one, dict | list) and len(one) != len(other):
        return False
    # What prints alike is alike, and printing is much quicker than walking; only the reverse may fail.
    if isinstance(one, dict | list) and repr(one) == repr(other):
        return True
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(inner, other[key]) for key, inner in one.items())
    if isinstance(one, list):
        return all(map(same, one, other))
    return frozen(one) == frozen(other)


def frozen(value: Any) -> Hashable:
    """Give what can stand for a piece of data in sets: equal exactly where the data is the same."""
    if isinstance(value, str):
        return str, value
    if isinstance(value, list):
        return list, tuple(map(frozen, value))
    if isinstance(value, dict):
        return dict, frozenset([(key, frozen(inner)) for key, inner in value.items()])
    if isinstance(value, Decimal) and value.is_nan():
        return Decimal, "nan"
    if isinstance(value, datetime):
        return datetime, value, value.utcoffset()
    return type(value), value
