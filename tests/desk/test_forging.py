"""What is written for a forge, and what is never overwritten."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Bench, _own_settings, bench, made_plan, norway, plan
from workbook.cli.forge import FORGES
from workbook.desk.forging import Forge, owners_text

__all__ = ["_own_settings", "bench", "made_plan", "norway", "plan"]

JOBS = {"gitlab": ".gitlab-ci.yml", "github": ".github/workflows/workbook.yml"}
OWNERS = {"gitlab": ".gitlab/CODEOWNERS", "github": ".github/CODEOWNERS"}


def _forged(bench: Bench, forge: str, *words: str) -> str:
    done = bench.run("forge", forge, "--owner-prefix", "@coalition", *words)
    assert done.exit_code == 0, done.stderr
    return done.stdout


def test_the_words_of_the_command_are_those_of_the_desk() -> None:
    assert tuple(Forge) == FORGES


def test_nations_own_their_folders_and_the_secretariat_the_rest() -> None:
    assert owners_text(frozenset(("SWE", "NOR")), "USA", "@coalition/") == (
        "* @coalition/USA\n/plans/nations/NOR/ @coalition/NOR\n/plans/nations/SWE/ @coalition/SWE\n"
    )


@pytest.mark.parametrize("forge", FORGES)
def test_owners_and_a_job_are_written_once(norway: Bench, forge: str) -> None:
    first, again = _forged(norway, forge), _forged(norway, forge)

    assert first == f"Wrote {OWNERS[forge]}\nWrote {JOBS[forge]}\n"
    assert again == f"Already there: {OWNERS[forge]}\nAlready there: {JOBS[forge]}\n"
    assert "\n/plans/nations/NOR/ @coalition/NOR\n" in (norway.folder / OWNERS[forge]).read_text()
    assert "--as USA || true" in (norway.folder / JOBS[forge]).read_text()


def test_what_was_edited_stays_and_nothing_is_written(norway: Bench) -> None:
    _forged(norway, "github")
    owners, job = norway.folder / OWNERS["github"], norway.folder / JOBS["github"]
    owners.write_text(owners.read_text() + "/docs/ @coalition/editors\n")
    job.unlink()

    refused = norway.run("forge", "github", "--owner-prefix", "@coalition")

    assert refused.exit_code == 2
    assert ".github/CODEOWNERS was edited" in refused.stderr
    assert owners.read_text().endswith("editors\n")
    assert not job.exists()
    assert "Wrote .github/CODEOWNERS" in _forged(norway, "github", "--force")
    assert "editors" not in owners.read_text()


def test_what_was_not_edited_is_renewed(norway: Bench) -> None:
    norway.run("forge", "gitlab", "--owner-prefix", "@others")

    assert f"Wrote {OWNERS['gitlab']}\n" in _forged(norway, "gitlab")


@pytest.mark.parametrize("prefix", ["coalition", "", "@a b", "@a\n* @b", "@a/../b", "--force"])
def test_what_no_team_is_called_is_refused(norway: Bench, prefix: str) -> None:
    done = norway.run("forge", "github", f"--owner-prefix={prefix}")

    assert done.exit_code == 2
    assert not (norway.folder / ".github").exists()


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Give the depth and the text of each line that is no comment and stands in no block of text."""
    block = -1
    for line in path.read_text().splitlines():
        depth = len(line) - len(line.lstrip(" "))
        block = block if block >= 0 and (depth > block or not line.strip()) else -1
        if block < 0 and line.strip() and not line.lstrip().startswith("#"):
            yield depth, line.strip()
            block = depth if line.endswith("|") else -1


@pytest.mark.parametrize("forge", FORGES)
def test_a_job_keeps_to_the_plainest_yaml(norway: Bench, forge: str) -> None:
    _forged(norway, forge)

    lines = list(_lines(norway.folder / JOBS[forge]))

    key = r"[A-Za-z][A-Za-z_-]*"
    plain = re.compile(rf"(- )?{key}:( [^\s#&*!|>%@`\[{{].*| \|)?|- [^\s#&*!|>%@`\[{{].*|- \|")
    assert [text for _, text in lines if not plain.fullmatch(text)] == []
    assert {depth % 2 for depth, _ in lines} == {0}
    assert [text for _, text in lines if ": " in text.partition(": ")[2] and '"' not in text] == []
