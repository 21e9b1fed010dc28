"""Offered, claimed, agreed, lapsed: what follows from what each side writes itself."""

from tests.analysis.small_plans import GIFT, plan
from workbook.analysis.agreement import Agreement, State, agreements_on, offers
from workbook.model.quantity import Quantity
from workbook.records.workbook import Workbook

NEED = 'title = "Shells"\nitem = "155mm-he"\nquantity = 5000\n'
MEETS = 'quantity = 20\nmeets = [{request = "UKR-R-11AB", quantity = 12}]\n'
TAKES = 'commitment = "NOR-C-7K3Q"\nrequest = "UKR-R-11AB"\nquantity = 12\n'


def sides(workbook: Workbook, id: str = "NOR-C-7K3Q") -> tuple[Agreement, ...]:
    return agreements_on(workbook, workbook.records[id])


def states(workbook: Workbook) -> list[State]:
    return [one.state for one in sides(workbook)]


def test_commitment_alone_is_offered() -> None:
    workbook = plan({"NOR-C-7K3Q": GIFT + MEETS, "UKR-R-11AB": NEED})

    (one,) = sides(workbook)

    assert (one.state, one.request, one.party) == (State.OFFERED, "UKR-R-11AB", "UKR")
    assert one.offer is not None
    assert one.offer.quantity == Quantity.parse(12)


def test_acceptance_alone_is_claimed() -> None:
    workbook = plan({"NOR-C-7K3Q": GIFT + 'to = [{party = "SWE"}]\n', "UKR-A-5H1M": TAKES})

    assert states(workbook) == [State.OFFERED, State.CLAIMED]


def test_acceptance_of_a_commitment_that_is_not_there_is_claimed() -> None:
    workbook = plan({"UKR-R-11AB": NEED, "UKR-A-5H1M": TAKES})

    (one,) = offers(workbook, "UKR-R-11AB")

    assert (one.state, one.commitment) == (State.CLAIMED, None)


def test_both_agree_on_what_was_accepted() -> None:
    workbook = plan({"NOR-C-7K3Q": GIFT + MEETS, "UKR-A-5H1M": TAKES.replace("12", "10")})

    (one,) = sides(workbook)

    assert (one.state, one.agreed) == (State.AGREED, Quantity.parse(10))


def test_offer_below_what_was_accepted_has_lapsed() -> None:
    workbook = plan({"NOR-C-7K3Q": GIFT + MEETS.replace("12", "11"), "UKR-A-5H1M": TAKES})

    (one,) = sides(workbook)

    assert (one.state, one.accepted, one.agreed) == (State.LAPSED, Quantity.parse(12), None)


def test_offer_that_may_be_enough_has_not_lapsed() -> None:
    offer = MEETS.replace("= 12}", "= {from = 10, to = 12}}")

    assert states(plan({"NOR-C-7K3Q": GIFT + offer, "UKR-A-5H1M": TAKES})) == [State.AGREED]


def test_unknown_offer_never_lapses() -> None:
    offer = MEETS.replace("= 12}", '= "unknown"}')

    assert states(plan({"NOR-C-7K3Q": GIFT + offer, "UKR-A-5H1M": TAKES})) == [State.AGREED]


def test_promise_without_number_is_for_the_whole() -> None:
    offer = MEETS.replace(", quantity = 12", "")

    assert states(plan({"NOR-C-7K3Q": GIFT + offer, "UKR-A-5H1M": TAKES.replace("12", "20")})) == [
        State.AGREED
    ]
    assert states(plan({"NOR-C-7K3Q": GIFT + offer, "UKR-A-5H1M": TAKES.replace("12", "21")})) == [
        State.LAPSED
    ]


def test_whole_without_meets_can_be_taken_in_parts_by_several() -> None:
    workbook = plan(
        {
            "NOR-C-7K3Q": GIFT + "quantity = 20\n",
            "UKR-A-5H1M": 'commitment = "NOR-C-7K3Q"\nquantity = 12\n',
            "SWE-A-5H1M": 'commitment = "NOR-C-7K3Q"\nquantity = 8\n',
        }
    )

    assert [(one.state, one.party) for one in sides(workbook)] == [
        (State.AGREED, "SWE"),
        (State.AGREED, "UKR"),
    ]


def test_whole_below_the_sum_of_its_parts_has_lapsed_for_all() -> None:
    workbook = plan(
        {
            "NOR-C-7K3Q": GIFT + "quantity = 19\n",
            "UKR-A-5H1M": 'commitment = "NOR-C-7K3Q"\nquantity = 12\n',
            "SWE-A-5H1M": 'commitment = "NOR-C-7K3Q"\nquantity = 8\n',
        }
    )

    assert states(workbook) == [State.LAPSED, State.LAPSED]


def test_two_acceptances_of_one_offer_count_together() -> None:
    second = TAKES.replace("12", "1")
    workbook = plan({"NOR-C-7K3Q": GIFT + MEETS, "UKR-A-5H1M": TAKES, "UKR-A-6J2N": second})

    (one,) = sides(workbook)

    assert (one.state, one.accepted) == (State.LAPSED, Quantity.parse(13))


def test_acceptance_without_request_means_the_only_one_that_fits() -> None:
    workbook = plan({"NOR-C-7K3Q": GIFT + MEETS, "UKR-A-5H1M": 'commitment = "NOR-C-7K3Q"\nquantity = 12\n'})

    (one,) = sides(workbook)

    assert (one.state, one.request) == (State.AGREED, "UKR-R-11AB")


def test_acceptance_without_request_where_two_fit_is_only_claimed() -> None:
    meets = 'meets = [{request = "UKR-R-11AB"}, {request = "UKR-R-22CD"}]\n'
    workbook = plan({"NOR-C-7K3Q": GIFT + meets, "UKR-A-5H1M": 'commitment = "NOR-C-7K3Q"\nquantity = 12\n'})

    assert states(workbook) == [State.OFFERED, State.OFFERED, State.CLAIMED]


def test_nobody_can_accept_for_the_request_of_another() -> None:
    workbook = plan({"NOR-C-7K3Q": GIFT + MEETS, "SWE-A-5H1M": TAKES})

    assert states(workbook) == [State.OFFERED, State.CLAIMED]


def test_member_of_a_group_may_take_what_is_offered_to_the_group() -> None:
    gift = GIFT + 'to = [{party = "nordics"}]\n'

    assert states(plan({"NOR-C-7K3Q": gift, "SWE-A-5H1M": 'commitment = "NOR-C-7K3Q"\n'})) == [State.AGREED]


def test_undisclosed_recipient_may_be_anybody() -> None:
    gift = GIFT + 'to = [{party = "undisclosed"}]\n'

    assert states(plan({"NOR-C-7K3Q": gift, "SWE-A-5H1M": 'commitment = "NOR-C-7K3Q"\n'})) == [State.AGREED]


def test_retired_acceptance_takes_nothing() -> None:
    retired = TAKES + 'retired = {on = 2022-09-20, reason = "No longer needed."}\n'

    assert states(plan({"NOR-C-7K3Q": GIFT + MEETS, "UKR-A-5H1M": retired})) == [State.OFFERED]


def test_payer_confirms_and_takes_nothing() -> None:
    payer = 'commitment = "NOR-C-7K3Q"\nas = "financier"\nquantity = 12\n'

    assert states(plan({"NOR-C-7K3Q": GIFT + MEETS, "UKR-A-5H1M": payer})) == [State.OFFERED]


def test_cancelled_commitment_offers_nothing_and_lapses_what_was_taken() -> None:
    cancelled = GIFT.replace("committed", "cancelled") + MEETS

    assert states(plan({"NOR-C-7K3Q": cancelled})) == []
    assert states(plan({"NOR-C-7K3Q": cancelled, "UKR-A-5H1M": TAKES})) == [State.LAPSED]


def test_money_lapses_in_its_own_currency_only() -> None:
    gift = GIFT + 'value = {amount = 5, currency = "EUR"}\n'
    euros = 'commitment = "NOR-C-7K3Q"\nvalue = {amount = 6, currency = "EUR"}\n'

    assert states(plan({"NOR-C-7K3Q": gift, "UKR-A-5H1M": euros})) == [State.LAPSED]
    assert states(plan({"NOR-C-7K3Q": gift, "UKR-A-5H1M": euros.replace("EUR", "USD")})) == [State.AGREED]


def test_offers_of_a_request_come_in_order_of_commitment() -> None:
    workbook = plan(
        {
            "UKR-R-11AB": NEED,
            "NOR-C-7K3Q": GIFT + MEETS,
            "UKR-A-5H1M": TAKES,
            "NLD-C-8M2P": GIFT + MEETS,
            "DEU-C-3F8K": GIFT + MEETS.replace("11AB", "22CD"),
        }
    )

    found = [(one.state, one.commitment and one.commitment.id) for one in offers(workbook, "UKR-R-11AB")]

    assert found == [(State.OFFERED, "NLD-C-8M2P"), (State.AGREED, "NOR-C-7K3Q")]
