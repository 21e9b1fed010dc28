"""List the files of a plan in a second process, while this one imports what works on them.

In: the layers of a plan. Out: the same layers, of which the first listing waits for that process. It is only
help: where there is none, or it fails, a layer is listed when it is asked for. Nothing is read here.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from workbook.records.folder import FolderSource
from workbook.records.index import now_ns
from workbook.records.layers import LayerSource
from workbook.records.paths import PLANS
from workbook.records.source import SourceFile
from workbook.records.workers import Helper, start_process

_Lines = tuple[list[str], list[SourceFile]]


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """Layers that are being listed, and the time before that began."""

    stack: tuple[LayerSource, ...]
    seen_ns: int


@contextmanager
def listing_ahead(stack: Sequence[LayerSource]) -> Iterator[Listing]:
    """List layers ahead; leaving the block ends that, whether or not anybody waited."""
    seen_ns = now_ns()
    folders = [layer.source for layer in stack if isinstance(layer.source, FolderSource)]
    helper = start_process(lambda: [_in_order(folder.lines(PLANS)) for folder in folders])
    if helper is None:
        yield Listing(stack=tuple(stack), seen_ns=seen_ns)
        return
    with helper:
        answer = _Answer(helper, [folder.top for folder in folders])
        yield Listing(stack=tuple(_waiting(layer, answer) for layer in stack), seen_ns=seen_ns)


def _in_order(found: _Lines) -> _Lines:
    """Bring lines into the order of the index, so that these can be compared one by one."""
    lines, others = found
    return sorted(lines), others


class _Answer:
    """What the second process found, folder by folder, waited for when first asked."""

    def __init__(self, helper: Helper, tops: Sequence[Path]) -> None:
        self._helper = helper
        self._tops = tops
        self._found: dict[Path, _Lines] | None = None

    def take(self, top: Path) -> _Lines | None:
        """Give what was found in a folder, once: whoever lists it again wants news."""
        if self._found is None:
            results = self._helper.results(list[_Lines])
            self._found = dict(zip(self._tops, results, strict=True)) if results is not None else {}
        return self._found.pop(top, None)


class _WaitingFolder(FolderSource):
    """A folder that is being listed elsewhere."""

    def __init__(self, top: Path, answer: _Answer) -> None:
        super().__init__(top)
        self._answer = answer

    def lines(self, folder: str) -> _Lines:
        """Give what was listed elsewhere, else list the folder."""
        found = self._answer.take(self.top) if folder == PLANS else None
        return found if found is not None else super().lines(folder)


def _waiting(layer: LayerSource, answer: _Answer) -> LayerSource:
    if not isinstance(layer.source, FolderSource):
        return layer
    return LayerSource(name=layer.name, source=_WaitingFolder(layer.source.top, answer))
