"""The history of a record, which git looks for while the rest of the program is still being loaded.

In: where a record has lain, and the histories of the layers. Out: the commits that changed it, read when they
are asked for. Git goes on by itself meanwhile, as far as its answer fits between it and the program.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from workbook.desk.telling.lives import LayerHistory, Life
from workbook.vcs.searching import searching, span

if TYPE_CHECKING:
    from workbook.vcs.history import Touch


@contextmanager
def touches_ahead(found: Life, layers: Sequence[LayerHistory]) -> "Iterator[Iterator[Iterator[Touch]]]":
    """Give for each layer the commits that changed a record there, newest first.

    In the shared layer, which is long, git looks from now on; in the others once somebody begins to read, and
    only where the record may have lain.

    Raises:
        WorkbookError: where they are asked for, if git refuses.
    """
    with ExitStack() as begun:

        def begin(one: LayerHistory) -> Iterator[str]:
            return begun.enter_context(searching(one.repository, span(one.start, one.since), found.paths))

        def touches(first: Sequence[Iterator[str]]) -> "Iterator[Iterator[Touch]]":
            from workbook.desk.telling.lain import may_have_held
            from workbook.vcs.history import touches_in

            others = layers[len(first) :]
            sought = (begin(one) if may_have_held(one, found.paths) else iter(()) for one in others)
            searches = [*first, *sought]
            for one, pieces in zip(layers, searches, strict=True):
                yield touches_in(pieces, one.repository)

        yield touches([begin(one) for one in layers[:1]])
