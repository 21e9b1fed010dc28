"""Figures that surely contradict each other are told; what may fit is left in peace."""

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
SECOND_TAKING = "plans/nations/UKR/acceptances/UKR-A-6J2N.toml"
BUYING = "plans/nations/DEU/procurements/DEU-J-4T2X.toml"
FUND = "plans/nations/USA/funds/USA-F-2B9C.toml"
GIVING = "plans/nations/USA/commitments/USA-C-4G9L.toml"

SHELLS = 'title = "Shells"\nkind = "donation"\nstatus = "committed"\nitem = "155mm-he"\nquantity = 600\n'
REQUEST = 'title = "Shells"\nitem = "155mm-he"\nquantity = 500\n'
TAKES = 'commitment = "NOR-C-7K3Q"\nrequest = "UKR-R-11AB"\nquantity = 300\n'
JOINT = 'title = "Shells"\nitem = "155mm-he"\nquantity = 900\n'
TOTAL = 'title = "Fund"\ntotal = {amount = 90, currency = "USD"}\n'
RETIRED = 'retired = {on = 2022-09-01, reason = "Given up."}\n'


def found(code: str, files: Mapping[str, str], today: date = EXAMPLE_DAY) -> list[Finding]:
    return [one for one in findings_of(Example(files=files, today=today)) if one.code == code]


def fields(code: str, files: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(one.ref, one.field) for one in found(code, files)]


# Lots


@pytest.mark.parametrize(
    ("quantity", "told"),
    [
        ("599", 1),
        ("600", 0),
        ("{about = 599}", 1),
        ("{at_most = 599}", 1),
        ("{at_least = 5}", 0),
        ('"unknown"', 0),
    ],
)
def test_lots_are_told_only_where_they_surely_exceed(quantity: str, told: int) -> None:
    gift = (
        SHELLS.replace("600", quantity)
        + 'lots = [{lot = "a", quantity = 400}, {lot = "b", quantity = 200}]\n'
    )

    assert len(found("WB301", {GIFT: gift})) == told


@pytest.mark.parametrize("lot", ["{about = 200}", "{from = 200, to = 900}", '"undisclosed"'])
def test_only_the_least_of_a_lot_counts(lot: str) -> None:
    gift = SHELLS + f'lots = [{{lot = "a", quantity = 400}}, {{lot = "b", quantity = {lot}}}]\n'

    assert found("WB301", {GIFT: gift}) == []


def test_cancelled_lot_does_not_count() -> None:
    lots = 'lots = [{lot = "a", quantity = 400}, {lot = "b", quantity = 300, status = "cancelled"}]\n'

    assert found("WB301", {GIFT: SHELLS + lots}) == []


def test_lots_of_a_procurement_count_too() -> None:
    (one,) = found("WB301", {BUYING: JOINT + 'lots = [{lot = "a", quantity = 1000}]\n'})

    assert one.message == (
        "has lots that come to 1,000, 100 more than its quantity of 900; lower a lot or raise the quantity"
    )


@pytest.mark.parametrize("gone", [SHELLS + RETIRED, SHELLS.replace("committed", "cancelled")])
def test_what_is_given_up_is_not_judged(gone: str) -> None:
    assert found("WB301", {GIFT: gone + 'lots = [{lot = "a", quantity = 700}]\n'}) == []


# Promises


def test_promise_beyond_the_quantity_says_by_how_much() -> None:
    meets = 'meets = [{request = "UKR-R-11AB", quantity = 600}, {request = "UKR-R-22CD", quantity = 300}]\n'

    (one,) = found("WB302", {GIFT: SHELLS + meets, NEED: REQUEST, SECOND_NEED: REQUEST})

    assert one.field == "meets"
    assert one.message == (
        "promises 900 to 2 requests, 300 more than the 600 it commits; lower a promise or raise the quantity"
    )


def test_whole_cannot_be_promised_twice() -> None:
    meets = 'meets = [{request = "UKR-R-11AB"}, {request = "UKR-R-22CD"}]\n'

    assert len(found("WB302", {GIFT: SHELLS + meets, NEED: REQUEST, SECOND_NEED: REQUEST})) == 1


def test_promise_that_may_fit_is_not_told() -> None:
    first, second = (
        '{request = "UKR-R-11AB", quantity = 600}',
        '{request = "UKR-R-22CD", quantity = {at_most = 300}}',
    )
    meets = f"meets = [{first}, {second}]\n"

    assert found("WB302", {GIFT: SHELLS + meets, NEED: REQUEST, SECOND_NEED: REQUEST}) == []


# Acceptances


def test_acceptances_beyond_the_request_are_told_at_the_request() -> None:
    files = {
        GIFT: SHELLS + 'meets = [{request = "UKR-R-11AB"}]\n',
        NEED: REQUEST,
        TAKING: TAKES,
        SECOND_TAKING: TAKES.replace("300", "201"),
    }

    (one,) = found("WB303", files)

    assert (one.ref, one.field) == ("UKR-R-11AB", "quantity")
    assert one.message.startswith("has 501 accepted for it in UKR-A-5H1M, UKR-A-6J2N, 1 more than ")


@pytest.mark.parametrize(
    ("need", "gift", "taking"),
    [
        (REQUEST, SHELLS, TAKES.replace("300", "500")),
        (REQUEST.replace("= 500", "= {at_least = 100}"), SHELLS, TAKES.replace("300", "600")),
        (REQUEST + 'per = "month"\n', SHELLS, TAKES.replace("300", "600")),
        (REQUEST + RETIRED, SHELLS, TAKES.replace("300", "600")),
        (REQUEST, SHELLS, TAKES.replace("300", "600") + RETIRED),
        (REQUEST + 'unit = "each"\n', SHELLS + 'unit = "TNE"\n', TAKES.replace("300", "600")),
        (REQUEST, SHELLS.replace("155mm-he", "155mm-smoke"), TAKES.replace("300", "600")),
        (REQUEST, SHELLS.replace("committed", "cancelled"), TAKES.replace("300", "600")),
        (REQUEST, SHELLS, 'as = "financier"\n' + TAKES.replace("300", "600")),
    ],
    ids=[
        "enough",
        "bound",
        "rate",
        "retired request",
        "retired",
        "other unit",
        "other item",
        "cancelled",
        "payer",
    ],
)
def test_acceptances_that_may_fit_the_request_are_not_told(need: str, gift: str, taking: str) -> None:
    files = {GIFT: gift + 'meets = [{request = "UKR-R-11AB"}]\n', NEED: need, TAKING: taking}

    assert found("WB303", files) == []


# Units


def test_unit_other_than_the_item_has_is_told_to_commitment_and_request() -> None:
    files = {GIFT: SHELLS + 'unit = "TNE"\n', NEED: REQUEST + 'unit = "set"\n', SWEDISH_GIFT: SHELLS}

    assert fields("WB304", files) == [("NOR-C-7K3Q", "unit"), ("UKR-R-11AB", "unit")]


# Shares


@pytest.mark.parametrize(
    ("shares", "told"),
    [
        (('"1/3"', '"1/3"', '"1/3"'), 0),
        (("0.33", "0.33", "0.34"), 0),
        (("0.33", "0.33", "0.33"), 1),
        (('"1/2"', "0.5", '"1/1000000"'), 1),
    ],
)
def test_thirds_make_one_and_rounded_thirds_do_not(shares: tuple[str, ...], told: int) -> None:
    nations = ("DEU", "SWE", "NOR")
    parties = ", ".join(f'{{nation = "{n}", share = {s}}}' for n, s in zip(nations, shares, strict=True))

    assert len(found("WB305", {BUYING: JOINT + f"parties = [{parties}]\n"})) == told


def test_share_that_is_not_given_may_be_what_is_missing() -> None:
    parties = 'parties = [{nation = "DEU", share = "1/3"}, {nation = "SWE"}]\n'

    assert found("WB305", {BUYING: JOINT + parties}) == []


def test_shares_beyond_one_are_told_even_where_one_is_not_given() -> None:
    parties = 'parties = [{nation = "DEU", share = 0.7}, {nation = "SWE", share = 0.4}, {nation = "NOR"}]\n'

    (one,) = found("WB305", {BUYING: JOINT + parties})

    assert one.message == "has shares of 0.7 + 0.4, which make 11/10 and not 1; correct the shares"


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("400", "500", 0),
        ("400", "501", 1),
        ("400", "499", 1),
        ("400", "{at_least = 1}", 0),
        ("{about = 899}", '"unknown"', 0),
    ],
)
def test_quantities_of_parties_make_the_whole(first: str, second: str, told: int) -> None:
    parties = f'parties = [{{nation = "DEU", quantity = {first}}}, {{nation = "SWE", quantity = {second}}}]\n'

    assert len(found("WB305", {BUYING: JOINT + parties})) == told


def test_party_without_a_number_may_be_what_is_missing() -> None:
    parties = 'parties = [{nation = "DEU", quantity = 400}, {nation = "SWE"}]\n'

    assert found("WB305", {BUYING: JOINT + parties}) == []


def test_amounts_of_a_split_make_the_total() -> None:
    ukraine = '{to = "UKR", amount = {amount = 50, currency = "USD"}}'
    nordics = '{to = "nordics", amount = {amount = 30, currency = "USD"}}'
    split = f"split = [{ukraine}, {nordics}]\n"

    (one,) = found("WB305", {FUND: TOTAL + split})

    assert one.message == (
        "has parts that come to 80 USD, less than the whole of 90 USD; correct the parts or the whole"
    )


def test_amounts_in_another_currency_are_not_compared() -> None:
    split = 'split = [{to = "UKR", amount = {amount = 500, currency = "EUR"}}]\n'

    assert found("WB305", {FUND: TOTAL + split}) == []


def test_cancelled_procurement_need_not_add_up() -> None:
    files = {BUYING: JOINT + 'status = "cancelled"\nparties = [{nation = "DEU", share = 0.5}]\n'}

    assert found("WB305", files) == []


# Funds


def draw(amount: str, currency: str = "USD", *lines: str) -> str:
    value = f'value = {{amount = {amount}, currency = "{currency}"}}\n'
    return "".join(
        [
            'title = "Shells"\nkind = "donation"\nstatus = "committed"\n',
            'fund = "USA-F-2B9C"\n',
            value,
            *lines,
        ]
    )


def test_fund_is_overdrawn_by_all_together() -> None:
    (one,) = found("WB306", {FUND: TOTAL, GIFT: draw("60"), SWEDISH_GIFT: draw("40", "EUR")})

    assert (one.ref, one.field) == ("USA-F-2B9C", "total")
    assert one.message == (
        "holds 90 USD, but 2 commitments draw 100 USD on it, 10 USD too much; "
        "raise the total or move a commitment to another fund"
    )


def test_contributions_do_not_draw_on_a_fund() -> None:
    assert found("WB306", {FUND: TOTAL, GIVING: draw("900").replace("donation", "funding")}) == []


@pytest.mark.parametrize(
    "text",
    [
        draw("90"),
        draw("{at_most = 900}"),
        draw('"undisclosed"'),
        draw("900", "SEK"),
        draw("900", "USD", RETIRED),
        draw("900").replace("committed", "considered"),
        draw("900").replace("committed", "cancelled"),
    ],
    ids=["all of it", "bound", "undisclosed", "no rate", "retired", "considered", "cancelled"],
)
def test_what_surely_does_not_overdraw_is_not_told(text: str) -> None:
    assert found("WB306", {FUND: TOTAL, GIFT: text}) == []


@pytest.mark.parametrize("field", ["counted_in", "part_of"])
def test_one_amount_draws_once(field: str) -> None:
    files = {FUND: TOTAL, GIFT: draw("60"), SWEDISH_GIFT: draw("60", "USD", f'{field} = "NOR-C-7K3Q"\n')}

    assert found("WB306", files) == []


def test_wider_record_draws_nothing_beside_its_true_one() -> None:
    files = {
        "layers/norway/plans/layer.toml": 'name = "norway"\nreaders = ["NOR"]\n',
        FUND: TOTAL,
        GIFT: draw("60"),
        "layers/norway/plans/nations/NOR/commitments/NOR-C-9D0M.toml": draw(
            "80", "USD", 'shared_as = "NOR-C-7K3Q"\n'
        ),
    }

    assert found("WB306", files) == []


def test_currency_without_a_rate_is_told_at_each_amount() -> None:
    lots = 'lots = [{lot = "a", value = {amount = 5, currency = "SEK"}}]\n'
    files = {
        GIFT: SHELLS + 'value = {amount = 5, currency = "EUR"}\n' + lots,
        FUND: TOTAL.replace("USD", "SEK"),
    }

    assert fields("WB307", files) == [
        ("NOR-C-7K3Q", "lots[0].value.currency"),
        ("USA-F-2B9C", "total.currency"),
    ]


def test_withdrawn_currency_is_told_once() -> None:
    kuna = SHELLS + 'value = {amount = 5, currency = "HRK"}\n'

    assert fields("WB307", {GIFT: kuna + "made_on = 2023-02-01\n"}) == []
    assert fields("WB307", {GIFT: kuna + "made_on = 2022-09-01\n"}) == [("NOR-C-7K3Q", "value.currency")]
