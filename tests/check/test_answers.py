"""Claims, lapses and silence: what one side writes of another is borne out by the other, or told."""

from collections.abc import Mapping
from datetime import date

import pytest

from tests.check.test_examples import findings_of
from workbook.check.rule import EXAMPLE_DAY, Example
from workbook.findings import Finding

GIFT = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
SWEDISH_GIFT = "plans/nations/SWE/commitments/SWE-C-3F8K.toml"
NEED = "plans/nations/UKR/requests/UKR-R-11AB.toml"
SECOND_NEED = "plans/nations/UKR/requests/UKR-R-22CD.toml"
TAKING = "plans/nations/UKR/acceptances/UKR-A-5H1M.toml"

SHELLS = 'title = "Shells"\nkind = "donation"\nstatus = "committed"\nitem = "155mm-he"\nquantity = 400\n'
REQUEST = 'title = "Shells"\nitem = "155mm-he"\nquantity = 5000\n'
MEETS = 'meets = [{request = "UKR-R-11AB"}]\n'
TAKES = 'commitment = "NOR-C-7K3Q"\nrequest = "UKR-R-11AB"\nquantity = 400\n'
RETIRED = 'retired = {on = 2022-09-01, reason = "Given up."}\n'


def found(code: str, files: Mapping[str, str], today: date = EXAMPLE_DAY) -> list[Finding]:
    return [one for one in findings_of(Example(files=files, today=today)) if one.code == code]


def fields(code: str, files: Mapping[str, str], today: date = EXAMPLE_DAY) -> list[tuple[str, str]]:
    return [(one.ref, one.field) for one in found(code, files, today)]


def test_claim_is_told_to_who_claims() -> None:
    (one,) = found("WB211", {GIFT: SHELLS + 'to = [{party = "SWE"}]\n', NEED: REQUEST, TAKING: TAKES})

    assert (one.ref, one.field) == ("UKR-A-5H1M", "request")
    assert one.message == (
        "accepts NOR-C-7K3Q, which offers nothing to UKR-R-11AB; "
        "ask NOR to offer it, or retire this acceptance"
    )


def test_acceptance_that_may_answer_two_requests_is_asked_which() -> None:
    gift = (
        SHELLS + 'meets = [{request = "UKR-R-11AB", quantity = 1}, {request = "UKR-R-22CD", quantity = 1}]\n'
    )
    files = {
        GIFT: gift,
        NEED: REQUEST,
        SECOND_NEED: REQUEST,
        TAKING: 'commitment = "NOR-C-7K3Q"\nquantity = 1\n',
    }

    (one,) = found("WB211", files)

    assert one.message == "accepts NOR-C-7K3Q without naming a request, and 2 fit; name the one it answers"


@pytest.mark.parametrize(
    ("role", "named"),
    [("financier", 'financed_by = [{nation = "UKR"}]\n'), ("stock-owner", 'stock_owner = "UKR"\n')],
)
def test_role_is_claimed_unless_the_commitment_names_it(role: str, named: str) -> None:
    confirms = f'commitment = "NOR-C-7K3Q"\nas = "{role}"\nquantity = 400\n'

    assert fields("WB211", {GIFT: SHELLS, TAKING: confirms}) == [("UKR-A-5H1M", "as")]
    assert found("WB211", {GIFT: SHELLS + named, TAKING: confirms}) == []


def test_undisclosed_payer_may_be_anybody() -> None:
    confirms = 'commitment = "NOR-C-7K3Q"\nas = "financier"\nquantity = 400\n'

    assert (
        found("WB211", {GIFT: SHELLS + 'financed_by = [{nation = "undisclosed"}]\n', TAKING: confirms}) == []
    )


def test_lapse_is_told_to_both_sides() -> None:
    files = {GIFT: SHELLS.replace("400", "300") + MEETS, NEED: REQUEST, TAKING: TAKES}

    told = found("WB212", files)

    assert [(one.ref, one.field) for one in told] == [("NOR-C-7K3Q", "meets[0]"), ("UKR-A-5H1M", "quantity")]
    assert told[0].message == (
        "offers only 300 now, though UKR accepted 400 in UKR-A-5H1M; "
        "raise the offer, or agree on less with UKR"
    )
    assert told[1].message == (
        "accepts 400 of NOR-C-7K3Q, which offers only 300 now; accept less, or ask NOR for more"
    )


def test_cancelling_what_was_accepted_is_a_lapse() -> None:
    files = {GIFT: SHELLS.replace("committed", "cancelled") + MEETS, NEED: REQUEST, TAKING: TAKES}

    assert fields("WB212", files) == [("NOR-C-7K3Q", "status"), ("UKR-A-5H1M", "quantity")]


def test_offer_that_may_still_suffice_has_not_lapsed() -> None:
    gift = SHELLS.replace("= 400", "= {from = 300, to = 400}")

    assert found("WB212", {GIFT: gift + MEETS, NEED: REQUEST, TAKING: TAKES}) == []


def test_offer_is_unanswered_after_exactly_thirty_days() -> None:
    files = {GIFT: SHELLS + MEETS + "made_on = 2022-09-01\n", NEED: REQUEST}

    assert found("WB213", files, date(2022, 9, 30)) == []
    assert fields("WB213", files, date(2022, 10, 1)) == [("NOR-C-7K3Q", "meets[0].request")]


@pytest.mark.parametrize(
    "made_on",
    ['"2022-09"', "{until = 2022-09-30}", '{between = ["2022-08", "2022-09"]}', "{about = 2022-09-30}"],
)
def test_vague_day_of_an_offer_counts_from_its_end(made_on: str) -> None:
    files = {GIFT: SHELLS + MEETS + f"made_on = {made_on}\n", NEED: REQUEST}

    assert found("WB213", files, date(2022, 10, 29)) == []
    assert len(found("WB213", files, date(2022, 10, 30))) == 1


def test_announcement_dates_an_offer_whose_making_is_not_known() -> None:
    files = {GIFT: SHELLS + MEETS + 'made_on = "unknown"\nannounced_on = 2022-08-01\n', NEED: REQUEST}

    assert len(found("WB213", files)) == 1


def test_request_that_is_not_there_awaits_no_answer() -> None:
    gift = SHELLS + MEETS + "made_on = 2022-08-01\n"

    assert found("WB213", {GIFT: gift}) == []
    assert len(found("WB201", {GIFT: gift})) == 1


def test_any_answer_counts_also_one_noted_by_the_secretariat() -> None:
    gift = SHELLS + MEETS + "made_on = 2022-08-01\n"

    assert found("WB213", {GIFT: gift, NEED: REQUEST, TAKING: TAKES}) == []
    assert found("WB213", {GIFT: gift, NEED: REQUEST, TAKING.replace("nations", "recorded"): TAKES}) == []


def test_answer_to_one_request_does_not_answer_another() -> None:
    gift = SHELLS + 'made_on = 2022-08-01\nmeets = [{request = "UKR-R-11AB"}, {request = "UKR-R-22CD"}]\n'

    assert fields("WB213", {GIFT: gift, NEED: REQUEST, SECOND_NEED: REQUEST, TAKING: TAKES}) == [
        ("NOR-C-7K3Q", "meets[1].request")
    ]


def test_each_recipient_of_a_whole_is_awaited_by_itself() -> None:
    gift = SHELLS + 'made_on = 2022-08-01\nto = [{party = "UKR"}, {party = "SWE"}, {party = "nordics"}]\n'
    taking = TAKES.replace('request = "UKR-R-11AB"\n', "")

    assert fields("WB213", {GIFT: gift, TAKING: taking}) == [
        ("NOR-C-7K3Q", "to[1].party"),
        ("NOR-C-7K3Q", "to[2].party"),
    ]


def test_promise_to_a_request_awaits_its_owner_and_no_other_recipient() -> None:
    gift = SHELLS + MEETS + 'made_on = 2022-08-01\nto = [{party = "UKR"}, {party = "SWE"}]\n'

    assert found("WB213", {GIFT: gift, NEED: REQUEST, TAKING: TAKES}) == []


def test_recipient_without_a_folder_in_the_plan_cannot_answer() -> None:
    assert found("WB213", {GIFT: SHELLS + 'made_on = 2022-08-01\nto = [{party = "MDA"}]\n'}) == []


@pytest.mark.parametrize(
    "line",
    ["valid_until = 2022-09-15\n", 'counted_in = "SWE-C-3F8K"\n', 'shared_as = "SWE-C-3F8K"\n', RETIRED],
)
def test_offer_that_is_over_or_stands_elsewhere_awaits_no_answer(line: str) -> None:
    files = {GIFT: SHELLS + MEETS + "made_on = 2022-08-01\n" + line, NEED: REQUEST, SWEDISH_GIFT: SHELLS}

    assert found("WB213", files) == []


@pytest.mark.parametrize("status", ["considered", "delivered", "suspended", "cancelled"])
def test_offer_that_is_not_open_awaits_no_answer(status: str) -> None:
    gift = SHELLS.replace("committed", status) + MEETS + "made_on = 2022-08-01\n"

    assert found("WB213", {GIFT: gift, NEED: REQUEST}) == []


# Packages

HEAD = "plans/nations/NOR/commitments/NOR-C-9D0M.toml"
PACKAGE = 'title = "Winter"\nkind = "donation"\nstatus = "committed"\n'
PACKAGE += 'made_on = 2022-08-01\nto = [{party = "UKR"}]\n'
PART = SHELLS + MEETS + 'made_on = 2022-08-01\npart_of = "NOR-C-9D0M"\n'


def test_package_awaits_no_answer_where_its_parts_do() -> None:
    files = {HEAD: PACKAGE, GIFT: PART, NEED: REQUEST}

    assert fields("WB213", files) == [("NOR-C-7K3Q", "meets[0].request")]
    assert found("WB213", {**files, TAKING: TAKES}) == []


@pytest.mark.parametrize("given_up", [RETIRED, "CANCELLED"])
def test_package_without_a_part_that_counts_awaits_an_answer(given_up: str) -> None:
    part = PART.replace("committed", "cancelled") if given_up == "CANCELLED" else PART + given_up

    assert fields("WB213", {HEAD: PACKAGE, GIFT: part, NEED: REQUEST}) == [("NOR-C-9D0M", "to[0].party")]
