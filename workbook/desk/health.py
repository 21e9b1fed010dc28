"""What is missing here: git, identity, layers, extras, cache; and what can be mended without asking.

In: a folder. Out: `Diagnosis` lines, each with the command that mends it. Looks and changes nothing, but for
`mend`, which does what is safe and says so.
"""

import os
import re
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import partial
from itertools import chain
from pathlib import Path
from shlex import quote

import msgspec

from workbook.desk.drivers import set_up_drivers
from workbook.desk.folders import cache_folder, overlay_folders, own_repository, plan_top
from workbook.desk.founding import FIRST_COMMIT, IGNORE_LINE, ignore_layers, ignores_layers
from workbook.desk.identity import EMAIL, NAME, NATION, identity
from workbook.desk.leftovers import clear_leftovers, leftovers
from workbook.desk.locks import stuck
from workbook.errors import WorkbookError
from workbook.model.nations import is_party_code, party_name
from workbook.records.making import read_contents
from workbook.records.paths import LAYER_FILE, LAYERS, MANIFEST, PLANS
from workbook.vcs.driver import ATTRIBUTES, has_attributes, missing_settings
from workbook.vcs.locks import SETTLED_S, clear_locks
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import GitFailedError, ask, run

_LEAST_GIT = (2, 39)
_DEVELOPERS = ("dev", "bench")
_MOST_NAMED = 5


class State(StrEnum):
    """How it stands: as needed, missing and needed, or missing and only of use."""

    OK = "ok"
    MISSING = "missing"
    OPTIONAL = "optional"


class Diagnosis(msgspec.Struct, frozen=True, kw_only=True):
    """One thing looked at: what it is, how it stands, what was seen, and what mends it."""

    state: State
    about: str
    seen: str
    remedy: str = ""


def diagnose(start: Path) -> Iterator[Diagnosis]:
    """Look at everything, in the order in which it should be mended."""
    git = _git()
    yield git
    try:
        top = plan_top(start)
    except WorkbookError as error:
        yield Diagnosis(
            state=State.MISSING,
            about="workbook",
            seen=str(error),
            remedy="workbook init DIR --secretariat NOR",
        )
        return
    yield Diagnosis(state=State.OK, about="workbook", seen=str(top))
    yield from _looked(MANIFEST, lambda: _manifest(top))
    if git.state is State.OK:
        yield from _looked("repository", lambda: _repository(top))
        yield _gitignore(top)
        for folder in overlay_folders(top):
            yield from _looked(f"layer {folder.name}", partial(_overlay, top, folder))
            yield from _looked(f"lock in layer {folder.name}", partial(_locks, folder))
        yield from _looked("lock", lambda: _locks(top))
    yield from _looked("left over", lambda: _left_over(top))
    yield from _looked("cache", lambda: [_cache(top)])
    yield from _extras()


def _looked(about: str, look: Callable[[], Iterable[Diagnosis]]) -> Iterator[Diagnosis]:
    """Look at one thing; what keeps it from being looked at is a finding like any other."""
    try:
        yield from look()
    except WorkbookError as error:
        yield Diagnosis(state=State.MISSING, about=about, seen=str(error))
    except OSError as error:
        seen = f"{error.filename or 'a file'} cannot be read ({error.strerror or error})"
        yield Diagnosis(state=State.MISSING, about=about, seen=seen)


def mend(start: Path) -> Iterator[str]:
    """Do what is safe, and say what was done.

    Raises:
        WorkbookError: no workbook is here, or a file cannot be written.
    """
    top = plan_top(start)
    # First: git changes no setting while its file is locked.
    repositories = [one for folder in (top, *overlay_folders(top)) if (one := own_repository(folder))]
    for path in chain.from_iterable(map(clear_locks, repositories)):
        yield f"Removed {path}, which a git that was killed had left."
    if ignore_layers(top):
        yield f"Added {IGNORE_LINE} to {top / '.gitignore'}; commit it."
    for folder in (top, *overlay_folders(top)):
        if (repository := own_repository(folder)) and (folder == top or (folder / LAYER_FILE).is_file()):
            yield from set_up_drivers(repository)
    for path in clear_leftovers((top, *overlay_folders(top)), now_s=time.time()):
        yield f"Removed {path.relative_to(top)}, which a save that was cut short had left."


def _manifest(top: Path) -> Iterator[Diagnosis]:
    """Tell of a file of the whole plan that cannot be read: what holds for everybody is unknown then."""
    file = read_contents(MANIFEST, (top / MANIFEST).read_bytes())
    if file.description is None:
        seen = "; ".join(["cannot be read", *(fault.message for fault in file.faults[:1])])
        yield Diagnosis(state=State.MISSING, about=MANIFEST, seen=seen, remedy="workbook check")


def _locks(folder: Path) -> Iterator[Diagnosis]:
    """Tell of locks that stay: while one does, git changes nothing of what it locks."""
    repository = own_repository(folder)
    for one in stuck(repository, settled_s=SETTLED_S) if repository is not None else ():
        yield Diagnosis(
            state=State.MISSING if one.is_left else State.OPTIONAL,
            about="lock",
            seen=f"{one.lock.path} {one.words}",
            remedy="workbook doctor --fix" if one.is_left else "",
        )


def _left_over(top: Path) -> Iterator[Diagnosis]:
    """Tell of what saves that were killed left; of many the first few."""
    found = list(leftovers((top, *overlay_folders(top)), now_s=time.time()))
    if found:
        named = ", ".join(str(path.relative_to(top)) for path in found[:_MOST_NAMED])
        more = f" and {len(found) - _MOST_NAMED:,} more" if len(found) > _MOST_NAMED else ""
        yield Diagnosis(
            state=State.OPTIONAL,
            about="left over",
            seen=f"{named}{more}, by saves that were cut short; the records beside them are whole",
            remedy="workbook doctor --fix",
        )


def _git() -> Diagnosis:
    if shutil.which("git") is None:
        return Diagnosis(
            state=State.MISSING,
            about="git",
            seen="the program git is not found",
            remedy="install git 2.39 or later",
        )
    words = run(Path.cwd(), "version").decode(errors="replace").strip()
    found = re.search(r"([0-9]+)\.([0-9]+)", words)
    is_new = found is not None and (int(found[1]), int(found[2])) >= _LEAST_GIT
    return Diagnosis(
        state=State.OK if is_new else State.MISSING,
        about="git",
        seen=words,
        remedy="" if is_new else "install git 2.39 or later",
    )


def _repository(top: Path) -> Iterator[Diagnosis]:
    repository = own_repository(top)
    if repository is None:
        yield Diagnosis(
            state=State.MISSING,
            about="repository",
            seen="the workbook is not the top of a git repository",
            remedy=f"git init {quote(str(top))}",
        )
        return
    yield _branch(_read_branch(repository))
    yield from _looked("identity", lambda: _identity(repository))
    yield from _first_commit(repository)
    yield from _looked("merge driver", lambda: [_drivers(repository, "merge driver")])


def _branch(name: str) -> Diagnosis:
    if name:
        return Diagnosis(state=State.OK, about="repository", seen=f"on {name}")
    seen = "on no branch, so nothing can be saved"
    return Diagnosis(state=State.MISSING, about="repository", seen=seen, remedy="git switch main")


def _first_commit(repository: Repository) -> Iterator[Diagnosis]:
    """Tell of a plan that is in no commit, as where git did not know who made it."""
    if ask(repository.top, "rev-parse", "--quiet", "--verify", f"HEAD:{MANIFEST}").code:
        yield Diagnosis(
            state=State.MISSING,
            about=MANIFEST,
            seen="is in no commit, so whoever clones this gets no plan",
            remedy=FIRST_COMMIT,
        )


def _read_branch(repository: Repository) -> str:
    """Give the branch that a repository stands on, "" for none, once its last commit can be read.

    Raises:
        WorkbookError: git refuses the repository, or finds it damaged.
    """
    head = ask(repository.top, "symbolic-ref", "--quiet", "--short", "HEAD")
    if head.code > 1:
        raise GitFailedError("symbolic-ref", repository.top, head.messages)
    last = ask(repository.top, "rev-parse", "--quiet", "--verify", "HEAD^{tree}")
    if last.code and last.messages:
        raise GitFailedError("rev-parse", repository.top, last.messages)
    return head.out.decode(errors="replace").strip()


def _overlay(top: Path, folder: Path) -> Iterator[Diagnosis]:
    layer = _layer(top, folder)
    inner = own_repository(folder) if layer.state is State.OK else None
    if inner is None:
        yield layer
        return
    _read_branch(inner)
    yield layer
    yield _drivers(inner, f"merge driver of layer {folder.name}")


def _identity(repository: Repository) -> Iterator[Diagnosis]:
    who = identity(repository)
    yield _setting(NAME, who.name, '"Your Name"')
    yield _setting(EMAIL, who.email, "you@example.org")
    yield _nation(who.nation)


def _setting(key: str, value: str, example: str) -> Diagnosis:
    if value:
        return Diagnosis(state=State.OK, about=key, seen=value)
    return Diagnosis(
        state=State.MISSING, about=key, seen="not set", remedy=f"git config --global {key} {example}"
    )


def _nation(code: str) -> Diagnosis:
    remedy = f"git config {NATION} NOR"
    if not code:
        return Diagnosis(state=State.MISSING, about=NATION, seen="not set", remedy=remedy)
    if not is_party_code(code):
        seen = f"{code!r} is the code of no nation"
        return Diagnosis(state=State.MISSING, about=NATION, seen=seen, remedy=remedy)
    return Diagnosis(state=State.OK, about=NATION, seen=f"{code} ({party_name(code)})")


def _gitignore(top: Path) -> Diagnosis:
    path = top / ".gitignore"
    try:
        is_ignored = path.is_file() and ignores_layers(path.read_bytes())
    except OSError:
        is_ignored = False
    if is_ignored:
        return Diagnosis(state=State.OK, about=".gitignore", seen=f"leaves {IGNORE_LINE} out")
    return Diagnosis(
        state=State.MISSING,
        about=".gitignore",
        seen=f"has no line {IGNORE_LINE}, so narrower layers could be committed to the shared repository",
        remedy="workbook doctor --fix",
    )


def _drivers(repository: Repository, about: str) -> Diagnosis:
    """Tell whether plain git merges records by meaning here."""
    lacks = [] if has_attributes(repository) else [f"{ATTRIBUTES} names no driver for {PLANS}/"]
    if missing := missing_settings(repository):
        lacks.append(f"git's settings lack {', '.join(missing)}")
    if not lacks:
        return Diagnosis(state=State.OK, about=about, seen="records are merged by meaning")
    seen = f"{' and '.join(lacks)}, so plain git merges records by lines"
    return Diagnosis(state=State.MISSING, about=about, seen=seen, remedy="workbook doctor --fix")


def _layer(top: Path, folder: Path) -> Diagnosis:
    """Judge an overlay: it must say who reads it, have a repository, and stay out of the shared one."""
    about, where = f"layer {folder.name}", f"{LAYERS}/{folder.name}"
    if not (folder / LAYER_FILE).is_file():
        return Diagnosis(
            state=State.MISSING,
            about=about,
            seen=f"has no {LAYER_FILE}, so nothing of it is read",
            remedy=f"write name and readers into {where}/{LAYER_FILE}",
        )
    if own_repository(folder) is None:
        return Diagnosis(
            state=State.MISSING,
            about=about,
            seen="is no git repository of its own",
            remedy=f"git init {quote(where)}",
        )
    if own_repository(top) and run(top, "ls-files", "--cached", "--", where):
        return Diagnosis(
            state=State.MISSING,
            about=about,
            seen="has files in the shared repository, where every member can read them",
            remedy=f"git rm -r --cached {quote(where)}",
        )
    return Diagnosis(state=State.OK, about=about, seen=where)


def _cache(top: Path) -> Diagnosis:
    folder = cache_folder(top)
    if folder is None:
        return Diagnosis(
            state=State.OPTIONAL,
            about="cache",
            seen="none without git, so every check reads all",
            remedy="git init",
        )
    if not folder.is_dir():
        return Diagnosis(state=State.OK, about="cache", seen="empty; the next check fills it")
    if not os.access(folder, os.W_OK):
        return Diagnosis(
            state=State.OPTIONAL,
            about="cache",
            seen=f"{folder} may not be written, so every check reads all",
            remedy=f"chmod u+w {quote(str(folder))}",
        )
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return Diagnosis(state=State.OK, about="cache", seen=f"{size / 1e6:,.1f} MB in {folder}")


def _extras() -> Iterator[Diagnosis]:
    """Tell which extras of the installed program are there; in a checkout nothing is known of them."""
    from importlib.metadata import PackageNotFoundError, metadata, requires

    try:
        names = metadata("workbook").get_all("Provides-Extra") or []
    except PackageNotFoundError:
        return
    wanted = requires("workbook") or []
    for extra in sorted(set(names) - set(_DEVELOPERS)):
        missing = [name for name in _packages(wanted, extra) if not _is_there(name)]
        if missing:
            seen = f"the extra {extra} is not installed: {', '.join(missing)}"
            remedy = f"pip install 'workbook[{extra}]'"
            yield Diagnosis(state=State.OPTIONAL, about="extra", seen=seen, remedy=remedy)
        else:
            yield Diagnosis(state=State.OK, about="extra", seen=extra)


def _packages(wanted: list[str], extra: str) -> list[str]:
    mark = re.compile(rf"""extra\s*==\s*['"]{re.escape(extra)}['"]""")
    return [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in wanted if mark.search(line)]


def _is_there(package: str) -> bool:
    from importlib.metadata import PackageNotFoundError, version

    try:
        version(package)
    except PackageNotFoundError:
        return False
    return True
