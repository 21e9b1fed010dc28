"""Saying what one's nation thinks of a proposal: a review, on the branch that this nation alone writes.

In: a session, a proposal, and a verdict. Out: the id of the review, pushed. It binds itself by fingerprint to
all that the proposal changes as merged into the main of now, and has the narrowest readers of what it covers.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from msgspec.structs import replace

from workbook.change.consent import Voice, counting_voices
from workbook.desk.editing.assignments import NoSuchFieldError
from workbook.desk.editing.making import fresh_id, table_text
from workbook.desk.editing.values import near_field
from workbook.desk.reviewing import words
from workbook.desk.reviewing.proposed import Proposed, read_proposed
from workbook.desk.reviewing.shared import SharedPlan, look, look_for
from workbook.desk.session import ReadOnlyError, Session
from workbook.desk.trailers import ON_BEHALF, PROPOSAL_ID, RECORD
from workbook.errors import WorkbookError
from workbook.model.dialogue import Review
from workbook.model.enums import Verdict
from workbook.model.fields import fields_of, key_of
from workbook.model.kind import Kind
from workbook.model.kinds import STRUCTS
from workbook.model.readers import Readers, ReaderSet, Scope, is_within
from workbook.records.paths import path_of
from workbook.vcs.messages import message_text
from workbook.vcs.objects import authorship, make_commit
from workbook.vcs.remotes import SomebodyFasterError, push
from workbook.vcs.review_refs import review_branch
from workbook.vcs.state import standing
from workbook.vcs.transfer import Cancelled, Watch, ignore, never

PROPOSAL_COMMIT, MAIN_COMMIT = "Proposal-commit", "Main-commit"
_TRIES = 5
_TICK = timedelta(seconds=1)


class OwnProposalError(WorkbookError):
    """A verdict on what one put forward oneself."""

    def __init__(self, id: str) -> None:
        super().__init__(
            f"{id} is your own, so you have approved it; say more with --verdict comment, or withdraw it."
        )


class NotInProposalError(WorkbookError):
    """A review about something that the proposal does not change."""

    def __init__(self, about: str, id: str, keys: Sequence[str]) -> None:
        super().__init__(f"{id} does not change {about!r}; it changes {', '.join(keys) or 'nothing'}.")


class NotApprovableError(WorkbookError):
    """An approval of what nobody can tell yet."""

    def __init__(self, id: str) -> None:
        super().__init__(
            f"{id} and the shared plan changed the same, so nobody can tell yet what would be adopted; its "
            "author must sync first. An objection or a comment can be said now."
        )


class NoVerdictWantedError(WorkbookError):
    """A verdict on a proposal that its nation took back."""

    def __init__(self, id: str) -> None:
        super().__init__(
            f"{id} was withdrawn, so there is no verdict to give; say what you still have to say with "
            "--verdict comment."
        )


class NothingToReplyToError(WorkbookError):
    """A reply to a review that is none of the proposal."""

    def __init__(self, review: str, id: str, known: Sequence[str]) -> None:
        said = f"what was said of it is {', '.join(known)}" if known else "nothing was said of it yet"
        super().__init__(f"Of {id} nobody said {review!r}, so it cannot be replied to; {said}.")


class ReplyIsCommentError(WorkbookError):
    """A reply that is to be a verdict too."""

    def __init__(self) -> None:
        super().__init__("A reply is a comment: say it with --verdict comment, and a verdict by itself.")


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """What is said: a verdict, why, and of what (an id, `ID:field`, or "" for the whole).

    A comment may reply to a review; it then speaks of what that speaks of.
    """

    verdict: Verdict
    text: str = ""
    about: str = ""
    replies_to: str = ""


def say_verdict(
    session: Session,
    id: str,
    statement: Statement,
    *,
    choose: Callable[[str], str],
    watch: Watch = ignore,
    cancelled: Cancelled = never,
) -> tuple[str, Proposed]:
    """Say it, and give the review's id with the proposal as it stands by then.

    Raises:
        WorkbookError: it cannot be said; nothing was changed, here or there.
    """
    if session.is_read_only:
        raise ReadOnlyError
    nation = session.nation
    for left in reversed(range(_TRIES)):
        shared = look_for(session, id, watch=watch, cancelled=cancelled)
        proposed = read_proposed(shared, id)
        statement = _placed(proposed, statement)
        _refuse(proposed, statement, nation)
        review, commit = _written(session, shared, proposed, statement, choose)
        try:
            branch = review_branch(shared.seen.remote, nation, id)
            push(shared.repository, branch, commit, watch=watch, cancelled=cancelled)
        except SomebodyFasterError:
            # Somebody of the same nation spoke at the same time: theirs comes first, and stays.
            if not left:
                raise
            continue
        return review, read_proposed(look(session, layer=shared.layer, watch=watch), id)
    raise AssertionError("the last try ends the loop")


def still_to_say(proposed: Proposed, nation: str, about: str) -> Sequence[str]:
    """Say what an approval of a part, or of the whole ("" in `about`), leaves for a nation to say.

    What it holds against a proposal is taken back part by part, each where it was said.
    """
    against = (*proposed.consent.objections, *proposed.consent.reservations)
    found = [words.stands_line(one) for one in against if one.nation == nation]
    if about and not found and nation in proposed.consent.waiting_on:
        found.append(words.part_line(about, proposed.id))
    return found


def inherited_release(proposed: Proposed, nation: str) -> Readers | None:
    """Give the narrowest release of what a proposal changes; None where that is the layer's readers."""
    main, after = proposed.shared.main.workbook, proposed.outlook.workbook
    settings = main.settings
    widest = found = settings.layer_readers(proposed.shared.layer)
    for one in proposed.affected:
        for workbook in (main, after):
            record = workbook.get(one.key)
            if record is not None:
                found = _both(found, settings.readers(record))
    if is_within(widest, found):
        return None
    assert isinstance(found, frozenset)
    return Readers(Scope.NATIONS, tuple(sorted(found | {nation})))


def _both(one: ReaderSet, other: ReaderSet) -> ReaderSet:
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return one & other
    return one if isinstance(one, frozenset) else other


def _placed(proposed: Proposed, statement: Statement) -> Statement:
    """Let a reply speak of what the review that it answers speaks of."""
    if not statement.replies_to:
        return statement
    if statement.verdict is not Verdict.COMMENT:
        raise ReplyIsCommentError
    about = {said.voice.id: said.voice.about for said in proposed.said}
    if statement.replies_to not in about:
        raise NothingToReplyToError(statement.replies_to, proposed.id, sorted(about))
    return replace(statement, about=statement.about or about[statement.replies_to])


def _refuse(proposed: Proposed, statement: Statement, nation: str) -> None:
    # What an amendment took out of the package can still be answered, and what was said of it taken back.
    is_known = any(one.voice.nation == nation and one.voice.about == statement.about for one in proposed.said)
    if proposed.is_withdrawn and statement.verdict is not Verdict.COMMENT:
        raise NoVerdictWantedError(proposed.id)
    if proposed.proposer == nation and statement.verdict is not Verdict.COMMENT:
        raise OwnProposalError(proposed.id)
    is_free = not statement.about or bool(statement.replies_to) or is_known
    if not is_free:
        _refuse_elsewhere(proposed, statement.about)
    is_approval = statement.verdict in (Verdict.APPROVE, Verdict.APPROVE_AD_REFERENDUM)
    if is_approval and proposed.joining.conflicted:
        raise NotApprovableError(proposed.id)


def _refuse_elsewhere(proposed: Proposed, about: str) -> None:
    """Refuse to speak of what the proposal does not change, or of a field that the record cannot have."""
    id, _, path = about.partition(":")
    record = next((one for one in proposed.affected if one.key == id), None)
    if record is None:
        raise NotInProposalError(about, proposed.id, [one.key for one in proposed.affected])
    if path and record.kind is not None:
        table, head = STRUCTS[record.kind], path.replace("[", ".").partition(".")[0]
        # A field that nothing reads is kept, and can be spoken of, where it stands in the file.
        said = b"".join((*record.before.values(), *record.after.values()))
        if head not in (field.key for field in fields_of(table)) and head.encode() not in said:
            of = record.kind.one.capitalize()
            raise NoSuchFieldError(head, of, near_field(table, head), record.kind)


def _written(
    session: Session,
    shared: SharedPlan,
    proposed: Proposed,
    statement: Statement,
    choose: Callable[[str], str],
) -> tuple[str, str]:
    """Write a review as a commit on one's branch, and give its id and that of the commit."""
    nation, at = session.nation, standing(shared.repository)
    own = [said.voice for said in proposed.said if said.voice.nation == nation]
    review = fresh_id(
        Kind.REVIEW,
        nation,
        taken={one.id for one in own} | {file.id for file in shared.main.workbook.files},
        choose=choose,
    )
    message = message_text(
        f"{nation} on {proposed.id}: {statement.verdict}",
        statement.text,
        [
            (ON_BEHALF, nation),
            (RECORD, review),
            (PROPOSAL_ID, proposed.id),
            (PROPOSAL_COMMIT, proposed.tip),
            (MAIN_COMMIT, shared.seen.main),
        ],
    )
    commit = make_commit(
        shared.repository,
        parents=[shared.reviews(proposed.id).get(nation, "") or shared.seen.main],
        changes={path_of(Kind.REVIEW, review, owner=nation): _text(proposed, statement, own, nation)},
        message=message,
        by=authorship(at),
    )
    return review, commit


def _text(proposed: Proposed, statement: Statement, own: Sequence[Voice], nation: str) -> bytes:
    said_before = [one for one in counting_voices(own) if one.about == statement.about]
    is_comment = statement.verdict is Verdict.COMMENT
    release = inherited_release(proposed, nation)
    fields: dict[str, Any] = {
        "proposal": proposed.id,
        "verdict": statement.verdict.value,
        "on": _moment(own),
        "about": statement.about,
        "covers": {one.key: one.fingerprint for one in proposed.affected},
        "text": statement.text,
        "replaces": said_before[0].id if said_before and not is_comment else "",
        "replies_to": statement.replies_to,
        "release": list(release.nations) if release is not None else "",
    }
    return table_text(
        Kind.REVIEW, {key_of(Review, name): value for name, value in fields.items() if value}
    ).encode()


def _moment(own: Sequence[Voice]) -> datetime:
    """Give now, or what comes after all that the nation said before: clocks may differ."""
    now = datetime.now(UTC).replace(microsecond=0)
    return max([now, *(one.on + _TICK for one in own)])
