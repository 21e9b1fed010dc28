"""Tell the life of a record: what the command `log` does with one, once its words are read.

In: plain values. Out: text or JSON on standard output, and an exit code. It knows no click, so that the
plainest call starts without it.
"""

from typing import TYPE_CHECKING

from workbook.cli.boundary import CLEAN
from workbook.cli.terminal import emit, terminal

if TYPE_CHECKING:
    from pathlib import Path

    from workbook.desk.telling.lives import LayerHistory


def tell_record(
    folder: "Path", *, ref: str, since: str = "", most: int | None = None, style: str = "text"
) -> int:
    """Print the life of a record, and give the exit code."""
    from workbook.cli.loading import load_msgspec
    from workbook.desk.folders import plan_folder
    from workbook.desk.telling.ahead import touches_ahead
    from workbook.desk.telling.lives import life_of

    top = plan_folder(folder)
    layers = layers_of(top, since)
    found = life_of(ref, layers, top=top)
    with touches_ahead(found, layers) as touches:
        # Git is at work from here on.
        load_msgspec()
        from workbook.cli.log_forms import life_json, life_text
        from workbook.desk.telling.records import events_in

        events = events_in(layers, touches)
    shown = events[:most]
    emit(life_json(found, shown) if style == "json" else life_text(found, shown, terminal(), of=len(events)))
    return CLEAN


def layers_of(top: "Path", since: str) -> "list[LayerHistory]":
    """List the histories of a plan, from a revision or meeting on ("": from the first commit).

    Raises:
        WorkbookError: the revision means none, or a part of the history that may be older is not here.
    """
    from workbook.desk.telling.lives import histories

    if not since:
        return histories(top)
    from workbook.desk.telling.versions import revision_of
    from workbook.vcs.plumbing import Repository
    from workbook.vcs.revision import NothingThatOldError
    from workbook.vcs.state import is_shallow

    repository = Repository.find(top)
    try:
        return histories(top, since=revision_of(repository, since))
    except NothingThatOldError:
        if is_shallow(repository):
            raise
        # Nothing came before that day, so all there is came since.
        return histories(top)
