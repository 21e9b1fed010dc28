"""What an edit does to coverage: better, worse, or not to be told."""

from collections.abc import Mapping

import pytest

from tests.analysis.small_plans import GIFT, plan
from workbook.analysis.coverage_change import Course, CoverageChange, change_of_coverage, touched_requests
from workbook.analysis.request_coverage import Met
from workbook.model.quantity import NOTHING, Quantity

NEED = 'title = "Shells"\nitem = "155mm-he"\nquantity = 16\nneed_by = "2023-03"\n'
OFFER = GIFT + "quantity = 12\n" + 'meets = [{request = "UKR-R-11AB", quantity = 8}]\n'
TAKES = 'commitment = "NOR-C-7K3Q"\nrequest = "UKR-R-11AB"\nquantity = 8\n'
BEFORE = {"UKR-R-11AB": NEED, "NOR-C-7K3Q": OFFER}


def change(after: Mapping[str, str], *ids: str) -> tuple[CoverageChange, ...]:
    return change_of_coverage(plan(BEFORE), plan({**BEFORE, **after}), ids or after.keys())


def courses(after: Mapping[str, str]) -> list[tuple[Course, Quantity]]:
    return [(one.course, one.by) for one in change(after)]


def test_larger_offer_makes_it_better_by_the_difference() -> None:
    (one,) = change({"NOR-C-7K3Q": OFFER.replace("quantity = 8", "quantity = 12")})

    assert (one.request, one.course, one.by) == ("UKR-R-11AB", Course.BETTER, Quantity.parse(4))
    assert one.met == (Met.PARTLY, Met.PARTLY)


def test_smaller_offer_makes_it_worse() -> None:
    smaller = {"NOR-C-7K3Q": OFFER.replace("quantity = 8", "quantity = 6")}

    assert courses(smaller) == [(Course.WORSE, Quantity.parse(2))]


def test_offer_that_is_taken_up_is_better_though_no_less_is_missing() -> None:
    assert courses({"UKR-A-5H1M": TAKES}) == [(Course.BETTER, Quantity.parse(8))]


def test_lot_that_comes_too_late_makes_it_worse() -> None:
    late = OFFER + 'lots = [{lot = "a", by = "2023-05", quantity = 12}]\n'

    assert courses({"NOR-C-7K3Q": late}) == [(Course.WORSE, Quantity.parse({"at_most": 8}))]


def test_pledge_makes_it_better_last() -> None:
    pledge = GIFT.replace("committed", "pledged") + 'quantity = 3\nmeets = [{request = "UKR-R-11AB"}]\n'

    assert courses({"NLD-C-8M2P": pledge}) == [(Course.BETTER, Quantity.parse(3))]


@pytest.mark.parametrize(
    ("quantity", "course", "by"),
    [
        ("{about = 12}", Course.BETTER, Quantity.parse({"about": 4})),
        ("{from = 6, to = 12}", Course.UNCLEAR, NOTHING),
        ("{from = 8, to = 12}", Course.BETTER, Quantity.parse({"at_most": 4})),
    ],
)
def test_doubt_is_carried_into_the_change(quantity: str, course: Course, by: Quantity) -> None:
    after = {"NOR-C-7K3Q": OFFER.replace("quantity = 8", f"quantity = {quantity}")}

    assert courses(after) == [(course, by)]


def test_note_changes_nothing() -> None:
    assert change({"NOR-C-7K3Q": OFFER + 'notes = "To be raised by the chair."\n'}) == ()


def test_new_request_is_told_with_nothing_before_it() -> None:
    (one,) = change({"LTU-R-22CD": NEED})

    assert (one.request, one.before, one.course, one.met) == (
        "LTU-R-22CD",
        None,
        Course.UNCLEAR,
        (None, Met.NOTHING),
    )


def test_offer_that_moves_from_one_request_to_another_touches_both() -> None:
    moved = {"LTU-R-22CD": NEED, "NOR-C-7K3Q": OFFER.replace("UKR-R-11AB", "LTU-R-22CD")}

    assert [one.request for one in change(moved, "NOR-C-7K3Q")] == ["LTU-R-22CD", "UKR-R-11AB"]


def test_acceptance_touches_what_its_commitment_meets() -> None:
    workbook = plan({**BEFORE, "UKR-A-5H1M": TAKES})

    assert touched_requests(workbook, ["UKR-A-5H1M"]) == {"UKR-R-11AB"}
    assert touched_requests(workbook, ["155mm-he"]) == {"UKR-R-11AB"}
    assert touched_requests(workbook, ["NOR", "nobody"]) == frozenset()
