"""Keeping up with the others, layer by layer: fetched, merged by meaning, checked, and published.

In: a session. Out: a `Synced` for each layer that is shared. All layers are asked first, so that offline
nothing begins. What others must approve is not published but named, to be proposed; on the branch of a
proposal, that is what is brought up to date.
"""

from collections.abc import Sequence

import msgspec

from workbook.change.outcome import introduced_and_fixed
from workbook.desk.merging.joining import Joining, join, leave, take
from workbook.desk.opening import open_plan
from workbook.desk.publishing.states import LayerState, layer_states, open_layer
from workbook.desk.reviewing import words
from workbook.desk.reviewing.clearing import Cleared, clear_superseded
from workbook.desk.reviewing.holding import held_back
from workbook.desk.reviewing.landing import catch_up, clear_adopted
from workbook.desk.reviewing.shared import refuse_rewritten
from workbook.desk.session import ReadOnlyError, Session
from workbook.findings import Finding
from workbook.vcs.listing import commits_between
from workbook.vcs.merging import Relation, ancestry
from workbook.vcs.races import give_way
from workbook.vcs.remotes import SomebodyFasterError, fetch, push
from workbook.vcs.review_refs import MAIN, PROPOSAL, shared_main
from workbook.vcs.seen import SetBack
from workbook.vcs.shared_branch import NoRemoteError
from workbook.vcs.state import standing, tip_of
from workbook.vcs.transfer import Cancelled, Progress, Watch, ignore, never

_TRIES = 20


class Synced(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a layer: how many changes came in and were published, what was held back and why.

    `conflicts` are left in the files, to be settled; `errors` kept something from being taken in or
    published; `held` says what others must approve first, `already` where that is proposed. `note` says what
    else became of it, `remarks` what was set back there. `cleared` are ids in whose place one's own record
    counts, `noted` says which of them were noted anew, and stay. `ended` tells of branches of adopted
    proposals that are gone here.
    """

    layer: str
    name: str
    brought: int = 0
    sent: int = 0
    conflicts: Sequence[str] = ()
    errors: Sequence[Finding] = ()
    held: Sequence[str] = ()
    already: str = ""
    note: str = ""
    remarks: Sequence[str] = ()
    cleared: Sequence[str] = ()
    noted: Sequence[str] = ()
    ended: str = ""

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return not (self.conflicts or self.errors or self.held)

    @property
    def lines(self) -> Sequence[str]:
        """What came, went and was cleared away, in sentences; or that there was nothing new."""
        told = words.synced_lines(self.name, brought=self.brought, sent=self.sent)
        if self.cleared:
            told = [*told, words.cleared_line(self.cleared)]
        told = [*told, *self.noted, *([self.ended] if self.ended else [])]
        if self.is_done and not (told or self.note):
            told = [words.nothing_new(self.name)]
        where = f"{self.layer}: " if self.layer else ""
        return [*(f"{where}{line}" for line in told), *([self.note] if self.note else [])]


def sync(session: Session, *, watch: Watch = ignore, cancelled: Cancelled = never) -> Sequence[Synced]:
    """Bring all layers up to date, the shared one first; what stops one leaves the later ones as they are.

    Raises:
        WorkbookError: a shared repository cannot be reached, or something stands in the way.
    """
    if session.is_read_only:
        raise ReadOnlyError
    states = [one for one in layer_states(session) if one.shared is not None]
    if not states:
        raise NoRemoteError(session.repository(""))
    set_back: dict[str, Sequence[SetBack]] = {}
    for one in states:
        standing(one.repository)
        set_back[one.layer] = _fetch(one, _naming(one.layer, watch), cancelled)
    found: list[Synced] = []
    for one in states:
        done = _layer(session, one.layer, _naming(one.layer, watch), cancelled)
        remarks = [words.set_back_line(branch) for branch in set_back[one.layer]]
        found.append(msgspec.structs.replace(done, remarks=remarks))
        if not found[-1].is_done:
            break
    return found


def _naming(layer: str, watch: Watch) -> Watch:
    """Let progress name the layer that it is of."""
    if not layer:
        return watch
    return lambda progress: watch(msgspec.structs.replace(progress, doing=f"{layer}: {progress.doing}"))


def _fetch(state: LayerState, watch: Watch, cancelled: Cancelled) -> Sequence[SetBack]:
    assert state.shared is not None
    watch(Progress(doing=f"Asking {state.shared.remote}"))
    set_back = fetch(state.repository, state.shared.remote, watch=watch, cancelled=cancelled)
    refuse_rewritten(set_back)
    return set_back


def _layer(session: Session, layer: str, watch: Watch, cancelled: Cancelled) -> Synced:
    """Bring one layer up to date and publish it; where somebody was faster, once more."""
    brought, gone = 0, list[str]()
    for tries in range(1, _TRIES + 1):
        done = _brought_in(session, layer, watch)
        brought += done.brought
        if not done.is_done or done.note:
            return msgspec.structs.replace(done, brought=brought)
        cleared = _cleared(session, layer)
        gone += cleared.ids
        try:
            done = _published(session, layer, watch, cancelled)
            return msgspec.structs.replace(
                done,
                brought=brought,
                cleared=list(dict.fromkeys(gone)),
                noted=cleared.kept,
                ended=clear_adopted(session.repository(layer)),
            )
        except SomebodyFasterError:
            if tries == _TRIES:
                raise
            give_way(tries)
            _fetch(_state(session, layer), watch, cancelled)
    raise AssertionError("the last try ends the loop")


def _brought_in(session: Session, layer: str, watch: Watch) -> Synced:
    """Merge what is new there; into a proposal, also what is new on main."""
    state = _state(session, layer)
    assert state.shared is not None
    name, brought = state.shared.name, 0
    sources = [state.shared]
    if state.branch.startswith(PROPOSAL):
        main = shared_main(state.shared.remote)
        sources.append(main)
        commit, id = tip_of(state.repository, main.tracking), state.branch.removeprefix(PROPOSAL)
        if commit and ancestry(state.repository, state.tip, commit).relation is Relation.FAST_FORWARD:
            caught = catch_up(session, commit, id=id, layer=layer)
            return Synced(layer=layer, name=main.name, note=caught.note or caught.told)
    for source in sources:
        commit, here = tip_of(state.repository, source.tracking), _state(session, layer)
        if not commit or ancestry(here.repository, here.tip, commit).relation is Relation.UP_TO_DATE:
            continue
        watch(Progress(doing=f"Bringing in {source.name}"))
        fresh = _opened(session)
        joining = join(fresh, source.name, layer=layer)
        if joining.conflicted:
            leave(fresh, joining)
            places = [one.id or one.about.path for one in joining.conflicted]
            return Synced(layer=layer, name=source.name, brought=brought, conflicts=places)
        errors = _of_the_merge(fresh, joining, layer)
        if errors:
            return Synced(layer=layer, name=source.name, brought=brought, errors=errors)
        brought += len(commits_between(here.repository, since=here.tip, until=commit))
        is_merge = joining.parts.ancestry.relation is Relation.DIVERGED
        take(fresh, joining, with_errors=words.AS_PUBLISHED if is_merge and joining.errors else "")
    return Synced(layer=layer, name=name, brought=brought)


def _of_the_merge(session: Session, joining: Joining, layer: str) -> Sequence[Finding]:
    """Give the errors that neither side has by itself; those that others published are there anyway."""
    if joining.parts.ancestry.relation is Relation.FAST_FORWARD or not joining.errors:
        return ()
    if joining.outlook is None:
        return joining.errors
    top = session.plan.top
    there = open_layer(top, layer, joining.theirs) if layer else open_plan(top, at=joining.theirs)
    theirs = there.findings(today=session.today)
    news = introduced_and_fixed(theirs, joining.outlook.judgement.findings).introduced
    return [one for one in joining.errors if one in news]


def _cleared(session: Session, layer: str) -> Cleared:
    """Clear away what one's own records replace; on the branch of a proposal that is no part of it."""
    shared = _state(session, layer).shared
    return clear_superseded(_opened(session), layer) if shared and shared.branch == MAIN else Cleared()


def _published(session: Session, layer: str, watch: Watch, cancelled: Cancelled) -> Synced:
    """Publish what only this clone has, unless it brings errors or others must approve it."""
    state = _state(session, layer)
    assert state.shared is not None
    count = state.distance.ahead
    if not count:
        return Synced(layer=layer, name=state.shared.name)
    held = held_back(session, state, watch=watch, cancelled=cancelled)
    if held.errors or held.needs:
        return Synced(
            layer=layer,
            name=state.shared.name,
            errors=held.errors,
            held=held.needs,
            already=held.already,
        )
    watch(Progress(doing=f"Publishing to {state.shared.name}"))
    push(state.repository, state.shared, state.tip, watch=watch, cancelled=cancelled)
    return Synced(layer=layer, name=state.shared.name, sent=count)


def _opened(session: Session) -> Session:
    """Open the plan as its files are now."""
    return Session.open(session.plan.top, today=session.today)


def _state(session: Session, layer: str) -> LayerState:
    return next(one for one in layer_states(session) if one.layer == layer)
