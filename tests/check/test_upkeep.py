"""Open records without a recent date, and contracts without supplier or date, are told."""

from collections.abc import Mapping
from datetime import date

import pytest

from tests.check.test_examples import findings_of
from workbook.check.rule import EXAMPLE_DAY, Example
from workbook.findings import Finding

COMMITMENT = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
REQUEST = "plans/nations/UKR/requests/UKR-R-11AB.toml"
PROCUREMENT = "plans/nations/DEU/procurements/DEU-J-4T2X.toml"
FUND = "plans/nations/USA/funds/USA-F-2B9C.toml"


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


# WB409: left behind (90 days before 28 September 2022 is 30 June)


@pytest.mark.parametrize(
    ("made", "count"), [("2022-06-30", 0), ("2022-06-29", 1), ('"2022-06"', 0), ('"2022-05"', 1)]
)
def test_record_is_left_behind_after_ninety_days(made: str, count: int) -> None:
    assert len(found("WB409", {COMMITMENT: commitment(f"made_on = {made}")})) == count


@pytest.mark.parametrize(
    "line",
    [
        'lots = [{lot = "a", by = "2023"}]',
        'sources = [{title = "Read-out", date = 2022-09-20}]',
        'amended = [{on = 2022-09-20, field = "quantity", was = 12}]',
        'announced_on = "undisclosed"',
        'valid_until = {from = "2022-01"}',
    ],
)
def test_any_date_that_is_or_may_be_later_keeps_a_record_alive(line: str) -> None:
    assert found("WB409", {COMMITMENT: commitment("made_on = 2022-01-10", line)}) == []


def test_unknown_date_keeps_nothing_alive() -> None:
    files = {COMMITMENT: commitment("made_on = 2022-01-10", 'valid_until = "unknown"')}

    assert len(found("WB409", files)) == 1


def test_left_behind_record_is_placed_at_its_latest_date() -> None:
    lots = 'lots = [{lot = "a", by = "2022-02"}, {lot = "b", by = "2022-04"}]'
    files = {COMMITMENT: commitment("made_on = 2022-01-10", lots)}

    (finding,) = found("WB409", files)

    assert (finding.field, finding.place.line, finding.place.column) == ("lots[1].by", 6, 55)


def test_record_without_a_date_is_left_in_peace() -> None:
    assert found("WB409", {COMMITMENT: commitment()}) == []


@pytest.mark.parametrize("status", ["delivered", "suspended", "cancelled"])
def test_record_that_is_not_open_is_not_left_behind(status: str) -> None:
    assert found("WB409", {COMMITMENT: commitment("made_on = 2022-01-10", status=status)}) == []


def test_retired_record_is_not_left_behind() -> None:
    retired = 'retired = {on = 2022-02-01, reason = "Replaced."}'

    assert found("WB409", {COMMITMENT: commitment("made_on = 2022-01-10", retired)}) == []


def test_requests_procurements_and_funds_can_be_left_behind() -> None:
    files = {
        REQUEST: request('"2022-03"'),
        PROCUREMENT: procurement("contract_on = 2022-01-10"),
        FUND: (
            'title = "Fund"\ntotal = {amount = 1000, currency = "USD"}\n'
            'status = "pledged"\nannounced_on = 2022-01-10\n'
        ),
    }

    assert sorted(finding.ref for finding in found("WB409", files)) == [
        "DEU-J-4T2X",
        "UKR-R-11AB",
        "USA-F-2B9C",
    ]


# WB409: what other records carry on

NEED = 'title = "Shells"\nitem = "155mm-he"\nquantity = 400\nraised_on = 2022-03-01\n'
GIFT = 'title = "Shells"\nkind = "donation"\nstatus = "committed"\nitem = "155mm-he"\n'
MEETS = 'meets = [{request = "UKR-R-11AB", quantity = 400}]\n'
TAKES = 'commitment = "NOR-C-7K3Q"\nrequest = "UKR-R-11AB"\nquantity = 400\n'
ACCEPTANCE = "plans/nations/UKR/acceptances/UKR-A-5H1M.toml"
SECOND_ACCEPTANCE = "plans/nations/UKR/acceptances/UKR-A-8M2P.toml"


def test_request_for_which_enough_is_accepted_is_not_left_behind() -> None:
    assert found("WB409", {REQUEST: NEED, COMMITMENT: GIFT + MEETS, ACCEPTANCE: TAKES}) == []


def test_request_for_which_too_little_is_accepted_is_left_behind() -> None:
    files = {REQUEST: NEED, COMMITMENT: GIFT + MEETS, ACCEPTANCE: TAKES.replace("400", "399")}

    assert [one.ref for one in found("WB409", files)] == ["UKR-R-11AB"]


def test_request_is_covered_by_what_is_agreed_with_several() -> None:
    part = TAKES.replace("400", "200")
    files = {
        REQUEST: NEED,
        COMMITMENT: GIFT + MEETS.replace("400", "200"),
        COMMITMENT.replace("NOR", "SWE"): GIFT + MEETS.replace("400", "200"),
        ACCEPTANCE: part,
        SECOND_ACCEPTANCE: part.replace("NOR", "SWE"),
    }

    assert found("WB409", files) == []


@pytest.mark.parametrize(
    ("need", "gift", "takes"),
    [
        (NEED, GIFT + MEETS, TAKES + 'retired = {on = 2022-09-01, reason = "Given up."}\n'),
        (NEED, GIFT.replace("committed", "cancelled") + MEETS, TAKES),
        (NEED, GIFT + MEETS.replace("400", "300"), TAKES),
        (NEED + 'per = "month"\n', GIFT + MEETS, TAKES),
        (NEED, GIFT + MEETS + 'unit = "TNE"\n', TAKES),
    ],
    ids=["acceptance retired", "cancelled", "lapsed", "recurs", "unit"],
)
def test_request_is_left_behind_where_the_agreement_does_not_reach_it(
    need: str, gift: str, takes: str
) -> None:
    need += 'unit = "each"\n'

    assert [one.ref for one in found("WB409", {REQUEST: need, COMMITMENT: gift, ACCEPTANCE: takes})] == [
        "UKR-R-11AB"
    ]


def test_promise_that_nobody_accepted_covers_a_request_once_it_is_on_its_way() -> None:
    on_its_way = GIFT.replace("committed", "delivering")

    assert len(found("WB409", {REQUEST: NEED, COMMITMENT: GIFT + MEETS})) == 1
    assert found("WB409", {REQUEST: NEED, COMMITMENT: on_its_way + MEETS}) == []


def test_acceptance_of_a_commitment_that_names_no_request_covers_it() -> None:
    assert found("WB409", {REQUEST: NEED, COMMITMENT: GIFT, ACCEPTANCE: TAKES}) == []


def test_package_is_not_left_behind_while_a_part_is_open() -> None:
    package = {COMMITMENT: commitment("made_on = 2022-01-10")}
    part = GIFT + 'part_of = "NOR-C-7K3Q"\n'
    path = COMMITMENT.replace("7K3Q", "9D0M")

    assert found("WB409", {**package, path: part}) == []
    assert len(found("WB409", {**package, path: part.replace("committed", "delivered")})) == 1


# WB410: contracted without supplier or date


def test_contract_without_supplier_and_date_is_told_twice() -> None:
    fields = [finding.field for finding in found("WB410", {COMMITMENT: commitment(status="contracted")})]

    assert sorted(fields) == ["made_on", "supplier"]


def test_unknown_supplier_is_none_and_an_undisclosed_one_is_an_answer() -> None:
    unknown = {COMMITMENT: commitment('supplier = "unknown"', "made_on = 2022-09-01", status="contracted")}
    undisclosed = {path: text.replace("unknown", "undisclosed") for path, text in unknown.items()}

    assert (places("WB410", unknown), places("WB410", undisclosed)) == ([f"{COMMITMENT}:5:12"], [])


def test_commitment_in_a_procurement_has_its_contract_there() -> None:
    files = {
        COMMITMENT: commitment('procurement = "DEU-J-4T2X"', kind="procurement", status="contracted"),
        PROCUREMENT: procurement('supplier = "shell-works"', "contract_on = 2022-09-15"),
    }

    assert found("WB410", files) == []


@pytest.mark.parametrize(
    ("status", "count"), [("agreed", 0), ("contracted", 2), ("delivering", 2), ("closed", 0)]
)
def test_procurement_needs_supplier_and_date_once_it_is_contracted(status: str, count: int) -> None:
    assert len(found("WB410", {PROCUREMENT: procurement(status=status)})) == count


def test_contracted_funding_needs_no_supplier() -> None:
    files = {COMMITMENT: commitment("made_on = 2022-09-01", kind="funding", status="contracted")}

    assert found("WB410", files) == []


def test_donation_that_is_delivering_needs_no_contract() -> None:
    assert found("WB410", {COMMITMENT: commitment(status="delivering")}) == []


def test_package_has_the_suppliers_of_its_parts() -> None:
    package = {COMMITMENT: commitment("made_on = 2022-09-01", kind="production", status="contracted")}
    part = {COMMITMENT.replace("7K3Q", "9D0M"): GIFT + 'part_of = "NOR-C-7K3Q"\n'}

    assert found("WB410", {**package, **part}) == []
    assert [one.field for one in found("WB410", package)] == ["supplier"]
