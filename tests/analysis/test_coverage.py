"""Need against offers: what counts, what stands apart, what is late, and what is missing."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from tests.analysis.small_plans import GIFT, plan
from workbook.analysis.agreement import State
from workbook.analysis.coverage import Coverage, coverage, item_coverage
from workbook.analysis.fit import Fit
from workbook.analysis.request_coverage import Met, RequestCoverage, Standing, coverage_of
from workbook.model.enums import Period, Status
from workbook.model.quantity import UNKNOWN, Quantity

TODAY = date(2022, 9, 28)
NEED = 'title = "Shells"\nitem = "155mm-he"\nquantity = 16\nneed_by = "2023-03"\n'
OFFER = GIFT + "quantity = 12\n" + 'meets = [{request = "UKR-R-11AB", quantity = 12}]\n'
TAKES = 'commitment = "NOR-C-7K3Q"\nrequest = "UKR-R-11AB"\nquantity = 12\n'
AGREED = {"UKR-R-11AB": NEED, "NOR-C-7K3Q": OFFER, "UKR-A-5H1M": TAKES}
LONG_RANGE = (
    'name = "Extended-range shell"\nkind = "munition"\nunit = "each"\n'
    'stands_in_for = [{item = "155mm-he", ratio = "3/2"}]\n'
)
ITEM = "plans/catalogue/items/155mm-er.toml"


def number(raw: object) -> Quantity:
    return Quantity.parse(raw)


def told(records: Mapping[str, str], id: str = "UKR-R-11AB") -> RequestCoverage:
    found = coverage_of(plan(records), id)
    assert found is not None
    return found


def whole(records: Mapping[str, str]) -> Coverage:
    return coverage(plan(records), TODAY)


def test_nothing_is_told_of_what_is_no_request() -> None:
    assert coverage_of(plan({}), "UKR-R-11AB") is None
    assert coverage_of(plan({"NOR-C-7K3Q": OFFER}), "NOR-C-7K3Q") is None


def test_request_without_any_answer_is_met_by_nothing() -> None:
    found = told({"UKR-R-11AB": NEED})

    assert (found.met, found.shortfall.missing) == (Met.NOTHING, number(16))


def test_agreed_and_offered_stand_apart_and_both_cover() -> None:
    found = told({**AGREED, "NLD-C-8M2P": OFFER.replace("12", "3")})

    assert (found.cover.agreed, found.cover.offered) == (number(12), number(3))
    assert (found.shortfall.not_agreed, found.shortfall.missing) == (number(4), number(1))
    assert found.met is Met.PARTLY


def test_need_that_is_offered_in_full_is_not_yet_agreed() -> None:
    found = told({"UKR-R-11AB": NEED.replace("16", "12"), "NOR-C-7K3Q": OFFER})

    assert (found.met, found.shortfall.not_agreed) == (Met.OFFERED, number(12))


def test_need_that_is_agreed_in_full_is_met() -> None:
    assert told({**AGREED, "UKR-R-11AB": NEED.replace("16", "12")}).met is Met.AGREED


@pytest.mark.parametrize("status", ["considered", "pledged", "suspended"])
def test_what_is_not_firm_never_covers(status: str) -> None:
    found = told({**AGREED, "NOR-C-7K3Q": OFFER.replace("committed", status)})

    assert (found.cover.firm, found.cover.not_firm) == (number(0), number(12))
    assert found.cover.by_status == {Status(status): number(12)}
    assert found.shortfall.missing == number(16)


def test_what_was_noted_on_behalf_of_the_giver_stands_apart() -> None:
    found = told({"UKR-R-11AB": NEED, "~NOR-C-7K3Q": OFFER, "UKR-A-5H1M": TAKES})

    assert (found.cover.firm, found.cover.unconfirmed) == (number(0), number(12))


@pytest.mark.parametrize(
    ("arrived", "taker", "agreed", "unconfirmed"), [(12, "", 12, 0), (5, "", 0, 12), (12, "~", 0, 12)]
)
def test_what_has_all_arrived_is_agreed_by_the_word_of_its_recipient(
    arrived: int, taker: str, agreed: int, unconfirmed: int
) -> None:
    takes = TAKES + f'received = [{{lot = "a", quantity = {arrived}}}]\n'

    found = told({"UKR-R-11AB": NEED, "~NOR-C-7K3Q": OFFER, f"{taker}UKR-A-5H1M": takes})

    assert (found.cover.agreed, found.cover.unconfirmed) == (number(agreed), number(unconfirmed))
    assert found.shortfall.missing == number(16 - agreed)


def test_acceptance_noted_on_behalf_of_the_taker_leaves_an_offer() -> None:
    found = told({"UKR-R-11AB": NEED, "NOR-C-7K3Q": OFFER, "~UKR-A-5H1M": TAKES})

    assert (found.cover.agreed, found.cover.offered) == (number(0), number(12))


def test_rest_of_an_offer_that_is_taken_in_part_is_still_offered() -> None:
    found = told({**AGREED, "UKR-A-5H1M": TAKES.replace("12", "10")})

    assert [(one.state, one.quantity) for one in found.answers] == [
        (State.AGREED, number(10)),
        (State.OFFERED, number(2)),
    ]


def test_lapsed_offer_counts_as_offered_with_what_it_still_is() -> None:
    found = told({**AGREED, "NOR-C-7K3Q": OFFER.replace("quantity = 12}", "quantity = 11}")})

    assert (found.cover.agreed, found.cover.offered) == (number(0), number(11))


def test_cancelled_commitment_covers_nothing() -> None:
    found = told({**AGREED, "NOR-C-7K3Q": OFFER.replace("committed", "cancelled")})

    assert [(one.state, one.quantity) for one in found.answers] == [(State.LAPSED, number(0))]


def test_claim_without_a_fitting_offer_stands_apart() -> None:
    found = told({"UKR-R-11AB": NEED, "UKR-A-5H1M": TAKES})

    assert (found.cover.claimed, found.cover.firm) == (number(12), number(0))
    assert [(one.commitment, one.owner, one.status) for one in found.answers] == [("NOR-C-7K3Q", "NOR", None)]


def test_stand_in_counts_at_its_ratio() -> None:
    need = NEED + 'substitutes = "yes"\n'
    found = told({ITEM: LONG_RANGE, "UKR-R-11AB": need, "NOR-C-7K3Q": OFFER.replace("155mm-he", "155mm-er")})

    (one,) = found.answers
    assert (one.fit, str(one.ratio), one.quantity, one.given) == (
        Fit.STANDS_IN, "3/2", number(18), number(12),
    )  # fmt: skip
    assert found.met is Met.OFFERED


def test_stand_in_counts_for_nothing_where_it_is_refused() -> None:
    need = NEED + 'substitutes = "no"\n'
    found = told(
        {**AGREED, ITEM: LONG_RANGE, "UKR-R-11AB": need, "NOR-C-7K3Q": OFFER.replace("155mm-he", "155mm-er")}
    )

    assert ([one.fit for one in found.answers], found.cover.firm) == ([Fit.REFUSED], number(0))


def test_stand_in_to_be_asked_stands_apart_until_it_is_taken_up() -> None:
    records = {ITEM: LONG_RANGE, "UKR-R-11AB": NEED, "NOR-C-7K3Q": OFFER.replace("155mm-he", "155mm-er")}

    offered, taken = told(records), told({**records, "UKR-A-5H1M": TAKES})

    assert (offered.cover.to_ask, offered.cover.firm) == (number(18), number(0))
    assert (taken.cover.to_ask, taken.cover.agreed) == (number(0), number(18))


def test_item_that_stands_in_for_nothing_here_covers_nothing_and_is_told() -> None:
    records = {**AGREED, "NOR-C-7K3Q": OFFER.replace("155mm-he", "nasams")}

    assert [(one.fit, one.quantity) for one in told(records).answers] == [(Fit.OTHER_ITEM, number(0))]


def test_another_unit_covers_nothing_and_is_told() -> None:
    records = {**AGREED, "NOR-C-7K3Q": OFFER + 'unit = "TNE"\n'}

    assert [(one.fit, one.quantity) for one in told(records).answers] == [(Fit.OTHER_UNIT, number(0))]


def test_any_item_of_a_capability_answers_a_request_for_it() -> None:
    need = 'title = "Air defence"\ncapability = "air-defence"\nquantity = 4\n'
    item = 'name = "Gun"\nkind = "system"\nunit = "each"\ncapability = "air-defence"\n'
    records = {
        "plans/catalogue/items/gun.toml": item,
        "UKR-R-11AB": need,
        "NOR-C-7K3Q": OFFER.replace("155mm-he", "gun"),
        "NLD-C-8M2P": OFFER,
    }

    fits = {one.commitment: one.fit for one in told(records).answers}

    assert fits == {"NOR-C-7K3Q": Fit.AS_ASKED, "NLD-C-8M2P": Fit.OTHER_ITEM}


def test_lots_after_the_need_are_late_and_told_apart() -> None:
    lots = 'lots = [{lot = "a", by = "2023-01", quantity = 8}, {lot = "b", by = "2023-05", quantity = 4}]\n'
    found = told({**AGREED, "NOR-C-7K3Q": OFFER + lots})

    assert (found.cover.in_time, found.cover.late) == (number(8), number(4))
    assert found.shortfall.not_in_time == number(8)


def test_lot_that_may_come_on_either_side_of_the_need_is_perhaps_late() -> None:
    found = told({**AGREED, "NOR-C-7K3Q": OFFER + 'lots = [{lot = "a", by = "2023", quantity = 12}]\n'})

    assert (found.cover.perhaps_late, found.cover.late) == (number(12), number(0))
    assert found.shortfall.not_in_time == number({"from": 4, "to": 16})


def test_nobody_says_which_lots_a_part_is_taken_from() -> None:
    lots = 'lots = [{lot = "a", by = "2023-01", quantity = 6}, {lot = "b", by = "2023-05", quantity = 6}]\n'
    offer = OFFER.replace("quantity = 12}", "quantity = 8}") + lots
    found = told({"UKR-R-11AB": NEED, "NOR-C-7K3Q": offer})

    assert found.cover.in_time == found.cover.late == number({"from": 2, "to": 6})


def test_doubt_is_carried_into_what_is_missing() -> None:
    about = told(
        {"UKR-R-11AB": NEED, "NOR-C-7K3Q": OFFER.replace("quantity = 12}", "quantity = {about = 12}}")}
    )
    unknown = told(
        {"UKR-R-11AB": NEED, "NOR-C-7K3Q": OFFER.replace("quantity = 12}", 'quantity = "unknown"}')}
    )

    assert about.shortfall.missing == number({"about": 4})
    assert (unknown.shortfall.missing, unknown.met) == (number({"at_most": 16}), Met.UNKNOWN)


def test_need_of_unknown_quantity_stays_unknown() -> None:
    assert told({**AGREED, "UKR-R-11AB": NEED.replace("16", '"unknown"')}).shortfall.missing == UNKNOWN


def test_need_that_recurs_is_met_by_what_comes_in_its_year() -> None:
    need = NEED.replace("16", "3") + 'per = "month"\n'
    lots = 'lots = [{lot = "a", by = "2023-06", quantity = 24}, {lot = "b", by = "2024-06", quantity = 12}]\n'
    offer = OFFER.replace("12", "36") + lots
    found = told({"UKR-R-11AB": need, "NOR-C-7K3Q": offer, "UKR-A-5H1M": TAKES.replace("12", "36")})

    assert (found.per, found.cover.agreed, found.shortfall.missing) == (Period.MONTH, number(2), number(1))


def test_mirror_covers_nothing_beside_its_original() -> None:
    mirror = OFFER + 'counted_in = "NOR-C-7K3Q"\n'

    assert told({**AGREED, "DEU-C-2B9C": mirror}).cover.firm == number(12)
    assert told({"UKR-R-11AB": NEED, "DEU-C-2B9C": mirror}).cover.firm == number(12)


def test_truer_record_answers_to_what_was_taken_of_the_wider_one() -> None:
    layer = 'name = "norway"\nreaders = ["NOR"]\n'
    truer = OFFER.replace("12", "20") + 'shared_as = "NOR-C-7K3Q"\n'
    found = told({**AGREED, "layers/norway/plans/layer.toml": layer, "norway:NOR-C-9D0M": truer})

    assert [(one.commitment, one.state, one.quantity) for one in found.answers] == [
        ("NOR-C-9D0M", State.AGREED, number(12)),
        ("NOR-C-9D0M", State.OFFERED, number(8)),
    ]


def test_what_arrived_is_told_as_the_recipient_counts_it() -> None:
    takes = TAKES + 'received = [{lot = "a", quantity = 5}, {lot = "b", quantity = 2}]\n'

    assert told({**AGREED, "UKR-A-5H1M": takes}).cover.received == number(7)


@pytest.mark.parametrize(
    ("id", "line", "standing"),
    [
        ("~UKR-R-11AB", "", Standing.UNCONFIRMED),
        ("UKR-R-11AB", 'status = "draft"\n', Standing.DRAFT),
        ("UKR-R-11AB", 'status = "withdrawn"\n', Standing.WITHDRAWN),
    ],
)
def test_request_that_does_not_count_stands_apart(id: str, line: str, standing: Standing) -> None:
    (item,) = [one for one in whole({id: NEED + line}).items if one.item == "155mm-he"]

    assert item.balances == ()
    assert [balance.need for balance in item.apart[standing]] == [number(16)]


def test_more_than_enough_for_one_covers_nothing_of_another() -> None:
    records = {**AGREED, "UKR-R-11AB": NEED.replace("16", "2"), "LTU-R-22CD": NEED.replace("16", "4")}

    (balance,) = item_coverage(plan(records), "155mm-he", TODAY).balances

    assert (balance.need, balance.cover.agreed, balance.shortfall.missing) == (
        number(6),
        number(12),
        number(4),
    )
    assert balance.met == {Met.AGREED: 1, Met.NOTHING: 1}


def test_units_and_periods_are_never_added() -> None:
    records = {
        "UKR-R-11AB": NEED,
        "UKR-R-22CD": NEED + 'unit = "TNE"\n',
        "UKR-R-33EF": NEED + 'per = "month"\n',
    }

    found = item_coverage(plan(records), "155mm-he", TODAY).balances

    assert [(one.unit, one.per, one.requests) for one in found] == [
        ("TNE", None, 1),
        ("each", None, 1),
        ("each", Period.MONTH, 1),
    ]


def test_what_no_request_is_promised_is_offered_at_large() -> None:
    records = {
        "UKR-R-11AB": NEED,
        "NOR-C-7K3Q": OFFER.replace("quantity = 12\n", "quantity = 20\n"),
        "NLD-C-8M2P": GIFT.replace("committed", "pledged") + "quantity = 5\n",
    }

    (supply,) = item_coverage(plan(records), "155mm-he", TODAY).at_large

    assert (supply.firm, supply.not_firm, supply.commitments) == (
        number(8), number(5), ("NLD-C-8M2P", "NOR-C-7K3Q"),
    )  # fmt: skip


def test_month_tells_what_is_due_and_what_of_it_has_arrived() -> None:
    lots = 'lots = [{lot = "a", by = "2023-01", quantity = 8}, {lot = "b", by = "2023-05", quantity = 4}]\n'
    cells = item_coverage(plan({**AGREED, "NOR-C-7K3Q": OFFER + lots}), "155mm-he", TODAY).cells
    by_month = {cell.month.text: cell for cell in cells}

    seen = [
        (name, by_month[name].need, by_month[name].agreed, by_month[name].open)
        for name in ("2023-02", "2023-03", "2023-05")
    ]

    assert cells[0].month.text == "2022-09"
    assert seen == [
        ("2023-02", number(0), number(0), number(0)),
        ("2023-03", number(16), number(8), number(8)),
        ("2023-05", number(16), number(12), number(4)),
    ]


def test_lot_that_is_overdue_may_come_at_any_time() -> None:
    lots = 'lots = [{lot = "a", by = "2022-08", quantity = 12}]\n'
    first = item_coverage(
        plan({**AGREED, "UKR-R-11AB": NEED.replace("2023-03", "2022-07"), "NOR-C-7K3Q": OFFER + lots}),
        "155mm-he",
        TODAY,
    ).cells[0]

    assert (first.need, first.agreed, first.open) == (
        number(16), number({"at_most": 12}), number({"from": 4, "to": 16}),
    )  # fmt: skip


def test_what_is_due_later_or_at_no_time_is_in_no_month() -> None:
    records = {
        "UKR-R-11AB": NEED.replace("2023-03", "2026-01"),
        "UKR-R-22CD": NEED.replace("2023-03", "unknown"),
    }

    found = item_coverage(plan(records), "155mm-he", TODAY)

    assert {cell.need for cell in found.cells} == {number(0)}
    assert (found.due_later, found.undated) == (number(16), number(16))


def test_need_that_recurs_is_counted_in_the_months_and_adds_to_none() -> None:
    need = NEED.replace("16", "3").replace("2023-03", "2022-11") + 'per = "month"\n'
    cells = item_coverage(plan({"UKR-R-11AB": need}), "155mm-he", TODAY).cells

    assert [cell.requests_open for cell in cells[:4]] == [0, 0, 1, 1]
    assert {cell.need for cell in cells} == {number(0)}


def test_capability_counts_the_requests_for_its_items_and_for_itself() -> None:
    item = 'name = "Gun"\nkind = "system"\nunit = "each"\ncapability = "air-defence"\n'
    records = {
        "plans/catalogue/items/gun.toml": item,
        "UKR-R-11AB": NEED.replace("155mm-he", "gun").replace("16", "12"),
        "NOR-C-7K3Q": OFFER.replace("155mm-he", "gun"),
        "MDA-R-22CD": 'title = "Air defence"\ncapability = "air-defence"\nquantity = 4\n',
    }

    found = whole(records)
    (one,) = [one for one in found.capabilities if one.capability == "air-defence"]

    assert "gun" in one.items
    assert one.met == {Met.OFFERED: 1, Met.NOTHING: 1}
    assert [request.request for request in one.requests] == ["MDA-R-22CD"]


def test_request_that_names_nothing_is_told_apart() -> None:
    (one,) = whole({"MDA-R-22CD": 'title = "Help"\nitem = "unknown"\nquantity = "unknown"\n'}).unnamed

    assert (one.request, one.need, one.met) == ("MDA-R-22CD", UNKNOWN, Met.NOTHING)


def test_third_parts_are_rounded_and_said_to_be_about() -> None:
    item = LONG_RANGE.replace("3/2", "1/3")
    need = NEED + 'substitutes = "yes"\n'
    found = told(
        {
            ITEM: item,
            "UKR-R-11AB": need,
            "NOR-C-7K3Q": OFFER.replace("155mm-he", "155mm-er").replace("12", "2"),
        }
    )

    assert found.cover.offered == Quantity(Decimal("0.667"), Decimal("0.667"), about=True)
