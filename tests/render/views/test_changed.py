"""What changed since an earlier day: what concerns the paper, whose it is, and in whole sentences."""

import pytest

from tests.render.coalition import MEETING, RICH
from tests.render.views.conftest import Draw
from tests.render.views.reading_blocks import texts

GIFT = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
HELP = "plans/nations/NOR/commitments/NOR-C-8K3Q.toml"
ACTION = f"{MEETING}/actions/X-9K3Q.toml"
PLACE, ITEM = f"{MEETING}/meeting.toml", f"{MEETING}/agenda/G-7K3Q.toml"
TAKEN = "plans/nations/UKR/acceptances/UKR-A-11AB.toml"
REPORT = "plans/nations/NOR/reports/NOR-T-7K3Q.toml"
STOCK = "plans/nations/NOR/stocks/NOR-S-5H1M.toml"
ASKED = "plans/nations/SWE/requests/SWE-R-11AB.toml"
JOINT = "plans/nations/NOR/procurements/NOR-J-4T2X.toml"
RETIRED = '\n[retired]\non = 2022-09-20\nreason = "Not needed."\n'


def test_a_page_of_decisions_tells_nothing_but_its_meeting(draw: Draw) -> None:
    before = {GIFT: RICH[GIFT].replace("3000", "500"), ACTION: RICH[ACTION].replace("done", "open")}

    told = texts(draw("decisions", before=before), "since")

    assert [one for one in told if "NOR-C-7K3Q" in one] == []
    assert any("X-9K3Q" in one for one in told)


def test_whose_record_was_withdrawn_is_told(draw: Draw) -> None:
    told = texts(draw("outcome", {HELP: RICH[HELP] + RETIRED}, before={}), "since")

    assert told[1].startswith("Norway, Winter help: withdrawn on 20 September 2022. (NOR-C-8K3Q")


def test_a_text_with_a_stop_is_told_with_none_before_what_changed(draw: Draw) -> None:
    told = texts(draw("outcome", before={ACTION: RICH[ACTION].replace("done", "open")}), "since")

    assert "Action for the United States, “Name a contact”: now done (was open). (X-9K3Q)" in told


def test_times_are_said_as_in_the_rest_of_the_paper(draw: Draw) -> None:
    lot = 'lots = [{lot = "a", by = %s, quantity = 5}]\n'
    before = {HELP: RICH[HELP] + lot % '"2022-Q4"'}

    told = texts(draw("outcome", {HELP: RICH[HELP] + lot % "2023-01-15"}, before=before), "since")

    (line,) = [one for one in told if "NOR-C-8K3Q" in one]
    assert "5 now due by 15 January 2023 (was by the fourth quarter of 2022)" in line
    assert "2022-Q4" not in line


def test_what_a_text_or_an_id_says_of_a_day_stays(draw: Draw) -> None:
    title = 'title = "Help of 2022-10-01, and more"\n'
    lines = RICH[HELP].split("\n", 1)

    told = texts(
        draw(
            "outcome",
            {HELP: title + lines[1] + 'made_at = "2022-09-28-brussels"\n'},
            before={HELP: RICH[HELP]},
        ),
        "since",
    )

    (line,) = [one for one in told if "NOR-C-8K3Q" in one]
    assert "2022-10-01" in line


def _line(told: list[str], id: str) -> str:
    (line,) = [one for one in told if id in one]
    return line


def test_who_attended_is_told_with_the_others_who_did(draw: Draw) -> None:
    before = {
        PLACE: RICH[PLACE]
        .replace(
            '"USA", head = "A. Chair", status = "attended"', '"USA", head = "A. Chair", status = "invited"'
        )
        .replace('"Director", status = "attended"', '"Director", status = "invited"')
        .replace('{party = "SWE", status = "excused"},', "")
        .replace("attended = 6", "attended = 4")
    }

    told = texts(draw("decisions", before=before), "since")

    assert _line(told, "2022-09-28-brussels") == (
        "Meeting of armaments directors: 6 nations attended (was 4); "
        "Norway and the United States attended (were invited); Sweden is excused. (2022-09-28-brussels)"
    )


def test_what_is_new_is_told_as_a_desk_officer_would(draw: Draw) -> None:
    new = {ACTION: "", ITEM: "", TAKEN: "", REPORT: ""}

    told = texts(
        draw("outcome", {ACTION: RICH[ACTION].replace('"done"', '"open"\ndue = 2023-05-03')}, before=new),
        "since",
    )

    assert (
        _line(told, "X-9K3Q") == "Action for the United States, due by 3 May 2023: Name a contact. (X-9K3Q)"
    )
    assert _line(told, "G-7K3Q") == "Agenda item 1, Shells (for decision, 45 minutes). (G-7K3Q)"
    assert _line(told, "UKR-A-11AB") == (
        "Ukraine takes up “Shells from Norway” of Norway: 2,000. (UKR-A-11AB)"
    )
    assert _line(told, "NOR-T-7K3Q") == (
        "Norway reports on “Send lead times for shells”: open. Half of them were sent. (NOR-T-7K3Q)"
    )


def test_an_opinion_and_a_decision_say_of_what_they_are(draw: Draw) -> None:
    opinion = 'proposal = "NOR-P-7K3Q"\nverdict = "approve-ad-referendum"\non = 2022-09-20T10:00:00Z\n'
    new = {
        "plans/nations/SWE/reviews/SWE-V-7K3Q.toml": opinion + 'text = "Fits our plan."\n',
        f"{MEETING}/decisions/D-9K3Q.toml": 'text = "Share figures."\nstatus = "rejected"\n',
    }

    told = texts(draw("outcome", new, before=dict.fromkeys(new, "")), "since")

    said = "approves, subject to its capital. Fits our plan. (SWE-V-7K3Q)"
    assert _line(told, "SWE-V-7K3Q") == f"Sweden, on “Buy barrels jointly” of Norway: {said}"
    assert _line(told, "D-9K3Q") == "Decision, not agreed: Share figures. (D-9K3Q)"


@pytest.mark.parametrize(
    ("path", "was", "now", "told"),
    [
        (GIFT, '"committed"', '"contracted"', "now under contract (was committed)"),
        (GIFT, "quantity = 3000\nvalue", "quantity = 2500\nvalue", "quantity now 2,500 (was 3,000)"),
        (GIFT, '"UKR-R-11AB", quantity = 3000', '"UKR-R-11AB", quantity = 2000',
         "now 2,000 promised to “Shells for the winter” of Ukraine (was 3,000)"),
        (GIFT, 'to = [{party = "UKR"}]', 'to = [{party = "UKR"}, {party = "NLD", share = "1/3"}]',
         "now also for the Netherlands (a third)"),
        (GIFT, '"2023-01", quantity', '"2023-01", status = "under-way", quantity',
         "under way: 2,000 due by January 2023"),
        (GIFT, '"2023-01", quantity', '"2023-01", done = 500, done_on = 2022-09-20, quantity',
         "delivered: 500 of 2,000 on 20 September 2022"),
        (GIFT, 'quantity = 2000}]', 'quantity = 1500}, {lot = "c", by = "2023-Q2", quantity = 500}]',
         "500 of 2,000 moved from January 2023 to the second quarter of 2023"),
        (TAKEN, "= 2000\n", '= 2000\nreceived = [{lot = "a", quantity = 30, on = 2022-09-20}]\n',
         "received 30 on 20 September 2022"),
        (STOCK, '"approved"', '"ended"', "leave to go below the minimum: now ended (was approved)"),
        (ASKED, '"reconnaissance"', '"long-range-fires"',
         "capability now long-range fires (was reconnaissance)"),
        (ASKED, '{between = ["2023-01", "2023-03"]}', "2023-05-01",
         "now needed by 1 May 2023 (was between January 2023 and March 2023)"),
        (JOINT, '"agreed"', '"contracted"\ncontract_on = 2022-09-20',
         "now under contract (was agreed); contract signed on 20 September 2022"),
        (JOINT, 'supplier = "shell-works"\n', "", "no longer supplier Shell Works"),
    ],
)  # fmt: skip
def test_what_is_another_now_is_told_as_a_desk_officer_would(
    draw: Draw, path: str, was: str, now: str, told: str
) -> None:
    text = RICH[path] if was in RICH[path] else RICH[path] + was

    lines = texts(draw("outcome", {path: text.replace(was, now)}, before={path: text}), "since")

    assert _line(lines, path.rsplit("/", 1)[1].removesuffix(".toml")).split(": ", 1)[1].startswith(told)


def test_what_answers_the_most_urgent_request_is_told_first(draw: Draw) -> None:
    gift = RICH[HELP].replace("considered", "committed")
    critical = gift + 'meets = [{request = "UKR-R-11AB"}]\n'
    new = {HELP.replace("8K3Q", "1AAA"): gift, HELP.replace("8K3Q", "2AAA"): critical}

    told = texts(draw("outcome", new, before=dict.fromkeys(new, "")), "since")

    assert next(one for one in told if "AAA" in one).endswith("(NOR-C-2AAA, illustrative)")
