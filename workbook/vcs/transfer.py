"""One git command that talks to another repository: watched, never waiting for a password, to be cancelled.

In: a repository, the command, who is told of its progress and who may cancel it. Out: an `Answer`. It gets
the settings that all git commands get, but may use a network. GitPython knows how git tells its progress; it
is imported where somebody watches, as that takes long. Its own calls of git hand the caller's `GIT_`
variables on, so that they are not used.

Source: git-fetch(1) and git-push(1) on `--progress`; git(1) on `GIT_ALLOW_PROTOCOL` and `GIT_SSH_COMMAND`;
gitremote-helpers(7) on addresses that name a helper.
"""

import os
import re
import selectors
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import msgspec

from workbook.errors import WorkbookError
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import Answer, GitMissingError, ask, command_line, environment
from workbook.vcs.settings import Setting

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
_OWN_SCOPES = ("local", "worktree")
_NAMES_A_PROGRAM = re.compile(
    r"core\.(sshcommand|gitproxy|askpass)|credential\.(.*\.)?helper|"
    r"remote\..*\.(vcs|uploadpack|receivepack)",
    re.DOTALL,
)
_REWRITES = re.compile(r"url\..*\.(push)?insteadof", re.DOTALL)
_RUNS_A_HELPER = re.compile(r"[A-Za-z0-9+.-]*::|ext://")
_ERRORS = ("error:", "fatal:")


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
    with transferring(repository, remote, *arguments, watch=watch) as answer:
        return answer(cancelled)


@contextmanager
def transferring(
    repository: Repository, remote: str, *arguments: str, watch: Watch = ignore
) -> Iterator[Callable[[Cancelled], Answer]]:
    """Begin what `transfer` does, and give a function that waits for the answer; what nobody waits for ends.

    Raises:
        WorkbookError: it may not be run here.
    """
    settings = repository.scoped_settings()
    _refuse_programs(repository, settings)
    _refuse_address(repository, settings, remote)
    told: list[str] = []
    hear, command, *options = told.append, *arguments
    if watch is not ignore:
        hear, options = _progress(watch, told), ["--progress", *options]
    with _started(repository, [command, *options], _environment(settings)) as process:

        def answer(cancelled: Cancelled) -> Answer:
            out = _talk(process, hear, cancelled)
            code = process.wait()
            # What went wrong comes first.
            told.sort(key=lambda line: not line.startswith(_ERRORS))
            return Answer(code=code, out=out, messages="\n".join(told))

        yield answer


def _refuse_programs(repository: Repository, settings: Sequence[Setting]) -> None:
    for one in settings:
        if one.scope in _OWN_SCOPES and _NAMES_A_PROGRAM.fullmatch(one.key):
            raise ProgramNamedError(repository, one.key)


def _refuse_address(repository: Repository, settings: Sequence[Setting], remote: str) -> None:
    addresses = _plain_addresses(settings, remote) or _all_addresses(repository, remote)
    if not addresses or any(one.startswith("-") or _RUNS_A_HELPER.match(one) for one in addresses):
        raise RefusedAddressError(remote)


def _plain_addresses(settings: Sequence[Setting], remote: str) -> Sequence[str]:
    """Give the addresses that settings name; none where git makes others of them, or finds them elsewhere."""
    fetched, pushed = (
        [one.value for one in settings if one.key == f"remote.{remote}.{name}"] for name in ("url", "pushurl")
    )
    # An empty one takes back those before it.
    is_plain = fetched and "" not in (*fetched, *pushed)
    return (*fetched, *pushed) if is_plain and not any(map(_rewrites, settings)) else ()


def _rewrites(setting: Setting) -> bool:
    return _REWRITES.fullmatch(setting.key) is not None


def _all_addresses(repository: Repository, remote: str) -> Sequence[str]:
    """Ask git which addresses it would use."""
    answer = ask(repository.top, "remote", "get-url", "--all", "--", remote)
    pushed = ask(repository.top, "remote", "get-url", "--all", "--push", "--", remote)
    return (answer.out + pushed.out).decode(errors="replace").splitlines()


def _progress(watch: Watch, told: list[str]) -> Callable[[str], None]:
    """Give what hears a line of git: `watch` is told of progress, and all else goes to `told`."""
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

    progress = _Watched()
    progress.error_lines = progress.other_lines = told
    return progress.new_message_handler()


@contextmanager
def _started(
    repository: Repository, arguments: Sequence[str], environment: Mapping[str, str]
) -> "Iterator[Popen[bytes]]":
    """Start git in a session of its own: ssh finds no terminal to ask at, and all of it ends at once."""
    from subprocess import DEVNULL, PIPE, Popen

    options = [word for key, value in _SETTINGS.items() for word in ("-c", f"{key}={value}")]
    try:
        process = Popen(
            command_line(*options, *arguments),
            cwd=repository.top,
            env=environment,
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


def _environment(settings: Sequence[Setting]) -> dict[str, str]:
    own = [one.value for one in settings if (one.scope, one.key) == ("global", "core.sshcommand")]
    ssh = own[-1] if own else ""
    return {
        **environment(os.environ),
        "GIT_ALLOW_PROTOCOL": _PROTOCOLS,
        "GIT_SSH_COMMAND": f"{ssh.strip() or 'ssh'} {_SSH}",
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
            hear(line.decode(errors="replace").rstrip())
