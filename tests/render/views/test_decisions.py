"""What a meeting decided: how, when, for whom, and who reserves what; what was put off; nothing else."""

import pytest

from tests.render.coalition import MEETING
from tests.render.views.conftest import Draw
from tests.render.views.reading_blocks import short, texts


def _decision(*lines: str) -> dict[str, str]:
    return {f"{MEETING}/decisions/D-9K3Q.toml": "\n".join(('text = "Share figures."', *lines, ""))}


def test_a_decision_tells_its_item_how_and_whom_it_binds(draw: Draw) -> None:
    paper = draw("decisions")

    assert texts(paper, "adopted")[:3] == [
        "Nations send their lead times. (D-7K3Q)",
        "Item 1 (Shells). Adopted at the meeting on 28 September 2022. It binds the Netherlands and Norway.",
        "Reservation of the Netherlands: Subject to parliament.",
    ]
    assert short(paper) == ["2 decisions were taken."]


def test_a_decision_by_correspondence_is_told_with_the_meeting_after_it(draw: Draw) -> None:
    files = _decision('status = "adopted"', 'taken = "correspondence"', "on = 2022-09-12")

    paper = draw("decisions", files)

    assert "Adopted by correspondence on 12 September 2022, before the meeting." in texts(paper, "adopted")


def test_what_was_put_off_stands_apart(draw: Draw) -> None:
    paper = draw("decisions", _decision('status = "deferred"', 'taken = "meeting"'))

    assert texts(paper, "deferred") == ["Share figures. (D-9K3Q)", "Put off at the meeting."]
    assert short(paper) == ["2 decisions were taken, one was put off."]


def test_a_draft_is_no_decision(draw: Draw) -> None:
    paper = draw("decisions", _decision('status = "proposed"'))

    assert "Share figures" not in str(paper)


def test_where_nothing_was_decided_it_says_so(draw: Draw) -> None:
    gone = {f"{MEETING}/decisions/D-{id}.toml": "" for id in ("7K3Q", "8K3Q")}
    gone |= {f"{MEETING}/actions/X-{id}.toml": "" for id in ("7K3Q", "8K3Q", "9K3Q")}

    paper = draw("decisions", gone)

    assert short(paper) == [
        "No decision of this meeting is recorded.",
        "What was said stands in the paper on its outcome.",
    ]
    assert paper.sections == ()


def test_a_decision_names_the_proposals_it_takes_up(draw: Draw) -> None:
    paper = draw("decisions", _decision('status = "adopted"', 'proposals = ["NOR-P-7K3Q"]'))

    assert any(
        "It takes up the proposal of Norway, “Buy barrels jointly”." in one for one in texts(paper, "adopted")
    )


def test_an_action_given_with_a_decision_stands_with_it(draw: Draw) -> None:
    told = texts(draw("decisions"), "adopted")

    place = told.index(next(one for one in told if "D-7K3Q" in one))
    assert "Action for Norway, due by 15 September 2022: Send lead times for shells. (X-7K3Q)" in told[place:]
    assert not any("X-8K3Q" in one for one in told)


def test_actions_that_come_from_no_decision_stand_behind(draw: Draw) -> None:
    assert texts(draw("decisions"), "actions") == [
        "Action for the Netherlands, due by the fourth quarter of 2022: Book a room. (X-8K3Q)",
        "Action for the United States, done: Name a contact. (X-9K3Q)",
    ]


@pytest.mark.parametrize(
    ("number", "shown", "left"), [(6, 7, []), (7, 6, ["2 more actions; the paper on the outcome has them."])]
)
def test_many_actions_of_one_decision_are_counted(
    draw: Draw, number: int, shown: int, left: list[str]
) -> None:
    more = {
        f"{MEETING}/actions/X-{place}AAA.toml": 'text = "Do it."\nowner = "NOR"\narises_from = "D-7K3Q"\n'
        for place in range(number)
    }

    told = texts(draw("decisions", more), "adopted")

    assert sum(one.startswith("Action for Norway") for one in told) == shown
    assert [one for one in told if "more actions" in one] == left


def test_an_action_without_an_owner_says_so(draw: Draw) -> None:
    path = f"{MEETING}/actions/X-5AAA.toml"

    told = texts(draw("decisions", {path: 'text = "Find a range."\ndue = 2022-12-01\n'}), "actions")

    assert "Action that nobody owns yet, due by 1 December 2022: Find a range. (X-5AAA)" in told
