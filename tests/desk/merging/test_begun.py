"""What a second process reads of a merge's beginning is what this one would have read."""

import subprocess
import time
from datetime import date

import pytest

from tests.cli.conftest import COMMITMENT, TODAY, Bench
from workbook.desk.merging import ahead
from workbook.desk.merging.beginning import begun_ahead
from workbook.desk.merging.begun import NothingToMergeError, begin
from workbook.desk.merging.joining import joined, take
from workbook.desk.session import Session
from workbook.errors import WorkbookError
from workbook.records import workers
from workbook.vcs.plumbing import Repository
from workbook.vcs.worktree import LocalChangesError


@pytest.fixture
def talks(norway: Bench, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """A branch and main that changed one record both, in a clone that has two processes."""
    monkeypatch.setattr(workers, "_can_fork", lambda: True)
    norway.git("switch", "--quiet", "--create", "talks")
    norway.run("set", "NOR-C-7K3Q", "quantity=40")
    norway.git("switch", "--quiet", "main")
    norway.run("set", "NOR-C-7K3Q", "notes=Asked.")
    return norway


def test_both_processes_read_the_same(talks: Bench) -> None:
    with begun_ahead(talks.folder, "talks", writes=False) as beginning:
        found = beginning.begin()

    assert found == begin(Repository.find(talks.folder), "talks")
    assert [one.path for one in found.parts.both] == [COMMITMENT]
    assert len(found.contents) == 3


@pytest.mark.parametrize("branch", ["nowhere", "-x", "main"])
def test_what_stands_in_the_way_is_raised_here(talks: Bench, branch: str) -> None:
    with begun_ahead(talks.folder, branch, writes=False) as beginning, pytest.raises(WorkbookError):
        beginning.begin()


def test_nothing_to_merge_is_told_as_ever(talks: Bench) -> None:
    done = talks.run("merge", "main")

    assert done.exit_code == 2
    assert str(NothingToMergeError("main")) in done.stderr


def _new_files(bench: Bench) -> list[str]:
    return [path.name for path in bench.folder.glob("plans/**/*.new")]


@pytest.mark.parametrize("is_begun", [True, False], ids=["begun here", "not even begun here"])
def test_what_was_written_goes_where_nobody_takes_it(
    talks: Bench, monkeypatch: pytest.MonkeyPatch, is_begun: bool
) -> None:
    monkeypatch.setattr(ahead, "_FEWEST_FILES", 1)
    talks.git("switch", "--quiet", "--create", "more", "talks")
    talks.write({"plans/nations/NOR/commitments/NOR-C-1A1A.toml": 'title = "More"\n'})
    talks.git("add", "--all")
    talks.git("commit", "--quiet", "--message", "More")
    talks.git("switch", "--quiet", "main")

    with begun_ahead(talks.folder, "more", writes=True) as beginning:
        _ = beginning.begin() if is_begun else None
        assert beginning._helper is not None
        assert beginning._helper.is_done()
        seen = _new_files(talks)

    assert len(seen) == 1
    assert _new_files(talks) == []


def test_nothing_is_written_unless_it_is_asked_for(talks: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_FEWEST_FILES", 1)
    talks.commit({"plans/nations/NOR/commitments/NOR-C-1A1A.toml": 'title = "More"\n'})
    talks.git("switch", "--quiet", "--create", "old", "HEAD~1")

    with begun_ahead(talks.folder, "main", writes=False) as beginning:
        beginning.begin()
        found = beginning.ahead()

        assert found is not None
        assert list(found.take().files) == ["plans/nations/NOR/commitments/NOR-C-1A1A.toml"]
        assert found.written() == []
        assert _new_files(talks) == []


def test_nobody_waits_for_a_process_that_fails(talks: Bench) -> None:
    with begun_ahead(talks.folder, "nowhere", writes=False) as beginning:
        assert not beginning.is_told
        assert beginning.ahead() is None


def test_nobody_stages_anything_while_a_merge_is_judged(talks: Bench) -> None:
    session = Session.open(talks.folder, today=date.fromisoformat(TODAY))
    index = (talks.folder / ".git/index").read_bytes()

    with (
        begun_ahead(talks.folder, "talks", writes=True) as beginning,
        joined(session, "talks", beginning, writes=True),
    ):
        _await_lock(talks)
        (talks.folder / COMMITMENT).write_bytes(b"# Changed.\n")
        with pytest.raises(subprocess.CalledProcessError):
            talks.git("add", COMMITMENT)

    assert (talks.folder / ".git/index").read_bytes() == index
    talks.git("add", COMMITMENT)


def test_a_merge_is_taken_once_another_program_leaves_the_index(talks: Bench) -> None:
    session = Session.open(talks.folder, today=date.fromisoformat(TODAY))

    with begun_ahead(talks.folder, "talks", writes=True) as beginning:
        beginning.begin()
        (talks.folder / ".git/index.lock").touch()
        with joined(session, "talks", beginning, writes=True) as joining:
            assert joining.landing is not None
            (talks.folder / ".git/index.lock").unlink()
            commit = take(session, joining)

    assert talks.git("rev-parse", "HEAD") == commit
    assert talks.git("status", "--porcelain") == ""


def test_what_another_program_stages_while_a_merge_is_judged_stays(talks: Bench) -> None:
    session = Session.open(talks.folder, today=date.fromisoformat(TODAY))
    before = talks.git("rev-parse", "HEAD")
    file = talks.folder / COMMITMENT

    with begun_ahead(talks.folder, "talks", writes=True) as beginning:
        beginning.begin()
        (talks.folder / ".git/index.lock").touch()
        with joined(session, "talks", beginning, writes=True) as joining:
            assert joining.landing is not None
            assert joining.landing.compared() == b""
            (talks.folder / ".git/index.lock").unlink()
            kept = file.read_bytes()
            file.write_bytes(kept + b"# Staged.\n")
            talks.git("add", COMMITMENT)
            file.write_bytes(kept)

            with pytest.raises(LocalChangesError):
                take(session, joining)

    assert "# Staged." in talks.git("show", f":{COMMITMENT}")
    assert talks.git("rev-parse", "HEAD") == before


def _await_lock(bench: Bench) -> None:
    until = time.monotonic() + 10
    while not (bench.folder / ".git/index.lock").exists():
        assert time.monotonic() < until
        time.sleep(0.01)
