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
