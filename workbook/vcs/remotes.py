"""Fetching from the shared repository of a clone, and publishing there.

In: a repository and where it is shared. Out: what is known of it brought up to date on either side; or one
sentence on why not. What is published is the very commit that was looked at, and never over what others
published.
"""

import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from workbook.errors import WorkbookError
from workbook.model.display import clean_line
from workbook.vcs.asked import note_asked
from workbook.vcs.head import plain_tip
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import Answer, ask, run
from workbook.vcs.races import was_raced
from workbook.vcs.seen import SetBack, note_seen
from workbook.vcs.shared_branch import SharedBranch
from workbook.vcs.transfer import (
    Cancelled,
    TransferCancelledError,
    Watch,
    ignore,
    never,
    transfer,
    transferring,
)

_HEADS = "refs/heads/"
_LONGEST = 300
_PATIENCE_S, _PAUSE_S = 3.0, 0.2
_LONGEST_REMARK, _MOST_REMARKS = 1_000, 60
_REMARK = re.compile(r"^remote:\s?", re.IGNORECASE)

_OFFLINE = (
    "could not resolve host",
    "connection refused",
    "connection timed out",
    "operation timed out",
    "connection reset",
    "network is unreachable",
    "no route to host",
    "failed to connect",
    "couldn't connect to server",
    "temporary failure in name resolution",
)
_NO_RIGHTS = (
    "permission denied",
    "permission to",
    "authentication failed",
    "could not read username",
    "could not read password",
    "terminal prompts disabled",
    "access denied",
    "insufficient permission",
    "unable to create temporary object directory",
    "returned error: 401",
    "returned error: 403",
)
_UNKNOWN_HOST = ("host key verification failed",)
_MISSING = (
    "does not appear to be a git repository",
    "repository not found",
    "does not exist",
    "returned error: 404",
    "not a git repository",
)
_FASTER = ("non-fast-forward", "fetch first", "stale info", "needs force", "incorrect old value")
_FROM_GUARD = "workbook: "


class SomebodyFasterError(WorkbookError):
    """The shared repository has commits that this clone has not."""

    def __init__(self, shared: SharedBranch) -> None:
        super().__init__(
            f"Somebody else published to {shared.name} meanwhile; bring that in first, then publish again."
        )


class NoAnswerError(WorkbookError):
    """The shared repository could not be asked, for one of the reasons below."""


class OfflineError(NoAnswerError):
    """The server cannot be reached."""

    def __init__(self, remote: str, words: str) -> None:
        super().__init__(
            f"{remote} cannot be reached ({words}); your work is safe here, try again when you are online."
        )


class NoRightsError(NoAnswerError):
    """The server does not let the user in."""

    def __init__(self, remote: str, words: str) -> None:
        super().__init__(
            f"{remote} does not let you in ({words}); ask its keeper for the right, and let git know your "
            "key or token beforehand, as nothing is asked here."
        )


class UnknownHostError(NoAnswerError):
    """Nobody yet said that the server is the one it claims to be."""

    def __init__(self, remote: str) -> None:
        super().__init__(
            f"ssh does not know the server of {remote}; connect to it once by `ssh` and confirm its key."
        )


class NoSuchRemoteError(NoAnswerError):
    """At the address is no repository."""

    def __init__(self, remote: str, words: str) -> None:
        super().__init__(
            f"There is no repository at the address of {remote} ({words}); see it by `git remote -v`."
        )


class NothingThereError(NoSuchRemoteError):
    """The address is a folder of this computer, and there is none."""

    def __init__(self, remote: str, path: Path) -> None:
        WorkbookError.__init__(
            self,
            f"{remote} is {path}, and nothing is there: attach what it lies on, or tell where it is by "
            f"`git remote set-url {remote} ADDRESS`.",
        )


class SendingCancelledError(TransferCancelledError):
    """The user gave up while something was on its way, and it is not there, as far as can be told."""

    def __init__(self, shared: SharedBranch) -> None:
        WorkbookError.__init__(
            self,
            f"Cancelled while {shared.branch} was being sent: {shared.remote} does not have it so by now. "
            f"Whether it arrives after all, `git ls-remote {shared.remote} {shared.branch}` tells.",
        )


class ServerRefusedError(WorkbookError):
    """The server has a rule against what was published; `lines` are what it says, cleaned."""

    def __init__(self, shared: SharedBranch, lines: Sequence[str]) -> None:
        self.lines = lines
        super().__init__(f"{shared.remote} refuses what you publish: {' '.join(lines)}")


class TransferFailedError(NoAnswerError):
    """It failed for a reason that is not known here."""

    def __init__(self, remote: str, words: str) -> None:
        super().__init__(f"The exchange with {remote} failed: {words}.")


def fetch(
    repository: Repository, remote: str, *, watch: Watch = ignore, cancelled: Cancelled = never
) -> Sequence[SetBack]:
    """Learn what the branches of a shared repository are now; nothing of one's own is changed.

    Gives those that were set back since they were seen; of main and of reviews what was seen stays.

    Raises:
        WorkbookError: it was cancelled, or cannot be done.
    """
    with fetching(repository, remote, watch=watch) as fetched:
        return fetched(cancelled)


@contextmanager
def fetching(
    repository: Repository, remote: str, *, watch: Watch = ignore
) -> Iterator[Callable[[Cancelled], Sequence[SetBack]]]:
    """Begin to fetch, and give a function that waits for it and gives what `fetch` does.

    Raises:
        WorkbookError: it cannot be begun.
    """
    options = ("--no-write-fetch-head", "--upload-pack=git-upload-pack")
    branches = f"+{_HEADS}*:refs/remotes/{remote}/*"
    with transferring(repository, remote, "fetch", *options, "--", remote, branches, watch=watch) as answer:

        def fetched(cancelled: Cancelled) -> Sequence[SetBack]:
            found = answer(cancelled)
            if found.code:
                raise _why(repository, remote, found)
            note_asked(repository, remote)
            return note_seen(repository, remote)

        yield fetched


def _nothing() -> None:
    pass


def push(
    repository: Repository,
    shared: SharedBranch,
    commit: str,
    *,
    watch: Watch = ignore,
    cancelled: Cancelled = never,
    meanwhile: Callable[[], None] = _nothing,
) -> None:
    """Publish a commit as the shared state of its branch, if all that is there is part of it.

    What was there by the time that it was cancelled is published. Something may be done `meanwhile`.

    Raises:
        SomebodyFasterError: it is not.
        ServerRefusedError: the server has a rule against it.
        SendingCancelledError: it was cancelled before it was there.
        WorkbookError: it cannot be done.
    """
    options = ("--porcelain", "--no-verify", "--receive-pack=git-receive-pack")
    what = f"{commit}:{_HEADS}{shared.branch}"
    try:
        with transferring(
            repository, shared.remote, "push", *options, "--", shared.remote, what, watch=watch
        ) as answer:
            meanwhile()
            found = answer(cancelled)
        if found.code:
            raise _why_not_pushed(repository, shared, found)
    except TransferCancelledError as error:
        if not _is_there(repository, shared, commit):
            raise SendingCancelledError(shared) from error
    # Git does so too, as a rule.
    if plain_tip(repository.git_folder, shared.tracking) != commit:
        run(repository.top, "update-ref", "-m", "workbook: publish", shared.tracking, commit)
    if not shared.is_set:
        _remember(repository, shared)


def _is_there(repository: Repository, shared: SharedBranch, commit: str) -> bool:
    """Say whether a commit that was on its way has arrived; a server may still be judging it."""
    until = time.monotonic() + _PATIENCE_S
    words = ("ls-remote", "--upload-pack=git-upload-pack", "--", shared.remote, f"{_HEADS}{shared.branch}")
    while time.monotonic() < until:
        try:
            answer = transfer(repository, shared.remote, *words, cancelled=lambda: time.monotonic() > until)
        except WorkbookError:
            return False
        if answer.code or commit in answer.out.decode("ascii", "replace").split():
            return not answer.code
        time.sleep(_PAUSE_S)
    return False


def _remember(repository: Repository, shared: SharedBranch) -> None:
    """Tell git where the branch is shared; that it cannot be told harms nothing that was done."""
    for key, value in (("remote", shared.remote), ("merge", f"{_HEADS}{shared.branch}")):
        ask(repository.top, "config", "--local", f"branch.{shared.local}.{key}", value)


def _why_not_pushed(repository: Repository, shared: SharedBranch, answer: Answer) -> WorkbookError:
    """Read why one branch was refused from the line that git gives for it."""
    refused = [line for line in answer.out.decode(errors="replace").splitlines() if line.startswith("!")]
    summary = clean_line(refused[0].split("\t")[-1]) if refused else ""
    if any(words in summary.casefold() for words in _FASTER) or was_raced(answer.messages):
        return SomebodyFasterError(shared)
    if "remote rejected" in summary or "declined" in summary:
        own_words = summary.partition("(")[2].rstrip(")") or summary
        return ServerRefusedError(shared, _said_by_server(answer.messages) or [own_words])
    return _why(repository, shared.remote, answer)


def _why(repository: Repository, remote: str, answer: Answer) -> WorkbookError:
    lines = [clean_line(_REMARK.sub("", line)) for line in answer.messages.splitlines()]
    folded = answer.messages.casefold()
    if any(words in folded for words in _UNKNOWN_HOST):
        return UnknownHostError(remote)
    missing = _missing_folder(repository, remote)
    if missing is not None:
        return NothingThereError(remote, missing)
    for causes, error in (
        (_OFFLINE, OfflineError),
        (_MISSING, NoSuchRemoteError),
        (_NO_RIGHTS, NoRightsError),
    ):
        for line in lines:
            if any(words in line.casefold() for words in causes):
                return error(remote, _plain(line))
    return TransferFailedError(remote, _plain(lines[0]) if lines else "git says nothing")


def _missing_folder(repository: Repository, remote: str) -> Path | None:
    """Give the folder of this computer that a remote names, where there is none."""
    address = ask(repository.top, "remote", "get-url", "--", remote).out.decode("utf-8", "surrogateescape")
    path = address.rstrip("\n").removeprefix("file://")
    # As git tells a path from `host:path`: a slash comes before the first colon, if any.
    is_local = bool(path) and "/" in path.partition(":")[0]
    folder = repository.top / path
    return folder.resolve() if is_local and not folder.exists() else None


def _said_by_server(messages: str) -> Sequence[str]:
    """Give what the server says line by line: all of it, unless it is far more than anybody reads."""
    said = (_REMARK.sub("", line) for line in messages.splitlines() if _REMARK.match(line))
    said = (clean_line(line.removeprefix(_FROM_GUARD)) for line in said)
    lines = [line if len(line) <= _LONGEST_REMARK else f"{line[:_LONGEST_REMARK]}…" for line in said if line]
    more = len(lines) - _MOST_REMARKS
    return [*lines[:_MOST_REMARKS], *([f"and {more:,} more lines"] if more > 0 else [])]


def _plain(line: str) -> str:
    """Give a message of git without what it begins and ends with."""
    text = re.sub(r"^(fatal|error|ssh): ", "", line)
    return _shortened(text).rstrip(".")


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
