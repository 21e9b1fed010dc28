"""A plan without some of its records: what would be told if they had never been written.

In: a plan and ids. Out: a plan that analyses can read like any other. Nothing is indexed anew: it looks into
the plan given and leaves out what is left out, so that what was kept of the rest holds on.
"""

from collections.abc import Sequence, Set

from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.records.workbook import Mention, PlanFile, Workbook


class Without(Workbook):
    """A plan from which some ids are left out, by record, mention and kind.

    NOR-C-7K3Q meets UKR-R-11AB;  without NOR-C-7K3Q  -> nothing mentions UKR-R-11AB
    """

    def __init__(self, workbook: Workbook, left_out: Set[str]) -> None:
        self.settings = workbook.settings
        self._workbook = workbook
        self._left_out = left_out
        self._mentions: dict[str, Sequence[Mention]] = {}
        self._kinds: dict[Kind, Sequence[Record]] = {}

    def get(self, id: str) -> Record | None:
        """Give the record that counts for an id."""
        return None if id in self._left_out else self._workbook.get(id)

    def mentions(self, id: str) -> Sequence[Mention]:
        """List the records that name this id, with the field, in order of layer and path."""
        if id not in self._mentions:
            found = self._workbook.mentions(id)
            left = [one for one in found if one.record.id not in self._left_out]
            # The very same list where nothing of it is left out: what was kept of it is told at a glance.
            self._mentions[id] = found if len(left) == len(found) else left
        return self._mentions[id]

    def of_kind(self, kind: Kind) -> Sequence[Record]:
        """List the records of a kind, in order of layer and path."""
        if kind not in self._kinds:
            found = self._workbook.of_kind(kind)
            left = [one for one in found if one.id not in self._left_out]
            self._kinds[kind] = found if len(left) == len(found) else left
        return self._kinds[kind]

    @property
    def files(self) -> Sequence[PlanFile]:
        """All files, from which the rest of a plan is worked out."""
        return tuple(one for one in self._workbook.files if one.id not in self._left_out)
