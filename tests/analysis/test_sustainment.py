"""What donated systems need in a year, and what counts as support for them."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.small_plans import plan
from tests.strategies import law
from workbook.analysis.footing import Footing
from workbook.analysis.sustainment import SupportNeed, Sustainment, sustainment

ITEMS = {
    "plans/catalogue/items/gun.toml": 'name = "a"\nkind = "system"\nunit = "each"\n'
    'sustainment = [{item = "barrel", per_unit = 1, every_months = 9}]\n',
    "plans/catalogue/items/barrel.toml": 'name = "a"\nkind = "component"\nunit = "each"\n',
    "plans/catalogue/items/liner.toml": 'name = "a"\nkind = "component"\nunit = "each"\n'
    'stands_in_for = [{item = "barrel", ratio = "1/2"}]\n',
}
TO = 'to = [{party = "UKR"}]\n'


def given_of(item: str, quantity: int, more: str = TO, kind: str = "donation") -> str:
    return (
        f'title = "a"\nkind = "{kind}"\nstatus = "committed"\nitem = "{item}"\nquantity = {quantity}\n{more}'
    )


GUNS = {"NOR-C-7K3Q": given_of("gun", 18)}


def told(records: Mapping[str, str]) -> tuple[Sustainment, ...]:
    return sustainment(plan({**ITEMS, **records}))


def need(records: Mapping[str, str]) -> SupportNeed:
    (found,) = told({**GUNS, **records})
    (support,) = found.support
    return support


def test_a_year_of_support_is_exact() -> None:
    found = need({"SWE-C-3F8K": given_of("barrel", 10)})

    assert (found.needed.text, found.missing.text, found.commitments) == ("24", "14", ("SWE-C-3F8K",))


def test_gifts_of_several_to_one_recipient_are_told_once() -> None:
    (found,) = told({**GUNS, "SWE-C-3F8K": given_of("gun", 9)})

    assert (found.recipient, found.quantity.text, len(found.donations)) == ("UKR", "27", 2)


@pytest.mark.parametrize(
    "other",
    [
        {"SWE-C-3F8K": given_of("barrel", 10, 'to = [{party = "NLD"}]\n')},
        {"SWE-C-3F8K": given_of("barrel", 10, "")},
        {"SWE-C-3F8K": given_of("barrel", 10, TO + 'unit = "TNE"\n')},
        {"SWE-C-3F8K": given_of("155mm-he", 10)},
        {"SWE-C-3F8K": given_of("barrel", 10).replace("committed", "cancelled")},
    ],
)
def test_what_is_for_others_or_of_another_sort_is_no_support(other: Mapping[str, str]) -> None:
    assert need(other).committed == {}


def test_what_is_not_firm_stands_apart() -> None:
    pledged = given_of("barrel", 10).replace("committed", "pledged")

    found = need({"SWE-C-3F8K": pledged, "~DEU-C-4K4K": given_of("barrel", 7)})

    assert {footing: one.text for footing, one in found.committed.items()} == {
        Footing.PLEDGED: "10",
        Footing.UNCONFIRMED: "7",
    }
    assert found.missing.text == "24"


def test_what_stands_in_counts_at_its_ratio() -> None:
    assert need({"SWE-C-3F8K": given_of("liner", 10)}).committed[Footing.FIRM].text == "5"


def test_who_takes_it_up_is_the_recipient_where_none_is_named() -> None:
    records = {
        "NOR-C-7K3Q": given_of("gun", 18, ""),
        "UKR-A-5H1M": 'commitment = "NOR-C-7K3Q"\nquantity = 9\n',
    }

    (found,) = told(records)

    assert (found.recipient, found.quantity.text, found.support[0].needed.text) == ("UKR", "9", "12")


def test_a_group_perhaps_gets_it_all() -> None:
    found = told({"DEU-C-7K3Q": given_of("gun", 18, 'to = [{party = "nordics"}]\n')})

    assert [(one.recipient, one.quantity.text) for one in found] == [("NOR", "..18"), ("SWE", "..18")]


@law
@given(st.integers(1, 10**6), st.integers(1, 60), st.integers(1, 9))
def test_interval_of_a_need_holds_the_fraction(quantity: int, every: int, per_unit: int) -> None:
    gun = ITEMS["plans/catalogue/items/gun.toml"]
    gun = gun.replace("= 1, every_months = 9", f"= {per_unit}, every_months = {every}")
    exact = Fraction(12 * quantity * per_unit, every)

    found = need({"plans/catalogue/items/gun.toml": gun, "NOR-C-7K3Q": given_of("gun", quantity)}).needed

    assert found.high is not None
    assert Fraction(found.low) <= exact <= Fraction(found.high)
    assert found.high - found.low < Fraction(1, 10**5)
