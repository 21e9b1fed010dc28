"""A paper before it is written: which papers, meetings and audiences there are, and a preview of one.

In: a session and what was chosen. Out: choices with a line on each, and a `Draft`: the text with its label,
its readers and its digest, or the sentence that says why there is none. What an audience may see is decided
by `release` alone.
"""

from collections.abc import Callable, Iterator, Sequence, Set
from datetime import date
from functools import partial
from pathlib import Path

import msgspec

from workbook.desk.choosing import Choice
from workbook.desk.opening import OpenPlan
from workbook.desk.papers import paper, paper_file, write_paper
from workbook.desk.session import Session
from workbook.desk.since import EarlierState, earlier_state
from workbook.errors import WorkbookError
from workbook.model.kind import Kind
from workbook.model.nations import ORGANISATION_NAMES, party_name
from workbook.model.record import Record
from workbook.records.settings import Settings
from workbook.records.workbook import Workbook
from workbook.release.audience import Audience, AudienceKind, parse_audience
from workbook.render.catalogue import PAPERS, paper_kind
from workbook.render.shipped import Form

DIGEST_SHOWN = 12
OUT = "out"
_MOST_NAMED = 6


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """Which paper is wanted, for which meeting, for whom, and since when it tells changes ("" for none)."""

    paper: str
    meeting: str
    audience: str
    since: str = ""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A paper as it would be written, and for whom; `refusal` says why there is none.

    `page` makes the same paper as HTML, for a place whose name asks for that.
    """

    text: str = ""
    label: str = ""
    readers: str = ""
    digest: str = ""
    shown: int = 0
    file: str = ""
    refusal: str = ""
    page: Callable[[], str] | None = None


class PaperRefusedError(WorkbookError):
    """The system does not let a paper be written where it should go."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(f"{path} cannot be written: {error.strerror or error}. Choose another place.")


def paper_choices() -> Sequence[Choice]:
    """List the papers there are."""
    return [Choice(word=kind.name, label=kind.name, hint=kind.told) for kind in PAPERS]


def meeting_choices(workbook: Workbook) -> Sequence[Choice]:
    """List the meetings that papers can be for, the latest first."""
    found = reversed(_meetings(workbook))
    return [
        Choice(word=one.id, label=str(one.data.date), hint=one.data.place or one.data.title) for one in found
    ]


def meeting_at_hand(workbook: Workbook, today: date) -> str:
    """Give the id of the next meeting from today on, else of the last before; "" where there is none."""
    known = _meetings(workbook)
    coming = [one.id for one in known if not one.data.date.is_over(today)]
    return next(iter(coming), known[-1].id if known else "")


def audience_choices(settings: Settings, nation: str, *, words: str = "") -> Sequence[Choice]:
    """List for whom a paper can be: all, the members, one's own nation before others, groups.

    With typed words only those that have them, and what the words themselves name, as `NOR,SWE` does.
    """
    found = list(_audiences(settings, nation))
    typed = words.casefold().split()
    if not typed:
        return found
    fitting = [one for one in found if all(word in f"{one.word} {one.hint}".casefold() for word in typed)]
    return [*_as_typed(words, settings, {one.word for one in found}), *fitting]


def draft(plan: OpenPlan, workbook: Workbook, order: Order, session: Session) -> Draft:
    """Make a paper, or say in a sentence why it cannot be made; one of no meeting is the same for all."""
    meeting = order.meeting if paper_kind(order.paper).of_meeting else ""
    try:
        made = partial(
            paper,
            order.paper,
            plan,
            audience=order.audience,
            meeting=meeting,
            today=session.today,
            workbook=workbook,
            since=_earlier(plan, order.since, session.today),
        )
        text, released = made()
    except WorkbookError as error:
        return Draft(refusal=str(error))
    return Draft(
        text=text,
        label=released.label,
        readers=readers_words(released.audience),
        digest=released.digest[:DIGEST_SHOWN],
        shown=len(released.content),
        file=paper_file(order.paper, meeting, released.audience),
        page=lambda: made(form=Form.HTML)[0],
    )


def _earlier(plan: OpenPlan, word: str, today: date) -> EarlierState | None:
    """Open the state that changes are told from, seen from where the plan itself is looked at."""
    at = plan.past.commit if plan.past is not None else ""
    return earlier_state(plan.top, word, at=at, today=today) if word else None


def readers_words(audience: Audience) -> str:
    """Say who may read a paper."""
    names = [party_name(code) for code in audience.nations]
    match audience.kind:
        case AudienceKind.PUBLIC:
            return "Anybody may read it"
        case AudienceKind.MEMBERS:
            return f"All {len(names)} members may read it"
        case AudienceKind.NATION:
            return f"{names[0]} alone may read it"
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"{', '.join(names[:_MOST_NAMED])}{more} may read it"


def write_draft(session: Session, made: Draft, place: str, *, force: bool = False) -> Path:
    """Write a paper to a place seen from the top of the plan; its folders are made.

    At a place whose name ends with .html it is written as a page, else as Markdown.

    Raises:
        OtherPaperThereError: another paper stands there, and `force` is not said.
        WorkbookError: the system refuses.
    """
    path = session.plan.top / Path(place).expanduser()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PaperRefusedError(path, error) from error
    text = made.page() if made.page is not None and path.suffix == f".{Form.HTML}" else made.text
    return write_paper(text.encode(), path, made.file, label=made.label, force=force)


def _meetings(workbook: Workbook) -> list[Record]:
    """List the meetings that count, the earliest first."""
    found = [one for one in workbook.of_kind(Kind.MEETING) if not one.is_retired]
    return sorted(found, key=lambda one: (one.data.date.first or one.data.date.last or date.max, one.id))


def _audiences(settings: Settings, nation: str) -> Iterator[Choice]:
    if nation:
        yield _party(nation)
    if settings.members:
        yield Choice(word="members", label="members", hint=f"{len(settings.members)} nations")
    yield Choice(word="public", label="public", hint="anybody")
    parties = {*settings.members, *settings.nations} - {nation}
    yield from (_party(code) for code in sorted(parties))
    for name, nations in sorted(settings.manifest.groups.items()):
        if name != "members" and nations:
            yield Choice(word=name, label=name, hint=f"group of {len(nations)}")
    yield from (_party(code) for code in sorted(set(ORGANISATION_NAMES) - parties - {nation}))


def _party(code: str) -> Choice:
    name = party_name(code)
    return Choice(word=code, label=code, hint=name if name != code else "")


def _as_typed(words: str, settings: Settings, known: Set[str]) -> Iterator[Choice]:
    try:
        audience = parse_audience(words, settings)
    except WorkbookError:
        return
    word = ",".join(audience.nations)
    if word and audience.kind is not AudienceKind.MEMBERS and not {word, words.strip()} & known:
        yield Choice(word=word, label=word, hint=readers_words(audience))
