"""What some records are worth, each kind by itself."""

from tests.analysis.small_plans import GIFT, plan
from workbook.analysis.footing import Footing
from workbook.analysis.worth import Purse, worth_of
from workbook.model.kind import Kind
from workbook.model.quantity import Quantity

VALUE = 'value = {amount = 5, currency = "EUR"}\n'
FIRM = Purse(Kind.COMMITMENT, Footing.FIRM, "EUR")


def test_values_of_one_footing_and_currency_are_added() -> None:
    workbook = plan({"NOR-C-7K3Q": GIFT + VALUE, "SWE-C-7K3Q": GIFT + VALUE, "SWE-C-0000": GIFT + VALUE})

    assert worth_of(workbook, ["NOR-C-7K3Q", "SWE-C-7K3Q"]) == {FIRM: Quantity.parse(10)}


def test_kinds_footings_and_currencies_stand_apart() -> None:
    pledged = GIFT.replace("committed", "pledged")
    bought = 'title = "Shells"\nstatus = "agreed"\nparties = [{nation = "NOR"}]\n'
    workbook = plan({"NOR-C-7K3Q": GIFT + VALUE, "NOR-C-9D0M": pledged + VALUE, "NOR-J-5H1M": bought + VALUE})

    assert worth_of(workbook, ["NOR-C-7K3Q", "NOR-C-9D0M", "NOR-J-5H1M"]) == {
        FIRM: Quantity.parse(5),
        Purse(Kind.COMMITMENT, Footing.PLEDGED, "EUR"): Quantity.parse(5),
        Purse(Kind.PROCUREMENT, Footing.PLEDGED, "EUR"): Quantity.parse(5),
    }


def test_a_mirror_a_part_of_a_package_and_what_was_cancelled_count_for_nothing() -> None:
    workbook = plan(
        {
            "NOR-C-7K3Q": GIFT + VALUE,
            "SWE-C-7K3Q": GIFT + VALUE + 'counted_in = "NOR-C-7K3Q"\n',
            "NOR-C-9D0M": GIFT + VALUE + 'part_of = "NOR-C-7K3Q"\n',
            "NOR-C-0000": GIFT.replace("committed", "cancelled") + VALUE,
        }
    )

    assert worth_of(workbook, ["SWE-C-7K3Q", "NOR-C-9D0M", "NOR-C-0000", "none"]) == {}
