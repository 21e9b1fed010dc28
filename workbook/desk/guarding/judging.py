"""The judgement of one push to the shared repository: what it may change, and why it may not.

In: the bare repository with the pushed objects readable, where the branch stands and where it would stand,
and the nation that the transport names. Out: `Refusal`s, none where all may be taken in. Policy, groups and
the secretariat are read from the main of before; nothing that was pushed is run. Each step refuses what the
next one need not fear; what cannot be judged is raised, and is no consent.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from types import MappingProxyType

from workbook.change.approval import never_met
from workbook.desk.guarding.adoption import Adoption, adoptions, judge_adoption
from workbook.desk.guarding.approvals import (
    consent_to,
    judge_consent,
    judge_own,
    judge_trailers,
    true_approvals,
    true_decisions,
)
from workbook.desk.guarding.branches import judge_proposal, judge_review
from workbook.desk.guarding.commits import Scope, judge_commits
from workbook.desk.guarding.findings import judge_findings
from workbook.desk.guarding.ground import Wider, described, read_ground
from workbook.desk.guarding.net_change import NetChange
from workbook.desk.guarding.refs import HEADS, MAIN, RefKind, read_ref
from workbook.desk.guarding.refusal import Refusal
from workbook.desk.guarding.writing import Writer, alike_names, bounded, misplaced, shown
from workbook.records.paths import LAYER_FILE
from workbook.vcs.history import Touch, touches_beyond
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import ask
from workbook.vcs.quarantine import tips
from workbook.vcs.worktree import differences

_NO_DAYS: Mapping[str, date] = MappingProxyType({})


def judge_main(
    repository: Repository,
    *,
    old: str,
    new: str,
    nation: str,
    today: date,
    claims: Mapping[str, str],
    moved_on: Mapping[str, date] = _NO_DAYS,
    wider: Wider | None = None,
) -> Sequence[Refusal]:
    """Judge a push to main; that of a narrower layer over the `wider` one, where that is known.

    `claims` are the proposal and review branches by their full names (`refs/heads/proposal/NOR-P-7K3Q`), with
    their tips. `moved_on` gives the day on which the server last moved a proposal's branch, by its own clock:
    silence counts from then, and where no day is known it is no consent.

    Raises:
        WorkbookError: it cannot be judged, so it must not be taken in.
    """
    if not old or ask(repository.top, "merge-base", "--is-ancestor", old, new).code:
        message = "main moves forward only, and what you push does not hold all of it; run `workbook sync`."
        return (_refusal("main-back", message),)
    ground = read_ground(repository, old, wider)
    policy, description = ground.policy, ground.description
    writer = Writer(nation=nation, secretariat=policy.secretariat)
    if not writer.secretariat:
        message = "on main names no secretariat, so nobody owns anything; ask the keeper of the server."
        return (_refusal("no-secretariat", f"{description} {message}", description),)
    if not policy.can_ask(nation):
        return (_no_reader(MAIN, nation),)
    touches = touches_beyond(repository, new, [old, *claims.values()])
    change = NetChange(
        repository=repository, old=old, new=new, ground=ground, steps=differences(repository, old, new)
    )
    refused = bounded(judge_commits(repository, touches, _scope(writer))) or bounded(_judge_places(change))
    if refused:
        return refused
    coming = adoptions(repository, old=old, new=new, claims=claims)
    if len(coming) > 1:
        ids = ", ".join(one.id for one in coming)
        message = f"{ids} come in at once; adopt them one after the other, by `workbook adopt ID`."
        return (_refusal("adoption", message),)
    if coming:
        return _judge_adopting(change, coming[0], touches, moved_on, today)
    return _judge_publishing(change, writer, touches, today)


def judge_branch(
    repository: Repository,
    *,
    ref: str,
    new: str,
    nation: str,
    today: date,
    wider: Wider | None = None,
) -> Sequence[Refusal]:
    """Judge what the branch of a proposal or review would hold; `ref` is its full name.

    Raises:
        WorkbookError: it cannot be judged, so it must not be taken in.
    """
    named = read_ref(ref)
    if named is None or named.writer != nation:
        message = f"{ref} is not a branch that {nation} writes; push your own proposals and reviews only."
        return (Refusal(ref=ref, rule="foreign-ref", message=message),)
    # Whatever a branch has was judged when it came.
    known = [tip for name, tip in tips(repository).items() if name.startswith(HEADS)]
    main = repository.resolve(MAIN)
    layer = described(repository, main)
    if layer is not None and nation not in layer.readers.nations and layer.readers.nations:
        return (_no_reader(ref, nation),)
    if named.kind is RefKind.PROPOSAL:
        return judge_proposal(repository, named, new, main=main, known=known)
    return judge_review(repository, named, new, main=main, known=known, today=today, wider=wider)


def _judge_adopting(
    change: NetChange,
    adoption: Adoption,
    touches: Sequence[Touch],
    moved_on: Mapping[str, date],
    today: date,
) -> Sequence[Refusal]:
    """Judge a push that takes a proposal in: nothing else comes with it."""
    refused = bounded(
        judge_adoption(change.repository, adoption, ref=MAIN, old=change.old, steps=change.steps)
    )
    if refused:
        return refused
    reviews = {said.path: said for said in adoption.said}
    affected = [one for one in change.affected(without=reviews) if one.key != adoption.id]
    consent = consent_to(
        adoption, affected, change.ground, change.changed, change.main, moved_on=moved_on, today=today
    )
    true = true_approvals(adoption, consent) | true_decisions(change.ground, adoption.id)
    return bounded(
        chain(
            judge_consent(consent, ref=MAIN, id=adoption.id),
            judge_trailers(touches, true, ref=MAIN),
            _judge_plan(change, today, lambda path: path not in reviews),
        )
    )


def _judge_publishing(
    change: NetChange, writer: Writer, touches: Sequence[Touch], today: date
) -> Sequence[Refusal]:
    """Judge a push of one's own changes: nothing of another's, and nothing that another must approve."""
    refused = bounded(_judge_owners(change, writer))
    if refused:
        return refused
    affected = change.affected(without={})
    return bounded(
        chain(
            judge_own(affected, change.ground, change.changed, ref=MAIN, nation=writer.nation),
            judge_trailers(touches, ref=MAIN, nation=writer.nation),
            _judge_plan(change, today, lambda path: path in change.steps),
        )
    )


def _judge_owners(change: NetChange, writer: Writer) -> Iterator[Refusal]:
    for path, step in sorted(change.steps.items()):
        # That a nation's own record counts in the place of what it clears is judged as an approval.
        if writer.owns(path) or writer.clears(path, step.after):
            continue
        message = (
            f"{shown(path)} would change on main, but belongs to {writer.whose(path)}, and no proposal "
            "that is adopted here says so as it stands now; take the change back, or propose it to them."
        )
        yield _refusal("WB601", message, path)


def _judge_places(change: NetChange) -> Iterator[Refusal]:
    """Judge names and kinds of all that would be new or other on main, whoever wrote it."""
    after = {path: step.after for path, step in sorted(change.steps.items()) if step.after is not None}
    for path, entry in after.items():
        if why := misplaced(path, entry):
            yield _refusal("path", f"{shown(path)} {why}.", path)
    new = [path for path in after if change.steps[path].before is None]
    for path, other in alike_names(change.repository, change.new, new):
        message = f"{shown(path)} differs from {shown(other)} by small and capital letters only; rename it."
        yield _refusal("path", message, path)


def _judge_plan(change: NetChange, today: date, blocks: Callable[[str], bool]) -> Iterator[Refusal]:
    """Judge the plan that comes out."""
    after, description = change.changed, change.ground.description
    file = after.workbook.file_at(after.plan_path(description))
    if file is None or file.description is None:
        message = f"{description} could not be read any more, and with it the plan; put it back."
        yield _refusal("no-plan", message, description)
        return
    if not after.policy.secretariat:
        message = f"{description} would name nobody who keeps it, so it could not be changed again; name one."
        yield _refusal("no-secretariat", message, description)
        return
    for wanted, count in never_met(after.policy) if description in change.steps else ():
        message = (
            f"{description} asks in [[approval.more]] for {wanted} approvals of {count} nations, so what "
            "it is about could never be changed again; name more nations in `of`, or lower `at_least`."
        )
        yield _refusal("policy", message, description)
    yield from judge_findings(change.ground, after, change.contents, ref=MAIN, today=today, blocks=blocks)


def _no_reader(ref: str, nation: str) -> Refusal:
    """Refuse a push of a nation that should not even read the layer."""
    message = f"{nation} is none of the readers that {LAYER_FILE} names; ask the keeper of the server."
    return Refusal(ref=ref, rule="no-reader", path=LAYER_FILE, message=message)


def _scope(writer: Writer) -> Scope:
    return Scope(
        ref=MAIN,
        nation=writer.nation,
        owns=writer.owns,
        may=lambda path, after: writer.owns(path) or writer.clears(path, after),
        whose=writer.whose,
    )


def _refusal(rule: str, message: str, path: str = "") -> Refusal:
    return Refusal(ref=MAIN, rule=rule, path=shown(path), message=message)
