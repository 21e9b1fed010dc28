"""The journal of a server: who pushed what when, and what became of it; only ever added to.

In: entries. Out: one line of JSON for each, on the disk before the guard gives its verdict. A line that a
crash cut short is ended by the next writer, so that every other line stays whole.
"""

import fcntl
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from workbook.desk.guarding.updates import Update
from workbook.model.display import clean_line

NAME = "journal.jsonl"
TAKEN, REFUSED = "taken", "refused"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One ref of one push: `account` as the transport named it, and the rule by which it was refused."""

    time: datetime
    account: str
    nation: str
    ref: str
    old: str
    new: str
    verdict: str
    why: str = ""


def note_moves(folder: Path, account: str, nation: str, moves: Sequence[Update], *, why: str = "") -> None:
    """Put on record what became of each move of a push: refused, where a rule says why, else taken.

    Raises:
        OSError: it cannot be written.
    """
    now, verdict = datetime.now(UTC), REFUSED if why else TAKEN
    write_entries(
        folder,
        [
            Entry(
                time=now,
                account=clean_line(account),
                nation=nation,
                ref=clean_line(one.name),
                old=one.old,
                new=one.new,
                verdict=verdict,
                why=why,
            )
            for one in moves
        ],
    )


def write_entries(folder: Path, entries: Sequence[Entry]) -> None:
    """Add entries to the journal in a folder, whole, whoever else writes there at the same time.

    Raises:
        OSError: it cannot be written.
    """
    lines = b"".join(msgspec.json.encode(entry) + b"\n" for entry in entries)
    handle = os.open(
        folder / NAME, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o640
    )
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        size = os.fstat(handle).st_size
        is_cut = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
        _write_all(handle, b"\n" + lines if is_cut else lines)
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_all(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]
