"""How a stock is projected: what leaves and fills it, what stands beside it, which waiver covers it."""

from datetime import date

from tests.analysis.small_plans import plan
from workbook.analysis.footing import Footing
from workbook.analysis.stocks import StockProjection, Under, live_draws, projected_stocks

TODAY = date(2022, 9, 28)
STOCK = 'item = "155mm-he"\nholding = 100\nminimum = 80\nas_of = 2022-09-01\n'
GIFT = """\
title = "Shells"
kind = "donation"
status = "committed"
item = "155mm-he"
quantity = 30
stock = "NOR-S-5H1M"
made_on = 2022-08-01
"""
LOT = 'lots = [{lot = "a", by = 2022-11-20, quantity = 30}]\n'


def projections(records: dict[str, str]) -> tuple[StockProjection, ...]:
    return projected_stocks(plan(records), today=TODAY)


def projection(stock: str = STOCK, **gifts: str) -> StockProjection:
    named = {name.replace("_", "-"): text for name, text in gifts.items()}
    (found,) = projections({"NOR-S-5H1M": stock, **named})
    return found


def held(found: StockProjection) -> list[str]:
    """Tell the level now, month by month for four months, and in the end."""
    return [str(one.held) for one in (found.now, *(month.level for month in found.months[:4]), found.last)]


def test_a_lot_leaves_in_its_month() -> None:
    found = projection(NOR_C_7K3Q=GIFT + LOT)

    assert held(found) == ["100", "100", "100", "70", "70", "70"]
    assert str(found.first_under(Under.SURELY)) == "2022-11"
    assert str(found.last.lacking) == "10"


def test_a_year_has_twelve_months_from_the_one_of_today() -> None:
    assert [str(one.month) for one in projection().months][::11] == ["2022-09", "2023-08"]


def test_what_was_done_before_the_count_has_gone_already() -> None:
    done = GIFT + 'lots = [{lot = "a", by = 2022-11-20, quantity = 30, done = 12, done_on = 2022-08-20}]\n'

    assert held(projection(NOR_C_7K3Q=done)) == ["100", "100", "100", "82", "82", "82"]


def test_what_was_done_after_the_count_is_no_more_held() -> None:
    done = GIFT + 'lots = [{lot = "a", by = 2022-11-20, quantity = 30, done = 12, done_on = 2022-09-20}]\n'

    assert held(projection(NOR_C_7K3Q=done)) == ["88", "88", "88", "70", "70", "70"]


def test_what_was_done_on_an_unknown_day_may_have_gone_already() -> None:
    done = GIFT + 'lots = [{lot = "a", by = 2022-11-20, quantity = 30, done = 12}]\n'

    assert held(projection(NOR_C_7K3Q=done))[0] == "88 to 100"


def test_what_has_no_day_may_leave_at_any_time_and_has_left_in_the_end() -> None:
    found = projection(NOR_C_7K3Q=GIFT)

    assert held(found) == ["100", "70 to 100", "70 to 100", "70 to 100", "70 to 100", "70"]
    assert (found.first_under(Under.SURELY), found.last.under) == (None, Under.SURELY)


def test_a_quarter_is_a_doubt_of_days() -> None:
    assert held(projection(NOR_C_7K3Q=GIFT + LOT.replace("2022-11-20", '"2022-Q4"'))) == [
        "100",
        "100",
        "70 to 100",
        "70 to 100",
        "70",
        "70",
    ]


def test_a_cancelled_lot_stays() -> None:
    cancelled = GIFT + 'lots = [{lot = "a", by = 2022-11-20, quantity = 30, status = "cancelled"}]\n'

    assert held(projection(NOR_C_7K3Q=cancelled))[-1] == "100"


def test_pledges_thoughts_and_what_is_unconfirmed_stand_beside_the_level() -> None:
    found = projection(
        **{
            "NOR_C_7K3Q": GIFT.replace("committed", "pledged") + LOT,
            "NOR_C_8M2P": GIFT.replace("committed", "considered") + LOT,
            "~NOR_C_9D0M": GIFT + LOT,
        }
    )

    assert held(found)[-1] == "100"
    assert {footing: str(quantity) for footing, quantity in found.months[2].leaving.items()} == {
        Footing.PLEDGED: "30",
        Footing.CONSIDERED: "30",
        Footing.UNCONFIRMED: "30",
    }


def test_another_nation_draws_once_the_owner_confirms() -> None:
    foreign = GIFT + LOT + 'stock_owner = "NOR"\n'
    leave = 'commitment = "SWE-C-3F8K"\nas = "stock-owner"\nquantity = 30\n'

    assert held(projection(SWE_C_3F8K=foreign))[-1] == "100"
    assert held(projection(SWE_C_3F8K=foreign, NOR_A_1A1A=leave))[-1] == "70"


def test_a_mirror_draws_only_where_its_original_does_not() -> None:
    mirror = GIFT + LOT + 'counted_in = "NOR-C-7K3Q"\n'

    assert held(projection(NOR_C_7K3Q=GIFT + LOT, NOR_C_8M2P=mirror))[-1] == "70"
    assert held(projection(NOR_C_8M2P=mirror))[-1] == "70"


def test_suspended_cancelled_and_retired_ones_draw_nothing() -> None:
    found = projection(
        NOR_C_7K3Q=GIFT.replace("committed", "suspended"),
        NOR_C_8M2P=GIFT.replace("committed", "cancelled"),
        NOR_C_9D0M=GIFT + 'retired = {on = 2022-09-02, reason = "Given up."}\n',
    )

    assert found.draws == ()


def test_another_item_or_unit_draws_an_unknown_amount() -> None:
    found = projection(NOR_C_7K3Q=GIFT.replace("155mm-he", "barrel") + LOT)

    assert held(found)[-1] == "at most 100"
    assert found.last.under is Under.PERHAPS


def test_production_fills_again() -> None:
    fill = GIFT.replace('stock = "NOR-S-5H1M"\n', "") + LOT.replace("11-20", "12-05")
    found = projection(STOCK + 'replenished_by = "NOR-C-9D0M"\n', NOR_C_7K3Q=GIFT + LOT, NOR_C_9D0M=fill)

    assert held(found) == ["100", "100", "100", "70", "100", "100"]


def test_a_pledge_to_fill_moves_no_level() -> None:
    fill = GIFT.replace('stock = "NOR-S-5H1M"\n', "").replace("committed", "pledged") + LOT
    found = projection(STOCK + 'replenished_by = "NOR-C-9D0M"\n', NOR_C_9D0M=fill)

    assert held(found)[-1] == "100"
    assert str(found.months[2].coming[Footing.PLEDGED]) == "30"


def test_of_a_joint_purchase_only_the_own_part_fills() -> None:
    purchase = """\
title = "Shells"
item = "155mm-he"
quantity = 300
status = "contracted"
contract_on = 2022-09-10
parties = [{nation = "NOR", quantity = 100}, {nation = "DEU", quantity = 200}]
lots = [{lot = "a", by = 2022-11-02, quantity = 150}, {lot = "b", by = 2022-12-02, quantity = 150}]
"""
    found = projection(STOCK + 'replenished_by = "DEU-J-4T2X"\n', DEU_J_4T2X=purchase)

    assert held(found) == ["100", "100", "100", "150", "200", "200"]


def test_a_share_that_is_no_decimal_lies_between_the_nearest() -> None:
    purchase = """\
title = "Shells"
quantity = 100
status = "contracted"
parties = [{nation = "NOR", share = "1/3"}, {nation = "DEU", share = "2/3"}]
lots = [{lot = "a", by = 2022-11-02, quantity = 100}]
"""
    found = projection(STOCK + 'replenished_by = "DEU-J-4T2X"\n', DEU_J_4T2X=purchase)

    assert held(found)[-1] == "133.333333 to 133.333334"


def test_undisclosed_replenishment_leaves_a_known_least() -> None:
    found = projection(STOCK.replace("100", "60") + 'replenished_by = "undisclosed"\n')

    assert held(found)[:2] == ["60", "60 and undisclosed more"]
    assert [one.under for one in found.levels[:2]] == [Under.SURELY, Under.PERHAPS]


def test_undisclosed_holding_tells_nothing() -> None:
    found = projection(STOCK.replace("100", '"undisclosed"'), NOR_C_7K3Q=GIFT + LOT)

    assert held(found) == ["None"] * 6
    assert found.worst is Under.UNTOLD


def test_a_waiver_covers_until_its_last_day() -> None:
    waiver = 'waiver = {status = "approved", until = "2022-11"}\n'
    found = projection(STOCK.replace("100", "60") + waiver)

    assert [one.is_trouble for one in found.levels[:5]] == [False, False, False, False, True]
    assert found.waived_until == date(2022, 11, 30)


def test_a_waiver_that_is_only_considered_covers_nothing() -> None:
    found = projection(STOCK.replace("100", "60") + 'waiver = {status = "considered"}\n')

    assert (found.is_waived, found.now.is_trouble) == (False, True)


def test_what_is_promised_can_no_more_be_released() -> None:
    found = projection(STOCK + "releasable = 40\n", NOR_C_7K3Q=GIFT + LOT)

    assert str(found.left_to_release) == "10"


def test_the_true_stock_counts_with_what_draws_on_the_one_it_is_shared_as() -> None:
    layer = {"layers/norway/plans/layer.toml": 'name = "norway"\nreaders = ["NOR"]\n'}
    true = STOCK.replace("100", "500") + 'shared_as = "NOR-S-5H1M"\n'

    (found,) = projections(
        {**layer, "NOR-S-5H1M": STOCK, "norway:NOR-S-9D0M": true, "NOR-C-7K3Q": GIFT + LOT}
    )

    assert (found.stock, held(found)[-1]) == ("NOR-S-9D0M", "470")


def test_promises_that_are_kept_or_only_thoughts_are_not_live() -> None:
    found = projection(
        NOR_C_7K3Q=GIFT.replace("committed", "delivered"),
        NOR_C_8M2P=GIFT.replace("committed", "considered"),
        NOR_C_9D0M=GIFT.replace("committed", "pledged"),
    )

    assert [one.commitment for one in live_draws(found.draws)] == ["NOR-C-9D0M"]
