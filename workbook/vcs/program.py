"""How the git program is called: hardened, without a shell, never with a word of the user as an option.

Arguments go in, what git answered comes out. What a repository or its configuration says cannot make
git run another program, reach the network, wait for a terminal, or show other objects than those that
the ids name. No command is known here; `plumbing` and `revision` know a few.

Of the caller's environment only the variables in `_KEPT` that begin with `GIT_` reach git: where a
repository lies, which index and which objects it has is decided by the folder alone, so that a hook or
an alias that calls the workbook cannot point it elsewhere.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from workbook.errors import WorkbookError

if TYPE_CHECKING:
    from subprocess import Popen
    from typing import IO

_KEPT = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_COUNT")
_KEPT_STARTS = ("GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_")

# Grafts, like replacement refs, would show another history than the one that was signed off.
# A partial clone would fetch what it lacks with a program its configuration names: lazy fetching is
# off for git 2.44 and later, and for those before no protocol is allowed.
_FIXED: Mapping[str, str] = {
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "LC_ALL": "C",
}

_SETTINGS = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "core.warnAmbiguousRefs=true",
    "log.showSignature=false",
    "log.showRoot=true",
)
_WORDS_SHOWN = 200
_WIDE_PIPE = 1 << 20  # the most that Linux gives anybody

# Source: read-cache.c of git.
_DAMAGED_INDEX = ("bad index", "bad signature 0x", "index file corrupt", "index file smaller")


class GitMissingError(WorkbookError):
    """The git program cannot be started."""

    def __init__(self) -> None:
        super().__init__("The program git is not found; install git 2.39 or later and put it on the PATH.")


class GitFailedError(WorkbookError):
    """Git refused what it should be able to do."""

    def __init__(self, command: str, folder: Path, messages: str) -> None:
        words = _first_words(messages)
        super().__init__(f"`git {command}` fails in {folder}: {words}; {_next_step(words)}.")


class UnsafeRepositoryError(WorkbookError):
    """Git will not read a repository that belongs to another user."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Git does not read {folder} because it belongs to another user; if you trust it, run "
            f"`git config --global --add safe.directory {folder}`."
        )


class SettingsUnreadableError(WorkbookError):
    """Git cannot read a file of settings, so it does nothing at all."""

    def __init__(self, folder: Path, messages: str) -> None:
        super().__init__(
            f"Git cannot read its settings in {folder}: {_first_words(messages)}; mend that line."
        )


class IndexUnreadableError(WorkbookError):
    """What git keeps of the files that it has is damaged."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"The index of git in {folder} is damaged; no file depends on it: remove `.git/index` and run "
            "`git reset`."
        )


class NoLongerARepositoryError(WorkbookError):
    """A folder that holds a repository which git does not take for one."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Git does not take {folder} for a repository any more, as its HEAD, its objects or its refs are "
            "missing or damaged; clone it again beside this, and keep what you have not published."
        )


class PartialCloneError(WorkbookError):
    """The repository was cloned without all its files, and nothing is fetched behind the user's back."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} was cloned without all its files; clone it again without `--filter`.")


class Answer(NamedTuple):
    """What git said: its exit code, its output, and its messages in plain English."""

    code: int
    out: bytes
    messages: str


def ask(
    folder: Path, *arguments: str, stdin: bytes = b"", settings: Mapping[str, str] | None = None
) -> Answer:
    """Run one git command in that folder and give its answer, whatever the exit code.

    `settings` hold for this command, over those of the repository, whatever their names.

    Raises:
        GitMissingError: there is no git.
        UnsafeRepositoryError: the repository belongs to another user.
        PartialCloneError: the repository lacks an object that it never fetched.
        SettingsUnreadableError, IndexUnreadableError, NoLongerARepositoryError: the repository is damaged.
    """
    with running(folder, *arguments, settings=settings) as process:
        return _answer(folder, process, stdin)


def run(folder: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """Run one git command in that folder and give its output.

    Raises:
        GitFailedError: it exits with an error; besides what `ask` raises.
    """
    return _output(folder, arguments[0], ask(folder, *arguments, stdin=stdin))


@contextmanager
def run_ahead(folder: Path, *arguments: str) -> Iterator[Callable[[], bytes]]:
    """Give a function that gives the same as `run`; git is at work from now on."""
    with running(folder, *arguments) as process:
        yield lambda: _output(folder, arguments[0], _answer(folder, process))


@contextmanager
def running(
    folder: Path, *arguments: str, messages: bool = True, settings: Mapping[str, str] | None = None
) -> Iterator["Popen[bytes]"]:
    """Start one git command in that folder, with pipes to and from it, and end it on leaving.

    Without `messages` what git says on stderr is dropped, so that nobody need read it meanwhile.
    """
    from subprocess import DEVNULL, PIPE, Popen

    try:
        process = Popen(
            command_line(*arguments),
            cwd=folder,
            env=_with_settings(environment(os.environ), settings or {}),
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE if messages else DEVNULL,
        )
    except FileNotFoundError as error:
        if folder.is_dir():
            raise GitMissingError from error
        raise GitFailedError(arguments[0], folder, "there is no such folder") from error
    try:
        yield process
    finally:
        _end(process)


def widen(pipe: "IO[bytes] | None") -> None:
    """Let git write far ahead of who reads, where the system can: else it waits at every 64 KiB."""
    with suppress(ImportError, AttributeError, OSError):
        from fcntl import F_SETPIPE_SZ, fcntl

        if pipe is not None:
            fcntl(pipe, F_SETPIPE_SZ, _WIDE_PIPE)


def command_line(*arguments: str) -> list[str]:
    """Give the command that runs these arguments of git with nothing of a configuration in the way."""
    settings = [word for setting in _SETTINGS for word in ("-c", setting)]
    return ["git", "--no-pager", *settings, *arguments]


def environment(caller: Mapping[str, str]) -> dict[str, str]:
    """Give the environment that git gets, from that of the caller."""
    kept = {
        name: value
        for name, value in caller.items()
        if not name.startswith("GIT_") or name in _KEPT or name.startswith(_KEPT_STARTS)
    }
    return {**kept, **_FIXED}


def _answer(folder: Path, process: "Popen[bytes]", stdin: bytes = b"") -> Answer:
    out, messages = process.communicate(stdin)
    answer = Answer(code=process.returncode, out=out, messages=messages.decode(errors="replace"))
    if answer.code:
        refuse_known_causes(folder, answer.messages)
    return answer


def _output(folder: Path, command: str, answer: Answer) -> bytes:
    if answer.code:
        raise GitFailedError(command, folder, answer.messages)
    return answer.out


def _with_settings(given: dict[str, str], settings: Mapping[str, str]) -> dict[str, str]:
    """Add settings to an environment, after those that the caller hands to git in the same way."""
    count = given.get("GIT_CONFIG_COUNT", "")
    first = int(count) if count.isdecimal() else 0
    for number, (key, value) in enumerate(settings.items(), first):
        given |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return {**given, "GIT_CONFIG_COUNT": str(first + len(settings))} if settings else given


def refuse_known_causes(folder: Path, messages: str) -> None:
    """Raise what `ask` raises, where a message of git tells of it."""
    if "dubious ownership" in messages or "unsafe repository" in messages:
        raise UnsafeRepositoryError(folder)
    if "promisor remote" in messages:
        raise PartialCloneError(folder)
    if "bad config" in messages:
        raise SettingsUnreadableError(folder, messages)
    if any(words in messages for words in _DAMAGED_INDEX):
        raise IndexUnreadableError(folder)
    if "not a git repository" in messages:
        raise NoLongerARepositoryError(folder)


def _end(process: "Popen[bytes]") -> None:
    """Stop a process that may still be at work, and close its pipes, full or broken."""
    if process.poll() is None:
        process.kill()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            # Closing writes what is still buffered, to a git that may be gone.
            with suppress(BrokenPipeError):
                pipe.close()
    process.wait()


def _next_step(words: str) -> str:
    if "No space left" in words or "quota exceeded" in words:
        return "make room on its disk and try again"
    if "Read-only file system" in words or "Permission denied" in words:
        return "get leave to write there and try again"
    return "look for damage with `git fsck`"


def _first_words(messages: str) -> str:
    """Give the line that tells the cause, cut to a length and cleaned of control characters."""
    lines = [line.strip() for line in messages.splitlines() if line.strip()]
    fatal = [line for line in lines if line.startswith(("fatal:", "error:"))]
    words = (fatal or lines or ["it says nothing"])[0]
    return "".join(letter if letter.isprintable() else "?" for letter in words)[:_WORDS_SHOWN].rstrip(".")
