"""A shared repository whose pushes are judged in this process: by plain git, and by the program itself."""

import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import TODAY, Bench
from tests.desk.publishing.sharing import clone
from workbook.desk.guarding.judging import judge_branch, judge_main
from workbook.desk.guarding.refs import HEADS, MAIN, is_claim
from workbook.desk.guarding.refusal import Refusal
from workbook.vcs import remotes
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import Answer
from workbook.vcs.quarantine import tips
from workbook.vcs.transfer import Cancelled, transferring

FUNDED = "plans/nations/NOR/commitments/NOR-C-9D0M.toml"
ITEM = "plans/catalogue/items/155mm-he.toml"
GIFT = """\
title = "Barrels"
kind = "donation"
status = "committed"
item = "155mm-he"
quantity = 12
made_on = 2022-09-20
to = [{party = "UKR"}]
financed_by = [{nation = "SWE", share = "1/3"}]
"""


class Judged:
    """A bare repository, whose refs move only where the guard refuses nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.repository = Repository.find(folder)
        self.taken: list[str] = []
        self.moved_on: dict[str, date] = {}

    def clone(self, nation: str, folder: str = "") -> Bench:
        """Clone it for the staff of a nation; the same clone where there is one."""
        place = self.folder.parent / (folder or nation)
        if place.exists():
            return Bench(place)
        return clone(self.folder, place, nation=nation, email=f"{place.name.lower()}@example.org")

    @property
    def refs(self) -> dict[str, str]:
        """All refs, with where they stand."""
        return dict(tips(self.repository))

    def git(self, *words: str) -> str:
        """Run git there as its keeper would, by hand."""
        done = subprocess.run(["git", *words], cwd=self.folder, capture_output=True, check=True)
        return done.stdout.decode().strip()

    def push(
        self, bench: Bench, branch: str = "main", what: str = "HEAD", *, nation: str = "", today: str = TODAY
    ) -> Sequence[Refusal]:
        """Judge a push from a clone for its nation, and take it in where nothing is refused."""
        commit = bench.git("rev-parse", what)
        return self._push(bench.folder, f"{HEADS}{branch}", commit, nation or _nation(bench.folder), today)

    def judge_all(self, monkeypatch: pytest.MonkeyPatch, today: str = TODAY) -> None:
        """Let each push of the program itself be judged, as hooks of the server would."""
        real = transferring

        @contextmanager
        def judged(
            repository: Repository, remote: str, command: str, *words: str, **options: Any
        ) -> Iterator[Callable[[Cancelled], Answer]]:
            if command != "push":
                with real(repository, remote, command, *words, **options) as answer:
                    yield answer
                return
            commit, _, ref = words[-1].partition(":")
            refused = self._push(repository.top, ref, commit, _nation(repository.top), today)
            said = "\n".join(f"remote: {one.message}" for one in refused)
            line = b"!\tx\t[remote rejected] (pre-receive hook declined)\n" if refused else b""
            yield lambda _: Answer(code=1 if refused else 0, out=line, messages=said)

        monkeypatch.setattr(remotes, "transferring", judged)

    def _push(self, clone: Path, ref: str, commit: str, nation: str, today: str) -> Sequence[Refusal]:
        self.git("fetch", "--quiet", "--no-write-fetch-head", str(clone), commit)
        refs, day = self.refs, date.fromisoformat(today)
        old = refs.get(ref, "")
        if ref == MAIN:
            claims = {name: tip for name, tip in refs.items() if is_claim(name)}
            refused = judge_main(
                self.repository,
                old=old,
                new=commit,
                nation=nation,
                today=day,
                claims=claims,
                moved_on=self.moved_on,
            )
        else:
            refused = judge_branch(self.repository, ref=ref, new=commit, nation=nation, today=day)
        assert self.refs == refs
        if not refused:
            self.git("update-ref", ref, commit)
            self.moved_on[ref] = day
            self.taken.append(ref)
        return refused


def run(bench: Bench, *words: str) -> str:
    """Run a command that must succeed."""
    done = bench.run(*words)
    assert done.exit_code == 0, done.stdout + done.stderr
    return done.stdout


def proposed(bench: Bench, title: str = "Barrels", *words: str) -> str:
    """Propose what is committed, and give the id."""
    found = re.search(r"Proposed ([A-Z]{3}-P-\w{4})", run(bench, "propose", title, *words))
    assert found is not None
    return found[1]


def rules(refused: Sequence[Refusal]) -> set[str]:
    """Give the rules by which something was refused."""
    return {one.rule for one in refused}


def _nation(folder: Path) -> str:
    done = subprocess.run(
        ["git", "config", "workbook.nation"], cwd=folder, capture_output=True, check=True, text=True
    )
    return done.stdout.strip()
