"""The command line: which commands there are, and their help, without loading any of them.

Names and summaries come from `desk.actions`; a command's module is imported when it is run. The options
before the command are read here.
"""

import sys
from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NoReturn

import click

from workbook import __version__
from workbook.cli.boundary import CLEAN, guarded
from workbook.cli.clock import today_here
from workbook.cli.early import Early
from workbook.cli.options import DIR_HELP, TODAY_HELP, Day, said
from workbook.cli.terminal import emit, take_any_text
from workbook.desk.actions import ACTIONS
from workbook.errors import WorkbookError

# Opens the screens on a folder, on a day, to read only or not; what calls the command line brings it.
Screens = Callable[[str, date, bool], int]
COMMANDS = tuple(action.name for action in ACTIONS)


class NotTextError(WorkbookError):
    """A word of the command line that is no text."""

    def __init__(self, argument: str) -> None:
        shown = argument.encode(errors="surrogateescape").decode(errors="backslashreplace")
        super().__init__(f"The argument '{shown}' is not UTF-8 text; write it in UTF-8.")


class Program(click.Group):
    """A group of commands that imports a command only when it is run, and ends in one boundary."""

    def __init__(self, *words: Any, **settings: Any) -> None:
        super().__init__(*words, **settings)
        _tell_help(self)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that is named; what is wrong in its options points to its own help."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            name = ctx.invoked_subcommand
            command = self.get_command(ctx, name) if name and error.ctx is None else None
            if command is not None:
                error.ctx = click.Context(command, info_name=name, parent=ctx)
            raise

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """List the names of all commands, in the order of help."""
        return [action.name for action in ACTIONS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # same
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        from importlib import import_module

        # A command's module is named after it; the table of actions is the list of them.
        found: click.Command = import_module(f"workbook.cli.{cmd_name.replace('-', '_')}").command
        return _tell_help(found)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that a word names, or say which one is near."""
        if args[0] not in COMMANDS and not ctx.resilient_parsing and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0][:64], COMMANDS, n=1)
            advice = f" Did you mean {near[0]!r}?" if near else ""
            raise click.UsageError(f"No such command {args[0]!r}.{advice}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # same
        """Write the table of actions, section by section, importing none."""
        for section, actions in groupby(ACTIONS, key=lambda action: action.section):
            with formatter.section(section):
                formatter.write_dl([(action.name, action.summary) for action in actions], col_max=14)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        """Complete the name of a command from the table, importing none."""
        from click.shell_completion import CompletionItem

        found = [
            CompletionItem(action.name, help=action.summary)
            for action in ACTIONS
            if action.name.startswith(incomplete)
        ]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> NoReturn:  # type: ignore[override]  # one way out, whatever the caller asks
        """Run a command line and end with its exit code."""
        extra.pop("standalone_mode", None)
        words = list(sys.argv[1:] if args is None else args)
        sys.exit(guarded(lambda: self._run(words, prog_name or self.name or "", extra)))

    def _run(self, words: list[str], name: str, extra: dict[str, Any]) -> int:
        for word in words:
            if not word.isascii() and any("\ud800" <= letter <= "\udfff" for letter in word):
                raise NotTextError(word)
        take_any_text()
        code = super().main(words, name, standalone_mode=False, **extra)
        return code if isinstance(code, int) else CLEAN


def _tell_help(command: click.Command) -> click.Command:
    """Let a command print its help as results are printed, so that a full or closed output is told."""
    if command.add_help_option:
        command.add_help_option = False
        command.params.append(
            click.Option(
                ["-h", "--help"], is_flag=True, is_eager=True, expose_value=False, callback=_show_help,
                help="Show this message and exit.",
            )
        )  # fmt: skip
    return command


def _show_help(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        emit(context.get_help())
        context.exit(CLEAN)


@click.command(
    "workbook",
    cls=Program,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="`workbook COMMAND --help` tells more. Exit codes: 0 clean, 1 errors found, 2 wrong use, 3 a bug.",
)
@click.option("--dir", "folder", metavar="DIR", callback=said, help=DIR_HELP)
@click.option("--today", type=Day(), metavar="DATE", help=TODAY_HELP)
@click.option("--read-only", is_flag=True, help="Open the screens to look only.")
@click.option("--version", is_flag=True, help="Print the version.")
@click.pass_context
def program(
    context: click.Context, folder: str | None, today: date | None, read_only: bool, version: bool
) -> int:
    """Plan together: records in git, checked as one plan, and papers for each audience.

    Without a command the screens open, on the plan found here.
    """
    screens: Screens | None = context.obj
    context.obj = Early(folder=folder, today=today)
    if version:
        emit(f"workbook {__version__}")
        context.exit(CLEAN)
    if context.invoked_subcommand is None:
        if screens is not None and sys.stdin.isatty() and sys.stdout.isatty():
            return screens(folder or ".", today or today_here(), read_only)
        emit(context.get_help())
    return CLEAN
