"""The record of a proposal, as its branch has it: what it says of itself."""

from workbook.errors import WorkbookError
from workbook.model.dialogue import Proposal
from workbook.model.kind import Kind
from workbook.records.making import read_contents
from workbook.records.paths import path_of
from workbook.vcs.commit import CommitSource
from workbook.vcs.plumbing import Repository


class UnreadableProposalError(WorkbookError):
    """A proposal's branch that does not hold its record."""

    def __init__(self, id: str, path: str) -> None:
        super().__init__(
            f"The branch of {id} holds no readable {path}, so nobody can tell what is proposed; "
            f"{id.partition('-')[0]} must put it there."
        )


def read_proposal(repository: Repository, id: str, tip: str) -> Proposal:
    """Read the record of a proposal as a commit has it.

    Raises:
        UnreadableProposalError: there is none that can be read.
    """
    path = path_of(Kind.PROPOSAL, id, owner=id.partition("-")[0])
    try:
        return record_in(id, path, CommitSource(repository, tip).read(path))
    except FileNotFoundError as error:
        raise UnreadableProposalError(id, path) from error


def is_over(repository: Repository, id: str, tip: str) -> bool:
    """Say whether a commit has a proposal as withdrawn; no commit, "", and no readable record have not."""
    try:
        return bool(tip) and read_proposal(repository, id, tip).retired is not None
    except WorkbookError:
        return False


def record_in(id: str, path: str, content: bytes) -> Proposal:
    """Read the record of a proposal from its bytes.

    Raises:
        UnreadableProposalError: it is none.
    """
    file = read_contents(path, content)
    if file.record is None:
        raise UnreadableProposalError(id, path)
    data = file.record.data
    assert isinstance(data, Proposal)
    return data
