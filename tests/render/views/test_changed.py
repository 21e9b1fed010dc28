"""What changed since an earlier day: what concerns the paper, whose it is, and in whole sentences."""

from tests.render.coalition import MEETING, RICH
from tests.render.views.conftest import Draw
from tests.render.views.reading_blocks import texts

GIFT = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
HELP = "plans/nations/NOR/commitments/NOR-C-8K3Q.toml"
ACTION = f"{MEETING}/actions/X-9K3Q.toml"
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

    assert any("Name a contact: " in one for one in told)


def test_times_are_said_as_in_the_rest_of_the_paper(draw: Draw) -> None:
    lot = 'lots = [{lot = "a", by = %s, quantity = 5}]\n'
    before = {HELP: RICH[HELP] + lot % '"2022-Q4"'}

    told = texts(draw("outcome", {HELP: RICH[HELP] + lot % "2023-01-15"}, before=before), "since")

    (line,) = [one for one in told if "NOR-C-8K3Q" in one]
    assert "from the fourth quarter of 2022 to 15 January 2023" in line
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
