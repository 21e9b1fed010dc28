"""The story's calendar: an invented series of meetings, and the state of the plan at each of them.

A page of the plan is drawn as of a day; `page` collects how it stands at each meeting, so that the
history of the repository shows a plan that grew.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from workbook.model.dates import day_text

TODAY = date(2023, 6, 1)
FIRST_DAY = date(2022, 7, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A state of the plan that is committed: on which day, and after which meeting ("" for none)."""

    day: date
    place: str

    @property
    def meeting(self) -> str:
        """The id of the meeting, "" where the state is not that of a meeting."""
        return f"{self.day}-{self.place.lower()}" if self.place else ""

    @property
    def message(self) -> str:
        """What the commit says."""
        if self.place:
            return f"Plan as of the meeting in {self.place}, {day_text(self.day)}\n"
        return f"Note what arrived until {day_text(self.day)}\n"


STAGES = (
    Stage(day=date(2022, 9, 28), place="Eastbridge"),
    Stage(day=date(2022, 11, 30), place="Northport"),
    Stage(day=date(2023, 1, 25), place="Lakefield"),
    Stage(day=date(2023, 3, 29), place="Harbourton"),
    Stage(day=date(2023, 5, 24), place="Westmere"),
    Stage(day=date(2023, 5, 31), place=""),
)
MEETINGS = tuple(stage for stage in STAGES if stage.place)
MEETING_ON = {stage.day: stage.meeting for stage in MEETINGS}
_PLACES = {stage.meeting: stage.place for stage in MEETINGS}
LAST_DAY = STAGES[-1].day


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A file of the plan: its path from the top of the shared layer, and its text from each stage on."""

    path: str
    states: tuple[tuple[int, str], ...]

    @property
    def text(self) -> str:
        """How it stands in the end."""
        return self.states[-1][1]


def page(path: str, since: date, text_at: Callable[[date], str]) -> Page:
    """Draw a page at every stage from its first day on, and keep the states that differ."""
    states: list[tuple[int, str]] = []
    for index, stage in enumerate(STAGES):
        if stage.day >= since:
            text = text_at(stage.day)
            if not states or states[-1][1] != text:
                states.append((index, text))
    assert states, f"{path} comes after the story"
    return Page(path=path, states=tuple(states))


def still_page(path: str, since: date, text: str) -> Page:
    """Give a page that never changes once it is there."""
    return Page(path=path, states=((stage_of(since), text),))


def place_of(meeting: str) -> str:
    """Give where a meeting is held, "" where there is none of this id."""
    return _PLACES.get(meeting, "")


def stage_of(day: date) -> int:
    """Give the first stage that a day falls into."""
    return next(index for index, stage in enumerate(STAGES) if stage.day >= day)
