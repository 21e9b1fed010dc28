"""Commands that papers of the demonstration name: each can be copied, and lists something."""

import re
import shlex
from collections.abc import Iterator

import pytest

from tests.demo.conftest import Demo
from tests.render.views.reading_blocks import texts
from workbook.demo.story import TODAY
from workbook.release.audience import parse_audience
from workbook.release.released import Gate
from workbook.render.catalogue import papers_for
from workbook.render.page import Paper, Section
from workbook.render.paper import paper_view


def _sections(sections: tuple[Section, ...]) -> Iterator[Section]:
    for one in sections:
        yield one
        yield from _sections(one.sections)


def _commands(demo: Demo, audience: str) -> list[str]:
    gate, readers = Gate(demo.workbook), parse_audience(audience, demo.workbook.settings)
    found: list[str] = []
    for kind in papers_for(readers):
        paper: Paper = paper_view(kind.name, gate.release(readers), meeting="", today=TODAY)
        for section in _sections(paper.sections):
            for text in (*texts(paper, section.key), section.more):
                found += re.findall(r"workbook (?:list|show|set|edit|new|confirm|analyse)\b[^;|]*", text)
    return [one.strip() for one in found]


@pytest.mark.parametrize("audience", ["NOR", "UKR", "USA", "members"])
def test_a_command_can_be_copied_as_it_stands(demo: Demo, audience: str) -> None:
    commands = _commands(demo, audience)

    assert commands
    assert not [one for one in commands if one.endswith(".")]
    # A shell would read from a file of that name.
    assert not [one for one in commands if "<" in one and shlex.split(one) == one.split()]
