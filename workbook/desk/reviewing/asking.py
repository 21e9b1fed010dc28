"""Asking the shared repository while the rest of the program is still being loaded.

In: a folder of a plan. Out: an `Asked`, whose answer is waited for when it is needed; or None, where it must
be asked later: there are layers to choose from, or something stands in the way, which is told then. It knows
little, so that git is at work before the rest is imported.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from workbook.desk.folders import overlay_folders, plan_top
from workbook.errors import WorkbookError
from workbook.vcs.plumbing import Repository
from workbook.vcs.remotes import fetching
from workbook.vcs.seen import SetBack
from workbook.vcs.shared_branch import remote_of
from workbook.vcs.transfer import Cancelled


class Asked(NamedTuple):
    """A repository whose shared one, `remote`, is asked, and a function that waits for its answer once."""

    of: Repository
    remote: str
    answer: Callable[[Cancelled], Sequence[SetBack]]


@contextmanager
def asked_ahead(start: Path) -> Iterator[Asked | None]:
    """Ask the shared repository of the plan around a folder from now on; what nobody waits for is ended."""
    with ExitStack() as stack:
        asked = None
        with suppress(WorkbookError):
            asked = _asked(stack, plan_top(start))
        yield asked


def _asked(stack: ExitStack, top: Path) -> Asked | None:
    repository = Repository.find(top)
    remote = remote_of(repository)
    if not remote or overlay_folders(top):
        return None
    return Asked(repository, remote, stack.enter_context(fetching(repository, remote)))
