"""The shared repository as a reviewer looks at it: its main, its proposals, its reviews.

In: a session, and a layer or a proposal in it. Out: a `SharedPlan`, asked anew or as last seen. The plan is
that of the layer's shared main, whatever lies in the files here; each layer has proposals of its own.
"""

import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TypeVar

import msgspec

from workbook.desk.opening import open_shared
from workbook.desk.publishing.states import layer_repositories, open_layer
from workbook.desk.reviewing import words
from workbook.desk.reviewing.asking import Asked
from workbook.desk.reviewing.voices import Said, read_all_voices
from workbook.desk.session import Session
from workbook.errors import WorkbookError
from workbook.records.paths import LAYERS
from workbook.records.settings import SHARED_LAYER
from workbook.vcs.asked import last_asked
from workbook.vcs.plumbing import Repository, read_objects, read_whole
from workbook.vcs.remotes import NoAnswerError, fetch
from workbook.vcs.review_refs import MAIN, SeenRefs, seen_refs
from workbook.vcs.seen import SetBack, note_seen
from workbook.vcs.shared_branch import NoRemoteError, remote_of
from workbook.vcs.transfer import Cancelled, Progress, Watch, ignore, never

T = TypeVar("T")
# Past so many contents, reading them at once by a process of their own is quicker.
_MANY = 100


class NothingSharedError(WorkbookError):
    """The shared repository has no main branch yet."""

    def __init__(self, remote: str) -> None:
        super().__init__(
            f"{remote} has no branch {MAIN} yet, so there is nothing to change together: its keeper "
            f"publishes the plan first, by `git push {remote} {MAIN}`."
        )


class NoSuchProposalError(WorkbookError):
    """No proposal has the id."""

    def __init__(self, id: str, remote: str) -> None:
        super().__init__(f"{remote} has no proposal {id!r}; `workbook proposals` lists those that are open.")


class RewrittenError(WorkbookError):
    """Main no longer holds there what was published on it."""

    def __init__(self, one: SetBack) -> None:
        super().__init__(words.set_back_line(one))


# With a dict, so that the plan is opened once, and only where it is looked into.
class SharedPlan(msgspec.Struct, frozen=True, kw_only=True, dict=True, weakref=True):
    """What is known of the shared repository of a layer, on a day; `top` is where the whole plan lies.

    `note` says why it could not be asked, "" where it was. `set_back` are branches that no longer hold there
    what was seen of them.
    """

    top: Path
    layer: str
    repository: Repository
    seen: SeenRefs
    today: date
    note: str = ""
    set_back: Sequence[SetBack] = ()

    @property
    def remarks(self) -> Sequence[str]:
        """What whoever looks must know first: that nobody could be asked, and what was set back."""
        told = map(words.set_back_line, self.set_back)
        if not self.note:
            return list(told)
        return [words.as_last_seen(self.note, last_asked(self.repository, self.seen.remote)), *told]

    @cached_property
    def main(self) -> Session:
        """The plan as its main has it, to look at only.

        Raises:
            WorkbookError: no plan is there.
        """
        plan = (
            open_layer(self.top, self.layer, self.seen.main)
            if self.layer
            else open_shared(self.repository.top, at=self.seen.main)
        )
        return Session(plan, today=self.today, read_only=True)

    @property
    def prefix(self) -> str:
        """What the paths of its repository begin with, seen from the top of the whole plan."""
        return f"{LAYERS}/{self.layer}/" if self.layer else ""

    def in_plan(self, files: Mapping[str, T]) -> dict[str, T]:
        """Give what is known by path of the layer's own repository by path of the whole plan."""
        return {f"{self.prefix}{path}": value for path, value in files.items()}

    def contents(self, ids: Sequence[str]) -> Mapping[str, bytes]:
        """Give the contents of blobs; a few at a time come from one git process, which ends with this plan.

        Raises:
            MissingBlobError: the repository does not hold one.
        """
        if len(ids) > _MANY:
            return dict(zip(ids, read_whole(self.repository.top, ids), strict=True))
        with self._turn:
            return dict(zip(ids, self._read(ids), strict=True))

    @cached_property
    def _turn(self) -> Lock:
        return Lock()

    @cached_property
    def _read(self) -> Callable[[Sequence[str]], Iterator[bytes]]:
        stack = ExitStack()
        weakref.finalize(self, stack.close)
        return stack.enter_context(read_objects(self.repository.top))

    @cached_property
    def _said(self) -> dict[str, Sequence[Said]]:
        return {}

    def said(self, id: str) -> Sequence[Said]:
        """Give what nations say of a proposal."""
        self.read_said([id])
        return self._said[id]

    def read_said(self, ids: Iterable[str]) -> None:
        """Read what is said of several proposals at once, for when it is asked for."""
        unread = {id: self.reviews(id) for id in ids if id not in self._said}
        if unread:
            self._said.update(read_all_voices(self.repository, unread))

    @property
    def open_ids(self) -> tuple[str, ...]:
        """The proposals that main does not hold yet, in order."""
        return tuple(sorted(self.seen.proposals.keys() - self.seen.adopted))

    def reviews(self, id: str) -> Mapping[str, str]:
        """Give the tips of the review branches of a proposal, by nation."""
        return self.seen.reviews.get(id, {})

    def tip(self, id: str) -> str:
        """Give the last commit of a proposal.

        Raises:
            NoSuchProposalError: there is none.
        """
        if id not in self.seen.proposals:
            raise NoSuchProposalError(id, self.seen.remote)
        return self.seen.proposals[id]


def look(
    session: Session,
    *,
    layer: str = SHARED_LAYER,
    may_be_offline: bool = False,
    watch: Watch = ignore,
    cancelled: Cancelled = never,
    asked: Asked | None = None,
) -> SharedPlan:
    """Ask the shared repository of a layer what is there; where that may be, say what was last seen of it.

    Where it is `asked` already, its answer is waited for.

    Raises:
        RewrittenError: its main was set back, and what was last seen will not do.
        WorkbookError: there is none, or it cannot be asked.
    """
    repository = session.repository(layer)
    remote = remote_of(repository)
    if not remote:
        raise NoRemoteError(repository)
    watch(Progress(doing=f"{layer}: Asking {remote}" if layer else f"Asking {remote}"))
    try:
        if asked is not None and asked.of == repository:
            set_back = asked.answer(cancelled)
        else:
            set_back = fetch(repository, remote, watch=watch, cancelled=cancelled)
    except NoAnswerError as error:
        if not may_be_offline:
            raise
        return last_seen(session, layer=layer, note=str(error))
    if not may_be_offline:
        refuse_rewritten(set_back)
    return _known(session, layer, repository, set_back=set_back)


def look_for(
    session: Session,
    id: str,
    *,
    may_be_offline: bool = False,
    watch: Watch = ignore,
    cancelled: Cancelled = never,
    asked: Asked | None = None,
) -> SharedPlan:
    """Ask the shared repository of the layer in which a proposal lies; the widest where nobody knows it.

    Of the one that is `asked` already, the answer is waited for.

    Raises:
        RewrittenError: its main was set back, and what was last seen will not do.
        WorkbookError: there is none, or it cannot be asked.
    """
    layers = shared_layers(session) or [SHARED_LAYER]
    known = [one for one in layers if len(layers) > 1 and id in seen_refs(session.repository(one)).proposals]
    for layer in known or layers:
        found = look(
            session,
            layer=layer,
            may_be_offline=may_be_offline,
            watch=watch,
            cancelled=cancelled,
            asked=asked,
        )
        if id in found.seen.proposals:
            break
    return found


def look_everywhere(session: Session) -> Sequence[SharedPlan]:
    """Ask the shared repositories of all layers; of those that are offline, say what was last seen.

    Raises:
        WorkbookError: there is none, or one of them cannot be asked.
    """
    layers = shared_layers(session) or [SHARED_LAYER]
    return [look(session, layer=layer, may_be_offline=True) for layer in layers]


def shared_layers(session: Session) -> Sequence[str]:
    """Name the layers here that have a shared repository, the widest first; of one alone nothing is asked."""
    found = list(layer_repositories(session))
    return [layer for layer, repository in found if len(found) == 1 or remote_of(repository)]


def refuse_rewritten(set_back: Sequence[SetBack]) -> None:
    """Raise RewrittenError where main is among what was set back."""
    for one in set_back:
        if one.branch == MAIN:
            raise RewrittenError(one)


def last_seen(session: Session, *, layer: str = SHARED_LAYER, note: str = "") -> SharedPlan:
    """Say what is known of the shared repository of a layer without asking it; `note` says why.

    Raises:
        WorkbookError: there is none, or nothing is known of its main.
    """
    repository = session.repository(layer)
    remote = remote_of(repository)
    set_back = note_seen(repository, remote) if remote else ()
    return _known(session, layer, repository, note=note, set_back=set_back)


def _known(
    session: Session,
    layer: str,
    repository: Repository,
    *,
    note: str = "",
    set_back: Sequence[SetBack] = (),
) -> SharedPlan:
    seen = seen_refs(repository)
    if not seen.main:
        raise NothingSharedError(seen.remote)
    return SharedPlan(
        top=session.plan.top,
        layer=layer,
        repository=repository,
        seen=seen,
        today=session.today,
        note=note,
        set_back=set_back,
    )
