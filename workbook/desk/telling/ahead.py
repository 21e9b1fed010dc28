"""The history of a record, which git looks for while the rest of the program is still being loaded.

In: where a record has lain, and the histories of the layers. Out: the commits that changed it, read when they
are asked for. Git goes on by itself meanwhile, as far as its answer fits between it and the program. One
process looks in all layers that can lend their objects to the first: starting it takes longer than its work.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from workbook.desk.telling.lives import LayerHistory, Life
from workbook.vcs.history import Touch, life, lives_ahead
from workbook.vcs.lending import lent_folder


class Strand(NamedTuple):
    """Layers whose commits one process gives, newest first within each; their `tip` tells them apart.

    A commit that two of them hold is given for one of the two.
    """

    layers: Sequence[LayerHistory]
    paths: Sequence[str]
    touches: Iterator[Touch]

    def apart(self) -> "Iterator[Strand]":
        """Give each layer as a strand of its own, read anew."""
        for one in self.layers:
            touches = life(one.repository, self.paths, start=one.start, since=one.since)
            yield Strand([one], self.paths, touches)


@contextmanager
def touches_ahead(found: Life, layers: Sequence[LayerHistory]) -> Iterator[Iterator[Strand]]:
    """Give the layers, with the commits that changed a record there.

    Git looks from now on in the shared one and in those that lend to it; in the others once they are read.

    Raises:
        WorkbookError: where commits are asked for, if git refuses.
    """
    with ExitStack() as begun:

        def begin(some: Sequence[LayerHistory], lent: Sequence[Path] = ()) -> Strand:
            ranges = [(one.start, one.since) for one in some]
            touches = lives_ahead(some[0].repository, found.paths, ranges, lent=lent)
            return Strand(some, found.paths, begun.enter_context(touches))

        def strands() -> Iterator[Strand]:
            yield from first
            yield from (begin([one]) for one in layers if one not in together)

        together, lent = _lending(layers)
        first = [begin(together, lent)] if together else []
        yield strands()


def _lending(layers: Sequence[LayerHistory]) -> tuple[list[LayerHistory], list[Path]]:
    """Give the first layer and those that can lend to it, and the folders that they lend."""
    together, lent = list(layers[:1]), []
    for one in layers[1:]:
        folder = lent_folder(one.repository)
        tips = {other.start for other in together}
        # Git names objects alike in all that it reads.
        is_like = all(len(one.start) == len(tip) for tip in tips)
        if folder is not None and is_like and one.start not in tips:
            together.append(one)
            lent.append(folder)
    return together, lent
