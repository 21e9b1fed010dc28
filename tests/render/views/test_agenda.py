"""The agenda: hours, papers, proposals, and the actions of earlier meetings under the item they belong to."""

from collections.abc import Sequence
from datetime import date

import pytest

from tests.render.coalition import MEETING
from tests.render.views.conftest import Draw
from tests.render.views.reading_blocks import short, texts
from workbook.render.blocks import Point, Points
from workbook.render.page import Paper

AFTER = date(2022, 10, 3)
EARLIER = "plans/meetings/2022-06-15-oslo"
OSLO = {
    f"{EARLIER}/meeting.toml": 'title = "Meeting in Oslo"\ndate = 2022-06-15\n',
    f"{EARLIER}/agenda/G-1111.toml": 'order = 4\ntitle = "shells"\nkind = "discussion"\n',
    f"{EARLIER}/actions/X-1111.toml": (
        'text = "Count the shells."\nowner = "SWE"\ndue = 2022-08-01\narises_from = "G-1111"\n'
    ),
    f"{EARLIER}/actions/X-2222.toml": 'text = "Name a contact."\nowner = "DEU"\ndue = 2022-12-01\n',
}


def test_hours_are_told_as_long_as_they_are_known(draw: Draw) -> None:
    rows = texts(draw("agenda"), "schedule")

    assert rows == [
        "1 | Shells | Norway | decide | 09:30–10:15 | 45 minutes",
        "2 | Any other business |  |  | 10:15–10:30 | 15 minutes",
    ]


def test_it_says_what_is_left_of_the_meeting(draw: Draw) -> None:
    assert (
        short(draw("agenda"))[0]
        == "The items take 1 hour of 7 hours 30 minutes; 6 hours 30 minutes are left."
    )


@pytest.mark.parametrize(
    ("order", "told"),
    [
        (0, "No length is set for item 0; the hours of what follows are not known."),
        (9, "No length is set for item 9."),
    ],
)
def test_an_item_without_a_length_is_named(draw: Draw, order: int, told: str) -> None:
    item = f'order = {order}\ntitle = "Repair"\nkind = "discussion"\n'

    assert told in short(draw("agenda", {f"{MEETING}/agenda/G-9K3Q.toml": item}))


def test_once_the_meeting_is_over_it_plans_nothing_any_more(draw: Draw) -> None:
    paper = draw("agenda", today=AFTER)

    assert short(paper) == [
        "The meeting is over: the papers on its decisions and its outcome tell what came of it."
    ]
    assert ("Took part", "6 nations") in [(fact.label, fact.text) for fact in paper.head]


def test_what_was_decided_stands_under_its_item(draw: Draw) -> None:
    assert texts(draw("agenda"), "G-7K3Q-decided") == [
        "Adopted at the meeting on 28 September 2022: Nations send their lead times. "
        "Binds the Netherlands and Norway. (D-7K3Q)",
        "Reservation of the Netherlands: Subject to parliament.",
    ]


def test_an_action_of_an_earlier_meeting_stands_under_the_same_point(draw: Draw) -> None:
    paper = draw("agenda", OSLO)

    assert any(one.startswith("Sweden: Count the shells") for one in texts(paper, "G-7K3Q-actions"))
    assert texts(paper, "other_actions") == ["Germany: Name a contact; due by 1 December 2022. (X-2222)"]


def test_what_the_meeting_itself_gives_to_be_done_is_not_on_its_agenda(draw: Draw) -> None:
    assert "Book a room" not in str(draw("agenda"))


def test_many_actions_are_cut_with_the_command_that_lists_them(draw: Draw) -> None:
    many = {
        f"{EARLIER}/actions/X-{number}333.toml": OSLO[f"{EARLIER}/actions/X-2222.toml"] for number in range(9)
    }

    section = draw("agenda", {**OSLO, **many}).part["other_actions"]

    assert section.more == "2 more are left out here; all: workbook list actions status=open"


def test_items_of_which_nothing_may_be_shown_are_named_once(draw: Draw) -> None:
    item = 'order = {}\ntitle = "Stocks"\nkind = "discussion"\nabout = ["NOR-S-0000", "NOR-S-1111"]\n'
    closed = {f"{MEETING}/agenda/G-{number}111.toml": item.format(number) for number in (7, 8)}

    paper = draw("agenda", closed)

    assert short(paper)[-1] == (
        "Items 7 and 8 concern records that are not released to the readers of this paper."
    )
    assert "G-7111-standing" not in paper.part


def test_many_records_of_an_item_are_cut(draw: Draw) -> None:
    about = ", ".join(['"155mm-he"'] * 10)
    item = f'order = 1\ntitle = "Shells"\nkind = "decision"\nabout = [{about}]\n'

    section = draw("agenda", {f"{MEETING}/agenda/G-7K3Q.toml": item}).part["G-7K3Q-standing"]

    assert section.more.endswith("all: workbook show G-7K3Q")


def test_a_nation_that_asks_twice_for_an_item_is_named_once(draw: Draw) -> None:
    again = {
        "plans/nations/UKR/requests/UKR-R-99ZZ.toml": (
            'title = "More"\nitem = "155mm-he"\nquantity = 7\nper = "month"\nstatus = "open"\n'
        )
    }

    (point, *_) = _points(draw("agenda", again))

    assert point.under[0].text == "Asked for by Ukraine (4,000 to 6,000; 7 a month)."


def test_what_a_nation_asks_for_in_many_requests_is_one_sum(draw: Draw) -> None:
    more = {
        f"plans/nations/UKR/requests/UKR-R-{number}9ZZ.toml": (
            f'title = "More"\nitem = "155mm-he"\nquantity = {number}00\nstatus = "open"\n{per}'
        )
        for number, per in ((2, ""), (3, ""), (5, 'per = "month"\n'), (7, 'per = "month"\n'))
    }

    (point, *_) = _points(draw("agenda", more))

    assert point.under[0].text == ("Asked for by Ukraine (5 requests: 4,500 to 6,500; 1,200 a month).")


CLAIMS = {
    "plans/nations/DEU/requests/DEU-R-11AB.toml": (
        'title = "Shells"\nitem = "155mm-he"\nquantity = 9000\nstatus = "open"\n'
    ),
    "plans/nations/NOR/commitments/NOR-C-11AB.toml": (
        'title = "Shells"\nkind = "donation"\nitem = "155mm-he"\nquantity = 300\nstatus = "committed"\n'
    ),
    "plans/nations/NOR/commitments/NOR-C-22CD.toml": (
        'title = "Shells"\nkind = "donation"\nitem = "155mm-he"\nquantity = 40\nstatus = "pledged"\n'
    ),
}


def test_an_item_of_which_much_is_known_has_a_line_for_each_part(draw: Draw) -> None:
    (point, *_) = _points(draw("agenda", CLAIMS))

    assert point.line.lead == "155 mm high-explosive shell"
    assert [line.text.split(":")[0].split(" by ")[0] for line in point.under] == [
        "Asked for",
        "Firm",
        "Not firm",
        "Made",
    ]


def test_whoever_asks_for_most_of_an_item_is_named_first(draw: Draw) -> None:
    (point, *_) = _points(draw("agenda", CLAIMS))

    assert point.under[0].text.startswith("Asked for by Germany (9,000) and Ukraine (")


def _points(paper: Paper) -> Sequence[Point]:
    (block,) = paper.part["G-7K3Q-standing"].blocks
    assert isinstance(block, Points)
    return block.points
