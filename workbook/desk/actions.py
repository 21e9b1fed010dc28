"""Every action that a person can take by a command, once: its name, what it does, where help lists it.

Command line and help are drawn from this table; keys, footer and palette of the screens from its other half,
`keys`. It imports nothing of the program: what an action does is imported by whoever runs it, when it is run.
"""

from enum import StrEnum
from typing import NamedTuple


class Section(StrEnum):
    """The headings under which help lists actions, in order."""

    START = "Start"
    LOOK = "Look"
    EDIT = "Edit"
    BRING = "Bring together"
    REVIEW = "Agree"
    PROVE = "Prove"
    PAPER = "Hand out"
    KEEP = "Keep in order"


class Action(NamedTuple):
    """An action: the word of the command line, and one line on what it does."""

    name: str
    section: Section
    summary: str


ACTIONS: tuple[Action, ...] = (
    Action("init", Section.START, "Make a new workbook, or a narrower layer of one."),
    Action("demo", Section.START, "Make a workbook of an invented coalition, to try things on."),
    Action("list", Section.LOOK, "List the records of a kind, those that fit the filters."),
    Action("show", Section.LOOK, "Show one record in words: fields, readers, who refers to it."),
    Action("analyse", Section.LOOK, "Tell what the plan adds up to: coverage, forecast and more."),
    Action("diff", Section.LOOK, "Tell what changed between two states of the plan, in words."),
    Action("log", Section.LOOK, "Tell one record's life in words, or the plan's commits."),
    Action("blame", Section.LOOK, "Tell who said each field of a record, when and why."),
    Action("new", Section.EDIT, "Write a new record."),
    Action("set", Section.EDIT, "Change fields of a record."),
    Action("edit", Section.EDIT, "Change the text of a record in your own editor."),
    Action("retire", Section.EDIT, "End a record: it is kept, and counts no more."),
    Action("acknowledge", Section.EDIT, "Accept a finding of a record, and say why."),
    Action("confirm", Section.EDIT, "Take over what was noted on your behalf."),
    Action("move", Section.EDIT, "Move a record to a wider layer."),
    Action("undo", Section.EDIT, "Take back what you did last."),
    Action("redo", Section.EDIT, "Make again what you took back last."),
    Action("merge", Section.BRING, "Merge a branch into this one, field by field."),
    Action("resolve", Section.BRING, "List the conflicts of a merge, and settle them."),
    Action("propose", Section.REVIEW, "Put your unpublished changes to the others."),
    Action("proposals", Section.REVIEW, "List what is put to the others, and on whom it waits."),
    Action("review", Section.REVIEW, "Look at a proposal, and say what your nation thinks of it."),
    Action("compare", Section.REVIEW, "Set two proposals side by side, by what each would do."),
    Action("adopt", Section.REVIEW, "Take a proposal into the shared plan, once all approved."),
    Action("withdraw", Section.REVIEW, "Take a proposal of your own back."),
    Action("sync", Section.REVIEW, "Bring in what others published, and publish what is yours."),
    Action("check", Section.PROVE, "Check the whole plan and tell what is wrong with it."),
    Action("explain", Section.PROVE, "Tell what a code means, or which fields a kind has."),
    Action("render", Section.PAPER, "Write a paper for one audience, such as an agenda."),
    Action("merge-driver", Section.KEEP, "Merge one file by meaning; git runs it in merges."),
    Action("guard", Section.KEEP, "Judge a push to a shared repository; git runs it there."),
    Action("forge", Section.KEEP, "Write owners of paths and a CI job for a forge."),
    Action("doctor", Section.KEEP, "Tell what is missing here: identity, layers, git."),
    Action("completion", Section.KEEP, "Print the script that completes words in your shell."),
)
