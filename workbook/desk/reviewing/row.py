"""An open proposal as one line of a list."""

from collections.abc import Sequence

import msgspec

from workbook.desk.reviewing import words


class Rival(msgspec.Struct, frozen=True, kw_only=True):
    """Another open proposal that changes the same, and differently: its id, and where."""

    id: str
    places: Sequence[str]


class ProposalRow(msgspec.Struct, frozen=True, kw_only=True):
    """An open proposal in a layer; `days` is its age, `trouble` what keeps it from being merged or read.

    `rivals` keep nobody from adopting it; once it is in, they must be brought up to date, or the other way
    round.
    """

    id: str
    proposer: str
    title: str
    layer: str = ""
    introduced: int = 0
    fixed: int = 0
    waiting_on: Sequence[str] = ()
    waits: str = ""
    days: int = 0
    conflicts: Sequence[str] = ()
    lapsed: Sequence[str] = ()
    trouble: str = ""
    rivals: Sequence[Rival] = ()

    @property
    def cells(self) -> Sequence[str]:
        """What stands in its columns."""
        counts = [str(self.introduced or ""), str(self.fixed or "")]
        troubles = [self.trouble] if self.trouble else []
        troubles += [words.rival_line(rival.id, rival.places) for rival in self.rivals]
        what = words.in_layer(self.layer, self.title)
        return [self.id, what, *counts, self.waits, words.age_words(self.days), " ".join(troubles)]
