"""Needs whose day has passed are called overdue, as long as not all has arrived."""

from datetime import date

from tests.render.coalition import RICH
from tests.render.views.conftest import Draw
from tests.render.views.reading_blocks import texts

LATER = date(2023, 6, 1)
NEED = "plans/nations/UKR/requests/UKR-R-11AB.toml"
STOCK = "plans/nations/NOR/stocks/NOR-S-5H1M.toml"
TAKEN = "plans/nations/UKR/acceptances/UKR-A-11AB.toml"


def _told(draw: Draw, today: date, files: dict[str, str] | None = None) -> str:
    paper = draw("outcome", files, audience="members", today=today)
    (line,) = [
        one for key in paper.part for one in texts(paper, key) if "asks for Shells for the winter" in one
    ]
    return line


def test_a_need_is_called_overdue_from_the_day_after(draw: Draw) -> None:
    assert "needed by March 2023" in _told(draw, date(2023, 3, 31))
    assert "overdue" not in _told(draw, date(2023, 3, 31))
    assert "overdue: needed by March 2023" in _told(draw, date(2023, 4, 1))


def test_what_has_all_arrived_is_not_overdue(draw: Draw) -> None:
    arrived = RICH[TAKEN] + 'received = [{lot = "b", quantity = 2000, on = 2022-12-01}]\n'
    files = {NEED: RICH[NEED].replace("{from = 4000, to = 6000}", "2000"), TAKEN: arrived}

    assert "overdue" not in _told(draw, LATER, files)


def test_what_recurs_is_not_overdue(draw: Draw) -> None:
    files = {NEED: RICH[NEED] + 'per = "month"\n'}

    assert "overdue" not in _told(draw, LATER, files)


def test_requests_listed_as_missing_say_that_they_are_overdue(draw: Draw) -> None:
    before = " ".join(texts(draw("requirements", audience="members", today=date(2023, 3, 1)), "urgent"))
    after = " ".join(texts(draw("requirements", audience="members", today=LATER), "urgent"))

    assert "| by March 2023 |" in before
    assert "| by March 2023, overdue |" in after


def test_a_call_says_that_the_first_need_is_overdue(draw: Draw) -> None:
    stock = RICH[STOCK].replace("releasable = 1500", "releasable = 11000").replace("10000", "5000")
    (row,) = texts(draw("call", {STOCK: stock}, today=LATER), "needs")

    assert "Ukraine, by March 2023, overdue (UKR-R-11AB)" in row
