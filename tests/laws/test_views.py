"""Laws of papers: whatever a plan says, each paper says something, or is refused with a reason.

In: odd plans. The papers are those of the table, so that a new one is tried as well.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings as with_settings
from hypothesis import strategies as st

from tests.laws.odd_plans import odd_plans
from tests.strategies import law, law_of_each
from workbook.records.workbook import Workbook
from workbook.release.audience import parse_audience
from workbook.release.released import Released, release
from workbook.render.catalogue import papers_for
from workbook.render.page import Paper, Section
from workbook.render.paper import fill_all, paper_view
from workbook.render.shipped import Form, find_template
from workbook.render.views.gathering import NoMeetingError

MakePlan = Callable[[Mapping[str, str]], Workbook]
AUDIENCES = ("public", "members", "NOR", "NOR,UKR")
days = st.dates(date(1900, 1, 1), date(2199, 12, 31)) | st.just(date(2022, 9, 28))


def _papers(released: Released[Workbook], today: date) -> Iterator[Paper]:
    for kind in papers_for(released.audience):
        try:
            yield paper_view(kind.name, released, meeting="", today=today)
        except NoMeetingError:
            assert kind.of_meeting


def _sections(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _sections(section.sections)


@pytest.mark.parametrize("audience", AUDIENCES)
@law_of_each
@given(files=odd_plans(), today=days)
def test_every_paper_can_be_drawn_of_every_plan(
    make_plan: MakePlan, audience: str, files: dict[str, str], today: date
) -> None:
    plan = make_plan(files)

    papers = list(_papers(release(plan, parse_audience(audience, plan.settings)), today))

    assert papers
    assert [one.name for one in papers if not (one.sections or one.short)] == []
    empty = [part.key for one in papers for part in _sections(one.sections) if not part.tells]
    assert empty == []


@with_settings(law, max_examples=5)
@given(files=odd_plans(), today=days)
def test_every_paper_of_every_plan_can_be_placed(
    make_plan: MakePlan, files: dict[str, str], today: date
) -> None:
    plan = make_plan(files)
    papers = list(_papers(release(plan, parse_audience("NOR", plan.settings)), today))
    orders = [(find_template(one.name, form=form), one) for one in papers for form in Form]

    texts = fill_all(orders)

    assert all(texts)
