"""A nation's staff at a machine of their own: what they tell git, and a clone in which they run commands."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

WORKBOOK = str(Path(sys.executable).with_name("workbook"))


class Delegation:
    """The staff of one nation; `settings` are theirs of git, beside their names."""

    def __init__(self, folder: Path, nation: str, settings: str) -> None:
        self.folder, self.nation = folder, nation
        self.plan = folder / "plan"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "settings").write_text(
            f"[user]\n\tname = Staff of {nation}\n\temail = {nation.lower()}@example.org\n"
            f"[workbook]\n\tnation = {nation}\n{settings}"
        )

    def run(self, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """Run a command in the clone."""
        return subprocess.run(
            words, cwd=self.plan if self.plan.exists() else self.folder, env={**self._environment(), **more},
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    def git(self, *words: str, layer: str = "", **more: str) -> str:
        """Run git, which must succeed, in the clone of the plan or of a layer in it."""
        inside = ("-C", f"layers/{layer}") if layer else ()
        done = self.run("git", *inside, *words, **more)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def workbook(self, *words: str) -> str:
        """Run the workbook, which must succeed."""
        done = self.run(WORKBOOK, *words)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def clone(self, address: str, layer: str = "") -> None:
        """Clone a repository: the plan, or a layer of it."""
        self.git("clone", "--quiet", address, str(self.plan / "layers" / layer if layer else self.plan))

    def commit(self, files: Mapping[str, str], layer: str = "") -> None:
        """Write files and commit them, in the clone of the plan or of a layer in it."""
        top = self.plan / "layers" / layer if layer else self.plan
        for path, text in files.items():
            (top / path).parent.mkdir(parents=True, exist_ok=True)
            (top / path).write_text(text)
        self.git("add", "--all", layer=layer)
        self.git("commit", "--quiet", "--message", "Record", layer=layer)

    def _environment(self) -> Mapping[str, str]:
        own = {"GIT_CONFIG_GLOBAL": str(self.folder / "settings"), "GIT_CONFIG_SYSTEM": os.devnull}
        return {**{k: v for k, v in os.environ.items() if not k.startswith("GIT_")}, **own}
