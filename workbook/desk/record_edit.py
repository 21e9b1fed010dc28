"""One file of an edit: what it held and would hold, what that changes, and writing it.

In: a path within the plan, and its bytes before and after. Out: whose record it is, its changes as data, and
the file. What the edit means for the plan is not known here.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from workbook.desk.saving import bring_back, remove, save
from workbook.model.kind import Kind
from workbook.records.paths import Home, home_of, layer_of

if TYPE_CHECKING:
    from workbook.change.diff import Change


# With a dict, so that what changed is worked out once, and only where it is asked for.
class RecordEdit(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One file of an edit: what it held and would hold; None where there is no file."""

    path: str
    before: bytes | None
    after: bytes | None

    @property
    def id(self) -> str:
        """The id of the record, "" for a file that is none."""
        return self._home.id if self._home else ""

    @property
    def kind(self) -> Kind | None:
        """The kind of the record, None for a file that is none."""
        return self._home.kind if self._home else None

    @property
    def owner(self) -> str:
        """The nation in whose folder it lies, "" for the secretariat's own."""
        return self._home.owner if self._home else ""

    @cached_property
    def tables(self) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """What the file says before and after; nothing where there is none, or where it is no TOML."""
        return _table(self.before), _table(self.after)

    @cached_property
    def changes(self) -> "Sequence[Change]":
        """The changes of its data; none where only comments or layout change."""
        from workbook.change.diff import differences
        from workbook.change.policy import Policies

        return differences(*self.tables, Policies.of(self.kind))

    @cached_property
    def is_unreadable(self) -> bool:
        """Whether the file would be no TOML, so that nothing can be said of its fields."""
        from workbook.toml.document import Document, parse

        if self.after is None or self.tables[1]:
            return False
        return not isinstance(parse(self.after), Document)

    @property
    def reverse(self) -> "RecordEdit":
        """The edit that takes this one back."""
        return RecordEdit(path=self.path, before=self.after, after=self.before)

    def write(self, top: Path) -> None:
        """Bring it about in the plan below a folder.

        Raises:
            WorkbookError: the file changed meanwhile, or the system refuses.
        """
        if self.after is not None:
            save(top / self.path, self.after, read=self.before)
        elif self.before is not None:
            remove(top / self.path, read=self.before)

    def take_back(self, top: Path, held: Path | None) -> None:
        """Let the file be as it was before; `held` is what `saving.hold` gave for it then.

        Raises:
            WorkbookError: the file changed meanwhile, or the system refuses.
        """
        if held is None or not held.exists():
            self.reverse.write(top)
        else:
            bring_back(top / self.path, held, wrote=self.after)

    @cached_property
    def _home(self) -> Home | None:
        return home_of(layer_of(self.path)[1])


def _table(data: bytes | None) -> Mapping[str, Any]:
    """Give what a file says; nothing where there is none, or where it is no TOML."""
    from workbook.toml.document import Document, parse

    document = parse(data) if data is not None else None
    return document.table if isinstance(document, Document) else {}
