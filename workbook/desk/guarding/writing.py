"""Who may write what in the shared repository, and at which names anything may stand at all.

In: a path, and what stands there. Out: whether a nation may change it; or a sentence on why nothing may stand
so. Names are those of records and few others, in plain letters, so that no file system takes two for one;
links, programs and other repositories have no place.
"""

import re
from collections.abc import Iterable, Iterator

import msgspec

from workbook.desk.guarding.refusal import Refusal
from workbook.records.paths import LAYER_FILE, LAYERS, MANIFEST, PLANS, home_of, owner_of
from workbook.vcs.plumbing import Repository
from workbook.vcs.trees import FILE, FOLDER, LINK, PROGRAM, SUBMODULE, Entry, Trees

TEMPLATES = "templates"
_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._+-]*[A-Za-z0-9])?", re.ASCII)
_HIDDEN = frozenset((".gitattributes", ".gitignore", ".mailmap", ".gitlab-ci.yml", ".github", ".gitlab"))
_ODD_MODES = {LINK: "a link", SUBMODULE: "another repository", PROGRAM: "a program", FOLDER: "a folder"}
_OF_THE_PLAN = (MANIFEST, LAYER_FILE)


class Writer(msgspec.Struct, frozen=True, kw_only=True):
    """A nation that pushes, and the one that keeps the plan as main says so far."""

    nation: str
    secretariat: str

    def owns(self, path: str) -> bool:
        """Say whether a path is its own: in its folder, or in nobody's where it keeps the plan."""
        return self.nation == (owner_of(path) or self.secretariat)

    def whose(self, path: str) -> str:
        """Name the nation that alone may change a path."""
        return shown(owner_of(path) or self.secretariat)

    def clears(self, path: str, after: Entry | None) -> bool:
        """Say whether it takes away what was recorded for it, as it may once its own record is there."""
        return after is None and path.startswith(f"{PLANS}/recorded/{self.nation}/")


def is_proposable(path: str) -> bool:
    """Say whether what no nation owns can be proposed to the secretariat: the plan, and how papers look."""
    return not owner_of(path) and path.startswith((f"{PLANS}/", f"{TEMPLATES}/"))


def misplaced(path: str, entry: Entry) -> str:
    """Say why nothing may stand so at a path, as the rest of a sentence; "" where it may."""
    if entry.mode != FILE:
        what = _ODD_MODES.get(entry.mode, "no plain file")
        return f"is {what}, and a plan holds plain files only; take it out again"
    if path.startswith(f"{PLANS}/"):
        return _misplaced_in_plan(path)
    first, *rest = path.split("/")
    if first == LAYERS:
        return "lies where narrower layers are put, each a repository of its own; take it out"
    if all(map(_PLAIN.fullmatch, rest)) and (_PLAIN.fullmatch(first) or first in _HIDDEN):
        return ""
    return "has a name that is not taken in; use plain letters, digits, dots, hyphens and underscores"


def _misplaced_in_plan(path: str) -> str:
    home = home_of(path)
    if home is None or not path.endswith(".toml"):
        name = path.rpartition("/")[2]
        may_lie_here = path in _OF_THE_PLAN or (name.startswith("README") and _PLAIN.fullmatch(name))
        is_plain = all(map(_PLAIN.fullmatch, path.split("/")))
        return "" if may_lie_here and is_plain else "lies where no record belongs; move it, or take it out"
    return home.fault


def alike_names(repository: Repository, commit: str, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give paths with a name beside each that some file systems take for the same.

    Only names that no record has can be so: those of records are in one form.
    """
    wanted = [path for path in paths if home_of(path) is None]
    if not wanted:
        return
    trees = Trees(repository.top, commit, wanted)
    for path in wanted:
        parts = path.split("/")
        for depth, name in enumerate(parts):
            folder = "/".join(parts[:depth])
            beside = [one for one in trees.names(folder) if one != name and one.casefold() == name.casefold()]
            if beside:
                yield path, "/".join([*parts[:depth], beside[0]])
                break


def shown(path: str) -> str:
    """Write a path as a sentence can hold it, whatever letters it has."""
    return path if path.isascii() and path.isprintable() else repr(path)


def bounded(refusals: Iterable[Refusal], most: int = 20) -> tuple[Refusal, ...]:
    """Give the first refusals; who mends these finds the others."""
    found = []
    for one in refusals:
        found.append(one)
        if len(found) == most:
            break
    return tuple(found)
