"""Whether two versions of a record differ in remarks alone: sources, notes or tags, at which no rule looks.

In: a file before and after. Out: yes or no. Fields are compared as they are kept, so that most of the records
of a large change are never decoded.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from workbook.model.fields import fields_of
from workbook.model.record import Record, RecordData
from workbook.records.encoding import encode
from workbook.records.workbook import PlanFile, Workbook, changed_files

_REMARKS = tuple(field.key for field in fields_of(RecordData) if field.is_remark)


def says_the_same(before: PlanFile, after: PlanFile) -> bool:
    """Say whether all that rules look at is the same in two versions of a record, to the letter."""
    if before.record is None or after.record is None or before.references != after.references:
        return False
    return _judged(before.record) == _judged(after.record)


class Changed(NamedTuple):
    """Files that differ between two states of a plan, before and after, and the paths of remarked ones.

    Those differ in remarks alone.
    """

    files: Sequence[tuple[PlanFile | None, PlanFile | None]]
    remarked: frozenset[str]


def compared(before: Workbook, after: Workbook, paths: Iterable[str] | None = None) -> Changed:
    """Compare two states of a plan, at these paths where it is known that they differ nowhere else."""
    files = changed_files(before, after, paths)
    remarked = frozenset(new.path for old, new in files if old and new and says_the_same(old, new))
    return Changed(files, remarked)


def _judged(record: Record) -> Mapping[str, msgspec.Raw]:
    encoded = encode(record.data) if record.encoded is None else record.encoded
    fields = _decoder().decode(encoded)
    for key in _REMARKS:
        fields.pop(key, None)
    return fields


@cache
def _decoder() -> "msgspec.json.Decoder[dict[str, msgspec.Raw]]":
    return msgspec.json.Decoder(dict[str, msgspec.Raw])
