"""Repositories that are made once in a process and copied for each test: faster than making them again."""

import os
import shutil
import subprocess
from pathlib import Path

IDENTITY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": str(Path(__file__).with_name("gitconfig")),
    "GIT_AUTHOR_NAME": "Kari Nordmann",
    "GIT_AUTHOR_EMAIL": "kari@example.org",
    "GIT_COMMITTER_NAME": "Kari Nordmann",
    "GIT_COMMITTER_EMAIL": "kari@example.org",
}
"""What git is told in tests of who works, and instead of the settings of whoever runs them."""


def pack(folder: Path) -> None:
    """Pack all objects of a repository into one file, so that there are few files to copy."""
    subprocess.run(["git", "repack", "-a", "-d", "-q"], cwd=folder, check=True)


def copy_repository(made: Path, folder: Path) -> None:
    """Copy a repository; the index of the copy knows the copied files."""
    shutil.copytree(made, folder, symlinks=True, copy_function=shutil.copy, dirs_exist_ok=True)
    if (folder / ".git").exists():
        subprocess.run(["git", "update-index", "-q", "--refresh"], cwd=folder, check=True)
