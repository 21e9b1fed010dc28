"""The files of an edit, written all or none, and taken back where what comes after fails.

In: edits. Out: the files. As a full disk is what fails most, taking back asks for no room: the old files are
held under second names until all is done.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from workbook.desk.record_edit import RecordEdit
from workbook.desk.saving import hold, let_go


@contextmanager
def written(top: Path, edits: Sequence[RecordEdit]) -> Iterator[Callable[[Sequence[RecordEdit]], None]]:
    """Write the files of edits, and give a function that takes some of them back within the block.

    Raises:
        WorkbookError: a file changed meanwhile, or the system refuses; then none is written.
    """
    held = {edit.path: hold(top / edit.path) for edit in edits if edit.before is not None}
    done: list[RecordEdit] = []

    def take_back(some: Sequence[RecordEdit]) -> None:
        for edit in some:
            edit.take_back(top, held.get(edit.path))

    try:
        # What is added comes before what is taken away: at no instant is a moved record nowhere.
        for edit in sorted(edits, key=lambda edit: edit.after is None):
            try:
                edit.write(top)
            except BaseException:
                take_back(done)
                raise
            done.append(edit)
        yield take_back
    finally:
        for second in held.values():
            if second is not None:
                let_go(second)
