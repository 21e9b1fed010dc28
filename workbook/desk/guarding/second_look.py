"""The last look before a ref moves: that this very move was judged, and by claims that still stand.

In: the moves that git has prepared, with their locks held. Out: a sentence on why they may not happen, "" for
none. A push is judged before git locks anything, so an objection could land in between and be lost; here it
is not:

    main is locked, then the locks of reviews are looked at     a review is locked, then that of main
    one is there    -> main gives way                           it is there -> wait until main has moved
    none is there   -> claims must be those that were judged    it is not   -> go on

Of two that meet, at least one sees the other, as each locks before it looks. All of this is of one machine.
Light to import, as every push waits for it.

Source: githooks(5), "reference-transaction"; lockfile.h of git: a ref `x` is locked by a file `x.lock`.
"""

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import BinaryIO

from workbook.desk.guarding.refs import MAIN, PROPOSALS, REVIEWS, is_claim
from workbook.desk.guarding.updates import Update, read_updates
from workbook.vcs.program import run
from workbook.vcs.races import SOMEBODY_FASTER

STATE, AGAIN = "workbook-guard", "second-look"
_JUDGED, _MOVED = "judged", "moved"
_MOST = 10_000
_KEPT_S = 3_600
_NOT_JUDGED = "This was not judged to move so, so it does not; ask the keeper of the server."
_MAIN_TAKES_S = 10.0
_REVIEW_TAKES_S = 0.5
_PAUSE_S = 0.01


def claims_digest(refs: Mapping[str, str]) -> str:
    """Name a state of all claims."""
    lines = sorted(f"{name} {tip}\n" for name, tip in refs.items() if is_claim(name))
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def remember(state: Path, judged: Sequence[Update], claims: str) -> None:
    """Keep for the second look what was found good, and by which claims; forget what is old."""
    folder = state / _JUDGED
    folder.mkdir(exist_ok=True)
    now = time.time()
    for path in folder.iterdir():
        if now - path.stat().st_mtime > _KEPT_S:
            path.unlink(missing_ok=True)
    for one in judged:
        path = folder / _name(one)
        beside = path.with_suffix(f".{os.getpid()}")
        beside.write_text(json.dumps([*one, claims]), encoding="ascii")
        beside.replace(path)


def confirm_moves(folder: Path, lines: BinaryIO, environ: Mapping[str, str], *, today: date) -> str:
    """Say why moves that git has prepared in a bare repository may not happen after all; "" where they may.

    What the keeper of the server does there by hand is no push, and is let through.

    Raises:
        WorkbookError: it cannot be told, so they must not.
    """
    moves = [one for one in read_updates(lines, _MOST) if one.name != "HEAD"]
    for move in moves:
        claims = _remembered(folder / STATE, move)
        if claims is None and _is_by_hand(folder, environ):
            return ""
        said = _NOT_JUDGED if claims is None else _meets(folder, move, claims)
        if said:
            _put_on_record(folder, environ, moves)
            return said
    for move in moves:
        _note_day(folder / STATE, move, today)
    return ""


def moved_on(state: Path) -> Mapping[str, date]:
    """Give the days, by the server's clock, on which the branches of proposals were moved last."""
    found = {}
    for path in (state / _MOVED).glob("*-P-*"):
        # Where no day is known, silence is no consent.
        with suppress(OSError, ValueError):
            found[f"{PROPOSALS}{path.name}"] = date.fromisoformat(path.read_text(encoding="ascii"))
    return found


def _is_by_hand(folder: Path, environ: Mapping[str, str]) -> bool:
    from workbook.desk.guarding.server_file import read_server_file

    return read_server_file(folder).identity not in environ


def _put_on_record(folder: Path, environ: Mapping[str, str], moves: Sequence[Update]) -> None:
    """Say in the journal that what was found good did not move after all."""
    from workbook.desk.guarding.journal import note_moves
    from workbook.desk.guarding.server_file import read_server_file

    server = read_server_file(folder)
    account = environ.get(server.identity, "")
    note_moves(folder / STATE, account, server.accounts.get(account, ""), moves, why=AGAIN)


def _meets(folder: Path, move: Update, claims: str) -> str:
    heads = folder / "refs" / "heads"
    if is_claim(move.name):
        if _gone(lambda: (heads / "main.lock").exists(), _MAIN_TAKES_S):
            return ""
        return f"{SOMEBODY_FASTER}: main is being moved; push again."
    if move.name != MAIN:
        return ""
    if not _gone(lambda: any(_locks(heads)), _REVIEW_TAKES_S):
        return f"{SOMEBODY_FASTER}: a proposal or review is landing just now; look at it, then push again."
    if claims_digest(_claims(folder)) != claims:
        return f"{SOMEBODY_FASTER}: proposals or reviews changed while main was judged; push again."
    return ""


def _claims(folder: Path) -> Mapping[str, str]:
    out = run(folder, "for-each-ref", "--format=%(objectname) %(refname)", PROPOSALS, REVIEWS)
    rows = [line.split(" ", 1) for line in out.decode("utf-8", "surrogateescape").splitlines()]
    return {name: tip for tip, name in rows}


def _locks(heads: Path) -> Iterator[str]:
    for area in ("proposal", "review"):
        for _, _, files in os.walk(heads / area):
            yield from (name for name in files if name.endswith(".lock"))


def _gone(is_there: Callable[[], bool], patience_s: float) -> bool:
    """Wait for a lock to go."""
    until = time.monotonic() + patience_s
    while is_there():
        if time.monotonic() > until:
            return False
        time.sleep(_PAUSE_S)
    return True


def _remembered(state: Path, move: Update) -> str | None:
    """Give the claims that a move was judged by; None for one that was not found good."""
    try:
        found = json.loads((state / _JUDGED / _name(move)).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    is_this = isinstance(found, list) and found[:-1] == list(move) and isinstance(found[-1], str)
    return found[-1] if is_this else None


def _name(move: Update) -> str:
    return hashlib.sha256(" ".join(move).encode("utf-8", "surrogateescape")).hexdigest()


def _note_day(state: Path, move: Update, today: date) -> None:
    if not move.name.startswith(PROPOSALS):
        return
    path = state / _MOVED / move.name.removeprefix(PROPOSALS)
    if not move.new:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(exist_ok=True)
    path.write_text(today.isoformat(), encoding="ascii")
