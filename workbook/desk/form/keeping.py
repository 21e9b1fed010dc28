"""Drafts on disk, so that unsaved work outlives a crash or a lost terminal and is offered again.

In: drafts, one for each record. Out: the same, by whichever program opens the plan next. They lie with the
git data of the clone, readable by their writer alone; saving the record or dropping the draft takes it away.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from threading import Lock

import msgspec

from workbook.desk.form.draft import Draft
from workbook.desk.form.drafting import Complaint, Drafting
from workbook.desk.form.waiting import ENDING, drafts_folder
from workbook.desk.saving import write_whole
from workbook.records.paths import home_of, layer_of

_FORMAT = 1
_LARGEST = 32 << 20


class KeptDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A draft as it was kept, and when.

    `typed` is a whole text that could not be read, "" for none; `refused` are values, by the fields that
    could not hold them.
    """

    draft: Draft
    moment: datetime
    typed: str = ""
    refused: dict[str, Complaint] = {}


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: int
    path: str
    base: bytes | None
    text: bytes
    reason: str
    typed: str
    refused: dict[str, Complaint]
    moment: datetime


class Drafts:
    """The drafts of a plan; without git there is no place for them, and none is kept."""

    def __init__(self, top: Path) -> None:
        self._folder = drafts_folder(top)

    def keep(self, kept: KeptDraft) -> None:
        """Write a draft over the one that there was of its record.

        Raises:
            OSError: the system refuses; the draft before is as it was.
        """
        if self._folder is None:
            return
        draft = kept.draft
        file = _File(
            format=_FORMAT,
            path=draft.path,
            base=draft.base,
            text=draft.text,
            reason=draft.reason,
            typed=kept.typed,
            refused=kept.refused,
            moment=kept.moment,
        )
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        target = self._file(self._folder, draft.path)
        # Made empty at first: what is written in its place takes its mode over before it holds anything.
        with suppress(FileExistsError):
            os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600))
        write_whole(target, msgspec.json.encode(file))

    def forget(self, path: str) -> None:
        """Take the draft of a record away, if there is one."""
        if self._folder is not None:
            with suppress(FileNotFoundError):
                self._file(self._folder, path).unlink()

    def of(self, path: str) -> KeptDraft | None:
        """Give the draft of the record at a path; None where there is none that can be read."""
        return _read(self._file(self._folder, path)) if self._folder is not None else None

    def all(self) -> Sequence[KeptDraft]:
        """List the drafts that there are, the latest first."""
        return sorted(self._found(), key=lambda kept: kept.moment, reverse=True)

    def _found(self) -> Iterator[KeptDraft]:
        if self._folder is None or not self._folder.is_dir():
            return
        for file in sorted(self._folder.iterdir()):
            kept = _read(file) if file.name.endswith(ENDING) else None
            if kept is not None:
                yield kept

    @staticmethod
    def _file(folder: Path, path: str) -> Path:
        return folder / (blake2b(path.encode(errors="surrogatepass"), digest_size=16).hexdigest() + ENDING)


class Keeper:
    """Keeps what is drafted in a form, from any thread; the last to write writes what is drafted by then."""

    def __init__(self, drafts: Drafts, drafting: Drafting) -> None:
        self._drafts = drafts
        self._drafting = drafting
        self._lock = Lock()
        self._has_ended = False
        self._last: tuple[Draft, str, dict[str, Complaint]] | None = None

    def keep(self, moment: datetime) -> str:
        """Write the draft, or take it away where it says nothing; say why it cannot be done, "" if it is."""
        with self._lock:
            if self._has_ended:
                return ""
            drafting, refused = self._drafting, dict(self._drafting.complaints)
            kept = KeptDraft(draft=drafting.draft, moment=moment, typed=drafting.typed, refused=refused)
            state = (kept.draft, kept.typed, refused)
            try:
                if not drafting.has_changed:
                    self._drafts.forget(kept.draft.path)
                # Keys come quicker than a disk is sure of what it holds; whoever waited has nothing to add.
                elif state != self._last:
                    self._drafts.keep(kept)
            except OSError as refusal:
                return refusal.strerror or str(refusal)
            self._last = state
        return ""

    def end(self) -> None:
        """Take the draft away, and keep none from now on.

        Raises:
            OSError: the system refuses.
        """
        with self._lock:
            self._has_ended = True
            self._drafts.forget(self._drafting.draft.path)


def _read(file: Path) -> KeptDraft | None:
    """Read a draft; what a crash left half-made, or another version wrote, is none."""
    try:
        if file.stat().st_size > _LARGEST:
            return None
        found = msgspec.json.decode(file.read_bytes(), type=_File)
    except (OSError, msgspec.DecodeError):
        return None
    if found.format != _FORMAT or home_of(layer_of(found.path)[1]) is None or ".." in found.path.split("/"):
        return None
    draft = Draft(path=found.path, base=found.base, text=found.text, reason=found.reason)
    return KeptDraft(draft=draft, moment=found.moment, typed=found.typed, refused=found.refused)
