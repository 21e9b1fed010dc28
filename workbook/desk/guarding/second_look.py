"""The last look before a ref moves: that this very move was judged, and by claims that still stand.

In: the moves that git has prepared, with their locks held. Out: a sentence on why they may not happen, "" for
none. A push is judged before git locks anything, so an objection could land in between and be lost; here it
is not:

    main is locked, then the locks of reviews are looked at     a review is locked, then that of main
    one is there    -> main gives way                           it is there -> wait until main has moved
    none is there   -> claims must be those that were judged    it is not   -> go on

Of two that meet, at least one sees the other, as each locks before it looks. All of this is of one machine.

Source: githooks(5), "reference-transaction"; lockfile.h of git: a ref `x` is locked by a file `x.lock`.
"""

import hashlib
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec

from workbook.desk.guarding.refs import MAIN, PROPOSALS, REVIEWS, Update, is_claim
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import run
from workbook.vcs.quarantine import SOMEBODY_FASTER

JUDGED, MOVED = "judged", "moved"
_KEPT_S = 3_600
_MAIN_TAKES_S = 10.0
_REVIEW_TAKES_S = 0.5
_PAUSE_S = 0.01


class Judged(Update, frozen=True, kw_only=True):
    """A move that was found good, and by which claims, as a digest; "" where they do not matter."""

    claims: str = ""


def claims_digest(refs: Mapping[str, str]) -> str:
    """Name a state of all claims."""
    lines = sorted(f"{name} {tip}\n" for name, tip in refs.items() if is_claim(name))
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def remember(state: Path, judged: Sequence[Judged]) -> None:
    """Keep for the second look what was found good; forget what is old."""
    folder = state / JUDGED
    folder.mkdir(exist_ok=True)
    now = time.time()
    for path in folder.iterdir():
        if now - path.stat().st_mtime > _KEPT_S:
            path.unlink(missing_ok=True)
    for one in judged:
        path = folder / _name(one)
        beside = path.with_suffix(f".{os.getpid()}")
        beside.write_bytes(msgspec.json.encode(one))
        beside.replace(path)


def look_again(repository: Repository, state: Path, moves: Sequence[Update], *, today: date) -> str:
    """Say why moves that are prepared may not happen after all; "" where they may."""
    for move in moves:
        known = _remembered(state, move)
        if known is None:
            return f"{move.name} was not judged to move so, so it does not; ask the keeper of the server."
        if said := _meets(repository, known):
            return said
    for move in moves:
        _note_day(state, move, today)
    return ""


def moved_on(state: Path) -> Mapping[str, date]:
    """Give the days, by the server's clock, on which the branches of proposals were moved last."""
    found = {}
    for path in (state / MOVED).glob("*-P-*"):
        try:
            found[f"{PROPOSALS}{path.name}"] = date.fromisoformat(path.read_text(encoding="ascii"))
        except (OSError, ValueError):
            # Where no day is known, silence is no consent.
            continue
    return found


def _meets(repository: Repository, judged: Judged) -> str:
    heads = repository.git_folder / "refs" / "heads"
    if is_claim(judged.name):
        if _gone(lambda: (heads / "main.lock").exists(), _MAIN_TAKES_S):
            return ""
        return f"{SOMEBODY_FASTER}: main is being moved; push again."
    if judged.name != MAIN or not judged.claims:
        return ""
    if not _gone(lambda: any(_locks(heads)), _REVIEW_TAKES_S):
        return f"{SOMEBODY_FASTER}: a proposal or review is landing just now; look at it, then push again."
    if claims_digest(_claims(repository)) != judged.claims:
        return f"{SOMEBODY_FASTER}: proposals or reviews changed while main was judged; push again."
    return ""


def _claims(repository: Repository) -> Mapping[str, str]:
    out = run(repository.top, "for-each-ref", "--format=%(objectname) %(refname)", PROPOSALS, REVIEWS)
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


def _remembered(state: Path, move: Update) -> Judged | None:
    try:
        found = msgspec.json.decode((state / JUDGED / _name(move)).read_bytes(), type=Judged)
    except (OSError, msgspec.DecodeError):
        return None
    return found if (found.name, found.old, found.new) == (move.name, move.old, move.new) else None


def _name(move: Update) -> str:
    text = f"{move.name} {move.old} {move.new}"
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def _note_day(state: Path, move: Update, today: date) -> None:
    if not move.name.startswith(PROPOSALS):
        return
    path = state / MOVED / move.name.removeprefix(PROPOSALS)
    if not move.new:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(exist_ok=True)
    path.write_text(today.isoformat(), encoding="ascii")
