"""The command `diff`: what changed between two states of the plan, in words.

In: up to two states, and ids of records to look at. Out: text, Markdown or JSON on standard output, and an
exit code: 1 where errors were introduced.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from workbook.cli.boundary import CLEAN, FOUND
from workbook.cli.options import Standpoint, format_option, said, standing
from workbook.cli.terminal import emit, terminal

if TYPE_CHECKING:
    from pathlib import Path

    from workbook.desk.telling.plans import Comparison
    from workbook.desk.telling.versions import Version


@click.command("diff")
@click.argument("words", metavar="[A [B]] [REF ...]", nargs=-1)
@click.option(
    "--since",
    metavar="MEETING",
    callback=said,
    help="Compare the files here with the plan as of that meeting.",
)
@click.option("--record", "records", metavar="REF", multiple=True, help="Look at this record only.")
@standing(at=False)
@format_option("text", "markdown", "json")
def command(
    standpoint: Standpoint, words: Sequence[str], since: str | None, records: Sequence[str], style: str
) -> int:
    """Tell what changed from A to B, record by record, and which findings came and went.

    \b
    A and B are each a branch, a tag, a commit, a day (2022-09-28), a meeting's id, INDEX for what is staged,
    or WORKTREE for the files here. Without B it is the files here; without A, the last commit. A..B is as in
    git.

    Words that look like ids (NOR-C-7K3Q) choose records; `--record` also takes a path or a slug. Exits with 1
    where errors were introduced.
    """
    return diff_plans(standpoint, words=words, since=since or "", records=records, style=style)


def diff_plans(
    standpoint: Standpoint, *, words: Sequence[str], since: str, records: Sequence[str], style: str
) -> int:
    """Print what changed between two states of the plan, and give the exit code."""
    from workbook.desk.telling.plans import compare_plans
    from workbook.findings import Severity

    states, refs = _sorted_out(words)
    states = [state for word in states for state in _parted(word)]
    if since:
        states = [since, *states]
    if len(states) > 2:
        raise click.UsageError(f"{states[2]!r} is one state too many: two are compared.")
    before, after = _open(standpoint.folder, states)
    only = _ids((*refs, *records), before, after)
    compared = compare_plans(before.plan, after.plan, today=standpoint.today, only=only)
    emit(_told(compared, before, after, style))
    has_errors = any(one.severity is Severity.ERROR for one in compared.outcome.introduced)
    return FOUND if has_errors else CLEAN


def _sorted_out(words: Sequence[str]) -> tuple[list[str], list[str]]:
    from workbook.model.references import ID_IN_TEXT

    refs = [word for word in words if ID_IN_TEXT.fullmatch(word)]
    return [word for word in words if word not in refs], refs


def _parted(word: str) -> list[str]:
    """Take `A..B` apart as git does, for which a side left out is the last commit."""
    first, dots, second = word.partition("..")
    if second.startswith("."):
        raise click.UsageError(
            f"{word!r} asks for a comparison with where both parted, which is not to be had: write A..B."
        )
    return [first or "HEAD", second or "HEAD"] if dots else [word]


def _open(folder: "Path", states: Sequence[str]) -> "tuple[Version, Version]":
    from workbook.desk.telling.versions import open_version

    first, second = (*states, "", "")[:2]
    # The files here first: where no plan lies, that is said, and not that nothing is committed.
    after = open_version(folder, second)
    return open_version(folder, first or "HEAD"), after


def _ids(refs: Sequence[str], before: "Version", after: "Version") -> list[str]:
    """Give the ids that words mean, in either state: a record may be gone in one of them."""
    from workbook.desk.finding import UnknownRecordError, find_file

    ids = []
    for ref in refs:
        try:
            ids.append(find_file(ref, after.plan.workbook).id)
        except UnknownRecordError:
            ids.append(find_file(ref, before.plan.workbook).id)
    return ids


def _told(compared: "Comparison", before: "Version", after: "Version", style: str) -> str:
    from workbook.cli.diff_forms import diff_json, diff_markdown, diff_text

    if style == "json":
        return diff_json(compared, before, after)
    if style == "markdown":
        return diff_markdown(compared, before, after)
    return diff_text(compared, before, after, terminal())
