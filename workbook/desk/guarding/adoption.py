"""A proposal that a push takes into main: found by what main would hold, and what main must then be.

In: the repository, main before and after, and the branches that nations write. Out: an `Adoption`, or None
where only the pusher's own changes come in; then what its owners and main together say at which paths.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from workbook.desk.guarding.commits import departures, recompute
from workbook.desk.guarding.refs import PROPOSALS, RefKind, read_ref
from workbook.desk.guarding.refusal import Refusal
from workbook.desk.guarding.writing import shown
from workbook.desk.reviewing import words
from workbook.desk.reviewing.proposal_record import read_proposal
from workbook.desk.reviewing.voices import Said, read_voices
from workbook.model.dialogue import Proposal
from workbook.vcs.packing import NewObjects
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import run
from workbook.vcs.races import SOMEBODY_FASTER
from workbook.vcs.trees import FILE, Entry, Step


class Adoption(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal that comes into main, with all that is said of it by now."""

    id: str
    tip: str
    record: Proposal
    said: Sequence[Said]

    @property
    def proposer(self) -> str:
        """The nation that put it to the others."""
        return self.id.partition("-")[0]

    @property
    def ref(self) -> str:
        """The branch that it is on."""
        return f"{PROPOSALS}{self.id}"


def adoptions(repository: Repository, *, old: str, new: str, claims: Mapping[str, str]) -> Sequence[Adoption]:
    """List the proposals that come in, but for those withdrawn; one that holds another stands for both."""
    proposed = {tip: id for id, tip in _proposals(claims)}
    if not proposed:
        return ()
    fresh = run(repository.top, "rev-list", new, f"^{old}", "--").decode("ascii").split()
    tips = [tip for tip in fresh if tip in proposed]
    if len(tips) > 1:
        tips = run(repository.top, "merge-base", "--independent", *tips).decode("ascii").split()
    found = [read_adoption(repository, proposed[tip], tip, claims) for tip in tips]
    return tuple(one for one in found if one.record.retired is None)


def read_adoption(repository: Repository, id: str, tip: str, claims: Mapping[str, str]) -> Adoption:
    """Read a proposal as a commit has it, and what nations say of it.

    Raises:
        UnreadableProposalError: its record cannot be read.
    """
    reviews = {}
    for name, commit in claims.items():
        ref = read_ref(name)
        if ref is not None and ref.kind is RefKind.REVIEW and ref.id == id:
            reviews[ref.writer] = commit
    return Adoption(
        id=id,
        tip=tip,
        record=read_proposal(repository, id, tip),
        said=read_voices(repository, id, reviews),
    )


def judge_adoption(
    repository: Repository, adoption: Adoption, *, ref: str, old: str, steps: Mapping[str, Step]
) -> Iterator[Refusal]:
    """Judge whether main becomes what the proposal, its reviews and main by now come to; nothing else."""
    merge = recompute(repository, [old, adoption.tip])
    if merge.conflicted:
        told = f"{adoption.id}: {words.conflict_line(sorted(map(shown, merge.conflicted)))}"
        yield Refusal(ref=ref, rule="conflict", message=told)
        return
    new = NewObjects(len(old))
    reviews = {one.path: Entry(FILE, new.add("blob", one.data)) for one in adoption.said}
    expected = {**merge.entries, **reviews}
    for path in departures(repository, old, expected, steps):
        message = _departure(adoption, path, is_missing=path in expected and path not in steps)
        yield Refusal(ref=ref, rule="adoption", path=shown(path), message=message)


def _departure(adoption: Adoption, path: str, *, is_missing: bool) -> str:
    again = f"adopt it by `workbook adopt {adoption.id}`, alone in its push."
    if is_missing and any(path == said.path for said in adoption.said):
        # It may have been said while the merge was on its way: then the same, made anew, is taken in.
        return f"{SOMEBODY_FASTER}: {path} is said of {adoption.id} and left out of the merge; {again}"
    what = "is left out of" if is_missing else "is not as in"
    return f"{shown(path)} {what} {adoption.id}, its reviews and main, merged by meaning; {again}"


def _proposals(claims: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, tip in claims.items():
        ref = read_ref(name)
        if ref is not None and ref.kind is RefKind.PROPOSAL:
            yield ref.id, tip
