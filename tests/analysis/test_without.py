"""A plan without some records tells what a plan tells in which they were never written."""

from collections.abc import Callable, Mapping
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.laws.odd_plans import IDS, odd_plans
from tests.strategies import law_of_each
from workbook.analysis.coverage import coverage
from workbook.analysis.coverage_change import change_of_coverage, coverage_change
from workbook.analysis.kept import Kept
from workbook.analysis.request_coverage import coverage_of
from workbook.analysis.without import Without
from workbook.model.kind import Kind
from workbook.records.workbook import Workbook

TODAY = date(2022, 9, 28)
MakePlan = Callable[[Mapping[str, str]], Workbook]


@law_of_each
@given(files=odd_plans(), left_out=st.frozensets(st.sampled_from(IDS), max_size=8))
def test_it_tells_what_a_plan_without_them_tells(
    make_plan: MakePlan, files: dict[str, str], left_out: frozenset[str]
) -> None:
    plan, kept = make_plan(files), Kept()
    never = Workbook(plan.settings, [file for file in plan.files if file.id not in left_out])
    # What is kept of the whole plan must not be given for the part.
    coverage(plan, TODAY, kept=kept)

    without = Without(plan, left_out)

    assert coverage(without, TODAY, kept=kept) == coverage(never, TODAY)
    assert [list(without.of_kind(kind)) for kind in Kind] == [list(never.of_kind(kind)) for kind in Kind]
    assert [list(without.mentions(id)) for id in IDS] == [list(never.mentions(id)) for id in IDS]
    assert [without.get(id) for id in IDS] == [never.get(id) for id in IDS]


def test_what_is_not_touched_is_the_very_same(make_plan: MakePlan) -> None:
    gift = 'title = "Shells"\nkind = "donation"\nstatus = "pledged"\nitem = "155mm-he"\n'
    paths = {f"plans/nations/NOR/commitments/NOR-C-{number}AAA.toml": gift for number in range(2)}
    plan = make_plan({**paths, "plans/workbook.toml": 'format = 1\ntitle = "P"\nsecretariat = "USA"\n'})

    without = Without(plan, {"NOR-C-0AAA"})

    assert without.of_kind(Kind.REQUEST) is plan.of_kind(Kind.REQUEST)
    assert [one.id for one in without.of_kind(Kind.COMMITMENT)] == ["NOR-C-1AAA"]


@law_of_each
@given(files=odd_plans(), left_out=st.frozensets(st.sampled_from(IDS), max_size=8))
def test_requests_that_nothing_left_out_touches_are_covered_alike(
    make_plan: MakePlan, files: dict[str, str], left_out: frozenset[str]
) -> None:
    plan = make_plan(files)
    without = Without(plan, left_out)
    before, after = ([coverage_of(one, id) for id in IDS] for one in (without, plan))

    change = change_of_coverage(without, plan, left_out, kept=Kept())

    assert change == coverage_change(filter(None, before), filter(None, after))
