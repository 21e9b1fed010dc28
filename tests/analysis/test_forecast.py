"""What arrives in the year ahead: by month, surely or at most, and what stands apart."""

from collections.abc import Mapping
from datetime import date

from tests.analysis.small_plans import GIFT, plan
from workbook.analysis.forecast import Amount, ForecastRow, forecast
from workbook.model.quantity import Quantity

TODAY = date(2022, 11, 15)
GIVEN = GIFT + 'quantity = 12\nto = [{party = "UKR"}]\n'
JOINT = (
    'title = "Shells"\nitem = "155mm-he"\nquantity = 40\nstatus = "contracted"\n'
    'lots = [{lot = "a", by = "2023-03", quantity = 30}, {lot = "b", by = "2023-04", quantity = 10}]\n'
)


def number(raw: object) -> Quantity:
    return Quantity.parse(raw)


def lots(*some: str) -> str:
    return "lots = [" + ", ".join(f"{{{one}}}" for one in some) + "]\n"


def rows(records: Mapping[str, str]) -> tuple[ForecastRow, ...]:
    return forecast(plan(records), TODAY).rows


def by_month(row: ForecastRow) -> dict[str, Quantity]:
    return {one.month.text: one.amount.firm for one in row.months if one.amount.firm.high != 0}


def test_lot_of_a_month_arrives_in_it_and_one_of_a_quarter_at_most_in_each_of_its_months() -> None:
    (row,) = rows(
        {
            "NOR-C-7K3Q": GIVEN
            + lots('lot = "a", by = 2023-01-10, quantity = 8', 'lot = "b", by = "2023-Q2", quantity = 4')
        }
    )

    assert (row.item, row.unit, row.recipient) == ("155mm-he", "each", "UKR")
    assert by_month(row) == {
        "2023-01": number(8),
        "2023-04": number({"at_most": 4}),
        "2023-05": number({"at_most": 4}),
        "2023-06": number({"at_most": 4}),
    }
    assert row.within.firm == number(12)


def test_what_was_delivered_is_left_out() -> None:
    half = 'lot = "a", by = "2023-01", quantity = 8, done = 5'
    all_of_it = 'lot = "b", by = "2023-02", quantity = 4, status = "delivered"'

    (row,) = rows({"NOR-C-7K3Q": GIVEN + lots(half, all_of_it)})

    assert by_month(row) == {"2023-01": number(3)}
    assert rows({"NOR-C-7K3Q": GIVEN.replace("committed", "delivered")}) == ()


def test_overdue_undated_and_later_stand_apart() -> None:
    some = (
        'lot = "a", by = "2022-10", quantity = 1',
        'lot = "b", quantity = 2',
        'lot = "c", by = "2024", quantity = 4',
        'lot = "d", by = "unknown", quantity = 5',
    )

    (row,) = rows({"NOR-C-7K3Q": GIVEN + lots(*some)})

    assert (row.overdue.firm, row.undated.firm, row.later.firm) == (number(1), number(7), number(4))
    assert (by_month(row), row.within) == ({}, Amount())


def test_lot_that_may_come_in_the_year_or_after_it_is_at_most_in_both() -> None:
    (row,) = rows({"NOR-C-7K3Q": GIVEN + lots('lot = "a", by = {from = "2023-09"}, quantity = 12')})

    assert by_month(row) == {"2023-09": number({"at_most": 12}), "2023-10": number({"at_most": 12})}
    assert (row.within.firm, row.later.firm) == (number({"at_most": 12}), number({"at_most": 12}))


def test_what_no_lot_holds_comes_at_no_time_that_is_told() -> None:
    (row,) = rows({"NOR-C-7K3Q": GIVEN + lots('lot = "a", by = "2023-01", quantity = 8')})

    assert row.undated.firm == number(4)


def test_pledges_and_what_nobody_confirmed_stand_beside_what_is_firm() -> None:
    lot = lots('lot = "a", by = "2023-01", quantity = 12')
    (row,) = rows(
        {"NOR-C-7K3Q": GIVEN.replace("committed", "pledged") + lot, "~SWE-C-3F8K": GIVEN + lot},
    )

    assert row.within == Amount(not_firm=number(12), unconfirmed=number(12))


def test_suspended_cancelled_and_retired_commitments_bring_nothing() -> None:
    retired = GIVEN + 'retired = {on = 2022-09-20, reason = "No longer needed."}\n'

    assert rows({"NOR-C-7K3Q": GIVEN.replace("committed", "suspended")}) == ()
    assert rows({"NOR-C-7K3Q": GIVEN.replace("committed", "cancelled")}) == ()
    assert rows({"NOR-C-7K3Q": retired}) == ()


def test_mirror_brings_nothing_beside_its_original() -> None:
    found = rows({"NOR-C-7K3Q": GIVEN, "DEU-C-2B9C": GIVEN + 'counted_in = "NOR-C-7K3Q"\n'})

    assert [row.undated.firm for row in found] == [number(12)]


def test_joint_procurement_counts_once_with_the_commitments_that_are_part_of_it() -> None:
    part = GIVEN.replace("12", "15").replace("UKR", "SWE") + 'procurement = "DEU-J-4T2X"\n'

    alone = rows({"DEU-J-4T2X": JOINT})
    nobody, swedish = rows({"DEU-J-4T2X": JOINT, "SWE-C-3F8K": part})

    assert [by_month(row) for row in alone] == [{"2023-03": number(30), "2023-04": number(10)}]
    assert (nobody.recipient, by_month(nobody)["2023-03"]) == ("", number({"from": 15, "to": 25}))
    assert (swedish.recipient, by_month(swedish)) == (
        "SWE",
        {"2023-03": number({"from": 5, "to": 15}), "2023-04": number({"at_most": 10})},
    )


def test_commitment_for_several_is_cut_up_by_what_it_promises_each() -> None:
    meets = 'meets = [{request = "UKR-R-11AB", quantity = 8}, {request = "MDA-R-22CD", quantity = 4}]\n'
    shares = GIFT + 'quantity = 12\nto = [{party = "UKR", share = "3/4"}, {party = "MDA", share = "1/4"}]\n'

    met, shared = rows({"NOR-C-7K3Q": GIFT + "quantity = 12\n" + meets}), rows({"NOR-C-7K3Q": shares})

    assert [(row.recipient, row.undated.firm) for row in met] == [("MDA", number(4)), ("UKR", number(8))]
    assert [(row.recipient, row.undated.firm) for row in shared] == [("MDA", number(3)), ("UKR", number(9))]


def test_several_recipients_without_shares_are_named_together() -> None:
    (row,) = rows({"NOR-C-7K3Q": GIFT + 'quantity = 12\nto = [{party = "UKR"}, {party = "MDA"}]\n'})

    assert (row.recipient, row.undated.firm) == ("UKR, MDA", number(12))


def test_item_that_is_not_told_is_forecast_all_the_same() -> None:
    (row,) = rows({"NOR-C-7K3Q": GIVEN.replace("155mm-he", "undisclosed")})

    assert (row.item, row.undated.firm) == ("undisclosed", number(12))
