"""Change fields of a record and tell it: what the command `set` does once its words are read.

In: plain values. Out: what it changes and means, and one commit. It knows no click, so that the plainest call
starts without it.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from workbook.cli.editing import carry_out


def set_words(
    folder: Path,
    *,
    today: date,
    ref: str,
    words: Sequence[str],
    reason: str = "",
    dry_run: bool = False,
    no_commit: bool = False,
) -> int:
    """Change a record by `FIELD=VALUE` words, and give the exit code."""
    from workbook.desk.opening import listing_files

    with listing_files(folder) as listing:
        import workbook.check.catalogue
        import workbook.cli.outlook
        import workbook.desk.editing.wording  # noqa: F401  # all that is needed of it later
        from workbook.desk.editing.edits import set_fields
        from workbook.desk.session import Session

        session = Session.open(folder, today=today, listing=listing)
    files = set_fields(session, ref, words, reason=reason)
    return carry_out(session, files, dry_run=dry_run, no_commit=no_commit)
