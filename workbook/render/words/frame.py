"""Sentences that every paper carries: for whom, as of when, what it counts, what to be careful with."""

from workbook.model.speech import counted, say

UNCONFIRMED = say("unconfirmed")
ILLUSTRATIVE = say("illustrative")
DOUBTFUL = say("not certain")
SOURCES = say("Sources")
BACK = say("Back to where it is first cited")
TABLE = say("Table")
ALL_INVENTED = say("All that is said here is invented for practice.")
UNKNOWN_DATE = say("date unknown")


def for_the_public() -> str:
    """Say that anybody may read it."""
    return say("For everyone; may be passed on freely.")


def for_members(names: str) -> str:
    """Name the members it is for."""
    return say("For the members only: {names}.", names=names)


def for_many_members(number: int) -> str:
    """Count the members it is for, where naming them would fill the page."""
    return say("For the {number} members only.", number=number)


def for_nations(names: str) -> str:
    """Name the nations it is for."""
    return say("For {names} only.", names=names)


def counts(readers: str) -> str:
    """Say whose view the figures are."""
    return say("Counts what is released to {readers}.", readers=readers)


def drawn(day: str, digest: str) -> str:
    """Say as of when it holds, and name the state of the plan."""
    return say("As of {day}, plan state {digest}.", day=day, digest=digest)


def footing(readers: str) -> str:
    """Say what the paper rests on."""
    return say(
        "Drawn only from what the plan releases to {readers}; nothing else is shown or counted.",
        readers=readers,
    )


def warns_of_unconfirmed(number: int) -> str:
    """Explain the word that marks what a nation has not confirmed."""
    return counted(
        number,
        "One entry marked “unconfirmed” was noted by the secretariat; its nation has not confirmed it.",
        "{number} entries marked “unconfirmed” were noted by the secretariat; their nations have not "
        "confirmed them.",
    )


def warns_of_illustrative() -> str:
    """Explain the word that marks what is invented."""
    return say("Entries marked “illustrative” are invented for practice.")


def source(publisher: str, title: str, when: str) -> str:
    """Name a source as a note does."""
    head = say("{publisher}: “{title}”", publisher=publisher, title=title) if publisher else f"“{title}”"
    return say("{head}, {when}.", head=head, when=when) if when else f"{head}."
