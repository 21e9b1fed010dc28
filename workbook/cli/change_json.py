"""One change of a field as JSON tells it: its path, and what stood there before and after.

In: a change. Out: plain values for `encoded`.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from workbook.change.diff import Change, path_words
from workbook.change.policy import ABSENT


def change_json(change: Change) -> Mapping[str, Any]:
    """Give one change of a field as JSON tells it."""
    sides = {"before": change.before, "after": change.after}
    told = {side: _plain(value) for side, value in sides.items() if value is not ABSENT}
    return {"path": path_words(change.path), **told}


def _plain(value: Any) -> Any:
    """Give TOML data as JSON can hold it: what is no finite number stands as text."""
    match value:
        case Decimal() if not value.is_finite():
            return str(value)
        case dict():
            return {key: _plain(one) for key, one in value.items()}
        case list() | tuple():
            return [_plain(one) for one in value]
    return value
