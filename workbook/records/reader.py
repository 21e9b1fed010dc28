"""From a parsed TOML table to the data of a record, with every fault and where it is.

In: a table as the TOML parser gives it, and the struct wanted. Out: the data, and faults with field
paths. A table that fails the fast conversion is converted field by field, so that all its faults are
told at once and what is sound of it is kept; it knows no file and no folder.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, NamedTuple, TypeVar, get_args, get_origin

import msgspec

from workbook.model.fields import Field, fields_of, inner_table
from workbook.model.number import AbsurdNumberError, shown
from workbook.model.readers import NATIONAL
from workbook.model.record import RecordData
from workbook.model.values import VALUE_TYPES, decode_toml
from workbook.records.fault import (
    ABSURD_NUMBER,
    MISSING_FIELD,
    UNCLEAR_RELEASE,
    UNKNOWN_FIELD,
    WRONG_VALUE,
)

# A table with more faults has nothing else to say, and a hostile one could have a hundred thousand.
MOST_MISFITS = 100
_TOML_TYPES = (datetime, date, time, Decimal)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_PART = re.compile(r'([^.\[\]"]+)|("(?:[^"\\]|\\.)*")|\[([0-9]{1,9})\]', re.ASCII)

Path = tuple[str | int, ...]
T = TypeVar("T", bound=msgspec.Struct)
_ONE_OF_THEM = "one of which may be meant to say for whom the record is"
_UNCLEAR = "is read by nothing, but may be meant to say for whom the record is"


class Misfit(NamedTuple):
    """A fault in a table: the rule's code, the path of the value, and the sentence."""

    code: str
    path: Path
    message: str


class _Misfits:
    """Faults in the order in which they are met, up to `MOST_MISFITS`.

    `can_release` says that the table is a record, so that it matters for whom it is meant.
    """

    def __init__(self, *, can_release: bool) -> None:
        self.told: list[Misfit] = []
        self._can_release = can_release

    @property
    def is_full(self) -> bool:
        return len(self.told) >= MOST_MISFITS

    def add(self, code: str, path: Path, message: str) -> None:
        if not self.is_full:
            self.told.append(Misfit(code, path, message))

    def add_unknown(self, key: str, value: Any, path: Path, message: str) -> None:
        """Tell of a field that nothing reads, and of what in it may be meant to hold the record back."""
        from workbook.records.misplaced import resembles_release

        if self.is_full:
            return
        if self._can_release and resembles_release(key):
            self.add(UNCLEAR_RELEASE, path, _UNCLEAR)
        else:
            self.add(UNKNOWN_FIELD, path, message)
            self.look_into(value, path)

    def look_into(self, value: Any, path: Path) -> None:
        """Tell of words in a value that nothing reads which may be meant to hold the record back."""
        from workbook.records.misplaced import misplaced_releases

        if self._can_release and not self.is_full:
            for inner in misplaced_releases(value):
                self.add(UNCLEAR_RELEASE, (*path, *inner), _UNCLEAR)

    def finish(self) -> list[Misfit]:
        """Give what was told; where it was cut short, nobody can say that the rest held nothing back."""
        if self.is_full and self._can_release:
            self.told.append(
                Misfit(UNCLEAR_RELEASE, (), f"has {MOST_MISFITS} faults or more, {_ONE_OF_THEM}")
            )
        return self.told


# What stands for a value that cannot be read, apart from any value that can.
_UNREADABLE: Any = object()


def read_table(table: Mapping[str, Any], struct: type[T]) -> tuple[T | None, list[Misfit]]:
    """Convert a table, and tell all that is wrong with it.

    The data is None where a required field is missing or wrong; a wrong optional field is left out, at
    every depth. Where part of a list cannot be read, the whole list is left out. Where it cannot be read
    which fields are held back from wider audiences, the record is released to its owner alone. After
    `MOST_MISFITS` no more are told.
    """
    try:
        data = msgspec.convert(table, struct, dec_hook=decode_toml, builtin_types=_TOML_TYPES)
    except (msgspec.ValidationError, ValueError, OverflowError):
        misfits = _Misfits(can_release=issubclass(struct, RecordData))
        found = _convert_table(table, struct, (), misfits)
        return (None if found is _UNREADABLE else found), misfits.finish()
    return data, []


def path_text(path: Path) -> str:
    """Print a path as findings do: `lots[1].by`."""
    return "".join(
        f"[{part}]" if isinstance(part, int) else f".{_key_text(part)}" for part in path
    ).removeprefix(".")


def parse_path(text: str) -> Path:
    """Read back what `path_text` gives; what is no path gives one that leads nowhere."""
    return tuple(
        int(index) if index else _key_of(quoted) if quoted else bare
        for bare, quoted, index in _PART.findall(text)
    )


def _key_text(key: str) -> str:
    if _BARE_KEY.fullmatch(key):
        return key
    # Imported here and below: hardly a key needs it.
    import json

    return json.dumps(key, ensure_ascii=False)


def _key_of(quoted: str) -> str:
    import json

    try:
        key: str = json.loads(quoted)
    except ValueError:
        return quoted
    return key


@cache
def _keys(struct: type[msgspec.Struct]) -> frozenset[str]:
    return frozenset(struct.__struct_encode_fields__)


def _unknown(key: str, known: frozenset[str]) -> str:
    advice = _near(key, sorted(known)).strip() or "it is kept, and nothing reads it"
    return f"{shown(key)} is no field of this kind: {advice}"


def _near(word: str, known: Sequence[str]) -> str:
    """Ask whether a near word was meant; "" where none is near."""
    # Imported here: only a faulty plan pays for it.
    from difflib import get_close_matches

    near = get_close_matches(word[:64], known, n=1)
    return f"did you mean {near[0]}? " if near else ""


def _convert_table(table: Any, struct: type[msgspec.Struct], path: Path, misfits: _Misfits) -> Any:
    if not isinstance(table, dict):
        return _wrong(misfits, path, table, "a table")
    found: dict[str, Any] = {}
    is_whole = True
    for declared in fields_of(struct):
        value = _UNREADABLE
        if declared.key in table:
            value = _convert_field(table[declared.key], declared, struct, path, misfits)
        elif declared.required:
            misfits.add(MISSING_FIELD, path, _missing(declared))
        if value is not _UNREADABLE:
            found[declared.name] = value
        elif declared.required:
            is_whole = False
        elif declared.key == "release_fields" and declared.key in table:
            found["release"] = NATIONAL
    for key in sorted(table.keys() - _keys(struct)):
        if not misfits.is_full:
            misfits.add_unknown(key, table[key], (*path, key), _unknown(key, _keys(struct)))
    return struct(**found) if is_whole else _UNREADABLE


def _convert_field(
    raw: Any, declared: Field, struct: type[msgspec.Struct], path: Path, misfits: _Misfits
) -> Any:
    at = (*path, declared.key)
    value = _convert(raw, declared.type, at, misfits)
    if value is _UNREADABLE or inner_table(declared.type) is not None:
        return value
    # The bounds that stand beside the type (pattern, least, most) are checked by msgspec itself.
    try:
        msgspec.convert(raw, _hints(struct)[declared.name], dec_hook=decode_toml, builtin_types=_TOML_TYPES)
    except msgspec.ValidationError as error:
        reason = str(error).partition(" - at ")[0]
        misfits.add(WRONG_VALUE, at, f"is {shown(raw)}: {reason[0].lower()}{reason[1:]}")
        return _UNREADABLE
    return value


def _wrong(misfits: _Misfits, path: Path, raw: Any, wanted: str) -> Any:
    misfits.add(WRONG_VALUE, path, f"is {shown(raw)}: {wanted} is wanted")
    misfits.look_into(raw, path)
    return _UNREADABLE


def _missing(declared: Field) -> str:
    meaning = _sentence(declared.help).rstrip(".")
    label = _sentence(declared.label) if not declared.label[1:2].isupper() else declared.label
    return f"does not say its {label} ({meaning}): write for example {declared.key} = {declared.example}"


def _sentence(text: str) -> str:
    return text[0].lower() + text[1:]


@cache
def _hints(struct: type[msgspec.Struct]) -> dict[str, Any]:
    from typing import get_type_hints

    return get_type_hints(struct, include_extras=True)


def _convert(raw: Any, wanted: Any, path: Path, misfits: _Misfits) -> Any:
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
    return _wrong(misfits, path, raw, _WANTED[wanted])


_WANTED = {
    str: "a text in quotes",
    int: "a whole number",
    bool: "true or false",
    date: "a date like 2022-09-28",
    datetime: "a date, time and zone like 2022-09-28T09:00:00+02:00",
}


def _convert_value(raw: Any, wanted: type, path: Path, misfits: _Misfits) -> Any:
    try:
        return decode_toml(wanted, raw)
    except AbsurdNumberError as error:
        misfits.add(ABSURD_NUMBER, path, str(error))
    except ValueError as error:
        misfits.add(WRONG_VALUE, path, str(error))
    return _UNREADABLE


def _convert_list(raw: Any, wanted: Any, path: Path, misfits: _Misfits) -> Any:
    if not isinstance(raw, list):
        return _wrong(misfits, path, raw, "a list")
    values = [_convert(one, wanted, (*path, index), misfits) for index, one in enumerate(raw)]
    return _UNREADABLE if any(one is _UNREADABLE for one in values) else tuple(values)


def _convert_mapping(raw: Any, wanted: Any, path: Path, misfits: _Misfits) -> Any:
    if not isinstance(raw, dict):
        return _wrong(misfits, path, raw, "a table")
    values = {key: _convert(one, wanted, (*path, key), misfits) for key, one in raw.items()}
    return _UNREADABLE if any(one is _UNREADABLE for one in values.values()) else values


def _convert_word(raw: Any, wanted: type[Enum], path: Path, misfits: _Misfits) -> Any:
    words = [str(one.value) for one in wanted]
    if isinstance(raw, str) and raw in words:
        return wanted(raw)
    near = _near(raw, words) if isinstance(raw, str) else ""
    return _wrong(misfits, path, raw, f"{near}one of {', '.join(words)}")
