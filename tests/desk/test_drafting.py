from datetime import date

from tests.cli.conftest import Bench
from workbook.check.examples import COALITION
from workbook.desk.drafting import Order, audience_choices, draft, meeting_at_hand, meeting_choices
from workbook.desk.session import Session
from workbook.records.cache import CacheFolder
from workbook.records.layers import mapping_stack
from workbook.records.loader import load
from workbook.records.survey import survey
from workbook.records.workbook import Workbook

TODAY = date(2022, 9, 28)
MEETING = "2022-09-28-brussels"


def _workbook(**files: str) -> Workbook:
    cache = CacheFolder(None)
    return load(survey(mapping_stack({**COALITION, **files}), cache), cache)


def test_meetings_come_latest_first_and_the_next_one_is_at_hand() -> None:
    later = {
        f"plans/meetings/{day}-oslo/meeting.toml": f'title = "Oslo"\ndate = {day}\nplace = "Oslo"\n'
        for day in ("2022-11-01", "2023-01-01")
    }
    workbook = _workbook(**later)

    assert [one.label for one in meeting_choices(workbook)] == ["2023-01-01", "2022-11-01", "2022-09-28"]
    assert meeting_at_hand(workbook, TODAY) == MEETING
    assert meeting_at_hand(workbook, date(2022, 10, 1)) == "2022-11-01-oslo"
    assert meeting_at_hand(workbook, date(2024, 1, 1)) == "2023-01-01-oslo"


def test_my_nation_comes_first_and_nobody_comes_twice() -> None:
    words = [one.word for one in audience_choices(_workbook().settings, "NOR")]

    assert words[:3] == ["NOR", "members", "public"]
    assert len(words) == len(set(words))
    assert {"SWE", "NATO", "nordics"} <= set(words)


def test_an_audience_is_found_by_its_name_or_typed() -> None:
    settings = _workbook().settings

    assert [one.word for one in audience_choices(settings, "NOR", words="swed")] == ["SWE"]
    assert audience_choices(settings, "NOR", words="swe, nor")[0].word == "NOR,SWE"
    assert audience_choices(settings, "NOR", words="CHL")[0].word == "CHL"
    assert audience_choices(settings, "NOR", words="nowhere") == []


def test_a_draft_holds_what_its_audience_sees_and_says_so(norway: Bench) -> None:
    session = Session.open(norway.folder, today=TODAY)
    order = Order(paper="agenda", meeting=MEETING, audience="members")

    made = draft(session.plan, session.workbook, order, session)

    assert made.label == "TLP:GREEN"
    assert made.digest in made.text
    assert made.file == f"agenda-{MEETING}-for-members.md"
    assert made.refusal == ""


def test_a_paper_that_cannot_be_made_gives_one_sentence(norway: Bench) -> None:
    session = Session.open(norway.folder, today=TODAY)
    order = Order(paper="brief", meeting=MEETING, audience="public")

    made = draft(session.plan, session.workbook, order, session)

    assert made.text == ""
    assert made.refusal.startswith("A brief is for the delegation of one nation")
