"""What offers are drawn from: the coalition, and the needs that still wait for a promise.

Each promise is counted off its need, so that no request is promised more than it asks for. Two nations
that give the same number of the same thing to the same recipient would look like one deed told twice, so
the market remembers who gave what, and the same nation gives again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from workbook.demo.catalogue import DemoItem, DemoSupplier
from workbook.demo.chance import Chance, Ids
from workbook.demo.coalition import Coalition
from workbook.demo.needs import Need


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What every part of the plan is drawn from; a stream of draws of its own for each part."""

    coalition: Coalition
    suppliers: Sequence[DemoSupplier]
    ids: Ids
    chance: Chance


class Market:
    """Needs with something left to promise; gives one after the other until all are promised."""

    def __init__(self, needs: Sequence[Need], ground: Ground) -> None:
        self.urgent = [need for need in needs if need.urgent]
        self._open = [need for need in needs if not need.urgent]
        self._ground = ground
        self._givers: dict[tuple[str, int, str], str] = {}

    def take(self) -> tuple[Need, int] | None:
        """Give a need and how much of it is promised now; None when all is promised."""
        chance = self._ground.chance
        while self._open:
            index = chance.between(0, len(self._open) - 1)
            need = self._open[index]
            if need.left:
                part = max(1, need.quantity // chance.pick((1, 2, 3, 4, 5, 10)))
                quantity = min(part, need.left)
                need.promise(quantity)
                return need, quantity
            self._open[index] = self._open[-1]
            self._open.pop()
        return None

    def take_like(self, other: Need) -> tuple[Need, int] | None:
        """Give the whole rest of a second need of the same item, of the same nation."""
        for need in self._open:
            if need.left and need.item is other.item and need.owner == other.owner and need is not other:
                quantity = need.left
                need.promise(quantity)
                return need, quantity
        return None

    def giver(self, need: Need, quantity: int) -> str:
        """Give who answers a need: whoever gave the same before, else somebody new."""
        key = (need.item.slug, quantity, need.owner)
        if key not in self._givers:
            others = [code for code in self._ground.coalition.givers if code != need.owner]
            self._givers[key] = self._ground.chance.pick_early(others)
        return self._givers[key]

    def has_maker(self, item: DemoItem) -> str:
        """Give the works that make an item, "" for none."""
        return next((one.slug for one in self._ground.suppliers if item.slug in one.makes), "")
