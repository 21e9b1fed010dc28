"""The brief for one delegation, tested as data: what it tells first and may not offer, how long it is."""

import textwrap
from collections.abc import Callable, Mapping
from datetime import date

import pytest

from tests.render.coalition import MEETING, RICH
from workbook.records.workbook import Workbook
from workbook.release.audience import parse_audience
from workbook.release.released import release
from workbook.render.blocks import Points, Table
from workbook.render.page import Paper
from workbook.render.paper import fill, paper_view
from workbook.render.shipped import find_template

MakePlan = Callable[[Mapping[str, str]], Workbook]
TODAY = date(2022, 9, 27)
NOR = "plans/nations/NOR"
STOCK = f"{NOR}/stocks/NOR-S-5H1M.toml"
OTHER_STOCK = f"{NOR}/stocks/NOR-S-6H1M.toml"
ACTION = f"{MEETING}/actions/X-7K3Q.toml"
REQUEST = "plans/nations/UKR/requests/UKR-R-11AB.toml"
SHELLS = 'item = "155mm-he"\n'
# Norway has promised nothing and makes nothing.
IDLE = {
    **RICH,
    f"{NOR}/commitments/NOR-C-7K3Q.toml": "",
    f"{NOR}/capacities/NOR-K-8M2P.toml": "",
    "plans/nations/UKR/acceptances/UKR-A-11AB.toml": "",
}


def _brief(plan: Workbook, nation: str = "NOR", today: date = TODAY) -> Paper:
    return _drawn(plan, "brief", nation, today)


def _drawn(plan: Workbook, name: str, nation: str = "NOR", today: date = TODAY) -> Paper:
    released = release(plan, parse_audience(nation, plan.settings))
    return paper_view(name, released, meeting="", today=today)


def _gifts(paper: Paper) -> list[tuple[str, ...]]:
    section = paper.part.get("could_meet")
    blocks = section.blocks if section is not None else ()
    return [row.cells for block in blocks if isinstance(block, Table) for row in block.rows]


def _points(paper: Paper, key: str) -> list[str]:
    return [
        " ".join((point.line.lead, point.line.text, *(line.text for line in point.under)))
        for block in paper.part[key].blocks
        if isinstance(block, Points)
        for point in block.points
    ]


def _short(paper: Paper) -> list[str]:
    return [line.text for line in paper.short]


def test_once_the_meeting_is_over_it_tells_what_was_decided(make_plan: MakePlan) -> None:
    paper = _brief(make_plan(RICH), today=date(2022, 10, 3))

    assert (
        "The meeting is over. Decided: Nations send their lead times; The next meeting is in Oslo."
        in _short(paper)
    )
    assert "To decide." not in str(_points(paper, "agenda"))
    assert "You lead this item." not in str(paper.part["agenda"])


def test_a_decision_that_binds_the_delegation_is_told_under_its_item(make_plan: MakePlan) -> None:
    told = "binds you: “Nations send their lead times”."

    assert told in str(_points(_brief(make_plan(RICH)), "agenda"))
    assert "lead times" not in str(_points(_brief(make_plan(RICH), "SWE"), "agenda"))


def test_several_stocks_of_an_item_are_one_sum_less_what_is_promised(make_plan: MakePlan) -> None:
    gift = 'title = "Shells"\nkind = "donation"\nstatus = "committed"\nquantity = 400\n' + SHELLS
    plan = {
        **IDLE,
        STOCK: SHELLS + "holding = 1500\nminimum = 1000\n",
        OTHER_STOCK: SHELLS + "holding = 5000\nreleasable = 700\n",
        f"{NOR}/commitments/NOR-C-7K3Q.toml": gift,
    }

    (row,) = _gifts(_brief(make_plan(plan)))

    assert row[0] == "155 mm high-explosive shell: 800 from stock"


def test_what_would_go_under_a_minimum_is_not_offered_unsaid(make_plan: MakePlan) -> None:
    plan = {**IDLE, STOCK: SHELLS + "holding = 1500\nminimum = 1000\nreleasable = 900\n"}

    (row,) = _gifts(_brief(make_plan(plan)))

    assert row[0] == "155 mm high-explosive shell: 500 from stock; 400 more would go under your minimum"


def test_what_one_stock_lacks_the_others_fill_before_any_is_given(make_plan: MakePlan) -> None:
    plan = {
        **IDLE,
        STOCK: SHELLS + "holding = 900\nminimum = 1000\n",
        OTHER_STOCK: SHELLS + "holding = 1500\nminimum = 1000\n",
    }

    (row,) = _gifts(_brief(make_plan(plan)))

    assert row[0] == "155 mm high-explosive shell: 400 from stock"


def test_what_a_nation_lacks_itself_it_is_not_said_to_give(make_plan: MakePlan) -> None:
    own = 'title = "Shells for Norway"\nquantity = 2000\n' + SHELLS
    plan = {
        **IDLE,
        STOCK: SHELLS + "holding = 1500\nminimum = 1000\n",
        f"{NOR}/requests/NOR-R-11AB.toml": own,
    }

    assert _gifts(_brief(make_plan(plan))) == []


def test_a_holding_without_a_word_of_what_is_spare_is_named_and_not_offered(make_plan: MakePlan) -> None:
    paper = _brief(make_plan({**IDLE, STOCK: SHELLS + "holding = 1500\n"}))

    assert _gifts(paper) == []
    told = "155 mm high-explosive shell (1,500 held, of which nobody has said how much can be spared)"
    assert any(told in str(block) for block in paper.part["could_meet"].blocks)


def test_what_perhaps_could_be_spared_is_told_as_the_call_tells_it(make_plan: MakePlan) -> None:
    plan = make_plan({**IDLE, STOCK: SHELLS + "holding = {at_most = 1500}\nminimum = 0\n"})

    brief, call = (_drawn(plan, name) for name in ("brief", "call"))

    assert _gifts(brief) == []
    assert any("shell (at most 1,500 from stock)" in str(one) for one in brief.part["could_meet"].blocks)
    assert any("at most 1,500 from stock" in str(one) for one in call.part["needs"].blocks)


def test_a_gift_says_which_part_of_the_shortfall_it_closes(make_plan: MakePlan) -> None:
    plan = {
        **IDLE,
        REQUEST: 'title = "Shells"\nquantity = 4000\npriority = "critical"\n' + SHELLS,
        STOCK: SHELLS + "holding = 2000\nminimum = 1000\n",
    }

    paper = _brief(make_plan(plan))

    assert _gifts(paper)[0][-1] == "25 %"
    assert (
        "Ukraine lacks 4,000 × 155 mm high-explosive shell (critical): "
        "you could give 1,000 from stock, 25 % of it." in _short(paper)
    )


def test_a_gift_for_needs_whose_day_has_passed_says_that_they_are_overdue(make_plan: MakePlan) -> None:
    request = 'title = "Shells"\nquantity = 4000\nneed_by = 2022-09-{day}\n' + SHELLS
    stock = {**IDLE, STOCK: SHELLS + "holding = 2000\nminimum = 1000\n"}
    late = {**stock, REQUEST: request.format(day=26)}

    one_day, ahead = _brief(make_plan(late)), _brief(make_plan({**stock, REQUEST: request.format(day=27)}))

    assert _gifts(one_day)[0][-2] == "by 26 September 2022, overdue"
    assert _gifts(ahead)[0][-2] == "by 27 September 2022"


def test_critical_needs_come_before_others_of_which_more_is_closed(make_plan: MakePlan) -> None:
    plan = {
        **IDLE,
        REQUEST: 'title = "Shells"\nquantity = 4000\npriority = "critical"\n' + SHELLS,
        "plans/nations/SWE/requests/SWE-R-11AB.toml": 'title = "Shells"\nquantity = 10\npriority = "low"\n'
        + SHELLS,
        STOCK: SHELLS + "holding = 2000\nminimum = 1000\n",
    }

    (row,) = _gifts(_brief(make_plan(plan)))

    assert row[1] == "Ukraine, critical; one more request"


def test_an_overdue_action_is_what_a_brief_tells_first(make_plan: MakePlan) -> None:
    paper = _brief(make_plan(RICH))

    assert _short(paper)[0].startswith("You owe an overdue action: Send lead times for shells")


@pytest.mark.parametrize(
    ("due", "told"),
    [
        (
            "2022-09-29",
            ["You owe an action within two weeks: Send lead times for shells, due by 29 September 2022."],
        ),
        ("2022-10-12", []),
    ],
)
def test_an_action_that_is_due_soon_is_told_first(make_plan: MakePlan, due: str, told: list[str]) -> None:
    paper = _brief(make_plan({**RICH, ACTION: RICH[ACTION].replace("2022-09-15", due)}))

    assert [one for one in _short(paper)[:1] if "action" in one] == told


def test_an_offer_below_what_was_taken_up_is_told_in_short(make_plan: MakePlan) -> None:
    taken = "plans/nations/UKR/acceptances/UKR-A-11AB.toml"
    plan = {**RICH, taken: RICH[taken].replace("2000", "5000")}

    assert any(
        "Ukraine took up 5,000, you now offer 3,000; raise the offer" in text
        for text in _short(_brief(make_plan(plan)))
    )
    assert any(
        "You took up 5,000 × 155 mm high-explosive shell from Norway, which now offers 3,000; take up less"
        in text
        for text in _short(_brief(make_plan(plan), "UKR"))
    )


def test_only_stocks_that_need_an_eye_are_listed(make_plan: MakePlan) -> None:
    plan = {
        **IDLE,
        STOCK: SHELLS + "holding = 1500\nminimum = 1000\n",
        OTHER_STOCK: SHELLS + "holding = 900\nminimum = 1000\n",
    }

    paper = _brief(make_plan(plan))

    (table,) = paper.part["thresholds"].blocks
    assert isinstance(table, Table)
    assert [row.cells[1:] for row in table.rows] == [("900", "1,000", "now", "none")]
    assert any("under your minimum of 1,000, and no leave" in text for text in _short(paper))


def test_a_stock_that_falls_later_is_told_with_its_month(make_plan: MakePlan) -> None:
    gift = (
        'title = "Shells"\nkind = "donation"\nstatus = "committed"\nquantity = 700\nstock = "NOR-S-5H1M"\n'
        'lots = [{lot = "a", by = "2022-12", quantity = 700}]\n' + SHELLS
    )
    stock = SHELLS + "holding = 1500\nminimum = 1000\nas_of = 2022-09-01\n"
    paper = _brief(make_plan({**IDLE, STOCK: stock, f"{NOR}/commitments/NOR-C-7K3Q.toml": gift}))

    (table,) = paper.part["thresholds"].blocks

    assert isinstance(table, Table)
    assert table.rows[0].cells[1:4] == ("1,500, then 800", "1,000", "December 2022")


def test_a_queue_names_the_works_the_month_and_who_else_waits(make_plan: MakePlan) -> None:
    def order(quantity: int) -> str:
        return (
            f'title = "Shells"\nkind = "production"\nstatus = "contracted"\nquantity = {quantity}\n'
            f'supplier = "shell-works"\nlots = [{{lot = "a", by = "2022-12", quantity = {quantity}}}]\n'
            + SHELLS
        )

    plan = {
        **RICH,
        f"{NOR}/commitments/NOR-C-7K3Q.toml": order(3000),
        "plans/nations/SWE/commitments/SWE-C-7K3Q.toml": order(900),
        f"{NOR}/capacities/NOR-K-8M2P.toml": "",
        "plans/nations/DEU/capacities/DEU-K-8M2P.toml": 'activity = "make"\nsupplier = "shell-works"\n'
        'rates = [{from = "2022-01", per_month = 400}]\n' + SHELLS,
    }

    (line,) = _points(_brief(make_plan(plan), "SWE"), "queues")

    assert "too slow from December 2022 on: you wait for 900 ×" in line
    assert "also in the queue: Norway 3,000" in line


def test_an_item_says_what_is_asked_of_a_delegation_and_what_it_can_say(make_plan: MakePlan) -> None:
    first, *_ = _points(_brief(make_plan(RICH)), "agenda")

    assert first.startswith("09:30–10:15 · 1. Shells. To decide. Agree who gives what.")
    assert "you offer 3,000; 1,000 to 3,000 are missing" in first
    assert "You lead it: Joint purchase of shells" in first


def test_what_a_delegation_lacks_and_could_give_all_the_same_is_told_as_one(make_plan: MakePlan) -> None:
    own = 'title = "Shells"\nquantity = 300\n' + SHELLS
    plan = {
        **IDLE,
        STOCK: SHELLS + "holding = 2000\nminimum = 1000\n",
        f"{NOR}/requests/NOR-R-11AB.toml": own,
    }

    (told, *_) = _points(_brief(make_plan(plan)), "agenda")

    said = "you lack 300, which your own stock could fill, and could give 700 beyond that; all others lack"
    assert f"155 mm high-explosive shell: {said}" in told


def test_what_the_works_of_a_delegation_could_make_is_told_under_the_item(make_plan: MakePlan) -> None:
    (told, *_) = _points(_brief(make_plan(RICH)), "agenda")

    assert "155 mm high-explosive shell: your works could make 800 by March 2023; all others lack" in told


def test_items_without_anything_of_a_delegation_share_one_line(make_plan: MakePlan) -> None:
    items = {
        f"{MEETING}/agenda/G-{number}K3Q.toml": f'order = {number}\ntitle = "Point {number}"\n'
        'kind = "procedural"\n'
        for number in (4, 5, 6)
    }

    told = _points(_brief(make_plan({**RICH, **items})), "agenda")

    assert told[-1].strip() == (
        "You have nothing on record under these: 4 Point 4 (10:30), 5 Point 5 and 6 Point 6."
    )


def test_purchases_in_which_a_delegation_takes_no_part_are_named_with_who_leads_them(
    make_plan: MakePlan,
) -> None:
    theirs = "plans/nations/SWE/procurements/SWE-J-4T2X.toml"
    ours = RICH[f"{NOR}/procurements/NOR-J-4T2X.toml"]
    item = f"{MEETING}/agenda/G-7K3Q.toml"
    plan = {
        **RICH,
        f"{NOR}/capacities/NOR-K-8M2P.toml": "",
        theirs: ours.replace('{nation = "NOR"}, ', ""),
        item: RICH[item].replace('"NOR-J-4T2X"', '"NOR-J-4T2X", "SWE-J-4T2X"'),
    }

    (point, *_) = _points(_brief(make_plan(plan)), "agenda")

    assert "You take no part in Joint purchase of shells (led by Sweden)." in point


def test_a_proposal_says_that_a_delegation_has_not_spoken(make_plan: MakePlan) -> None:
    told = " ".join(_points(_brief(make_plan(RICH), "SWE"), "agenda"))

    assert "Norway proposes “Buy barrels jointly”: you have not spoken yet" in told


def test_a_capability_that_is_asked_for_is_named_in_words(make_plan: MakePlan) -> None:
    asked = 'title = "Fires"\ncapability = "long-range-fires"\npriority = "critical"\n'

    paper = _brief(make_plan({**RICH, REQUEST: asked}), "UKR")

    table = next(block for block in paper.part["asks"].blocks if isinstance(block, Table))
    assert table.rows[0].cells[0] == "Long-range fires"
    assert "Your one critical request is met by nothing: long-range fires." in _short(paper)


def test_a_recipient_reads_what_it_asks_for_and_what_waits_for_its_answer(make_plan: MakePlan) -> None:
    offer = (
        'title = "Shells from Sweden"\nkind = "donation"\nstatus = "committed"\nquantity = 100\n'
        'valid_until = 2022-10-20\nmeets = [{request = "UKR-R-11AB", quantity = 100}]\n' + SHELLS
    )
    plan = {**RICH, "plans/nations/SWE/commitments/SWE-C-7K3Q.toml": offer}

    paper = _brief(make_plan(plan), "UKR")

    table = next(block for block in paper.part["asks"].blocks if isinstance(block, Table))
    assert table.rows[0].cells == (
        "155 mm high-explosive shell",
        "1, 1 critical",
        "4,000 to 6,000",
        "2,000",
        "1,100",
        "900 to 2,900",
    )
    assert "100 × 155 mm high-explosive shell from Sweden, to be taken up by 20 October 2022" in " ".join(
        _points(paper, "asks")
    )


@pytest.mark.parametrize("nation", ["JPN", "EU", "NATO"])
def test_who_has_no_record_reads_something_short_and_nothing_empty(make_plan: MakePlan, nation: str) -> None:
    plan = {
        **RICH,
        "plans/workbook.toml": RICH["plans/workbook.toml"].replace('"SWE"', f'"SWE", "{nation}"', 1),
    }

    paper = _brief(make_plan(plan), nation)

    assert paper.short
    assert {section.key for section in paper.sections} <= {"agenda"}


def test_what_is_all_invented_is_said_once(make_plan: MakePlan) -> None:
    plan = {
        path: text
        if path.endswith("workbook.toml") or "illustrative" in text
        else f"illustrative = true\n{text}"
        for path, text in RICH.items()
    }

    paper = fill(find_template("brief"), _brief(make_plan(plan)))

    assert paper.count("invented for practice") == 1
    assert "illustrative" not in paper


def test_a_brief_cites_one_source_of_a_record(make_plan: MakePlan) -> None:
    source = '\n[[sources]]\ntitle = "Later letter"\ndate = 2022-09-25\n'
    path = f"{NOR}/commitments/NOR-C-7K3Q.toml"

    paper = _brief(make_plan({**RICH, path: RICH[path] + source}))

    titles = [one.text for one in paper.frame.sources]
    assert "“Later letter”, 25 September 2022." in titles
    assert not any("Ministry: “Letter”" in one for one in titles)


def test_a_brief_of_a_full_plan_fits_two_pages(make_plan: MakePlan) -> None:
    crowd = {
        path.replace(id, f"{id[:6]}{letter}{id[7:]}"): text
        for path, text in RICH.items()
        for id in [path.rpartition("/")[2].removesuffix(".toml")]
        if path.startswith("plans/nations/") and id[3:4] == "-"
        for letter in "ABCDEFGHJKMNPQRSTVWXYZ"
    }

    paper = fill(find_template("brief"), _brief(make_plan({**RICH, **crowd})))

    # A printed page holds 68 lines of 125 letters; headings and tables take what is left of it.
    lines = [part for line in paper.splitlines() for part in textwrap.wrap(line, 125) or [""]]
    assert len(lines) <= 136
