"""Options that many commands share: where the plan lies, what day it is, and as of which revision.

They may stand before the command or after it; the later one counts. A command gets them as one
`Standpoint`. Click lives here and in the commands; what they call gets plain values.
"""

from collections.abc import Callable
from datetime import date
from functools import update_wrapper
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from workbook.cli.clock import FIRST_YEAR, LAST_YEAR, today_here
from workbook.cli.completing import revisions
from workbook.cli.early import Early

if TYPE_CHECKING:
    from pathlib import Path

DIR_HELP = "The folder of the workbook; left out: here, or the nearest above that has one."
TODAY_HELP = "The day to take for today, as 2022-09-28."
PAST_TODAY_HELP = f"{TODAY_HELP[:-1]}; left out: the day of --at, else the day it is."
AT_HELP = (
    "Look at the plan as of a branch, tag, commit, meeting or day (2022-09-28), on the day of that commit, "
    "not at the files here."
)


class Standpoint(NamedTuple):
    """From where and when a plan is looked at; `at` is a revision, "" for the files as they are."""

    folder: "Path"
    today: date
    at: str = ""


class Day(click.ParamType[date]):
    """A day as `2022-09-28`."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day, or say what is wanted."""
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2022-09-28.", param, ctx)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.fail(f"{value!r} lies outside the years {FIRST_YEAR} to {LAST_YEAR}.", param, ctx)
        return day


def said(context: click.Context, param: click.Parameter, value: Any) -> Any:
    """Refuse an empty word where a name is wanted: a variable left empty must not mean "all" or "mine"."""
    from click.core import ParameterSource

    words = value if isinstance(value, tuple) else (value,)
    is_empty = any(isinstance(word, str) and not word.strip() for word in words)
    if is_empty and context.get_parameter_source(param.name or "") is ParameterSource.COMMANDLINE:
        raise click.BadParameter("it is empty; name what is meant, or leave it out.", context, param)
    return value


def standing(*, at: bool) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Give a command `--dir`, `--today` and, where it makes sense, `--at`, as one `standpoint`."""

    def decorate(function: Callable[..., int]) -> Callable[..., int]:
        @click.pass_context
        def with_standpoint(context: click.Context, /, **options: Any) -> int:
            # Imported here: help has no use for it, and it costs as much as a third of click.
            from pathlib import Path

            early: Early = context.find_object(Early) or Early()
            folder = options.pop("folder") or early.folder or "."
            at = _revision(Path(folder), options.pop("at", None) or "")
            today = options.pop("today") or early.today or _today(Path(folder), at)
            return function(Standpoint(folder=Path(folder), today=today, at=at), **options)

        wrapped: Callable[..., int] = update_wrapper(with_standpoint, function)
        if at:
            wrapped = click.option(
                "--at", metavar="REV", callback=said, shell_complete=revisions, help=AT_HELP
            )(wrapped)
        day_help = PAST_TODAY_HELP if at else TODAY_HELP
        wrapped = click.option("--today", type=Day(), metavar="DATE", help=day_help)(wrapped)
        return click.option("--dir", "folder", metavar="DIR", callback=said, help=DIR_HELP)(wrapped)

    return decorate


def _revision(folder: "Path", at: str) -> str:
    """Give the revision to look back to; of a meeting that has no tag, its day."""
    if not at:
        return ""
    from workbook.desk.folders import plan_repository
    from workbook.desk.telling.versions import revision_of

    return revision_of(plan_repository(folder), at)


def _today(folder: "Path", at: str) -> date:
    """Give the day of a look back, else the day it is."""
    if not at:
        return today_here()
    from workbook.desk.past import day_at

    return day_at(folder, at)


def format_option(*formats: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Give a command `--format`, with the first of these as what is taken without it."""
    return click.option(
        "--format", "style", type=click.Choice(formats), default=formats[0], show_default=True,
        help="The form of the result.",
    )  # fmt: skip


def saving_options(function: Callable[..., int]) -> Callable[..., int]:
    """Give a command `--dry-run` and `--no-commit`, as `dry_run` and `no_commit`."""
    commit_help = "Leave the change in the files, for you to commit."
    return dry_run_option(click.option("--no-commit", is_flag=True, help=commit_help)(function))


def dry_run_option(function: Callable[..., int]) -> Callable[..., int]:
    """Give a command `--dry-run`, as `dry_run`."""
    return click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")(
        function
    )
