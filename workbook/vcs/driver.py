"""The drivers by which plain git merges records by meaning and names the table in a diff.

In: a repository. Out: the attributes that every clone shares, and the settings that only a clone of one's own
can have. A clone without the settings merges by lines, as git does; so does one whose program is gone.

Source: gitattributes(5), "Defining a custom merge driver" and "Defining a custom hunk-header".
"""

import os
import shutil
import sys
from pathlib import Path, PurePosixPath
from shlex import quote

from workbook.errors import WorkbookError
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import run

ATTRIBUTES = ".gitattributes"

# Without `-text` git would change line ends on its way between a commit and the work tree.
ATTRIBUTES_LINE = "plans/**/*.toml -text merge=workbook diff=workbook"

DRIVER = "merge.workbook.driver"
# Git before 2.44 passes the placeholders of the labels as they stand; the program knows them.
_COMMAND = "merge-driver %O %A %B --path %P --ancestor-label %S --ours-label %X --theirs-label %Y"
_BY_LINES = "git merge-file -L 'this branch' -L base -L 'the other branch' %A %O %B"
_WANTED = {"merge": "workbook", "diff": "workbook", "text": "unset"}
_SAMPLES = ("plans/workbook.toml", "plans/nations/NOR/commitments/NOR-C-7K3Q.toml")

# A table's header, or a key and its value; of these git shows the last one before the change.
_HEADER = r"""^[[:space:]]*(\[\[?[^]=,]+\]\]?|[A-Za-z0-9_."'-]+[[:space:]]*=.*)"""


class AttributesBlockedError(WorkbookError):
    """A pipe stands where git reads attributes, and git would wait for somebody to write into it."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is a pipe, on which git would wait for ever: remove it.")


def wanted_settings() -> dict[str, str]:
    """Give the settings of the drivers, by key, as this installation of the program would write them."""
    return {
        "merge.workbook.name": "records, by meaning",
        DRIVER: _driver(_program()),
        "diff.workbook.xfuncname": _HEADER,
    }


def missing_settings(repository: Repository) -> tuple[str, ...]:
    """List the keys that are not set, or set to a program that is gone."""
    found = repository.settings()
    wanted = wanted_settings()
    missing = [key for key in wanted if key not in found]
    if DRIVER in found and found[DRIVER] != wanted[DRIVER] and not _can_run(found[DRIVER]):
        missing.append(DRIVER)
    return tuple(missing)


def install(repository: Repository, keys: tuple[str, ...] | None = None) -> None:
    """Write the settings into the repository's own configuration; all of them, or those of some keys.

    Raises:
        GitFailedError: the configuration cannot be written.
    """
    for key, value in wanted_settings().items():
        if keys is None or key in keys:
            run(repository.top, "config", "--local", "--replace-all", key, value)


def has_attributes(repository: Repository) -> bool:
    """Say whether git takes the drivers for the files of a plan.

    Raises:
        AttributesBlockedError: git would never answer.
    """
    folders = {folder for path in _SAMPLES for folder in PurePosixPath(path).parents}
    read = [repository.top / folder / ATTRIBUTES for folder in folders]
    for path in sorted([*read, repository.git_folder / "info" / "attributes"]):
        if path.is_fifo():
            raise AttributesBlockedError(path)
    out = run(repository.top, "check-attr", "-z", *_WANTED, "--", *_SAMPLES)
    parts = out.decode("utf-8", "replace").split("\0")[:-1]
    return all(
        value == _WANTED[name]
        for name, value in zip(parts[1::3], parts[2::3], strict=True)
        if name in _WANTED
    )


def with_attributes(text: bytes) -> bytes:
    """Give the text of `.gitattributes` with our line at its end, where git takes it over all before."""
    gap = b"" if not text or text.endswith(b"\n") else b"\n"
    return text + gap + ATTRIBUTES_LINE.encode() + b"\n"


def _program() -> list[str]:
    """Give the words that run this installation, by its full path, from whatever folder.

    The script is taken first, as it goes when the program is removed. `-P` keeps Python from importing what
    lies in the folder it is started in, which is the plan's.
    """
    beside = Path(sys.executable or "/").with_name("workbook")
    script = str(beside) if os.access(beside, os.X_OK) else shutil.which("workbook")
    return [os.path.abspath(script)] if script else [sys.executable or "python3", "-P", "-m", "workbook"]


def _driver(program: list[str]) -> str:
    """Give the driver's command: this program, else the one on the PATH, else git's own merge by lines."""
    first = quote(program[0].replace("%", "%%"))
    words = " ".join([first, *program[1:]])
    # Beyond 1 the program failed: what it left untouched is merged by lines, and is a conflict.
    return (
        f"if test -x {first}; then {words} {_COMMAND}; "
        f"elif command -v workbook >/dev/null; then workbook {_COMMAND}; else {_BY_LINES}; exit; fi; "
        f"code=$?; test $code -le 1 && exit $code; {_BY_LINES}; exit 1"
    )


def _can_run(driver: str) -> bool:
    """Say whether a driver written by another installation, or by hand, can be expected to run."""
    if not driver.startswith("if test -x "):
        return "merge-driver" in driver
    first = driver.removeprefix("if test -x ").partition(";")[0].strip("'").replace("%%", "%")
    return os.access(first, os.X_OK) or shutil.which("workbook") is not None
