"""Claims about the branch that is checked out: read from a file, it is what git says."""

from pathlib import Path

import pytest

from workbook.vcs import state
from workbook.vcs.head import is_absent, plain_tip
from workbook.vcs.plumbing import Repository
from workbook.vcs.state import DetachedHeadError, head_branch

from .conftest import Place


def _head(place: Place) -> str:
    return head_branch(Repository.find(place.folder))


@pytest.mark.parametrize("name", ["main", "proposal/NOR-P-7K3Q", "a_b.c-d", "v1.0/x"])
def test_a_plain_branch_is_read_without_git(empty: Place, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    empty.git("symbolic-ref", "HEAD", f"refs/heads/{name}")
    monkeypatch.delattr(state, "ask")

    assert _head(empty) == f"refs/heads/{name}"


@pytest.mark.parametrize("name", ["größe", "a+b", "@x", "a=b"])
def test_a_branch_of_another_name_is_asked_of_git(mine: Place, name: str) -> None:
    mine.git("switch", "--quiet", "--create", name)

    assert _head(mine) == f"refs/heads/{name}"


def test_a_name_that_leads_on_to_a_branch_stands_for_that(mine: Place) -> None:
    mine.git("symbolic-ref", "refs/heads/now", "refs/heads/main")
    mine.git("symbolic-ref", "HEAD", "refs/heads/now")

    assert _head(mine) == "refs/heads/main" == mine.git("symbolic-ref", "HEAD")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("ref: refs/heads/../../secret\n", id="up"),
        pytest.param("ref: refs/heads/main.lock\n", id="lock"),
        pytest.param("ref: refs/heads/.invalid\n", id="tables"),
        pytest.param("ref: refs/tags/main\n", id="tag"),
        pytest.param("0123456789012345678901234567890123456789\n", id="commit"),
    ],
)
def test_what_is_no_branch_is_none(mine: Place, text: str) -> None:
    (mine.folder / ".git/HEAD").write_text(text)

    with pytest.raises(DetachedHeadError):
        _head(mine)


def test_a_head_that_is_a_link_is_asked_of_git(mine: Place) -> None:
    head = Path(mine.folder / ".git/HEAD")
    head.unlink()
    head.symlink_to("refs/heads/main")

    assert _head(mine) == "refs/heads/main"


@pytest.mark.parametrize("command", [["branch", "--list"], ["pack-refs", "--all"]])
def test_where_a_branch_stands_is_read_from_its_file(mine: Place, command: list[str]) -> None:
    mine.git("branch", "x/main", "HEAD~0")
    mine.git("commit", "--quiet", "--allow-empty", "--message", "More")
    mine.git(*command)
    names = [
        "refs/heads/main",
        "refs/heads/x/main",
        "refs/heads/x",
        "refs/heads/ain",
        "refs/tags/main",
        "HEAD",
    ]

    found = [plain_tip(mine.folder / ".git", name) for name in names]

    assert found == [mine.git("rev-parse", "main"), mine.git("rev-parse", "x/main"), "", "", "", ""]


def test_a_branch_that_moved_since_it_was_packed_stands_where_it_is(mine: Place) -> None:
    mine.git("pack-refs", "--all")
    mine.git("commit", "--quiet", "--allow-empty", "--message", "More")

    assert plain_tip(mine.folder / ".git", "refs/heads/main") == mine.git("rev-parse", "HEAD")


@pytest.mark.parametrize("text", ["ref: refs/heads/other\n", "abc\n", "0" * 41 + "\n", "", "0" * 40])
def test_a_file_that_holds_no_id_says_nothing(mine: Place, text: str) -> None:
    (mine.folder / ".git/refs/heads/main").write_text(text)

    assert plain_tip(mine.folder / ".git", "refs/heads/main") == ""


def test_a_branch_that_is_a_link_says_nothing(mine: Place) -> None:
    (mine.folder / ".git/refs/heads/now").symlink_to("main")

    assert plain_tip(mine.folder / ".git", "refs/heads/now") == ""


@pytest.mark.parametrize("command", [["branch", "--list"], ["pack-refs", "--all"]])
def test_a_branch_that_is_there_is_never_said_to_be_absent(mine: Place, command: list[str]) -> None:
    mine.git("branch", "x/y")
    mine.git(*command)
    git = mine.folder / ".git"

    assert not is_absent(git, git, "refs/heads/x/y")
    assert is_absent(git, git, "refs/heads/x/z")


def test_where_refs_lie_in_tables_nothing_is_surely_absent(mine: Place) -> None:
    git = mine.folder / ".git"
    (git / "HEAD").write_text("ref: refs/heads/.invalid\n")

    assert not is_absent(git, git, "refs/heads/x")
