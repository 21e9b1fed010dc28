"""The draft communiqué: neutral prose, only from what is public, and said to be a draft."""

from collections.abc import Mapping

import pytest

from tests.render.coalition import MEETING, RICH
from tests.render.views.conftest import Draw
from tests.render.views.reading_blocks import short, texts
from workbook.errors import WorkbookError

PUBLIC = 'release = "public"\n'


def _public(*paths: str) -> Mapping[str, str]:
    return {path: PUBLIC + RICH[path] for path in paths}


MEETING_FILE, ITEM = f"{MEETING}/meeting.toml", f"{MEETING}/agenda/G-7K3Q.toml"
DECISION = f"{MEETING}/decisions/D-7K3Q.toml"
GIFT = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
NORWAY = "plans/nations/NOR/nation.toml"


def test_it_tells_of_the_meeting_and_what_was_said(draw: Draw) -> None:
    paper = draw("communique", _public(MEETING_FILE, ITEM), audience="public")

    assert texts(paper, "meeting") == [
        "Brussels, 28 September 2022. 6 nations took part in “Meeting of armaments directors”, "
        "under the chairmanship of the United States. It was hosted by the Netherlands.",
        "On the agenda was “Shells”.",
        "On “Shells”: Nations compared their figures.",
    ]
    assert short(paper)[0].startswith("Draft for the press, not agreed by the nations.")


def test_it_tells_public_decisions_and_promises_without_ids(draw: Draw) -> None:
    paper = draw("communique", _public(MEETING_FILE, DECISION, GIFT, NORWAY), audience="public")

    assert texts(paper, "decided") == ["The meeting decided:", "Nations send their lead times."]
    assert texts(paper, "committed") == [
        "Made public at the meeting:",
        "Norway: Shells from Norway (USD 9 million), for Ukraine.",
    ]


def test_what_was_adopted_by_silence_is_not_said_to_be_decided_by_the_meeting(draw: Draw) -> None:
    silent = RICH[DECISION].replace(
        'taken = "meeting"\non = 2022-09-28', 'taken = "silence"\non = 2022-09-20'
    )

    paper = draw("communique", {**_public(MEETING_FILE), DECISION: PUBLIC + silent}, audience="public")

    assert texts(paper, "decided") == [
        "Decided outside the meeting:",
        "Nations send their lead times. Adopted by silence on 20 September 2022, before the meeting.",
    ]


def test_it_names_no_amount_that_is_held_back(draw: Draw) -> None:
    held = {GIFT: 'release_fields = {value = "members", quantity = "members"}\n' + PUBLIC + RICH[GIFT]}

    paper = draw("communique", {**_public(MEETING_FILE), **held}, audience="public")

    assert "9 million" not in str(paper)
    assert "3,000" not in str(paper)
    assert "undisclosed" not in str(paper.part["committed"])


def test_where_nothing_else_is_public_it_says_so(draw: Draw) -> None:
    paper = draw("communique", _public(MEETING_FILE), audience="public")

    assert texts(paper, "nothing") == ["Nothing of what was decided or promised is public yet."]


@pytest.mark.parametrize("audience", ["members", "NOR", "NOR,SWE"])
def test_it_is_drawn_for_everyone_only(draw: Draw, audience: str) -> None:
    with pytest.raises(WorkbookError, match="--for public"):
        draw("communique", audience=audience)


def test_it_names_the_next_public_meeting_of_the_series(draw: Draw) -> None:
    oslo = PUBLIC + 'title = "Meeting in Oslo"\ndate = 2022-12-15\nplace = "Oslo"\n'

    paper = draw(
        "communique",
        {**_public(MEETING_FILE), "plans/meetings/2022-12-15-oslo/meeting.toml": oslo},
        audience="public",
        meeting="2022-09-28-brussels",
    )

    assert texts(paper, "next") == ["The next meeting is Meeting in Oslo, in Oslo on 15 December 2022."]
