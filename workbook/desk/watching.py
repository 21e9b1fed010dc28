"""Noticing that files of the plan changed outside: in an editor, by another program, by git.

In: a session. Out: for each burst of changes a plan opened anew and judged; what the session wrote itself is
no news. Nothing is written, and nothing of the session is touched here.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

from workbook.desk.opening import OpenPlan, open_plan
from workbook.desk.session import Session
from workbook.errors import WorkbookError
from workbook.records.paths import LAYERS, PLANS

_TOML = ".toml"


class News:
    """A plan that others changed, and the paths that they did it at."""

    def __init__(self, plan: OpenPlan, paths: tuple[str, ...]) -> None:
        self.plan = plan
        self.paths = paths


async def news(session: Session) -> AsyncIterator[News]:
    """Wait for changes of files; a plan that cannot be opened for the moment is left until the next one."""
    from watchfiles import awatch

    top = session.plan.top.resolve()
    folders = [folder for folder in (top / PLANS, top / LAYERS) if folder.is_dir()]
    async for changes in awatch(*folders, debounce=400, step=50, recursive=True):
        paths = sorted({_inner(top, one) for _, path in changes for one in _files(Path(path))})
        fresh = unknown(session, paths)
        if fresh:
            plan = await asyncio.to_thread(_opened, session)
            if plan is not None:
                yield News(plan, fresh)


def unknown(session: Session, paths: Iterable[str]) -> tuple[str, ...]:
    """Give the paths at which there is other than what the session knows by now."""
    return tuple(path for path in paths if _is_news(session, path))


def _files(path: Path) -> Iterable[Path]:
    """Give the records at a path; of a new folder all in it, as they came before it was watched."""
    if path.is_dir():
        return path.rglob(f"*{_TOML}")
    return (path,) if path.suffix == _TOML else ()


def _inner(top: Path, path: Path) -> str:
    return path.relative_to(top).as_posix()


def _is_news(session: Session, path: str) -> bool:
    """Say whether a file holds other than what the session knows or has written."""
    try:
        now: bytes | None = (session.plan.top / path).read_bytes()
    except OSError:
        now = None
    return not session.knows(path, now)


def _opened(session: Session) -> OpenPlan | None:
    """Open the plan anew and judge it, so that showing it waits for nothing."""
    try:
        plan = open_plan(session.plan.top)
        plan.judgement(today=session.today)
    except (WorkbookError, OSError):
        return None
    return plan
