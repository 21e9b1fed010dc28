"""An agenda, a decision or an action that does not fit its meeting or its day is told."""

from collections.abc import Mapping
from datetime import date

import pytest

from tests.check.test_examples import findings_of
from workbook.check.rule import EXAMPLE_DAY, Example
from workbook.findings import Finding

FOLDER = "plans/meetings/2022-09-28-brussels"
MEETING = f"{FOLDER}/meeting.toml"
AGENDA = f"{FOLDER}/agenda/G-7K3Q.toml"
DECISION = f"{FOLDER}/decisions/D-7K3Q.toml"
ACTION = f"{FOLDER}/actions/X-7K3Q.toml"
REPORT = "plans/nations/NOR/reports/NOR-T-3C4D.toml"


def found(code: str, files: Mapping[str, str], today: date = EXAMPLE_DAY) -> list[Finding]:
    return [one for one in findings_of(Example(files=files, today=today)) if one.code == code]


def places(code: str, files: Mapping[str, str], today: date = EXAMPLE_DAY) -> list[str]:
    return [str(one.place) for one in found(code, files, today)]


# WB406: agenda longer than the meeting

HOURS = "start = 2022-09-28T09:00:00+02:00\nend = 2022-09-28T10:00:00+02:00\n"
HELD = f'title = "Directors"\ndate = 2022-09-28\n{HOURS}'


def agenda(minutes: int, *lines: str) -> str:
    return "\n".join(['order = 1\ntitle = "Limits"\nkind = "discussion"', f"minutes = {minutes}", *lines, ""])


def test_agenda_of_exactly_the_length_of_the_meeting_fits() -> None:
    files = {MEETING: HELD, AGENDA: agenda(30), AGENDA.replace("7K3Q", "9D0M"): agenda(30)}

    assert found("WB406", files) == []


def test_agenda_one_minute_longer_is_told_at_the_end_of_the_meeting() -> None:
    files = {MEETING: HELD, AGENDA: agenda(30), AGENDA.replace("7K3Q", "9D0M"): agenda(31)}

    assert places("WB406", files) == [f"{MEETING}:4:7"]


def test_length_of_the_meeting_minds_the_zones() -> None:
    files = {MEETING: HELD.replace("10:00:00+02:00", "09:00:00+01:00"), AGENDA: agenda(60)}

    assert found("WB406", files) == []


def test_retired_agenda_item_takes_no_time() -> None:
    retired = 'retired = {on = 2022-09-20, reason = "Postponed."}'

    assert found("WB406", {MEETING: HELD, AGENDA: agenda(90, retired)}) == []


def test_meeting_without_an_end_has_room_for_all() -> None:
    files = {MEETING: HELD.replace("end = 2022-09-28T10:00:00+02:00\n", ""), AGENDA: agenda(600)}

    assert found("WB406", files) == []


def test_meeting_that_ends_before_it_starts_is_told() -> None:
    (finding,) = found("WB406", {MEETING: HELD.replace("T10", "T08")})

    assert "no later than it starts" in finding.message


# WB407: decision outside its meeting


def decision(on: str, *lines: str, status: str = "adopted") -> str:
    return "\n".join(['text = "Share lead times."', f'status = "{status}"', f"on = {on}", *lines, ""])


@pytest.mark.parametrize("on", ["2022-09-27", "2022-09-29", '"2022-10"'])
def test_decision_on_another_day_is_told(on: str) -> None:
    assert places("WB407", {DECISION: decision(on)}) == [f"{DECISION}:3:6"]


@pytest.mark.parametrize("on", ["2022-09-28", '"2022-09"', '"unknown"', '{until = "2022-10"}'])
def test_decision_that_may_be_of_the_day_is_not_told(on: str) -> None:
    assert found("WB407", {DECISION: decision(on)}) == []


@pytest.mark.parametrize("taken", ["silence", "correspondence"])
def test_decision_outside_the_room_may_have_any_day(taken: str) -> None:
    assert found("WB407", {DECISION: decision("2022-10-05", f'taken = "{taken}"')}) == []


def test_decision_on_the_second_day_of_a_meeting_is_in_it() -> None:
    meeting = 'title = "Directors"\ndate = {between = [2022-09-28, 2022-09-29]}\n'

    assert found("WB407", {MEETING: meeting, DECISION: decision("2022-09-29")}) == []


def test_decision_that_is_only_proposed_is_not_told() -> None:
    assert found("WB407", {DECISION: decision("2022-10-05", status="proposed")}) == []


def test_decision_of_a_meeting_that_cannot_be_read_is_not_told() -> None:
    assert found("WB407", {MEETING: "title = \n", DECISION: decision("2022-10-05")}) == []


# WB408: actions

TASK = 'text = "Send lead times."\nowner = "NOR"\ndue = 2022-09-27\n'
DONE = 'action = "X-7K3Q"\nstatus = "done"\n'


def test_action_is_overdue_on_the_day_after() -> None:
    assert places("WB408", {ACTION: TASK}) == [f"{ACTION}:3:7"]


def test_action_is_not_overdue_on_its_day() -> None:
    assert found("WB408", {ACTION: TASK}, date(2022, 9, 27)) == []


def test_action_without_owner_and_due_date_is_told_twice() -> None:
    fields = [finding.field for finding in found("WB408", {ACTION: 'text = "Send lead times."\n'})]

    assert sorted(fields) == ["due", "owner"]


def test_undisclosed_due_date_is_an_answer_and_an_unknown_one_is_none() -> None:
    undisclosed = {ACTION: TASK.replace("2022-09-27", '"undisclosed"')}
    unknown = {ACTION: TASK.replace("2022-09-27", '"unknown"')}

    assert (found("WB408", undisclosed), len(found("WB408", unknown))) == ([], 1)


@pytest.mark.parametrize(
    "line", ['status = "done"', 'status = "dropped"', 'retired = {on = 2022-09-20, reason = "Moot."}']
)
def test_action_that_is_closed_is_not_told(line: str) -> None:
    assert found("WB408", {ACTION: f"{TASK}{line}\n"}) == []


def test_action_that_its_owner_reports_done_is_not_overdue() -> None:
    assert found("WB408", {ACTION: TASK, REPORT: DONE}) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (REPORT, DONE.replace("done", "open")),
        (REPORT.replace("NOR", "SWE"), DONE),
        (REPORT, DONE + 'retired = {on = 2022-09-28, reason = "Sent too early."}\n'),
    ],
)
def test_action_stays_overdue_on_any_other_report(path: str, text: str) -> None:
    assert len(found("WB408", {ACTION: TASK, path: text})) == 1
