"""Sentences of the draft communiqué."""

from workbook.model.speech import counted, say

TITLE = say("Draft communiqué")
DRAFT = say(
    "Draft for the press, not agreed by the nations. It is drawn only from records that are released to "
    "everyone."
)
DECIDED = say("The meeting decided:")
DECIDED_ELSEWHERE = say("Decided outside the meeting:")
COMMITTED = say("Made public at the meeting:")
ON_THE_TABLE = say("Also on the table at the meeting:")
NOTHING = say("Nothing of what was decided or promised is public yet.")


def dateline(place: str, day: str) -> str:
    """Tell where and when."""
    told = ", ".join(part for part in (place, day) if part)
    return f"{told}." if told else ""


def held(title: str, who: str, chair: str, host: str) -> str:
    """Tell who took part in which meeting, who led it and who hosted it."""
    if who:
        text = say("{who} took part in “{title}”", who=who, title=title)
    else:
        text = say("“{title}” was held", title=title)
    if chair:
        text = say("{text}, under the chairmanship of {chair}", text=text, chair=chair)
    return (
        say("{text}. It was hosted by {host}.", text=text, host=host)
        if host and host != chair
        else f"{text}."
    )


def nations(number: str) -> str:
    """Count nations."""
    return say("{number} nations", number=number)


def quoted(title: str) -> str:
    """Set the title of an item in quotation marks."""
    return say("“{title}”", title=title)


def topics(titles: str, number: int) -> str:
    """Tell what was on the agenda."""
    return counted(number, "On the agenda was {titles}.", "On the agenda were {titles}.", titles=titles)


def on_topics(titles: str, record: str) -> str:
    """Tell what was said on one item or several."""
    return say("On {titles}: {record}", titles=titles, record=record)


def committed(party: str, what: str, figure: str, receivers: str) -> str:
    """Tell what a nation has committed."""
    text = say("{party}: {what}", party=party, what=what)
    text = say("{text} ({figure})", text=text, figure=figure) if figure else text
    return say("{text}, for {receivers}", text=text, receivers=receivers) if receivers else text


def decided_elsewhere(text: str, how: str) -> str:
    """Tell what was decided, and how that was done without a meeting."""
    return say("{text} {how}", text=text, how=how)


def more(number: int) -> str:
    """Count what is left out."""
    return counted(number, "One more is public.", "{number} more are public.")


def next_meeting(title: str, place: str, day: str) -> str:
    """Tell when the next meeting is."""
    text = say("The next meeting is {title}", title=title)
    text = say("{text}, in {place}", text=text, place=place) if place else text
    return say("{text} on {day}", text=text, day=day)
