"""What an edit would do: to its files, and to what is found in the whole plan.

In: what a session worked out. Out: an `Outlook`, shown before anything is written, and then saved or left.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from workbook.desk.record_edit import RecordEdit
from workbook.findings import Finding
from workbook.records.workbook import Workbook

if TYPE_CHECKING:
    from workbook.check.runner import Judgement


class Outlook(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What an edit would do: file by file, and to the findings of the whole plan.

    `files` are those that it changes, in order of path, as it leaves them; `was` gives what they held.
    `blocking` are the errors it introduces that its author can mend in the very paths he may write. `along`
    tells what its files hold that is in no commit and would go along in its own.
    """

    files: Mapping[str, bytes | None]
    was: Callable[[str], bytes | None]
    introduced: Sequence[Finding]
    fixed: Sequence[Finding]
    blocking: Sequence[Finding]
    workbook: Workbook
    judgement: "Judgement"
    along: Sequence[str] = ()

    @cached_property
    def edits(self) -> Sequence[RecordEdit]:
        """What it does file by file, in order of path."""
        files = self.files.items()
        return tuple(RecordEdit(path=path, before=self.was(path), after=data) for path, data in files)
