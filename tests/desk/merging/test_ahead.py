"""What a second process reads of a merge is what this one would have read."""

import errno
import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import COMMITMENT, TODAY, Bench
from workbook.desk.merging import ahead
from workbook.desk.merging.joining import join
from workbook.desk.outlook import Outlook
from workbook.desk.session import Session
from workbook.records import workers
from workbook.vcs import new_files, worktree
from workbook.vcs.merging import merged_commit
from workbook.vcs.trees import Entry

_NEW = "plans/nations/NOR/commitments/NOR-C-1A1A.toml"
_BROKEN = "plans/nations/NOR/commitments/NOR-C-2B2B.toml"


@pytest.fixture
def talks(norway: Bench) -> Bench:
    """A branch with a record that changed, one that is new and one that cannot be read."""
    norway.git("switch", "--quiet", "--create", "talks")
    norway.run("set", "NOR-C-7K3Q", "quantity=40")
    (norway.folder / _NEW).write_text('title = "More"\nkind = "donation"\nstatus = "pledged"\nhue = 1\n')
    (norway.folder / _BROKEN).write_text("title = \n")
    norway.git("add", "--all")
    norway.git("commit", "--quiet", "--message", "Talks")
    norway.git("switch", "--quiet", "main")
    return norway


def _outlook(bench: Bench) -> Outlook:
    outlook = join(Session.open(bench.folder, today=date.fromisoformat(TODAY)), "talks").outlook
    assert outlook is not None
    return outlook


@pytest.mark.parametrize("last", [0, 2, 99], ids=["fails", "fails half-way", "helps"])
def test_second_process_changes_nothing_of_what_is_told(
    talks: Bench, monkeypatch: pytest.MonkeyPatch, last: int
) -> None:
    alone = _outlook(talks)
    helpers, start = [], workers.start_process

    def started(*works: Callable[[], object]) -> workers.Helper | None:
        helpers.append(start(*works[:last], *([] if last > len(works) else [lambda: os._exit(1)])))
        return helpers[-1]

    monkeypatch.setattr(ahead, "_FEWEST_FILES", 1)
    monkeypatch.setattr(ahead, "start_process", started)
    monkeypatch.setattr(workers, "_can_fork", lambda: True)
    helped = _outlook(talks)

    assert None not in helpers
    assert len(helpers) == 1
    assert {edit.path for edit in helped.edits} == {COMMITMENT, _NEW, _BROKEN}
    assert helped.edits == alone.edits
    assert (helped.introduced, helped.fixed) == (alone.introduced, alone.fixed)
    assert {one.place.path for one in helped.introduced} >= {_NEW, _BROKEN}
    assert repr([one.data for one in helped.workbook]) == repr([one.data for one in alone.workbook])


@pytest.fixture
def hasty(talks: Bench, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """A clone that has a second process write even few files."""
    monkeypatch.setattr(ahead, "_FEWEST_FILES", 1)
    monkeypatch.setattr(workers, "_can_fork", lambda: True)
    return talks


def _files(bench: Bench) -> dict[str, bytes]:
    top = bench.folder
    return {
        str(path.relative_to(top)): path.read_bytes() for path in top.glob("plans/**/*") if path.is_file()
    }


def _merge(bench: Bench, *words: str) -> int:
    return bench.run("merge", "talks", *words).exit_code


_TAKE = ("--with-errors", "they will mend it")


def test_what_was_written_ahead_is_what_the_branch_has(hasty: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worktree, "write_new", _fail)

    assert _merge(hasty, *_TAKE) == 0
    merged = _files(hasty)

    hasty.git("reset", "--quiet", "--hard")
    assert merged == _files(hasty)
    assert hasty.git("status", "--porcelain") == ""


@pytest.mark.parametrize("words", [(), ("--dry-run",)], ids=["refused", "dry run"])
def test_what_is_not_taken_leaves_nothing(hasty: Bench, words: Sequence[str]) -> None:
    before = _files(hasty)

    _merge(hasty, *words)

    assert _files(hasty) == before
    assert hasty.git("status", "--porcelain") == ""


@pytest.mark.parametrize("written", range(4))
def test_second_process_that_dies_while_it_writes_changes_nothing(
    hasty: Bench, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    left, real = iter(range(written)), new_files.write_new

    def write(place: str, entry: Entry, content: bytes) -> None:
        if next(left, None) is None:
            os._exit(9)
        real(place, entry, content)

    monkeypatch.setattr(new_files, "write_new", write)

    assert _merge(hasty, *_TAKE) == 0
    assert hasty.git("status", "--porcelain") == ""


@pytest.mark.parametrize("dies", [False, True], ids=["there", "here"])
def test_commit_is_made_by_one_process(hasty: Bench, monkeypatch: pytest.MonkeyPatch, dies: bool) -> None:
    here, made_here = os.getpid(), []

    def made(*words: Any) -> str:
        if os.getpid() == here:
            made_here.append(words)
        elif dies:
            os._exit(9)
        return merged_commit(*words)

    monkeypatch.setattr("workbook.desk.merging.joining.merged_commit", made)

    assert _merge(hasty, *_TAKE) == 0
    assert len(made_here) == dies
    assert hasty.git("status", "--porcelain") == ""
    assert hasty.git("log", "-1", "--format=%(trailers:key=With-errors,valueonly)").strip() == _TAKE[1]


def test_nothing_is_signed_that_is_not_taken(
    hasty: Bench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = tmp_path / "asked"
    hasty.git("config", "commit.gpgSign", "true")
    hasty.git("config", "gpg.format", "ssh")
    monkeypatch.setattr("workbook.vcs.signing.signed", lambda *_: asked.touch())

    assert _merge(hasty) == 1
    assert not asked.exists()


def test_merged_file_that_was_prepared_is_that_of_the_tree(
    hasty: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = hasty.folder / COMMITMENT
    hasty.commit({COMMITMENT: b"# Read in Oslo\n\n" + path.read_bytes()})
    monkeypatch.setattr(worktree, "write_new", _fail)

    assert _merge(hasty, *_TAKE) == 0
    assert path.read_bytes().startswith(b"# Read in Oslo")
    assert b"quantity = 40" in path.read_bytes()
    assert hasty.git("status", "--porcelain") == ""


def test_full_disk_changes_nothing(hasty: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    before, tip = _files(hasty), hasty.git("rev-parse", "HEAD")
    for module in (new_files, worktree):
        monkeypatch.setattr(module, "write_new", _fail)

    assert _merge(hasty, *_TAKE) == 2
    assert _files(hasty) == before
    assert (hasty.git("rev-parse", "HEAD"), hasty.git("status", "--porcelain")) == (tip, "")


def _fail(*_: object) -> str:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    ("theirs", "ours", "told"),
    [
        ('via = "a"\n', 'via = "b"\n', "NOR-C-7K3Q:via"),
        ('sources = [{title = "a"}]\n', 'sources = [{title = "b"}]\n', "decided by meaning"),
        ('terms = "a"\n', 'via = "b"\n', "1 file changed on both sides"),
    ],
    ids=["conflict", "decision", "neither"],
)
def test_two_processes_merge_as_one_does(
    hasty: Bench, monkeypatch: pytest.MonkeyPatch, theirs: str, ours: str, told: str
) -> None:
    text = (hasty.folder / COMMITMENT).read_text()
    hasty.git("switch", "--quiet", "--create", "more", "HEAD")
    hasty.commit({COMMITMENT: f"{theirs}{text}"})
    hasty.git("switch", "--quiet", "main")
    hasty.commit({COMMITMENT: f"{text}{ours}"})

    helped = hasty.run("merge", "more", "--dry-run"), hasty.run("merge", "more", *_TAKE)
    left = hasty.git("status", "--porcelain"), (hasty.folder / COMMITMENT).read_bytes()
    hasty.git("merge", "--abort") if left[0] else hasty.git("reset", "--quiet", "--hard", "HEAD^")
    monkeypatch.setattr(workers, "_can_fork", lambda: False)
    alone = hasty.run("merge", "more", "--dry-run"), hasty.run("merge", "more", *_TAKE)

    assert told in helped[1].stdout
    assert [one.exit_code for one in helped] == [one.exit_code for one in alone]
    assert [one.stdout.partition("Saved as")[0] for one in helped] == [
        one.stdout.partition("Saved as")[0] for one in alone
    ]
    assert left == (hasty.git("status", "--porcelain"), (hasty.folder / COMMITMENT).read_bytes())
