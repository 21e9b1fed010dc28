"""What the screens of review say, each sentence once, beside what `words` says everywhere."""

from collections.abc import Mapping, Sequence

from workbook.desk.reviewing.words import age_words, layer_words, verdict_word
from workbook.model.enums import Verdict
from workbook.model.speech import counted, say

SYNC_HOLDS = say("What others must approve first stays here, and is named; what is unsaved stays here too.")
SYNC_HELD = say("Not published, because others must approve it first; propose it to them:")
SYNC_ERRORS = say("Held back by errors, which must be mended first:")
NOT_ASKED = say("You did not wait for an answer.")
NEED_TEXT = frozenset((Verdict.OBJECT, Verdict.RESERVE, Verdict.COMMENT))
TEXT_WANTED = say("Say it in a few words, so that the others know what you mean.")
OWN_PROPOSAL = say("It is your own, so you have approved it; comment on it, amend it, or withdraw it.")
WITHDRAW_QUESTION = say("It is taken back for all; what was said of it stays on record. You go back to main.")
AMEND_HERE = say(
    "You are on its branch: change records in the plan and save them, then Propose (P) sends them. Approvals "
    "hold where their figures stay. To work on something else, go back to main."
)
BACK_ON_MAIN = say("You are on main again.")


def your_turn(nation: str, count: int) -> str:
    """Head the proposals that wait on whoever looks."""
    return say("Waits on you, {nation}: {count:,}", nation=nation, count=count)


def ready(count: int) -> str:
    """Head the proposals that everybody who must has approved."""
    return say("Can be adopted: {count:,}", count=count)


def turn_of_others(count: int) -> str:
    """Head the proposals that wait on others."""
    return say("Waits on others: {count:,}", count=count)


def reading(count: int) -> str:
    """Say that so many proposals are being read."""
    return counted(count, "Reading {number} proposal", "Reading {number} proposals")


def put_forward_line(
    proposer: str, days: int, meeting: str, silence_until: str, *, is_withdrawn: bool, layer: str = ""
) -> str:
    """Say who put a proposal forward, when, and for what.

    `Put forward by NOR 3 days ago, for 2022-09-28-brussels; silence after 2022-10-20 may be consent.`
    """
    when = say("today") if days <= 0 else say("{age} ago", age=age_words(days))
    lines = [say("Put forward by {nation} {when}", nation=proposer, when=when)]
    lines += [say("in the layer {layer}", layer=layer)] if layer else []
    lines += [say("for {meeting}", meeting=meeting)] if meeting else []
    told = ", ".join(lines)
    if is_withdrawn:
        return say("{told}; withdrawn.", told=told)
    if silence_until:
        return say("{told}; silence after {day} may be consent.", told=told, day=silence_until)
    return f"{told}."


def outcome_line(introduced: int, fixed: int) -> str:
    """Say how many findings a proposal would bring and mend."""
    if not introduced and not fixed:
        return say("No finding would appear or vanish.")
    brings = counted(introduced, "{number} finding", "{number} findings")
    return say("It would introduce {brings} and fix {fixed:,}.", brings=brings, fixed=fixed)


def open_title(count: int, mine: int, nation: str) -> str:
    """Head the list of what is open: `Proposals: 4 open, 2 wait on NOR`."""
    told = say("Proposals: {count:,} open", count=count)
    if not mine:
        return told
    waits = counted(mine, "{number} waits on {nation}", "{number} wait on {nation}", nation=nation)
    return say("{told}, {waits}", told=told, waits=waits)


def to_publish(layer: str, branch: str, name: str, count: int) -> str:
    """Say what syncing would publish."""
    where = say("{layer}: ", layer=layer) if layer else ""
    changes = counted(count, "{number} change", "{number} changes", branch=branch)
    return say(
        "{where}{changes} of {branch} will go to {name}.",
        where=where,
        changes=changes,
        branch=branch,
        name=name,
    )


def proposed_line(id: str, waits: str, *, is_amended: bool) -> str:
    """Say that something was proposed, and how one goes on; or that it was amended."""
    if is_amended:
        return say("Amended {id}; it waits on {waits}.", id=id, waits=waits)
    return say(
        "Proposed {id}; it waits on {waits}. What you save now is part of it: propose again to send it.",
        id=id,
        waits=waits,
    )


def sync_conflicts(places: Sequence[str]) -> str:
    """Say over what others and oneself changed the same."""
    return say(
        "You and others changed the same: {places}. Settle that, then sync again.", places=", ".join(places)
    )


def tabling_line(changes: int, remote: str, id: str) -> str:
    """Say what proposing sends."""
    if id:
        sends = counted(changes, "{number} new change", "{number} new changes")
        return say(
            "{sends} will go to {remote} as part of {id}; approvals hold where their figures stay.",
            sends=sends,
            remote=remote,
            id=id,
        )
    sends = counted(changes, "{number} change", "{number} changes")
    return say(
        "{sends} will go to {remote} to be looked at, on a branch of its own. The shared plan stays "
        "as it is until it is adopted.",
        sends=sends,
        remote=remote,
    )


def deed_word(verdict: Verdict) -> str:
    """Name what one does by a verdict."""
    return {
        Verdict.APPROVE: say("Approve"),
        Verdict.APPROVE_AD_REFERENDUM: say("Approve ad referendum"),
        Verdict.RESERVE: say("Reserve"),
        Verdict.OBJECT: say("Object"),
        Verdict.COMMENT: say("Comment"),
    }[verdict]


def say_title(verdict: Verdict, id: str, *, is_answer: bool) -> str:
    """Head the window in which something is said."""
    return say("{deed}: {id}", deed=say("Answer") if is_answer else deed_word(verdict), id=id)


def say_line(verdict: Verdict) -> str:
    """Say what becomes of what one says."""
    return {
        Verdict.APPROVE: say(
            "It holds for all that the proposal changes, as it is now, and is published at once."
        ),
        Verdict.APPROVE_AD_REFERENDUM: say("Your capital must confirm it. It is published at once."),
        Verdict.RESERVE: say("You keep your position open. It is published at once."),
        Verdict.OBJECT: say("Where you must approve, this blocks it. It is published at once."),
        Verdict.COMMENT: say("Your verdict stays as it is. It is published at once."),
    }[verdict]


def held_line(places: Sequence[str]) -> str:
    """Say what an approval of the whole lifts besides."""
    named = ", ".join(place.replace(":", " ") for place in places)
    return say("To approve the whole also lifts what you hold against {named}.", named=named)


def example_of(verdict: Verdict) -> str:
    """Give an example of what is said with a verdict."""
    return {
        Verdict.APPROVE: say("Fits our own delivery plan."),
        Verdict.APPROVE_AD_REFERENDUM: say("Our parliament decides in May."),
        Verdict.RESERVE: say("We still count our stock."),
        Verdict.OBJECT: say("Two too many: we need them until March."),
        Verdict.COMMENT: say("Which works makes them?"),
    }[verdict]


def pane_titles(records: int, introduced: int, fixed: int) -> Mapping[str, str]:
    """Head the panes of a proposal."""
    changes = counted(records, "What changes: {number} record", "What changes: {number} records")
    outcome = say(
        "What it does: {introduced:,} introduced, {fixed:,} fixed", introduced=introduced, fixed=fixed
    )
    return {"changes": changes, "outcome": outcome}


def your_part(*, is_own: bool, is_asked: bool) -> str:
    """Say what the reader has to do with it."""
    if is_own:
        return say("It is yours.")
    return say("You must approve it.") if is_asked else ""


def said_line(nation: str, verdict: Verdict, id: str) -> str:
    """Say that something was said."""
    return say("Said: {nation} {verdict} on {id}.", nation=nation, verdict=verdict_word(verdict), id=id)


def adopt_question(records: int, introduced: int, fixed: int, *, layer: str) -> str:
    """Ask before a proposal is adopted."""
    changes = counted(records, "{number} record changes", "{number} records change")
    outcome = outcome_line(introduced, fixed)
    where = layer_words(layer) if layer else say("the shared plan of all")
    return say("{changes} in {where}. {outcome}", changes=changes, where=where, outcome=outcome)


def adopted_lines(id: str, *, layer: str, tries: int, told: str, note: str) -> Sequence[str]:
    """Say that a proposal was adopted, and what remains."""
    where = layer_words(layer) if layer else say("the shared plan")
    lines = [say("Adopted: {id} is in {where}.", id=id, where=where)]
    if tries > 1:
        again = counted(tries - 1, "Somebody was faster once", "Somebody was faster {number} times")
        lines.append(say("{again}, so it was judged anew.", again=again))
    return [*lines, *(one for one in (told, note) if one)]


def withdrawn_line(id: str) -> str:
    """Say that a proposal was taken back."""
    return say("Withdrawn: {id}.", id=id)


def not_yours(proposer: str) -> str:
    """Say that only its nation changes or ends a proposal."""
    return say(
        "{nation} put it forward, and only {nation} can change it: object, or comment on a field.",
        nation=proposer,
    )


def amend(id: str) -> str:
    """Ask before one goes to the branch of a proposal."""
    return say(
        "You go to the branch of {id}. Change records in the plan and save them; Propose (P) sends them.",
        id=id,
    )


def on_its_branch(id: str) -> str:
    """Say that one is on the branch of a proposal."""
    return say("You are on the branch of {id}: what you save now is part of it. Propose (P) sends it.", id=id)
