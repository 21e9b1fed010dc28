"""What commit a word stands for: a branch, a tag, an id, `HEAD~2`, or a date.

The user's word goes in, a full commit id comes out, or one sentence on why there is none. A word that
could mean two things is refused, never guessed: git would take the tag and only warn.
"""

import re
from datetime import UTC, date, datetime, time
from pathlib import Path

from workbook.errors import WorkbookError
from workbook.vcs.program import Answer, ask, run

_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ID = r"[0-9a-f]{40}|[0-9a-f]{64}"
_AMBIGUOUS_NAME = r"(?m)^warning: refname '(.*)' is ambiguous"
_AMBIGUOUS_ID = r"(?m)^error: short (?:object ID|SHA1) .* is ambiguous"
_OTHER_TYPE = r"dereferences to (blob|tree) type"


class UnknownRevisionError(WorkbookError):
    """A word that names no commit."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"No commit is called {revision!r}; give a branch, a tag, an id, or a date such as 2022-09-28."
        )


class RefusedRevisionError(WorkbookError):
    """A word that git could take for something else than a commit."""

    def __init__(self, revision: str, cause: str) -> None:
        super().__init__(f"{revision!r} {cause}; give a full name such as refs/heads/NAME, or a commit id.")


class AmbiguousRevisionError(WorkbookError):
    """A word that names more than one thing."""

    def __init__(self, revision: str, meanings: list[str]) -> None:
        super().__init__(f"{revision!r} may mean {' or '.join(meanings)}; give the one meant in full.")


class NotACommitError(WorkbookError):
    """A word that names a file or a folder in git, not a commit."""

    def __init__(self, revision: str, kind: str) -> None:
        named = {"blob": "the content of a file", "tree": "a folder"}[kind]
        super().__init__(f"{revision!r} is {named}, not a commit; give a branch, a tag or a commit id.")


class NoCommitYetError(WorkbookError):
    """A repository, or the branch it stands on, without any commit."""

    def __init__(self, folder: Path, branch: str) -> None:
        super().__init__(
            f"{folder} has no commit yet on {branch or 'its branch'}; commit there first, "
            "or give a branch that has commits."
        )


class UnreadableCommitError(WorkbookError):
    """A name whose commit is lost or damaged."""

    def __init__(self, folder: Path, name: str) -> None:
        super().__init__(
            f"The commit that {name!r} names in {folder} is lost or damaged; see `git fsck`, and fetch or "
            "clone what it misses."
        )


class NothingThatOldError(WorkbookError):
    """A date before the first commit."""

    def __init__(self, day: date) -> None:
        super().__init__(f"No commit is as old as {day}; give a later date, or fetch the whole history.")


def resolve(folder: Path, revision: str) -> str:
    """Give the id of the commit that a word stands for, in the repository of that folder.

    A date `YYYY-MM-DD` is the last commit on HEAD not later than the end of that day in UTC. Only what
    HEAD itself was counts, so a change that was written before and merged after is not yet in it.

    Raises:
        WorkbookError: the word names no commit; one subclass above for each way.
    """
    _refuse_traps(revision)
    if re.fullmatch(_DATE, revision):
        return _commit_by(folder, revision)
    answer = ask(folder, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    _refuse_ambiguous(folder, revision, answer)
    commit = answer.out.decode("ascii", "replace").strip()
    if answer.code == 0 and re.fullmatch(_ID, commit):
        return commit
    raise _why_not(folder, revision, answer)


def branches_and_tags(folder: Path) -> list[str]:
    """List the short names of all branches and tags, also of those last seen elsewhere."""
    out = run(folder, "for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/remotes", "refs/tags")
    return out.decode("utf-8", "replace").splitlines()


def day_named(revision: str) -> date | None:
    """Give the day that a word names, None where it names no day but a branch, a tag or an id."""
    try:
        return date.fromisoformat(revision) if re.fullmatch(_DATE, revision) else None
    except ValueError:
        return None


def _refuse_traps(revision: str) -> None:
    if revision.startswith("-"):
        raise RefusedRevisionError(revision, "looks like an option")
    # `HEAD:path` names a file, `:/words` searches messages; no name of a commit has a colon in it.
    if ":" in revision:
        raise RefusedRevisionError(revision, "names a file or a search, not a commit")
    if not revision.isprintable() or not revision.strip():
        raise UnknownRevisionError(revision)


def _commit_by(folder: Path, revision: str) -> str:
    if names := _full_names(folder, revision):
        raise AmbiguousRevisionError(revision, [f"the date {revision}", *names])
    day = day_named(revision)
    if day is None:
        raise UnknownRevisionError(revision)
    head = ask(folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if head.code:
        raise _nothing_on_head(folder)
    end = int(datetime.combine(day, time(23, 59, 59), UTC).timestamp())
    # `--min-age` wraps round in 2038, and a written date ends in 2099; seconds after `@` do neither.
    until = f"--until=@{max(end, 0)} +0000"
    out = run(
        folder, "rev-list", "--max-count=1", "--first-parent", until, head.out.decode("ascii").strip(), "--"
    )
    if not out:
        raise NothingThatOldError(day)
    return out.decode("ascii").strip()


def _refuse_ambiguous(folder: Path, revision: str, answer: Answer) -> None:
    names = set(re.findall(_AMBIGUOUS_NAME, answer.messages)) - {"HEAD"}
    if names:
        meanings = [full for name in sorted(names) for full in _full_names(folder, name)]
        raise AmbiguousRevisionError(
            revision, meanings if len(meanings) > 1 else [*meanings, "a short commit id"]
        )
    if re.search(_AMBIGUOUS_ID, answer.messages):
        raise AmbiguousRevisionError(revision, ["several objects whose ids begin so"])


def _why_not(folder: Path, revision: str, answer: Answer) -> WorkbookError:
    if kind := re.search(_OTHER_TYPE, answer.messages):
        return NotACommitError(revision, kind[1])
    if not re.fullmatch(_ID, revision) and _has_id(folder, revision):
        return UnreadableCommitError(folder, revision)
    if ask(folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").code == 0:
        return UnknownRevisionError(revision)
    is_about_head = revision == "@" or revision.startswith(("HEAD", "@~", "@^", "@{"))
    if is_about_head or not run(folder, "for-each-ref", "--count=1"):
        return _nothing_on_head(folder)
    return UnknownRevisionError(revision)


def _nothing_on_head(folder: Path) -> WorkbookError:
    """Tell a branch without a commit from one whose commit cannot be read."""
    if _has_id(folder, "HEAD"):
        return UnreadableCommitError(folder, _branch(folder) or "HEAD")
    return NoCommitYetError(folder, _branch(folder))


def _has_id(folder: Path, name: str) -> bool:
    """Say whether a name stands for an id, whatever lies there."""
    answer = ask(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
    return re.fullmatch(_ID, answer.out.decode("ascii", "replace").strip()) is not None


def _full_names(folder: Path, name: str) -> list[str]:
    """List the full names of the branches and tags that a short name stands for, in git's order."""
    wanted = [f"refs/tags/{name}", f"refs/heads/{name}", f"refs/remotes/{name}"]
    out = run(folder, "for-each-ref", "--format=%(refname)", "--", *wanted)
    held = set(out.decode("utf-8", "surrogateescape").splitlines())
    return [full for full in wanted if full in held]


def _branch(folder: Path) -> str:
    full = ask(folder, "symbolic-ref", "--quiet", "HEAD").out.decode("utf-8", "replace").strip()
    return full.removeprefix("refs/heads/")
