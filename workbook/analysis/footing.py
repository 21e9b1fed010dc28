"""How far one may lean on a commitment or a joint purchase: firm, pledged, considered, or unconfirmed.

In: a record. Out: its `Footing`, None where nothing is to come or came of it. These are the columns in which
analyses stand side by side; they are never added up.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from workbook.model.enums import ProcurementStatus, Status
from workbook.model.kind import Kind
from workbook.model.record import Record


class Footing(StrEnum):
    """How far a promise carries, from what counts to what nobody has confirmed."""

    FIRM = "firm"
    PLEDGED = "pledged"
    CONSIDERED = "considered"
    UNCONFIRMED = "unconfirmed"


_OF_COMMITMENT: Mapping[Status, Footing] = MappingProxyType(
    {
        Status.CONSIDERED: Footing.CONSIDERED,
        Status.PLEDGED: Footing.PLEDGED,
        **{status: Footing.FIRM for status in Status if status.is_firm},
    }
)
_OF_PURCHASE: Mapping[ProcurementStatus, Footing] = MappingProxyType(
    {
        ProcurementStatus.PROPOSED: Footing.CONSIDERED,
        ProcurementStatus.AGREED: Footing.PLEDGED,
        ProcurementStatus.CONTRACTED: Footing.FIRM,
        ProcurementStatus.DELIVERING: Footing.FIRM,
        ProcurementStatus.CLOSED: Footing.FIRM,
    }
)


def footing_of(record: Record) -> Footing | None:
    """Give how far a commitment or procurement carries; None for a retired, suspended or cancelled one.

    What was noted for a nation is unconfirmed, whatever its status.

        status = "contracted"  -> firm;  the same under `recorded/`  -> unconfirmed
    """
    if record.is_retired:
        return None
    status = record.data.status
    found = _OF_PURCHASE.get(status) if record.kind is Kind.PROCUREMENT else _OF_COMMITMENT.get(status)
    return Footing.UNCONFIRMED if found is not None and record.recorded else found
