"""Completing words in a shell."""

import pytest

from workbook.desk.actions import ACTIONS

from .conftest import Bench


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_script_of_every_shell_is_printed(bench: Bench, shell: str) -> None:
    done = bench.run("completion", shell)

    assert done.exit_code == 0
    assert "_WORKBOOK_COMPLETE" in done.stdout


def test_unknown_shell_is_refused(bench: Bench) -> None:
    assert bench.run("completion", "cmd").exit_code == 2


def test_names_of_commands_are_completed(bench: Bench) -> None:
    done = bench.start(_WORKBOOK_COMPLETE="bash_complete", COMP_WORDS="workbook ", COMP_CWORD="1")

    names = [line.partition(",")[2] for line in done.stdout.decode().splitlines()]
    assert names == [action.name for action in ACTIONS]


def test_kinds_are_completed(bench: Bench) -> None:
    done = bench.start(_WORKBOOK_COMPLETE="bash_complete", COMP_WORDS="workbook list com", COMP_CWORD="2")

    assert done.stdout.decode().split() == ["plain,commitments"]


def test_ids_are_completed_in_any_case(plan: Bench) -> None:
    done = plan.start(_WORKBOOK_COMPLETE="bash_complete", COMP_WORDS="workbook show nor-", COMP_CWORD="2")

    assert done.stdout.decode().split() == ["plain,NOR-C-7K3Q"]


def test_folder_without_a_plan_offers_nothing(bench: Bench) -> None:
    done = bench.start(_WORKBOOK_COMPLETE="bash_complete", COMP_WORDS="workbook show nor-", COMP_CWORD="2")

    assert (done.returncode, done.stdout, done.stderr) == (0, b"\n", b"")


def _offered(plan: Bench, line: str) -> list[str]:
    count = str(len(line.split(" ")) - 1)
    done = plan.start(_WORKBOOK_COMPLETE="bash_complete", COMP_WORDS=line, COMP_CWORD=count)
    return [word.partition(",")[2] for word in done.stdout.decode().split()]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("workbook check --at ma", ["main"]),
        ("workbook render agenda --since v", ["v1"]),
        ("workbook merge nor", ["norway"]),
        ("workbook render brief --for m", ["members"]),
        ("workbook render brief --for no", ["NOR"]),
        ("workbook check --select promised", ["promised-beyond-quantity"]),
        ("workbook check --ignore WB30", [f"WB30{digit}" for digit in range(1, 10)]),
        ("workbook adopt NOR-P", []),
    ],
)
def test_what_an_option_takes_is_completed(plan: Bench, line: str, offered: list[str]) -> None:
    plan.git("branch", "norway")
    plan.git("tag", "v1")

    assert _offered(plan, line) == offered


def test_a_shell_that_asks_changes_nothing(norway: Bench) -> None:
    before = norway.git("rev-parse", "HEAD")

    norway.start("set", "NOR-C-7K3Q", "title=Shells", _WORKBOOK_COMPLETE="bash_source")

    assert norway.git("rev-parse", "HEAD") == before
