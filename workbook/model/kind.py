"""The kinds of records: their letters in ids, and the folders they lie in.

A kind is found from a path alone, so that a plan can be listed without reading a file.
"""

from enum import StrEnum


class Kind(StrEnum):
    """What a record is; the value is the word of the command line."""

    NATION = "nation"
    ITEM = "item"
    SUPPLIER = "supplier"
    CAPACITY = "capacity"
    COMMITMENT = "commitment"
    REQUEST = "request"
    ACCEPTANCE = "acceptance"
    STOCK = "stock"
    PROCUREMENT = "procurement"
    FUND = "fund"
    LESSON = "lesson"
    REPORT = "report"
    MEETING = "meeting"
    AGENDA = "agenda"
    DECISION = "decision"
    ACTION = "action"
    PROPOSAL = "proposal"
    REVIEW = "review"

    @property
    def plural(self) -> str:
        """The kind in the plural, for folders and headings."""
        return _PLURALS.get(self, self.value + "s")

    @property
    def one(self) -> str:
        """The kind with its article: `an item`, `a request`."""
        return f"{'an' if self.value[0] in 'aeiou' else 'a'} {self.value}"


_PLURALS = {
    Kind.CAPACITY: "capacities",
    Kind.AGENDA: "agenda",
}

# The letter between trigraph and random part of an id; nations, items, suppliers and meetings have none.
LETTERS = {
    Kind.COMMITMENT: "C",
    Kind.REQUEST: "R",
    Kind.ACCEPTANCE: "A",
    Kind.STOCK: "S",
    Kind.CAPACITY: "K",
    Kind.PROCUREMENT: "J",
    Kind.FUND: "F",
    Kind.LESSON: "L",
    Kind.REPORT: "T",
    Kind.PROPOSAL: "P",
    Kind.REVIEW: "V",
    Kind.AGENDA: "G",
    Kind.DECISION: "D",
    Kind.ACTION: "X",
}

# Kinds in a nation's own folder, by the folder's name.
NATION_FOLDERS = {
    kind.plural: kind
    for kind in (
        Kind.COMMITMENT,
        Kind.REQUEST,
        Kind.ACCEPTANCE,
        Kind.STOCK,
        Kind.CAPACITY,
        Kind.PROCUREMENT,
        Kind.FUND,
        Kind.LESSON,
        Kind.REPORT,
        Kind.ITEM,
        Kind.PROPOSAL,
        Kind.REVIEW,
    )
}

# Kinds in a meeting's folder, by the folder's name.
MEETING_FOLDERS = {kind.plural: kind for kind in (Kind.AGENDA, Kind.DECISION, Kind.ACTION)}

# Kinds in the catalogue, by the folder's name.
CATALOGUE_FOLDERS = {kind.plural: kind for kind in (Kind.ITEM, Kind.SUPPLIER)}
