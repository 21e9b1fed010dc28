"""Chance that comes out the same everywhere: draws from a seed, and ids that are never drawn twice.

Only sums and products of whole numbers and of `random()` are used, no logarithm or root, because their
last digits differ between machines.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

_ID_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LEADS = (1, 1, 1, 2, 2, 3, 4, 5, 5, 6, 8)

T = TypeVar("T")


class Chance:
    """A stream of draws, named so that one part of the demonstration does not disturb another."""

    def __init__(self, seed: int, name: str) -> None:
        self._random = Random(f"{seed} {name}")

    def happens(self, share: float) -> bool:
        """Say yes in this share of cases."""
        return self._random.random() < share

    def pick(self, options: Sequence[T]) -> T:
        """Draw one, each as likely as the others."""
        return options[self._random.randrange(len(options))]

    def pick_early(self, options: Sequence[T]) -> T:
        """Draw one, the first far likelier than the last, as with large and small nations."""
        part = self._random.random() * self._random.random()
        return options[int(part * len(options))]

    def some(self, options: Sequence[T], count: int) -> list[T]:
        """Draw several different ones, in the order in which they stand."""
        chosen = sorted(self._random.sample(range(len(options)), min(count, len(options))))
        return [options[index] for index in chosen]

    def between(self, least: int, most: int) -> int:
        """Draw a whole number, both ends included."""
        return self._random.randrange(least, most + 1)

    def skewed(self, least: int, most: int) -> int:
        """Draw a number of at least one, often round, small ones far likelier than large ones."""
        tens = 1
        while tens * 10 * least <= most and self.happens(0.45):
            tens *= 10
        value = self.pick(_LEADS) * tens * least
        if tens > 1 and self.happens(0.5):
            value += self.between(1, 9) * tens // 10 * least
        return max(least, min(value, most))

    def day(self, first: date, last: date) -> date:
        """Draw a day, both ends included."""
        return first + timedelta(days=self._random.randrange((last - first).days + 1))


class Ids:
    """Ids as the workbook wants them, each given once."""

    def __init__(self, seed: int) -> None:
        self._random = Random(f"{seed} ids")
        self._given: set[str] = set()

    def new(self, letter: str, owner: str = "") -> str:
        """Give an id that was not given before: `NOR-C-7K3Q`, or `D-7K3Q` for the secretariat."""
        start = f"{owner}-{letter}-" if owner else f"{letter}-"
        while True:
            id = start + "".join(_ID_LETTERS[self._random.randrange(32)] for _ in range(4))
            if id not in self._given:
                self._given.add(id)
                return id
