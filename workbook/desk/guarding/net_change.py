"""What a push makes of main: path by path, and the plan before and after; read as far as it is asked for.

In: the repository, main before and after. Out: a `NetChange`. Nothing is judged here.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

import msgspec

from workbook.change.affected import AffectedRecord, affected_records
from workbook.desk.guarding.ground import Ground
from workbook.desk.guarding.net_files import plan_files, read_files
from workbook.records.workbook import Workbook
from workbook.vcs.commit import CommitSource
from workbook.vcs.plumbing import Repository
from workbook.vcs.trees import Step


# With a dict, so that each answer is worked out once.
class NetChange(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Main before and after a push; `ground` is the plan as it was, with the layer that changes."""

    repository: Repository
    old: str
    new: str
    ground: Ground
    steps: Mapping[str, Step]

    @property
    def before(self) -> Workbook:
        """The plan as it was."""
        return self.ground.workbook

    @cached_property
    def changed(self) -> Ground:
        """What it would be judged on from then on."""
        return self.ground.edited(self.contents)

    @property
    def after(self) -> Workbook:
        """The plan as it would be."""
        return self.changed.workbook

    @cached_property
    def contents(self) -> Mapping[str, bytes | None]:
        """The files of the plan that change, as they would be; None for no file."""
        return {path: self._files[path][1] for path in plan_files(self.steps)}

    @property
    def main(self) -> CommitSource:
        """The files of main as it was."""
        return CommitSource(self.repository, self.old)

    def affected(self, *, without: Mapping[str, object]) -> Sequence[AffectedRecord]:
        """List the records that change, but for those at some paths."""
        files = {path: pair for path, pair in self._files.items() if path not in without}
        before, after = ({path: pair[side] for path, pair in files.items()} for side in (0, 1))
        return affected_records(before, after)

    @cached_property
    def _files(self) -> Mapping[str, tuple[bytes | None, bytes | None]]:
        """The bytes of all that changes, before and after."""
        entries = {(path, side): step[side] for path, step in self.steps.items() for side in (0, 1)}
        read = read_files(self.repository, entries)
        return {path: (read[path, 0], read[path, 1]) for path in self.steps}
