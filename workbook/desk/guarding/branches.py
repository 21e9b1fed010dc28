"""The branches that one nation alone writes: what a proposal and a review may hold.

In: a branch and where it would stand. Out: `Refusal`s. A proposal changes what is its nation's own, or what
it asks the secretariat to change; a review branch only gains reviews of its nation, of that proposal, so that
nothing that was said is ever unsaid.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from workbook.desk.guarding.approvals import judge_trailers
from workbook.desk.guarding.commits import Scope, judge_commits, judge_head
from workbook.desk.guarding.findings import judge_alone
from workbook.desk.guarding.ground import Ground, Wider, read_ground
from workbook.desk.guarding.net_files import read_files
from workbook.desk.guarding.refs import Ref
from workbook.desk.guarding.refusal import Refusal
from workbook.desk.guarding.writing import bounded, is_proposable, misplaced, shown
from workbook.desk.reviewing.proposal_record import UnreadableProposalError, read_proposal
from workbook.desk.trailers import PROPOSAL_ID
from workbook.model.kind import Kind
from workbook.records.paths import owner_of, path_of
from workbook.vcs.history import Touch, touches_beyond
from workbook.vcs.merging import ancestry, split
from workbook.vcs.plumbing import Repository
from workbook.vcs.trees import Step

_MOST_SAID, _MOST_SAID_BYTES = 500, 1 << 20


def judge_proposal(
    repository: Repository, ref: Ref, new: str, *, main: str, known: Iterable[str]
) -> Sequence[Refusal]:
    """Judge the branch of a proposal; `known` are the tips of all that was judged before."""
    touches = touches_beyond(repository, new, known)
    scope = _proposal_scope(ref)
    trailers = judge_trailers(touches, ref=ref.name, nation=ref.writer)
    refused = bounded(chain(trailers, judge_commits(repository, touches, scope)))
    return refused or bounded(_judge_proposed(repository, ref, main, new, scope))


def judge_review(
    repository: Repository,
    ref: Ref,
    new: str,
    *,
    main: str,
    known: Iterable[str],
    today: date,
    wider: Wider | None,
) -> Sequence[Refusal]:
    """Judge the branch of what a nation says of a proposal; `known` are tips of what was judged before."""
    refused = bounded(_judge_sayings(ref, touches_beyond(repository, new, known)))
    if refused:
        return refused
    steps = _net(repository, main, new)
    return bounded(_judge_said(repository, ref, read_ground(repository, main, wider), steps, today))


def _net(repository: Repository, main: str, new: str) -> Mapping[str, Step]:
    """Give what a branch changes since it parted from main."""
    parts = split(repository, ancestry(repository, main, new))
    return {**parts.taken, **{one.path: Step(one.ours, one.theirs) for one in parts.both}}


def _proposal_scope(ref: Ref) -> Scope:
    def owns(path: str) -> bool:
        return owner_of(path) == ref.writer

    return Scope(
        ref=ref.name,
        nation=ref.writer,
        owns=owns,
        may=lambda path, _: owns(path) or is_proposable(path),
        whose=lambda path: shown(owner_of(path)) or "the secretariat",
    )


def _judge_proposed(repository: Repository, ref: Ref, main: str, new: str, scope: Scope) -> Iterator[Refusal]:
    steps = _net(repository, main, new)
    for path, step in sorted(steps.items()):
        if not scope.may(path, step.after):
            message = (
                f"{shown(path)} is not yours to propose, but belongs to {scope.whose(path)}; take it out."
            )
            yield Refusal(ref=ref.name, rule="WB601", path=shown(path), message=message)
        elif step.after is not None and (why := misplaced(path, step.after)):
            yield Refusal(ref=ref.name, rule="path", path=shown(path), message=f"{shown(path)} {why}.")
    record = path_of(Kind.PROPOSAL, ref.id, owner=ref.writer)
    for path, step in sorted(steps.items()):
        is_proposal = path.rpartition("/")[0] == record.rpartition("/")[0]
        if is_proposal and path != record and step.before is None:
            message = (
                f"{shown(path)} is another proposal, and what is said of that would not count here; make "
                f"{ref.id} from main, and put the two to the others one by one."
            )
            yield Refusal(ref=ref.name, rule="proposal", path=shown(path), message=message)
    try:
        read_proposal(repository, ref.id, new)
    except UnreadableProposalError as error:
        yield Refusal(ref=ref.name, rule="proposal", path=record, message=str(error))


def _judge_sayings(ref: Ref, touches: Sequence[Touch]) -> Iterator[Refusal]:
    """Judge each commit: it may only add reviews."""
    yield from judge_trailers(touches, {(PROPOSAL_ID, ref.id)}, ref=ref.name)
    for touch in touches:
        yield from judge_head(touch, ref=ref.name, nation=ref.writer)
        if len(touch.parents) != 1:
            message = (
                f"{touch.commit[:10]} does not follow one other commit, as each of a review must; say it "
                f"anew, by `workbook review {ref.id}`."
            )
            yield Refusal(ref=ref.name, rule="review", message=message)
            continue
        for path, step in sorted(touch.steps.items()):
            if why := _no_saying(ref, path, step):
                yield Refusal(ref=ref.name, rule="review", path=shown(path), message=f"{shown(path)} {why}")


def _no_saying(ref: Ref, path: str, step: Step) -> str:
    """Say why a change is no new review, as the rest of a sentence; "" where it is one."""
    if path.rpartition("/")[0] != path_of(Kind.REVIEW, "any", owner=ref.writer).rpartition("/")[0]:
        return f"is no review of {ref.writer}, and nothing else may be on this branch; take it out."
    if step.before is not None or step.after is None:
        return "was said and stays so; say something else by a further review that replaces it."
    why = misplaced(path, step.after)
    return f"{why}." if why else ""


def _judge_said(
    repository: Repository, ref: Ref, before: Ground, steps: Mapping[str, Step], today: date
) -> Iterator[Refusal]:
    """Judge what the branch adds to main: reviews that can be read, of this proposal."""
    for path, step in sorted(steps.items()):
        if why := _no_saying(ref, path, step):
            yield Refusal(ref=ref.name, rule="review", path=shown(path), message=f"{shown(path)} {why}")
            return
    contents = read_files(repository, {path: step.after for path, step in steps.items()})
    if len(contents) > _MOST_SAID or sum(len(data or b"") for data in contents.values()) > _MOST_SAID_BYTES:
        message = (
            f"review/{ref.writer}/{ref.id} would hold more than {_MOST_SAID:,} reviews or "
            f"{_MOST_SAID_BYTES:,} bytes, and who adopts it must carry them all; say it in fewer words."
        )
        yield Refusal(ref=ref.name, rule="limit", message=message)
        return
    after = before.edited(contents)
    yield from judge_alone(before, after, contents, ref=ref.name, today=today)
    for path in contents:
        yield from _judge_about(after, ref, path)


def _judge_about(after: Ground, ref: Ref, path: str) -> Iterator[Refusal]:
    file = after.workbook.file_at(after.plan_path(path))
    record = file.record if file is not None else None
    if record is None or record.data.proposal != ref.id:
        message = f"{path} is no review of {ref.id} that can be read; say it by `workbook review {ref.id}`."
        yield Refusal(ref=ref.name, rule="review", path=path, message=message)
