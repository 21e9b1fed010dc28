"""What two records say of one thing: receipts against what was sent, one deed told by two nations."""

from collections.abc import Mapping

import pytest

from tests.check.test_examples import findings_of
from workbook.check.rule import Example
from workbook.findings import Finding

GIFT = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
SWEDISH_GIFT = "plans/nations/SWE/commitments/SWE-C-3F8K.toml"
NEED = "plans/nations/UKR/requests/UKR-R-11AB.toml"
TAKING = "plans/nations/UKR/acceptances/UKR-A-5H1M.toml"
SECOND_TAKING = "plans/nations/UKR/acceptances/UKR-A-6J2N.toml"

SHELLS = 'title = "Shells"\nkind = "donation"\nstatus = "committed"\nitem = "155mm-he"\nquantity = 600\n'
REQUEST = 'title = "Shells"\nitem = "155mm-he"\nquantity = 500\n'
RETIRED = 'retired = {on = 2022-09-01, reason = "Given up."}\n'
SENT = SHELLS + 'lots = [{lot = "a", quantity = 400, done = 300}, {lot = "b", quantity = 200}]\n'
TO_UKRAINE = SHELLS + 'to = [{party = "UKR"}]\n'


def found(code: str, files: Mapping[str, str]) -> list[Finding]:
    return [one for one in findings_of(Example(files=files)) if one.code == code]


def fields(code: str, files: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(one.ref, one.field) for one in found(code, files)]


@pytest.mark.parametrize(
    ("lot", "quantity", "told"),
    [
        ("a", "300", 0),
        ("a", "301", 1),
        ("b", "200", 0),
        ("b", "201", 1),
        ("b", "{at_most = 900}", 0),
        ("c", "600", 0),
    ],
)
def test_receipts_are_compared_with_what_was_sent_of_the_lot(lot: str, quantity: str, told: int) -> None:
    taking = (
        f'commitment = "NOR-C-7K3Q"\nquantity = 600\nreceived = [{{lot = "{lot}", quantity = {quantity}}}]\n'
    )

    assert len(found("WB308", {GIFT: SENT, TAKING: taking})) == told


def test_receipts_of_all_are_added_up_and_told_to_the_last() -> None:
    taking = 'commitment = "NOR-C-7K3Q"\nquantity = 300\nreceived = [{lot = "a", quantity = 200}]\n'

    (one,) = found("WB308", {GIFT: SENT, TAKING: taking, SECOND_TAKING: taking})

    assert (one.ref, one.field) == ("UKR-A-6J2N", "received[0].quantity")
    assert one.message == (
        "says that 400 of lot a of NOR-C-7K3Q arrived, 100 more than the 300 that NOR sent; "
        "count again with NOR"
    )


def test_receipts_are_compared_with_the_whole_where_no_lots_are_named() -> None:
    taking = 'commitment = "NOR-C-7K3Q"\nquantity = 600\nreceived = [{lot = "x", quantity = 601}]\n'

    assert len(found("WB308", {GIFT: SHELLS, TAKING: taking})) == 1


def test_same_deed_of_two_nations_is_told_to_both() -> None:
    assert fields("WB309", {GIFT: TO_UKRAINE, SWEDISH_GIFT: TO_UKRAINE + 'unit = "each"\n'}) == [
        ("NOR-C-7K3Q", "quantity"),
        ("SWE-C-3F8K", "quantity"),
    ]


def test_owner_of_the_request_is_a_recipient_too() -> None:
    meets = SHELLS + 'meets = [{request = "UKR-R-11AB"}]\n'

    assert len(found("WB309", {GIFT: TO_UKRAINE, SWEDISH_GIFT: meets, NEED: REQUEST})) == 2


def test_recorded_deed_and_own_deed_can_be_the_same() -> None:
    recorded = SWEDISH_GIFT.replace("nations", "recorded")

    assert len(found("WB309", {GIFT: TO_UKRAINE, recorded: TO_UKRAINE})) == 2


@pytest.mark.parametrize(
    "other",
    [
        TO_UKRAINE.replace("600", "601"),
        TO_UKRAINE.replace("600", "{about = 600}"),
        TO_UKRAINE.replace('"UKR"', '"DEU"'),
        TO_UKRAINE.replace('"UKR"', '"undisclosed"'),
        TO_UKRAINE + 'unit = "TNE"\n',
        TO_UKRAINE + 'counted_in = "NOR-C-7K3Q"\n',
        TO_UKRAINE + RETIRED,
        TO_UKRAINE.replace("committed", "cancelled"),
        SHELLS,
    ],
    ids=["number", "about", "recipient", "undisclosed", "unit", "mirror", "retired", "cancelled", "nobody"],
)
def test_deeds_that_differ_are_not_told(other: str) -> None:
    assert found("WB309", {GIFT: TO_UKRAINE, SWEDISH_GIFT: other}) == []


def test_two_rough_numbers_are_no_sign_of_one_deed() -> None:
    rough = TO_UKRAINE.replace("= 600", "= {about = 600}")

    assert found("WB309", {GIFT: rough, SWEDISH_GIFT: rough}) == []


def test_one_nation_may_give_the_same_twice() -> None:
    second = GIFT.replace("7K3Q", "9D0M")

    assert found("WB309", {GIFT: TO_UKRAINE, second: TO_UKRAINE}) == []


# One deed or two

EVIDENCE = [
    ('meets = [{request = "UKR-R-11AB"}]\n', 'meets = [{request = "UKR-R-22CD"}]\n'),
    ('procurement = "DEU-J-4T2X"\n', 'procurement = "NLD-J-4T2X"\n'),
    ('supplier = "shell-works"\n', 'supplier = "other-works"\n'),
    ('stock = "NOR-S-5H1M"\n', 'stock = "SWE-S-5H1M"\n'),
    ('stock_owner = "DNK"\n', 'stock_owner = "FIN"\n'),
    ('fund = "USA-F-2B9C"\n', 'fund = "GBR-F-2B9C"\n'),
    ('value = {amount = 5, currency = "EUR"}\n', 'value = {amount = 6, currency = "EUR"}\n'),
    ("made_on = 2022-06-01\n", "made_on = 2022-08-01\n"),
    ('made_on = "2022-05"\n', "announced_on = {from = 2022-07-31}\n"),
]


@pytest.mark.parametrize(("one", "other"), EVIDENCE)
def test_what_both_name_differently_tells_two_deeds_apart(one: str, other: str) -> None:
    assert found("WB309", {GIFT: TO_UKRAINE + one, SWEDISH_GIFT: TO_UKRAINE + other}) == []


@pytest.mark.parametrize("line", [line for pair in EVIDENCE for line in pair])
def test_what_only_one_names_tells_nothing_apart(line: str) -> None:
    assert len(found("WB309", {GIFT: TO_UKRAINE + line, SWEDISH_GIFT: TO_UKRAINE})) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("made_on = 2022-06-02\n", "made_on = 2022-08-01\n"),
        ("made_on = 2022-01-10\nannounced_on = 2022-08-01\n", "made_on = 2022-08-20\n"),
        ('made_on = "2022"\n', "made_on = 2022-08-01\n"),
        ('made_on = "undisclosed"\n', "made_on = 2022-08-01\n"),
        ('supplier = "undisclosed"\n', 'supplier = "shell-works"\n'),
        ('value = {amount = {about = 5}, currency = "EUR"}\n', 'value = {amount = 5, currency = "USD"}\n'),
    ],
)
def test_what_may_agree_tells_nothing_apart(one: str, other: str) -> None:
    assert len(found("WB309", {GIFT: TO_UKRAINE + one, SWEDISH_GIFT: TO_UKRAINE + other})) == 2


def test_common_request_among_several_leaves_the_doubt() -> None:
    one = SHELLS + 'meets = [{request = "UKR-R-11AB"}, {request = "UKR-R-22CD"}]\n'
    other = SHELLS + 'meets = [{request = "UKR-R-22CD"}, {request = "UKR-R-11AB"}]\n'

    assert len(found("WB309", {GIFT: one, SWEDISH_GIFT: other})) == 2


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("", 0),
        ('supplier = "shell-works"\n', 0),
        ('value = {amount = 5, currency = "EUR"}\n', 2),
        ('value = {amount = {about = 5}, currency = "EUR"}\n', 0),
        ('financed_by = [{nation = "SWE"}]\n', 2),
        ('stock_owner = "SWE"\n', 2),
    ],
)
def test_small_number_needs_more_evidence(line: str, count: int) -> None:
    few = TO_UKRAINE.replace("600", "2") + line

    assert len(found("WB309", {GIFT: few, SWEDISH_GIFT: few})) == count


def test_number_tells_from_twenty_on() -> None:
    assert len(found("WB309", {path: TO_UKRAINE.replace("600", "20") for path in (GIFT, SWEDISH_GIFT)})) == 2
    assert found("WB309", {path: TO_UKRAINE.replace("600", "19") for path in (GIFT, SWEDISH_GIFT)}) == []


def test_each_is_told_of_the_one_that_repeats_it() -> None:
    german = GIFT.replace("NOR", "DEU")
    files = {
        german: TO_UKRAINE + "made_on = 2022-01-01\n",
        GIFT: TO_UKRAINE + "made_on = 2022-08-01\n",
        SWEDISH_GIFT: TO_UKRAINE + "made_on = 2022-09-01\n",
    }

    assert [(one.ref, one.message.partition("counted_in = ")[2][1:11]) for one in found("WB309", files)] == [
        ("NOR-C-7K3Q", "SWE-C-3F8K"),
        ("SWE-C-3F8K", "NOR-C-7K3Q"),
    ]
