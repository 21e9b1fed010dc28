"""The outcome: what came of a meeting in short, and what it did to coverage."""

from datetime import date

from tests.render.coalition import MEETING, RICH
from tests.render.views.conftest import Draw
from tests.render.views.reading_blocks import short, texts

DECISION = f"{MEETING}/decisions/D-7K3Q.toml"
GIFT = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
NEED = "plans/nations/UKR/requests/UKR-R-11AB.toml"
AT_THE_MEETING = 'made_at = "2022-09-28-brussels"'
RAISED_THERE = 'raised_at = "2022-09-28-brussels"'


def test_it_sums_up_what_was_decided_and_who_reserves(draw: Draw) -> None:
    told = short(draw("outcome"))

    assert told[0] == "Recorded from this meeting: 2 decisions, one commitment and 3 actions."
    assert told[1] == "Decided: Nations send their lead times; The next meeting is in Oslo."
    assert told[2] == "The Netherlands has a reservation."


def test_what_was_not_agreed_is_counted_apart_from_what_was(draw: Draw) -> None:
    broken = {DECISION: RICH[DECISION].replace("adopted", "rejected").replace('"meeting"', '"silence"')}

    paper = draw("outcome", broken)

    assert short(paper)[0] == (
        "Recorded from this meeting: one decision, one commitment and 3 actions; one decision was not agreed."
    )
    assert texts(paper, "G-7K3Q")[1].startswith("Not agreed, as silence was broken on 28 September 2022:")


def test_decisions_are_told_in_the_order_of_the_agenda(draw: Draw) -> None:
    late = f"{MEETING}/decisions/D-9K3Q.toml"
    first = 'text = "Repair is bundled."\nagenda = "G-7K3Q"\nstatus = "adopted"\n'

    assert short(draw("outcome", {late: first}))[1] == (
        "Decided: Nations send their lead times; Repair is bundled; The next meeting is in Oslo."
    )


def test_nations_stand_in_the_order_of_their_names(draw: Draw) -> None:
    gift = 'title = "Help"\nkind = "funding"\nstatus = "committed"\nmade_at = "2022-09-28-brussels"\n'
    codes = ("CHE", "DEU", "HRV", "TUR")
    given = {f"plans/nations/{code}/commitments/{code}-C-1111.toml": gift for code in codes}

    told = [row.split(" | ")[0] for row in texts(draw("outcome", given), "promised")]

    assert told == ["Croatia", "Germany", "Norway", "Switzerland", "Türkiye"]


def test_what_one_nation_has_to_do_by_a_day_stands_together(draw: Draw) -> None:
    due = 'text = "Do it."\ndue = 2022-12-01\n'
    owners = {"1": "SWE", "2": "DEU", "3": "SWE", "4": "DEU"}
    owed = {f"{MEETING}/actions/X-{id}1111.toml": f'{due}owner = "{owner}"\n' for id, owner in owners.items()}

    told = [row.split(" | ")[1] for row in texts(draw("outcome", owed), "actions")]

    assert [one for one in told if one in ("Germany", "Sweden")] == ["Germany"] * 2 + ["Sweden"] * 2


def test_what_all_rows_share_is_said_once_above_them(draw: Draw) -> None:
    again = {GIFT.replace("7K3Q", "9K3Q"): RICH[GIFT]}

    paper = draw("outcome", again)

    assert paper.part["promised"].facts == "All of it is committed."
    assert texts(paper, "promised")[0].startswith("Norway | Shells from Norway | 3,000")


def test_where_all_actions_are_open_and_no_more_is_known_nothing_is_said_of_it(draw: Draw) -> None:
    done = f"{MEETING}/actions/X-9K3Q.toml"
    reported = f"{MEETING}/actions/X-7K3Q.toml"

    paper = draw("outcome", {reported: "", done: RICH[done].replace("done", "open")})

    assert " open" not in str(texts(paper, "actions"))


def test_where_one_open_action_is_overdue_the_others_are_said_to_be_open(draw: Draw) -> None:
    done = f"{MEETING}/actions/X-9K3Q.toml"

    told = texts(draw("outcome", {done: ""}, today=date(2022, 9, 20)), "actions")

    assert told[0].split(" | ")[3].startswith("overdue, reported")
    assert told[1].split(" | ")[3] == "open"


def test_who_gives_most_to_a_fund_is_named_first(draw: Draw) -> None:
    gift = 'title = "Paid in"\nkind = "funding"\nstatus = "pledged"\nfund = "USA-F-2B9C"\n'
    given = {
        f"plans/nations/{code}/commitments/{code}-C-1111.toml": (
            f'{gift}value = {{amount = {amount}, currency = "EUR"}}\n'
        )
        for code, amount in (("DEU", 1000), ("SWE", 9000))
    }

    told = next(one for one in texts(draw("outcome", given), "figures") if one.startswith("Winter fund"))

    assert "Given by the United States (EUR 2 billion), Sweden (EUR 9,000) and Germany (EUR 1,000)." in told


def test_coverage_is_told_without_and_with_what_was_promised(draw: Draw) -> None:
    before = {NEED: RICH[NEED].replace(RAISED_THERE, "").replace("{from = 4000, to = 6000}", "3000")}

    paper = draw("outcome", before)

    assert texts(paper, "coverage") == ["155 mm high-explosive shell | 3,000 | 0 | 3,000 | 0"]
    assert short(paper)[-1] == (
        "Requests covered by firm offers: 0 of 2 before the meeting, 1 with what was promised there."
    )


def test_what_was_announced_on_the_day_moves_coverage_as_what_was_made_there(draw: Draw) -> None:
    announced = {
        GIFT: RICH[GIFT].replace(AT_THE_MEETING, "announced_on = 2022-09-28"),
        NEED: RICH[NEED].replace(RAISED_THERE, ""),
    }

    (row,) = texts(draw("outcome", announced), "coverage")

    assert row.split(" | ")[2:4] == ["0", "3,000"]


def test_what_was_asked_for_there_is_told_with_what_it_was_before(draw: Draw) -> None:
    (row,) = texts(draw("outcome"), "coverage")

    assert row == "155 mm high-explosive shell | 4,000 to 6,000 (before: 0) | 0 | 3,000 | 1,000 to 3,000"


def test_a_meeting_at_which_nothing_was_asked_or_promised_moves_no_coverage(draw: Draw) -> None:
    none = {GIFT: RICH[GIFT].replace(AT_THE_MEETING, ""), NEED: RICH[NEED].replace(RAISED_THERE, "")}

    assert "coverage" not in draw("outcome", none).part


def test_coverage_is_told_on_an_earlier_day_and_now(draw: Draw) -> None:
    before = {GIFT: RICH[GIFT].replace("quantity = 3000", "quantity = 500")}

    paper = draw("outcome", before=before)

    assert paper.part["coverage"].heading == "Coverage on 15 June 2022 and now"
    assert texts(paper, "coverage") == [
        "155 mm high-explosive shell | 4,000 to 6,000 | 500 | 3,000 | 1,000 to 3,000"
    ]
    assert short(paper)[-1] == "Requests covered by firm offers: 0 of 2 on 15 June 2022, 0 of 2 now."


def test_where_nothing_changed_since_no_coverage_is_told(draw: Draw) -> None:
    assert "coverage" not in draw("outcome", before={}).part


def test_what_was_hidden_on_the_earlier_day_is_no_coverage_of_then(draw: Draw) -> None:
    hidden = {GIFT: 'release = "national"\n' + RICH[GIFT].replace("quantity = 3000", "quantity = 500")}

    (row,) = texts(draw("outcome", before=hidden, audience="SWE"), "coverage")

    assert row == "155 mm high-explosive shell | 4,000 to 6,000 | 0 | 3,000 | 1,000 to 3,000"


def test_a_figure_held_back_on_the_earlier_day_counts_on_neither(draw: Draw) -> None:
    held = {GIFT: RICH[GIFT] + '\n[release_fields]\nquantity = "national"\nmeets = "national"\n'}

    assert "coverage" not in draw("outcome", before=held, audience="SWE").part


def _asked_and_given(item: str, priority: str, given: int) -> dict[str, str]:
    """Ask for 9 of an item, of which some is promised at the meeting."""
    request = f"UKR-R-{item.upper()}"
    return {
        f"plans/catalogue/items/{item}.toml": f'name = "{item}"\nkind = "munition"\nunit = "each"\n',
        f"plans/nations/UKR/requests/{request}.toml": (
            f'title = "{item}"\nitem = "{item}"\nquantity = 9\npriority = "{priority}"\n'
        ),
        f"plans/nations/NOR/commitments/NOR-C-{item.upper()}.toml": (
            f'title = "{item}"\nkind = "donation"\nitem = "{item}"\nquantity = {given}\n'
            f'status = "committed"\n{AT_THE_MEETING}\n'
            f'meets = [{{request = "{request}", quantity = {given}}}]\n'
        ),
    }


def test_coverage_begins_with_what_is_most_urgent_and_still_open(draw: Draw) -> None:
    asked = (("aaaa", "low", 5), ("bbbb", "critical", 5), ("cccc", "critical", 9))
    plan = {path: text for one in asked for path, text in _asked_and_given(*one).items()}

    told = [row.split(" | ")[0] for row in texts(draw("outcome", plan), "coverage")]

    assert [one for one in told if one in ("aaaa", "bbbb", "cccc")] == ["bbbb", "aaaa", "cccc"]
