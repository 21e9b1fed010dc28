"""What counts in totals, what stands apart, and what is counted once."""

from datetime import date
from decimal import Decimal

from tests.analysis.counting import counted
from tests.analysis.small_plans import GIFT, plan, quantity_totals
from workbook.analysis.totals import in_base, value_totals
from workbook.model.enums import Status
from workbook.model.quantity import Quantity
from workbook.records.workbook import Workbook

DAY = date(2022, 9, 28)
SHELLS = GIFT + "quantity = 12\n"
EUROS = GIFT + 'value = {amount = 100, currency = "EUR"}\n'
NORWAY = {"layers/norway/plans/layer.toml": 'name = "norway"\nreaders = ["NOR"]\n'}


def shells(workbook: Workbook) -> dict[Status, Quantity]:
    (total,) = quantity_totals(workbook)
    return dict(total.tally.confirmed)


def amounts(workbook: Workbook) -> list[tuple[str, Quantity]]:
    return [(value.currency, value.tally.firm) for value in value_totals(workbook)]


def ids(workbook: Workbook) -> list[str]:
    return [record.id for record in counted(workbook)]


def test_statuses_stand_side_by_side() -> None:
    workbook = plan({"NOR-C-7K3Q": SHELLS, "SWE-C-3F8K": SHELLS.replace("committed", "pledged")})

    assert shells(workbook) == {Status.PLEDGED: Quantity.parse(12), Status.COMMITTED: Quantity.parse(12)}


def test_firm_leaves_out_thoughts_pledges_and_what_is_off() -> None:
    words = (
        "considered",
        "pledged",
        "suspended",
        "cancelled",
        "committed",
        "contracted",
        "delivering",
        "delivered",
    )
    workbook = plan({f"NOR-C-111{i}": SHELLS.replace("committed", word) for i, word in enumerate(words)})

    (total,) = quantity_totals(workbook)

    assert total.tally.firm == Quantity.parse(48)


def test_recorded_stands_apart_from_what_a_nation_wrote() -> None:
    (total,) = quantity_totals(plan({"NOR-C-7K3Q": SHELLS, "~SWE-C-3F8K": SHELLS}))

    assert total.tally.firm == Quantity.parse(12)
    assert total.tally.unconfirmed == {Status.COMMITTED: Quantity.parse(12)}


def test_own_file_supersedes_what_was_recorded_under_its_id() -> None:
    (total,) = quantity_totals(plan({"NOR-C-7K3Q": SHELLS, "~NOR-C-7K3Q": SHELLS.replace("12", "99")}))

    assert total.tally.firm == Quantity.parse(12)
    assert total.tally.unconfirmed == {}


def test_confirming_as_retired_disowns_what_was_recorded() -> None:
    disowned = SHELLS + 'retired = {on = 2022-09-20, reason = "Never said."}\n'

    assert quantity_totals(plan({"NOR-C-7K3Q": disowned, "~NOR-C-7K3Q": SHELLS})) == ()


def test_sum_carries_interval_and_doubt() -> None:
    about = SHELLS.replace("= 12", "= {about = 4}")
    least = SHELLS.replace("= 12", "= {from = 1, to = 3}")

    assert shells(plan({"NOR-C-7K3Q": SHELLS, "SWE-C-3F8K": about, "DEU-C-2B9C": least})) == {
        Status.COMMITTED: Quantity(Decimal(17), Decimal(19), about=True)
    }


def test_undisclosed_quantity_leaves_a_known_least() -> None:
    hidden = SHELLS.replace("= 12", '= "undisclosed"')

    (total,) = quantity_totals(plan({"NOR-C-7K3Q": SHELLS, "SWE-C-3F8K": hidden}))

    assert str(total.tally.firm) == "12 and undisclosed more"


def test_mirror_is_not_counted_beside_its_original() -> None:
    mirror = SHELLS + 'counted_in = "NOR-C-7K3Q"\n'

    assert ids(plan({"NOR-C-7K3Q": SHELLS, "SWE-C-3F8K": mirror})) == ["NOR-C-7K3Q"]


def test_mirror_counts_where_its_original_is_missing_or_not_told() -> None:
    missing = SHELLS + 'counted_in = "NOR-C-7K3Q"\n'
    hidden = SHELLS + 'counted_in = "undisclosed"\n'

    assert ids(plan({"DEU-C-2B9C": hidden, "SWE-C-3F8K": missing})) == ["DEU-C-2B9C", "SWE-C-3F8K"]


def test_mirror_of_a_retired_original_does_not_come_back() -> None:
    retired = SHELLS + 'retired = {on = 2022-09-20, reason = "Given up."}\n'

    assert ids(plan({"NOR-C-7K3Q": retired, "SWE-C-3F8K": SHELLS + 'counted_in = "NOR-C-7K3Q"\n'})) == []


def test_commitment_counted_in_itself_is_not_lost() -> None:
    assert ids(plan({"NOR-C-7K3Q": SHELLS + 'counted_in = "NOR-C-7K3Q"\n'})) == ["NOR-C-7K3Q"]


def test_true_record_counts_where_loaded_and_its_wider_one_elsewhere() -> None:
    true = SHELLS.replace("= 12", "= 20") + 'shared_as = "NOR-C-7K3Q"\n'

    assert ids(plan({**NORWAY, "NOR-C-7K3Q": SHELLS, "norway:NOR-C-9D0M": true})) == ["NOR-C-9D0M"]
    assert ids(plan({"NOR-C-7K3Q": SHELLS})) == ["NOR-C-7K3Q"]


def test_nobody_displaces_the_record_of_another_nation() -> None:
    foreign = SHELLS + 'shared_as = "NOR-C-7K3Q"\n'

    assert ids(plan({"NOR-C-7K3Q": SHELLS, "SWE-C-3F8K": foreign})) == ["NOR-C-7K3Q", "SWE-C-3F8K"]


def test_package_holds_the_value_of_its_parts_but_not_their_number() -> None:
    part = SHELLS + 'value = {amount = 60, currency = "EUR"}\npart_of = "NOR-C-7K3Q"\n'

    found = plan({"NOR-C-7K3Q": EUROS, "NOR-C-9D0M": part})

    assert amounts(found) == [("EUR", Quantity.parse(100))]
    assert quantity_totals(found)[0].tally.firm == Quantity.parse(12)


def test_funds_and_procurements_add_nothing() -> None:
    money = '{amount = 5, currency = "EUR"}'

    found = plan(
        {
            "USA-F-2B9C": f'title = "Fund"\ntotal = {money}\n',
            "DEU-J-4T2X": f'title = "Shells"\nitem = "155mm-he"\nquantity = 9\nvalue = {money}\n',
        }
    )

    assert (quantity_totals(found), value_totals(found)) == ((), ())


def test_currencies_are_never_mixed() -> None:
    dollars = EUROS.replace("EUR", "USD")

    found = plan({"NOR-C-7K3Q": EUROS, "USA-C-3F8K": dollars, "USA-C-4G9L": dollars})

    assert amounts(found) == [("EUR", Quantity.parse(100)), ("USD", Quantity.parse(200))]


def test_units_are_never_mixed_and_the_item_gives_the_unit() -> None:
    found = plan({"NOR-C-7K3Q": SHELLS, "SWE-C-3F8K": SHELLS + 'unit = "TNE"\n'})

    assert [(total.item, total.unit) for total in quantity_totals(found)] == [
        ("155mm-he", "TNE"),
        ("155mm-he", "each"),
    ]


def test_what_names_no_item_or_currency_is_not_added() -> None:
    no_item = SHELLS.replace('item = "155mm-he"\n', "")
    no_currency = EUROS.replace("EUR", "unknown")

    found = plan({"NOR-C-7K3Q": no_item, "SWE-C-3F8K": no_currency})

    assert (quantity_totals(found), value_totals(found)) == ((), ())


def test_base_currency_is_converted_by_the_rate_of_the_day() -> None:
    rates = """\
format = 1
title = "Example"
secretariat = "USA"
base_currency = "EUR"
rates = [{currency = "USD", on = 2022-09-01, rate = "1/3"}, {currency = "USD", on = 2022-10-01, rate = 0.5}]
"""
    dollars = EUROS.replace("100", "3").replace("EUR", "USD")
    workbook = plan({"plans/workbook.toml": rates, "NOR-C-7K3Q": EUROS, "USA-C-3F8K": dollars})
    values = value_totals(workbook)

    assert in_base(values, workbook.settings, DAY).tally.firm == Quantity.parse(101)
    assert in_base(values, workbook.settings, date(2022, 10, 1)).tally.firm == Quantity.parse(
        Decimal("101.5")
    )


def test_currency_without_a_rate_is_named_and_left_out() -> None:
    workbook = plan({"NOR-C-7K3Q": EUROS, "SWE-C-3F8K": EUROS.replace("EUR", "SEK")})

    total = in_base(value_totals(workbook), workbook.settings, DAY)

    assert (total.tally.firm, total.left_out) == (Quantity.parse(100), ("SEK",))
