"""Laws of sums: order and grouping never matter, bounds contain, decimals stay exact."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.counting import counted
from workbook.analysis.conversion import rounded
from workbook.analysis.totals import QuantityTotal, in_base, item_totals, value_totals
from workbook.model.commitment import Commitment
from workbook.model.enums import CommitmentKind, Status
from workbook.model.kind import Kind
from workbook.model.manifest import ExchangeRate, Manifest
from workbook.model.money import Money
from workbook.model.quantity import NOTHING, Quantity
from workbook.model.record import Record
from workbook.model.references import references
from workbook.model.share import Share
from workbook.records.settings import Settings
from workbook.records.workbook import PlanFile, Workbook

DAY = date(2022, 9, 28)
SETTINGS = Settings(
    manifest=Manifest(
        format=1,
        title="Laws",
        secretariat="USA",
        base_currency="EUR",
        rates=(
            ExchangeRate(currency="USD", on=DAY, rate=Share.parse("1/3")),
            ExchangeRate(currency="NOK", on=DAY, rate=Share.parse(Decimal("0.0973"))),
        ),
    )
)
# As fine and as large as a plan may say: 15 digits before the point, 6 after it.
numbers = st.decimals(0, 10**15 - 1, places=6)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    low, more = draw(numbers), draw(st.none() | numbers)
    return Quantity(
        low,
        None if more is None else low + more,
        about=draw(st.booleans()),
        unknown=draw(st.booleans()),
        undisclosed=draw(st.booleans()),
    )


@st.composite
def commitments(draw: st.DrawFn) -> Commitment:
    ids = st.sampled_from(["", "", "NOR-C-0000", "NOR-C-0001", "SWE-C-0000", "undisclosed"])
    currency = draw(st.sampled_from(["EUR", "USD", "NOK", "SEK", "unknown"]))
    return Commitment(
        title="Help",
        kind=CommitmentKind.DONATION,
        status=draw(st.sampled_from(list(Status))),
        item=draw(st.sampled_from(["", "shell", "barrel"])),
        unit=draw(st.sampled_from(["", "each"])),
        quantity=draw(st.none() | quantities()),
        value=draw(st.none() | quantities().map(lambda amount: Money(amount, currency))),
        counted_in=draw(ids),
        part_of=draw(ids),
        shared_as=draw(ids),
    )


def a_plan(commitments: Sequence[Commitment], order: Sequence[int]) -> Workbook:
    """Lay each commitment under a path that follows `order`; ids go with the commitments."""
    files = []
    for index, data in enumerate(commitments):
        owner = ("NOR", "SWE")[index % 2]
        id = f"{owner}-C-{index // 2:04}"
        path = f"plans/nations/{order[index]:04}/commitments/{id}.toml"
        record = Record(
            id=id, kind=Kind.COMMITMENT, path=path, owner=owner, recorded=index % 3 == 0, data=data
        )
        named = tuple(references(data))
        files.append(
            PlanFile(
                path=path,
                layer="",
                blob="",
                id=id,
                kind=Kind.COMMITMENT,
                references=named,
                record=record,
            )
        )
    return Workbook(SETTINGS, files)


plans = st.lists(commitments(), max_size=8)


@given(quantities(), quantities())
def test_sum_does_not_depend_on_order(one: Quantity, other: Quantity) -> None:
    assert one + other == other + one


@given(quantities(), quantities(), quantities())
def test_sum_does_not_depend_on_grouping(one: Quantity, two: Quantity, three: Quantity) -> None:
    assert (one + two) + three == one + (two + three)


@given(quantities())
def test_nothing_added_changes_nothing(one: Quantity) -> None:
    assert one + NOTHING == one


@given(quantities(), quantities(), st.fractions(0, 1), st.fractions(0, 1))
def test_bounds_contain_every_sum_of_what_is_meant(
    one: Quantity, other: Quantity, part: Fraction, other_part: Fraction
) -> None:
    meant = inside(one, part) + inside(other, other_part)

    total = one + other

    assert Fraction(total.low) <= meant
    assert total.high is None or meant <= Fraction(total.high)


@given(st.lists(quantities(), max_size=60))
def test_sums_are_exact_to_the_last_decimal(parts: list[Quantity]) -> None:
    total = sum(parts, NOTHING)

    assert Fraction(total.low) == sum((Fraction(part.low) for part in parts), Fraction(0))


@given(quantities(), quantities())
def test_surely_more_is_never_said_of_sums_that_may_be_equal(one: Quantity, other: Quantity) -> None:
    total = one + other

    assert not one.surely_exceeds(total)
    assert not total.surely_exceeds(total)


@given(plans.flatmap(lambda found: st.tuples(st.just(found), st.permutations(range(len(found))))))
def test_order_of_records_never_changes_totals(drawn: tuple[list[Commitment], list[int]]) -> None:
    found, order = drawn
    one, other = a_plan(found, range(len(found))), a_plan(found, order)

    assert [_sums(one), value_totals(one)] == [_sums(other), value_totals(other)]
    assert in_base(value_totals(one), SETTINGS, DAY) == in_base(value_totals(other), SETTINGS, DAY)


@given(plans)
def test_every_counted_figure_stands_in_one_total(found: list[Commitment]) -> None:
    workbook = a_plan(found, range(len(found)))

    added = [
        sum_.low
        for total in _sums(workbook)
        for part in (total.tally.confirmed, total.tally.unconfirmed)
        for sum_ in part.values()
    ]
    single = [
        record.data.quantity.low
        for record in counted(workbook)
        if record.data.quantity is not None and record.data.item
    ]

    assert sum(added) == sum(single)


@given(plans)
def test_no_mirror_counts_beside_its_original(found: list[Commitment]) -> None:
    workbook = a_plan(found, range(len(found)))

    ids = {record.id for record in counted(workbook)}

    assert not any(record.data.counted_in in ids - {record.id} for record in counted(workbook))


@given(st.fractions(0, 10**15), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_rounding_is_off_by_half_a_minor_unit_at_most(number: Fraction, currency: str) -> None:
    half = {"EUR": Fraction(1, 200), "JPY": Fraction(1, 2), "KWD": Fraction(1, 2000)}[currency]

    assert abs(Fraction(rounded(number, currency)) - number) <= half


def inside(quantity: Quantity, part: Fraction) -> Fraction:
    """Give a number between the bounds of a quantity."""
    low = Fraction(quantity.low)
    high = Fraction(quantity.high) if quantity.high is not None else low * 2
    return low + (high - low) * part


@given(quantities(), quantities(), st.fractions(0, 1), st.fractions(0, 1))
def test_what_is_left_lies_between_the_bounds_of_the_rest(
    one: Quantity, other: Quantity, part: Fraction, other_part: Fraction
) -> None:
    left = max(inside(one, part) - inside(other, other_part), Fraction(0))

    rest = one.less(other)

    assert Fraction(rest.low) <= left
    assert rest.high is None or left <= Fraction(rest.high)


@given(quantities(), quantities(), quantities())
def test_more_that_is_taken_away_never_leaves_more(one: Quantity, other: Quantity, more: Quantity) -> None:
    less, rest = one.less(other + more), one.less(other)

    assert less.low <= rest.low
    assert rest.high is None or (less.high is not None and less.high <= rest.high)


def _sums(workbook: Workbook) -> Sequence[QuantityTotal]:
    return [*item_totals(workbook, "barrel"), *item_totals(workbook, "shell")]
