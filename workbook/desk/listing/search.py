"""Finding a record by what a person remembers of it: a part of its id, or words of its title.

In: a plan and the words. Out: records, the likeliest first. The index of titles is made once for a plan.
"""

from collections.abc import Collection, Iterator, Sequence

import msgspec

from workbook.model.kind import Kind
from workbook.model.words import title_of
from workbook.records.workbook import Workbook


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A record that fits."""

    id: str
    kind: Kind
    title: str


class Titles:
    """Ids and titles of a plan's records, folded once, to be searched at every key."""

    def __init__(self, workbook: Workbook, kinds: Collection[Kind] = ()) -> None:
        self._all = [
            Found(id=record.id, kind=kind, title=title_of(record.data))
            for kind in Kind
            if not kinds or kind in kinds
            for record in workbook.of_kind(kind)
        ]
        self._folded = [f"{one.id}\n{one.title}".casefold() for one in self._all]

    def search(self, words: str, *, most: int = 100) -> Sequence[Found]:
        """Give the records that hold all of the words: ids that begin with them come first."""
        parts = words.casefold().split()
        if not parts:
            return self._all[:most]
        first: list[Found] = []
        later: list[Found] = []
        for one, text in self._fitting(parts):
            (first if text.startswith(parts[0]) else later).append(one)
            if len(first) >= most:
                break
        return [*first, *later][:most]

    def _fitting(self, parts: Sequence[str]) -> Iterator[tuple[Found, str]]:
        for one, text in zip(self._all, self._folded, strict=True):
            if all(part in text for part in parts):
                yield one, text
