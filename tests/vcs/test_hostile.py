"""Claims about writing in a repository whose every setting that names a program leaves a mark when run."""

import os
import subprocess
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workbook.vcs.driver import has_attributes, install, missing_settings
from workbook.vcs.history import all_touches, life
from workbook.vcs.landing import Unsettled, commit_merge, fast_forward, leave_conflicted
from workbook.vcs.merging import MergedFile, ancestry, merged_tree, split
from workbook.vcs.objects import Authorship, commit_onto, commit_paths
from workbook.vcs.plumbing import Repository
from workbook.vcs.state import WorkTreeElsewhereError, standing

from .conftest import Place

_THEN = datetime(2022, 9, 28, 12, tzinfo=UTC)
_FILE = "plans/nations/NOR/x.toml"
_CRLF = "plans/nations/NOR/crlf.toml"
_HOOKS = [
    "applypatch-msg",
    "commit-msg",
    "fsmonitor-watchman",
    "post-applypatch",
    "post-checkout",
    "post-commit",
    "post-index-change",
    "post-merge",
    "post-rewrite",
    "pre-applypatch",
    "pre-auto-gc",
    "pre-commit",
    "pre-merge-commit",
    "pre-push",
    "pre-rebase",
    "prepare-commit-msg",
    "push-to-checkout",
    "reference-transaction",
    "sendemail-validate",
    "update",
]
_PROGRAMS = [
    "commit.template",
    "core.alternateRefsCommand",
    "core.askPass",
    "core.editor",
    "core.fsmonitor",
    "core.gitProxy",
    "core.pager",
    "core.sshCommand",
    "credential.helper",
    "diff.external",
    "diff.trap.command",
    "diff.trap.textconv",
    "filter.trap.clean",
    "filter.trap.process",
    "filter.trap.smudge",
    "filter.odd=name.clean",
    "filter.odd=name.process",
    "gpg.program",
    "gpg.ssh.program",
    "gpg.x509.program",
    "interactive.diffFilter",
    "merge.trap.driver",
    "mergetool.trap.cmd",
    "sequence.editor",
    "trailer.record.command",
    "trailer.record.cmd",
    "uploadpack.packObjectsHook",
]
_COMMANDS = [
    "cat-file",
    "check-attr",
    "config",
    "diff-index",
    "diff-tree",
    "index-pack",
    "log",
    "ls-files",
    "merge-base",
    "rev-parse",
    "symbolic-ref",
    "unpack-objects",
    "update-index",
    "update-ref",
]


@pytest.fixture
def trapped(mine: Place, tmp_path: Path) -> Place:
    """Two branches that differ, one of them with conflicts, and every trap that a repository can hold."""
    mine.commit({_FILE: "x = 0\n", "plans/a.toml": "a = 0\n", "plans/b.toml": "b = 0\n"})
    mine.git("switch", "--quiet", "--create", "other")
    mine.commit({_FILE: "x = 2\n", "plans/b.toml": "b = 2\n", "plans/new.toml": "n = $Id$\n"})
    mine.git("switch", "--quiet", "main")
    mine.commit({_FILE: "x = 1\n", "plans/a.toml": "a = 1\n"})
    _set_traps(mine, tmp_path)
    return mine


def _set_traps(place: Place, tmp_path: Path) -> None:
    trap = _script(
        tmp_path / "trap",
        f'(echo "$0 $*"; cat /proc/$PPID/cmdline | tr "\\0" " ") >> "{tmp_path}/marker"; cat',
    )
    for hooks in (place.folder / ".git/hooks", tmp_path / "hooks"):
        hooks.mkdir(exist_ok=True)
        [_script(hooks / name, f'touch "{tmp_path}/marker"') for name in _HOOKS]
    lines = "* filter=trap diff=trap merge=trap ident text eol=crlf working-tree-encoding=UTF-16\n"
    (place.folder / ".git/info").mkdir(exist_ok=True)
    (place.folder / ".git/info/attributes").write_text(lines + "*.toml filter=odd=name\n")
    (tmp_path / "attributes").write_text(lines)
    (tmp_path / "included").write_text(
        f"[alias]\n{''.join(f'{one} = !{trap}{chr(10)}' for one in _COMMANDS)}"
    )
    settings = {
        **dict.fromkeys(_PROGRAMS, trap),
        **{f"pager.{command}": trap for command in _COMMANDS},
        "include.path": str(tmp_path / "included"),
        "core.attributesFile": str(tmp_path / "attributes"),
        "core.autocrlf": "true",
        "core.hooksPath": str(tmp_path / "hooks"),
        "commit.gpgSign": "true",
        "merge.default": "trap",
        "merge.tool": "trap",
        "gc.auto": "1",
    }
    [place.git("config", key, value) for key, value in settings.items()]
    config = place.folder / ".git/config"
    config.write_text(config.read_text() + f'[filter "odd=name"]\n\tclean = {trap}\n\tprocess = {trap}\n')


def _by(repository: Repository) -> Authorship:
    at = standing(repository)
    return Authorship(author=at.author, committer=at.committer, moment=_THEN)


def _commits(repository: Repository) -> None:
    at = standing(repository)
    texts: Mapping[str, bytes] = {_FILE: b"x = 3\r\n", _CRLF: b"$Id$\r\n"}
    commit_paths(
        repository, branch=at.branch, parents=[at.tip], changes=texts, message="M\n", by=_by(repository)
    )
    commit_onto(
        repository, branch=at.branch, seen=at.tip, changes={"n": b""}, message="M\n", by=_by(repository)
    )


def _reads_history(repository: Repository) -> None:
    tip = standing(repository).tip
    list(life(repository, [_FILE], start=tip))
    all_touches(repository, [_FILE], since=repository.resolve("HEAD~1"), until=tip)


def _merges(repository: Repository) -> None:
    at, theirs = standing(repository), repository.resolve("other")
    parts = split(repository, ancestry(repository, at.tip, theirs))
    tree = merged_tree(repository, parts, {_FILE: MergedFile(data=b"x = 12\n")})
    commit_merge(repository, at, theirs=theirs, tree=tree, message="Merge\n", by=_by(repository))


def _leaves_a_conflict(repository: Repository) -> None:
    at, theirs = standing(repository), repository.resolve("other")
    parts = split(repository, ancestry(repository, at.tip, theirs))
    tree = merged_tree(repository, parts, {_FILE: MergedFile(data=b"<<<<<<<\n")})
    unsettled = [Unsettled(about=one, text=b"<<<<<<<\n") for one in parts.both]
    leave_conflicted(repository, at, parts=parts, tree=tree, unsettled=unsettled, message="Merge")


def _forwards(repository: Repository) -> None:
    at = standing(repository)
    by = _by(repository)
    ahead = commit_paths(
        repository,
        branch="refs/heads/ahead",
        parents=[],
        changes={_FILE: b"x = 9\n"},
        message="Ahead\n",
        by=by,
        with_index=False,
    )
    fast_forward(repository, at, theirs=ahead)


def _installs(repository: Repository) -> None:
    has_attributes(repository)
    install(repository)
    missing_settings(repository)


@pytest.mark.parametrize(
    "work", [_commits, _reads_history, _merges, _leaves_a_conflict, _forwards, _installs]
)
def test_no_program_that_a_repository_names_runs(
    trapped: Place, tmp_path: Path, work: Callable[[Repository], None]
) -> None:
    work(Repository.find(trapped.folder))

    assert not (tmp_path / "marker").exists()


@pytest.mark.parametrize("command", [["status"], ["commit", "--allow-empty", "-m", "x"], ["merge", "other"]])
def test_the_traps_of_this_file_do_catch(trapped: Place, tmp_path: Path, command: list[str]) -> None:
    trapped.write({_FILE: "x = 99\n"})

    subprocess.run(["git", *command], cwd=trapped.folder, capture_output=True, check=False)

    assert (tmp_path / "marker").exists()


def test_files_are_written_and_committed_byte_for_byte(trapped: Place) -> None:
    repository = Repository.find(trapped.folder)

    _merges(repository)
    _commits(repository)

    assert (trapped.folder / "plans/new.toml").read_bytes() == b"n = $Id$\n"
    assert (trapped.folder / "plans/b.toml").read_bytes() == b"b = 2\n"
    assert repository.blob(trapped.git("rev-parse", f"HEAD:{_CRLF}")) == b"$Id$\r\n"
    assert repository.blob(trapped.git("rev-parse", f"HEAD:{_FILE}")) == b"x = 3\r\n"


def test_replaced_objects_and_grafts_are_not_what_is_merged_or_told(trapped: Place) -> None:
    other, main = trapped.git("rev-parse", "other"), trapped.git("rev-parse", "main")
    false = trapped.git("commit-tree", "-m", "False", f"{main}^{{tree}}")
    trapped.git("replace", other, false)
    trapped.git("replace", trapped.git("rev-parse", "main~1"), false)
    (trapped.folder / ".git/info/grafts").write_text(f"{main}\n")
    repository = Repository.find(trapped.folder)

    found = ancestry(repository, main, other)

    assert found.bases == (trapped.git("--no-replace-objects", "rev-parse", "other~1"),)
    assert len(list(life(repository, [_FILE], start=main))) == 2


def test_a_work_tree_that_a_setting_puts_elsewhere_is_not_written(trapped: Place, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    trapped.git("config", "core.worktree", str(tmp_path / "elsewhere"))

    with pytest.raises(WorkTreeElsewhereError):
        _merges(Repository.find(trapped.folder))
    assert os.listdir(tmp_path / "elsewhere") == []


def _script(path: Path, text: str) -> str:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)
