"""The whole plan as it was: which states there are to look back to, and a session on one of them.

In: a session, and a meeting, a day, a branch or a commit in words. Out: `Choice`s, and a `LookBack` whose
session only reads. Opening one takes a moment, so it is done beside the screen.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from workbook.desk.choosing import Choice
from workbook.desk.opening import OpenPlan, open_plan
from workbook.desk.past import day_at
from workbook.desk.session import ReadOnlyError, Session
from workbook.desk.telling.lives import histories
from workbook.desk.telling.versions import revision_of
from workbook.model.kind import Kind
from workbook.vcs.listing import CommitHead, commits_between
from workbook.vcs.plumbing import Repository
from workbook.vcs.revision import day_named

MOST_STATES = 200
_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SHORT = 10


class PastReadOnlyError(ReadOnlyError):
    """What was said then cannot be changed now."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"{place} can be read only: nothing that was said then can be changed now. "
            "Escape comes back to the plan as it is."
        )


class LookBack(msgspec.Struct, frozen=True, kw_only=True):
    """A session on the plan as it was; `place` says which state that is."""

    session: Session
    place: str


class PastSession(Session):
    """A session on a state of the plan that is over."""

    def __init__(self, plan: OpenPlan, *, today: date, place: str) -> None:
        super().__init__(plan, today=today, read_only=True)
        self.place = place

    def refusal(self) -> PastReadOnlyError:
        """Give the error that says why nothing can be changed."""
        return PastReadOnlyError(self.place)


def past_states(session: Session) -> Sequence[Choice]:
    """List the meetings that are over, then what was saved, both latest first."""
    meetings, saved = list(_meetings(session)), list(_saved(session))
    return [
        *([Choice(label="As of a meeting"), *meetings] if meetings else []),
        *([Choice(label="As it was saved"), *saved] if saved else []),
    ]


def look_back(session: Session, word: str) -> LookBack:
    """Open the plan as of a meeting, a day, a branch, a tag or a commit.

    Raises:
        WorkbookError: the word means none, or no plan was there then.
    """
    top = session.plan.top
    revision = revision_of(Repository.find(top), word.strip())
    day = day_at(top, revision)
    place = f"The plan as of {_named(revision, day)}"
    past = PastSession(open_plan(top, at=revision), today=day, place=place)
    # All that the first screen shows is worked out here, so that it comes at once.
    _ = past.judgement, past.contents, past.who
    return LookBack(session=past, place=f"{place}, read only")


def _named(revision: str, day: date) -> str:
    if day_named(revision):
        return revision
    return f"{day} ({revision[:_SHORT] if _ID.fullmatch(revision) else revision})"


def _meetings(session: Session) -> Iterator[Choice]:
    found = [
        (one.data.date.last, one)
        for one in session.workbook.of_kind(Kind.MEETING)
        if one.data.date.last is not None and one.data.date.last <= session.today
    ]
    for day, one in sorted(found, key=lambda pair: (pair[0], pair[1].id), reverse=True):
        yield Choice(word=day.isoformat(), label=day.isoformat(), hint=one.data.title)


def _saved(session: Session) -> Iterator[Choice]:
    past = session.plan.past
    shared = next(iter(histories(session.plan.top, start=past.commit if past is not None else "")), None)
    if shared is None or shared.layer:
        return
    for one in commits_between(shared.repository, since="", until=shared.start, most=MOST_STATES):
        yield Choice(word=one.commit, label=one.moment.strftime("%Y-%m-%d %H:%M"), hint=_hint(one))


def _hint(commit: CommitHead) -> str:
    return f"{commit.subject} ({commit.author})" if commit.author else commit.subject
