from datetime import date

import pytest

from tests.cli.conftest import COMMITMENT, RECORDS, Bench
from workbook.desk.editing.edits import retire
from workbook.desk.editing.wording import wording
from workbook.desk.lookback import PastReadOnlyError, look_back, past_states
from workbook.desk.session import Session
from workbook.desk.telling.history import record_history
from workbook.errors import WorkbookError

MORE = {COMMITMENT: RECORDS[COMMITMENT].replace("{about = 900}", "1200")}


def _session(norway: Bench) -> Session:
    norway.commit(MORE, at="2022-09-30T12:00:00Z")
    return Session.open(norway.folder, today=date(2022, 10, 1))


def test_states_are_meetings_that_are_over_and_then_what_was_saved(norway: Bench) -> None:
    states = past_states(_session(norway))

    assert [(one.label, bool(one.word)) for one in states] == [
        ("As of a meeting", False),
        ("2022-09-28", True),
        ("As it was saved", False),
        ("2022-09-30 12:00", True),
        ("2022-09-28 12:00", True),
    ]


def test_a_look_back_is_on_its_day_and_may_only_look(norway: Bench) -> None:
    found = look_back(_session(norway), "2022-09-29")

    past = found.session
    assert past.today == date(2022, 9, 29)
    assert str(past.workbook.records["NOR-C-7K3Q"].data.quantity) == "about 900"
    outlook = past.outlook(retire(past, "NOR-C-7K3Q", "Sold"))
    with pytest.raises(PastReadOnlyError, match="The plan as of 2022-09-29"):
        past.save(outlook, wording(outlook, past))


def test_a_state_is_named_by_its_day_and_the_word_that_was_given(norway: Bench) -> None:
    session = _session(norway)
    commit = norway.git("rev-parse", "HEAD")

    assert look_back(session, commit).place == f"The plan as of 2022-09-30 ({commit[:10]}), read only"
    assert look_back(session, "main").place == "The plan as of 2022-09-30 (main), read only"


def test_a_day_before_the_plan_is_refused(norway: Bench) -> None:
    with pytest.raises(WorkbookError, match="No commit is as old"):
        look_back(_session(norway), "2020-01-01")


def test_the_history_of_the_past_knows_nothing_that_came_later(norway: Bench) -> None:
    session = _session(norway)

    now = record_history(session, "NOR-C-7K3Q")
    then = record_history(look_back(session, "2022-09-28").session, "NOR-C-7K3Q")

    assert len(now.happenings) == 2
    assert now.happenings[1:] == then.happenings
    assert {one.who for one in then.fields} == {"Kari Nordmann, 2022-09-28"}


def test_what_is_not_saved_yet_is_told_so(norway: Bench) -> None:
    norway.write(MORE)

    told = record_history(Session.open(norway.folder, today=date(2022, 10, 1)), "NOR-C-7K3Q")

    assert [one.label for one in told.fields if not one.is_saved] == ["quantity"]


def test_a_record_that_cannot_be_read_still_has_a_life(norway: Bench) -> None:
    norway.write({COMMITMENT: "title = \n"})

    told = record_history(Session.open(norway.folder, today=date(2022, 10, 1)), "NOR-C-7K3Q")

    assert len(told.happenings) == 1
    assert "cannot be read" in told.refusal
