"""A remark on what is missing from a result because its file could not be read as a record.

In: a plan, and the kind that was asked for. Out: one line on standard error, or none. What a paper's readers
get never speaks of it: the count would tell of files that they may not see.
"""

from typing import TYPE_CHECKING

from workbook.cli.terminal import note
from workbook.model.display import clean_line
from workbook.records.paths import MANIFEST

if TYPE_CHECKING:
    from workbook.model.kind import Kind
    from workbook.records.workbook import Workbook


def note_unread(workbook: "Workbook", *, at: str, kind: "Kind | None" = None) -> None:
    """Say how many files, of a kind or of any, are left out, and which command tells why.

    Where the file of the whole plan cannot be read, that is said: nobody is known to be a member then.
    """
    command = f"workbook check --at {clean_line(at)}" if at else "workbook check"
    manifest = workbook.file_at(MANIFEST)
    if manifest is not None and manifest.description is None:
        note(f"workbook: {MANIFEST} cannot be read, so no member is known here; `{command}` tells why.")
    unread = sum(kind in (None, file.kind) for file in workbook.unread)
    if not unread:
        return
    files = "1 file" if unread == 1 else f"{unread:,} files"
    of_kind = f" of {kind.plural}" if kind else ""
    is_left_out = "cannot be read as a record and is" if unread == 1 else "cannot be read as records and are"
    note(f"workbook: {files}{of_kind} {is_left_out} left out here; `{command}` tells why.")
