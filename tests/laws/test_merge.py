"""Laws of changes and merges: on data, and on texts with their comments."""

import os
from collections.abc import Collection, Iterator, Mapping
from operator import attrgetter
from typing import Any, TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws.toml_strategies import damaged, documents
from tests.laws.versions import is_plain, mixed, remark, some_keys, tables, three_versions, written
from tests.strategies import law
from workbook.change.diff import Change, applied, differences, path_words
from workbook.change.marks import sides_of
from workbook.change.merge import Merged, merge_tables
from workbook.change.policy import ABSENT, GENERAL, ChangePath, Named, Policies
from workbook.change.sameness import frozen, same
from workbook.change.text import MergedText, Sides, merge_texts
from workbook.model.kind import Kind
from workbook.toml.document import Document, parse

Three: TypeAlias = tuple[dict[str, Any], dict[str, Any], dict[str, Any]]

GENERAL_AND_COMMITMENT = st.sampled_from([GENERAL, Policies.of(Kind.COMMITMENT)])
NAMES = Sides(ours="NOR", base="base", theirs="SWE")

law_of_merges = settings(law, max_examples=int(os.environ.get("LAW_EXAMPLES", "100")))


@law_of_merges
@given(policies=GENERAL_AND_COMMITMENT, before=tables, after=tables)
def test_differences_applied_give_the_other_version(
    policies: Policies, before: dict[str, Any], after: dict[str, Any]
) -> None:
    assert same(applied(before, differences(before, after, policies)), after)


@law_of_merges
@given(policies=GENERAL_AND_COMMITMENT, base=tables, one=tables)
def test_a_change_of_one_side_is_taken(policies: Policies, base: dict[str, Any], one: dict[str, Any]) -> None:
    assert _clean(merge_tables(base, one, base, policies), one)
    assert _clean(merge_tables(base, base, one, policies), one)


@law_of_merges
@given(policies=GENERAL_AND_COMMITMENT, base=tables, one=tables)
def test_the_same_change_on_both_sides_is_taken(
    policies: Policies, base: dict[str, Any], one: dict[str, Any]
) -> None:
    assert _clean(merge_tables(base, one, one, policies), one)


@law_of_merges
@given(policies=GENERAL_AND_COMMITMENT, versions=three_versions)
def test_sides_may_change_places(policies: Policies, versions: Three) -> None:
    base, ours, theirs = versions

    here = merge_tables(base, ours, theirs, policies)
    there = merge_tables(base, theirs, ours, policies)

    assert _contested(here) == _contested(there)
    assert _settled(here) == _settled(there)


@law_of_merges
@given(policies=GENERAL_AND_COMMITMENT, base=tables, one=tables, other=tables, keys=some_keys)
def test_disjoint_changes_never_conflict(
    policies: Policies, base: dict[str, Any], one: dict[str, Any], other: dict[str, Any], keys: set[str]
) -> None:
    ours = mixed(base, one, keys)
    theirs = mixed(base, other, {*base, *other} - keys)

    assert _clean(merge_tables(base, ours, theirs, policies), mixed(theirs, ours, keys))


@law_of_merges
@given(policies=GENERAL_AND_COMMITMENT, versions=three_versions)
def test_every_value_and_every_line_comes_from_one_of_the_three(policies: Policies, versions: Three) -> None:
    merged = merge_tables(*versions, policies)

    known = {leaf for table in versions for leaf in _leaves(table)}
    assert set(_leaves(merged.table)) <= known


@law_of_merges
@given(versions=three_versions)
def test_merged_text_holds_the_merged_data_in_each_version(versions: Three) -> None:
    base, ours, theirs = map(written, versions)

    merged = merge_texts(base, ours, theirs, None, NAMES)

    wanted = merge_tables(*versions, GENERAL)
    assert [_unordered(table) for table in _read(merged)] == [_unordered(table) for table in _wanted(wanted)]


@law_of_merges
@given(versions=three_versions, of_ours=some_keys, of_theirs=some_keys)
def test_remarks_of_both_sides_survive_where_their_statement_does(
    versions: Three, of_ours: set[str], of_theirs: set[str]
) -> None:
    base, ours, theirs = versions

    merged = merge_texts(
        written(base), written(ours, of_ours, "NOR"), written(theirs, of_theirs, "SWE"), None, NAMES
    )

    lines = (merged.data or b"").decode().splitlines()
    table = merge_tables(base, ours, theirs, GENERAL).table
    wanted = [*_remarks("NOR", of_ours, ours, table), *_remarks("SWE", of_theirs, theirs, table)]
    assert [line for line in wanted if line not in lines] == []


@law
@given(text=documents(), other=documents())
def test_a_side_that_changed_nothing_leaves_every_byte_of_the_other(text: bytes, other: bytes) -> None:
    assert merge_texts(text, other, text, None, NAMES).data == other
    assert merge_texts(text, text, other, None, NAMES).data == other
    assert merge_texts(text, other, other, None, NAMES).data == other


@law
@given(base=documents() | damaged(), ours=documents() | damaged(), theirs=documents() | damaged())
def test_whatever_files_hold_the_merge_is_toml_or_a_conflict(base: bytes, ours: bytes, theirs: bytes) -> None:
    merged = merge_texts(base, ours, theirs, None, NAMES)

    assert merged.data is not None
    assert merged.conflicts or isinstance(parse(merged.data), Document) or merged.data in (ours, theirs)


def _clean(merged: Merged, wanted: Mapping[str, Any]) -> bool:
    return not merged.conflicts and same(merged.table, wanted)


def _contested(merged: Merged) -> set[str]:
    return {path_words(conflict.path) for conflict in merged.conflicts}


def _settled(merged: Merged) -> Any:
    """Give the merged data without what is in conflict."""
    gone = [Change(path=conflict.path, before=None, after=ABSENT) for conflict in merged.conflicts]
    return _unordered(applied(merged.table, gone))


def _wanted(merged: Merged) -> list[dict[str, Any]]:
    """Give the data that each version should have: what is in conflict as its side has it."""
    return [
        applied(
            merged.table, [Change(path=one.path, before=None, after=value(one)) for one in merged.conflicts]
        )
        for value in (attrgetter("ours"), attrgetter("base"), attrgetter("theirs"))
    ]


def _read(merged: MergedText) -> list[dict[str, Any]]:
    """Give the data of the merged text as each version has it."""
    assert merged.data is not None
    versions = sides_of(merged.data) if merged.conflicts else [merged.data] * 3
    assert versions is not None
    return [_table(version) for version in versions]


def _table(text: bytes) -> dict[str, Any]:
    document = parse(text)
    assert isinstance(document, Document)
    return document.table


def _unordered(value: Any) -> Any:
    """Give data in which the order of entries makes no difference."""
    if isinstance(value, dict):
        return tuple(sorted((key, _unordered(inner)) for key, inner in value.items()))
    if isinstance(value, list):
        return tuple(sorted(map(_unordered, value), key=repr))
    return frozen(value)


def _leaves(value: Any, path: ChangePath = ()) -> Iterator[tuple[str, Any]]:
    """List each value and each line of a text with the names that lead there, entries by their lot."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
    elif isinstance(value, list):
        for inner in value:
            name = Named("lot", inner.get("lot")) if isinstance(inner, dict) else Named("", inner)
            yield from _leaves(inner, (*path, name))
    elif isinstance(value, str):
        yield from ((path_words(path), line) for line in value.splitlines())
    else:
        yield path_words(path), frozen(value)


def _remarks(
    side: str, keys: Collection[str], own: Mapping[str, Any], merged: Mapping[str, Any]
) -> list[str]:
    """List a side's remarks on statements that the merge still has in the form that the side knows."""
    return [
        remark(side, key)
        for key in sorted(keys & own.keys() & merged.keys())
        if _form(own[key]) == _form(merged[key]) and not _has_blocks(own[key])
    ]


def _form(value: Any) -> object:
    return "plain" if is_plain(value) else type(value)


def _has_blocks(value: Any) -> bool:
    return isinstance(value, list) and not is_plain(value)
