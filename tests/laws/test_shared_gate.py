"""The law of the shared gate: whoever was served before, each audience gets what it would get alone.

One gate serves many audiences and does once what is alike for several. Here it serves them in any order, and
each release and each paper is compared with that of a gate which serves nobody else.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws.hidden_plans import Twins, twins
from tests.strategies import law
from workbook.errors import WorkbookError
from workbook.model.kind import Kind
from workbook.records.workbook import Workbook
from workbook.release.audience import parse_audience
from workbook.release.released import Gate, Released
from workbook.render.catalogue import papers_for
from workbook.render.page import Paper
from workbook.render.paper import fill_all, paper_view
from workbook.render.shipped import Form, find_template

TODAY = date(2022, 9, 27)
MakePlan = Callable[[Mapping[str, str]], Workbook]
orders = st.lists(
    st.sampled_from(["members", "public", "NOR", "SWE", "UKR", "USA", "NLD,SWE"]), min_size=2, max_size=5
)


def _told(released: Released[Workbook]) -> dict[str, object]:
    """Give all that a release tells, in every way in which a plan can be asked."""
    plan = released.content
    ids = sorted({*plan.records, *plan.mentioned})
    return {
        "digest": released.digest,
        "is_invented": released.is_invented,
        "settings": plan.settings,
        "files": [(file.path, file.references) for file in plan.files],
        "records": {id: plan.get(id) and plan.get(id).data for id in ids},  # type: ignore[union-attr]  # asked just before
        "kinds": {kind: [one.id for one in plan.of_kind(kind)] for kind in Kind},
        "mentions": {id: [(one.record.id, one.field) for one in plan.mentions(id)] for id in ids},
    }


def _papers(released: Released[Workbook]) -> list[str]:
    """Write every paper in every form, or why there is none."""
    views: list[Paper | str] = []
    for kind in papers_for(released.audience):
        try:
            views.append(paper_view(kind.name, released, meeting="", today=TODAY))
        except WorkbookError as refusal:
            views.append(str(refusal))
    drawn = [one for one in views if isinstance(one, Paper)]
    texts = fill_all([(find_template(one.name, None, form), one) for one in drawn for form in Form])
    return [*(one for one in views if isinstance(one, str)), *texts]


@settings(law, max_examples=law.max_examples // 2)
@given(pair=twins(), order=orders)
def test_a_gate_gives_each_audience_what_it_would_get_alone(
    make_plan: MakePlan, pair: Twins, order: Sequence[str]
) -> None:
    plan = make_plan(pair.one)
    gate = Gate(plan)
    readers = [parse_audience(one, plan.settings) for one in order]

    shared = [_told(gate.release(one)) for one in readers]

    assert shared == [_told(Gate(plan).release(one)) for one in readers]


@settings(law, max_examples=max(5, law.max_examples // 10))
@given(pair=twins(), order=orders)
def test_papers_of_a_shared_gate_are_those_of_one_alone(
    make_plan: MakePlan, pair: Twins, order: Sequence[str]
) -> None:
    plan = make_plan(pair.one)
    gate = Gate(plan)
    readers = [parse_audience(one, plan.settings) for one in order]

    shared = [_papers(gate.release(one)) for one in readers]

    assert shared == [_papers(Gate(plan).release(one)) for one in readers]
