"""The words that narrow a list: what they mean for a record, and whether they ask for more than others.

In: words as typed. Out: a test of records.
"""

import shlex
from collections.abc import Callable, Sequence

from workbook.desk.comparing import Operator
from workbook.desk.filters import Filter, NotAFilterError, parse_filter, test_for
from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.model.words import title_of
from workbook.records.workbook import Workbook

Test = Callable[[Record], bool]


def words_test(words: str, kind: Kind, workbook: Workbook) -> Test:
    """Give the test that the words of a filter mean.

    Raises:
        WorkbookError: they mean none.
    """
    filters, plain = _parted(words)
    fits = test_for(filters, kind, workbook)

    if not plain:
        return fits

    def test(record: Record) -> bool:
        text = f"{record.id} {title_of(record.data)}".casefold()
        return all(word in text for word in plain) and fits(record)

    return test


def asks_more(words: str, before: str) -> bool:
    """Say whether whatever fits these words surely fitted those before."""
    filters, plain = _parted(words)
    filters_before, plain_before = _parted(before)
    return all(any(old in new for new in plain) for old in plain_before) and all(
        any(_implies(new, old) for new in filters) for old in filters_before
    )


def _parted(words: str) -> tuple[Sequence[Filter], Sequence[str]]:
    """Part what was typed into filters and plain words."""
    filters, plain = [], []
    for word in _split(words):
        try:
            filters.append(parse_filter(word))
        except NotAFilterError:
            if any(sign in word for sign in "=<>~"):
                raise
            plain.append(word.casefold())
    return filters, plain


def _implies(new: Filter, old: Filter) -> bool:
    if new == old:
        return True
    is_part = old.text.casefold() in new.text.casefold()
    return new.name == old.name and new.operator is old.operator is Operator.CONTAINS and is_part


def _split(words: str) -> Sequence[str]:
    """Split what was typed at its spaces, but not within quotes; an open quote is a letter like any other."""
    try:
        return shlex.split(words)
    except ValueError:
        return words.split()
