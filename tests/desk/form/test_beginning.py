"""What is asked before a new record."""

from datetime import date

import pytest

from tests.cli.conftest import TODAY, Bench
from workbook.desk.editing.edits import NotYoursError
from workbook.desk.form.beginning import Questions, questions
from workbook.desk.session import ReadOnlyError, Session
from workbook.model.kind import Kind


def _asked(plan: Bench, kind: Kind, *, nation: str = "NOR", read_only: bool = False) -> Questions:
    plan.git("config", "workbook.nation", nation)
    session = Session.open(plan.folder, today=date.fromisoformat(TODAY), read_only=read_only)
    return questions(session, kind)


def test_a_nation_is_asked_nothing_before_its_own_commitment(norway: Bench) -> None:
    assert not _asked(norway, Kind.COMMITMENT).are_any


def test_a_kind_whose_ids_are_words_is_asked_for_its_name(norway: Bench) -> None:
    assert _asked(norway, Kind.ITEM).asks_name


def test_the_secretariat_may_act_for_others_but_not_in_what_is_its_own(norway: Bench) -> None:
    assert _asked(norway, Kind.COMMITMENT, nation="USA").asks_behalf
    assert not _asked(norway, Kind.SUPPLIER, nation="USA").asks_behalf


def test_what_belongs_to_a_meeting_is_asked_for_it(norway: Bench) -> None:
    assert _asked(norway, Kind.DECISION, nation="USA").meetings == ["2022-09-28-brussels"]


def test_a_layer_is_asked_for_where_there_are_several(norway: Bench) -> None:
    norway.write({"layers/nordic/plans/layer.toml": 'name = "nordic"\nreaders = ["NOR", "SWE"]\n'})

    layers = _asked(norway, Kind.COMMITMENT).layers

    assert [layer.name for layer in layers] == ["", "nordic"]
    assert layers[1].words == "layer nordic, which NOR and SWE can read"


def test_who_may_not_write_a_kind_is_asked_nothing(norway: Bench) -> None:
    with pytest.raises(NotYoursError):
        _asked(norway, Kind.SUPPLIER)


def test_who_only_looks_is_asked_nothing(norway: Bench) -> None:
    with pytest.raises(ReadOnlyError):
        _asked(norway, Kind.COMMITMENT, read_only=True)
