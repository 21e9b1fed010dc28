"""What papers of the demonstration tell of a change: nothing in them is said as a file writes it."""

import re
from collections.abc import Iterator

import pytest

from tests.demo.conftest import Demo
from tests.render.views.reading_blocks import texts
from workbook.demo.story import MEETINGS, TODAY
from workbook.desk.since import change_since, earlier_state
from workbook.release.audience import parse_audience
from workbook.release.released import Gate
from workbook.render.catalogue import papers_for
from workbook.render.paper import paper_view

NEVER = re.compile(
    r'(?<![\w-])[0-9]{4}-(Q[1-4]|[0-9]{2})(?![\w])|"|under-way|in-kind|long-range-fires|stock-owner|-practice|-identified'
    r"|-referendum|\b(lot|request|item) [a-z]+-[0-9]"
)


def _told(demo: Demo, audience: str, since: str) -> Iterator[str]:
    gate, readers = Gate(demo.workbook), parse_audience(audience, demo.workbook.settings)
    change = change_since(earlier_state(demo.folder, since, today=TODAY), gate, readers)
    for kind in papers_for(readers):
        paper = paper_view(kind.name, gate.release(readers), meeting="", today=TODAY, since=change)
        # Ids stand behind a sentence.
        yield from (re.sub(r" \([^()]*\)$", "", one) for one in texts(paper, "since"))


@pytest.mark.parametrize("since", [stage.meeting for stage in MEETINGS[:4]])
@pytest.mark.parametrize("audience", ["NOR", "UKR", "members", "public"])
def test_a_paper_tells_of_changes_in_the_words_of_a_desk_officer(
    demo: Demo, audience: str, since: str
) -> None:
    told = list(_told(demo, audience, since))

    assert len(told) > 10
    assert not [one for one in told if NEVER.search(one)]
