"""The call: what is missing and a nation could give, what it could make firm, and by when to answer."""

from datetime import date

import pytest

from tests.render.coalition import MEETING, RICH
from tests.render.views.conftest import Draw
from tests.render.views.reading_blocks import short, texts
from workbook.errors import WorkbookError
from workbook.render.page import Paper

NEED = "plans/nations/UKR/requests/UKR-R-11AB.toml"
STOCK = "plans/nations/NOR/stocks/NOR-S-5H1M.toml"
OSLO = {"plans/meetings/2022-12-15-oslo/meeting.toml": 'title = "Meeting in Oslo"\ndate = 2022-12-15\n'}


def _answer_by(paper: Paper) -> str:
    return next(fact.text for fact in paper.head if fact.label == "Answer by")


def test_what_is_missing_stands_beside_what_the_nation_has(draw: Draw) -> None:
    (row,) = texts(draw("call"), "needs")

    assert row == (
        "155 mm high-explosive shell | 1,000 to 3,000 | one request (1 critical) | "
        "Ukraine, by March 2023 (UKR-R-11AB) | 800 from your works by March 2023"
    )


def test_what_cannot_be_spared_is_not_asked_for(draw: Draw) -> None:
    nothing = {
        STOCK: RICH[STOCK].replace("releasable = 1500", "releasable = 0"),
        "plans/nations/NOR/capacities/NOR-K-8M2P.toml": "",
    }

    paper = draw("call", nothing)

    assert texts(paper, "needs") == []
    assert "nothing that Norway has told of its stocks or its industry fits" in short(paper)[0]


@pytest.mark.parametrize(
    ("minimum", "ends"),
    [
        ("10000", "(UKR-R-11AB) | 800 from your works by March 2023"),
        ("5000", "from stock, 800 from your works by March 2023"),
    ],
)
def test_no_stock_is_asked_to_go_under_its_minimum(draw: Draw, minimum: str, ends: str) -> None:
    stock = RICH[STOCK].replace("releasable = 1500", "releasable = 11000").replace("10000", minimum)

    (row,) = texts(draw("call", {STOCK: stock}), "needs")

    assert row.endswith(ends)


def test_it_names_the_meeting_that_it_follows(draw: Draw) -> None:
    paper = draw("call", meeting="2022-09-28-brussels", today=date(2022, 10, 3))

    assert paper.frame.subtitle == "Norway · after Meeting of armaments directors, 28 September 2022"


def test_what_is_covered_is_not_asked_for(draw: Draw) -> None:
    covered = RICH[NEED].replace("{from = 4000, to = 6000}", "2000")

    assert texts(draw("call", {NEED: covered}), "needs") == []


def test_what_stands_in_is_named_unless_it_is_refused(draw: Draw) -> None:
    item = """\
name = "Smoke shell"
kind = "munition"
unit = "each"
stands_in_for = [{item = "155mm-he", conditions = "For training only."}]
"""
    files = {
        "plans/catalogue/items/smoke.toml": item,
        "plans/nations/SWE/stocks/SWE-S-5H1M.toml": 'item = "smoke"\nholding = 70\n',
    }
    refused = {NEED: RICH[NEED] + 'substitutes = "no"\n'}

    (row,) = texts(draw("call", files, audience="SWE"), "needs")

    assert row.endswith(
        "| Smoke shell may stand in: 70 held, of which nobody has said how much can be spared "
        "(For training only)"
    )
    assert texts(draw("call", {**files, **refused}, audience="SWE"), "needs") == []


def test_offers_that_are_not_firm_are_asked_after(draw: Draw) -> None:
    paper = draw("call")

    assert texts(paper, "offers") == [
        "Winter help | about EUR 12,345,678 | considered | NOR-C-8K3Q, illustrative"
    ]
    assert "to make firm, or take back, the one offer of its own that is still open" in short(paper)[0]


@pytest.mark.parametrize(
    ("files", "today", "day", "why"),
    [
        ({}, date(2022, 9, 10), "14 September 2022", "a fortnight before Meeting of armaments directors"),
        ({}, date(2022, 9, 20), "27 September 2022", "the day before Meeting of armaments directors"),
        ({}, date(2022, 9, 27), "27 September 2022", "the day before Meeting of armaments directors"),
        (OSLO, date(2022, 9, 28), "1 December 2022", "a fortnight before Meeting in Oslo"),
        ({}, date(2022, 9, 28), "9 November 2022", "six weeks from the date of this letter"),
        (OSLO, date(2023, 3, 1), "17 March 2023", "a fortnight before the first of these needs"),
    ],
)
def test_the_day_to_answer_by_is_worked_out(
    draw: Draw, files: dict[str, str], today: date, day: str, why: str
) -> None:
    told = _answer_by(draw("call", files, today=today))

    assert told.startswith(f"{day}, {why}")


def test_it_tells_how_to_answer(draw: Draw) -> None:
    told = texts(draw("call"), "how")

    assert told[0].endswith("item=155mm-he quantity=… meets+=UKR-R-11AB")
    assert "workbook set NOR-C-8K3Q status=committed" in told[1]


def test_whom_nothing_is_asked_is_told_so(draw: Draw) -> None:
    gone = {path: "" for path in RICH if "/requests/" in path or "/recorded/" in path}

    paper = draw("call", gone, audience="DEU")

    assert short(paper)[0] == "No request is open, so Germany is asked for nothing new."
    assert "how" not in paper.part
    assert [fact.label for fact in paper.head] == ["To", "From"]


def test_only_who_has_asked_for_nothing_has_yet_to_say_what_it_needs(draw: Draw) -> None:
    draft = 'title = "Later"\nitem = "155mm-he"\nstatus = "draft"\n'
    drafts = {f"plans/nations/{code}/requests/{code}-R-22AB.toml": draft for code in ("UKR", "POL")}
    noted = {"plans/recorded/LTU/requests/LTU-R-22AB.toml": draft.replace("draft", "open")}

    told = short(
        draw("call", {**drafts, **noted, "plans/recorded/NLD/requests/NLD-R-11AB.toml": ""}, audience="DEU")
    )

    assert told[0].startswith("2 needs are open, and nothing that Germany has told of")
    assert told[1] == "One nation has yet to say what it needs; a further call may follow."


@pytest.mark.parametrize("audience", ["public", "members", "NOR,SWE"])
def test_a_call_is_for_one_nation(draw: Draw, audience: str) -> None:
    with pytest.raises(WorkbookError, match="one nation"):
        draw("call", audience=audience)


def test_a_call_needs_no_meeting(draw: Draw) -> None:
    gone = {path: "" for path in RICH if path.startswith(MEETING)}

    assert texts(draw("call", gone), "needs") != []


def test_on_the_day_of_the_last_meeting_no_later_one_is_said_to_be_set(draw: Draw) -> None:
    paper = draw("call", today=date(2022, 9, 28))

    (until,) = (fact.text for fact in paper.head if fact.label == "Answer by")
    assert until == "9 November 2022, six weeks from the date of this letter, as no later meeting is set"


def test_what_has_all_arrived_is_not_asked_for_again(draw: Draw) -> None:
    takes = "plans/nations/UKR/acceptances/UKR-A-11AB.toml"
    arrived = RICH[takes] + 'received = [{lot = "a", quantity = 6000, on = 2022-09-20}]\n'

    assert texts(draw("call", {takes: arrived}), "needs") == []


def test_a_need_whose_day_has_passed_says_so(draw: Draw) -> None:
    wanted = "plans/nations/UKR/requests/UKR-R-11AB.toml"

    (row,) = texts(draw("call", {wanted: RICH[wanted].replace("2023-03", "2022-08")}), "needs")

    assert "Ukraine, by August 2022, overdue (UKR-R-11AB)" in row
    # What the works make comes late, and is asked for all the same.
    assert row.endswith("from your works by August 2023")


def test_the_opening_counts_what_a_delegation_owes(draw: Draw) -> None:
    action = f"{MEETING}/actions/X-7K3Q.toml"

    late, soon = draw("call"), draw("call", {action: RICH[action].replace("2022-09-15", "2022-10-15")})

    assert short(late)[-1] == "Norway owes one action, which is overdue."
    assert short(soon)[-1] == "Norway owes one action, due by 15 October 2022."


def test_what_is_taken_up_and_was_never_offered_is_to_be_repaired_too(draw: Draw) -> None:
    claim = {"plans/nations/SWE/acceptances/SWE-A-11AB.toml": 'commitment = "NOR-C-7K3Q"\nquantity = 50\n'}

    paper = draw("call", claim)

    (told,) = texts(paper, "broken")
    assert "Sweden counts on 50, which is not offered" in told
    assert any(one.endswith("workbook edit NOR-C-7K3Q") for one in texts(paper, "how"))


def test_no_command_lists_offers_of_which_there_are_none(draw: Draw) -> None:
    many = {
        f"plans/nations/NOR/commitments/NOR-C-{number}AAA.toml": (
            'title = "Help"\nkind = "donation"\nitem = "155mm-he"\nstatus = "considered"\n'
        )
        for number in range(11)
    }

    more = draw("call", many).part["offers"].more

    assert more.endswith("all: workbook list commitments owner=NOR status=considered")
