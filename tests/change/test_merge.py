"""Data merged by meaning: by the fields' policies in records, by what it shows elsewhere."""

from typing import Any

from workbook.change.merge import (
    BOTH_ALIKE,
    BOTH_LINES,
    BOTH_LISTS,
    Conflict,
    Merged,
    Resolution,
    merge_tables,
)
from workbook.change.policy import ABSENT, GENERAL, Named, Policies
from workbook.model.kind import Kind

COMMITMENT = Policies.of(Kind.COMMITMENT)


def _merged(base: Any, ours: Any, theirs: Any, policies: Policies = COMMITMENT, key: str = "lots") -> Merged:
    """Merge what stands at one key; None: nothing does."""
    before, here, there = ({} if value is None else {key: value} for value in (base, ours, theirs))
    return merge_tables(before, here, there, policies)


def test_different_fields_never_conflict() -> None:
    merged = merge_tables({"title": "a", "via": "b"}, {"title": "x", "via": "b"}, {"title": "a"}, COMMITMENT)

    assert merged == Merged(table={"title": "x"}, conflicts=(), resolutions=())


def test_the_same_change_is_told_as_decided() -> None:
    merged = _merged(1, 2, 2, key="unit")

    assert merged.table == {"unit": 2}
    assert merged.resolutions == (Resolution(path=("unit",), words=BOTH_ALIKE),)


def test_one_value_changed_differently_is_a_conflict_that_holds_ours() -> None:
    merged = _merged("pledged", "committed", "delivering", key="status")

    assert merged.table == {"status": "committed"}
    assert merged.conflicts == (
        Conflict(path=("status",), base="pledged", ours="committed", theirs="delivering"),
    )


def test_a_change_against_a_deletion_is_a_conflict_that_holds_the_change() -> None:
    merged = _merged("x", None, "y", key="terms")

    assert merged.table == {"terms": "y"}
    assert merged.conflicts == (Conflict(path=("terms",), base="x", ours=ABSENT, theirs="y"),)


def test_a_quantity_is_merged_whole() -> None:
    merged = _merged({"from": 1, "to": 4}, {"from": 2, "to": 4}, {"from": 1, "to": 5}, key="quantity")

    assert [conflict.path for conflict in merged.conflicts] == [("quantity",)]


def test_a_change_of_type_against_a_change_is_a_conflict() -> None:
    assert _merged(20, {"about": 20}, 24, GENERAL, "quantity").conflicts
    assert _merged({"a": 1}, {"a": 2}, [1], GENERAL, "x").conflicts


def test_lots_are_merged_by_name_and_field() -> None:
    base = [{"lot": "a", "quantity": 1}, {"lot": "b"}]
    ours = [{"lot": "a", "quantity": 2}, {"lot": "b"}, {"lot": "c"}]
    theirs = [{"lot": "a", "quantity": 1, "by": "2023"}]

    merged = _merged(base, ours, theirs)

    assert merged.table["lots"] == [{"lot": "a", "quantity": 2, "by": "2023"}, {"lot": "c"}]
    assert merged.resolutions == (Resolution(path=("lots",), words=BOTH_LISTS),)


def test_a_lot_added_twice_with_other_content_is_a_conflict() -> None:
    merged = _merged([], [{"lot": "a", "by": "2022"}], [{"lot": "a", "by": "2023"}])

    assert [conflict.path for conflict in merged.conflicts] == [("lots", Named("lot", "a"))]


def test_first_lots_of_both_sides_are_both_kept() -> None:
    merged = _merged(None, [{"lot": "a"}], [{"lot": "b"}])

    assert merged.table["lots"] == [{"lot": "a"}, {"lot": "b"}]


def test_lots_with_a_name_twice_are_one_value() -> None:
    twice = [{"lot": "a"}, {"lot": "a"}]

    merged = _merged(twice, [*twice, {"lot": "b"}], [{"lot": "a"}])

    assert [conflict.path for conflict in merged.conflicts] == [("lots",)]


def test_revisions_of_both_sides_are_both_kept() -> None:
    first, ours, theirs = ({"on": "2022", "field": field} for field in ("to", "quantity", "value"))

    merged = _merged([first], [first, ours], [first, theirs], key="amended")

    assert merged.table["amended"] == [first, ours, theirs]
    assert not merged.conflicts


def test_lots_moved_differently_by_both_are_a_conflict() -> None:
    a, b, c = ({"lot": name} for name in "abc")

    merged = _merged([a, b, c], [c, a, b], [b, a, c])

    assert [conflict.path for conflict in merged.conflicts] == [("lots",)]


def test_texts_are_merged_by_their_lines() -> None:
    merged = _merged("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n", key="notes")

    assert merged.table == {"notes": "A\nb\nC\n"}
    assert merged.resolutions == (Resolution(path=("notes",), words=BOTH_LINES),)


def test_texts_changed_at_one_line_are_a_conflict() -> None:
    assert _merged("a\nb\n", "A\nb\n", "X\nb\n", key="notes").conflicts


def test_elsewhere_tables_that_both_sides_add_are_joined() -> None:
    merged = _merged(None, {"a": 1}, {"b": 2}, GENERAL)

    assert merged.table["lots"] == {"a": 1, "b": 2}


def test_elsewhere_lists_of_strings_are_sets_and_other_lists_one_value() -> None:
    assert _merged(["a", "b"], ["a"], ["a", "b", "c"], GENERAL).table["lots"] == ["a", "c"]
    assert _merged([1, 2], [1], [1, 2, 3], GENERAL).conflicts


def test_elsewhere_lists_that_both_sides_add_are_a_conflict() -> None:
    assert _merged(None, ["a"], ["b"], GENERAL).conflicts
