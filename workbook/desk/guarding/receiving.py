"""One push, from what git tells its hooks to a verdict: who pushes, what would move, whether it may.

In: the shared repository, the lines that git gives its hooks, and the environment that the transport set.
Out: `Refusal`s, none where all of it is taken in. Each verdict is in the journal before it is given.
"""

import fcntl
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import BinaryIO

from workbook.desk.guarding.journal import note_moves
from workbook.desk.guarding.refs import MAIN
from workbook.desk.guarding.refusal import Refusal
from workbook.desk.guarding.second_look import STATE
from workbook.desk.guarding.server_file import Limits, ServerFile, read_server_file
from workbook.desk.guarding.supervising import judged_within
from workbook.desk.guarding.updates import Update, read_updates
from workbook.model.display import clean_line
from workbook.vcs.plumbing import Repository
from workbook.vcs.quarantine import QUARANTINE
from workbook.vcs.races import SOMEBODY_FASTER

_LOCK = "main.lock"
_PAUSE_S = 0.02


def receive(folder: Path, lines: BinaryIO, environ: Mapping[str, str], *, today: date) -> Sequence[Refusal]:
    """Judge a push before anything of it can be seen.

    Raises:
        WorkbookError: it cannot be judged, so it must not be taken in.
        OSError: the verdict cannot be written into the journal, so it does not hold.
    """
    repository = Repository.find(folder)
    server = read_server_file(repository.git_folder)
    state = repository.git_folder / STATE
    state.mkdir(mode=0o750, exist_ok=True)
    account = environ.get(server.identity, "")
    nation = server.accounts.get(account, "")
    updates = read_updates(lines, server.limits.refs)
    refused = _stranger(server, account, nation) or _bulk(updates, server.limits)
    if not refused:
        pushed = Path(environ[QUARANTINE]) if QUARANTINE in environ else None
        refused = _judged(repository, server, state, updates, nation, pushed, today)
    note_moves(state, account, nation, updates, why=refused[0].rule if refused else "")
    return refused


def _stranger(server: ServerFile, account: str, nation: str) -> Sequence[Refusal]:
    if nation:
        return ()
    if not account:
        words = (
            f"The server does not say who pushes ({server.identity} is not set), so nothing is taken in; ask "
            "its keeper."
        )
        return [Refusal(ref="", rule="no-identity", message=words)]
    shown = clean_line(account)
    words = f"The account {shown!r} speaks for no nation here, so it may not push; ask the server's keeper."
    return [Refusal(ref="", rule="unknown-account", message=words)]


def _bulk(updates: Sequence[Update], limits: Limits) -> Sequence[Refusal]:
    if len(updates) <= limits.refs:
        return ()
    words = f"A push may move {limits.refs:,} branches and tags at most; push fewer at once."
    return [Refusal(ref="", rule="too-many-refs", message=words)]


def _judged(
    repository: Repository,
    server: ServerFile,
    state: Path,
    updates: Sequence[Update],
    nation: str,
    pushed: Path | None,
    today: date,
) -> Sequence[Refusal]:
    def work() -> Sequence[Refusal]:
        # Imported in the child: whoever is refused before pays for none of it.
        from workbook.desk.guarding.judged_push import Push, judge_push

        push = Push(updates=updates, nation=nation, pushed=pushed)
        return judge_push(repository, server, state, push, today=today)

    if not any(one.name == MAIN for one in updates):
        return judged_within(server.limits, work, state)
    with _turn(state / _LOCK, server.limits.seconds) as is_mine:
        if is_mine:
            return judged_within(server.limits, work, state)
    words = f"{SOMEBODY_FASTER}: others are publishing to main; bring that in, then push again."
    return [Refusal(ref=MAIN, rule="moved-meanwhile", message=words)]


@contextmanager
def _turn(lock: Path, patience_s: float) -> Iterator[bool]:
    """Wait until nobody else's push to main is judged: of those that wait, most need no judging then."""
    handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640)
    try:
        yield _locked(handle, time.monotonic() + patience_s)
    finally:
        os.close(handle)


def _locked(handle: int, until: float) -> bool:
    while time.monotonic() < until:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_PAUSE_S)
            continue
        return True
    return False
