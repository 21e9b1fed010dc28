"""Sentences on the hours of a meeting: how long its items take, and what does not fit."""

from workbook.model.speech import counted, say


def length(minutes: int) -> str:
    """Tell a length in hours and minutes."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return counted(rest, "{number} minute", "{number} minutes")
    told = counted(hours, "{number} hour", "{number} hours")
    if not rest:
        return told
    return say("{hours} {minutes}", hours=told, minutes=counted(rest, "{number} minute", "{number} minutes"))


def fits(needed: str, available: str, spare: str) -> str:
    """Tell that all items fit."""
    text = say("The items take {needed} of {available}", needed=needed, available=available)
    return say("{text}; {spare} are left.", text=text, spare=spare) if spare else say("{text}.", text=text)


def too_long(needed: str, available: str, excess: str, items: str, end: str) -> str:
    """Tell that the items do not fit, by how much, and which run over the end."""
    text = say(
        "The items take {needed}, the meeting lasts {available}: {excess} too much",
        needed=needed,
        available=available,
        excess=excess,
    )
    if not items:
        return text
    return say("{text}. Past the end at {end}: {items}", text=text, end=end, items=items)


def unset(items: str, number: int, *, follows: bool) -> str:
    """Name the items whose length is not set, and say that the hours of what follows are not known."""
    if not follows:
        return say("No length is set for {items}", items=items)
    return counted(
        number,
        "No length is set for {items}; the hours of what follows are not known.",
        "No lengths are set for {items}; the hours of what follows are not known.",
        items=items,
    )


def from_to(begins: str, ends: str) -> str:
    """Tell from when to when."""
    return say("{begins}–{ends}", begins=begins, ends=ends) if ends else begins


def on_day(day: str, clock: str) -> str:
    """Set the day before a clock time."""
    return say("{day}, {clock}", day=day, clock=clock)


def after_the_end(hours: str) -> str:
    """Mark hours that run over the end of the meeting."""
    return say("{hours} (after the end)", hours=hours)
