"""The earlier state that a paper tells changes from: found by a person's word, released by both days' rules.

In: a folder, a word for a state (a branch, tag, commit, day, or a meeting's id), and where the look is from.
Out: `EarlierState`; and what an audience may see of the change since. Papers name the day of that state and
never a commit, which would depend on hidden records.
"""

from datetime import date
from pathlib import Path

import msgspec

from workbook.desk.opening import open_plan
from workbook.errors import WorkbookError
from workbook.records.workbook import Workbook
from workbook.release.audience import Audience
from workbook.release.released import Gate
from workbook.render.since import Since


class EarlierState(msgspec.Struct, frozen=True):
    """A plan as it was, and the day of that state."""

    day: date
    workbook: Workbook


class LaterStateError(WorkbookError):
    """What should be the earlier state is a later one."""

    def __init__(self, word: str, than: str) -> None:
        super().__init__(
            f"{word!r} is later than {than}, so nothing can have changed since: give an earlier state with "
            "--since."
        )


def earlier_state(start: Path, word: str, *, at: str = "", today: date) -> EarlierState:
    """Open the plan as it was in an earlier state; `at` is the revision of the look back, "" for the files.

    Raises:
        WorkbookError: the word names no state, one without a plan, or one later than the look.
    """
    from workbook.desk.folders import plan_repository
    from workbook.desk.past import day_at
    from workbook.desk.telling.versions import revision_of
    from workbook.vcs.program import ask
    from workbook.vcs.revision import day_named

    repository = plan_repository(start)
    revision = revision_of(repository, word)
    named = day_named(revision)
    if named is not None and not at and named > today:
        raise LaterStateError(word, today.isoformat())
    commit = repository.resolve(revision)
    if at:
        other = repository.resolve(at)
        is_before = ask(repository.top, "merge-base", "--is-ancestor", other, commit).code == 0
        if (is_before and commit != other) or day_at(start, revision) > day_at(start, at):
            raise LaterStateError(word, at)
    return EarlierState(day_at(start, revision), open_plan(start, at=revision).workbook)


def change_since(state: EarlierState, gate: Gate, audience: Audience) -> Since:
    """Release to an audience what changed since an earlier state."""
    return Since(day=state.day, change=gate.release_since(Gate(state.workbook), audience))
