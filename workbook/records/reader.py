"""From a parsed TOML table to the data of a record, with every fault and where it is.

In: a table as the TOML parser gives it, and the struct wanted. Out: the data, and faults with field
paths. A table that fails the fast conversion is converted field by field, so that all its faults are
told at once and what is sound of it is kept; it knows no file and no folder.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, NamedTuple, TypeVar, get_args, get_origin

import msgspec

from workbook.model.fields import Field, fields_of, inner_table
from workbook.model.number import AbsurdNumberError, shown
from workbook.model.values import VALUE_TYPES, decode_toml

UNKNOWN_FIELD, MISSING_FIELD, WRONG_VALUE, ABSURD_NUMBER = "WB102", "WB103", "WB104", "WB111"
_TOML_TYPES = (datetime, date, time, Decimal)

Path = tuple[str | int, ...]
T = TypeVar("T", bound=msgspec.Struct)


class Misfit(NamedTuple):
    """A fault in a table: the rule's code, the path of the value, and the sentence."""

    code: str
    path: Path
    message: str


def read_table(table: Mapping[str, Any], struct: type[T]) -> tuple[T | None, list[Misfit]]:
    """Convert a table, and tell all that is wrong with it.

    The data is None where a required field is missing or wrong; a wrong optional field is left out.
    """
    try:
        data = msgspec.convert(table, struct, dec_hook=decode_toml, builtin_types=_TOML_TYPES)
    except (msgspec.ValidationError, ValueError, OverflowError):
        misfits: list[Misfit] = []
        found = _convert_table(table, struct, (), misfits)
        return found, misfits
    return data, []


def path_text(path: Path) -> str:
    """Print a path as findings do: `lots[1].by`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def parse_path(text: str) -> Path:
    """Read back what `path_text` gives."""
    path: list[str | int] = []
    for part in text.replace("]", "").replace("[", ".#").split("."):
        if part:
            path.append(int(part[1:]) if part[0] == "#" else part)
    return tuple(path)


@cache
def _keys(struct: type[msgspec.Struct]) -> frozenset[str]:
    return frozenset(struct.__struct_encode_fields__)


def _unknown(key: str, known: frozenset[str]) -> str:
    # Imported here: only a faulty plan pays for it.
    from difflib import get_close_matches

    near = get_close_matches(key[:64], sorted(known), n=1)
    advice = f"did you mean {near[0]}?" if near else "it is kept, and nothing reads it"
    return f"{shown(key)} is no field of this kind: {advice}"


def _convert_table(table: Any, struct: type[T], path: Path, misfits: list[Misfit]) -> T | None:
    if not isinstance(table, dict):
        misfits.append(Misfit(WRONG_VALUE, path, f"is {shown(table)}: a table is wanted"))
        return None
    found: dict[str, Any] = {}
    whole = True
    for declared in fields_of(struct):
        if declared.key not in table:
            if declared.required:
                misfits.append(Misfit(MISSING_FIELD, path, _missing(declared)))
                whole = False
            continue
        at = (*path, declared.key)
        count = len(misfits)
        value = _convert(table[declared.key], declared.type, at, misfits)
        if len(misfits) == count and _fits(table[declared.key], declared, struct, at, misfits):
            found[declared.name] = value
        elif declared.required:
            whole = False
    own = {(*path, key) for key in table.keys() - _keys(struct)}
    misfits.extend(
        Misfit(UNKNOWN_FIELD, at, _unknown(str(at[-1]), _keys(struct))) for at in sorted(own, key=str)
    )
    return struct(**found) if whole else None


def _missing(declared: Field) -> str:
    meaning = _sentence(declared.help).rstrip(".")
    return f"{declared.key} is missing ({meaning}): write for example {declared.key} = {declared.example}"


def _sentence(text: str) -> str:
    return text[0].lower() + text[1:]


def _fits(raw: Any, declared: Field, struct: type[msgspec.Struct], at: Path, misfits: list[Misfit]) -> bool:
    """Check the bounds that stand beside the type (pattern, least, most) through msgspec itself."""
    hint = _hints(struct)[declared.name]
    try:
        msgspec.convert(raw, hint, dec_hook=decode_toml, builtin_types=_TOML_TYPES)
    except msgspec.ValidationError as error:
        if inner_table(declared.type) is None:
            reason = str(error).partition(" - at ")[0]
            misfits.append(Misfit(WRONG_VALUE, at, f"is {shown(raw)}: {reason[0].lower()}{reason[1:]}"))
            return False
    return True


@cache
def _hints(struct: type[msgspec.Struct]) -> dict[str, Any]:
    from typing import get_type_hints

    return get_type_hints(struct, include_extras=True)


def _convert(raw: Any, wanted: Any, path: Path, misfits: list[Misfit]) -> Any:
    if wanted in VALUE_TYPES:
        return _convert_value(raw, wanted, path, misfits)
    if get_origin(wanted) is tuple:
        return _convert_list(raw, get_args(wanted)[0], path, misfits)
    if get_origin(wanted) is dict:
        return _convert_mapping(raw, get_args(wanted)[1], path, misfits)
    if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
        return _convert_table(raw, wanted, path, misfits)
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return _convert_word(raw, wanted, path, misfits)
    if wanted is Any or (isinstance(raw, wanted) and (wanted is bool) == isinstance(raw, bool)):
        return raw
    misfits.append(Misfit(WRONG_VALUE, path, f"is {shown(raw)}: {_WANTED[wanted]} is wanted"))
    return None


_WANTED = {
    str: "a text in quotes",
    int: "a whole number",
    bool: "true or false",
    date: "a date like 2022-09-28",
    datetime: "a date, time and zone like 2022-09-28T09:00:00+02:00",
}


def _convert_value(raw: Any, wanted: type, path: Path, misfits: list[Misfit]) -> Any:
    try:
        return decode_toml(wanted, raw)
    except AbsurdNumberError as error:
        misfits.append(Misfit(ABSURD_NUMBER, path, str(error)))
    except ValueError as error:
        misfits.append(Misfit(WRONG_VALUE, path, str(error)))
    return None


def _convert_list(raw: Any, wanted: Any, path: Path, misfits: list[Misfit]) -> Any:
    if not isinstance(raw, list):
        misfits.append(Misfit(WRONG_VALUE, path, f"is {shown(raw)}: a list is wanted"))
        return ()
    return tuple(_convert(one, wanted, (*path, index), misfits) for index, one in enumerate(raw))


def _convert_mapping(raw: Any, wanted: Any, path: Path, misfits: list[Misfit]) -> Any:
    if not isinstance(raw, dict):
        misfits.append(Misfit(WRONG_VALUE, path, f"is {shown(raw)}: a table is wanted"))
        return {}
    return {key: _convert(one, wanted, (*path, key), misfits) for key, one in raw.items()}


def _convert_word(raw: Any, wanted: type[Enum], path: Path, misfits: list[Misfit]) -> Any:
    words = [str(one.value) for one in wanted]
    if isinstance(raw, str) and raw in words:
        return wanted(raw)
    misfits.append(Misfit(WRONG_VALUE, path, f"is {shown(raw)}: one of {', '.join(words)} is wanted"))
    return None
