"""Which commitments count, worked out of all of them together: what `is_counted` tells of each by itself."""

from workbook.analysis.totals import is_mirror
from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.records.workbook import Workbook


def counted(workbook: Workbook) -> list[Record]:
    """List the commitments whose quantity counts, in order of layer and path."""
    commitments = [record for record in workbook.of_kind(Kind.COMMITMENT) if not record.is_retired]
    shown_in = {
        (record.data.shared_as, record.owner)
        for record in commitments
        if record.data.shared_as and record.data.shared_as != record.id
    }
    return [
        record
        for record in commitments
        if (record.id, record.owner) not in shown_in and not is_mirror(workbook, record)
    ]
