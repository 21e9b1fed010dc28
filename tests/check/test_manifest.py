"""What `workbook.toml` names is judged like what records name."""

from collections.abc import Mapping
from datetime import date

import pytest

from tests.check.test_examples import findings_of
from workbook.check.examples import COALITION
from workbook.check.rule import EXAMPLE_DAY, Example

MANIFEST = "plans/workbook.toml"
PLAN = COALITION[MANIFEST]


def told(plan: str, others: Mapping[str, str] | None = None, today: date = EXAMPLE_DAY) -> list[str]:
    files = {**(others or {}), MANIFEST: plan}
    return [f"{one.code} {one.field} {one.message}" for one in findings_of(Example(files=files, today=today))]


def test_misspelt_member_is_told_its_code_and_place() -> None:
    (one,) = findings_of(Example(files={MANIFEST: PLAN.replace('["NOR", "SWE"]', '["NOR", "Sweden"]')}))

    assert (one.code, one.place.line, one.place.column) == ("WB214", 8, 19)
    assert one.message == "names 'Sweden', which is no nation's code; did you mean SWE?"


def test_group_holds_no_other_group() -> None:
    plan = PLAN.replace('["NOR", "SWE"]', '["NOR", "members"]')

    assert told(plan) == [
        "WB214 groups.nordics[1] names the group 'members', where only one nation can stand; name the nation"
    ]


def test_organisation_may_be_a_member() -> None:
    assert told(PLAN.replace('["NOR", "SWE"]', '["NOR", "NATO"]')) == []


@pytest.mark.parametrize("word", ["", "Norway", "nordics"])
def test_secretariat_is_a_nation(word: str) -> None:
    (one,) = told(PLAN.replace('secretariat = "USA"', f'secretariat = "{word}"'))

    assert one.startswith("WB214 secretariat names ")


def test_secretariat_has_a_folder() -> None:
    assert told(PLAN.replace('secretariat = "USA"', 'secretariat = "FIN"')) == [
        "WB216 secretariat names FIN, which has no folder in the plan; add plans/nations/FIN/nation.toml"
    ]


@pytest.mark.parametrize("members", ["memberz = ", "members = []\nothers = "])
def test_plan_without_members_is_told(members: str) -> None:
    (one,) = told(PLAN.replace("members = ", members))

    assert one.startswith("WB216 groups names no members, so nobody may see what is for members")


def test_members_that_cannot_be_read_are_told_once() -> None:
    assert [one[:5] for one in told(PLAN.replace('nordics = ["NOR", "SWE"]', "nordics = 5"))] == ["WB104"]


@pytest.mark.parametrize("code", ["USDOLLAR", "unknown", ""])
def test_rate_for_no_currency_is_told(code: str) -> None:
    (one,) = told(PLAN.replace('"USD"', f'"{code}"'))

    assert one.startswith(f"WB215 rates[0].currency is in '{code}', which is no currency's code")


def test_rate_for_a_withdrawn_currency_converts_old_amounts() -> None:
    assert told(PLAN.replace('"USD"', '"HRK"'), today=date(2024, 1, 1)) == []


@pytest.mark.parametrize(("code", "day", "count"), [("EURO", EXAMPLE_DAY, 1), ("HRK", date(2022, 12, 31), 0)])
def test_base_currency_is_a_currency(code: str, day: date, count: int) -> None:
    plan = PLAN.replace('base_currency = "EUR"', f'base_currency = "{code}"')

    assert [one[:19] for one in told(plan, today=day)] == ["WB215 base_currency"] * count


def test_base_currency_is_in_use() -> None:
    plan = PLAN.replace('base_currency = "EUR"', 'base_currency = "HRK"')

    assert told(plan, today=date(2023, 1, 1)) == [
        "WB215 base_currency is HRK, which was withdrawn on 2023-01-01; give totals in a currency in use"
    ]


@pytest.mark.parametrize("number", ["0", "-1"])
def test_format_begins_at_one(number: str) -> None:
    assert told(PLAN.replace("format = 1", f"format = {number}")) == [
        f"WB104 format format is {number}: a whole number from 1 to 1 is wanted"
    ]


def test_plan_that_cannot_be_read_is_told_once() -> None:
    assert [one[:5] for one in told("format = \n")] == ["WB101"]


def test_unreadable_file_of_a_record_is_not_judged_as_the_plan() -> None:
    others = {"plans/nations/NOR/commitments/NOR-C-7K3Q.toml": "x = "}

    assert [one[:5] for one in told(PLAN.replace("members =", "memberz ="), others)] == ["WB101", "WB216"]


def test_public_group_that_is_not_there_is_told() -> None:
    (one,) = told(PLAN.replace("[groups]", 'public_groups = ["nordics", "balts"]\n[groups]'))

    assert one.startswith("WB214 public_groups[1] names the group 'balts', which is not there")


NATION = 'name = "Finland"\n'
REQUEST = "plans/nations/FIN/requests/FIN-R-11AB.toml"


def folders_outside(files: dict[str, str]) -> list[str]:
    return [one.place.path for one in findings_of(Example(files=files)) if one.code == "WB217"]


def test_folder_of_a_nation_outside_the_members_is_told_once_at_its_own_file() -> None:
    own = "plans/nations/FIN/nation.toml"

    assert folders_outside({own: NATION, REQUEST: 'title = "x"\nquantity = 1\n'}) == [own]


def test_folder_without_a_file_of_its_nation_is_told_at_its_records() -> None:
    assert folders_outside({REQUEST: 'title = "x"\nquantity = 1\n'}) == [REQUEST]


def test_what_is_recorded_for_a_guest_makes_it_no_member() -> None:
    recorded = {
        "plans/recorded/FIN/nation.toml": NATION,
        REQUEST.replace("nations", "recorded"): 'title = "x"\n',
    }

    assert folders_outside(recorded) == []


def test_without_members_nobody_is_outside_of_them() -> None:
    manifest = COALITION[MANIFEST].replace("members =", "memberz =")

    assert folders_outside({MANIFEST: manifest}) == []
