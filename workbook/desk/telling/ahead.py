"""The history of a record, read by git while the rest of the program is still being loaded.

In: where a record has lain, and the histories of the layers. Out: the commits that changed it, once they are
asked for. A thread reads them, so that git and the program are at work at once.
"""

from collections.abc import Sequence
from contextlib import closing
from threading import Thread

from workbook.desk.telling.lives import LayerHistory, Life
from workbook.vcs.history import Touch, life


class TouchesAhead:
    """The commits that changed a record in each layer, newest first, read from now on."""

    def __init__(self, found: Life, layers: Sequence[LayerHistory]) -> None:
        self._found, self._layers = found, layers
        self._touches: list[Sequence[Touch]] = []
        self._refusal: BaseException | None = None
        self._reading = Thread(target=self._read, daemon=True)
        self._reading.start()

    def touches(self) -> Sequence[Sequence[Touch]]:
        """Wait until all is read, and give it, by layer.

        Raises:
            WorkbookError: git refused.
        """
        self._reading.join()
        if self._refusal is not None:
            raise self._refusal
        return self._touches

    def _read(self) -> None:
        try:
            for one in self._layers:
                with closing(
                    life(one.repository, self._found.paths, start=one.start, since=one.since)
                ) as read:
                    self._touches.append(list(read))
        except BaseException as refusal:  # it is raised where the touches are asked for
            self._refusal = refusal
