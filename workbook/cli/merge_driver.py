"""The command `merge-driver`: what git runs for each TOML file that both sides of a merge changed.

In: three files, and the path that they lie at. Out: the merged file in place of the second, 0 where it is
merged and 1 where a conflict is left in it. On any failure of its own git's plain merge of the lines is left,
and the answer is 1: a merge never fails because of the workbook, and never passes unproved.
"""

import os
from collections.abc import Sequence
from pathlib import Path

import click

from workbook.change.diff import path_words
from workbook.change.text import MergedText, Sides, merge_texts
from workbook.cli.boundary import CLEAN, FOUND
from workbook.cli.terminal import note
from workbook.errors import WorkbookError
from workbook.model.display import clean_line
from workbook.records.fault import SIZE_LIMIT_BYTES
from workbook.records.paths import home_of
from workbook.vcs.sides import side_names


class TooLargeError(WorkbookError):
    """A file of more bytes than a record may have."""

    def __init__(self, size: int) -> None:
        super().__init__(f"{size:,} bytes, and a record has at most {SIZE_LIMIT_BYTES:,}")


@click.command("merge-driver")
@click.argument("base", type=click.Path(path_type=Path))
@click.argument("ours", type=click.Path(path_type=Path))
@click.argument("theirs", type=click.Path(path_type=Path))
@click.option(
    "--path", default="", metavar="P", help="Where the file lies; a record's fields say how they merge."
)
@click.option("--explain", is_flag=True, help="Tell each automatic decision on standard error.")
@click.option("--ancestor-label", default="", help="What the common ancestor is called.")
@click.option("--ours-label", default="", help="What the side of OURS is called.")
@click.option("--theirs-label", default="", help="What the side of THEIRS is called.")
def command(
    base: Path,
    ours: Path,
    theirs: Path,
    path: str,
    explain: bool,
    ancestor_label: str,
    ours_label: str,
    theirs_label: str,
) -> int:
    """Merge THEIRS into OURS, BASE being what both come from; git calls this.

    Exits with 0 where the file is merged, with 1 where a conflict is left in it.
    """
    given = Sides(ours=ours_label, base=ancestor_label, theirs=theirs_label)
    names = side_names(Path.cwd(), os.environ, given)
    return merge_files(base, ours, theirs, path=path, names=names, explain=explain)


def merge_files(base: Path, ours: Path, theirs: Path, *, path: str, names: Sides, explain: bool) -> int:
    """Merge three files into the second, and give the exit code."""
    try:
        home = home_of(path)
        before, here, there = versions = [file.read_bytes() for file in (base, ours, theirs)]
        _refuse_bulk(versions)
        merged = merge_texts(before, here, there, home.kind if home else None, names)
        _write(ours, merged.data or b"")
    except Exception as error:  # whatever it is, the user is in the middle of a merge
        cause = str(error) if isinstance(error, TooLargeError) else type(error).__name__
        note(f"workbook: {clean_line(path or str(ours))} is merged by its lines alone ({cause}).")
        _leave_to_git(base, ours, theirs, names)
        return FOUND
    if explain:
        note("\n".join(_told(merged, path or str(ours))))
    return FOUND if merged.conflicts else CLEAN


def _refuse_bulk(versions: Sequence[bytes]) -> None:
    """Refuse what is more than a record may have: lines are all that is worth its time."""
    largest = max(map(len, versions))
    if largest > SIZE_LIMIT_BYTES:
        raise TooLargeError(largest)


def _write(file: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    beside = file.with_name(f"{file.name}.merged-{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.chmod(file.stat().st_mode)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)


def _leave_to_git(base: Path, ours: Path, theirs: Path, names: Sides) -> None:
    from workbook.vcs.program import ask

    labels = [word for name in (names.ours, names.base, names.theirs) for word in ("-L", name)]
    try:
        ask(Path.cwd(), "merge-file", "--diff3", *labels, "--", str(ours), str(base), str(theirs))
    except WorkbookError as error:
        note(f"workbook: {clean_line(str(error))}")


def _told(merged: MergedText, path: str) -> list[str]:
    conflicts = [
        f"{path_words(conflict.path) or 'the whole file'}: in conflict" for conflict in merged.conflicts
    ]
    decided = [f"{path_words(one.path)}: {one.words}" for one in merged.resolutions]
    return [f"{clean_line(path)}: {clean_line(line)}" for line in (*conflicts, *decided)] or [
        f"{clean_line(path)}: nothing had to be decided"
    ]
