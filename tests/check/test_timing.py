"""Dates that surely do not fit are told, to the day; dates that may fit are left in peace."""

from collections.abc import Mapping
from datetime import date

import pytest

from tests.check.test_examples import findings_of
from workbook.check.rule import EXAMPLE_DAY, Example
from workbook.check.rules.meetings import RULES as MEETING_RULES
from workbook.check.rules.timing import RULES as TIMING_RULES
from workbook.check.rules.timing import _months_after
from workbook.check.rules.upkeep import RULES as UPKEEP_RULES
from workbook.findings import Finding

COMMITMENT = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
REQUEST = "plans/nations/UKR/requests/UKR-R-11AB.toml"
ACCEPTANCE = "plans/nations/UKR/acceptances/UKR-A-6K2B.toml"
PROCUREMENT = "plans/nations/DEU/procurements/DEU-J-4T2X.toml"


def found(code: str, files: Mapping[str, str], today: date = EXAMPLE_DAY) -> list[Finding]:
    return [one for one in findings_of(Example(files=files, today=today)) if one.code == code]


def places(code: str, files: Mapping[str, str], today: date = EXAMPLE_DAY) -> list[str]:
    return [str(one.place) for one in found(code, files, today)]


def commitment(*lines: str, kind: str = "donation", status: str = "committed") -> str:
    head = ['title = "Shells"', f'kind = "{kind}"', 'item = "155mm-he"', f'status = "{status}"']
    return "\n".join([*head, *lines, ""])


def procurement(*lines: str, status: str = "contracted") -> str:
    return "\n".join(['title = "Joint shells"', 'item = "155mm-he"', f'status = "{status}"', *lines, ""])


def request(need_by: str, *lines: str) -> str:
    return "\n".join(['title = "Shells"', 'item = "155mm-he"', f"need_by = {need_by}", *lines, ""])


def test_all_rules_of_timing_are_warnings() -> None:
    severities = {rule.code: rule.severity for rule in (*TIMING_RULES, *MEETING_RULES, *UPKEEP_RULES)}

    assert severities == {f"WB4{number:02}": "warning" for number in range(1, 11)}


# WB401: a lot after the need

MEETS = 'meets = [{request = "UKR-R-11AB"}]'


def test_lot_on_the_day_of_the_need_is_in_time() -> None:
    lots = 'lots = [{lot = "a", by = 2022-12-31}]'
    files = {REQUEST: request('"2022-12"'), COMMITMENT: commitment(lots, MEETS)}

    assert found("WB401", files) == []


def test_lot_on_the_day_after_the_need_is_late() -> None:
    lots = 'lots = [{lot = "a", by = 2023-01-01}]'
    files = {REQUEST: request('"2022-12"'), COMMITMENT: commitment(lots, MEETS)}

    assert places("WB401", files) == [f"{COMMITMENT}:5:26"]


@pytest.mark.parametrize(
    "by", ['"2022-Q4"', '{until = "2023"}', '"unknown"', '{between = ["2022-12", "2023"]}']
)
def test_lot_that_may_come_in_time_is_not_late(by: str) -> None:
    files = {
        REQUEST: request('"2022-12"'),
        COMMITMENT: commitment(f'lots = [{{lot = "a", by = {by}}}]', MEETS),
    }

    assert found("WB401", files) == []


@pytest.mark.parametrize("need", ['{from = "2022-12"}', '"unknown"', '"2023-Q1"'])
def test_lot_before_an_uncertain_need_may_have_passed_is_not_late(need: str) -> None:
    lots = 'lots = [{lot = "a", by = "2023-02"}]'
    files = {REQUEST: request(need), COMMITMENT: commitment(lots, MEETS)}

    assert found("WB401", files) == []


@pytest.mark.parametrize(
    "line",
    ['status = "withdrawn"', 'per = "month"', 'retired = {on = 2022-09-01, reason = "Met elsewhere."}'],
)
def test_nothing_is_late_for_a_request_that_is_over_or_recurs(line: str) -> None:
    lots = 'lots = [{lot = "a", by = "2023-02"}]'
    files = {REQUEST: request('"2022-12"', line), COMMITMENT: commitment(lots, MEETS)}

    assert found("WB401", files) == []


@pytest.mark.parametrize("status", ["suspended", "cancelled", "delivered"])
def test_commitment_that_is_not_open_is_never_late(status: str) -> None:
    lots = 'lots = [{lot = "a", by = "2023-02"}]'
    files = {REQUEST: request('"2022-12"'), COMMITMENT: commitment(lots, MEETS, status=status)}

    assert found("WB401", files) == []


TWO_LOTS = 'lots = [{lot = "a", by = "2022-11", quantity = 100}, {lot = "b", by = "2023-02", quantity = 300}]'


def test_late_lot_is_silent_where_earlier_ones_fill_the_promise() -> None:
    meets = 'meets = [{request = "UKR-R-11AB", quantity = 100}]'
    files = {REQUEST: request('"2022-12"'), COMMITMENT: commitment(TWO_LOTS, meets)}

    assert found("WB401", files) == []


def test_late_lot_is_told_where_earlier_ones_fall_short() -> None:
    meets = 'meets = [{request = "UKR-R-11AB", quantity = 101}]'
    files = {REQUEST: request('"2022-12"'), COMMITMENT: commitment(TWO_LOTS, meets)}

    (finding,) = found("WB401", files)

    assert finding.field == "lots[1].by"
    assert "lot b" in finding.message


def test_late_lot_is_silent_where_an_earlier_one_may_be_large_enough() -> None:
    lots = TWO_LOTS.replace("quantity = 100", "quantity = {at_least = 50}")
    meets = 'meets = [{request = "UKR-R-11AB", quantity = 101}]'
    files = {REQUEST: request('"2022-12"'), COMMITMENT: commitment(lots, meets)}

    assert found("WB401", files) == []


# WB402: a lot before it was made


def test_lot_in_the_month_it_was_made_may_come_after() -> None:
    files = {COMMITMENT: commitment("made_on = 2022-09-20", 'lots = [{lot = "a", by = "2022-09"}]')}

    assert found("WB402", files) == []


def test_lot_delivered_on_the_day_before_it_was_made_is_told() -> None:
    lots = 'lots = [{lot = "a", done_on = 2022-09-19}]'

    assert places("WB402", {COMMITMENT: commitment("made_on = 2022-09-20", lots)}) == [f"{COMMITMENT}:6:31"]


def test_lot_of_a_procurement_before_its_contract_is_told() -> None:
    files = {PROCUREMENT: procurement("contract_on = 2022-09-20", 'lots = [{lot = "a", by = "2022-08"}]')}

    assert places("WB402", files) == [f"{PROCUREMENT}:5:26"]


@pytest.mark.parametrize(
    "text",
    [
        commitment("made_on = 2022-09-20", 'lots = [{lot = "a", by = "2022-08"}]', status="cancelled"),
        commitment("made_on = 2022-09-20", 'lots = [{lot = "a", by = "2022-08", status = "cancelled"}]'),
        commitment("made_on = {until = 2022-09-20}", 'lots = [{lot = "a", by = "2022-08"}]'),
    ],
)
def test_what_is_cancelled_or_may_be_made_before_is_left_out(text: str) -> None:
    assert found("WB402", {COMMITMENT: text}) == []


# WB403: faster than the lead time (six months for the shell of the examples)


def test_lot_at_the_end_of_the_lead_time_is_possible() -> None:
    lots = 'lots = [{lot = "a", by = 2023-03-15}]'
    files = {COMMITMENT: commitment("made_on = 2022-09-15", lots, kind="production")}

    assert found("WB403", files) == []


def test_lot_a_day_sooner_than_the_lead_time_is_told() -> None:
    lots = 'lots = [{lot = "a", by = 2023-03-14}]'
    files = {COMMITMENT: commitment("made_on = 2022-09-15", lots, kind="production")}

    assert places("WB403", files) == [f"{COMMITMENT}:6:26"]


def test_what_is_given_from_stock_takes_no_lead_time() -> None:
    lots = 'lots = [{lot = "a", by = 2022-10-01}]'

    assert found("WB403", {COMMITMENT: commitment("made_on = 2022-09-15", lots)}) == []


def test_lead_time_runs_from_the_contract_of_the_procurement() -> None:
    lines = ("made_on = 2022-01-10", 'procurement = "DEU-J-4T2X"', 'lots = [{lot = "a", by = "2022-12"}]')
    files = {
        PROCUREMENT: procurement("contract_on = 2022-09-15"),
        COMMITMENT: commitment(*lines, kind="procurement"),
    }

    (finding,) = found("WB403", files)

    assert "2023-03-15" in finding.message


@pytest.mark.parametrize(
    "text",
    [procurement(), procurement("contract_on = 2022-09-15", status="cancelled"), ""],
)
def test_procurement_without_contract_says_nothing_of_the_lead_time(text: str) -> None:
    lines = ("made_on = 2022-09-10", 'procurement = "DEU-J-4T2X"', 'lots = [{lot = "a", by = "2022-12"}]')
    files = {PROCUREMENT: text, COMMITMENT: commitment(*lines, kind="procurement")}

    assert found("WB403", files) == []


def test_lots_of_the_procurement_itself_take_the_lead_time() -> None:
    files = {PROCUREMENT: procurement("contract_on = 2022-09-15", 'lots = [{lot = "a", by = "2022-12"}]')}

    assert places("WB403", files) == [f"{PROCUREMENT}:5:26"]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2022, 8, 31), 6, date(2023, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2022, 12, 15), 12, date(2023, 12, 15)),
        (date(2022, 6, 30), 6, date(2022, 12, 30)),
        (date(2199, 12, 31), 600, date(2249, 12, 31)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(day: date, months: int, later: date) -> None:
    assert _months_after(day, months) == later


# WB404: overdue

DUE = 'lots = [{lot = "a", by = 2022-09-27, quantity = 400}]'
RECEIVED = 'commitment = "NOR-C-7K3Q"\nquantity = 400\nreceived = [{lot = "a", quantity = 400}]\n'


def test_lot_is_overdue_on_the_day_after() -> None:
    assert places("WB404", {COMMITMENT: commitment(DUE)}) == [f"{COMMITMENT}:5:26"]


def test_lot_is_not_overdue_on_its_day() -> None:
    assert found("WB404", {COMMITMENT: commitment(DUE)}, date(2022, 9, 27)) == []


def test_lot_due_in_a_month_is_not_overdue_before_it_ends() -> None:
    assert found("WB404", {COMMITMENT: commitment('lots = [{lot = "a", by = "2022-09"}]')}) == []


@pytest.mark.parametrize(
    "said",
    [
        'status = "delivered"',
        'status = "cancelled"',
        "done = 400",
        "done_on = 2022-09-20",
        "done = {at_least = 9}",
    ],
)
def test_lot_that_was_or_may_have_been_delivered_is_not_overdue(said: str) -> None:
    files = {COMMITMENT: commitment(DUE.replace("}", f", {said}}}"))}

    assert found("WB404", files) == []


@pytest.mark.parametrize("said", ["done = 0", "done = 399", "done = 399, done_on = 2022-09-20"])
def test_lot_that_was_delivered_in_part_is_overdue(said: str) -> None:
    files = {COMMITMENT: commitment(DUE.replace("}", f", {said}}}"))}

    assert len(found("WB404", files)) == 1


def test_lot_of_unstated_size_of_which_nothing_arrived_is_overdue() -> None:
    assert len(found("WB404", {COMMITMENT: commitment('lots = [{lot = "a", by = "2022-08"}]')})) == 1


def test_lot_that_the_recipient_counted_is_not_overdue() -> None:
    assert found("WB404", {COMMITMENT: commitment(DUE), ACCEPTANCE: RECEIVED}) == []


def test_lot_that_two_recipients_counted_together_is_not_overdue() -> None:
    half = RECEIVED.replace("400", "200")
    other = ACCEPTANCE.replace("UKR", "SWE")

    assert found("WB404", {COMMITMENT: commitment(DUE), ACCEPTANCE: half, other: half}) == []


def test_receipt_of_another_lot_leaves_it_overdue() -> None:
    other = RECEIVED.replace('lot = "a"', 'lot = "b"')

    assert len(found("WB404", {COMMITMENT: commitment(DUE), ACCEPTANCE: other})) == 1


def test_receipt_of_a_retired_acceptance_leaves_it_overdue() -> None:
    retired = RECEIVED + 'retired = {on = 2022-09-28, reason = "Counted wrongly."}\n'

    assert len(found("WB404", {COMMITMENT: commitment(DUE), ACCEPTANCE: retired})) == 1


@pytest.mark.parametrize("status", ["considered", "suspended", "cancelled", "delivered"])
def test_what_is_not_owed_is_not_overdue(status: str) -> None:
    assert found("WB404", {COMMITMENT: commitment(DUE, status=status)}) == []


def test_retired_commitment_is_not_overdue() -> None:
    retired = 'retired = {on = 2022-09-01, reason = "Replaced."}'

    assert found("WB404", {COMMITMENT: commitment(DUE, retired)}) == []


def test_lot_of_a_procurement_is_overdue() -> None:
    assert len(found("WB404", {PROCUREMENT: procurement(DUE)})) == 1


# WB405: an offer about to lapse


@pytest.mark.parametrize(
    ("until", "count"),
    [
        ("2022-10-12", 1),  # exactly 14 days
        ("2022-10-13", 0),
        ("2022-09-28", 1),
        ("2022-09-27", 1),
        ('"2022-10"', 0),
        ('{from = "2022-10"}', 0),
        ('"unknown"', 0),
    ],
)
def test_offer_is_told_of_two_weeks_before_it_surely_lapses(until: str, count: int) -> None:
    files = {COMMITMENT: commitment(f"valid_until = {until}", status="pledged")}

    assert len(found("WB405", files)) == count


def test_lapsed_offer_is_told_as_such() -> None:
    (finding,) = found("WB405", {COMMITMENT: commitment("valid_until = 2022-09-27", status="considered")})

    assert (finding.place.line, finding.place.column) == (5, 15)
    assert "lapsed" in finding.message


@pytest.mark.parametrize("status", ["contracted", "delivering", "delivered", "suspended", "cancelled"])
def test_what_is_no_offer_any_more_does_not_lapse(status: str) -> None:
    assert found("WB405", {COMMITMENT: commitment("valid_until = 2022-09-27", status=status)}) == []


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ('as = "recipient"', 0),
        ('as = "financier"', 1),
        ('retired = {on = 2022-09-20, reason = "No longer needed."}', 1),
    ],
)
def test_only_a_living_acceptance_of_a_recipient_takes_an_offer_up(line: str, count: int) -> None:
    acceptance = f'commitment = "NOR-C-7K3Q"\nquantity = 10\n{line}\n'
    files = {COMMITMENT: commitment("valid_until = 2022-10-05"), ACCEPTANCE: acceptance}

    assert len(found("WB405", files)) == count


# Packages

HEAD = "plans/nations/NOR/commitments/NOR-C-9D0M.toml"
_PACKAGE = 'title = "Winter"\nkind = "donation"\nstatus = "pledged"\n'
_PART = 'title = "Shells"\nkind = "donation"\nstatus = "delivered"\npart_of = "NOR-C-9D0M"\n'


def test_package_has_arrived_when_all_its_parts_have() -> None:
    package = _PACKAGE + 'lots = [{lot = "a", by = "2022-08"}]\n'
    other = {COMMITMENT.replace("7K3Q", "3F8K"): _PART.replace("delivered", "delivering")}

    assert found("WB404", {HEAD: package, COMMITMENT: _PART}) == []
    assert len(found("WB404", {HEAD: package, COMMITMENT: _PART, **other})) == 1


def test_package_is_taken_up_by_its_parts() -> None:
    package = _PACKAGE + "valid_until = 2022-09-30\n"

    assert found("WB405", {HEAD: package, COMMITMENT: _PART}) == []
    assert len(found("WB405", {HEAD: package})) == 1
