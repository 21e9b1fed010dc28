"""The one table of actions."""

from workbook.desk.actions import ACTIONS


def test_names_are_unique_and_summaries_are_one_short_sentence() -> None:
    assert len({action.name for action in ACTIONS}) == len(ACTIONS)
    assert [action for action in ACTIONS if not action.summary.endswith(".")] == []
    assert [action for action in ACTIONS if len(action.summary) > 64] == []


def test_actions_of_a_section_stand_together() -> None:
    sections = [action.section for action in ACTIONS]

    assert sorted(sections, key=list(dict.fromkeys(sections)).index) == sections
