"""The table of papers: each line leads to a view that gives a paper."""

import inspect
from typing import get_type_hints

import pytest

from workbook.errors import WorkbookError
from workbook.render.catalogue import NAMES, PAPERS, PaperKind, paper_kind, view_of
from workbook.render.page import Paper


@pytest.mark.parametrize("kind", PAPERS, ids=lambda kind: kind.name)
def test_every_line_leads_to_a_view(kind: PaperKind) -> None:
    view = view_of(kind)

    assert get_type_hints(view)["return"] is Paper
    assert {"today", "meeting"} <= set(inspect.signature(view).parameters)


def test_names_are_told_once_and_in_few_words() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert [kind.told for kind in PAPERS if not 10 < len(kind.told) < 60 or kind.told.endswith(".")] == []


def test_unknown_name_is_refused_with_those_there_are() -> None:
    with pytest.raises(WorkbookError, match="no paper 'minutes': the papers are agenda, brief"):
        paper_kind("minutes")
