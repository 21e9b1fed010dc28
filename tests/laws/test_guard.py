"""Laws of the guard: honest stories pass, and no byte of another's ever changes with them."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws.guarded_stories import DESKS, Story, shared_plan
from tests.strategies import law
from workbook.vcs.plumbing import Repository

desks = st.sampled_from(DESKS)
saves = st.tuples(st.just("save"), desks, st.integers(0, 1), st.integers(1, 9))
publications = st.tuples(st.just("publish"), desks)
proposals = st.tuples(st.just("propose"), desks, st.integers(0, 2))
adoptions = st.tuples(st.just("adopt"), desks, st.integers(0, 2))
stories = st.lists(st.one_of(saves, saves, publications, proposals, adoptions), min_size=2, max_size=9)
law_of_stories = settings(law, max_examples=max(1, int(os.environ.get("LAW_EXAMPLES", "100")) // 12))


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> tuple[Repository, str]:
    """A plan that all stories begin with."""
    return shared_plan(tmp_path_factory.mktemp("guard") / "shared.git")


@law_of_stories
@given(steps=stories, desk=desks, place=st.integers(0, 200), letter=st.integers(0, 7))
def test_honest_stories_pass_and_no_byte_of_anothers_changes(
    plan: tuple[Repository, str], steps: list[tuple[str, ...]], desk: str, place: int, letter: int
) -> None:
    story = Story(*plan)

    assert story.refusals(steps) == []
    assert all(story.tampered(desk, place, letter))
