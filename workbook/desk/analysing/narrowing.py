"""What an analysis is narrowed to: one item, one nation or one capability, as a person names it.

In: a word and a plan. Out: a `Narrowing`, or the sentence that says which word is near.
"""

from difflib import get_close_matches
from enum import StrEnum

import msgspec

from workbook.errors import WorkbookError
from workbook.model.kind import Kind
from workbook.model.nations import is_party_code
from workbook.model.number import shown
from workbook.model.references import OPEN_REFERENCES
from workbook.model.speech import say
from workbook.records.workbook import Workbook

_LONGEST = 64


class Narrow(StrEnum):
    """To what an analysis can be narrowed."""

    ALL = "all"
    ITEM = "item"
    NATION = "nation"
    CAPABILITY = "capability"


class Narrowing(msgspec.Struct, frozen=True, kw_only=True):
    """What an analysis tells of; `word` is an id, a code or a capability, "" where it tells of all."""

    narrow: Narrow = Narrow.ALL
    word: str = ""

    @property
    def item(self) -> str:
        """The item, "" where it is narrowed to none."""
        return self.word if self.narrow is Narrow.ITEM else ""

    @property
    def nation(self) -> str:
        """The nation, "" where it is narrowed to none."""
        return self.word if self.narrow is Narrow.NATION else ""

    @property
    def capability(self) -> str:
        """The capability, "" where it is narrowed to none."""
        return self.word if self.narrow is Narrow.CAPABILITY else ""


class NothingOfThatNameError(WorkbookError):
    """A word that is neither item nor nation nor capability."""

    def __init__(self, word: str, near: str) -> None:
        advice = (
            say("did you mean {near}?", near=near)
            if near
            else say("`workbook list items` and `workbook list nations` show what there is.")
        )
        super().__init__(
            say(
                "{word} is no item, nation or capability of this plan: {advice}",
                word=shown(word),
                advice=advice,
            )
        )


def narrowing(word: str, workbook: Workbook) -> Narrowing:
    """Read the word that an analysis is narrowed by; without one it tells of all.

    Raises:
        NothingOfThatNameError: it names nothing of the plan.
    """
    if not word:
        return Narrowing()
    record = workbook.get(word) or workbook.get(word.lower())
    if record is not None and record.kind is Kind.ITEM:
        return Narrowing(narrow=Narrow.ITEM, word=record.id)
    if is_party_code(word.upper()):
        return Narrowing(narrow=Narrow.NATION, word=word.upper())
    capabilities = capability_names(workbook)
    if word.lower() in capabilities:
        return Narrowing(narrow=Narrow.CAPABILITY, word=word.lower())
    known = [*(one.id for one in workbook.of_kind(Kind.ITEM)), *sorted(capabilities)]
    near = get_close_matches(word.lower()[:_LONGEST], known, n=1)
    raise NothingOfThatNameError(word, near[0] if near else "")


def filter_words(workbook: Workbook) -> list[str]:
    """List the words that an analysis can be narrowed by."""
    items = [record.id for record in workbook.of_kind(Kind.ITEM)]
    nations = [record.id for record in workbook.of_kind(Kind.NATION)]
    return [*items, *nations, *sorted(capability_names(workbook))]


def capability_names(workbook: Workbook) -> frozenset[str]:
    """Name the capabilities that items serve or requests ask for."""
    kinds = (Kind.ITEM, Kind.REQUEST)
    found = {record.data.capability for kind in kinds for record in workbook.of_kind(kind)}
    return frozenset(found - {"", *OPEN_REFERENCES})
