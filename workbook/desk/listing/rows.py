"""The rows of a list: which records fit, in which order, and the text in their cells.

In: a plan, the paths of the records looked at, filters as typed, a column to sort by. Out: a `Listing`,
whose cells are worded only when a row is looked at.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, overload

import msgspec

from workbook.desk.listing.columns import Column, brief_row, columns, value_in
from workbook.model.kind import Kind
from workbook.model.money import Money
from workbook.model.quantity import Quantity
from workbook.model.record import Record
from workbook.model.when import When
from workbook.records.workbook import Workbook

_RECORD = ".toml"


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """By which column rows are sorted: its number in `columns`, and whether the last comes first."""

    column: int = 0
    is_reversed: bool = False


class Listing:
    """Records of one kind that fit, in order.

    `words` are those of the filter, `on` is what stood there before it.
    """

    def __init__(
        self,
        kind: Kind,
        records: Sequence[Record],
        workbook: Workbook,
        *,
        on: "Stand",
        words: str,
        order: Order | None,
    ) -> None:
        self.kind = kind
        self.on = on
        self.words = words
        self.order = order
        self.columns: Sequence[Column] = columns(kind)
        self.workbook = workbook
        self._records = records

    def __len__(self) -> int:
        return len(self._records)

    @property
    def total(self) -> int:
        """How many records there are before any filter."""
        return len(self.on.records)

    @property
    def unread(self) -> int:
        """From how many files no record can be made."""
        return self.on.unread

    @property
    def records(self) -> Sequence[Record]:
        """The records, in the order of the rows."""
        return self._records

    def record(self, index: int) -> Record:
        """Give the record of a row."""
        return self._records[index]

    def cells(self, index: int) -> Sequence[str]:
        """Give the texts of a row, one for each column."""
        return brief_row(self._records[index], self.workbook)

    def index_of(self, id: str) -> int | None:
        """Find the row of a record; None where it is not listed."""
        return next((index for index, one in enumerate(self._records) if one.id == id), None)


class _Records(Sequence[Record]):
    """The records at some paths, each made when it is first asked for: most shelves are never read down."""

    def __init__(self, paths: Sequence[str], workbook: Workbook) -> None:
        self._paths = paths
        self._workbook = workbook

    def __len__(self) -> int:
        return len(self._paths)

    @overload
    def __getitem__(self, index: int) -> Record: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Record]: ...

    def __getitem__(self, index: int | slice) -> Record | Sequence[Record]:
        if isinstance(index, slice):
            return _Records(self._paths[index], self._workbook)
        file = self._workbook.file_at(self._paths[index])
        assert file is not None, self._paths[index]
        assert file.record is not None, self._paths[index]
        return file.record


class Stand(NamedTuple):
    """What stands on a shelf: the records there that count, and how many files cannot be read."""

    records: Sequence[Record]
    unread: int


def stand(workbook: Workbook, paths: Iterable[str]) -> Stand:
    """Give the records at some paths; one that another file supersedes stands only where it counts."""
    unread = {file.path for file in workbook.unread}
    counted = [path for path in paths if path.endswith(_RECORD) and path not in workbook.outdone]
    readable = [path for path in counted if path not in unread]
    return Stand(_Records(readable, workbook), len(counted) - len(readable))


def listing(
    workbook: Workbook,
    kind: Kind,
    on: Stand,
    *,
    words: str = "",
    order: Order | None = None,
    before: Listing | None = None,
) -> Listing:
    """List the records on a shelf that fit the words of a filter.

    A word with an operator is a filter as `workbook list` takes it; any other must be part of the id or
    the title. Of what was listed `before`, only what fitted is looked at where these words ask for more.

    Raises:
        WorkbookError: a filter names no field, or gives it a value that it cannot have.
    """
    chosen, is_sorted = on.records, order is None
    if words.strip():
        # Imported here: the plan is painted before anybody filters.
        from workbook.desk.listing.narrowing import asks_more, words_test

        test = words_test(words, kind, workbook)
        is_known = before is not None and (before.on, before.workbook, before.order) == (on, workbook, order)
        if before is not None and is_known and asks_more(words, before.words):
            chosen, is_sorted = before.records, True
        chosen = [record for record in chosen if test(record)]
    if order is not None and not is_sorted:
        chosen = sorted(chosen, key=_sort_key(order.column, workbook), reverse=order.is_reversed)
    return Listing(kind, chosen, workbook, on=on, words=words, order=order)


def _sort_key(column: int, workbook: Workbook) -> Callable[[Record], Any]:
    """Give what rows are sorted by; what is not known comes last, and equals keep the order of their ids."""

    def key(record: Record) -> tuple[int, Any, str]:
        value = value_in(record, column, workbook)
        if isinstance(value, Money):
            value = value.amount
        match value:
            case Quantity(is_known=True):
                return 0, value.low, record.id
            case When(is_known=True):
                return 0, str(value.first or value.last), record.id
            case bool() | None | "" | Quantity() | When():
                return 2, "", record.id
            case int():
                return 0, value, record.id
        return 1, str(value).casefold(), record.id

    return key
