"""The declarations of fields agree with what msgspec does with them, for every kind and table."""

import gc
import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from workbook.model.commitment import Acceptance, Commitment
from workbook.model.fields import Policy, Table, fields_of, inner_table, without_none
from workbook.model.kind import LETTERS, Kind
from workbook.model.kinds import STRUCTS
from workbook.model.manifest import LayerFile, Manifest
from workbook.model.record import Amendment, Record, RecordData


def _tables(struct: type[msgspec.Struct]) -> Iterator[type[msgspec.Struct]]:
    yield struct
    for field in fields_of(struct):
        inner = inner_table(field.type)
        if inner is not None:
            yield from _tables(inner)


WHOLE: list[type[msgspec.Struct]] = [*STRUCTS.values(), Manifest, LayerFile]
TABLES = sorted(
    {table for struct in WHOLE for table in _tables(struct)},
    key=lambda table: table.__name__,
)
_UNBOUNDED = re.compile(r"IntType\([^)]*\ble=None")
every_table = pytest.mark.parametrize("struct", TABLES, ids=lambda struct: struct.__name__)


@every_table
def test_fields_are_declared_as_msgspec_sees_them(struct: type[msgspec.Struct]) -> None:
    seen = {field.encode_name: field.required for field in msgspec.structs.fields(struct)}

    assert {field.key: field.required for field in fields_of(struct)} == seen


@every_table
def test_every_whole_number_has_bounds(struct: type[msgspec.Struct]) -> None:
    whole = [
        field.name
        for field in msgspec.structs.fields(struct)
        if _UNBOUNDED.search(repr(msgspec.inspect.type_info(field.type)))
    ]

    # The format is compared, never kept.
    assert whole == (["format"] if struct is Manifest else [])


@every_table
def test_every_table_refuses_unknown_fields(struct: type[msgspec.Struct]) -> None:
    assert issubclass(struct, Table)
    assert struct.__struct_config__.forbid_unknown_fields


@every_table
def test_no_default_is_shared_between_two(struct: type[msgspec.Struct]) -> None:
    defaults = [field.default for field in msgspec.structs.fields(struct)]

    assert [one for one in defaults if isinstance(one, list | set)] == []


def test_key_may_differ_from_the_attribute() -> None:
    (field,) = [field for field in fields_of(Acceptance) if field.key == "as"]

    assert field.name == "as_"


@pytest.mark.parametrize(
    ("key", "policy"),
    [("lots", Policy.ENTRIES), ("amended", Policy.SET), ("sources", Policy.SET), ("title", Policy.VALUE)],
)
def test_lists_of_tables_merge_by_entries_unless_declared_otherwise(key: str, policy: Policy) -> None:
    assert [field.policy for field in fields_of(Commitment) if field.key == key] == [policy]


@pytest.mark.parametrize(
    ("wanted", "table"),
    [
        (Amendment, Amendment),
        (tuple[Amendment, ...], Amendment),
        (str, None),
        (tuple[str, ...], None),
        (Any, None),
    ],
    ids=str,
)
def test_table_in_a_type_is_found(wanted: Any, table: Any) -> None:
    assert inner_table(wanted) is table


def test_optional_type_is_what_stands_beside_none() -> None:
    assert (without_none(int | None), without_none(int)) == (int, int)


def test_every_kind_has_a_struct_with_the_common_fields() -> None:
    assert set(STRUCTS) == set(Kind)
    assert all(issubclass(struct, RecordData) for struct in STRUCTS.values())


def test_no_two_kinds_share_a_letter() -> None:
    assert len(set(LETTERS.values())) == len(LETTERS)


def test_record_is_decoded_once_and_only_when_asked_for() -> None:
    decoded: list[RecordData] = []

    def decode() -> RecordData:
        decoded.append(RecordData(notes="a"))
        return decoded[-1]

    record = Record(id="a", kind=Kind.STOCK, path="b", decode=decode)
    assert decoded == []

    assert (record.data.notes, record.is_retired) == ("a", False)
    assert len(decoded) == 1


def test_decoded_record_lets_go_of_what_it_was_decoded_from() -> None:
    class Bytes:
        pass

    kept = Bytes()
    record = Record(id="a", kind=Kind.STOCK, path="b", decode=lambda kept=kept: RecordData())  # type: ignore[misc]
    assert record.data

    assert [one for one in gc.get_referrers(kept) if callable(one)] == []


@pytest.mark.parametrize("kind", [kind for kind, struct in STRUCTS.items() if hasattr(struct, "title")])
def test_title_is_required_wherever_there_is_one(kind: Kind) -> None:
    (title,) = [field for field in fields_of(STRUCTS[kind]) if field.name == "title"]

    assert title.required
