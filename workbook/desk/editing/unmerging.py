"""A merge taken back, and made again: the branch stands where it stood before, and nothing is committed.

In: a session, and the merge that moved a branch last. Out: branch, index and files brought along. A commit
that takes a merge back would let git hold what came in for settled, so that it never came in again, and would
take back figures of others. The log of the branch keeps the merge, until something else moves the branch.
"""

import msgspec

from workbook.desk.session import Session
from workbook.vcs.landing import WENT_BACK, fast_forward, go_back
from workbook.vcs.program import ask
from workbook.vcs.state import standing


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """A branch that goes from one commit to another, back before a merge or on to it again.

    `subject` is that of the merge.
    """

    layer: str
    subject: str
    start: str
    end: str
    is_back: bool

    @property
    def deed(self) -> str:
        """Say what happens to the merge."""
        return "taken back" if self.is_back else "brought in again"


def merge_again(session: Session, layer: str) -> Move | None:
    """Give the merge of a layer that was taken back, where that was the last thing that moved its branch."""
    top = session.repository(layer).top
    answer = ask(top, "log", "-z", "-g", "--max-count=2", "--format=%H%x00%gs%x00%s", "HEAD", "--")
    parts = answer.out.decode(errors="replace").split("\0")
    if len(parts) < 6 or not parts[1].endswith(WENT_BACK):
        return None
    return Move(layer=layer, subject=parts[5], start=parts[0], end=parts[3], is_back=False)


def move(session: Session, wanted: Move) -> None:
    """Move a branch; the session is to be opened again.

    Raises:
        ReadOnlyError: the session may only look.
        BranchMovedError: the branch stands elsewhere by now; nothing is touched.
        LocalChangesError: a file that would change has changes of its own; nothing is touched.
    """
    if session.is_read_only:
        raise session.refusal()
    repository = session.repository(wanted.layer)
    at = msgspec.structs.replace(standing(repository), tip=wanted.start)
    if wanted.is_back:
        go_back(repository, at, before=wanted.end)
    else:
        fast_forward(repository, at, theirs=wanted.end)
