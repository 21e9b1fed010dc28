"""A merge taken back, and made again: the branch stands where it stood before, and nothing is committed.

In: a session, and the merge that moved a branch last. Out: branch, index and files brought along. A commit
that takes a merge back would let git hold what came in for settled, so that it never came in again, and would
take back figures of others. The log of the branch keeps the merge, until something else moves the branch.
"""

import msgspec

from workbook.desk.session import Session
from workbook.desk.trailers import REDOES, UNDOES
from workbook.vcs.landing import MOVED_ON, WENT_BACK, fast_forward, go_back
from workbook.vcs.messages import read_trailers
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import ask, run
from workbook.vcs.state import standing

_MOST_TURNS = 100
# How git notes in the log of HEAD that another branch was checked out.
_CHECKOUT = "checkout:"


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


class _Stand(msgspec.Struct, frozen=True):
    """Where a branch stood once, and what moved it there."""

    commit: str
    tree: str
    moved_by: str
    subject: str
    body: str

    @property
    def is_turn(self) -> bool:
        """Whether an edit was taken back here, or made again; going to where that was once done is none."""
        keys = {key for key, _ in read_trailers(self.body)}
        has_gone = self.moved_by.startswith(_CHECKOUT) or self.moved_by.endswith((WENT_BACK, MOVED_ON))
        return bool(keys & {UNDOES, REDOES}) and not has_gone


def merge_again(session: Session, layer: str) -> Move | None:
    """Give the merge of a layer that was taken back last, where the branch says what it said then.

    Since then edits may have been taken back and made again, which nobody else has.
    """
    repository = session.repository(layer)
    stands = _stands(repository)
    back = next((at for at, one in enumerate(stands) if not one.is_turn), len(stands))
    if back + 1 >= len(stands) or not stands[back].moved_by.endswith(WENT_BACK):
        return None
    now, then, merge = stands[0], stands[back], stands[back + 1]
    if now.tree != then.tree or (back and others_have(repository, now.commit)):
        return None
    return Move(layer=layer, subject=merge.subject, start=now.commit, end=merge.commit, is_back=False)


def others_have(repository: Repository, commit: str) -> bool:
    """Say whether another repository is known to have a commit, so that somebody may have seen it."""
    return bool(run(repository.top, "for-each-ref", "--count=1", f"--contains={commit}", "refs/remotes"))


def _stands(repository: Repository) -> list[_Stand]:
    """List where the branch stood, the last first."""
    fields = "%x00".join(("%H", "%T", "%gs", "%s", "%b"))
    answer = ask(
        repository.top, "log", "-z", "-g", f"--max-count={_MOST_TURNS}", f"--format={fields}", "HEAD", "--"
    )
    parts = answer.out.decode(errors="replace").split("\0")[:-1]
    return [_Stand(*told) for told in zip(*[iter(parts)] * 5, strict=True)]


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
