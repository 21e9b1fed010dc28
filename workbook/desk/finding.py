"""Finding the record that a person means by a word: an id, in any case, or the path of its file.

In: the word, and the plan. Out: the file that counts for it, or the sentence that says which id is near.
"""

from collections.abc import Sequence

from workbook.errors import WorkbookError
from workbook.records.making import is_description
from workbook.records.workbook import PlanFile, Workbook

_LONGEST, _CODE = 64, 3


class UnknownRecordError(WorkbookError):
    """A word that no record is called."""

    def __init__(self, word: str, near: Sequence[str]) -> None:
        advice = f"did you mean {' or '.join(near)}?" if near else "`workbook list KIND` shows what there is."
        super().__init__(f"No record is called {word!r}: {advice}")


class NoRecordError(WorkbookError):
    """A file that holds for a whole plan or layer, where a record is wanted."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} is no record, and is changed as text: `workbook edit {path}`.")


def find_file(word: str, workbook: Workbook, *, is_text: bool = False) -> PlanFile:
    """Give the file that counts for an id or a path, also one from which no record can be made.

    What is wanted as text (`is_text`) may hold for the whole plan, or for a layer.

    Raises:
        WorkbookError: there is none.
    """
    named = word.partition(":")[0]
    path = named.replace("\\", "/").removeprefix("./")
    # Asked for one by one: a plan from the cache makes only what is asked for.
    known = workbook.file_of(named) or workbook.file_of(named.upper()) or workbook.file_at(path)
    if known is not None and known.kind is None and is_description(known.path):
        if is_text:
            return known
        raise NoRecordError(known.path)
    if known is not None and known.kind is not None:
        return known
    folded = {file.id.casefold(): file for file in workbook.counted}
    if named.casefold() in folded:
        return folded[named.casefold()]
    raise UnknownRecordError(word, near_ids(word, workbook))


def near_ids(word: str, workbook: Workbook) -> list[str]:
    """List the ids that a word was probably meant to be, the nearest first."""
    from difflib import get_close_matches

    folded = {file.id.casefold(): file.id for file in workbook.counted}
    # Two letters that changed places make a code of three look quite different.
    cutoff = 0.75 if len(word) > _CODE else 0.6
    near = get_close_matches(word.casefold()[:_LONGEST], list(folded), n=2, cutoff=cutoff)
    return [folded[one] for one in near]
