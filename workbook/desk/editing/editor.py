"""The user's own editor on a text: started, waited for, and what it left read back.

In: bytes and a name for the file. Out: a `DraftFile`, or None where nothing changed. The text lies in a
folder of its own that only the user can read, beside what it was before, and stays there until it is saved.
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import msgspec

from workbook.errors import WorkbookError

_BEFORE = ".before"
_FOUND_ELSEWHERE = ("sensible-editor", "nano", "vi")


class NoEditorError(WorkbookError):
    """No editor is known."""

    def __init__(self) -> None:
        super().__init__("No editor is known: name yours in the variable EDITOR, as in EDITOR=nano.")


class EditorFailedError(WorkbookError):
    """The editor said that it failed, so that what it left is not to be taken."""

    def __init__(self, command: str, code: int, path: Path | None) -> None:
        kept = f"your text is in {path}" if path is not None else "the text is as it was"
        super().__init__(f"The editor {command!r} ended with {code}, so nothing was taken over; {kept}.")


class DraftFile(msgspec.Struct, frozen=True, kw_only=True):
    """What the editor left, and where it lies."""

    data: bytes
    path: Path

    def forget(self) -> None:
        """Take the file away, once its text is safe elsewhere."""
        shutil.rmtree(self.path.parent, ignore_errors=True)


def kept_text(path: Path, *, now: bytes) -> tuple[bytes, bytes]:
    """Read a text that was kept, and what it was made from: what lies beside it, or else the text `now`."""
    before = path.with_name(path.name + _BEFORE)
    return path.read_bytes(), before.read_bytes() if before.is_file() else now


def edited(data: bytes, *, name: str, begun: bytes | None = None) -> DraftFile | None:
    """Let the user edit a text, from what was begun on if there is such; None where it came back as it was.

    Raises:
        NoEditorError: none is set, and none of the usual ones is there.
        EditorFailedError: it ended with an error.
    """
    command = _command()
    path = Path(tempfile.mkdtemp(prefix="workbook-edit-")) / name
    path.write_bytes(data if begun is None else begun)
    path.with_name(name + _BEFORE).write_bytes(data)
    # As git does: the variable holds words for the shell, and the file comes behind them.
    ended = subprocess.run(["sh", "-c", f'{command} "$@"', command, str(path)], check=False)
    draft = DraftFile(data=path.read_bytes() if path.exists() else data, path=path)
    is_changed = draft.data != data
    if not is_changed:
        draft.forget()
    if ended.returncode:
        raise EditorFailedError(command, ended.returncode, path if is_changed else None)
    return draft if is_changed else None


def _command() -> str:
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if named:
        return named
    found = next((name for name in _FOUND_ELSEWHERE if shutil.which(name)), None)
    if found is None:
        raise NoEditorError
    return found
