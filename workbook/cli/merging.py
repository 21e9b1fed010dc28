"""Merge a branch and tell all of it: what the command `merge` does once its words are read.

In: plain values. Out: what the merge changes, and an exit code. It knows no click, so that the plainest call
starts without it.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from workbook.cli.boundary import CLEAN, FOUND, lasting
from workbook.cli.terminal import Terminal, emit, note, terminal
from workbook.model.display import clean_line

if TYPE_CHECKING:
    from workbook.desk.merging.beginning import Beginning
    from workbook.desk.merging.joining import Joining
    from workbook.desk.session import Session

NOT_MERGED = "Not merged, because it would bring errors in: mend them first, or say --with-errors REASON."


def merge_branch(
    folder: Path,
    *,
    today: date,
    branch: str,
    with_errors: str = "",
    explain: bool = False,
    dry_run: bool = False,
) -> int:
    """Merge a branch, tell all of it, and give the exit code."""
    with _opened(folder, today, branch, writes=not dry_run) as (session, beginning):
        return _merge(session, branch, beginning, with_errors=with_errors, explain=explain, dry_run=dry_run)


@contextmanager
def _opened(folder: Path, today: date, branch: str, *, writes: bool) -> "Iterator[tuple[Session, Beginning]]":
    """Open the plan and begin the merge, and import all that is needed later while two processes do so."""
    from workbook.desk.opening import listing_files

    with listing_files(folder) as listing, _begun(folder, branch, writes=writes) as beginning:
        import workbook.analysis.contention
        import workbook.analysis.sustainment
        import workbook.change.outcome
        import workbook.check.catalogue
        import workbook.check.changes
        import workbook.cli.outlook
        import workbook.desk.merging.joining
        import workbook.records.places  # noqa: F401
        from workbook.desk.session import Session

        yield Session.find(folder, today=today, listing=listing), beginning


def _begun(folder: Path, branch: str, *, writes: bool) -> "AbstractContextManager[Beginning]":
    # Before there are two processes that both need them.
    import subprocess  # noqa: F401

    import workbook.records.reading  # noqa: F401
    from workbook.desk.merging.beginning import begun_ahead

    return begun_ahead(folder, branch, writes=writes)


def _merge(
    session: "Session",
    branch: str,
    beginning: "Beginning",
    *,
    with_errors: str,
    explain: bool,
    dry_run: bool,
) -> int:
    from workbook.desk.merging.joining import joined

    with joined(session, branch, beginning, writes=not dry_run, with_errors=with_errors) as joining:
        lasting((session, joining))
        return _ended(session, joining, with_errors=with_errors, explain=explain, dry_run=dry_run)


def _ended(session: "Session", joining: "Joining", *, with_errors: str, explain: bool, dry_run: bool) -> int:
    """Take a merge or leave it, tell all of it, and give the exit code."""
    from workbook.cli.outlook import saved_text
    from workbook.desk.merging.joining import leave, take
    from workbook.desk.session import Saved

    screen = terminal()
    is_left = bool(joining.conflicted) and not dry_run
    lines = list(_told(session, joining, screen, explain=explain, is_left=is_left))
    if joining.conflicted:
        if is_left:
            leave(session, joining)
            lines.append("Settle them with `workbook resolve`, then `workbook merge --continue`.")
        emit("\n".join(lines))
        return FOUND
    if joining.errors and not with_errors:
        emit("\n".join(lines))
        note(f"workbook: {NOT_MERGED}")
        return FOUND
    if not dry_run:
        commit = take(session, joining, with_errors=with_errors)
        if commit == joining.theirs:
            name, stood = clean_line(joining.names.ours), screen.paint(commit[:10], "bold")
            lines.append(f"Nothing had to be merged: {name} moved on to {stood}.")
        else:
            lines.append(saved_text([Saved(commit=commit, layer="")], joining.subject, screen))
    emit("\n".join(lines))
    return CLEAN


def continue_merge(folder: Path, *, today: date, with_errors: str) -> int:
    """Finish a merge whose conflicts are settled, and give the exit code."""
    from workbook.cli.outlook import outcome_text, saved_text
    from workbook.desk.merging.finishing import finish
    from workbook.desk.merging.settling import stage_settled
    from workbook.desk.session import Saved, Session

    session = Session.open(folder, today=today)
    left = stage_settled(session)
    if left:
        words = [file.word(conflict) for file in left for conflict in file.conflicts]
        way = "settle them by `workbook resolve`"
        note(f"workbook: Not finished, because conflicts are left: {', '.join(words)}; {way}.")
        return FOUND
    screen = terminal()
    ending = finish(session, with_errors=with_errors)
    lines = outcome_text(ending.outcome.introduced, ending.outcome.fixed, screen)
    if not ending.commit:
        emit("\n".join(lines))
        note(f"workbook: {NOT_MERGED}")
        return FOUND
    emit("\n".join([*lines, saved_text([Saved(commit=ending.commit, layer="")], ending.subject, screen)]))
    return CLEAN


def _told(
    session: "Session", joining: "Joining", screen: Terminal, *, explain: bool, is_left: bool
) -> Iterator[str]:
    from workbook.change.merge import BOTH_ALIKE
    from workbook.cli.outlook import outcome_text
    from workbook.cli.report import counted

    taken, both = len(joining.parts.taken), len(joining.merged)
    resolutions = [one for merged in joining.merged for one in merged.result.resolutions]
    decided = sum(one.words != BOTH_ALIKE for one in resolutions)
    theirs = clean_line(joining.names.theirs)
    way = "`workbook merge --explain`" if is_left else "--explain"
    yield f"{joining.subject}: {counted(both, 'file')} changed on both sides, {taken:,} on {theirs} only."
    if explain:
        yield from (f"  {line}" for line in joining.decisions)
    elif decided:
        yield f"{counted(decided, 'field')} decided by meaning; {way} lists them."
    if joining.conflicted:
        from workbook.cli.resolve import dispute_lines
        from workbook.desk.merging.contests import disputes

        yield from dispute_lines(disputes(session, joining), screen)
        return
    assert joining.outlook is not None
    yield from outcome_text(joining.outlook.introduced, joining.outlook.fixed, screen)
