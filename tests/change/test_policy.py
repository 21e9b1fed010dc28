"""How lists, tables and texts meet: by declaration in records, by what the data shows elsewhere."""

from workbook.change.policy import GENERAL, Policies
from workbook.model.kind import Kind

COMMITMENT = Policies.of(Kind.COMMITMENT)


def test_a_declared_list_of_tables_is_keyed_by_its_first_field() -> None:
    lots = COMMITMENT.inside("lots")

    key = lots.merge_key([{"lot": "a"}, {"lot": "b"}], [{"lot": "c", "id": 1}])

    assert key == "lot"


def test_a_declared_list_with_a_name_used_twice_is_one_value() -> None:
    lots = COMMITMENT.inside("lots")
    twice = [{"lot": "a", "id": 1}, {"lot": "a", "id": 2}]

    assert lots.merge_key(twice) is None
    assert not lots.is_set(twice)


def test_declared_sets_hold_whole_entries() -> None:
    sources = COMMITMENT.inside("sources")
    entries = [{"title": "Release"}, {"title": "Speech"}]

    assert sources.merge_key(entries) is None
    assert sources.is_set(entries)


def test_a_declared_list_without_policy_is_one_value() -> None:
    aliases = Policies.of(Kind.NATION).inside("aliases")

    assert not aliases.is_set(["Norge"], ["Norge", "Noreg"])


def test_quantity_and_money_are_one_value_and_declared_tables_are_not() -> None:
    assert COMMITMENT.inside("quantity").is_whole
    assert COMMITMENT.inside("value").inside("amount").is_whole
    assert not COMMITMENT.inside("retired").is_whole
    assert COMMITMENT.inside("release_fields").inside("quantity").is_whole


def test_declared_texts_have_lines_and_other_values_have_not() -> None:
    assert COMMITMENT.inside("notes").has_lines
    assert not COMMITMENT.inside("made_on").has_lines


def test_what_is_not_declared_follows_the_general_policy() -> None:
    assert COMMITMENT.inside("annex") == GENERAL
    assert COMMITMENT.inside("lots").inside("colour") == GENERAL


def test_elsewhere_tables_are_keyed_by_an_id_like_key_that_all_versions_have_once() -> None:
    before = [{"name": "a", "id": 1}, {"name": "a", "id": 2}]

    assert GENERAL.merge_key(before) == "id"
    assert GENERAL.merge_key(before, [{"name": "a"}]) is None
    assert GENERAL.merge_key([{"size": 1}]) is None


def test_elsewhere_a_text_that_all_entries_begin_with_may_name_them() -> None:
    assert GENERAL.merge_key([{"zone": "a", "ttl": 1}], [{"zone": "b", "ttl": 1}]) == "zone"
    assert GENERAL.merge_key([{"zone": "a", "ttl": 1}], [{"ttl": 1, "zone": "b"}]) is None


def test_elsewhere_lists_of_different_strings_are_sets() -> None:
    assert GENERAL.is_set(["a", "b"], ["b", "c"])
    assert not GENERAL.is_set(["a", "b"], ["c", "c"])
    assert not GENERAL.is_set([1, 2])
