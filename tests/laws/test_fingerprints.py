"""Laws of what approvals bind themselves to: fingerprints are alike exactly where the bound data is."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.laws.toml_strategies import documents
from tests.strategies import keys, law, toml_text, toml_values
from workbook.change.fingerprint import ABSENT, canonical, fingerprint
from workbook.change.sameness import same
from workbook.toml.document import Document, parse

PATH = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
UNBOUND = ("notes", "tags")
tables = st.dictionaries(keys.filter(lambda key: key not in UNBOUND), toml_values, max_size=4)


def _of(table: dict[str, Any]) -> str:
    return fingerprint({PATH: toml_text(table).encode()})


@law
@given(toml_values, toml_values)
def test_two_values_are_spelled_alike_exactly_where_they_are_the_same(one: Any, other: Any) -> None:
    assert (canonical(one) == canonical(other)) == same(one, other)


@law
@given(tables, keys, toml_values)
def test_any_field_known_or_not_changes_it(table: dict[str, Any], key: str, value: Any) -> None:
    changed = {**table, key: value}

    assert (_of(changed) == _of(table)) == (key in UNBOUND or same(changed, table))


@law
@given(tables, toml_values, toml_values)
def test_notes_and_tags_never_change_it(table: dict[str, Any], notes: Any, tags: Any) -> None:
    assert _of({"notes": notes, **table, "tags": tags}) == _of(table)


@law
@given(tables)
def test_the_order_of_keys_never_changes_it(table: dict[str, Any]) -> None:
    assert _of(dict(reversed(table.items()))) == _of(table)


@law
@given(documents(), st.sampled_from([b"# said on the phone\n", b"\n\n"]))
def test_comments_and_layout_never_change_it(text: bytes, more: bytes) -> None:
    commented = more + text.removeprefix(b"\xef\xbb\xbf")

    assert isinstance(parse(commented), Document)
    assert fingerprint({PATH: commented}) == fingerprint({PATH: text})


@law
@given(tables)
def test_the_same_data_elsewhere_is_something_else(table: dict[str, Any]) -> None:
    data = toml_text(table).encode()

    assert fingerprint({PATH.replace("NOR", "SWE"): data}) != fingerprint({PATH: data})


def test_what_is_not_there_is_absent() -> None:
    assert fingerprint({PATH: None}) == fingerprint({}) == ABSENT


def test_what_is_no_toml_is_bound_by_its_bytes() -> None:
    assert fingerprint({PATH: b"= 1"}) != fingerprint({PATH: b"= 2"})


def test_numbers_are_never_rounded() -> None:
    long = "0.1000000000000000000000000000000000000001"

    assert fingerprint({PATH: f"a = {long}".encode()}) != fingerprint({PATH: b"a = 0.1"})
