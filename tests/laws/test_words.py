"""Laws of changes in words: every change of every kind has a sentence, and what is the same has none."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import law, law_of_each, raw_tables, toml_values
from workbook.change.diff import differences
from workbook.change.policy import Policies
from workbook.change.subject_words import Deed, subject
from workbook.change.words import About, sentence, sentences, told
from workbook.model.fields import fields_of
from workbook.model.kind import Kind
from workbook.model.kinds import STRUCTS

TABLES = st.dictionaries(st.sampled_from(["a", "title", "lots", "status", "release", "retired"]), toml_values)


def _hold(before: dict[str, Any], after: dict[str, Any], kind: Kind | None) -> None:
    about = About.of(kind).between(before, after)
    changes = differences(before, after, Policies.of(kind))
    whole = sentences(changes, about)
    line = subject(kind, "NOR-C-7K3Q", "NASAMS fire units for the winter", "NOR", changes, about=about)

    assert bool(whole) is bool(changes)
    assert all(one.strip() and one.isprintable() for one in (*whole, line))
    assert all(sentence(change, about).strip() for change in changes)
    assert len(line) <= 72
    assert line.startswith("NOR ")


@pytest.mark.parametrize("kind", Kind)
@given(data=st.data())
@law_of_each
def test_every_change_of_every_kind_has_a_sentence(kind: Kind, data: st.DataObject) -> None:
    _hold(data.draw(raw_tables(STRUCTS[kind])), data.draw(raw_tables(STRUCTS[kind])), kind)


@given(before=TABLES, after=TABLES, kind=st.sampled_from([None, Kind.COMMITMENT, Kind.NATION]))
@law
def test_every_change_of_what_no_field_takes_has_a_sentence(
    before: dict[str, Any], after: dict[str, Any], kind: Kind | None
) -> None:
    _hold(before, after, kind)


@pytest.mark.parametrize("kind", Kind)
@given(data=st.data())
@law_of_each
def test_what_is_the_same_is_not_told(kind: Kind, data: st.DataObject) -> None:
    table = data.draw(raw_tables(STRUCTS[kind]))

    assert told(table, dict(reversed(table.items())), About.of(kind)) == ()


@given(st.text(), st.text(max_size=8), st.sampled_from(Deed), st.sampled_from(Kind))
@law
def test_a_subject_fits_whatever_a_record_is_called(title: str, owner: str, deed: Deed, kind: Kind) -> None:
    line = subject(kind, "NOR-C-7K3Q", title, owner, (), deed=deed)

    assert 0 < len(line) <= 72
    assert "\n" not in line


def test_every_kind_has_fields_to_tell() -> None:
    assert all(fields_of(STRUCTS[kind]) for kind in Kind)
