"""Who queues at which works, when it bites, and which component all wait for."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.small_plans import plan
from tests.strategies import law
from workbook.analysis.contention import Contention, contention, contention_of
from workbook.analysis.factory import Factory
from workbook.analysis.months import Month
from workbook.analysis.orders import NOWHERE, Works
from workbook.model.enums import Activity
from workbook.model.quantity import Quantity

DAY = date(2022, 9, 28)
ITEMS = "plans/catalogue/items/"
SHELL = ITEMS + "155mm-he.toml"
WORKS = 'item = "155mm-he"\nactivity = "make"\nsupplier = "shell-works"\n'
CAPACITY = {"NOR-K-3H5J": WORKS + 'rates = [{from = "2022-01", per_month = 400}]\n'}
COMPONENT = 'name = "x"\nkind = "component"\nunit = "each"\n'


def order(
    by: str, quantity: int | str = 600, *lines: str, kind: str = "procurement", status: str = "contracted"
) -> str:
    head = ['title = "Shells"', f'kind = "{kind}"', 'item = "155mm-he"', f"quantity = {quantity}"]
    lot = [f'lots = [{{lot = "a", by = "{by}", quantity = {quantity}}}]'] if by else []
    supplier = [] if any(line.startswith("supplier") for line in lines) else ['supplier = "shell-works"']
    return "\n".join([*head, f'status = "{status}"', *supplier, *lot, *lines, ""])


def shells(records: Mapping[str, str]) -> Contention:
    return contention_of(plan(records), "155mm-he", DAY)


def factory(records: Mapping[str, str]) -> Factory:
    (found,) = shells(records).factories
    return found


def claims(found: Factory, *places: int) -> list[str]:
    return [found.queue.claims[place].text for place in places]


def test_claims_of_all_nations_are_held_against_the_works() -> None:
    found = factory({**CAPACITY, "NOR-C-7K3Q": order("2022-09"), "SWE-C-3F8K": order("2022-10", 500)})

    assert found.works == Works("shell-works", "NOR")
    assert claims(found, 0, 1) == ["600", "1100"]
    assert [one.text for one in found.queue.capacity[:3]] == ["400", "800", "1200"]
    assert (found.queue.surely, found.queue.short(0).text, found.queue.months_late) == (0, "200", 1)
    assert found.queue.more_per_month == 200
    assert [(nation, amount.text) for nation, amount in found.nations_at(1)] == [
        ("NOR", "600"),
        ("SWE", "500"),
    ]


def test_months_of_a_factory_begin_with_that_of_today() -> None:
    found = factory(
        {**CAPACITY, "NOR-C-7K3Q": order("2022-10"), "SWE-C-3F8K": order("2022-10", status="pledged")}
    )

    first, second, *_ = found.months

    assert (first.month, len(found.months)) == (Month(2022, 9), 24)
    assert (second.firm.text, second.pledged.text, second.considered.text) == ("600", "600", "0")
    assert second.nations == (("NOR", Quantity.parse(600)),)


def test_what_is_done_delivered_or_cancelled_is_not_to_be_made() -> None:
    lots = """\
lots = [
    {lot = "a", by = "2022-10", quantity = 300, done = 100},
    {lot = "b", by = "2022-10", quantity = 200, status = "delivered"},
    {lot = "c", by = "2022-10", quantity = 100, status = "cancelled"},
]"""

    found = factory({**CAPACITY, "NOR-C-7K3Q": order("", 600, lots)})

    assert claims(found, 0, 1, 23) == ["0", "200", "200"]


def test_lot_that_spans_months_is_surely_due_at_their_end() -> None:
    found = factory({**CAPACITY, "NOR-C-7K3Q": order("2022-Q4")})

    assert claims(found, 0, 1, 2, 3) == ["0", "..600", "..600", "600"]
    assert (found.queue.perhaps, found.queue.surely) == (None, None)


def test_what_has_no_date_is_perhaps_due_now_and_surely_never() -> None:
    found = factory({**CAPACITY, "NOR-C-7K3Q": order("", 900)})

    assert claims(found, 0, 23) == ["..900", "..900"]
    assert (found.queue.perhaps, found.queue.surely) == (0, None)


def test_what_is_overdue_is_due_now() -> None:
    assert claims(factory({**CAPACITY, "NOR-C-7K3Q": order("2022-03")}), 0) == ["600"]


@pytest.mark.parametrize(
    "other",
    [
        {"NOR-C-7K3Q": order("2022-10", 600, 'counted_in = "SWE-C-3F8K"')},
        {"~NOR-C-7K3Q": order("2022-10")},
        {"NOR-C-7K3Q": order("2022-10", status="pledged")},
        {"NOR-C-7K3Q": order("2022-10", status="suspended")},
        {"NOR-C-7K3Q": order("2022-10", status="delivered")},
        {"NOR-C-7K3Q": order("2022-10", 600, 'unit = "TNE"')},
        {"NOR-C-7K3Q": order("2022-10", kind="funding")},
        {"NOR-C-7K3Q": order("2022-10", 600, 'stock = "unknown"', kind="donation")},
        {"NOR-C-7K3Q": order("2022-10", 600, 'retired = {on = 2022-09-01, reason = "x"}')},
    ],
    ids=lambda other: next(iter(other.values())).splitlines()[-1],
)
def test_only_what_is_firm_and_to_be_made_there_counts_as_firm(other: Mapping[str, str]) -> None:
    found = factory({**CAPACITY, "SWE-C-3F8K": order("2022-10", 500), **other})

    assert claims(found, 1) == ["500"]


def test_commitments_inside_a_joint_procurement_count_once_with_it() -> None:
    purchase = """\
title = "Shells"
item = "155mm-he"
quantity = 900
supplier = "shell-works"
status = "contracted"
parties = [{nation = "SWE", quantity = 300}, {nation = "NLD", quantity = 200}]
lots = [{lot = "a", by = "2022-10", quantity = 900}]
"""
    inside = order("2022-10", 300, 'procurement = "DEU-J-4T2X"')

    found = factory({**CAPACITY, "DEU-J-4T2X": purchase, "SWE-C-3F8K": inside})

    assert claims(found, 1) == ["900"]
    assert [(nation, amount.text) for nation, amount in found.nations_at(1)] == [
        ("DEU", "400"),
        ("SWE", "300"),
        ("NLD", "200"),
    ]


def test_procurement_without_a_figure_leaves_it_to_its_parties() -> None:
    purchase = 'title = "Shells"\nitem = "155mm-he"\nstatus = "contracted"\n'
    inside = order("2022-10", 300, 'procurement = "DEU-J-4T2X"')

    found = shells({**CAPACITY, "DEU-J-4T2X": purchase, "SWE-C-3F8K": inside})

    assert [(order.record.id, order.quantity.text) for order in found.factories[0].orders] == [
        ("SWE-C-3F8K", "300")
    ]


def test_production_without_a_supplier_is_at_its_nation() -> None:
    own = {"NOR-K-3H5J": CAPACITY["NOR-K-3H5J"].replace('supplier = "shell-works"\n', "")}

    found = factory({**own, "NOR-C-7K3Q": order("2022-10", 600, 'supplier = "unknown"', kind="production")})

    assert (found.works, claims(found, 1)) == (Works("", "NOR"), ["600"])


def test_purchase_of_which_nobody_says_who_makes_it_is_unplaced() -> None:
    found = shells({"NOR-C-7K3Q": order("2022-10", 600, 'supplier = "unknown"')})

    assert (found.factories, [one.works for one in found.unplaced]) == ((), [NOWHERE])


def test_training_and_repair_are_held_against_their_own_capacities() -> None:
    records = {
        **CAPACITY,
        "NOR-K-1A1A": CAPACITY["NOR-K-3H5J"].replace("make", "repair"),
        "NOR-C-7K3Q": order("2022-10", 7, kind="sustainment"),
        "SWE-C-3F8K": order("2022-10", 9, kind="training"),
    }

    found = {one.activity: one.queue.claims[1].text for one in shells(records).factories}

    assert found == {Activity.MAKE: "0", Activity.REPAIR: "7", Activity.TRAIN: "9"}


def test_capacity_that_nobody_tells_is_unknown() -> None:
    found = factory({"NOR-C-7K3Q": order("2022-10")})

    assert (found.queue.is_known, found.queue.surely) == (False, None)


def test_rate_that_begins_within_a_month_holds_in_a_part_of_it() -> None:
    rates = 'rates = [{from = "2022-01", per_month = 400}, {from = 2022-10-15, per_month = 600}]\n'

    found = factory({"NOR-K-3H5J": WORKS + rates})

    assert [one.text for one in found.queue.rates[:3]] == ["400", "400..600", "600"]


def test_works_makes_nothing_before_its_first_rate() -> None:
    found = factory({"NOR-K-3H5J": WORKS + 'rates = [{from = "2022-11", per_month = 400}]\n'})

    assert [one.text for one in found.queue.rates[:3]] == ["0", "0", "400"]


def made_of(*parts: str) -> str:
    inner = ", ".join(f'{{item = "{part}", per_unit = 2}}' for part in parts)
    return f'name = "x"\nkind = "component"\nunit = "each"\ncomponents = [{inner}]\n'


def making(item: str, rate: int) -> str:
    return f'item = "{item}"\nactivity = "make"\nrates = [{{from = "2022-01", per_month = {rate}}}]\n'


NESTED = {
    SHELL: made_of("casing"),
    ITEMS + "casing.toml": made_of("steel"),
    ITEMS + "steel.toml": COMPONENT,
    "NOR-C-7K3Q": order("2022-10", 300),
}


def test_bottleneck_is_found_through_all_levels() -> None:
    works = {**CAPACITY, "NLD-K-3H5J": making("casing", 900), "SWE-K-3H5J": making("steel", 500)}

    found = shells({**NESTED, **works}).bottleneck

    assert found is not None
    assert (found.component, found.via, found.month) == ("steel", "casing", Month(2022, 10))
    assert (found.needed.text, found.capacity.text, found.short.text) == ("1200", "1000", "200")
    assert (found.makers, found.nations) == ((Works("", "SWE"),), (("NOR", Quantity.parse(1200)),))


def test_component_of_which_nobody_tells_a_capacity_is_no_bottleneck() -> None:
    assert shells({**NESTED, **CAPACITY}).bottleneck is None


def test_makers_of_a_component_count_together() -> None:
    works = {"NLD-K-3H5J": making("casing", 250), "SWE-K-3H5J": making("casing", 50)}

    found = contention_of(plan({**NESTED, **works}), "casing", DAY).pool

    assert found is not None
    assert (found.makers, found.queue.capacity[1].text, found.queue.surely) == (
        (Works("", "NLD"), Works("", "SWE")),
        "600",
        None,
    )


def test_component_that_is_ordered_itself_may_be_for_the_product() -> None:
    casings = order("2022-10", 100).replace("155mm-he", "casing")

    found = contention_of(plan({**NESTED, "SWE-C-3F8K": casings}), "casing", DAY).pool

    assert found is not None
    assert found.queue.claims[1].text == "600..700"


def test_rings_of_components_are_cut() -> None:
    ring = {**NESTED, ITEMS + "steel.toml": made_of("155mm-he")}

    found = contention(plan({**ring, **CAPACITY}), DAY)

    assert [one.item for one in found] == ["155mm-he"]


numbers = st.integers(0, 900)
months = st.sampled_from(["2022-08", "2022-09", "2022-11", "2022-Q4", "2023", "2023-02", "2024-12"])
orders = st.lists(st.tuples(months, numbers, st.sampled_from(["NOR", "SWE", "DEU"])), max_size=6)
rate_steps = st.lists(st.tuples(months, numbers), min_size=1, max_size=3, unique_by=lambda step: step[0])


def _plan_of(asked: Sequence[tuple[str, int, str]], steps: Sequence[tuple[str, int]]) -> dict[str, str]:
    rates = ", ".join(f'{{from = "{since}", per_month = {rate}}}' for since, rate in steps)
    return {
        SHELL: made_of("casing"),
        ITEMS + "casing.toml": COMPONENT,
        "NOR-K-3H5J": WORKS + f"rates = [{rates}]\n",
        "NLD-K-3H5J": making("casing", 700),
        **{f"{nation}-C-111{place}": order(by, many) for place, (by, many, nation) in enumerate(asked)},
    }


def _bites(records: Mapping[str, str]) -> tuple[int, int, int]:
    """Give the first sure, the first possible month, and that of the casing; late where there is none."""
    found = shells(records)
    queue = found.factories[0].queue
    pool = contention_of(plan(records), "casing", DAY).pool
    assert pool is not None
    places = (queue.surely, queue.perhaps, pool.queue.surely)
    return tuple(99 if place is None else place for place in places)  # type: ignore[return-value]  # three of three


@law
@given(orders, rate_steps, st.integers(0, 2), st.integers(1, 500))
def test_raising_a_capacity_never_makes_a_month_bite_earlier(
    asked: list[tuple[str, int, str]], steps: list[tuple[str, int]], which: int, more: int
) -> None:
    raised = [
        (since, rate + more if place == which % len(steps) else rate)
        for place, (since, rate) in enumerate(steps)
    ]

    before, after = _bites(_plan_of(asked, steps)), _bites(_plan_of(asked, raised))

    assert all(later >= sooner for sooner, later in zip(before, after, strict=True))


@law
@given(orders.filter(bool), rate_steps, st.integers(0, 5))
def test_taking_a_claim_away_never_makes_a_month_bite_earlier(
    asked: list[tuple[str, int, str]], steps: list[tuple[str, int]], which: int
) -> None:
    records = _plan_of(asked, steps)
    gone = sorted(id for id in records if "-C-" in id)[which % len(asked)]

    before, after = _bites(records), _bites({id: text for id, text in records.items() if id != gone})

    assert all(later >= sooner for sooner, later in zip(before, after, strict=True))


@law
@given(orders, rate_steps)
def test_sums_only_grow(asked: list[tuple[str, int, str]], steps: list[tuple[str, int]]) -> None:
    queue = factory(_plan_of(asked, steps)).queue

    assert list(queue.claims) == sorted(queue.claims, key=lambda one: (one.low, one.high))
    assert list(queue.capacity) == sorted(queue.capacity, key=lambda one: (one.low, one.high))


@law
@given(
    st.lists(st.tuples(months, numbers, numbers, st.integers(0, 900)), max_size=5),
    st.tuples(numbers, numbers, st.integers(0, 900)),
)
def test_what_is_in_doubt_holds_the_exact_case(
    asked: list[tuple[str, int, int, int]], rate: tuple[int, int, int]
) -> None:
    exact = {
        f"NOR-C-111{place}": order(by, low + at % (more + 1))
        for place, (by, low, more, at) in enumerate(asked)
    }
    doubtful = {
        f"NOR-C-111{place}": order(by, f"{{from = {low}, to = {low + more}}}")
        for place, (by, low, more, _) in enumerate(asked)
    }
    low, more, at = rate
    rates = 'rates = [{{from = "2022-01", per_month = {}}}]\n'
    sure = factory({"NOR-K-3H5J": WORKS + rates.format(low + at % (more + 1)), **exact}).queue
    vague = factory(
        {"NOR-K-3H5J": WORKS + rates.format(f"{{from = {low}, to = {low + more}}}"), **doubtful}
    ).queue

    assert all(_holds(outer, inner) for outer, inner in zip(vague.claims, sure.claims, strict=True))
    assert all(_holds(outer, inner) for outer, inner in zip(vague.capacity, sure.capacity, strict=True))
    assert vague.surely is None or (sure.surely is not None and sure.surely <= vague.surely)


def _holds(outer: Quantity, inner: Quantity) -> bool:
    high = Decimal("Infinity")
    return outer.low <= inner.low and (inner.high or high if inner.high is None else inner.high) <= (
        high if outer.high is None else outer.high
    )


@law
@given(orders, rate_steps, st.randoms(use_true_random=False))
def test_order_of_files_does_not_matter(
    asked: list[tuple[str, int, str]], steps: list[tuple[str, int]], chance: object
) -> None:
    records = _plan_of(asked, steps)
    ids = list(records)
    chance.shuffle(ids)  # type: ignore[attr-defined]  # a Random

    shuffled = contention(plan({id: records[id] for id in ids}), DAY)

    assert repr(shuffled) == repr(contention(plan(records), DAY))


@law
@given(orders, rate_steps)
def test_item_alone_is_told_as_among_all(
    asked: list[tuple[str, int, str]], steps: list[tuple[str, int]]
) -> None:
    workbook = plan(_plan_of(asked, steps))

    assert repr(contention(workbook, DAY)) == repr(
        tuple(contention_of(workbook, item, DAY) for item in ("155mm-he", "casing"))
    )
