"""Laws of reading records: two conversions agree, faults stand where they are, the store loses nothing."""

from datetime import time
from typing import Any

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.strategies import (
    changed_at,
    law,
    law_of_each,
    parsed,
    places_of,
    raw_tables,
    tables_in,
    texts,
    toml_text,
    without,
)
from workbook.model.fields import inner_table
from workbook.model.kind import Kind
from workbook.model.kinds import STRUCTS
from workbook.model.manifest import LayerFile, Manifest
from workbook.records.encoding import decode, encode
from workbook.records.fault import MISSING_FIELD, UNKNOWN_FIELD, WRONG_VALUE
from workbook.records.paths import home_of, path_of
from workbook.records.reader import parse_path, path_text, read_table
from workbook.records.reading import read_file, read_files

ALL = [*STRUCTS.values(), Manifest, LayerFile]
# No field but `was` takes a time of day.
WRONG = time(12, 30)

every_kind = pytest.mark.parametrize("kind", Kind)
every_table = pytest.mark.parametrize("struct", ALL, ids=lambda struct: struct.__name__)
paths = st.lists(texts | st.integers(0, 99), max_size=4).map(tuple)


@every_table
@law_of_each
@given(drawn=st.data())
def test_sound_table_has_no_misfit(struct: type[msgspec.Struct], drawn: st.DataObject) -> None:
    _, misfits = read_table(drawn.draw(raw_tables(struct)), struct)

    assert misfits == []


@every_table
@law_of_each
@given(drawn=st.data())
def test_unknown_field_is_told_at_any_depth_and_costs_nothing(
    struct: type[msgspec.Struct], drawn: st.DataObject
) -> None:
    table = drawn.draw(raw_tables(struct))
    place = drawn.draw(st.sampled_from(tables_in(table, struct)))
    fast, _ = read_table(table, struct)

    slow, misfits = read_table(changed_at(table, (*place, "nobody reads"), 1), struct)

    assert [(one.code, one.path) for one in misfits] == [(UNKNOWN_FIELD, (*place, "nobody reads"))]
    assert (slow, repr(slow)) == (fast, repr(fast))


@pytest.mark.parametrize("struct", [*STRUCTS.values(), Manifest], ids=lambda struct: struct.__name__)
@law_of_each
@given(drawn=st.data())
def test_wrong_value_is_told_where_it_is_and_costs_only_its_field(
    struct: type[msgspec.Struct], drawn: st.DataObject
) -> None:
    table = drawn.draw(raw_tables(struct))
    places = [
        path
        for path, field, _ in places_of(table, struct)
        if not field.required and field.key not in ("was", "release_fields", "approval")
    ]
    assume(places)
    path = drawn.draw(st.sampled_from(places))
    expected, _ = read_table(without(table, path), struct)

    found, misfits = read_table(changed_at(table, path, WRONG), struct)

    assert [(one.code, one.path) for one in misfits] == [(WRONG_VALUE, path)]
    assert found == expected


@every_table
@law_of_each
@given(drawn=st.data())
def test_wrong_required_value_is_told_where_it_is(struct: type[msgspec.Struct], drawn: st.DataObject) -> None:
    table = drawn.draw(raw_tables(struct))
    places = [path for path, field, _ in places_of(table, struct) if field.required]
    assume(places)
    path = drawn.draw(st.sampled_from(places))

    found, misfits = read_table(changed_at(table, path, WRONG), struct)

    assert [(one.code, one.path) for one in misfits] == [(WRONG_VALUE, path)]
    assert (found is None) == (len(path) == 1)


@every_table
@law_of_each
@given(drawn=st.data())
def test_missing_field_is_told_at_its_table(struct: type[msgspec.Struct], drawn: st.DataObject) -> None:
    table = drawn.draw(raw_tables(struct))
    places = [path for path, field, _ in places_of(table, struct) if field.required]
    assume(places)
    path = drawn.draw(st.sampled_from(places))

    _, misfits = read_table(without(table, path), struct)

    assert [(one.code, one.path) for one in misfits] == [(MISSING_FIELD, path[:-1])]


@every_table
@law_of_each
@given(drawn=st.data())
def test_two_faults_are_both_told(struct: type[msgspec.Struct], drawn: st.DataObject) -> None:
    table = drawn.draw(raw_tables(struct))
    places = [path for path, field, _ in places_of(table, struct) if inner_table(field.type) is None]
    assume(places)
    path = drawn.draw(st.sampled_from(places))
    assume(path[-1] not in ("was", "approval"))

    _, misfits = read_table({**changed_at(table, path, WRONG), "nobody reads": 1}, struct)

    assert {one.path for one in misfits} == {path, ("nobody reads",)}


@every_kind
@law_of_each
@given(drawn=st.data())
def test_stored_data_is_the_data_that_was_read(kind: Kind, drawn: st.DataObject) -> None:
    data, _ = read_table(drawn.draw(raw_tables(STRUCTS[kind])), STRUCTS[kind])
    assert data is not None

    again = decode(kind, encode(data))

    assert (again, repr(again)) == (data, repr(data))


@every_kind
@law_of_each
@given(drawn=st.data())
def test_file_reads_as_its_table(kind: Kind, drawn: st.DataObject) -> None:
    text = toml_text(drawn.draw(raw_tables(STRUCTS[kind])))

    reading = read_file(text.encode(), STRUCTS[kind])

    assert (reading.data, reading.faults) == (read_table(parsed(text), STRUCTS[kind])[0], ())


@law
@given(drawn=st.data())
def test_files_read_together_read_as_each_alone(drawn: st.DataObject) -> None:
    beginnings = st.sampled_from(["", "nobody = 1\n", "= 1\n"])
    wanted = drawn.draw(st.lists(st.tuples(st.sampled_from(Kind), beginnings), max_size=4))
    structs = [STRUCTS[kind] for kind, _ in wanted]
    contents = [
        f"{beginning}{toml_text(drawn.draw(raw_tables(STRUCTS[kind])))}".encode()
        for kind, beginning in wanted
    ]

    found = read_files(contents, structs)

    assert [*found] == [*map(read_file, contents, structs)]


@every_kind
@law_of_each
@given(drawn=st.data())
def test_fault_of_a_file_stands_where_the_value_does(kind: Kind, drawn: st.DataObject) -> None:
    table = drawn.draw(raw_tables(STRUCTS[kind]))
    keys = [field.key for path, field, _ in places_of(table, STRUCTS[kind]) if len(path) == 1]
    assume(keys)
    key = drawn.draw(st.sampled_from(keys))
    broken = changed_at(table, (key,), WRONG)

    (fault,) = read_file(toml_text(broken).encode(), STRUCTS[kind]).faults

    assert (fault.field, fault.line) == (key, list(broken).index(key) + 1)
    assert toml_text(broken).splitlines()[fault.line - 1][fault.column - 1 :] == WRONG.isoformat()


@law
@given(paths)
def test_path_reads_its_text_back(path: tuple[str | int, ...]) -> None:
    assert parse_path(path_text(path)) == path


@law
@given(st.text(st.characters() | st.sampled_from('.[]"#\\0123456789'), max_size=12))
def test_any_text_is_taken_for_a_path(text: str) -> None:
    assert isinstance(parse_path(text), tuple)


@every_kind
@law_of_each
@given(drawn=st.data())
def test_path_of_a_record_leads_home(kind: Kind, drawn: st.DataObject) -> None:
    place = drawn.draw(st.sampled_from(_PLACES[kind]))

    home = home_of(path_of(kind, place["id"], **{key: one for key, one in place.items() if key != "id"}))

    assert home is not None
    assert (home.kind, home.id, home.fault) == (kind, place["id"], "")
    assert (home.owner, home.recorded) == (place.get("owner", ""), place.get("recorded", False))


def _own(letter: str) -> list[dict[str, Any]]:
    return [
        {"id": f"NOR-{letter}-7K3Q", "owner": "NOR"},
        {"id": f"NATO-{letter}-0ZZ9", "owner": "NATO", "recorded": True},
    ]


_PLACES: dict[Kind, list[dict[str, Any]]] = {
    Kind.NATION: [{"id": "NOR", "owner": "NOR"}, {"id": "EU", "owner": "EU", "recorded": True}],
    Kind.ITEM: [{"id": "155mm-he"}, {"id": "x", "owner": "NOR"}],
    Kind.SUPPLIER: [{"id": "shell-works"}],
    Kind.MEETING: [{"id": "2022-09-28-brussels"}],
    Kind.AGENDA: [{"id": "G-7K3Q", "meeting": "m1"}],
    Kind.DECISION: [{"id": "D-7K3Q", "meeting": "m1"}],
    Kind.ACTION: [{"id": "X-7K3Q", "meeting": "m1"}],
    Kind.CAPACITY: _own("K"),
    Kind.COMMITMENT: _own("C"),
    Kind.REQUEST: _own("R"),
    Kind.ACCEPTANCE: _own("A"),
    Kind.STOCK: _own("S"),
    Kind.PROCUREMENT: _own("J"),
    Kind.FUND: _own("F"),
    Kind.LESSON: _own("L"),
    Kind.REPORT: _own("T"),
    Kind.PROPOSAL: _own("P"),
    Kind.REVIEW: _own("V"),
}
