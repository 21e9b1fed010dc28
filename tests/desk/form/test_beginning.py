"""What is asked before a new record."""

from datetime import date

import pytest

from tests.cli.conftest import TODAY, Bench
from workbook.desk.editing.edits import NotYoursError
from workbook.desk.form.beginning import Questions, questions
from workbook.desk.session import ReadOnlyError, Session
from workbook.model.kind import Kind

NORDIC = 'name = "nordic"\nreaders = ["NOR", "SWE"]\nsecretariat = "NOR"\n'
BALTIC = 'name = "baltic"\nreaders = ["NOR", "SWE"]\nsecretariat = "SWE"\n'


def _asked(
    plan: Bench, kind: Kind, *, nation: str = "NOR", owner: str = "", read_only: bool = False
) -> Questions:
    plan.git("config", "workbook.nation", nation)
    session = Session.open(plan.folder, today=date.fromisoformat(TODAY), read_only=read_only)
    return questions(session, kind, owner=owner)


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


def test_the_secretariat_of_a_layer_is_asked_only_for_layers_that_it_keeps(
    norway: Bench,
) -> None:
    norway.write({"layers/nordic/plans/layer.toml": NORDIC, "layers/baltic/plans/layer.toml": BALTIC})

    found = {kind: _asked(norway, kind) for kind in (Kind.MEETING, Kind.SUPPLIER, Kind.ITEM, Kind.DECISION)}

    assert {kind: [layer.name for layer in asked.layers] for kind, asked in found.items()} == {
        Kind.MEETING: ["nordic"],
        Kind.SUPPLIER: ["nordic"],
        Kind.ITEM: ["", "baltic", "nordic"],
        Kind.DECISION: ["nordic"],
    }


def test_the_secretariat_of_a_layer_may_act_for_others_in_it(norway: Bench) -> None:
    norway.write({"layers/nordic/plans/layer.toml": NORDIC})

    assert _asked(norway, Kind.COMMITMENT, owner="SWE").asks_behalf
    assert _asked(norway, Kind.COMMITMENT, owner="SWE").behalf == ""
    assert _asked(norway, Kind.COMMITMENT, nation="USA", owner="SWE").behalf == "SWE"
    assert not _asked(norway, Kind.COMMITMENT, nation="SWE").asks_behalf


def test_a_layer_that_names_no_secretariat_is_open_to_who_reads_it(norway: Bench) -> None:
    norway.write({"layers/nordic/plans/layer.toml": 'name = "nordic"\nreaders = ["NOR", "SWE"]\n'})

    asked = _asked(norway, Kind.MEETING, nation="SWE")

    assert [layer.name for layer in asked.layers] == ["nordic"]
    assert not _asked(norway, Kind.COMMITMENT, nation="SWE").asks_behalf


def test_who_keeps_no_layer_is_refused_as_the_command_refuses(norway: Bench) -> None:
    norway.write({"layers/nordic/plans/layer.toml": NORDIC})

    with pytest.raises(NotYoursError, match="Every meeting belongs to USA"):
        _asked(norway, Kind.MEETING, nation="SWE")


def test_who_may_not_write_a_kind_is_asked_nothing(norway: Bench) -> None:
    with pytest.raises(NotYoursError):
        _asked(norway, Kind.SUPPLIER)


def test_who_only_looks_is_asked_nothing(norway: Bench) -> None:
    with pytest.raises(ReadOnlyError):
        _asked(norway, Kind.COMMITMENT, read_only=True)
