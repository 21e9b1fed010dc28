"""Outside of a plan all commands say the same."""

from pathlib import Path

import pytest

from tests.cli.conftest import Bench, _own_settings, bench

__all__ = ["_own_settings", "bench"]
LOOKING = (
    ["check"],
    ["diff"],
    ["diff", "HEAD~1", "HEAD"],
    ["list", "requests"],
    ["list", "requests", "--at", "HEAD"],
    ["log"],
    ["show", "NOR-C-7K3Q"],
)


@pytest.mark.parametrize("words", LOOKING, ids=" ".join)
def test_outside_of_a_plan_and_of_git_the_sentence_is_one(bench: Bench, words: list[str]) -> None:
    done = bench.run(*words)

    assert done.exit_code == 2
    assert "No plans/workbook.toml lies in" in done.stderr
    assert "workbook init DIR" in done.stderr


@pytest.mark.parametrize("words", [["diff"], ["check"], ["list", "requests"]], ids=" ".join)
def test_in_a_repository_without_a_plan_the_sentence_is_the_same(bench: Bench, words: list[str]) -> None:
    bench.git("init", "--quiet")

    assert "No plans/workbook.toml lies in" in bench.run(*words).stderr


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "does not exist" in Bench(tmp_path / "gone").run("diff").stderr
