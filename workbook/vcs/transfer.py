"""One git command that talks to another repository: watched, never waiting for a password, to be cancelled.

In: a repository, the command, who is told of its progress and who may cancel it. Out: an `Answer`. It gets
the settings that all git commands get, but may use a network. GitPython knows how git tells its progress, and
which addresses would run a program; its own calls of git hand the caller's `GIT_` variables on, so that they
are not used.

Source: git-fetch(1) and git-push(1) on `--progress`; git(1) on `GIT_ALLOW_PROTOCOL` and `GIT_SSH_COMMAND`.
"""

import os
import selectors
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import msgspec

from workbook.errors import WorkbookError
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import Answer, GitMissingError, ask, command_line, environment

if TYPE_CHECKING:
    from subprocess import Popen

_LOOK_S = 0.1
_CHUNK = 1 << 16
_PROTOCOLS = "file:git:http:https:ssh"
_SSH = "-o BatchMode=yes -o ConnectTimeout=20"
# What git would do of its own accord besides what it was told, and what would ask or be asked something.
_SETTINGS: Mapping[str, str] = {
    "gc.auto": "0",
    "maintenance.auto": "false",
    "fetch.recurseSubmodules": "false",
    # What comes from elsewhere is looked at: no tree may hold a path that leads out of the work tree.
    "fetch.fsckObjects": "true",
    "push.recurseSubmodules": "no",
    "push.followTags": "false",
    "push.gpgSign": "false",
    "credential.interactive": "false",
}
# A repository's own settings may not name programs; those of the user may, as for a key or a password store.
_NAME_PROGRAMS = (
    r"^(core\.(sshcommand|gitproxy|askpass)|credential\.(.*\.)?helper|"
    r"remote\..*\.(vcs|uploadpack|receivepack))$"
)


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far a transfer is: what is being done, and how much of how much (`total` 0: not known)."""

    doing: str
    done: int = 0
    total: int = 0


Watch = Callable[[Progress], None]
Cancelled = Callable[[], bool]


class TransferCancelledError(WorkbookError):
    """The user gave up waiting."""

    def __init__(self) -> None:
        super().__init__("Cancelled: nothing was changed here.")


class ProgramNamedError(WorkbookError):
    """The settings of the repository itself name a program to be run."""

    def __init__(self, repository: Repository, key: str) -> None:
        super().__init__(
            f"{repository.git_folder}/config sets {key}, which can run a program, so nothing is exchanged; "
            "if you trust it, move it to your own settings with `git config --global`."
        )


class RefusedAddressError(WorkbookError):
    """An address that would run a program instead of reaching a repository."""

    def __init__(self, remote: str) -> None:
        super().__init__(
            f"The address of {remote} is none that may be used here; set one that begins with https://, "
            f"ssh:// or is a folder, by `git remote set-url {remote} ADDRESS`."
        )


def ignore(_: Progress) -> None:
    """Watch nothing."""


def never() -> bool:
    """Cancel nothing."""
    return False


def transfer(
    repository: Repository,
    remote: str,
    *arguments: str,
    watch: Watch = ignore,
    cancelled: Cancelled = never,
) -> Answer:
    """Run a command that talks to a remote, and give its answer, whatever the exit code.

    `messages` of the answer are what git and the server say, without progress. Watching and asking whether
    it is cancelled is done in the caller's thread, some ten times a second.

    Raises:
        TransferCancelledError: it was cancelled, and has ended.
        WorkbookError: it may not be run here.
    """
    _refuse_programs(repository)
    _refuse_address(repository, remote)
    progress = _progress(watch)
    with _started(repository, arguments) as process:
        out = _talk(process, progress.new_message_handler(), cancelled)
        code = process.wait()
    return Answer(code=code, out=out, messages="\n".join([*progress.error_lines, *progress.other_lines]))


def _refuse_programs(repository: Repository) -> None:
    answer = ask(
        repository.top, "config", "--local", "--includes", "--name-only", "--get-regexp", _NAME_PROGRAMS
    )
    keys = answer.out.decode(errors="replace").splitlines()
    if keys:
        raise ProgramNamedError(repository, keys[0])


def _refuse_address(repository: Repository, remote: str) -> None:
    from git import Git
    from git.exc import UnsafeProtocolError

    answer = ask(repository.top, "remote", "get-url", "--all", "--", remote)
    pushed = ask(repository.top, "remote", "get-url", "--all", "--push", "--", remote)
    addresses = (answer.out + pushed.out).decode(errors="replace").splitlines()
    try:
        for address in addresses:
            Git.check_unsafe_protocols(address)
    except UnsafeProtocolError as error:
        raise RefusedAddressError(remote) from error
    if not addresses or any(address.startswith("-") for address in addresses):
        raise RefusedAddressError(remote)


def _progress(watch: Watch) -> "RemoteProgress":
    from git import RemoteProgress

    doing = {
        RemoteProgress.COUNTING: "Counting",
        RemoteProgress.COMPRESSING: "Packing",
        RemoteProgress.WRITING: "Sending",
        RemoteProgress.RECEIVING: "Receiving",
        RemoteProgress.RESOLVING: "Unpacking",
    }

    class _Watched(RemoteProgress):
        def update(
            self,
            op_code: int,
            cur_count: str | float | None,
            max_count: str | float | None = None,
            message: str = "",  # noqa: ARG002  # as GitPython calls it
        ) -> None:
            words = doing.get(op_code & self.OP_MASK)
            if words:
                watch(Progress(doing=words, done=int(cur_count or 0), total=int(max_count or 0)))

    return _Watched()


if TYPE_CHECKING:
    from git import RemoteProgress


@contextmanager
def _started(repository: Repository, arguments: Sequence[str]) -> "Iterator[Popen[bytes]]":
    """Start git in a session of its own: ssh finds no terminal to ask at, and all of it ends at once."""
    from subprocess import DEVNULL, PIPE, Popen

    options = [word for key, value in _SETTINGS.items() for word in ("-c", f"{key}={value}")]
    try:
        process = Popen(
            command_line(*options, *arguments),
            cwd=repository.top,
            env=_environment(repository),
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=PIPE,
            start_new_session=True,
        )
    except FileNotFoundError as error:
        raise GitMissingError from error
    try:
        yield process
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGTERM)
        for pipe in (process.stdout, process.stderr):
            assert pipe is not None
            pipe.close()
        process.wait()


def _environment(repository: Repository) -> dict[str, str]:
    own = ask(repository.top, "config", "--global", "--includes", "--get", "core.sshCommand")
    ssh = own.out.decode(errors="replace").strip() if own.code == 0 else ""
    return {
        **environment(os.environ),
        "GIT_ALLOW_PROTOCOL": _PROTOCOLS,
        "GIT_SSH_COMMAND": f"{ssh or 'ssh'} {_SSH}",
        "GIT_ASKPASS": "",
        "SSH_ASKPASS": "",
        "SSH_ASKPASS_REQUIRE": "never",
    }


def _talk(process: "Popen[bytes]", hear: Callable[[str], None], cancelled: Cancelled) -> bytes:
    """Read both pipes until git closes them; give what it said on the first."""
    assert process.stdout is not None
    assert process.stderr is not None
    out, rest = [], b""
    with selectors.DefaultSelector() as waiting:
        waiting.register(process.stdout, selectors.EVENT_READ)
        waiting.register(process.stderr, selectors.EVENT_READ)
        while waiting.get_map():
            if cancelled():
                raise TransferCancelledError
            for key, _ in waiting.select(_LOOK_S):
                chunk = os.read(key.fd, _CHUNK)
                if not chunk:
                    waiting.unregister(key.fileobj)
                elif key.fileobj is process.stdout:
                    out.append(chunk)
                else:
                    *lines, rest = (rest + chunk).replace(b"\r", b"\n").split(b"\n")
                    _hear(lines, hear)
    _hear([rest], hear)
    return b"".join(out)


def _hear(lines: Sequence[bytes], hear: Callable[[str], None]) -> None:
    for line in lines:
        if line.strip():
            hear(line.decode(errors="replace"))
