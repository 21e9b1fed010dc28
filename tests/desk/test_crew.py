"""Processes that write papers: each task is done once, and whoever is stopped knows what was written."""

import time
from pathlib import Path

import pytest

from workbook.desk.crew import Crew, FailedError, Report, StoppedError
from workbook.errors import WorkbookError

EARLY, BATCHES = ["a", "b"], [["c", "d"], ["e"], ["f"]]


class Desk:
    """Writes a file for each task."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.prepared = ""

    def work(self, task: str) -> Report:
        if task == "bad":
            raise WorkbookError("No paper is here.")
        (self.folder / task).write_text(self.prepared)
        return Report(task, written=1)

    def prepare(self) -> None:
        self.prepared = "prepared"


@pytest.mark.parametrize("most", [1, 2, 3, 9])
def test_each_task_is_done_once(tmp_path: Path, most: int) -> None:
    desk = Desk(tmp_path)

    told = [one.readers for one in Crew(desk.work, desk.prepare).reports(EARLY, BATCHES, most=most)]

    assert sorted(told) == sorted(one.name for one in tmp_path.iterdir()) == [*"abcdef"]


def test_what_is_prepared_reaches_all_but_the_early_tasks(tmp_path: Path) -> None:
    desk = Desk(tmp_path)

    list(Crew(desk.work, desk.prepare).reports(EARLY, BATCHES, most=2))

    assert {one.name: one.read_text() for one in tmp_path.iterdir()} == {
        **dict.fromkeys("ab", ""),
        **dict.fromkeys("cdef", "prepared"),
    }


def test_who_is_stopped_is_told_all_that_was_written(tmp_path: Path) -> None:
    def prepare() -> None:
        while len([*tmp_path.iterdir()]) < len(EARLY):
            time.sleep(0.01)
        raise KeyboardInterrupt

    with pytest.raises(StoppedError, match=r"^Stopped: 2 papers are written whole, the others not at all\.$"):
        list(Crew(Desk(tmp_path).work, prepare).reports(EARLY, BATCHES, most=2))


@pytest.mark.parametrize(("early", "batches"), [(["bad"], BATCHES), (EARLY, [["bad"], ["c"]])])
def test_the_first_that_fails_ends_all(tmp_path: Path, early: list[str], batches: list[list[str]]) -> None:
    desk = Desk(tmp_path)

    with pytest.raises(FailedError, match="No paper is here"):
        list(Crew(desk.work, desk.prepare).reports(early, batches, most=2))
