"""Claims about trees whose paths lead out of the work tree, or into git's folder."""

import subprocess
from binascii import unhexlify

import pytest

from workbook.vcs.landing import commit_merge, fast_forward
from workbook.vcs.merging import ancestry, merged_tree, split
from workbook.vcs.objects import Authorship
from workbook.vcs.odd_paths import RefusedPathError, refuse_odd_paths
from workbook.vcs.plumbing import Repository
from workbook.vcs.remotes import TransferFailedError, fetch
from workbook.vcs.state import standing

from .conftest import Place
from .test_landing import _THEN

ODD = ["..", ".git", ".GIT", ".git ", ".git.", "git~1", ".g\u200cit", ".git:x"]


def _tree(place: Place, entries: list[tuple[str, str, str]]) -> str:
    """Write a tree with any names, as git would not."""
    rows = [f"{mode} {name}\0".encode() + unhexlify(id_) for mode, name, id_ in entries]
    return place.git("hash-object", "-w", "-t", "tree", "--literally", "--stdin", stdin=b"".join(rows))


def _hostile(place: Place, name: str) -> str:
    """Put a branch `other` beside that has a file in a folder of this name, and give its commit."""
    text = place.git("hash-object", "-w", "--stdin", stdin=b"evil\n")
    inner = _tree(place, [("100644", "evil.txt", text)])
    plans = place.git("rev-parse", "HEAD:plans")
    root = _tree(place, [("40000", name, inner), ("40000", "plans", plans)])
    commit = place.git("commit-tree", "-p", "HEAD", "-m", "Evil", root)
    place.git("branch", "other", commit)
    return commit


def _is_there(place: Place) -> bool:
    return any(place.folder.parent.rglob("evil.txt"))


@pytest.mark.parametrize("name", ODD)
def test_a_branch_that_leads_elsewhere_is_not_stood_at(mine: Place, name: str) -> None:
    before = mine.git("rev-parse", "HEAD")
    repository, commit = Repository.find(mine.folder), _hostile(mine, name)

    with pytest.raises(RefusedPathError):
        fast_forward(repository, standing(repository), theirs=commit)

    assert not _is_there(mine)
    assert mine.git("rev-parse", "HEAD") == before


@pytest.mark.parametrize("name", ODD)
def test_a_branch_that_leads_elsewhere_is_not_merged(mine: Place, name: str) -> None:
    repository, commit = Repository.find(mine.folder), _hostile(mine, name)
    before = mine.commit({"plans/own": "x\n"})
    at = standing(repository)
    tree = merged_tree(repository, split(repository, ancestry(repository, at.tip, commit)), {})
    by = Authorship(author=at.author, committer=at.committer, moment=_THEN)

    with pytest.raises(RefusedPathError):
        commit_merge(repository, at, theirs=commit, tree=tree, message="Merge", by=by)

    assert not _is_there(mine)
    assert mine.git("rev-parse", "HEAD") == before


@pytest.mark.parametrize("name", ["..", ".git"])
def test_such_a_branch_is_not_even_fetched(mine: Place, name: str) -> None:
    commit = _hostile(mine, name)
    clone = Place(mine.folder.parent / "clone")
    subprocess.run(
        ["git", "clone", "--quiet", "--single-branch", mine.folder.as_uri(), clone.folder], check=True
    )

    with pytest.raises(TransferFailedError):
        fetch(Repository.find(clone.folder), "origin")

    assert commit not in clone.git("for-each-ref")


@pytest.mark.parametrize("path", ["plans/x.toml", ".gitignore", ".github/x", "plans/git/x", "a..b", "…"])
def test_plain_names_are_taken(path: str) -> None:
    refuse_odd_paths([path])
