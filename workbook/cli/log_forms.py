"""What happened to a record or a plan, as text and as JSON.

    {"format": 1, "id": "NOR-C-7K3Q", "paths": ["plans/..."],
     "events": [{"commit": "...", "moment": "2022-09-28T12:00:00+00:00", "author": "...",
                 "on_behalf_of": "NOR", "layer": "", "subject": "...", "why": "...",
                 "is_merge": false, "is_cut": false, "path": "plans/...",
                 "sentences": ["quantity from 20 to 12"], "changes": [...],
                 "taken_back_by": "", "takes_back": ""}]}

The plan's commits are `commits`, each with its `records` instead of path, changes and reverts. Keys may be
added, none is taken away while `format` stays the same.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from workbook.cli.change_json import change_json
from workbook.cli.report import counted
from workbook.cli.terminal import Terminal, wrapped
from workbook.model.display import clean_line

if TYPE_CHECKING:
    from workbook.desk.telling.commits import CommitDeed, RecordDeed
    from workbook.desk.telling.lives import Life
    from workbook.desk.telling.records import Event

_SHORT = 10
_RECORD_KEYS = ("id", "kind", "title", "path", "sentences")
_HEAD_KEYS = ("commit", "author", "on_behalf_of", "layer", "subject", "why", "is_merge", "is_cut")


def life_text(found: "Life", events: "Sequence[Event]", screen: Terminal, *, of: int) -> str:
    """Tell a record's life to a person: a paragraph for each event; they may be the last `of` so many."""
    if not events:
        return f"{clean_line(found.id)} has no history yet: nothing of it is committed."
    lines: list[str] = []
    for event in events:
        lines += [*commit_head(event, screen), *(_line(one, screen, "    ") for one in event.sentences)]
        lines += [screen.paint(_line(note, screen, "    "), "dim") for note in _notes(event)]
        lines.append("")
    id, commits = clean_line(found.id), len({event.commit for event in events})
    if len(events) < of:
        return "\n".join([*lines, f"These are the last {len(events):,} of {of:,} changes of {id}."])
    return "\n".join([*lines, f"{counted(commits, 'commit')} changed {id}."])


def life_json(found: "Life", events: "Sequence[Event]") -> str:
    """Tell a record's life to a program."""
    from workbook.cli.records import encoded

    return encoded(
        {
            "format": 1,
            "id": found.id,
            "paths": list(found.paths),
            "events": [event_json(one) for one in events],
        }
    )


def event_json(event: "Event") -> dict[str, Any]:
    """Give one event as JSON tells it."""
    return {
        **_head_json(event),
        "path": event.path,
        "sentences": list(event.sentences),
        "changes": [change_json(one) for one in event.changes],
        "taken_back_by": event.taken_back_by,
        "takes_back": event.takes_back,
    }


def deeds_text(deeds: "Sequence[CommitDeed]", screen: Terminal) -> str:
    """Tell the plan's commits to a person."""
    if not deeds:
        return "Nothing of the plan is committed yet, or nothing changed since."
    lines: list[str] = []
    for deed in deeds:
        lines += commit_head(deed, screen)
        for record in deed.records:
            lines.append(f"    {_record_name(record, screen)}")
            lines += [_line(one, screen, "      ") for one in record.sentences]
        if deed.untold:
            lines.append(f"    and {counted(deed.untold, 'other file')}")
        lines.append("")
    return "\n".join(lines[:-1])


def deeds_json(deeds: "Sequence[CommitDeed]") -> str:
    """Tell the plan's commits to a program."""
    from workbook.cli.records import encoded

    return encoded({"format": 1, "commits": [_deed_json(one) for one in deeds]})


def commit_head(event: "Event | CommitDeed", screen: Terminal) -> list[str]:
    """Give who, on whose behalf, when and in which commit on one line, and why below it."""
    moment = event.moment.isoformat(sep=" ", timespec="minutes")
    who = clean_line(event.author) or "somebody"
    behalf = f" on behalf of {clean_line(event.on_behalf_of)}" if event.on_behalf_of else ""
    layer = f", layer {clean_line(event.layer)}" if event.layer else ""
    merge = ", in a merge" if event.is_merge else ""
    commit, name = screen.paint(event.commit[:_SHORT], "cyan"), screen.paint(who, "bold")
    told = [text for text in (clean_line(event.subject), clean_line(event.why)) if text]
    return [f"{commit}  {moment}  {name}{behalf}{layer}{merge}", *(_line(one, screen, "  ") for one in told)]


def _deed_json(deed: "CommitDeed") -> dict[str, Any]:
    records = [{key: getattr(one, key) for key in _RECORD_KEYS} for one in deed.records]
    return {**_head_json(deed), "records": records, "untold": deed.untold}


def _head_json(event: "Event | CommitDeed") -> dict[str, Any]:
    return {**{key: getattr(event, key) for key in _HEAD_KEYS}, "moment": event.moment.isoformat()}


def _notes(event: "Event") -> list[str]:
    notes = []
    if event.taken_back_by:
        notes.append(f"(taken back by {event.taken_back_by[:_SHORT]})")
    if event.takes_back:
        notes.append(f"(takes back {event.takes_back[:_SHORT]})")
    if event.is_cut:
        notes.append("(the history before is not in this clone)")
    return notes


def _record_name(record: "RecordDeed", screen: Terminal) -> str:
    name = clean_line(record.id or record.path)
    return f"{screen.paint(name, 'bold')}  {clean_line(record.title)}".rstrip()


def _line(words: str, screen: Terminal, indent: str) -> str:
    text = clean_line(words)
    return wrapped(text, width=screen.width, indent=indent) if screen.is_screen else indent + text
