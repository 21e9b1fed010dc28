"""The history of a record, which git looks for while the rest of the program is still being loaded.

In: where a record has lain, and the histories of the layers. Out: the commits that changed it, read when they
are asked for. Git goes on by itself meanwhile, as far as its answer fits between it and the program. One
process looks in all layers that can lend their objects to the first: starting it takes longer than its work.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from workbook.desk.telling.lives import LayerHistory, Life
from workbook.vcs.lending import lent_folder
from workbook.vcs.searching import searching, span

if TYPE_CHECKING:
    from workbook.vcs.history import Touch


class Strand(NamedTuple):
    """Layers in which one process looks for what changed the files at some paths, and what it says."""

    layers: Sequence[LayerHistory]
    paths: Sequence[str]
    pieces: Iterator[str]

    def touches(self) -> "Iterator[Touch]":
        """Read the commits, newest first within each layer; their `tip` is where that starts.

        A commit that two of the layers hold is given for one of the two.

        Raises:
            WorkbookError: git refuses.
        """
        from workbook.vcs.history import touches_in

        return touches_in(self.pieces, self.layers[0].repository)

    def apart(self) -> "Iterator[Strand]":
        """Give each layer as a strand of its own, which is looked for anew."""
        for one in self.layers:
            with searching(one.repository, span(one.start, one.since), self.paths) as pieces:
                yield Strand([one], self.paths, pieces)


@contextmanager
def touches_ahead(found: Life, layers: Sequence[LayerHistory]) -> Iterator[Iterator[Strand]]:
    """Give the layers, with the commits that changed a record there.

    Git looks from now on in the shared one and in those that lend to it; in the others once they are read.
    """
    with ExitStack() as begun:

        def begin(some: Sequence[LayerHistory], lent: Sequence[Path] = ()) -> Strand:
            spans = [revision for one in some for revision in span(one.start, one.since)]
            looking = searching(some[0].repository, spans, found.paths, lent=lent)
            return Strand(some, found.paths, begun.enter_context(looking))

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
