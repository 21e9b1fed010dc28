"""The command `edit`: a record's text in the user's own editor.

In: a standpoint and a record. Out: what the new text changes and means, and one commit. Text that cannot be
saved is kept in a file that is named, with the way to go on from it, so that no work is lost.
"""

from pathlib import Path
from shlex import quote

import click

from workbook.cli.boundary import CLEAN, FOUND
from workbook.cli.completing import ids
from workbook.cli.editing import carry_out
from workbook.cli.options import Standpoint, said, saving_options, standing
from workbook.cli.terminal import emit, note


@click.command("edit")
@click.argument("ref", metavar="REF", shell_complete=ids)
@click.option(
    "--reason",
    metavar="TEXT",
    callback=said,
    help="Why; keeps what the fields said before in `amended`.",
)
@click.option(
    "--from",
    "kept",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Go on from a text that was kept, as it could not be saved.",
)
@saving_options
@standing(at=False)
def command(
    standpoint: Standpoint, ref: str, reason: str | None, kept: Path | None, dry_run: bool, no_commit: bool
) -> int:
    """Edit the text of a record in your editor ($VISUAL or $EDITOR); unchanged text is no edit.

    REF may also be plans/workbook.toml, which says who is a member.
    """
    return edit_record(
        standpoint, ref=ref, reason=reason or "", kept=kept, dry_run=dry_run, no_commit=no_commit
    )


def edit_record(
    standpoint: Standpoint, *, ref: str, reason: str, kept: Path | None, dry_run: bool, no_commit: bool
) -> int:
    """Let the user edit a record and give the exit code."""
    from workbook.desk.editing.editor import edited, kept_text
    from workbook.desk.editing.edits import own_file, text_of
    from workbook.desk.editing.retyped import retyped
    from workbook.desk.session import Session

    session = Session.open(standpoint.folder, today=standpoint.today)
    file = own_file(session, ref, is_text=True)
    now = text_of(session, file)
    begun, base = kept_text(kept, now=now) if kept is not None else (now, now)
    draft = edited(base, name=f"{file.id or 'plan'}.toml", begun=begun)
    if draft is None:
        emit("Nothing changes: the text is as it was.")
        return CLEAN
    code = FOUND
    try:
        # An editor may stand open for hours: the plan is opened again, and what others saved is kept.
        session = Session.open(standpoint.folder, today=standpoint.today)
        data = retyped(
            file,
            base=base,
            now=session.read(file.path),
            typed=draft.data,
            reason=reason,
            today=standpoint.today,
        )
        code = carry_out(session, {file.path: data}, dry_run=dry_run, no_commit=no_commit)
    finally:
        if code == CLEAN and not dry_run:
            draft.forget()
        else:
            way = f"workbook edit {quote(ref)} --from {quote(str(draft.path))}"
            note(f"workbook: Your text is kept in {draft.path}; to go on from it: `{way}`.")
    return code
