"""How a field is declared, once: label, help, example, unit, merge policy, and what its text refers to.

`declared(...)` stands in the `Annotated` type of every field of every kind. Reader, forms, help, schema,
spreadsheets and docs/format.md are drawn from it through `fields_of`. Nothing else spells a TOML key.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec


class Table(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Parent of all records and of all tables inside them.

    Unknown fields are refused so that the fast conversion notices them; the slow one keeps the rest.
    """


class Policy(StrEnum):
    """How two changes of one field meet in a merge."""

    VALUE = "one value"
    ENTRIES = "tables by their first field"
    SET = "ordered set"


class Code(StrEnum):
    """A text that must come from a code list."""

    NATION = "nation"
    PARTY = "nation or organisation"
    AUDIENCE = "nation, organisation or group"
    CURRENCY = "currency"
    UNIT = "unit"


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One field as declared. `key` is its TOML name, `name` its attribute, `type` its bare type.

    `refers` names the kinds of records its ids may point to (empty: none; `("*",)`: any kind). At a remark no
    rule looks: a plan that differs only in remarks is judged the same. `phrase` is what the field is called
    within a sentence, where its label would not read there ("sets made on to ..."); "" where the label does.
    """

    key: str
    name: str
    type: Any
    label: str
    phrase: str
    help: str
    example: str
    unit: str
    policy: Policy
    refers: tuple[str, ...]
    code: Code | None
    is_remark: bool
    required: bool


def declared(
    label: str,
    help: str,
    example: str,
    *,
    phrase: str = "",
    unit: str = "",
    policy: Policy | None = None,
    refers: Sequence[str] = (),
    code: Code | None = None,
    is_remark: bool = False,
) -> msgspec.Meta:
    """Declare a field: what a form calls it, what it means, and one example in TOML."""
    return msgspec.Meta(
        title=label,
        description=help,
        extra={
            "example": example,
            "phrase": phrase,
            "unit": unit,
            "policy": policy,
            "refers": tuple(refers),
            "code": code,
            "is_remark": is_remark,
        },
    )


@cache
def fields_of(struct: type[msgspec.Struct]) -> tuple[Field, ...]:
    """List the declared fields of a kind, or of a table inside one, in the order of declaration."""
    hints = get_type_hints(struct, include_extras=True)
    required = set(struct.__struct_fields__) - _with_default(struct)
    pairs = zip(struct.__struct_fields__, struct.__struct_encode_fields__, strict=True)
    return tuple(_field(name, key, hints[name], name in required) for name, key in pairs)


def key_of(struct: type[msgspec.Struct], name: str) -> str:
    """Give the TOML key of an attribute, so that no key is spelled twice."""
    return next(field.key for field in fields_of(struct) if field.name == name)


@cache
def inner_table(wanted: Any) -> type[msgspec.Struct] | None:
    """Give the table that a field holds, alone or in a list; None where it holds none."""
    if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
        return wanted
    if get_origin(wanted) is tuple:
        return inner_table(get_args(wanted)[0])
    return None


def without_none(wanted: Any) -> Any:
    """Give the type that stands beside `None` in an optional field's type."""
    if get_origin(wanted) in (Union, UnionType):
        (rest,) = (part for part in get_args(wanted) if part is not NoneType)
        return rest
    return wanted


def _with_default(struct: type[msgspec.Struct]) -> set[str]:
    count = len(struct.__struct_defaults__)
    optional: Callable[[int], bool] = lambda index: struct.__struct_defaults__[index] is not msgspec.NODEFAULT  # noqa: E731  # named for the reader
    names = struct.__struct_fields__[-count:] if count else ()
    return {name for index, name in enumerate(names) if optional(index)}


def _field(name: str, key: str, hint: Any, required: bool) -> Field:
    wanted, meta = hint, None
    if get_origin(hint) is Annotated:
        wanted, *metas = get_args(hint)
        meta = next((one for one in metas if isinstance(one, msgspec.Meta) and one.extra), None)
    assert meta is not None, f"{name} is not declared"
    assert meta.extra is not None
    wanted = without_none(wanted)
    if get_origin(wanted) is Annotated:
        wanted = get_args(wanted)[0]
    table_list = get_origin(wanted) is tuple and inner_table(wanted) is not None
    return Field(
        key=key,
        name=name,
        type=wanted,
        label=meta.title or "",
        phrase=meta.extra["phrase"],
        help=meta.description or "",
        example=meta.extra["example"],
        unit=meta.extra["unit"],
        policy=meta.extra["policy"] or (Policy.ENTRIES if table_list else Policy.VALUE),
        refers=meta.extra["refers"],
        code=meta.extra["code"],
        is_remark=meta.extra["is_remark"],
        required=required,
    )
