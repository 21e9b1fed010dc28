"""What is made of what: components through all levels, upward and downward.

In: a plan. Out: the products and the components of an item. A relation that leads back to itself is cut, and
so is what names an item that is retired; nothing here counts on how deep a plan is nested.
"""

from collections.abc import Callable, Sequence

from workbook.model.kind import Kind
from workbook.model.quantity import NOTHING, Quantity
from workbook.records.workbook import Workbook

Uses = tuple[tuple[str, Quantity], ...]


class Parts:
    """The components of a plan; what was looked up once is known."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._down: dict[str, dict[str, Quantity]] = {}
        self._below: dict[str, frozenset[str]] = {}
        self._products: dict[str, Uses] = {}

    def products_of(self, item_id: str) -> Uses:
        """List the products that contain an item directly, with how many go into one, in order of name.

        casing  -> shell 1, long-shell 1
        """
        if item_id not in self._products:
            named = {
                mention.record.id
                for mention in self._workbook.mentions_from(item_id, Kind.ITEM)
                if mention.field.startswith("components")
            }
            below = self._all_below(item_id) | {item_id} if named else frozenset()
            uses = ((id, self._components(id).get(item_id)) for id in sorted(named - below))
            self._products[item_id] = tuple((id, count) for id, count in uses if count is not None)
        return self._products[item_id]

    def above(self, item_id: str) -> Sequence[str]:
        """List all that contains an item, at any level, products before what goes into them, the item last.

        steel  -> shell, casing, steel
        """
        found: dict[str, None] = {}
        waiting = [item_id]
        while waiting:
            missing = [id for id, _ in self.products_of(waiting[-1]) if id not in found]
            if missing:
                waiting += missing
            else:
                found.setdefault(waiting.pop())
        return tuple(found)

    def below(self, item_id: str) -> Sequence[str]:
        """List the components of an item, at any level, in order of name; not itself.

        shell  -> casing, fuze, steel
        """
        return sorted(id for id in self._all_below(item_id) if item_id in self.above(id) and id != item_id)

    def via(self, item_id: str, component: str) -> str:
        """Give the direct component of a product that another is, or goes into; the first by name.

        shell, steel  -> casing
        """
        above = self.above(component)
        return next((id for id in sorted(self._components(item_id)) if id in above), component)

    def _all_below(self, item_id: str) -> frozenset[str]:
        if item_id not in self._below:
            self._below[item_id] = frozenset(_reached(item_id, self._components))
        return self._below[item_id]

    def _components(self, item_id: str) -> dict[str, Quantity]:
        """Give the direct components of an item; what is named twice is needed twice."""
        if item_id not in self._down:
            record = self._workbook.get(item_id)
            found: dict[str, Quantity] = {}
            if record is not None and record.kind is Kind.ITEM and not record.is_retired:
                for part in record.data.components:
                    found[part.item] = found.get(part.item, NOTHING) + part.per_unit
            self._down[item_id] = found
        return self._down[item_id]


def _reached(start: str, steps: Callable[[str], dict[str, Quantity]]) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for id in steps(waiting.pop()):
            if id not in found:
                found.add(id)
                waiting.append(id)
    return found
