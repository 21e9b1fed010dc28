"""A record's life as a screen shows it: what happened when and by whom, and who said each field.

In: a session and an id. Out: a `History`, in words alone. Reading it takes as long as the history is, so it
is read beside the screen.
"""

from collections.abc import Iterator, Sequence

import msgspec

from workbook.desk.session import Session
from workbook.desk.telling.fields import FieldOrigin, told_origins
from workbook.desk.telling.lives import histories, life_of
from workbook.desk.telling.records import Event, record_events
from workbook.errors import WorkbookError
from workbook.records.settings import SHARED_LAYER

SHORT = 10


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened to a record: when, by whom, why, and what in sentences.

    `state` is the commit of the plan to look back to, "" where the record lay in another layer.
    """

    when: str
    who: str
    subject: str
    why: str
    sentences: Sequence[str]
    notes: Sequence[str]
    state: str


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A field, what it says, and who said so last; `is_saved` is false where no commit holds it yet."""

    label: str
    value: str
    who: str
    is_saved: bool = True
    notes: Sequence[str] = ()


class History(msgspec.Struct, frozen=True, kw_only=True):
    """The life of a record, newest first; `refusal` says why its fields cannot be told, "" where they are."""

    id: str
    happenings: Sequence[Happening] = ()
    fields: Sequence[Said] = ()
    refusal: str = ""


def record_history(session: Session, id: str) -> History:
    """Tell the life of a record as far as the plan of the session goes."""
    plan, file = session.plan, session.workbook.file_of(id)
    if file is None:
        return History(id=id, refusal=f"No record is called {id}.")
    try:
        layers = histories(plan.top, start=plan.past.commit if plan.past is not None else "")
        found = life_of(file.path, layers, top=plan.top)
        # A look back reads the shared layer as it was; of the others, what came later is left out here.
        events = [one for one in record_events(found, layers) if not _is_later(one, session)]
    except WorkbookError as error:
        return History(id=id, refusal=str(error))
    happenings = [_happening(one) for one in events]
    try:
        origins = told_origins(
            file, session.read(file.path), events, found, layers, is_past=plan.past is not None
        )
    except WorkbookError as error:
        return History(id=id, happenings=happenings, refusal=str(error))
    return History(id=id, happenings=happenings, fields=[_said(one) for one in origins])


def _is_later(event: Event, session: Session) -> bool:
    is_shared = event.layer == SHARED_LAYER
    return session.plan.past is not None and not is_shared and event.moment.date() > session.today


def _happening(event: Event) -> Happening:
    layer = f", in the layer {event.layer}" if event.layer else ""
    merge = ", in a merge" if event.is_merge else ""
    return Happening(
        when=event.moment.strftime("%Y-%m-%d %H:%M"),
        who=f"{_who(event)}{layer}{merge}",
        subject=event.subject,
        why=event.why,
        sentences=event.sentences,
        notes=list(_notes(event)),
        state=event.commit if event.layer == SHARED_LAYER else "",
    )


def _notes(event: Event) -> Iterator[str]:
    if event.taken_back_by:
        yield "Taken back later."
    if event.takes_back:
        yield "Takes an earlier change back."
    if event.is_cut:
        yield "What came before is not in this copy of the plan."


def _said(origin: FieldOrigin) -> Said:
    if origin.event is None:
        return Said(label=origin.label, value=origin.value, who="not saved yet", is_saved=False)
    hidden = [f"In between {_who(one)} on {one.moment.date()}, taken back." for one in origin.hidden]
    who = f"{_who(origin.event)}, {origin.event.moment.date()}"
    return Said(label=origin.label, value=origin.value, who=who, notes=hidden)


def _who(event: Event) -> str:
    behalf = f" for {event.on_behalf_of}" if event.on_behalf_of else ""
    return f"{event.author or 'somebody'}{behalf}"
