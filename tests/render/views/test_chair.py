"""The annotated agenda: hours, a draft to decide on, who can move a matter, who holds back, who is late."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from tests.render.coalition import MEETING, RICH
from tests.render.views.conftest import TODAY, Draw
from tests.render.views.reading_blocks import short, texts
from workbook.errors import WorkbookError
from workbook.records.workbook import Workbook
from workbook.release.audience import parse_audience
from workbook.release.released import release
from workbook.render.reading import Reading
from workbook.render.views.holdings import means_of, spare_of

SHELLS = "G-7K3Q"
GIFT = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
OWN = "plans/nations/NOR/requests/NOR-R-11AB.toml"
REVIEW = (
    'proposal = "NOR-P-7K3Q"\nverdict = "object"\non = 2022-09-20T10:00:00Z\ntext = "The works is full."\n'
)
OTHER = f"{MEETING}/agenda/G-8K3Q.toml"
LONG = {OTHER: 'order = 2\ntitle = "Other business"\nkind = "procedural"\nminutes = 500\n'}


def test_items_that_do_not_fit_are_named_with_their_minutes(draw: Draw) -> None:
    paper = draw("chair", LONG)

    assert short(paper)[0] == (
        "The items take 9 hours 5 minutes, the meeting lasts 7 hours 30 minutes: 1 hour 35 minutes too much. "
        "Past the end at 17:00: item 2."
    )
    assert texts(paper, "plan")[1].startswith("10:15–18:35 (after the end) | 2")


def test_an_item_without_a_length_that_begins_after_the_end_is_named_too(draw: Draw) -> None:
    last = f"{MEETING}/agenda/G-9K3Q.toml"

    paper = draw("chair", {**LONG, last: 'order = 3\ntitle = "Any other business"\nkind = "information"\n'})

    assert short(paper)[0].endswith("Past the end at 17:00: items 2 and 3.")
    assert texts(paper, "plan")[2].startswith("18:35 (after the end) | 3")


def test_a_proposal_gives_the_draft(draw: Draw) -> None:
    paper = draw("chair")

    assert texts(paper, SHELLS)[-1] == (
        "The meeting decides to go ahead with the proposal of Norway, “Buy barrels jointly”. (NOR-P-7K3Q)"
    )


def test_a_text_that_the_plan_proposes_comes_first(draw: Draw) -> None:
    written = 'text = "Norway sends shells."\nagenda = "G-7K3Q"\nstatus = "proposed"\n'

    paper = draw("chair", {f"{MEETING}/decisions/D-9K3Q.toml": written})

    assert texts(paper, SHELLS)[-1] == "“Norway sends shells.” (D-9K3Q)"


def test_a_proposal_that_was_adopted_is_on_the_table_no_more(draw: Draw) -> None:
    adopted = 'text = "Go on."\nstatus = "adopted"\nproposals = ["NOR-P-7K3Q"]\n'

    paper = draw("chair", {f"{MEETING}/decisions/D-9K3Q.toml": adopted})

    assert texts(paper, f"{SHELLS}-proposals") == []


def test_once_the_meeting_is_over_it_drafts_nothing_and_asks_for_nothing_more(draw: Draw) -> None:
    bare = {OTHER: 'order = 2\ntitle = "Repair"\nkind = "discussion"\n'}

    paper = draw("chair", bare, today=date(2022, 10, 3))

    assert short(paper)[0].startswith("The meeting is over:")
    assert texts(paper, SHELLS) == ["Agree who gives what."]
    assert "gaps" not in paper.part


def test_what_is_decided_already_is_told_to_the_chair(draw: Draw) -> None:
    (told, _) = texts(draw("chair"), f"{SHELLS}-decided")

    assert told.startswith("Adopted at the meeting on 28 September 2022: Nations send their lead times.")


def test_who_objects_is_named_with_the_reason(draw: Draw) -> None:
    paper = draw("chair", {"plans/nations/SWE/reviews/SWE-V-7K3Q.toml": REVIEW})

    assert texts(paper, f"{SHELLS}-reserved") == [
        "Sweden objects on “Buy barrels jointly”: The works is full. (SWE-V-7K3Q)"
    ]
    assert "One delegation holds back on what is proposed: Sweden." in short(paper)


def test_who_queues_at_a_works_is_told_with_the_month_and_what_is_short(draw: Draw) -> None:
    order = (
        'title = "Shells"\nkind = "production"\nto = [{party = "UKR"}]\nitem = "155mm-he"\nquantity = 90000\n'
        'supplier = "shell-works"\nstatus = "contracted"\n'
        'lots = [{lot = "1", by = "2022-11", quantity = 90000}]\n'
    )

    paper = draw("chair", {"plans/nations/SWE/commitments/SWE-C-7K3Q.toml": order})

    (told,) = texts(paper, f"{SHELLS}-queues")
    assert "is too slow from November 2022 on, short by" in told
    assert "Sweden 90,000" in told


def test_it_is_not_for_the_public(draw: Draw) -> None:
    with pytest.raises(WorkbookError, match="for those who sit in the room"):
        draw("chair", audience="public")


def test_who_could_move_an_item_is_told_with_figures(draw: Draw) -> None:
    paper = draw("chair", {GIFT: RICH[GIFT].replace("3000", "400").replace("lots = ", "# lots = ")})

    told = texts(paper, f"{SHELLS}-movers")
    assert told[0] == (
        "155 mm high-explosive shell: could be spared from the stocks of Norway (1,100); made by Norway."
    )
    assert "Joint purchase of shells, led by Norway, with Sweden. (NOR-J-4T2X)" in told


def test_what_is_promised_already_could_not_be_spared(draw: Draw) -> None:
    told = texts(draw("chair"), f"{SHELLS}-movers")

    assert told[0] == "155 mm high-explosive shell: made by Norway."
    assert "Shells from Norway: from Norway, taken up by Ukraine. (NOR-C-7K3Q)" in told


@pytest.mark.parametrize("status", ["pledged", "committed", "delivered"])
def test_a_chair_is_told_what_the_delegation_is_told(
    make_plan: Callable[[Mapping[str, str]], Workbook], status: str
) -> None:
    ours = RICH[GIFT].replace("3000", "400").replace("lots = ", "# lots = ")
    ours = ours.replace('"committed"', f'"{status}"')
    plan = make_plan({**RICH, GIFT: ours, OWN: 'title = "Own"\nitem = "155mm-he"\nquantity = 70\n'})
    reading = Reading(release(plan, parse_audience("NOR", plan.settings)))

    means = means_of(reading, "NOR", TODAY)["155mm-he"]

    assert means.spare.low > 0
    assert spare_of(reading.plan, "155mm-he", TODAY) == {"NOR": means.spare}


def test_what_nations_said_to_an_item_is_told(draw: Draw) -> None:
    assert texts(draw("chair"), f"{SHELLS}-said") == [
        "Ukraine asks for Shells for the winter: 4,000 to 6,000 × 155 mm high-explosive shell, critical, "
        "needed by March 2023. (UKR-R-11AB)"
    ]


def test_overdue_actions_are_told_with_who_owes_them(draw: Draw) -> None:
    paper = draw("chair")

    assert "One action is overdue, owed by Norway." in short(paper)
    assert texts(paper, "overdue") == [
        "Norway | Send lead times for shells. | 15 September 2022 | Half of them were sent. | X-7K3Q"
    ]


def test_what_items_lack_is_said_once(draw: Draw) -> None:
    assert texts(draw("chair"), "gaps") == [
        "No lead nation: item 2.",
        "No aim: item 2.",
        "Not said what the meeting is to do: item 2.",
    ]


def test_an_item_to_decide_on_without_a_text_is_a_gap(draw: Draw) -> None:
    bare = 'order = 2\ntitle = "Repair"\nkind = "decision"\ninvited_to = "decide"\nminutes = 5\n'

    paper = draw("chair", {f"{MEETING}/agenda/G-8K3Q.toml": bare})

    assert "No text to agree on: item 2." in texts(paper, "gaps")


def test_an_item_on_which_a_decision_was_taken_lacks_no_text(draw: Draw) -> None:
    taken = f"{MEETING}/decisions/D-9K3Q.toml"
    bare = 'order = 2\ntitle = "Repair"\nkind = "decision"\ninvited_to = "decide"\nminutes = 5\n'
    decision = 'text = "Go on."\nstatus = "adopted"\nagenda = "G-8K3Q"\n'

    paper = draw("chair", {f"{MEETING}/agenda/G-8K3Q.toml": bare, taken: decision})

    assert "No text to agree on: item 2." not in texts(paper, "gaps")
    assert "No lead nation: item 2." in texts(paper, "gaps")


def test_a_proposal_for_the_meeting_under_no_item_is_not_lost(draw: Draw) -> None:
    loose = 'title = "Open a depot"\nfor_meeting = "2022-09-28-brussels"\n'

    paper = draw("chair", {"plans/nations/SWE/proposals/SWE-P-7K3Q.toml": loose})

    assert texts(paper, "proposals") == [
        "Sweden proposes: Open a depot. No nation has answered yet. (SWE-P-7K3Q)"
    ]


def test_a_meeting_without_items_says_so(draw: Draw) -> None:
    gone = {path: "" for path in RICH if "/agenda/" in path}

    assert "No item is on the agenda yet" in short(draw("chair", gone, today=date(2022, 9, 1)))[0]


def test_what_is_under_contract_is_noted_and_not_decided_on(draw: Draw) -> None:
    item = (
        'order = 2\ntitle = "Purchases"\nkind = "decision"\ninvited_to = "decide"\n'
        'about = ["NOR-J-4T2X", "NOR-J-5T2X", "NOR-J-6T2X"]\n'
    )
    folder = "plans/nations/NOR/procurements"
    bought = 'title = "{title}"\nitem = "155mm-he"\nquantity = 10\nstatus = "{status}"\n'
    paper = draw(
        "chair",
        {
            OTHER: item,
            f"{folder}/NOR-J-4T2X.toml": bought.format(title="Barrels", status="agreed"),
            f"{folder}/NOR-J-5T2X.toml": bought.format(title="Fuzes", status="contracted"),
            f"{folder}/NOR-J-6T2X.toml": bought.format(title="Tents", status="cancelled"),
        },
    )

    assert texts(paper, "G-8K3Q")[-2:] == [
        "The meeting decides to go ahead with “Barrels” led by Norway (NOR-J-4T2X).",
        "The meeting takes note of “Fuzes” led by Norway (NOR-J-5T2X).",
    ]
