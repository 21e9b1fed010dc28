"""The rows of a list: which records fit, in which order, and the text in their cells.

In: a plan, the paths of the records looked at, filters as typed, a column to sort by. Out: a `Listing`,
whose cells are worded only when a row is looked at.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import msgspec

from workbook.desk.filters import NotAFilterError, parse_filter, test_for
from workbook.desk.listing.columns import Column, brief_row, columns, value_in
from workbook.model.kind import Kind
from workbook.model.money import Money
from workbook.model.quantity import Quantity
from workbook.model.record import Record
from workbook.model.when import When
from workbook.model.words import title_of
from workbook.records.workbook import Workbook

Test = Callable[[Record], bool]


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """By which column rows are sorted: its number in `columns`, and whether the last comes first."""

    column: int = 0
    is_reversed: bool = False


class Listing:
    """Records of one kind that fit, in order.

    `total` counts them before any filter, `unread` the files from which no record can be made.
    """

    def __init__(
        self,
        kind: Kind,
        records: Sequence[Record],
        workbook: Workbook,
        *,
        total: int,
        unread: int,
        order: Order,
    ) -> None:
        self.kind = kind
        self.total = total
        self.unread = unread
        self.order = order
        self.columns: Sequence[Column] = columns(kind)
        self.workbook = workbook
        self._records = records

    def __len__(self) -> int:
        return len(self._records)

    def record(self, index: int) -> Record:
        """Give the record of a row."""
        return self._records[index]

    def cells(self, index: int) -> Sequence[str]:
        """Give the texts of a row, one for each column."""
        return brief_row(self._records[index], self.workbook)

    def index_of(self, id: str) -> int | None:
        """Find the row of a record; None where it is not listed."""
        return next((index for index, one in enumerate(self._records) if one.id == id), None)


class Stand(NamedTuple):
    """What stands on a shelf: the records there that count, and how many files cannot be read."""

    records: Sequence[Record]
    unread: int


def stand(workbook: Workbook, paths: Iterable[str]) -> Stand:
    """Give the records at some paths; one that another file supersedes stands only where it counts."""
    files = [file for path in paths if (file := workbook.file_at(path)) is not None]
    counted = [file for file in files if workbook.file_of(file.id) is file]
    records = [file.record for file in counted if file.record is not None]
    return Stand(records, len(counted) - len(records))


def listing(
    workbook: Workbook, kind: Kind, on: Stand, *, words: str = "", order: Order | None = None
) -> Listing:
    """List the records on a shelf that fit the words of a filter.

    A word with an operator is a filter as `workbook list` takes it; any other must be part of the id or
    the title.

    Raises:
        WorkbookError: a filter names no field, or gives it a value that it cannot have.
    """
    test = words_test(words, kind, workbook)
    chosen = [record for record in on.records if test(record)] if words.strip() else on.records
    sorting = order or Order()
    if order is not None:
        chosen = sorted(chosen, key=_sort_key(order.column, workbook), reverse=order.is_reversed)
    return Listing(kind, chosen, workbook, total=len(on.records), unread=on.unread, order=sorting)


def words_test(words: str, kind: Kind, workbook: Workbook) -> Test:
    """Give the test that the words of a filter mean.

    Raises:
        WorkbookError: they mean none.
    """
    filters, plain = [], []
    for word in _split(words):
        try:
            filters.append(parse_filter(word))
        except NotAFilterError:
            if any(sign in word for sign in "=<>~"):
                raise
            plain.append(word.casefold())
    fits = test_for(filters, kind, workbook)

    if not plain:
        return fits

    def test(record: Record) -> bool:
        text = f"{record.id} {title_of(record.data)}".casefold()
        return all(word in text for word in plain) and fits(record)

    return test


def _split(words: str) -> Sequence[str]:
    """Split what was typed at its spaces, but not within quotes; an open quote is a letter like any other."""
    import shlex

    try:
        return shlex.split(words)
    except ValueError:
        return words.split()


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
