"""What a stock is projected from, beside what names it: found in a plan, and found again after a change.

In: a plan and a stock. Out: its item, what fills it, what draws on the wider record that it is shared as, and
the acceptances by which its nation confirms that others draw on it. `stocks_beside` is the way back.
"""

from collections.abc import Iterator, Sequence

from workbook.model.enums import Role
from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.records.workbook import Workbook


def beside(workbook: Workbook, stock: Record) -> tuple[Record, ...]:
    """Give the records beside a stock, by which, and by the commitments that name it, it is projected.

    NOR-S-5H1M holds 155mm-he, replenished_by = "DEU-J-4T2X";  SWE-C-3F8K draws on it, NOR-A-1A1A agrees
    -> 155mm-he, DEU-J-4T2X, NOR-A-1A1A
    """
    named = [workbook.get(id) for id in (stock.data.item, stock.data.replenished_by) if id]
    wider = drawing_on(workbook, stock.data.shared_as) if stock.data.shared_as else ()
    drawing = (*wider, *drawing_on(workbook, stock.id))
    return (
        *(record for record in named if record is not None),
        *wider,
        *(record for one in drawing for record in _confirming(workbook, one, stock.owner)),
    )


def drawing_on(workbook: Workbook, stock_id: str) -> Sequence[Record]:
    """Give the commitments that name a stock, in order of layer and path.

    NOR-C-7K3Q with stock = "NOR-S-5H1M"  -> NOR-C-7K3Q
    """
    return tuple(
        [
            record
            for record, field in workbook.mentions(stock_id)
            if field == "stock" and record.kind is Kind.COMMITMENT
        ]
    )


def stocks_beside(workbook: Workbook, id: str) -> Iterator[str]:
    """Name the stocks that have a record, or what it draws on, beside them: those that it may change.

    155mm-he  -> NOR-S-5H1M, which holds it
    """
    for record, field in workbook.mentions(id):
        if field in ("item", "replenished_by") and record.kind is Kind.STOCK:
            yield record.id
    drawing = workbook.get(id)
    if drawing is not None and drawing.kind is Kind.ACCEPTANCE:
        drawing = workbook.get(drawing.data.commitment)
    if drawing is not None and drawing.kind is Kind.COMMITMENT and drawing.data.stock:
        stock = drawing.data.stock
        yield stock
        for other, field in workbook.mentions(stock):
            if field == "shared_as" and other.kind is Kind.STOCK:
                yield other.id


def _confirming(workbook: Workbook, commitment: Record, owner: str) -> Iterator[Record]:
    if commitment.owner == owner:
        return
    for record, field in workbook.mentions(commitment.id):
        if field == "commitment" and record.owner == owner and _is_leave(record):
            yield record


def _is_leave(record: Record) -> bool:
    return record.kind is Kind.ACCEPTANCE and record.data.as_ is Role.STOCK_OWNER
