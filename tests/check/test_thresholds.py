"""When a stock under its minimum is told, and when its waiver answers for it."""

from tests.analysis.small_plans import plan
from workbook.check.rule import EXAMPLE_DAY
from workbook.check.rules import backing, thresholds
from workbook.check.runner import check
from workbook.findings import Place

STOCK = 'item = "155mm-he"\nholding = 100\nminimum = 80\nas_of = 2022-09-01\n'
GIFT = """\
title = "Shells"
kind = "donation"
status = "committed"
item = "155mm-he"
quantity = 30
stock = "NOR-S-5H1M"
lots = [{lot = "a", by = "2022-11", quantity = 30}]
"""
APPROVED = 'waiver = {status = "approved", until = 2022-12-31}\n'
FILLED = 'replenished_by = "undisclosed"\n'


def told(stock: str, **more: str) -> list[tuple[str, str]]:
    """Tell codes and messages of the plan of one stock."""
    named = {name.replace("_", "-"): text for name, text in more.items()}
    found = check(
        plan({"NOR-S-5H1M": stock, **named}),
        today=EXAMPLE_DAY,
        rules=(*thresholds.RULES, *backing.RULES),
        locate=lambda path, field: Place(path=path),
    )
    return [(one.code, one.message) for one in found]


def codes(stock: str, **more: str) -> list[str]:
    return [code for code, _ in told(stock, **more)]


def test_a_month_is_named_in_which_it_falls_under() -> None:
    ((code, message),) = told(STOCK, NOR_C_7K3Q=GIFT)

    assert code == "WB505"
    assert message.startswith("is at 70 by the end of 2022-11, 10 under its minimum of 80;")


def test_what_has_no_day_is_told_for_the_end() -> None:
    ((_, message),) = told(STOCK, NOR_C_7K3Q=GIFT.replace('by = "2022-11", ', ""))

    assert message.startswith("is at 70 once all that is firm is delivered, 10 under")


def test_a_stock_that_is_low_already_is_told() -> None:
    ((_, message),) = told(STOCK.replace("100", "60"))

    assert message.startswith("is at 60, 20 under its minimum of 80, and no approved waiver covers that;")


def test_a_pledge_makes_no_trouble() -> None:
    assert codes(STOCK, NOR_C_7K3Q=GIFT.replace("committed", "pledged")) == []


def test_a_stock_that_may_be_high_enough_makes_no_trouble() -> None:
    assert codes(STOCK.replace("100", "{at_least = 60}"), NOR_C_7K3Q=GIFT) == []


def test_figures_that_are_not_told_make_no_trouble() -> None:
    assert codes(STOCK.replace("100", '"undisclosed"'), NOR_C_7K3Q=GIFT) == []
    assert codes(STOCK.replace("80", '"undisclosed"'), NOR_C_7K3Q=GIFT) == []
    assert codes('item = "155mm-he"\nwaiver = {status = "considered"}\n', NOR_C_7K3Q=GIFT) == []


def test_a_waiver_that_is_only_considered_is_no_answer() -> None:
    assert codes(STOCK.replace("100", "60") + 'waiver = {status = "considered"}\n') == ["WB505"]


def test_an_approved_waiver_answers_until_it_ends() -> None:
    filled = 'replenished_by = "NOR-C-9D0M"\n'
    late = GIFT.replace('stock = "NOR-S-5H1M"\n', "").replace("2022-11", "2023-05")

    ((code, message),) = told(STOCK + APPROVED + filled, NOR_C_7K3Q=GIFT, NOR_C_9D0M=late)

    assert code == "WB505"
    assert message.endswith("the waiver ends on 2022-12-31: prolong it, or fill the stock again sooner")


def test_replenishment_in_time_needs_no_longer_waiver() -> None:
    filled = 'replenished_by = "NOR-C-9D0M"\n'
    soon = GIFT.replace('stock = "NOR-S-5H1M"\n', "").replace("2022-11", "2022-12")

    assert codes(STOCK + APPROVED + filled, NOR_C_7K3Q=GIFT, NOR_C_9D0M=soon) == []


def test_a_waiver_without_replenishment_is_told_once() -> None:
    waiver = 'waiver = {status = "approved", until = 2024-12-31}\n'

    assert codes(STOCK.replace("100", "60") + waiver) == ["WB506"]
    assert codes(STOCK.replace("100", "60") + waiver + 'replenished_by = "unknown"\n') == ["WB506"]


def test_a_replenishment_that_came_to_nothing_is_none() -> None:
    filled = 'replenished_by = "NOR-C-9D0M"\n'
    cancelled = GIFT.replace('stock = "NOR-S-5H1M"\n', "").replace("committed", "cancelled")
    waiver = 'waiver = {status = "approved", until = 2024-12-31}\n'

    assert codes(STOCK.replace("100", "60") + waiver + filled, NOR_C_9D0M=cancelled) == ["WB506"]


def test_a_waiver_that_is_over_is_told_only_while_the_stock_is_low() -> None:
    over = 'waiver = {status = "approved", until = 2022-09-27}\n'

    assert codes(STOCK.replace("100", "60") + FILLED + over) == ["WB506"]
    assert codes(STOCK + FILLED + over) == []


def test_the_wider_record_of_a_true_stock_is_not_judged() -> None:
    layer = {"layers/norway/plans/layer.toml": 'name = "norway"\nreaders = ["NOR"]\n'}
    true = STOCK + 'shared_as = "NOR-S-5H1M"\n'

    assert codes(STOCK.replace("100", "60"), **layer, **{"norway:NOR-S-9D0M": true}) == []


def test_another_nation_takes_nothing_before_the_owner_agrees() -> None:
    leave = 'commitment = "SWE-C-3F8K"\nas = "stock-owner"\nquantity = 30\n'

    assert codes(STOCK, SWE_C_3F8K=GIFT) == []
    assert codes(STOCK, SWE_C_3F8K=GIFT, NOR_A_1A1A=leave) == ["WB505"]


def test_promises_that_are_kept_already_are_not_made_twice() -> None:
    stock = STOCK + "releasable = 40\n"
    kept = GIFT.replace("quantity = 30}", "quantity = 30, done = 30, done_on = 2022-08-30}")

    assert codes(stock, NOR_C_7K3Q=GIFT, NOR_C_8M2P=GIFT) == ["WB505", "WB509"]
    assert codes(stock, NOR_C_7K3Q=GIFT, NOR_C_8M2P=kept) == ["WB505"]


def test_one_promise_is_never_one_made_twice() -> None:
    assert codes(STOCK + "releasable = 4\n", NOR_C_7K3Q=GIFT.replace("2022-11", "2022-10")) == ["WB505"]
