"""Sentences on what a meeting did to coverage, or what happened to it since an earlier day."""

from workbook.model.speech import counted, say

HEADING = say("Coverage before and after")
COLUMNS = (
    say("Item"),
    say("Asked for"),
    say("Offered before"),
    say("Offered now"),
    say("Still missing"),
)


def covered(asked_before: int, covered_before: int, asked: int, covered_now: int) -> str:
    """Tell how many requests are covered, before and after."""
    if asked == asked_before:
        return say(
            "Requests covered by firm offers: {covered_before} of {asked} before the meeting, {covered} with "
            "what was promised there",
            covered_before=f"{covered_before:,}",
            covered=f"{covered_now:,}",
            asked=f"{asked:,}",
        )
    return say(
        "Requests covered by firm offers: {covered_before} of {asked_before} before the meeting, {covered} "
        "of {asked} with what was asked for and promised there",
        covered_before=f"{covered_before:,}",
        asked_before=f"{asked_before:,}",
        covered=f"{covered_now:,}",
        asked=f"{asked:,}",
    )


def heading_since(day: str) -> str:
    """Head the section where it compares with an earlier day."""
    return say("Coverage on {day} and now", day=day)


def covered_since(day: str, asked_before: int, covered_before: int, asked: int, covered_now: int) -> str:
    """Tell how many requests were covered on an earlier day, and are now."""
    return say(
        "Requests covered by firm offers: {covered_before} of {asked_before} on {day}, {covered} of {asked} "
        "now",
        day=day,
        covered_before=f"{covered_before:,}",
        asked_before=f"{asked_before:,}",
        covered=f"{covered_now:,}",
        asked=f"{asked:,}",
    )


def now_and_before(now: str, before: str) -> str:
    """Tell a figure that the meeting changed, with what it was."""
    return say("{now} (before: {before})", now=now, before=before)


def more(number: int, command: str) -> str:
    """Count the items that are left out."""
    text = counted(number, "One more item is left out here", "{number} more items are left out here")
    return say("{text}; all: {command}", text=text, command=command)
