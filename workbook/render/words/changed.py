"""Sentences of what changed since an earlier day, in papers."""

from workbook.model.kind import Kind
from workbook.model.speech import counted, say

NEW = say("New")
CHANGED = say("Changed")
GONE = say("No longer counted")
NOTHING = say("Nothing that is released to the readers of this paper has changed.")


def heading(day: str) -> str:
    """Head the section."""
    return say("What changed since {day}", day=day)


def changed(name: str, sentences: str) -> str:
    """Tell what changed in one record."""
    return say("{name}: {sentences}", name=name, sentences=sentences)


def withdrawn(when: str) -> str:
    """Tell when a record was withdrawn."""
    return say("withdrawn on {when}", when=when)


def more_in_it(count: int) -> str:
    """Say how many changes of one record are left out."""
    return say("and one more") if count == 1 else say("and {count} more", count=count)


def with_colon(lead: str) -> str:
    """Set a lead before what it counts."""
    return say("{lead}:", lead=lead)


def of_kind(kind: Kind, number: int) -> str:
    """Count records of a kind."""
    one, many = _KINDS.get(kind, (kind.value, kind.plural))
    return counted(number, "one {kind}", "{number} {kinds}", kind=say(one), kinds=say(many))


_KINDS = {
    Kind.AGENDA: (say("agenda item"), say("agenda items")),
    Kind.REVIEW: (say("opinion on a proposal"), say("opinions on proposals")),
    Kind.PROCUREMENT: (say("joint purchase"), say("joint purchases")),
    Kind.ITEM: (say("item of the catalogue"), say("items of the catalogue")),
}
