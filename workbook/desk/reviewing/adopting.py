"""Adopting a proposal: merged by meaning into the shared main, proved again, and published as one commit.

In: a session and an id. Out: an `Adoption`. The commit carries the proposal and all reviews of it, and says
who approved which. Main alone is pushed; where somebody was faster, all is judged anew on what main is then.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial

import msgspec
from msgspec.structs import replace

from workbook.change.outcome import introduced_and_fixed
from workbook.desk.merging.ahead import Ahead, taken_ahead
from workbook.desk.merging.begun import coming
from workbook.desk.merging.joining import settled_files
from workbook.desk.outlook import Outlook
from workbook.desk.reviewing import words
from workbook.desk.reviewing.asking import Asked
from workbook.desk.reviewing.foreseen import Foreseen
from workbook.desk.reviewing.landing import HEADS, Advance, catch_up
from workbook.desk.reviewing.package import decisions_for
from workbook.desk.reviewing.proposed import ConflictsWithMainError, Proposed, read_proposed
from workbook.desk.reviewing.shared import SharedPlan, look_for
from workbook.desk.session import ReadOnlyError, Session
from workbook.desk.trailers import APPROVED_BY, DECISION, ON_BEHALF, PROPOSAL_ID
from workbook.errors import WorkbookError
from workbook.findings import Finding, Severity
from workbook.records.settings import SHARED_LAYER
from workbook.vcs.looked import LookedAt
from workbook.vcs.merging import Split, ancestry, merged_steps, merged_tree
from workbook.vcs.messages import message_text
from workbook.vcs.objects import authorship, commit_bytes
from workbook.vcs.packing import NewObjects
from workbook.vcs.races import give_way
from workbook.vcs.remotes import SomebodyFasterError, push
from workbook.vcs.review_refs import MAIN, shared_main
from workbook.vcs.state import Standing, standing
from workbook.vcs.transfer import Cancelled, Progress, Watch, ignore, never
from workbook.vcs.trees import FILE, Entry, Step, Trees
from workbook.vcs.worktree import Compared, compared_ahead, differences

_TRIES = 20


class WithdrawnError(WorkbookError):
    """A proposal that its nation took back."""

    def __init__(self, id: str) -> None:
        super().__init__(f"{id} was withdrawn, so it cannot be adopted.")


class NotApprovedError(WorkbookError):
    """A proposal that some have not approved, or object to."""

    def __init__(self, id: str, reasons: Sequence[str]) -> None:
        self.reasons = reasons
        super().__init__(f"{id} cannot be adopted yet: {' '.join(reasons)}")


class WouldBreakError(WorkbookError):
    """A proposal that would bring errors into the plan."""

    def __init__(self, id: str, found: Sequence[Finding]) -> None:
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        super().__init__(
            f"{id} cannot be adopted, because it would bring errors: {found[0].ref} {found[0].message}{more}"
        )


class Adoption(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal that was adopted: the commit, who approved, what it did, how often others were faster.

    `told` says what became of branches in this clone, `note` what was not brought along; "" each for nothing.
    """

    proposed: Proposed
    outlook: Outlook
    commit: str
    subject: str
    tries: int
    told: str = ""
    note: str = ""


def adopt(
    session: Session,
    id: str,
    *,
    watch: Watch = ignore,
    cancelled: Cancelled = never,
    asked: Asked | None = None,
    foreseen: Foreseen | None = None,
) -> Adoption:
    """Adopt a proposal, if all who must have approved it as it would be adopted now.

    The shared repository may be `asked` already, and what will come of it `foreseen`.

    Raises:
        NotApprovedError: they have not.
        WorkbookError: something else stands in the way; nothing was changed, here or there.
    """
    if session.is_read_only:
        raise ReadOnlyError
    nation = session.nation
    for tries in range(1, _TRIES + 1):
        shared = look_for(session, id, watch=watch, cancelled=cancelled, asked=asked)
        parts = _foreseen_parts(foreseen, shared, id)
        proposed = read_proposed(shared, id, parts)
        repository, at = shared.repository, standing(shared.repository, known=shared.seen.main)
        with _ahead(proposed, at, foreseen if parts is not None else None) as ahead:
            if isinstance(ahead, Foreseen):
                proposed = replace(proposed, contents_ahead=ahead.contents, prints_ahead=ahead.prints)
            proposed = replace(proposed, read_ahead=ahead.files)
            outlook = proved(proposed)
            watch(Progress(doing=f"Adopting {id}"))
            subject, commit, steps = _merge_commit(shared, proposed, nation, at, ahead.tree())
            looked = LookedAt(repository.top)
            with _compared(shared, at) as compared:
                try:
                    push(
                        repository,
                        shared_main(shared.seen.remote),
                        commit,
                        watch=watch,
                        cancelled=cancelled,
                        meanwhile=partial(looked.look, steps or {}),
                    )
                except SomebodyFasterError:
                    if tries == _TRIES:
                        raise
                    give_way(tries)
                    asked = foreseen = None
                    continue
                caught = catch_up(
                    session,
                    commit,
                    id=id,
                    layer=shared.layer,
                    written=ahead.written,
                    advance=Advance(shared.seen.main, steps, compared, looked),
                )
            return Adoption(
                proposed=proposed,
                outlook=outlook,
                commit=commit,
                subject=subject,
                tries=tries,
                told=caught.told,
                note=caught.note,
            )
    raise AssertionError("the last try ends the loop")


def _foreseen_parts(foreseen: Foreseen | None, shared: SharedPlan, id: str) -> Split | None:
    """Give what each side changed, if it was foreseen as it is."""
    if foreseen is None or shared.layer != SHARED_LAYER:
        return None
    return foreseen.parts(shared.seen.main, shared.seen.proposals.get(id, ""))


@contextmanager
def _ahead(proposed: Proposed, at: Standing, foreseen: Foreseen | None) -> Iterator[Ahead | Foreseen]:
    """Let a second process be at work within the block: the one that foresaw it all, or one from now on."""
    shared, joining = proposed.shared, proposed.joining
    if foreseen is not None and not joining.parts.both:
        try:
            yield foreseen
        finally:
            foreseen.clear()
        return
    with taken_ahead(
        shared.repository,
        coming(joining.parts),
        prefix=shared.prefix,
        writes=at.branch == f"{HEADS}{MAIN}",
        tree=partial(merged_tree, shared.repository, joining.parts, settled_files(joining)),
    ) as ahead:
        yield ahead


@contextmanager
def _compared(shared: SharedPlan, at: Standing) -> Iterator[Compared | None]:
    """Let git compare the index with main while that is published, where it is checked out as it is there."""
    if at.tip != shared.seen.main:
        yield None
        return
    with compared_ahead(shared.repository, at.tip) as compared:
        yield compared


def proved(proposed: Proposed) -> Outlook:
    """Judge the plan with a proposal and its reviews in it.

    Raises:
        WorkbookError: it may not be adopted so.
    """
    if proposed.is_withdrawn:
        raise WithdrawnError(proposed.id)
    if proposed.joining.conflicted:
        raise ConflictsWithMainError([one.id or one.about.path for one in proposed.joining.conflicted])
    # Judged before it is asked what an approval covers, which a second process works out meanwhile.
    _ = proposed.outlook
    stands = proposed.consent
    if not stands.is_complete:
        raise NotApprovedError(proposed.id, words.in_the_way(stands))
    outlook = _with_reviews(proposed)
    # What was said may be about what is no part of it any more; whoever said it meant no harm by that.
    said = proposed.shared.in_plan({one.path: one for one in proposed.said})
    errors = [
        one for one in outlook.introduced if one.severity is Severity.ERROR and one.place.path not in said
    ]
    if errors:
        raise WouldBreakError(proposed.id, errors)
    return outlook


def _with_reviews(proposed: Proposed) -> Outlook:
    """Judge the plan with a proposal, and then with its reviews on top: the large part is judged once."""
    reviews, whole = _reviews(proposed), proposed.outlook
    if not reviews:
        return whole
    main = proposed.shared.main
    then = main.supposing(whole).outlook(proposed.shared.in_plan(reviews), is_own=False)
    outcome = introduced_and_fixed(main.findings, then.judgement.findings)
    breaches = [*_breaches(whole), *_breaches(then)]
    return replace(
        then,
        files={**whole.files, **then.files},
        was=lambda path: (whole if path in whole.files else then).was(path),
        introduced=[*outcome.introduced, *breaches],
        fixed=outcome.fixed,
    )


def _breaches(outlook: Outlook) -> Sequence[Finding]:
    """Give what is wrong with the change itself, and not with the plan after it."""
    standing = set(outlook.judgement.findings)
    return [one for one in outlook.introduced if one not in standing]


def _reviews(proposed: Proposed) -> Mapping[str, bytes]:
    return {said.path: said.data for said in proposed.said}


def _merge_commit(
    shared: SharedPlan, proposed: Proposed, nation: str, at: Standing, tree: str
) -> tuple[str, str, Mapping[str, Step] | None]:
    """Write the merge of main, the proposal and the reviews onto the tree of the first two.

    Gives its subject, its id, and what it makes of main, path by path, where that is known.
    """
    repository, main = shared.repository, shared.seen.main
    new = NewObjects(len(main))
    tree, steps = _with_said(proposed, tree, new)
    tips = _review_tips(proposed)
    subject = f"Adopt {proposed.id} of {proposed.proposer}: {proposed.record.title}"
    message = message_text(subject, proposed.record.purpose, _trailers(shared, proposed, nation))
    by = authorship(at)
    commit = new.add("commit", commit_bytes(tree, [main, proposed.tip, *tips], message, by))
    new.write(repository.top)
    return " ".join(subject.split()), commit, steps


def _with_said(proposed: Proposed, tree: str, new: NewObjects) -> tuple[str, Mapping[str, Step] | None]:
    """Put the reviews onto the tree of main and the proposal, and say what both make of main."""
    joining = proposed.joining
    steps = merged_steps(joining.parts, settled_files(joining))
    entries = {path: Entry(FILE, new.add("blob", data)) for path, data in _reviews(proposed).items()}
    if not entries:
        return tree, steps
    trees = Trees(proposed.shared.repository.top, tree, entries)
    if steps is not None:
        befores = {path: steps[path].before if path in steps else trees.entry(path) for path in entries}
        steps |= {path: Step(befores[path], entry) for path, entry in entries.items()}
    return trees.changed(entries, new), steps


def _review_tips(proposed: Proposed) -> Sequence[str]:
    """Give the review branches that the merge carries: those that hold nothing but their nation's reviews."""
    repository, main = proposed.shared.repository, proposed.shared.seen.main
    found = []
    for tip, nation in {said.commit: said.voice.nation for said in proposed.said}.items():
        base = ancestry(repository, main, tip).bases[0]
        if all(
            path.startswith(f"plans/nations/{nation}/reviews/") for path in differences(repository, base, tip)
        ):
            found.append(tip)
    return found


def _trailers(shared: SharedPlan, proposed: Proposed, nation: str) -> Sequence[tuple[str, str]]:
    commits = {said.voice.id: said.commit for said in proposed.said}
    approvals = dict.fromkeys(f"{one.nation} {commits[one.id]}" for one in proposed.consent.approvals)
    decisions = decisions_for(shared.main.workbook, proposed.id, shared.layer)
    return [
        (ON_BEHALF, nation),
        (PROPOSAL_ID, proposed.id),
        *((APPROVED_BY, one) for one in approvals),
        *((DECISION, id) for id in decisions),
    ]
