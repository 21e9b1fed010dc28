"""Every analysis there is, once: its name, and what it tells, in one line.

An analysis is one entry here and one module of its name in this folder, with a function
`tell(workbook, narrowed, today) -> Told`. Nothing of it is imported before it is asked for.
"""

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from importlib import import_module
from typing import NamedTuple

from workbook.desk.analysing.narrowing import Narrowing
from workbook.desk.analysing.tables import Told
from workbook.errors import WorkbookError
from workbook.model.speech import say
from workbook.records.workbook import Workbook


class Analysis(NamedTuple):
    """An analysis: the word of the command line, and one line on what it tells."""

    name: str
    summary: str


ANALYSES: tuple[Analysis, ...] = (
    Analysis("coverage", "What is needed against what is agreed and offered, by item and month."),
    Analysis("stocks", "What stocks come to in the year ahead, against their minimum and waiver."),
    Analysis("funds", "What is paid into funds and drawn on them, and whom they are for."),
    Analysis("forecast", "What arrives in the year ahead, by item and recipient, firm and not."),
    Analysis("contention", "What works have to make against what they can, and the scarcest component."),
    Analysis("sustainment", "What donated systems need in service, and what of that is committed."),
)


class UnknownAnalysisError(WorkbookError):
    """A word that is no analysis."""

    def __init__(self, word: str) -> None:
        names = [analysis.name for analysis in ANALYSES]
        near = get_close_matches(word.lower()[:64], names, n=1)
        advice = (
            say("did you mean {near}?", near=near[0])
            if near
            else say("write one of {names}.", names=", ".join(names))
        )
        super().__init__(say("{word} is no analysis: {advice}", word=repr(word), advice=advice))


def tell(name: str, workbook: Workbook, narrowed: Narrowing, today: date) -> Told:
    """Run an analysis, and give its tables and values.

    Raises:
        UnknownAnalysisError: there is none of this name.
    """
    if name not in analysis_names():
        raise UnknownAnalysisError(name)
    found: Told = import_module(f"workbook.desk.analysing.{name}").tell(workbook, narrowed, today)
    return found


def analysis_names() -> Sequence[str]:
    """List the names of all analyses."""
    return tuple(analysis.name for analysis in ANALYSES)
