"""What the two sides of a merge that git runs are called: by label, branch or commit, never by "ours".

A folder, the environment that git gave, and its labels flow in; names flow out. Only two small files of the
repository are read, and git is not started: this runs once for each file that is merged.

Source: gitattributes(5) on `%S`, `%X`, `%Y`, which git before 2.44 passes as they stand; git-merge sets
`GITHEAD_<commit>` to the name of each branch it merges.
"""

from collections.abc import Mapping
from pathlib import Path

from workbook.change.marks import Sides
from workbook.vcs.location import Location, NotARepositoryError, locate

_THIS, _BASE, _OTHER = "this branch", "base", "the other branch"
_BRANCH = "refs/heads/"
_UNKNOWN = ("", "HEAD", "%S", "%X", "%Y")


def side_names(folder: Path, environment: Mapping[str, str], given: Sides) -> Sides:
    """Name the sides as given by git, else by what the repository tells, else in plain words."""
    try:
        location = locate(folder)
    except (NotARepositoryError, OSError):
        location = None
    ours, base, theirs = ("" if name in _UNKNOWN else name for name in (given.ours, given.base, given.theirs))
    return Sides(
        ours=ours or _current(location) or _THIS,
        base=base or _BASE,
        theirs=theirs or _merged_in(environment) or _rebased(location) or _OTHER,
    )


def _current(location: Location | None) -> str:
    return _branch(location, "HEAD", "ref: ")


def _rebased(location: Location | None) -> str:
    # While a branch is rebased its own commits are the other side.
    return _branch(location, "rebase-merge/head-name", "")


def _branch(location: Location | None, file: str, start: str) -> str:
    if location is None:
        return ""
    try:
        text = (location.head_folder / file).read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
    return text.removeprefix(start + _BRANCH) if text.startswith(start + _BRANCH) else ""


def _merged_in(environment: Mapping[str, str]) -> str:
    """Give the branch that is merged; with several at once it is not told which is at hand."""
    names = [value for name, value in environment.items() if name.startswith("GITHEAD_") and value]
    return names[0] if len(names) == 1 else ""
