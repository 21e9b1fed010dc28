"""The actions as the screens offer them, once: where, by which keys, and what footer and palette call them.

It is the second half of the one table of actions: the command line draws its half from `actions`. It imports
nothing of the program, and what an action does is imported by whoever runs it, when it is run.
"""

from enum import StrEnum
from typing import NamedTuple


class Scope(StrEnum):
    """A place in the screens where actions can be taken, as help calls it."""

    EVERYWHERE = "Everywhere"
    PLAN = "Plan"
    FORM = "Record form"
    CHANGES = "Changes"
    MERGE = "Bringing in"
    SETTLE = "Settling conflicts"
    HISTORY = "History"
    PAST = "The plan as it was"
    PAPERS = "Papers"
    FINDINGS = "Findings"
    ANALYSIS = "Analysis"
    LAYERS = "Layers"
    PROPOSALS = "Proposals"
    REVIEW = "A proposal"
    COMPARE = "Side by side"


class Key(NamedTuple):
    """An action as the screens offer it: where, by which keys, and what the footer calls it.

    `action` is the word of the command line where there is one, and what the screen's method is named after.
    `keys` are separated by commas, the one to show first. At most six of a place are `in_footer`.
    """

    scope: Scope
    action: str
    keys: str
    label: str
    summary: str
    in_footer: bool = False


KEYS: tuple[Key, ...] = (
    Key(Scope.PLAN, "set", "e", "Edit", "Change fields of the record.", in_footer=True),
    Key(Scope.PLAN, "new", "n", "New", "Write a new record of this kind.", in_footer=True),
    Key(
        Scope.PLAN,
        "filter",
        "slash",
        "Filter",
        "Show the records that fit, in the words of `list`.",
        in_footer=True,
    ),
    Key(
        Scope.PLAN,
        "changes",
        "s",
        "Changes",
        "See what is unsaved or unpublished; publish it.",
        in_footer=True,
    ),
    Key(Scope.PLAN, "goto", "g,ctrl+g", "Go to", "Go to a record by its id or title.", in_footer=True),
    Key(
        Scope.PLAN,
        "follow",
        "enter",
        "Open",
        "Open the record, or follow the reference.",
    ),
    Key(Scope.PLAN, "back", "backspace", "Back", "Come back to where you were."),
    Key(Scope.PLAN, "pick", "space", "Pick", "Pick records, to change a field of all of them."),
    Key(Scope.PLAN, "set_many", "b", "Change picked", "Change one field of all picked records."),
    Key(Scope.PLAN, "sort", "o", "Sort", "Sort by the next column; again turns round the last."),
    Key(Scope.PLAN, "retire", "x", "Retire", "End the record: it is kept, and counts no more."),
    Key(Scope.PLAN, "confirm", "c", "Confirm", "Take over what was noted on your behalf."),
    Key(Scope.PLAN, "check", "f", "Findings", "See all findings of the plan, with explanations."),
    Key(Scope.PLAN, "merge", "m", "Bring in", "Bring in a branch or the shared repository."),
    Key(Scope.PLAN, "log", "y", "History", "See the life of the record, and the plan as it was."),
    Key(Scope.PLAN, "render", "p", "Papers", "Write a paper for one audience."),
    Key(Scope.PLAN, "proposals", "r", "Proposals", "See what is put to the others, and review it."),
    Key(Scope.PLAN, "propose", "P", "Propose", "Put what you saved and did not publish to the others."),
    Key(
        Scope.PLAN, "sync", "S", "Sync", "Bring in what others published, and publish what needs nobody else."
    ),
    Key(
        Scope.PLAN,
        "analyse",
        "a",
        "Analysis",
        "See what the plan adds up to: coverage, stocks, funds.",
    ),
    Key(Scope.PLAN, "layers", "v", "Who reads", "See which repository holds what, and who can read it."),
    Key(Scope.FORM, "save", "ctrl+s", "Save", "Save the record; it becomes one commit.", in_footer=True),
    Key(
        Scope.FORM,
        "close",
        "escape",
        "Close",
        "Leave the form; what is unsaved can be kept for later.",
        in_footer=True,
    ),
    Key(Scope.FORM, "fields", "f2", "Fields", "Change the record field by field.", in_footer=True),
    Key(Scope.FORM, "text", "f3", "Text", "Change the text of the record's file.", in_footer=True),
    Key(Scope.FORM, "changes", "f4", "Changes", "See what saving would change.", in_footer=True),
    Key(Scope.FORM, "help", "f1", "Help", "Explain the form and its keys.", in_footer=True),
    Key(Scope.FORM, "take_out", "ctrl+r", "Remove", "Take out the field or entry under the cursor."),
    Key(Scope.FORM, "move_up", "alt+up,ctrl+up", "Move up", "Move the entry of a list up."),
    Key(Scope.FORM, "move_down", "alt+down,ctrl+down", "Move down", "Move the entry of a list down."),
    Key(Scope.FORM, "write_long", "ctrl+l", "Long text", "Write a text of several lines."),
    Key(
        Scope.CHANGES, "keep", "a", "Keep", "Keep the unsaved change; it becomes one commit.", in_footer=True
    ),
    Key(
        Scope.CHANGES,
        "drop",
        "x",
        "Drop",
        "Drop the unsaved change, or take the unpublished edit back.",
        in_footer=True,
    ),
    Key(
        Scope.CHANGES,
        "sync",
        "S",
        "Sync",
        "Bring in what others published, and publish what needs nobody else.",
        in_footer=True,
    ),
    Key(
        Scope.CHANGES,
        "propose",
        "P",
        "Propose",
        "Put what you saved and did not publish to the others.",
        in_footer=True,
    ),
    Key(Scope.CHANGES, "publish", "p", "Publish", "Give all that is saved to the others, in every layer."),
    Key(Scope.CHANGES, "merge", "m", "Bring in", "Bring in a branch or the shared repository."),
    Key(Scope.CHANGES, "refresh", "r", "Look again", "Look again at what is unsaved and unpublished."),
    Key(Scope.CHANGES, "follow", "enter", "Go to", "Go to the record in the plan."),
    Key(Scope.CHANGES, "close", "escape", "Back", "Go back to the plan.", in_footer=True),
    Key(Scope.MERGE, "choose", "enter", "Look", "See what the branch would bring in.", in_footer=True),
    Key(
        Scope.MERGE, "take", "t", "Take", "Take in what is shown; conflicts are settled next.", in_footer=True
    ),
    Key(
        Scope.MERGE,
        "fetch",
        "r",
        "Ask again",
        "Ask the shared repository what is new.",
        in_footer=True,
    ),
    Key(Scope.MERGE, "close", "escape", "Back", "Go back without bringing anything in.", in_footer=True),
    Key(
        Scope.SETTLE,
        "choose",
        "enter",
        "Take",
        "Settle the conflict by the value under the cursor.",
        in_footer=True,
    ),
    Key(Scope.SETTLE, "value", "e", "Type", "Settle it by another value, which you type.", in_footer=True),
    Key(Scope.SETTLE, "anew", "u", "Anew", "Settle the conflicts of this record anew."),
    Key(
        Scope.SETTLE, "finish", "f", "Finish", "Take all in, once nothing is left to settle.", in_footer=True
    ),
    Key(Scope.SETTLE, "abort", "x", "Give up", "Bring nothing in; all is as it was before.", in_footer=True),
    Key(
        Scope.SETTLE,
        "close",
        "escape",
        "Later",
        "Go back to the plan; what is settled stays.",
        in_footer=True,
    ),
    Key(
        Scope.FINDINGS,
        "acknowledge",
        "a",
        "Acknowledge",
        "Accept the finding, and say why; it still counts.",
        in_footer=True,
    ),
    Key(Scope.FINDINGS, "mine", "m", "Mine or all", "Show those of your nation, or all.", in_footer=True),
    Key(
        Scope.FINDINGS,
        "filter",
        "slash",
        "Filter",
        "Show the findings with these words, codes, ids or nations.",
        in_footer=True,
    ),
    Key(Scope.FINDINGS, "close", "escape", "Back", "Go back to the plan.", in_footer=True),
    Key(Scope.ANALYSIS, "next", "n,right,l", "Next", "Go to the next analysis.", in_footer=True),
    Key(Scope.ANALYSIS, "before", "b,left,h", "Before", "Go to the analysis before."),
    Key(
        Scope.ANALYSIS,
        "figures",
        "v",
        "Figures",
        "Show months in percent, in amounts, or as signs alone.",
        in_footer=True,
    ),
    Key(Scope.ANALYSIS, "sort", "o", "Sort", "Sort by the next order, such as by shortfall."),
    Key(
        Scope.ANALYSIS,
        "filter",
        "slash",
        "Filter",
        "Show the lines with these words, ids or nations.",
        in_footer=True,
    ),
    Key(
        Scope.ANALYSIS,
        "mine",
        "m",
        "Mine or all",
        "Show the lines that your nation has part in, or all.",
        in_footer=True,
    ),
    Key(
        Scope.ANALYSIS,
        "follow",
        "enter",
        "Go to",
        "Go to what stands behind a cell, or to the record of the line.",
    ),
    Key(Scope.ANALYSIS, "close", "escape", "Back", "Go back to the plan.", in_footer=True),
    Key(Scope.PAPERS, "write", "w", "Write", "Write the paper to a file.", in_footer=True),
    Key(
        Scope.PAPERS,
        "filter",
        "slash",
        "Find readers",
        "Find a nation to write for, or type several.",
        in_footer=True,
    ),
    Key(
        Scope.PAPERS,
        "since",
        "c",
        "Changes since",
        "Also say what changed since a day, a meeting or a branch; again leaves it out.",
        in_footer=True,
    ),
    Key(Scope.PAPERS, "close", "escape", "Back", "Go back to the plan.", in_footer=True),
    Key(
        Scope.HISTORY,
        "date",
        "d",
        "Date or branch",
        "Type a date, a branch, a tag or a meeting to look back to.",
        in_footer=True,
    ),
    Key(
        Scope.HISTORY, "close", "escape", "Back", "Go back, or give up what is being opened.", in_footer=True
    ),
    Key(Scope.HISTORY, "pane_before", "left,h", "Life", "Go left, to the life of the record."),
    Key(Scope.HISTORY, "pane_after", "right,l", "Look back", "Go right, to the states of the whole plan."),
    Key(Scope.PAST, "close", "escape", "Back to now", "Come back to the plan as it is.", in_footer=True),
    Key(
        Scope.LAYERS,
        "move",
        "m",
        "Move here",
        "Move the record to the layer under the cursor, where more can read it.",
        in_footer=True,
    ),
    Key(Scope.LAYERS, "close", "escape", "Back", "Go back to the plan.", in_footer=True),
    Key(
        Scope.PROPOSALS, "review", "enter", "Open", "Look at the proposal, and say something.", in_footer=True
    ),
    Key(Scope.PROPOSALS, "pick", "space", "Pick", "Pick two proposals, to compare them.", in_footer=True),
    Key(
        Scope.PROPOSALS,
        "compare",
        "c",
        "Compare",
        "Set the two picked proposals side by side, by what each would do.",
        in_footer=True,
    ),
    Key(Scope.PROPOSALS, "fetch", "r", "Ask again", "Ask the shared repository again."),
    Key(Scope.PROPOSALS, "filter", "slash", "Filter", "Show the proposals with these words, ids or nations."),
    Key(Scope.PROPOSALS, "sort", "o", "Sort", "Sort by the next column; again turns round the last."),
    Key(Scope.PROPOSALS, "propose", "P", "Propose", "Put what you saved and did not publish to the others."),
    Key(Scope.PROPOSALS, "close", "escape", "Back", "Go back to the plan.", in_footer=True),
    Key(Scope.REVIEW, "approve", "a", "Approve", "Approve it as it is now.", in_footer=True),
    Key(Scope.REVIEW, "object", "o", "Object", "Object to it, or to a part of it.", in_footer=True),
    Key(Scope.REVIEW, "comment", "c", "Comment", "Say something, and leave your verdict as it is."),
    Key(
        Scope.REVIEW,
        "answer",
        "enter",
        "Answer",
        "Answer what was said under the cursor, or comment on what changes there.",
        in_footer=True,
    ),
    Key(Scope.REVIEW, "ad_referendum", "f", "Ad referendum", "Approve it, if your capital confirms it."),
    Key(Scope.REVIEW, "reserve", "v", "Reserve", "Reserve your position."),
    Key(
        Scope.REVIEW,
        "adopt",
        "d",
        "Adopt",
        "Take it into the shared plan, once all approved.",
        in_footer=True,
    ),
    Key(Scope.REVIEW, "amend", "e", "Amend", "Change what you proposed, and how."),
    Key(Scope.REVIEW, "propose", "P", "Propose", "Send what you changed of your own proposal."),
    Key(Scope.REVIEW, "withdraw", "w", "Withdraw", "Take your own proposal back."),
    Key(Scope.REVIEW, "fetch", "r", "Ask again", "Ask the shared repository what was said meanwhile."),
    Key(Scope.REVIEW, "pane_before", "left,h", "Pane before", "Go to the pane before."),
    Key(Scope.REVIEW, "pane_after", "right,l", "Next pane", "Go to the next pane."),
    Key(Scope.REVIEW, "close", "escape", "Back", "Go back to the proposals.", in_footer=True),
    Key(Scope.COMPARE, "close", "escape", "Back", "Go back to the proposals.", in_footer=True),
    Key(Scope.EVERYWHERE, "undo", "ctrl+z", "Undo", "Take back what you did last."),
    Key(Scope.EVERYWHERE, "redo", "ctrl+y", "Redo", "Make again what you took back last."),
    Key(
        Scope.EVERYWHERE,
        "help",
        "question_mark,f1",
        "Help",
        "Explain this place and its keys.",
        in_footer=True,
    ),
    Key(Scope.PLAN, "show_all", "escape", "Show all", "Show all records again, whatever the filter."),
    Key(Scope.PLAN, "keep_filter", "ctrl+s", "Keep filter", "Keep the filter, to have it at hand again."),
    Key(Scope.PLAN, "kept_filters", "F", "Kept filters", "Take one of the filters you kept."),
    Key(Scope.PLAN, "pane_before", "left,h", "Pane before", "Go to the pane on the left."),
    Key(Scope.PLAN, "pane_after", "right,l", "Pane after", "Go to the pane on the right."),
    Key(Scope.PLAN, "tour", "t", "Tour", "Be shown round the screen."),
    Key(Scope.PLAN, "introduce", "w", "Who I am", "Say your name, address and nation."),
    Key(Scope.EVERYWHERE, "close", "escape", "Close", "Leave this place."),
    Key(Scope.EVERYWHERE, "quit", "ctrl+q", "Quit", "Leave the workbook."),
)
_LOOKING = frozenset(
    ("filter", "keep_filter", "kept_filters", "goto", "follow", "back", "sort", "pane_before", "pane_after")
) | {"check", "analyse", "log", "render", "layers", "tour"}


def keys_of(scope: Scope) -> tuple[Key, ...]:
    """List the actions that a place offers, in order; the plan as it was offers what changes nothing."""
    own = tuple(key for key in KEYS if key.scope is scope)
    if scope is not Scope.PAST:
        return own
    return (*own, *(key for key in KEYS if key.scope is Scope.PLAN and key.action in _LOOKING))
