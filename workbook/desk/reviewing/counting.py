"""How many proposals are open, from what was last seen of the shared repository: for a number beside a name.

In: a session. Out: the count. Nothing is fetched or merged, and only the records of proposals are read.
"""

from workbook.desk.session import Session
from workbook.model.kind import Kind
from workbook.records.making import read_contents
from workbook.records.paths import path_of
from workbook.vcs.plumbing import Repository, read_whole
from workbook.vcs.remotes import NoRemoteError
from workbook.vcs.review_refs import seen_refs
from workbook.vcs.trees import files_of


def open_count(session: Session) -> int | None:
    """Count what is neither adopted nor withdrawn; None where no shared repository is known."""
