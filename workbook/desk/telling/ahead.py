"""The history of a record, which git looks for while the rest of the program is still being loaded.

In: where a record has lain, and the histories of the layers. Out: the commits that changed it, read when they
are asked for. Git goes on by itself meanwhile, as far as its answer fits between it and the program.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from workbook.desk.telling.lives import LayerHistory, Life
from workbook.vcs.history import Touch, life_ahead


@contextmanager
def touches_ahead(found: Life, layers: Sequence[LayerHistory]) -> Iterator[Iterator[Iterator[Touch]]]:
    """Give for each layer the commits that changed a record there, newest first.

    In the shared layer, which is long, git looks from now on; in the others once somebody begins to read.

    Raises:
        WorkbookError: where they are asked for, if git refuses.
    """
    with ExitStack() as begun:

        def begin(one: LayerHistory) -> Iterator[Touch]:
            looking = life_ahead(one.repository, found.paths, start=one.start, since=one.since)
            return begun.enter_context(looking)

        def rest(first: Sequence[Iterator[Touch]]) -> Iterator[Iterator[Touch]]:
            yield from [*first, *map(begin, layers[len(first) :])]

        yield rest([begin(one) for one in layers[:1]])
