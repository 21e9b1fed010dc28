"""What saving a record would take along: what its file holds and no commit does.

In: a session and the path of a record. Out: one line, told when the form opens and not only once it is saved.
Git is asked, so whoever shows it does not wait for it.
"""

from workbook.desk.editing.committing import held_lines
from workbook.desk.session import Session
from workbook.errors import WorkbookError
from workbook.model.speech import say

_MOST_TOLD = 3


def along_line(session: Session, path: str) -> str:
    """Say what was changed by hand and would be saved as well; "" where nothing was, or git tells nothing."""
    try:
        told = held_lines(session, path)
    except (WorkbookError, OSError):
        # Where no repository is to be read, saving says so.
        return ""
    if told is None:
        return say("This record is in no commit yet: saving commits all of it.")
    if not told:
        return ""
    more = len(told) - _MOST_TOLD
    listed = "; ".join(told[:_MOST_TOLD]) + (say("; and {count} more", count=more) if more > 0 else "")
    return say("Changed by hand, and saved with this: {listed}.", listed=listed.rstrip("."))
