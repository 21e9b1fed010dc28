"""When an offer lacks what should stand behind it, or answers what was not asked."""

import pytest

from tests.analysis.small_plans import plan
from workbook.check.rule import EXAMPLE_DAY
from workbook.check.rules import backing
from workbook.check.runner import check
from workbook.findings import Place

NEED = 'title = "Shells"\nitem = "155mm-he"\npriority = "critical"\nsubstitutes = "no"\n'
GIFT = """\
title = "Shells"
kind = "donation"
status = "committed"
item = "155mm-he"
quantity = 30
"""
MEETS = 'meets = [{request = "UKR-R-11AB"}]\n'
FOREIGN = {
    "plans/catalogue/items/155mm-he.toml": (
        'name = "Shell"\nkind = "munition"\nunit = "each"\norigin = "USA"\n'
    )
}


def found(**records: str) -> list[tuple[str, str]]:
    """Tell codes and fields of a plan."""
    named = {name.replace("_", "-"): text for name, text in records.items()}
    told = check(
        plan(named), today=EXAMPLE_DAY, rules=backing.RULES, locate=lambda path, field: Place(path=path)
    )
    return [(one.code, one.field) for one in told]


@pytest.mark.parametrize("status", ["considered", "suspended", "cancelled"])
def test_what_is_no_offer_meets_no_critical_request(status: str) -> None:
    thought = GIFT.replace("committed", status) + MEETS

    assert found(UKR_R_11AB=NEED, NOR_C_7K3Q=thought) == [("WB508", "priority")]


def test_a_pledge_that_has_lapsed_is_no_offer() -> None:
    lapsed = GIFT.replace("committed", "pledged") + MEETS + "valid_until = 2022-09-27\n"

    assert found(UKR_R_11AB=NEED, NOR_C_7K3Q=lapsed) == [("WB508", "priority")]


@pytest.mark.parametrize("line", ['status = "withdrawn"\n', 'status = "draft"\n'])
def test_a_request_that_is_not_open_waits_for_nothing(line: str) -> None:
    assert found(UKR_R_11AB=NEED + line) == []


def test_consent_is_given_by_the_origin_itself_or_written_down() -> None:
    leave = 'commitment = "NOR-C-7K3Q"\nas = "origin"\nquantity = 30\n'
    given = GIFT + 'consents = [{nation = "USA", status = "given"}]\n'

    assert found(**FOREIGN, NOR_C_7K3Q=GIFT) == [("WB510", "item")]
    assert found(**FOREIGN, NOR_C_7K3Q=GIFT, USA_A_1A1A=leave) == []
    assert found(**FOREIGN, NOR_C_7K3Q=GIFT, SWE_A_1A1A=leave) == [("WB510", "item")]
    assert found(**FOREIGN, NOR_C_7K3Q=given) == []


def test_consent_that_is_asked_for_or_refused_is_missing() -> None:
    asked = GIFT + 'consents = [{nation = "DEU", status = "asked"}]\n'

    assert found(NOR_C_7K3Q=asked) == [("WB510", "consents[0]")]
    assert found(NOR_C_7K3Q=asked.replace("asked", "refused")) == [("WB510", "consents[0]")]


@pytest.mark.parametrize(
    "text",
    [
        GIFT.replace("donation", "production"),
        GIFT.replace("committed", "pledged"),
        GIFT + 'to = [{party = "USA"}]\n',
        GIFT + 'counted_in = "SWE-C-3F8K"\n',
    ],
    ids=["is made new", "is only pledged", "goes back to its origin", "is a mirror"],
)
def test_no_consent_is_needed_of_what(text: str) -> None:
    assert found(**FOREIGN, NOR_C_7K3Q=text) == []


def test_the_origin_nation_gives_its_own_freely() -> None:
    assert found(**FOREIGN, USA_C_7K3Q=GIFT) == []


def test_each_payer_confirms_for_itself() -> None:
    paid = GIFT + 'financed_by = [{nation = "SWE", share = 0.5}, {nation = "DEU"}, {nation = "NOR"}]\n'
    paying = 'commitment = "NOR-C-7K3Q"\nas = "financier"\nquantity = 30\n'

    assert found(NOR_C_7K3Q=paid, SWE_A_1A1A=paying) == [("WB511", "financed_by[1].nation")]
    assert found(NOR_C_7K3Q=paid.replace("committed", "pledged")) == []


def test_a_payer_that_does_not_take_part_cannot_confirm() -> None:
    assert found(NOR_C_7K3Q=GIFT + 'financed_by = [{nation = "FRA"}]\n') == []


def test_another_item_is_told_only_where_substitutes_are_refused() -> None:
    other = GIFT.replace("155", "152") + MEETS

    assert found(UKR_R_11AB=NEED, NOR_C_7K3Q=other) == [("WB512", "meets[0].request")]
    assert found(UKR_R_11AB=NEED.replace('"no"', '"yes"'), NOR_C_7K3Q=other) == []
    assert found(UKR_R_11AB=NEED, NOR_C_7K3Q=other.replace("152mm-he", "unknown")) == []
