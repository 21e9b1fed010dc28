"""The one table of actions."""

import pytest

from workbook.desk.actions import ACTIONS
from workbook.desk.keys import Scope, keys_of


def test_names_are_unique_and_summaries_are_one_short_sentence() -> None:
    assert len({action.name for action in ACTIONS}) == len(ACTIONS)
    assert [action for action in ACTIONS if not action.summary.endswith(".")] == []
    assert [action for action in ACTIONS if len(action.summary) > 64] == []


def test_actions_of_a_section_stand_together() -> None:
    sections = [action.section for action in ACTIONS]

    assert sorted(sections, key=list(dict.fromkeys(sections)).index) == sections


@pytest.mark.parametrize("scope", [scope for scope in Scope if scope is not Scope.EVERYWHERE])
def test_a_place_shows_six_keys_at_most_and_the_palette(scope: Scope) -> None:
    shown = {key.label for one in (scope, Scope.EVERYWHERE) for key in keys_of(one) if key.in_footer}

    assert len(shown) <= 6


@pytest.mark.parametrize("scope", list(Scope))
def test_no_key_means_two_things_in_one_place(scope: Scope) -> None:
    keys = [key for one in keys_of(scope) for key in one.keys.split(",")]

    assert len(set(keys)) == len(keys)
