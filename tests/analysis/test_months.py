"""Months compare, count and list as the calendar does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.analysis.months import Month, months

some_months = st.builds(Month, st.integers(1900, 2199), st.integers(1, 12))


@given(some_months, st.integers(-600, 600))
def test_month_later_by_a_count_lies_so_many_months_away(month: Month, count: int) -> None:
    later = month.plus(count)

    assert month.until(later) == count
    assert (later > month) == (count > 0)
    assert later.plus(-count) == month


@given(some_months)
def test_month_holds_its_first_and_last_day_and_reads_back_from_its_text(month: Month) -> None:
    assert Month.of(month.first) == Month.of(month.last) == month
    assert (month.last - month.first).days + 1 == month.days
    assert Month.from_text(month.text) == month


@pytest.mark.parametrize("text", ["2022-13", "2022-00", "2022", "2022-1", "22-10-01", "2022-Q4"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="a month is wanted"):
        Month.from_text(text)


def test_months_in_a_row_run_over_the_end_of_a_year() -> None:
    found = months(Month(2022, 11), 3)

    assert [str(month) for month in found] == ["2022-11", "2022-12", "2023-01"]
