"""A change that was made on an older state of a file, brought onto the file as it is now.

In: the state it was made on, the file now, and the state it wanted. Out: the file with both, or which fields
stand in the way. Undo, and an editor that stood open while others saved, come here.
"""

from collections.abc import Sequence

from workbook.change.diff import path_words
from workbook.change.text import Sides, merge_texts
from workbook.errors import WorkbookError
from workbook.records.paths import home_of, layer_of

_NOW, _BEFORE, _WANTED = "now", "before", "wanted"


class ChangedMeanwhileError(WorkbookError):
    """A file was changed in the same fields by somebody else."""

    def __init__(self, path: str, fields: Sequence[str]) -> None:
        self.fields = fields
        super().__init__(
            f"{path} was changed meanwhile in {', '.join(fields)} as well, so nothing is saved; look at it "
            "with `workbook show`, and make the change again."
        )


def brought_along(path: str, *, base: bytes | None, now: bytes | None, wanted: bytes | None) -> bytes | None:
    """Give the file with what happened since `base` and with what was wanted.

    Raises:
        ChangedMeanwhileError: both changed the same.
    """
    home = home_of(layer_of(path)[1])
    sides = Sides(ours=_NOW, base=_BEFORE, theirs=_WANTED)
    merged = merge_texts(base, now, wanted, home.kind if home else None, sides)
    if merged.conflicts:
        raise ChangedMeanwhileError(
            path, [path_words(one.path) or "the whole file" for one in merged.conflicts]
        )
    return merged.data
