"""Claims about how git is called: nothing else runs, nothing else is read."""

import os
import shutil
from pathlib import Path

import pytest

from workbook.vcs.commit import CommitSource
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import (
    GitFailedError,
    GitMissingError,
    IndexUnreadableError,
    NoLongerARepositoryError,
    PartialCloneError,
    SettingsUnreadableError,
    UnsafeRepositoryError,
    environment,
    run,
)

from .conftest import Place

_HOOKS = ("post-checkout", "reference-transaction", "post-index-change", "pre-commit", "fsmonitor-watchman")


def _script(path: Path, text: str) -> str:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def _read_everything(place: Place) -> None:
    repository = Repository.find(place.folder)
    commit = repository.resolve("main")
    repository.resolve("2022-09-28")
    source = CommitSource(repository, commit)
    dict(source.read_many([file.path for file in source.files("plans")]))
    repository.config("user.name")


@pytest.fixture
def trapped(place: Place, tmp_path: Path) -> Place:
    """A repository whose every setting that names a program leaves a mark when it runs."""
    trap = _script(tmp_path / "trap", f'touch "{tmp_path}/marker"; cat')
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    [_script(hooks / name, f'touch "{tmp_path}/marker"') for name in _HOOKS]
    place.commit({".gitattributes": "* filter=trap diff=trap\n"})
    programs = [
        "core.fsmonitor",
        "core.pager",
        "core.editor",
        "core.sshCommand",
        "core.askPass",
        "core.alternateRefsCommand",
        "core.gitProxy",
        "credential.helper",
        "diff.external",
        "diff.trap.textconv",
        "diff.trap.command",
        "filter.trap.clean",
        "filter.trap.smudge",
        "filter.trap.process",
        "gpg.program",
        "sequence.editor",
    ]
    [place.git("config", key, trap) for key in programs]
    commands = ("rev-parse", "rev-list", "ls-tree", "cat-file", "config", "for-each-ref", "symbolic-ref")
    [place.git("config", f"alias.{command}", f"!{trap}") for command in commands]
    [place.git("config", f"pager.{command}", trap) for command in commands]
    place.git("config", "log.showSignature", "true")
    place.git("config", "core.hooksPath", str(hooks))
    return place


def test_no_program_of_the_repositorys_settings_runs(trapped: Place, tmp_path: Path) -> None:
    _read_everything(trapped)

    assert not (tmp_path / "marker").exists()


def test_the_traps_of_this_file_do_catch(trapped: Place, tmp_path: Path) -> None:
    trapped.git("status")

    assert (tmp_path / "marker").exists()


def test_a_content_that_was_never_fetched_is_not_fetched(place: Place, tmp_path: Path) -> None:
    trap = _script(tmp_path / "trap", f'touch "{tmp_path}/marker"; exec git-upload-pack "$@"')
    place.git("config", "uploadpack.allowFilter", "true")
    place.git(
        "clone",
        "--quiet",
        "--no-checkout",
        "--filter=blob:none",
        place.folder.as_uri(),
        str(tmp_path / "partial"),
    )
    partial = Place(tmp_path / "partial")
    partial.git("config", "remote.origin.uploadpack", trap)
    partial.git("config", "protocol.file.allow", "always")
    repository = Repository.find(partial.folder)

    with pytest.raises(PartialCloneError, match="clone it again without `--filter`"):
        list(repository.blobs([place.git("rev-parse", "HEAD:plans/workbook.toml")]))
    assert not (tmp_path / "marker").exists()


def test_reading_writes_nothing_into_the_repository(place: Place) -> None:
    before = {path: path.stat().st_mtime_ns for path in sorted((place.folder / ".git").rglob("*"))}

    _read_everything(place)

    assert {path: path.stat().st_mtime_ns for path in sorted((place.folder / ".git").rglob("*"))} == before


def test_of_the_callers_git_variables_only_settings_files_remain() -> None:
    caller = {
        "PATH": "/bin",
        "GIT_DIR": "x",
        "GIT_WORK_TREE": "x",
        "GIT_INDEX_FILE": "x",
        "GIT_EXTERNAL_DIFF": "x",
        "GIT_SSH_COMMAND": "x",
        "GIT_TRACE": "x",
        "GIT_CONFIG_PARAMETERS": "x",
        "GIT_CONFIG_GLOBAL": "mine",
        "GIT_NO_REPLACE_OBJECTS": "0",
        "LC_ALL": "nb_NO.UTF-8",
    }

    given = environment(caller)

    assert given.keys() - caller.keys() == {
        "GIT_ALLOW_PROTOCOL",
        "GIT_GRAFT_FILE",
        "GIT_LITERAL_PATHSPECS",
        "GIT_NO_LAZY_FETCH",
        "GIT_OPTIONAL_LOCKS",
        "GIT_TERMINAL_PROMPT",
    }
    assert {name: given[name] for name in given.keys() & caller.keys()} == {
        "PATH": "/bin",
        "GIT_CONFIG_GLOBAL": "mine",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "LC_ALL": "C",
    }


def test_without_git_one_sentence_says_so(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(place.folder))

    with pytest.raises(GitMissingError, match="install git"):
        Repository.find(place.folder).resolve("HEAD")


def test_a_folder_that_vanished_is_not_taken_for_a_missing_git(place: Place) -> None:
    repository = Repository.find(place.folder)
    shutil.rmtree(place.folder)

    with pytest.raises(GitFailedError, match="there is no such folder"):
        repository.resolve("HEAD")


@pytest.fixture
def _other_owner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let git take every repository for that of another user."""
    git = shutil.which("git")
    (tmp_path / "bin").mkdir()
    _script(tmp_path / "bin" / "git", f'GIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec "{git}" "$@"')
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.usefixtures("_other_owner")
def test_a_repository_of_another_user_is_refused_with_the_way_out(empty: Place) -> None:
    repository = Repository.find(empty.folder)

    with pytest.raises(UnsafeRepositoryError, match=f"safe.directory {empty.folder}`"):
        repository.resolve("HEAD")
    with pytest.raises(UnsafeRepositoryError):
        repository.blob("1" * 40)


def test_git_fails_with_its_own_words_cleaned(place: Place) -> None:
    with pytest.raises(GitFailedError, match=r"fatal: Not a valid object name no\?\[31m; look"):
        run(place.folder, "ls-tree", "--", "no\x1b[31m")


@pytest.mark.parametrize(
    ("name", "content", "error", "words"),
    [
        ("config", "[core\nbroken", SettingsUnreadableError, "bad config line 1 in file .git/config; mend"),
        ("HEAD", "garbage\n", NoLongerARepositoryError, "its HEAD, its objects or its refs"),
        ("index", "DIRC garbage" * 9, IndexUnreadableError, "run `git reset`"),
        ("index", "garbage" * 9, IndexUnreadableError, "run `git reset`"),
        ("index", "DIRC", IndexUnreadableError, "run `git reset`"),
    ],
)
def test_what_is_damaged_is_told_by_its_name(
    place: Place, name: str, content: str, error: type[Exception], words: str
) -> None:
    (place.folder / ".git" / name).write_text(content)

    with pytest.raises(error, match=words):
        run(place.folder, "status", "--porcelain")


@pytest.mark.parametrize(
    ("words", "step"),
    [
        ("fatal: x: No space left on device", "make room on its disk and try again."),
        ("error: unable to write x: Read-only file system", "get leave to write there and try again."),
        ("fatal: x: Permission denied", "get leave to write there and try again."),
        ("fatal: bad object", "look for damage with `git fsck`."),
    ],
)
def test_the_next_step_fits_the_cause(tmp_path: Path, words: str, step: str) -> None:
    assert str(GitFailedError("init", tmp_path, words)).endswith(f"{words}; {step}")
