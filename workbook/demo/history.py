"""Git repositories made in one go: every state of the plan as a commit, by one stream into `git fast-import`.

In: pages with their states. Out: a repository with its work tree. Author, days and settings are fixed and
nothing of the user's configuration is read, so that the ids of the commits are the same on every machine.
"""

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from subprocess import PIPE, Popen

from workbook.demo.story import STAGES, Page, Stage
from workbook.vcs.program import GitFailedError, GitMissingError, command_line, environment

_AUTHOR = "Demonstration <demo@workbook.example>"
_BRANCH = "refs/heads/main"
_APART = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_ATTR_NOSYSTEM": "1",
}
_SETTINGS = ("-c", f"core.attributesFile={os.devnull}", "-c", f"core.excludesFile={os.devnull}")


def write_repository(folder: Path, pages: Sequence[Page], *, tags: bool) -> int:
    """Make a repository in a folder, with one commit for every stage that brings something.

    Gives the number of commits. With `tags`, the state of each meeting is tagged with the meeting's id.

    Raises:
        GitMissingError: there is no git.
        GitFailedError: git refuses.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _run(folder, "init", "--quiet", "--template=", "--initial-branch=main", "--object-format=sha1")
    commits = [(stage, changed) for stage, changed in _changes(pages) if changed]
    _run(
        folder,
        "fast-import",
        "--quiet",
        "--done",
        "--date-format=raw",
        stdin=b"".join(_stream(commits, tags)),
    )
    _run(folder, "reset", "--hard", "--quiet", "main")
    return len(commits)


Change = tuple[Stage, list[tuple[str, str]]]


def _changes(pages: Sequence[Page]) -> list[Change]:
    """Give for each stage the paths that change, with their text."""
    changes: list[Change] = [(stage, []) for stage in STAGES]
    for page in pages:
        for index, text in page.states:
            changes[index][1].append((page.path, text))
    return changes


def _stream(commits: Sequence[Change], tags: bool) -> Iterator[bytes]:
    """Write commits as git's import format has them.

    Source: git-fast-import(1), Input Format.
    """
    for stage, changed in commits:
        message = stage.message.encode()
        yield f"commit {_BRANCH}\ncommitter {_AUTHOR} {_seconds(stage.day)} +0000\n".encode()
        yield b"data %d\n%s\n" % (len(message), message)
        for path, text in changed:
            content = text.encode()
            yield b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(content), content)
        if tags and stage.meeting:
            yield f"reset refs/tags/{stage.meeting}\nfrom {_BRANCH}\n\n".encode()
    yield b"done\n"


def _seconds(day: date) -> int:
    """Give the evening of a day, in seconds since 1970."""
    return int(datetime(day.year, day.month, day.day, 18, tzinfo=UTC).timestamp())


def _run(folder: Path, command: str, *arguments: str, stdin: bytes = b"") -> None:
    words = command_line(*_SETTINGS, command, *arguments)
    outside = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        process = Popen(
            words, cwd=folder, env={**environment(outside), **_APART}, stdin=PIPE, stdout=PIPE, stderr=PIPE
        )
    except FileNotFoundError as error:
        raise GitMissingError from error
    with process:
        _, messages = process.communicate(stdin)
    if process.returncode:
        raise GitFailedError(command, folder, messages.decode(errors="replace"))
