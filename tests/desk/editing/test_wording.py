"""How the commit of an edit is called."""

from datetime import date

from tests.cli.conftest import COMMITMENT, RECORDS, Bench, _own_settings, bench, made_plan, norway, plan
from workbook.desk.editing.wording import wording
from workbook.desk.session import Session

__all__ = ["_own_settings", "bench", "made_plan", "norway", "plan"]
LONG = RECORDS[COMMITMENT].replace("Winter shells", "Shells for the winter from the northern depots")


def test_a_commit_of_several_records_keeps_the_figure_and_its_length(norway: Bench) -> None:
    other = COMMITMENT.replace("7K3Q", "8M4R")
    norway.commit({COMMITMENT: LONG, other: LONG})
    session = Session.open(norway.folder, today=date(2022, 9, 28))
    after = LONG.replace("quantity = {about = 900}", "quantity = 500").encode()

    subject = wording(session.outlook({COMMITMENT: after, other: after}), session).subject

    assert subject.endswith("… from about 900 to 500, and 1 more")
    assert len(subject) <= 72
