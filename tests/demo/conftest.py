"""One small demonstration for all tests here, written once."""

import os
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import pytest

from workbook.demo import DemoSummary, write_demo
from workbook.demo.story import TODAY
from workbook.desk.opening import OpenPlan, open_plan
from workbook.findings import Finding
from workbook.records.workbook import Workbook
from workbook.vcs.program import run

NATIONS, RECORDS = 12, 60


@dataclass(frozen=True)
class Demo:
    """A demonstration on disk, with what is asked of it."""

    summary: DemoSummary

    @property
    def folder(self) -> Path:
        return self.summary.folder

    @cached_property
    def plan(self) -> OpenPlan:
        return open_plan(self.folder)

    @cached_property
    def workbook(self) -> Workbook:
        return self.plan.workbook

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return self.plan.findings(today=TODAY)

    def findings_at(self, revision: str, today: date) -> tuple[Finding, ...]:
        return open_plan(self.folder, at=revision).findings(today=today)

    def text(self, path: str) -> str:
        return (self.folder / path).read_bytes().decode()

    def git(self, *arguments: str, layer: str = "") -> str:
        folder = self.folder / "layers" / layer if layer else self.folder
        return run(folder, *arguments).decode()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """Give the demonstration of seed 1."""
    folder = tmp_path_factory.mktemp("demo") / "plan"
    return Demo(write_demo(folder, nations=NATIONS, records=RECORDS, seed=1))


@pytest.fixture
def hostile_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Configure git as a user might, so that whatever is not kept apart shows in bytes or ids."""
    template = tmp_path / "template"
    (template / "hooks").mkdir(parents=True)
    hook = template / "hooks" / "post-checkout"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    attributes = tmp_path / "attributes"
    attributes.write_text("*.toml text eol=crlf ident\n")
    settings = tmp_path / "gitconfig"
    settings.write_text(
        f"[user]\n\tname = Somebody\n\temail = somebody@example.org\n"
        f"[init]\n\ttemplateDir = {template}\n\tdefaultBranch = trunk\n"
        f"[core]\n\tautocrlf = true\n\tattributesFile = {attributes}\n"
        f"[commit]\n\tgpgSign = true\n[tag]\n\tgpgSign = true\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Somebody")
    monkeypatch.setenv("GIT_DIR", os.devnull)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
