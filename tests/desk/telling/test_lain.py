"""What an overlay never held is not looked for there; all that it ever held is."""

from pathlib import Path

import pytest

from tests.cli.conftest import COMMITMENT, REQUEST, Bench
from workbook.desk.telling.lain import may_have_held
from workbook.desk.telling.lives import LayerHistory
from workbook.vcs.plumbing import Repository

STOCK = "plans/nations/NOR/stocks/NOR-S-5H1M.toml"


@pytest.fixture
def overlay(tmp_path: Path) -> Bench:
    """A repository that held a commitment once."""
    bench = Bench(tmp_path / "nordic")
    bench.folder.mkdir()
    bench.git("init", "--quiet", "--initial-branch=main")
    bench.commit({COMMITMENT: "x = 1\n", "plans/layer.toml": ""})
    bench.git("rm", "--quiet", COMMITMENT)
    bench.git("commit", "--quiet", "--message", "Gone")
    return bench


def _held(bench: Bench, *paths: str) -> bool:
    start = bench.git("rev-parse", "HEAD")
    history = LayerHistory(layer="nordic", repository=Repository.find(bench.folder), start=start)
    return may_have_held(history, paths)


def test_what_is_gone_was_held_and_what_never_was_there_was_not(overlay: Bench) -> None:
    for _ in range(2):
        assert _held(overlay, REQUEST, COMMITMENT)
        assert not _held(overlay, REQUEST)


def test_a_part_of_a_path_is_no_path(overlay: Bench) -> None:
    assert not _held(overlay, COMMITMENT.removesuffix(".toml"), COMMITMENT.partition("/")[2])


def test_what_came_since_is_known(overlay: Bench) -> None:
    before = _held(overlay, STOCK)
    overlay.commit({STOCK: "holding = 1\n"})

    assert (before, _held(overlay, STOCK), _held(overlay, COMMITMENT)) == (False, True, True)


def test_what_only_a_merge_brought_is_known(overlay: Bench) -> None:
    assert not _held(overlay, STOCK)
    overlay.git("switch", "--quiet", "--create", "talks")
    overlay.commit({"other": ""})
    overlay.git("switch", "--quiet", "main")
    overlay.git("merge", "--quiet", "--no-ff", "--no-commit", "talks")
    overlay.commit({STOCK: "holding = 1\n"})

    assert _held(overlay, STOCK)


def test_a_history_that_was_written_anew_is_read_anew(overlay: Bench) -> None:
    assert _held(overlay, COMMITMENT)
    overlay.git("checkout", "--quiet", "--orphan", "new")
    overlay.commit({STOCK: "holding = 1\n"})
    overlay.git("branch", "--quiet", "--delete", "--force", "main")
    overlay.git("reflog", "expire", "--expire=all", "--all")
    overlay.git("gc", "--quiet", "--prune=now")

    assert _held(overlay, STOCK)
    assert not _held(overlay, COMMITMENT)


def test_what_is_cut_off_may_have_been_held(overlay: Bench, tmp_path: Path) -> None:
    overlay.commit({"other": ""})
    overlay.git("clone", "--quiet", "--depth=1", f"file://{overlay.folder}", str(tmp_path / "cut"))
    cut = Bench(tmp_path / "cut")
    before = _held(cut, COMMITMENT)
    cut.git("fetch", "--quiet", "--unshallow")

    assert before
    assert _held(cut, COMMITMENT)
    assert not _held(cut, REQUEST)


def test_where_git_refuses_anything_may_have_been(overlay: Bench) -> None:
    history = LayerHistory(layer="nordic", repository=Repository.find(overlay.folder), start="0" * 40)

    assert may_have_held(history, [REQUEST])


def test_what_was_kept_and_is_damaged_is_read_anew(overlay: Bench) -> None:
    assert not _held(overlay, REQUEST)
    kept = overlay.folder / ".git/workbook/paths"
    kept.write_bytes(kept.read_bytes().replace(b"NOR-C-7K3Q", b"NOR-C-7K3R"))

    assert _held(overlay, COMMITMENT)
