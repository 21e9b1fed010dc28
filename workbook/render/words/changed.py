"""Sentences of what changed since an earlier day, in papers."""

from workbook.model.speech import say

NEW = say("New")
CHANGED = say("Changed")
GONE = say("No longer counted")
NOTHING = say("Nothing that is released to the readers of this paper has changed.")


def heading(day: str) -> str:
    """Head the section."""
    return say("What changed since {day}", day=day)


def changed(owner: str, title: str, sentences: str) -> str:
    """Tell what changed in one record."""
    return say("{owner}, {title}: {sentences}", owner=owner, title=title, sentences=sentences)


def more_in_it(count: int) -> str:
    """Say how many changes of one record are left out."""
    return say("and one more") if count == 1 else say("and {count} more", count=count)


def more(count: int) -> str:
    """Say how many are left out for want of room."""
    if count == 1:
        return say("One more is left out here.")
    return say("{count} more are left out here.", count=f"{count:,}")
