"""Kinds as a person writes them: `commitment`, `commitments`, in any case.

In: a word. Out: a `Kind`, or the sentence that says which word is near.
"""

from workbook.errors import WorkbookError
from workbook.model.kind import Kind

_WORDS = {**{kind.value: kind for kind in Kind}, **{kind.plural: kind for kind in Kind}}
MADE_BY = {Kind.PROPOSAL: "propose TITLE", Kind.REVIEW: "review ID --verdict VERDICT"}
"""The command that makes records of a kind, where that is not `new`."""
NAMED_LIKE = {Kind.ITEM: "155mm-he", Kind.SUPPLIER: "northern-works", Kind.MEETING: "2022-09-28-brussels"}
"""What an id looks like of a kind whose ids are words."""


class UnknownKindError(WorkbookError):
    """A word that is no kind of record."""

    def __init__(self, word: str) -> None:
        from difflib import get_close_matches

        near = get_close_matches(word.lower()[:64], list(_WORDS), n=1)
        advice = f"did you mean {near[0]}?" if near else f"write one of {', '.join(Kind)}."
        super().__init__(f"{word!r} is no kind of record: {advice}")


def kind_of(word: str) -> Kind:
    """Give the kind that a word means, singular or plural.

    Raises:
        UnknownKindError: it means none.
    """
    found = kind_called(word)
    if found is None:
        raise UnknownKindError(word)
    return found


def kind_called(word: str) -> Kind | None:
    """Give the kind that a word means, None where it means none."""
    return _WORDS.get(word.lower())
