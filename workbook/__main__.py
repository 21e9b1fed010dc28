"""The program's door: what runs for `workbook` and for `python -m workbook`.

In: the words of the command line. Out: an exit code. The version is told before anything is imported,
because scripts ask for it and a prompt may ask at every line.
"""

import gc
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from workbook.cli.bare import Plain

_OBJECTS_BETWEEN_COLLECTIONS = 200_000
_COMPLETING = "_WORKBOOK_COMPLETE"


def main() -> None:
    """Run the command line and end the process with its exit code."""
    if sys.argv[1:] == ["--version"] and _tell_version():
        return
    # A command makes many objects and ends: looking for rubbish among them often is wasted time.
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    if sys.argv[1:2] == ["guard"] and sys.argv[2:] in (["pre-receive"], ["prepared"]):
        from workbook.cli.loading import load_msgspec

        load_msgspec()
        from workbook.cli.hook import run_by_git

        _end(run_by_git(sys.argv[2]))
    from workbook.cli.bare import read_bare, read_plain

    # A shell that asks how words go on names none to be carried out.
    plain = read_plain(sys.argv[1:]) if _COMPLETING not in os.environ else None
    if plain is not None:
        from workbook.cli.boundary import guarded

        _end(guarded(lambda: _run(plain)))
        return
    bare = read_bare(sys.argv[1:])
    if bare is not None:
        from workbook.cli.boundary import guarded

        _end(guarded(lambda: _open_screens(*bare)))
    from workbook.cli.program import program

    try:
        program.main(prog_name="workbook", obj=_open_screens)
    except SystemExit as ended:
        _end(ended.code if isinstance(ended.code, int) else 1)


def _run(plain: "Plain") -> int:
    """Run a plain command as the command line proper would."""
    from pathlib import Path

    from workbook.cli.loading import load_msgspec
    from workbook.cli.terminal import take_any_text

    take_any_text()
    if plain.command == "log":
        from workbook.cli.lives import tell_record

        return tell_record(Path(plain.folder), ref=plain.word)
    load_msgspec()
    if plain.command == "set":
        from workbook.cli.setting import set_words

        return set_words(Path(plain.folder), today=plain.today, ref=plain.word, words=plain.fields)
    if plain.command == "merge":
        from workbook.cli.merging import merge_branch

        return merge_branch(
            Path(plain.folder), today=plain.today, branch=plain.word, with_errors=plain.with_errors
        )
    if plain.command == "adopt":
        from workbook.cli.adopting import adopt_proposal

        return adopt_proposal(Path(plain.folder), today=plain.today, id=plain.word)
    from workbook.cli.checking import check_plan

    return check_plan(Path(plain.folder), today=plain.today)


def _open_screens(folder: str, today: "date", read_only: bool) -> int:
    """Open the screens on the plan that a folder lies in; gives an exit code once they are left."""
    from pathlib import Path

    from workbook.desk.folders import plan_top
    from workbook.desk.identity import identity_ahead
    from workbook.desk.opening import listing_files
    from workbook.vcs.plumbing import Repository

    # Two other processes are at work while Textual is imported.
    with (
        listing_files(Path(folder)) as listing,
        identity_ahead(Repository.find(plan_top(Path(folder)))) as identity,
    ):
        from workbook.desk.session import Session
        from workbook.tui.app import WorkbookApp

        session = Session.open(Path(folder), today=today, read_only=read_only, listing=listing)
        session.who = identity()
    app = WorkbookApp(session)
    code = app.run() or 0
    if app.fault is not None:
        raise app.fault
    return code


def _end(code: int) -> None:
    """End the process at once: taking ten thousand records apart one by one is wasted time."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        sys.exit(code)
    os._exit(code)


def _tell_version() -> bool:
    """Print the version, if it can be printed; the way through the command line says why it cannot."""
    from workbook import __version__

    try:
        sys.stdout.write(f"workbook {__version__}\n")
        sys.stdout.flush()
    except (OSError, AttributeError):
        return False
    return True


if __name__ == "__main__":
    main()
