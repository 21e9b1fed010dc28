"""Files that are listed ahead are the same as those listed when they are asked for, once."""

import os
import threading
from pathlib import Path

import pytest

from workbook.check.examples import COALITION
from workbook.records import workers
from workbook.records.ahead import listing_ahead
from workbook.records.cache import CacheFolder
from workbook.records.folder import FolderSource
from workbook.records.index import now_ns
from workbook.records.layers import folder_stack
from workbook.records.paths import PLANS
from workbook.records.survey import DiskSurvey, Survey, survey

NOWHERE = CacheFolder(None)
OVERLAY = {
    "layers/nor/plans/layer.toml": 'name = "nor"\nreaders = ["NOR"]\n',
    "layers/nor/plans/nations/NOR/requests/NOR-R-1A1A.toml": 'title = "a"\n',
    "plans/nations/NOR/requests/NOR-R-1é1A.toml": 'title = "b"\n',
}


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)  # those of the test runner do nothing here
    for path, text in {**COALITION, **OVERLAY}.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    (tmp_path / "plans" / "aside").symlink_to(tmp_path)
    return tmp_path


def _seen(files: Survey) -> object:
    return [(file.path, file.layer.name, file.stamp, file.fault) for file in files.files]


def test_listing_ahead_finds_what_a_listing_finds(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = _seen(survey(folder_stack(plan), NOWHERE))

    with listing_ahead(folder_stack(plan)) as listing:
        monkeypatch.setattr(FolderSource, "lines", None)
        found = _seen(survey(listing.stack, NOWHERE, seen_ns=listing.seen_ns))

    assert found == wanted


def test_a_second_listing_finds_what_came_since(plan: Path) -> None:
    with listing_ahead(folder_stack(plan)) as listing:
        first = listing.stack[0].source.lines(PLANS)[0]  # type: ignore[attr-defined]  # a folder
        (plan / "plans" / "nations" / "NOR" / "requests" / "NOR-R-2B2B.toml").write_text("")
        second = listing.stack[0].source.lines(PLANS)[0]  # type: ignore[attr-defined]  # a folder

    assert len(second) == len(first) + 1


def test_what_changes_after_the_listing_began_is_never_taken_for_known(plan: Path) -> None:
    before = now_ns()

    with listing_ahead(folder_stack(plan)) as listing:
        pass

    assert before <= listing.seen_ns <= now_ns()


def test_a_listing_that_dies_is_made_here(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = _seen(survey(folder_stack(plan), NOWHERE))
    monkeypatch.setattr(workers, "_finish", lambda *_: os._exit(1))

    with listing_ahead(folder_stack(plan)) as listing:
        found = _seen(survey(listing.stack, NOWHERE, seen_ns=listing.seen_ns))

    assert found == wanted


def test_without_a_second_process_the_folder_is_listed_here(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_can_fork", lambda: False)

    with listing_ahead(folder_stack(plan)) as listing:
        found = _seen(survey(listing.stack, NOWHERE, seen_ns=listing.seen_ns))

    assert found == _seen(survey(folder_stack(plan), NOWHERE))


def test_leaving_the_block_ends_the_second_process(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []
    fork = os.fork

    def noted() -> int:
        started.append(fork())
        return started[-1]

    monkeypatch.setattr(os, "fork", noted)

    with listing_ahead(folder_stack(plan)):
        pass

    with pytest.raises(ProcessLookupError):
        os.kill(started[0], 0)


def test_what_changed_since_the_last_load_is_seen_in_a_listing_ahead(plan: Path, tmp_path: Path) -> None:
    cache = CacheFolder(tmp_path / "cache")
    changed, removed = (plan / "plans/nations" / place for place in ("NOR/nation.toml", "SWE/nation.toml"))
    removed.parent.mkdir(exist_ok=True)
    removed.write_text('name = "Sweden"\n')
    first = survey(folder_stack(plan), cache, seen_ns=now_ns() + 10**10)
    assert isinstance(first, DiskSurvey)
    first.look()
    first.remember()

    with listing_ahead(folder_stack(plan)) as listing:
        same = survey(listing.stack, cache, seen_ns=listing.seen_ns)
    changed.write_text(changed.read_text() + "# more\n")
    removed.unlink()
    with listing_ahead(folder_stack(plan)) as listing:
        other = survey(listing.stack, cache, seen_ns=listing.seen_ns)

    assert isinstance(same, DiskSurvey)
    assert isinstance(other, DiskSurvey)
    assert {path for path, file in same.fresh.items() if file.fault is None} == set()
    assert set(other.fresh) - set(same.fresh) == {"plans/nations/NOR/nation.toml"}
    assert set(other.removed) - set(same.removed) == {"plans/nations/SWE/nation.toml"}
    assert set(same.paths) - set(other.paths) == {"plans/nations/SWE/nation.toml"}
