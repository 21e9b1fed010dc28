"""Claims about where a repository is found."""

from pathlib import Path

import pytest

from workbook.vcs.location import NotARepositoryError
from workbook.vcs.plumbing import Repository

from .conftest import Place


def test_a_work_tree_is_found_from_any_folder_or_file_below(place: Place) -> None:
    from_folder = Repository.find(place.folder / "plans" / "nations")
    from_file = Repository.find(place.folder / "plans" / "workbook.toml")

    assert from_folder == from_file
    assert from_folder.top == place.folder
    assert from_folder.git_folder == place.folder / ".git"
    assert not from_folder.is_bare


def test_a_bare_repository_is_its_own_top(place: Place, tmp_path: Path) -> None:
    place.git("clone", "--quiet", "--bare", ".", str(tmp_path / "shared.git"))

    found = Repository.find(tmp_path / "shared.git")

    assert (found.top, found.git_folder, found.is_bare) == (
        tmp_path / "shared.git",
        tmp_path / "shared.git",
        True,
    )
    assert found.resolve("main") == place.git("rev-parse", "main")


def test_a_linked_work_tree_shares_the_git_folder_and_has_its_own_head(place: Place, tmp_path: Path) -> None:
    place.git("worktree", "add", "--quiet", "-b", "draft", str(tmp_path / "draft"))
    draft = Place(tmp_path / "draft").commit({"plans/new.toml": ""})

    found = Repository.find(tmp_path / "draft" / "plans")

    assert (found.top, found.git_folder) == (tmp_path / "draft", place.folder / ".git")
    assert found.resolve("HEAD") == draft


def test_a_git_file_is_followed(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.git("init", "--quiet", "--separate-git-dir", str(tmp_path / "elsewhere"), str(tmp_path / "plan"))

    assert Repository.find(tmp_path / "plan").git_folder == tmp_path / "elsewhere"


def test_a_submodule_is_its_own_repository(place: Place, tmp_path: Path) -> None:
    place.git("clone", "--quiet", ".", str(tmp_path / "outer"))
    outer = Place(tmp_path / "outer")
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(place.folder), "inner")

    found = Repository.find(tmp_path / "outer" / "inner")

    assert found.git_folder == tmp_path / "outer" / ".git" / "modules" / "inner"
    assert found.resolve("HEAD") == place.git("rev-parse", "HEAD")


def test_no_process_is_needed_to_find_a_repository(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    assert Repository.find(place.folder).git_folder == place.folder / ".git"


def test_a_git_folder_that_is_none_is_passed_over(place: Place) -> None:
    (place.folder / "plans" / ".git").mkdir()

    assert Repository.find(place.folder / "plans").top == place.folder


def test_the_variables_of_a_hook_do_not_move_the_repository(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_WORK_TREE", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere")
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", "/nowhere")

    assert len(Repository.find(place.folder).resolve("HEAD")) == 40


def test_a_folder_outside_any_repository_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotARepositoryError, match=r"lies in no git repository; .* `workbook init DIR`"):
        Repository.find(tmp_path)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotARepositoryError, match="gone does not exist"):
        Repository.find(tmp_path / "gone")


@pytest.mark.parametrize("text", ["gitdir: /nowhere/at/all\n", "not a pointer\n", ""])
def test_a_git_file_that_points_nowhere_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / ".git").write_text(text)

    with pytest.raises(NotARepositoryError, match=r"`\.git` file that points to no repository"):
        Repository.find(tmp_path)
