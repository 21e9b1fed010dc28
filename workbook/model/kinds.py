"""Which struct holds the data of which kind."""

from collections.abc import Mapping
from types import MappingProxyType

from workbook.model.catalogue import Capacity, Item, Nation, Supplier
from workbook.model.commitment import Acceptance, Commitment, Request
from workbook.model.dialogue import Lesson, Proposal, Report, Review
from workbook.model.holding import Fund, Procurement, Stock
from workbook.model.kind import Kind
from workbook.model.meeting import Action, AgendaItem, Decision, Meeting
from workbook.model.record import RecordData

STRUCTS: Mapping[Kind, type[RecordData]] = MappingProxyType(
    {
        Kind.NATION: Nation,
        Kind.ITEM: Item,
        Kind.SUPPLIER: Supplier,
        Kind.CAPACITY: Capacity,
        Kind.COMMITMENT: Commitment,
        Kind.REQUEST: Request,
        Kind.ACCEPTANCE: Acceptance,
        Kind.STOCK: Stock,
        Kind.PROCUREMENT: Procurement,
        Kind.FUND: Fund,
        Kind.LESSON: Lesson,
        Kind.REPORT: Report,
        Kind.MEETING: Meeting,
        Kind.AGENDA: AgendaItem,
        Kind.DECISION: Decision,
        Kind.ACTION: Action,
        Kind.PROPOSAL: Proposal,
        Kind.REVIEW: Review,
    }
)
