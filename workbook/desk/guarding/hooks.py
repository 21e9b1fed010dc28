"""What makes a bare repository guarded: hooks, settings and the server's file, written and looked at.

In: a bare repository. Out: the guard in place, or what of it is missing. The hooks name this program by the
full path of its interpreter; where that is gone they refuse all pushes and say so.

Source: githooks(5); git-config(1) on `receive.*` and `core.*`.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from shlex import quote

from workbook.desk.guarding.second_look import STATE
from workbook.desk.guarding.server_file import NAME, ServerFile, read_server_file, server_text
from workbook.desk.locks import stuck
from workbook.desk.saving import write_whole
from workbook.errors import WorkbookError
from workbook.vcs.locks import clear_locks
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import UnsafeRepositoryError, run
from workbook.vcs.quarantine import tips

HELD_AT_MOST_S = 120.0
"""How long a git on a server may hold a lock: as none waits there for a person, it is soon too long."""

RECEIVE, TRANSACTION = "pre-receive", "reference-transaction"
DEFAULT_IDENTITY = "WORKBOOK_ACCOUNT"

SETTINGS: Mapping[str, str] = {
    "core.hooksPath": "hooks",
    "core.logAllRefUpdates": "true",
    "core.useReplaceRefs": "false",
    # What is larger is never held in memory whole, however small it was packed.
    "core.bigFileThreshold": "1m",
    "gc.pruneExpire": "2.weeks.ago",
    "receive.fsckObjects": "true",
    # Else told and let in: a folder of such a mode is the same to git, and another to who reads its bytes.
    "receive.fsck.badFilemode": "error",
    "receive.maxInputSize": "64m",
    # Both are judged: a proposal may go once it is adopted, and be rebased until others speak against it.
    "receive.denyDeletes": "false",
    "receive.denyNonFastForwards": "false",
    "receive.shallowUpdate": "false",
    "receive.advertisePushOptions": "false",
    "transfer.fsckObjects": "true",
}
"""What the guard relies on, by key; a setting of the repository counts before those of user and system."""
_BOUNDS = ("receive.maxInputSize", "core.bigFileThreshold", "gc.pruneExpire")

_HEAD = """\
#!/bin/sh
# Written by `workbook guard --check DIR --fix`, which also renews it.
python={python}
if ! test -x "$python"; then
  echo "workbook: $python is gone, so nothing can be judged or taken in; ask the keeper of the server." >&2
  exit 1
fi
"""
_RUN = """\
"$python" -E -P -m workbook guard {words}
code=$?
test $code -eq 0 && exit 0
test $code -le 3 || echo "workbook: the guard ended without a verdict ($code), so nothing is taken in." >&2
exit 1
"""
_ONLY_PREPARED = """\
test "$1" = prepared || exit 0
"""


class NotGuardedError(WorkbookError):
    """A folder that is no bare repository of its own."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} is no bare repository; make one with `workbook init --shared DIR --secretariat NOR`."
        )


def bare_repository(folder: Path) -> Repository:
    """Give the bare repository that a folder is.

    Raises:
        WorkbookError: it is none.
    """
    found = Repository.find(folder)
    if not found.is_bare or found.top != folder.resolve():
        raise NotGuardedError(folder)
    return found


def wider_repository(repository: Repository, wider: str) -> Repository:
    """Give the shared repository that another narrows; `wider` is its folder, seen from there.

    Raises:
        WorkbookError: it is none.
    """
    return bare_repository(repository.git_folder / wider)


def install(
    repository: Repository,
    *,
    secretariat: str,
    identity: str = DEFAULT_IDENTITY,
    wider: str | None = None,
) -> None:
    """Write hooks and settings, and the server's file where there is none; a bound that is set stays.

    `wider` is the folder of the wider repository for that of a narrower layer, "" where it is not at hand.

    Locks that a killed git left behind are removed, where none is at work.

    Raises:
        WorkbookError: git refuses a setting.
        OSError: a file cannot be written.
    """
    top = repository.git_folder
    known = repository.settings()
    # First: git writes no setting while its file is locked.
    list(clear_locks(repository, settled_s=HELD_AT_MOST_S))
    for key, value in SETTINGS.items():
        if key not in _BOUNDS or key.lower() not in known:
            run(top, "config", "--local", "--replace-all", key, value)
    (top / STATE).mkdir(mode=0o750, exist_ok=True)
    if not (top / NAME).exists():
        write_whole(top / NAME, server_text(secretariat, identity=identity, wider=wider).encode())
    (top / "hooks").mkdir(exist_ok=True)
    for name, text in _hooks().items():
        write_whole(top / "hooks" / name, text.encode())
        (top / "hooks" / name).chmod(0o755)


def missing(repository: Repository) -> Iterator[str]:
    """Say in a sentence each what of the guard is not in place; nothing where all is."""
    top = repository.git_folder
    for name, text in _hooks().items():
        yield from _hook_missing(top / "hooks" / name, text)
    settings = repository.settings()
    for key, value in SETTINGS.items():
        seen = settings.get(key.lower(), "")
        if seen != value and not (seen and key in _BOUNDS):
            yield f"The setting {key} is {seen or 'not set'!r} and should be {value!r}."
    for one in stuck(repository, settled_s=HELD_AT_MOST_S):
        yield f"The lock {one.lock.path} {one.words}; until it goes, what it locks cannot change."
    if settings.get("extensions.refstorage", "files") != "files":
        yield "The refs are not kept in files, and the guard can only tell locks of files."
    try:
        server = read_server_file(top)
    except WorkbookError as error:
        yield str(error)
        return
    if not server.accounts:
        yield f"{top / NAME} names no account, so nobody can push."
    yield from _named_missing(repository, server)
    if not os.access(top / STATE, os.W_OK):
        yield f"{top / STATE} may not be written, so no verdict can be put on record."


def _named_missing(repository: Repository, server: ServerFile) -> Iterator[str]:
    """Say what is not there of what the server's file names."""
    signers = repository.git_folder / server.allowed_signers
    if server.require_signed and not signers.is_file():
        yield f"{signers} is not there, and signatures are required."
    try:
        if server.wider:
            tips(wider_repository(repository, server.wider))
    except UnsafeRepositoryError as error:
        # A forced command clears the environment, so what only the user's own settings allow does not hold.
        yield str(error).replace("--global", "--system")
    except WorkbookError as error:
        yield f"The wider repository cannot be looked at: {error}"


def _hook_missing(path: Path, text: str) -> Iterator[str]:
    if not path.is_file():
        yield f"The hook {path} is not there."
    elif not os.access(path, os.X_OK):
        yield f"The hook {path} may not be run, so git leaves it out."
    elif path.read_text(encoding="utf-8", errors="replace") != text:
        yield f"The hook {path} is not as this program writes it."


def _hooks() -> Mapping[str, str]:
    head = _HEAD.format(python=quote(os.path.abspath(sys.executable)))
    return {
        RECEIVE: head + _RUN.format(words="pre-receive"),
        TRANSACTION: head.replace("#!/bin/sh\n", f"#!/bin/sh\n{_ONLY_PREPARED}")
        + _RUN.format(words="prepared"),
    }
