"""Laws of coverage: parts add up, more never leaves more missing, intervals hold every way to share out."""

from datetime import date, timedelta
from fractions import Fraction
from pathlib import PurePath

from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.counting import counted
from tests.laws.coverage_plans import commitments, edits, path_of, plans
from tests.laws.test_kept import loaded
from tests.strategies import law, quantities, raw_times
from workbook.analysis.arrivals import Arrival, arrived, scaled, shared_out, timing
from workbook.analysis.coverage import Coverage, coverage
from workbook.analysis.coverage_change import change_of_coverage, coverage_change
from workbook.analysis.forecast import forecast
from workbook.analysis.request_coverage import RequestCoverage, sum_of
from workbook.analysis.totals import is_counted
from workbook.model.kind import Kind
from workbook.model.quantity import NOTHING, Quantity
from workbook.model.when import When
from workbook.records.loader import edited

TODAY = date(2022, 9, 28)
SUMS = ("agreed", "offered", "to_ask", "claimed", "not_firm", "unconfirmed")
times = st.none() | raw_times.map(When.parse)
arrivals = st.builds(Arrival, quantity=quantities, by=times, is_done=st.booleans())
dates = st.dates(date(2022, 9, 28), date(2030, 1, 1))


def all_requests(found: Coverage) -> list[RequestCoverage]:
    return [
        *(request for item in found.items for request in item.requests),
        *(request for one in found.capabilities for request in one.requests),
        *found.unnamed,
    ]


def is_within(quantity: Quantity, other: Quantity) -> bool:
    """Say whether one interval lies in another."""
    is_below = other.high is None or (quantity.high is not None and quantity.high <= other.high)
    return other.low <= quantity.low and is_below


@law
@given(plans)
def test_every_answer_stands_in_one_sum_and_every_request_in_one_place(files: dict[str, str]) -> None:
    workbook = loaded(files)
    requests = all_requests(coverage(workbook, TODAY))

    known = [record.id for record in workbook.of_kind(Kind.REQUEST) if not record.is_retired]
    by_sum = [
        (
            {name: getattr(one.cover, name).low for name in SUMS},
            {
                name: sum(answer.quantity.low for answer in one.answers if sum_of(answer) == name)
                for name in SUMS
            },
        )
        for one in requests
    ]

    assert sorted(one.request for one in requests) == sorted(known)
    assert [one for one, _ in by_sum] == [other for _, other in by_sum]


@law
@given(plans)
def test_sums_of_an_item_are_those_of_its_requests(files: dict[str, str]) -> None:
    items = coverage(loaded(files), TODAY).items

    sums = [
        (
            sum(one.need.low for one in item.balances),
            sum(one.shortfall.missing.low for one in item.balances),
            sum(one.cover.firm.low for one in item.balances),
            sum(one.requests for one in item.balances),
        )
        for item in items
    ]
    parts = [
        (
            sum(one.need.low for one in counting),
            sum(one.shortfall.missing.low for one in counting),
            sum(one.cover.firm.low for one in counting),
            len(counting),
        )
        for item in items
        for counting in [[one for one in item.requests if one.counts]]
    ]

    assert sums == parts


@law
@given(plans, commitments())
def test_one_more_commitment_never_leaves_more_missing(files: dict[str, str], more: str) -> None:
    before = all_requests(coverage(loaded(files), TODAY))
    after = all_requests(coverage(loaded({**files, path_of("USA-C-9Z9Z"): more}), TODAY))

    worse = [
        one.request
        for one, other in zip(before, after, strict=True)
        if other.shortfall.missing.low > one.shortfall.missing.low
        or other.shortfall.not_agreed.low > one.shortfall.not_agreed.low
    ]

    assert worse == []


@law
@given(plans)
def test_what_is_missing_is_never_more_than_what_is_needed(files: dict[str, str]) -> None:
    requests = all_requests(coverage(loaded(files), TODAY))

    assert all(one.shortfall.missing.low <= one.shortfall.not_agreed.low for one in requests)
    assert all(one.shortfall.missing.low <= one.need.low for one in requests)
    assert all(one.shortfall.missing.low <= one.shortfall.not_in_time.low for one in requests)


@law
@given(plans)
def test_months_only_add_needs_and_end_with_what_is_due(files: dict[str, str]) -> None:
    items = coverage(loaded(files), TODAY).items

    lows = [[cell.need.low for cell in item.cells] for item in items]
    counts = [[cell.requests for cell in item.cells] for item in items]

    assert lows == [sorted(some) for some in lows]
    assert counts == [sorted(some) for some in counts]
    assert all(cell.requests_open <= cell.requests for item in items for cell in item.cells)
    assert all(cell.open.low <= cell.need.low for item in items for cell in item.cells)


@law
@given(plans)
def test_order_of_files_does_not_matter(files: dict[str, str]) -> None:
    turned = dict(reversed(files.items()))

    assert coverage(loaded(files), TODAY) == coverage(loaded(turned), TODAY)
    assert forecast(loaded(files), TODAY) == forecast(loaded(turned), TODAY)


@law
@given(plans)
def test_what_counts_one_by_one_is_what_counts_of_all(files: dict[str, str]) -> None:
    workbook = loaded(files)

    assert counted(workbook) == [
        record for record in workbook.of_kind(Kind.COMMITMENT) if is_counted(workbook, record)
    ]


@law
@given(plans)
def test_no_change_changes_nothing(files: dict[str, str]) -> None:
    found = coverage(loaded(files), TODAY)

    assert coverage_change(all_requests(found), all_requests(found)) == ()


@law
@given(quantities, st.lists(arrivals, max_size=4), dates, st.integers(0, 900))
def test_more_has_arrived_by_a_later_day(part: Quantity, some: list[Arrival], day: date, later: int) -> None:
    one, other = (arrived(part, some, at, TODAY) for at in (day, day + timedelta(days=later)))

    assert one.low <= other.low
    assert other.high is None or (one.high is not None and one.high <= other.high)


@law
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50), times), max_size=4), times)
def test_every_way_to_share_lots_out_lies_within_what_is_told(
    lots: list[tuple[int, int, When | None]], need: When | None
) -> None:
    some = [
        Arrival(quantity=Quantity.parse(taken + left), by=by, lot=str(index))
        for index, (taken, left, by) in enumerate(lots)
    ]
    part = Quantity.parse(sum(taken for taken, _, _ in lots))

    shared = {one.lot: one.quantity for one in shared_out(part, some)}
    told = timing(part, some, need)

    assert all(
        is_within(Quantity.parse(taken), shared.get(str(index), NOTHING))
        for index, (taken, _, _) in enumerate(lots)
    )
    assert (told.in_time + told.perhaps_late + told.late + told.undated).low <= part.low
    assert is_within(part, told.in_time + told.perhaps_late + told.late + told.undated)


@law
@given(plans, edits)
def test_no_request_changes_that_an_edit_is_not_said_to_touch(
    files: dict[str, str], edit: tuple[str, str | None]
) -> None:
    path, text = edit
    before = loaded(files)
    after = edited(before, {path: None if text is None else text.encode()})
    whole = coverage_change(all_requests(coverage(before, TODAY)), all_requests(coverage(after, TODAY)))

    found = change_of_coverage(before, after, [PurePath(path).stem])

    assert {one.request for one in whole} <= {one.request for one in found}


@law
@given(quantities, st.fractions(0, 1000, max_denominator=400))
def test_scaled_quantity_is_exact_or_the_nearest_thousandth(quantity: Quantity, factor: Fraction) -> None:
    found = scaled(quantity, factor)

    off = abs(Fraction(found.low) - Fraction(quantity.low) * factor)
    assert off <= Fraction(1, 2000)
    assert found.about or off == 0
    assert (found.high is None) == (quantity.high is None)
