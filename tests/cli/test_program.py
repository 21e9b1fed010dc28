"""The command line as a whole: help, names, options, what is imported."""

import click
import pytest
from click.testing import CliRunner

from workbook import __version__
from workbook.cli.program import COMMANDS, program
from workbook.desk.actions import ACTIONS

from .conftest import Bench


def test_every_action_has_a_command_of_its_name() -> None:
    context = click.Context(program)

    loaded = [program.get_command(context, name) for name in COMMANDS]

    assert [command.name for command in loaded if command] == [action.name for action in ACTIONS]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_help_of_every_command_is_clean(name: str) -> None:
    done = CliRunner().invoke(program, [name, "--help"])

    assert done.exit_code == 0
    assert done.stdout.startswith(f"Usage: workbook {name}")


def test_no_arguments_print_help() -> None:
    done = CliRunner().invoke(program, [])

    assert done.exit_code == 0
    assert done.stdout == CliRunner().invoke(program, ["--help"]).stdout


def test_help_lists_every_action_with_its_summary() -> None:
    done = CliRunner().invoke(program, ["--help"])

    assert [action for action in ACTIONS if action.summary not in done.stdout] == []


def test_version_is_the_same_on_both_ways(bench: Bench) -> None:
    quick = bench.start("--version")
    full = CliRunner().invoke(program, ["--version"])

    assert quick.stdout.decode() == full.stdout == f"workbook {__version__}\n"


def test_misspelt_command_names_the_near_one() -> None:
    done = CliRunner().invoke(program, ["chek"])

    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr == "workbook: No such command 'chek'. Did you mean 'check'? See `workbook --help`.\n"


@pytest.mark.parametrize("name", ["serve"])
def test_command_of_a_later_issue_is_not_there(name: str) -> None:
    done = CliRunner().invoke(program, [name])

    assert done.exit_code == 2
    assert "No such command" in done.stderr


def test_misspelt_option_is_one_sentence() -> None:
    done = CliRunner().invoke(program, ["check", "--strct"])

    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert "'--strict'" in done.stderr


def test_option_without_its_value_points_to_the_help_of_its_command(plan: Bench) -> None:
    done = plan.run("retire", "NOR-C-7K3Q", "--reason")

    assert done.exit_code == 2
    assert "See `workbook retire --help`." in done.stderr


@pytest.mark.parametrize("day", ["2022-13-01", "tomorrow", "1066-10-14", ""])
def test_day_that_is_none_is_refused(plan: Bench, day: str) -> None:
    done = plan.run("check", "--today", day)

    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1


def test_options_count_before_and_after_the_command(plan: Bench) -> None:
    before = CliRunner().invoke(program, ["--dir", str(plan.folder), "list", "nation"])
    after = CliRunner().invoke(program, ["list", "nation", "--dir", str(plan.folder)])

    assert before.exit_code == after.exit_code == 0
    assert before.stdout == after.stdout


def test_argument_that_is_no_text_is_refused() -> None:
    done = CliRunner().invoke(program, ["show", "\udcff"])

    assert done.exit_code == 2
    assert done.stderr == "workbook: The argument '\\xff' is not UTF-8 text; write it in UTF-8.\n"


@pytest.mark.parametrize("words", ["--help", "check", "list nation"])
def test_light_commands_load_no_heavy_library(plan: Bench, words: str) -> None:
    loaded = plan.loads(*words.split())

    assert loaded & {"textual", "git", "jinja2", "tomlkit"} == set()


def test_check_of_an_unchanged_plan_loads_no_model(plan: Bench) -> None:
    plan.loads("check", "--today", "2022-09-28")

    loaded = plan.loads("check", "--today", "2022-09-28")

    assert loaded & {"workbook.model.commitment", "workbook.check.catalogue", "tomli"} == set()
    assert "workbook.check.verdicts" in loaded


def test_help_loads_no_command(plan: Bench) -> None:
    loaded = plan.loads("--help")

    assert loaded & {"workbook.cli.check", "workbook.desk.opening", "msgspec"} == set()


@pytest.mark.parametrize(
    "words",
    [
        ["check", "--at", ""],
        ["check", "--since", ""],
        ["check", "--dir", ""],
        ["--dir", "", "check"],
        ["list", "commitments", "--at", ""],
        ["render", "agenda", "--for", ""],
        ["render", "agenda", "", "--for", "NOR"],
        ["analyse", "coverage", "--for", ""],
        ["log", ""],
        ["diff", "--since", ""],
        ["merge", ""],
        ["undo", ""],
        ["explain", ""],
        ["retire", "NOR-C-7K3Q", "--reason", " "],
        ["set", "NOR-C-7K3Q", "quantity=7", "--reason", ""],
        ["edit", "NOR-C-7K3Q", "--reason", ""],
        ["acknowledge", "NOR-C-7K3Q", "WB302", "--reason", ""],
        ["merge", "theirs", "--with-errors", ""],
        ["merge", "theirs", "--with-errors", " "],
        ["review", "NOR-P-7K3Q", "--verdict", "object", "--text", ""],
        ["propose", "Shells", "--purpose", ""],
    ],
)
def test_an_empty_name_is_not_taken_for_none(plan: Bench, words: list[str]) -> None:
    done = plan.run(*words)

    assert (done.exit_code, done.stdout) == (2, "")
    assert "it is empty; name what is meant, or leave it out." in done.stderr
