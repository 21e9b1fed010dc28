"""The value types together: how msgspec turns TOML values and cached text into them, and back.

Each type reads itself (`parse`) from TOML and, for the cache, from its own compact text.
"""

from operator import attrgetter
from typing import Any

from workbook.model.money import Money
from workbook.model.quantity import Quantity
from workbook.model.readers import Readers
from workbook.model.share import Share
from workbook.model.when import When

VALUE_TYPES: tuple[type, ...] = (Quantity, Money, When, Share, Readers)


def decode_toml(wanted: type, raw: Any) -> Any:
    """Read a TOML value as one of the value types (msgspec's `dec_hook`).

    Raises:
        ValueError: the value is none of the type's forms.
    """
    return wanted.parse(raw)  # type: ignore[attr-defined]  # every value type has it; msgspec knows only `type`


def decode_text(wanted: type, text: Any) -> Any:
    """Read a value type back from its compact text (msgspec's `dec_hook` for the cache)."""
    return wanted.from_text(text)  # type: ignore[attr-defined]  # as above


encode_text = attrgetter("text")
"""Write a value type as its compact text (msgspec's `enc_hook` for the cache)."""
