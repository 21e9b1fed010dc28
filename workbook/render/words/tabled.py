"""Sentences on what is put before a meeting: proposals, what nations say of them, drafts of decisions."""

from workbook.model.enums import Invitation, Verdict
from workbook.model.speech import counted, say

_OF_ONE = {
    Verdict.APPROVE: say("{parties} approves"),
    Verdict.APPROVE_AD_REFERENDUM: say("{parties} approves, subject to its capital"),
    Verdict.RESERVE: say("{parties} reserves its position"),
    Verdict.OBJECT: say("{parties} objects"),
    Verdict.COMMENT: say("{parties} comments"),
}
_OF_MANY = {
    Verdict.APPROVE: say("{parties} approve"),
    Verdict.APPROVE_AD_REFERENDUM: say("{parties} approve, subject to their capitals"),
    Verdict.RESERVE: say("{parties} reserve their positions"),
    Verdict.OBJECT: say("{parties} object"),
    Verdict.COMMENT: say("{parties} comment"),
}
_DRAFTS = {
    Invitation.NOTE: say("The meeting takes note of {matter}."),
    Invitation.AGREE: say("The meeting agrees on {matter}."),
    Invitation.ENDORSE: say("The meeting endorses {matter}."),
    Invitation.DECIDE: say("The meeting decides to go ahead with {matter}."),
}


def verdict(kind: Verdict, parties: str, number: int) -> str:
    """Tell what one or several say of a proposal."""
    return say(_OF_ONE[kind] if number == 1 else _OF_MANY[kind], parties=parties)


def approvals(number: int) -> str:
    """Count who approves, where naming them says no more."""
    return counted(number, "one nation approves", "{number} nations approve")


def nobody_spoke() -> str:
    """Tell that no verdict is known."""
    return say("no nation has answered yet")


def silence(until: str, *, over: bool) -> str:
    """Tell when silence counts as consent."""
    if over:
        return say("silence ended on {until}", until=until)
    return say("silence counts as consent after {until}", until=until)


def held_back(party: str, verdict: str, title: str) -> str:
    """Tell who withholds consent from what."""
    return say("{party} {verdict} on “{title}”", party=party, verdict=verdict, title=title)


def because(text: str, reason: str) -> str:
    """Set the reason behind what is said."""
    return say("{text}: {reason}", text=text, reason=reason) if reason else text


def on_matter(text: str, matter: str) -> str:
    """Tell on which matter alone it is said."""
    return say("{text} (on {matter})", text=text, matter=matter) if matter else text


def proposed(title: str, party: str) -> str:
    """Name a proposal inside a sentence."""
    return say("the proposal of {party}, “{title}”", party=party, title=title)


def draft(invited: Invitation, matter: str) -> str:
    """Draft a decision."""
    return say(_DRAFTS[invited], matter=matter)


def quoted(text: str) -> str:
    """Set a text in quotation marks."""
    return say("“{text}”", text=text)
