"""How a fund stands: what pays into it, what draws on it, what no rate converts."""

from datetime import date

from tests.analysis.small_plans import plan
from workbook.analysis.funds import FundStanding, fund_standings, purchase_standings
from workbook.model.enums import Status

TODAY = date(2022, 9, 28)
FUND = 'title = "Support fund"\ntotal = {amount = 3000, currency = "EUR"}\n'
PAYMENT = """\
title = "Contribution"
kind = "funding"
status = "committed"
fund = "USA-F-2B9C"
value = {amount = 1000, currency = "EUR"}
"""
DRAW = PAYMENT.replace("funding", "donation")


def standing(fund: str = FUND, **paying: str) -> FundStanding:
    named = {name.replace("_", "-"): text for name, text in paying.items()}
    (found,) = fund_standings(plan({"USA-F-2B9C": fund, **named}), today=TODAY)
    return found


def test_funding_pays_in_and_all_else_draws() -> None:
    found = standing(NOR_C_7K3Q=PAYMENT, SWE_C_3F8K=DRAW.replace("1000", "1200"))

    assert (str(found.contributions.firm), str(found.draws.firm)) == ("1,000", "1,200")
    assert (str(found.uncovered), str(found.left), str(found.overdrawn)) == ("2,000", "1,800", "0")


def test_pledges_stand_apart_from_what_is_firm() -> None:
    found = standing(NOR_C_7K3Q=PAYMENT, SWE_C_3F8K=PAYMENT.replace("committed", "pledged"))

    assert {status: str(sum_) for status, sum_ in found.contributions.confirmed.items()} == {
        Status.PLEDGED: "1,000",
        Status.COMMITTED: "1,000",
    }
    assert (str(found.contributions.firm), str(found.contributions.promised)) == ("1,000", "2,000")


def test_what_was_noted_for_a_nation_is_not_firm() -> None:
    found = standing(**{"~NOR_C_7K3Q": PAYMENT})

    assert str(found.contributions.firm) == "0"
    assert str(found.contributions.unconfirmed[Status.COMMITTED]) == "1,000"


def test_other_currencies_are_converted_and_missing_rates_told() -> None:
    found = standing(NOR_C_7K3Q=PAYMENT.replace("EUR", "USD"), SWE_C_3F8K=PAYMENT.replace("EUR", "SEK"))

    assert found.contributions.without_rate == ("SEK",)
    assert str(found.contributions.firm) == "1,000 and unknown more"
    assert str(found.uncovered) == "at most 2,000"


def test_more_drawn_than_there_is() -> None:
    found = standing(NOR_C_7K3Q=DRAW.replace("1000", "2000"), SWE_C_3F8K=DRAW.replace("1000", "2000"))

    assert (str(found.left), str(found.overdrawn)) == ("0", "1,000")


def test_a_part_does_not_draw_beside_its_package() -> None:
    found = standing(NOR_C_7K3Q=DRAW, NOR_C_8M2P=DRAW + 'part_of = "NOR-C-7K3Q"\n')

    assert str(found.draws.firm) == "1,000"


def test_a_split_names_groups_and_takes_shares_or_amounts() -> None:
    split = (
        'split = [{to = "nordics", share = "1/3"}, {to = "UKR", amount = {amount = 500, currency = "USD"}}]\n'
    )
    found = standing(FUND + split)

    assert [(one.party, one.nations, str(one.amount)) for one in found.split] == [
        ("nordics", ("NOR", "SWE"), "1,000"),
        ("UKR", ("UKR",), "500"),
    ]
    assert str(found.unsplit) == "1,500"


def test_a_part_without_a_figure_leaves_the_rest_untold() -> None:
    found = standing(FUND + 'split = [{to = "UKR"}]\n')

    assert (found.split[0].amount, found.unsplit) == (None, None)


def test_an_undisclosed_total_stays_undisclosed() -> None:
    fund = FUND.replace("3000", '"undisclosed"') + 'split = [{to = "UKR", share = "1/2"}]\n'
    found = standing(fund, SWE_C_3F8K=DRAW)

    assert [str(one) for one in (found.total, found.left, found.split[0].amount)] == ["undisclosed"] * 3
    assert str(found.overdrawn) == "at most 1,000"


def test_parties_share_value_and_number() -> None:
    purchase = """\
title = "Shells"
quantity = 300
value = {amount = 900, currency = "EUR"}
parties = [{nation = "NOR", share = "1/3", quantity = 100}, {nation = "SWE", quantity = 150}]
"""
    (found,) = purchase_standings(plan({"DEU-J-4T2X": purchase}))

    assert [str(one.amount) for one in found.values] == ["300", "None"]
    assert [str(one.amount) for one in found.quantities] == ["100", "150"]
    assert str(found.unshared) == "50"
