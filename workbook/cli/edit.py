"""The command `edit`: a record's text in the user's own editor.

In: a standpoint and a record. Out: what the new text changes and means, and one commit. Text that cannot be
saved is kept in a file that is named, so that no work is lost.
"""

import click

from workbook.cli.boundary import CLEAN, FOUND
from workbook.cli.completing import ids
from workbook.cli.editing import carry_out
from workbook.cli.options import Standpoint, saving_options, standing
from workbook.cli.terminal import emit, note


@click.command("edit")
@click.argument("ref", metavar="REF", shell_complete=ids)
@saving_options
@standing(at=False)
def command(standpoint: Standpoint, ref: str, dry_run: bool, no_commit: bool) -> int:
    """Edit the text of a record in your editor ($VISUAL or $EDITOR); unchanged text is no edit.

    REF may also be plans/workbook.toml, which says who is a member.
    """
    return edit_record(standpoint, ref=ref, dry_run=dry_run, no_commit=no_commit)


def edit_record(standpoint: Standpoint, *, ref: str, dry_run: bool, no_commit: bool) -> int:
    """Let the user edit a record and give the exit code."""
    from workbook.desk.editing.editor import edited
    from workbook.desk.editing.edits import own_file, text_of
    from workbook.desk.editing.meanwhile import brought_along
    from workbook.desk.session import Session

    session = Session.open(standpoint.folder, today=standpoint.today)
    file = own_file(session, ref, is_text=True)
    base = text_of(session, file)
    draft = edited(base, name=f"{file.id or 'plan'}.toml")
    if draft is None:
        emit("Nothing changes: the text is as it was.")
        return CLEAN
    code = FOUND
    try:
        # An editor may stand open for hours: the plan is opened again, and what others saved is kept.
        session = Session.open(standpoint.folder, today=standpoint.today)
        now = session.read(file.path)
        data = draft.data if now == base else brought_along(file.path, base=base, now=now, wanted=draft.data)
        code = carry_out(session, {file.path: data}, dry_run=dry_run, no_commit=no_commit)
    finally:
        if code == CLEAN and not dry_run:
            draft.forget()
        else:
            note(f"workbook: Your text is kept in {draft.path}.")
    return code
