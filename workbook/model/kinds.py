"""Which struct holds the data of which kind; each is imported when it is first asked for.

Few commands meet all kinds, and declaring one takes as long as comparing a hundred records.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from workbook.model.kind import Kind
from workbook.model.record import RecordData

_PLACES: Mapping[Kind, tuple[str, str]] = MappingProxyType(
    {
        Kind.NATION: ("catalogue", "Nation"),
        Kind.ITEM: ("catalogue", "Item"),
        Kind.SUPPLIER: ("catalogue", "Supplier"),
        Kind.CAPACITY: ("catalogue", "Capacity"),
        Kind.COMMITMENT: ("commitment", "Commitment"),
        Kind.REQUEST: ("commitment", "Request"),
        Kind.ACCEPTANCE: ("commitment", "Acceptance"),
        Kind.STOCK: ("holding", "Stock"),
        Kind.PROCUREMENT: ("holding", "Procurement"),
        Kind.FUND: ("holding", "Fund"),
        Kind.LESSON: ("dialogue", "Lesson"),
        Kind.REPORT: ("dialogue", "Report"),
        Kind.MEETING: ("meeting", "Meeting"),
        Kind.AGENDA: ("meeting", "AgendaItem"),
        Kind.DECISION: ("meeting", "Decision"),
        Kind.ACTION: ("meeting", "Action"),
        Kind.PROPOSAL: ("dialogue", "Proposal"),
        Kind.REVIEW: ("dialogue", "Review"),
    }
)


class _Structs(Mapping[Kind, type[RecordData]]):
    """The structs by their kinds, in the order of the kinds."""

    def __getitem__(self, kind: Kind) -> type[RecordData]:
        return _struct(kind)

    def __iter__(self) -> Iterator[Kind]:
        return iter(_PLACES)

    def __len__(self) -> int:
        return len(_PLACES)


@cache
def _struct(kind: Kind) -> type[RecordData]:
    module, name = _PLACES[kind]
    found: type[RecordData] = getattr(import_module(f"workbook.model.{module}"), name)
    return found


STRUCTS: Mapping[Kind, type[RecordData]] = _Structs()
