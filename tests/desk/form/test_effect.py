"""What a draft does to needs, works and stocks, in plain lines."""

from datetime import date

import pytest

from tests.cli.conftest import COMMITMENT, RECORDS, REQUEST, TODAY, Bench
from workbook.desk.editing.edits import set_fields
from workbook.desk.form.draft import begun
from workbook.desk.form.drafting import Drafting
from workbook.desk.form.effect import effects
from workbook.desk.session import Session

CAPACITY = "plans/nations/NOR/capacities/NOR-K-3H5J.toml"
WORKS = """\
item = "155mm-he"
activity = "make"
supplier = "shell-works"
rates = [{from = "2022-01", per_month = 100}]
"""
ORDER = "plans/nations/NOR/commitments/NOR-C-8888.toml"
ORDERED = """\
title = "Shells"
kind = "procurement"
status = "contracted"
item = "155mm-he"
quantity = 900
supplier = "shell-works"
lots = [{lot = "a", by = "2023-03", quantity = 900}]
"""
STOCK = "plans/nations/NOR/stocks/NOR-S-1111.toml"
HELD = 'item = "155mm-he"\nholding = 900\nminimum = 800\nas_of = 2022-09-01\n'
DRAW = ORDERED.replace('"procurement"', '"donation"').replace(
    'supplier = "shell-works"', 'stock = "NOR-S-1111"'
)
FIRM = RECORDS[COMMITMENT].replace("{about = 900}", "900")


def _effects(plan: Bench, id: str, *assignments: str) -> list[str]:
    session = Session.open(plan.folder, today=date.fromisoformat(TODAY))
    return list(effects(session, session.outlook(set_fields(session, id, assignments))))


@pytest.mark.parametrize(
    ("assignment", "told"),
    [
        ("meets[0].quantity=1000", "UKR-R-11AB: short by 3,000 instead of 3,100."),
        ("meets[0].quantity=4000", "UKR-R-11AB: no longer short; it was by 3,100."),
        ("status=pledged", "UKR-R-11AB: short by 4,000 instead of 3,100."),
        ("lots[0].by=2024-01", "UKR-R-11AB: 4,000 not surely in time instead of 3,100."),
    ],
)
def test_an_edit_tells_what_is_missing_instead_of_what_was(norway: Bench, assignment: str, told: str) -> None:
    larger = FIRM.replace("quantity = 900\n", "quantity = 4000\n").replace(
        "quantity = 900}]\nmeets", "quantity = 4000}]\nmeets"
    )
    norway.commit({COMMITMENT: larger})

    assert _effects(norway, "NOR-C-7K3Q", assignment) == [told]


def test_an_edit_that_changes_no_sum_tells_nothing(norway: Bench) -> None:
    assert _effects(norway, "NOR-C-7K3Q", "title=Shells for the winter") == []


def test_a_new_offer_of_nobody_firm_is_told_last(norway: Bench) -> None:
    norway.commit({COMMITMENT: FIRM.replace("committed", "pledged")})

    (told,) = _effects(norway, "NOR-C-7K3Q", "meets[0].quantity=700")

    assert told == "UKR-R-11AB: 700 offered that is not firm instead of 900."


def test_a_larger_order_strains_its_works_earlier(norway: Bench) -> None:
    norway.commit({CAPACITY: WORKS, ORDER: ORDERED})

    assert _effects(norway, "NOR-C-8888", "lots[0].by=2022-12") == [
        "Shell Works: strained from December 2022 instead of March 2023."
    ]
    assert _effects(norway, "NOR-C-8888", "quantity=950", "lots[0].quantity=950") == [
        "Shell Works: strained from March 2023 by 250 instead of 200."
    ]


def test_a_larger_capacity_ends_the_strain(norway: Bench) -> None:
    norway.commit({CAPACITY: WORKS, ORDER: ORDERED})

    assert _effects(norway, "NOR-K-3H5J", "rates[0].per_month=400") == ["Shell Works: not strained any more."]


def test_works_that_no_supplier_names_are_those_of_their_nation(norway: Bench) -> None:
    own = WORKS.replace('supplier = "shell-works"\n', "")
    order = ORDERED.replace('supplier = "shell-works"\n', "").replace('"procurement"', '"production"')
    norway.commit({CAPACITY: own, ORDER: order})

    assert _effects(norway, "NOR-K-3H5J", "rates[0].per_month=400") == [
        "Works of Norway: not strained any more."
    ]


def test_a_draw_on_a_stock_brings_it_under_its_minimum(norway: Bench) -> None:
    small = DRAW.replace("900", "50")
    norway.commit({STOCK: HELD, ORDER: small})

    assert _effects(norway, "NOR-C-8888", "quantity=300", "lots[0].quantity=300") == [
        "NOR-S-1111: under its minimum from March 2023, by 200."
    ]
    assert _effects(norway, "NOR-S-1111", "holding=820") == [
        "NOR-S-1111: under its minimum from March 2023, by 30."
    ]


def test_of_many_requests_three_are_named_and_the_rest_counted(norway: Bench) -> None:
    requests = {
        REQUEST.replace("11AB", f"22A{place}"): RECORDS[REQUEST].replace("4000", "10") for place in range(5)
    }
    meets = ", ".join(f'{{request = "UKR-R-22A{place}", quantity = 10}}' for place in range(5))
    offer = FIRM.replace('{request = "UKR-R-11AB", quantity = 900}', meets)
    norway.commit({**requests, COMMITMENT: offer})

    told = _effects(norway, "NOR-C-7K3Q", "status=pledged")

    assert told[:1] == ["UKR-R-22A0: short by 10 instead of nothing."]
    assert told[3:] == ["and 2 more of this kind"]


def test_the_form_judges_a_draft_with_its_effects(norway: Bench) -> None:
    session = Session.open(norway.folder, today=date.fromisoformat(TODAY))
    drafting = Drafting(session, begun(session, COMMITMENT))
    row = next(row for row in drafting.rows() if row.path == "status")
    before = drafting.prospect().effects

    drafting.type(row, "cancelled")

    assert before == ()
    assert list(drafting.prospect().effects) == ["UKR-R-11AB: short by 4,000 instead of 3,100."]
