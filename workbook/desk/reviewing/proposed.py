"""A proposal as it would be adopted: merged into the shared main, judged, and counted who approves it.

In: the shared plan and an id. Out: a `Proposed`: its record, what it changes, the findings it introduces and
fixes, what each nation says, and where it stands. Nothing is written.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

import msgspec

from workbook.change.affected import AffectedRecord, affected_records
from workbook.change.approval import Requirement, requirements
from workbook.change.consent import Consent
from workbook.desk.merging.joining import Joining, join_commit, outlook_of
from workbook.desk.reviewing.package import Package, where_it_stands
from workbook.desk.reviewing.shared import SharedPlan
from workbook.desk.reviewing.voices import Said, read_voices
from workbook.desk.session import Outlook
from workbook.errors import WorkbookError
from workbook.model.dialogue import Proposal
from workbook.model.kind import Kind
from workbook.records.making import read_contents
from workbook.records.paths import path_of
from workbook.vcs.commit import CommitSource
from workbook.vcs.plumbing import Repository, read_whole
from workbook.vcs.review_refs import PROPOSAL, committed_on
from workbook.vcs.state import Person, Standing

_NOBODY = Person(name="nobody", email="nobody")
_MAIN = "refs/heads/main"


class UnreadableProposalError(WorkbookError):
    """A proposal's branch that does not hold its record."""

    def __init__(self, id: str, path: str) -> None:
        super().__init__(
            f"The branch of {id} holds no readable {path}, so nobody can tell what is proposed; "
            f"{id.partition('-')[0]} must put it there."
        )


class AdoptedAlreadyError(WorkbookError):
    """A proposal that main holds."""

    def __init__(self, id: str) -> None:
        super().__init__(f"{id} is adopted already: main holds all of it.")


class NoFilesError(WorkbookError):
    """A proposal that brings links or other repositories into the plan."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} is no plain file, and only plain files can be proposed; take it out again.")


# With a dict, so that each answer is worked out once, and only where it is asked for.
class Proposed(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A proposal against the main of now; `tip` is its last commit."""

    shared: SharedPlan
    id: str
    tip: str
    joining: Joining

    @property
    def proposer(self) -> str:
        """The nation that puts it to the others."""
        return self.id.partition("-")[0]

    @property
    def path(self) -> str:
        """Where its record lies."""
        return path_of(Kind.PROPOSAL, self.id, owner=self.proposer)

    @cached_property
    def record(self) -> Proposal:
        """Its record, as its branch has it.

        Raises:
            UnreadableProposalError: there is none that can be read.
        """
        return read_proposal(self.shared.repository, self.id, self.tip)

    @property
    def is_withdrawn(self) -> bool:
        """Whether its nation took it back."""
        return self.record.retired is not None

    @cached_property
    def outlook(self) -> Outlook:
        """What it would do to the plan; where it conflicts with main, that stays as it is there."""
        return self.joining.outlook or outlook_of(self.shared.main, self.joining)

    @cached_property
    def net(self) -> tuple[Mapping[str, bytes | None], Mapping[str, bytes | None]]:
        """The files that it changes, as main has them and as they would be; None for no file."""
        return net_change(self.shared, self.joining)

    @cached_property
    def affected(self) -> Sequence[AffectedRecord]:
        """What it changes in main, but for its own record."""
        before, after = self.net
        return [one for one in affected_records(before, after) if one.key != self.id]

    @cached_property
    def requirements(self) -> Sequence[Requirement]:
        """Who must approve it, and why."""
        return requirements(
            self.affected, self.shared.main.workbook, self.outlook.workbook, proposer=self.proposer
        )

    @cached_property
    def said(self) -> Sequence[Said]:
        """What nations say of it."""
        return read_voices(self.shared.repository, self.id, self.shared.reviews(self.id))

    @cached_property
    def consent(self) -> Consent:
        """Where it stands."""
        main, until = self.shared.main, self.record.silence_until
        return where_it_stands(
            Package(
                proposer=self.proposer,
                affected=self.affected,
                before=main.workbook,
                after=self.outlook.workbook,
                main=CommitSource(self.shared.repository, self.shared.seen.main),
            ),
            self.requirements,
            [said.voice for said in self.said],
            changed_on=committed_on(self.shared.repository, self.tip),
            silence_until=until.last if until is not None else None,
            today=main.today,
        )


def read_proposed(shared: SharedPlan, id: str) -> Proposed:
    """Merge a proposal into main in memory.

    Raises:
        AdoptedAlreadyError: main holds it.
        WorkbookError: there is none, or it cannot be merged.
    """
    tip = shared.tip(id)
    if id in shared.seen.adopted:
        raise AdoptedAlreadyError(id)
    return Proposed(shared=shared, id=id, tip=tip, joining=joined(shared, tip, f"{PROPOSAL}{id}"))


def joined(shared: SharedPlan, commit: str, name: str) -> Joining:
    """Merge a commit into main in memory, as `desk.merging` does into the branch that is checked out."""
    at = Standing(branch=_MAIN, tip=shared.seen.main, author=_NOBODY, committer=_NOBODY)
    return join_commit(shared.main, at, commit, name)


def read_proposal(repository: Repository, id: str, tip: str) -> Proposal:
    """Read the record of a proposal as a commit has it.

    Raises:
        UnreadableProposalError: there is none that can be read.
    """
    path = path_of(Kind.PROPOSAL, id, owner=id.partition("-")[0])
    try:
        file = read_contents(path, CommitSource(repository, tip).read(path))
    except FileNotFoundError as error:
        raise UnreadableProposalError(id, path) from error
    if file.record is None:
        raise UnreadableProposalError(id, path)
    data = file.record.data
    assert isinstance(data, Proposal)
    return data


def net_change(
    shared: SharedPlan, joining: Joining
) -> tuple[Mapping[str, bytes | None], Mapping[str, bytes | None]]:
    """Give the files that a merge changes, as main has them and as they would be; None for no file.

    Raises:
        NoFilesError: one of them is no plain file.
    """
    repository, parts = shared.repository, joining.parts
    entries = {path: step.after for path, step in parts.taken.items()}
    odd = [path for path, entry in entries.items() if entry is not None and not entry.is_file]
    odd += [one.about.path for one in joining.merged if not one.about.are_files]
    if odd:
        raise NoFilesError(min(odd))
    wanted = {path: entry.id for path, entry in entries.items() if entry is not None}
    contents = dict(zip(wanted, read_whole(repository.top, list(wanted.values())), strict=True))
    after: dict[str, bytes | None] = {path: contents.get(path) for path in entries}
    after |= {one.about.moved_from: None for one in joining.merged if one.about.moved_from}
    after |= {one.about.path: one.result.data for one in joining.merged}
    source = CommitSource(repository, shared.seen.main)
    before = {
        path: data if isinstance(data, bytes) else None for path, data in source.read_many(sorted(after))
    }
    return before, after
