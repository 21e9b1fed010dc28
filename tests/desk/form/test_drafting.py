"""One record in a form: what typing does to its text, what is refused, and what is asked for."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.conftest import COMMITMENT, REQUEST, TODAY, Bench
from workbook.desk.editing.edits import NotYoursError, Standing
from workbook.desk.form.draft import begun, begun_anew
from workbook.desk.form.drafting import Drafting
from workbook.desk.form.prospect import whereabouts, why_not_editable
from workbook.desk.form.rows import MORE, WHY, Row, RowKind
from workbook.desk.session import Session
from workbook.model.kind import Kind

_TEXT = """\
# The first offer.
title = "Winter shells"  # as announced
kind = "donation"
status = "contracted"
item = "155mm-he"
colour = "green"
quantity = 900   # rounds
made_on = 2022-09-20
lots = [
    {lot = "a", by = "2023-Q1", quantity = 900}, # first
]
"""


def _session(plan: Bench, *, read_only: bool = False) -> Session:
    return Session.open(plan.folder, today=date.fromisoformat(TODAY), read_only=read_only)


def _drafting(plan: Bench, text: str = _TEXT) -> Drafting:
    plan.commit({COMMITMENT: text})
    session = _session(plan)
    return Drafting(session, begun(session, COMMITMENT))


def _row(drafting: Drafting, path: str) -> Row:
    return next(row for row in drafting.rows() if row.path == path)


def _type_all(drafting: Drafting, row: Row, texts: list[str]) -> None:
    for text in texts:
        drafting.type(row, text)


def _text(drafting: Drafting) -> str:
    return drafting.draft.text.decode()


def test_required_fields_come_first_then_what_is_filled_then_a_row_to_add_one(norway: Bench) -> None:
    rows = _drafting(norway).rows()

    assert [row.path for row in rows] == [
        *("title", "kind", "status", "item", "quantity", "made_on", "lots", "lots[0]", "colour", MORE)
    ]
    assert [row.path for row in rows if row.is_required] == ["title", "kind", "status"]


def test_a_value_typed_in_words_is_the_smallest_edit_of_the_text(norway: Bench) -> None:
    drafting = _drafting(norway)

    drafting.type(_row(drafting, "quantity"), "about 20")

    assert _text(drafting) == _TEXT.replace("900   # rounds", "{about = 20}   # rounds")


def test_a_field_of_an_entry_is_changed_in_its_place(norway: Bench) -> None:
    drafting = _drafting(norway)
    drafting.open(_row(drafting, "lots[0]"))

    drafting.type(_row(drafting, "lots[0].by"), "March 2023")

    assert _text(drafting) == _TEXT.replace('"2023-Q1"', '"2023-03"')


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["", "9", "about 20", "abc", "{", "12..5", "1.5m"]), max_size=6))
def test_whatever_was_typed_on_the_way_the_old_value_brings_the_old_text_back(
    norway: Bench, typed: list[str]
) -> None:
    session = _session(norway)
    drafting = Drafting(session, begun(session, COMMITMENT))
    before, row = _text(drafting), _row(drafting, "quantity")

    _type_all(drafting, row, [*typed, row.text])

    assert _text(drafting) == before
    assert not drafting.has_changed


def test_a_wrong_value_is_told_in_the_words_of_the_reader_and_the_last_good_text_stays(norway: Bench) -> None:
    drafting = _drafting(norway)
    row = _row(drafting, "quantity")
    drafting.type(row, "20")

    drafting.type(row, "20 pieces")

    assert drafting.complaints["quantity"].sentence.startswith(
        "quantity cannot be '20 pieces': write a number"
    )
    assert _text(drafting) == _TEXT.replace("900   # rounds", "20   # rounds")
    assert drafting.refusal() == drafting.complaints["quantity"].sentence


def test_a_field_that_is_emptied_stays_in_sight(norway: Bench) -> None:
    drafting = _drafting(norway)

    drafting.type(_row(drafting, "quantity"), "")

    assert "quantity" not in drafting.draft.table
    assert _row(drafting, "quantity").text == ""


def test_an_entry_is_added_by_its_first_field_and_stands_open(norway: Bench) -> None:
    drafting = _drafting(norway)

    path = drafting.add(_row(drafting, "lots"), "b")

    assert path == "lots[1]"
    assert _row(drafting, "lots[1].by").kind is RowKind.FIELD
    assert '{lot = "b"}' in _text(drafting)


def test_an_entry_that_lacks_more_than_its_first_field_is_added_and_the_check_asks_for_the_rest(
    norway: Bench,
) -> None:
    drafting = _drafting(norway)
    acknowledged = next(field for field in drafting.fields_left() if field.key == "acknowledged")
    drafting.ask(acknowledged)

    drafting.add(_row(drafting, "acknowledged"), "WB401")

    assert drafting.complaints == {}
    assert [one.field for one in drafting.prospect().blocking] == ["acknowledged[0]"]


def test_an_entry_that_stands_there_already_is_refused(norway: Bench) -> None:
    drafting = _drafting(norway)

    path = drafting.add(_row(drafting, "lots"), "a")

    assert path == ""
    assert "already has a" in drafting.complaints["lots"].sentence


def test_the_last_entry_that_is_taken_out_takes_its_list_along(norway: Bench) -> None:
    drafting = _drafting(norway)

    drafting.take_out(_row(drafting, "lots[0]"))

    assert "lots" not in _text(drafting)


def test_a_name_and_its_value_are_added_to_a_list_of_names(norway: Bench) -> None:
    drafting = _drafting(norway)
    field = drafting.field_called("release of fields")
    assert field is not None
    drafting.ask(field)

    drafting.add(_row(drafting, "release_fields"), "quantity=members")

    assert drafting.draft.table["release_fields"] == {"quantity": "members"}
    assert _row(drafting, "release_fields.quantity").text == "members"


def test_text_that_cannot_be_read_is_kept_beside_the_last_good_text(norway: Bench) -> None:
    drafting = _drafting(norway)

    drafting.write(_TEXT.replace("900   #", "= #"))

    assert drafting.damage.startswith("The text cannot be read in line 7")
    assert _text(drafting) == _TEXT
    assert drafting.has_changed
    assert drafting.refusal() == drafting.damage


def test_fields_of_a_file_that_is_no_toml_are_refused_until_its_text_is_mended(norway: Bench) -> None:
    drafting = _drafting(norway, _TEXT + "notes")
    row = _row(drafting, "title")

    drafting.write_long(row, "Shells\nand more")
    refused = drafting.complaints["title"].sentence
    drafting.write(_TEXT)
    drafting.write_long(row, "Shells\nand more")

    assert refused.startswith("The text cannot be read in line 12")
    assert drafting.complaints == {}
    assert 'title = """\nShells\nand more"""  # as announced' in _text(drafting)


def test_changes_are_taken_back_and_made_again_one_field_at_a_time(norway: Bench) -> None:
    drafting = _drafting(norway)
    drafting.type(_row(drafting, "quantity"), "8")
    drafting.type(_row(drafting, "quantity"), "80")
    drafting.type(_row(drafting, "title"), "Shells")

    drafting.turn(is_undo=True)
    undone_once = _text(drafting)
    drafting.turn(is_undo=True)
    undone_twice = _text(drafting)
    drafting.turn(is_undo=False)

    assert undone_once == _TEXT.replace("900   # rounds", "80   # rounds")
    assert undone_twice == _TEXT
    assert _text(drafting) == undone_once


def test_findings_that_come_and_go_are_told_with_their_fields(norway: Bench) -> None:
    drafting = _drafting(norway)

    drafting.type(_row(drafting, "item"), "no-such-item")

    found = drafting.prospect()
    assert [(one.code, one.field) for one in found.blocking] == [("WB201", "item")]


def test_a_figure_changed_after_the_contract_is_asked_why_and_the_reason_is_kept(norway: Bench) -> None:
    drafting = _drafting(norway)
    drafting.type(_row(drafting, "quantity"), "800")
    owed = [one.code for one in drafting.prospect().blocking]

    drafting.type(_row(drafting, WHY), "The plant burned.")

    assert owed == ["WB606"]
    assert [row.path for row in drafting.rows()][4:6] == ["quantity", WHY]
    assert drafting.prospect().blocking == ()
    final = (drafting.files()[COMMITMENT] or b"").decode()
    assert 'field = "quantity", was = 900, reason = "The plant burned."' in final


def test_a_new_record_stands_in_the_order_of_its_declarations_whatever_was_typed_first(norway: Bench) -> None:
    session = _session(norway)
    drafting = Drafting(session, begun_anew(session, Kind.COMMITMENT, Standing(), lambda letters: letters[7]))
    drafting.type(_row(drafting, "status"), "pledged")
    drafting.type(_row(drafting, "kind"), "donation")

    drafting.type(_row(drafting, "title"), "Barrels")

    assert _text(drafting) == 'title = "Barrels"\nkind = "donation"\nstatus = "pledged"\n'
    assert drafting.draft.path == "plans/nations/NOR/commitments/NOR-C-7777.toml"


def test_a_nation_cannot_begin_a_record_of_the_secretariat(norway: Bench) -> None:
    session = _session(norway)

    with pytest.raises(NotYoursError):
        begun_anew(session, Kind.SUPPLIER, Standing(name="shells"), lambda letters: letters[0])


def test_it_is_told_where_a_record_lies_and_who_reads_it(norway: Bench) -> None:
    drafting = _drafting(norway, _TEXT + 'release = ["USA"]\n')

    told = whereabouts(drafting.draft, drafting.session.workbook.settings)

    assert told == (
        "Lies in the shared layer, which all members can read (6 in the group members). In papers for USA."
    )


def test_another_nations_record_says_why_it_cannot_be_edited(norway: Bench) -> None:
    session = _session(norway)

    assert "belongs to UKR" in why_not_editable(session, begun(session, REQUEST))
    assert why_not_editable(session, begun(session, COMMITMENT)) == ""


def test_no_record_can_be_edited_in_a_session_that_only_looks(norway: Bench) -> None:
    session = _session(norway, read_only=True)

    assert "read only" in why_not_editable(session, begun(session, COMMITMENT))
