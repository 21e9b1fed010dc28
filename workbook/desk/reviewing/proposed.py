"""A proposal as it would be adopted: merged into the shared main, judged, and counted who approves it.

In: the shared plan and an id. Out: a `Proposed`: its record, what it changes, the findings it introduces and
fixes, what each nation says, and where it stands. Nothing is written.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from types import MappingProxyType

import msgspec

from workbook.change.affected import AffectedRecord, Prints, affected_records
from workbook.change.approval import Requirement, requirements, unasked
from workbook.change.consent import Consent, silence_ends
from workbook.desk.merging.begun import is_of_plan
from workbook.desk.merging.joining import Joining, join_commit, merge_commit, with_ours
from workbook.desk.outlook import Outlook
from workbook.desk.reviewing.package import Package, where_it_stands
from workbook.desk.reviewing.proposal_record import read_proposal, record_in
from workbook.desk.reviewing.shared import SharedPlan
from workbook.desk.reviewing.voices import Said
from workbook.errors import WorkbookError
from workbook.model.dialogue import Proposal
from workbook.model.kind import Kind
from workbook.model.manifest import Approval
from workbook.records.paths import path_of
from workbook.records.workbook import PlanFile
from workbook.vcs.commit import CommitSource
from workbook.vcs.merging import Split
from workbook.vcs.review_refs import PROPOSAL, committed_on
from workbook.vcs.seen import first_seen_on
from workbook.vcs.state import Person, Standing

_NOBODY = Person(name="nobody", email="nobody")
_MAIN = "refs/heads/main"


class AdoptedAlreadyError(WorkbookError):
    """A proposal that main holds."""

    def __init__(self, id: str) -> None:
        super().__init__(f"{id} is adopted already: main holds all of it.")


class NoFilesError(WorkbookError):
    """A proposal that brings links or other repositories into the plan."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} is no plain file, and only plain files can be proposed; take it out again.")


class ConflictsWithMainError(WorkbookError):
    """What is proposed and what was adopted meanwhile cannot both stand."""

    def __init__(self, places: Sequence[str]) -> None:
        super().__init__(
            f"Others changed the same since you began ({', '.join(places)}); bring that in by "
            "`workbook sync`, settle it, then propose again."
        )


# With a dict, so that each answer is worked out once, and only where it is asked for.
class Proposed(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A proposal against the main of now; `tip` is its last commit.

    `read_ahead` gives files of it that were read already, `contents_ahead` contents by id, `prints_ahead` the
    fingerprints of files.
    """

    shared: SharedPlan
    id: str
    tip: str
    joining: Joining
    read_ahead: Callable[[], Mapping[str, PlanFile]] = dict
    contents_ahead: Callable[[], Mapping[str, bytes]] = dict
    prints_ahead: Callable[[], Prints] = dict

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
        here = self.net[1].get(self.path) if self.path not in self._unsettled else None
        if here is None:
            return read_proposal(self.shared.repository, self.id, self.tip)
        return record_in(self.id, self.path, here)

    @property
    def is_withdrawn(self) -> bool:
        """Whether its nation took it back."""
        return self.record.retired is not None

    @cached_property
    def outlook(self) -> Outlook:
        """What it would do to the plan; where it conflicts with main, that stays as it is there."""
        files = {
            path: data
            for path, data in self.net[1].items()
            if is_of_plan(path) and path not in self._unsettled
        }
        whole = self.shared.in_plan({**files, **with_ours(self.joining)})
        before = self.shared.in_plan(self.net[0])
        # All that does not wait for a second process comes first.
        _ = self.shared.main.judgement
        return self.shared.main.outlook(whole, is_own=False, known=self.read_ahead(), before=before)

    @cached_property
    def net(self) -> tuple[Mapping[str, bytes | None], Mapping[str, bytes | None]]:
        """The files that it changes, as main has them and as they would be; None for no file."""
        return net_change(self.shared, self.joining, self.contents_ahead())

    @cached_property
    def affected(self) -> Sequence[AffectedRecord]:
        """What it changes in main, but for its own record."""
        before, after = self.net
        found = affected_records(before, after, self.prints_ahead())
        return [one for one in found if one.key != self.id]

    @property
    def is_held(self) -> bool:
        """Whether main says all of it already, but for its own record."""
        is_settled = not self.joining.conflicted and not self.affected
        return is_settled and not any(edit.id != self.id for edit in self.outlook.edits)

    @cached_property
    def requirements(self) -> Sequence[Requirement]:
        """Who must approve it, and why."""
        return self._asking(requirements)

    @cached_property
    def unasked(self) -> Sequence[Requirement]:
        """Who is named in it but cannot read its layer, so that nobody can ask them."""
        return self._asking(unasked)

    def _asking(self, ask: Callable[..., Sequence[Requirement]]) -> Sequence[Requirement]:
        before, after = self.shared.main.workbook, self.outlook.workbook
        return ask(self.affected, before, after, proposer=self.proposer, layer=self.shared.layer)

    @cached_property
    def said(self) -> Sequence[Said]:
        """What nations say of it."""
        return self.shared.said(self.id)

    @cached_property
    def consent(self) -> Consent:
        """Where it stands."""
        main, until = self.shared.main, self.record.silence_until
        return where_it_stands(
            Package(
                proposer=self.proposer,
                layer=self.shared.layer,
                affected=self.affected,
                before=main.workbook,
                after=self.outlook.workbook,
                main=CommitSource(self.shared.repository, self.shared.seen.main),
            ),
            self.requirements,
            [said.voice for said in self.said],
            changed_on=self.changed_on,
            silence_until=until.last if until is not None else None,
            today=main.today,
        )

    @cached_property
    def changed_on(self) -> date:
        """The day from which silence counts: when it was last changed.

        Whoever commits sets the date, so that it is believed only as far as it is the latest: this clone may
        have seen it later, and it cannot lie longer than it is open. Where silence is never consent, what was
        committed says enough.
        """
        shared = self.shared
        days = [shared.seen.committed.get(self.tip) or committed_on(shared.repository, self.tip)]
        if self._policy.silence:
            opened = self.record.opened_on
            days += [opened.last] if opened is not None and opened.last is not None else []
            seen = first_seen_on(shared.repository, shared.seen.remote, f"{PROPOSAL}{self.id}")
            days += [seen] if seen is not None else []
        return max(days)

    @property
    def silent_after(self) -> date | None:
        """The last day on which silence is no consent yet; None where it never is."""
        policy, until = self._policy, self.record.silence_until
        if not policy.silence or until is None or until.last is None:
            return None
        return silence_ends(until.last, self.changed_on, policy)

    @property
    def _policy(self) -> Approval:
        return self.shared.main.workbook.settings.policy(self.shared.layer).approval

    @cached_property
    def _unsettled(self) -> frozenset[str]:
        """Where it conflicts with main."""
        places = [one.about for one in self.joining.conflicted]
        return frozenset(path for one in places for path in (one.path, one.moved_from))


def read_proposed(shared: SharedPlan, id: str, parts: Split | None = None) -> Proposed:
    """Merge a proposal into main in memory; what each side changed may be known, as `parts`.

    Raises:
        AdoptedAlreadyError: main holds it.
        WorkbookError: there is none, or it cannot be merged.
    """
    tip = shared.tip(id)
    if id in shared.seen.adopted:
        raise AdoptedAlreadyError(id)
    return proposed_at(shared, id, tip, parts)


def proposed_at(shared: SharedPlan, id: str, tip: str, parts: Split | None = None) -> Proposed:
    """Merge a proposal as a commit has it into main in memory; it is judged where it is asked for.

    Raises:
        WorkbookError: it cannot be merged.
    """
    joining = merge_commit(
        shared.repository, _on_main(shared), tip, f"{PROPOSAL}{id}", layer=shared.layer, parts=parts
    )
    return Proposed(shared=shared, id=id, tip=tip, joining=joining)


def joined(shared: SharedPlan, commit: str, name: str) -> Joining:
    """Merge a commit into main in memory, as `desk.merging` does into the branch that is checked out."""
    return join_commit(shared.main, _on_main(shared), commit, name, layer=shared.layer)


def _on_main(shared: SharedPlan) -> Standing:
    return Standing(branch=_MAIN, tip=shared.seen.main, author=_NOBODY, committer=_NOBODY)


def net_change(
    shared: SharedPlan, joining: Joining, known: Mapping[str, bytes] = MappingProxyType({})
) -> tuple[Mapping[str, bytes | None], Mapping[str, bytes | None]]:
    """Give the files that a merge changes, as main has them and as they would be; None for no file.

    Contents may be `known`, by id.

    Raises:
        NoFilesError: one of them is no plain file.
    """
    repository, taken = shared.repository, joining.parts.taken
    odd = [path for path, step in taken.items() if step.after is not None and not step.after.is_file]
    odd += [one.about.path for one in joining.merged if not one.about.are_files]
    if odd:
        raise NoFilesError(min(odd))
    stayed = {one.about.path: one.about.ours for one in joining.merged if not one.about.moved_from}
    befores = {**{path: step.before for path, step in taken.items()}, **stayed}
    afters = {path: step.after for path, step in taken.items()}
    entries = [*befores.values(), *afters.values()]
    ids = sorted({entry.id for entry in entries if entry is not None and entry.is_file})
    contents = known if all(id_ in known for id_ in ids) else shared.contents(ids)
    before, after = (
        {path: contents.get(entry.id) if entry is not None else None for path, entry in some.items()}
        for some in (befores, afters)
    )
    moved = {path for one in joining.merged for path in (one.about.path, one.about.moved_from) if path}
    source = CommitSource(repository, shared.seen.main)
    for path, data in source.read_many(sorted(moved - before.keys())):
        before[path] = data if isinstance(data, bytes) else None
    after |= {one.about.moved_from: None for one in joining.merged if one.about.moved_from}
    return before, after | {one.about.path: one.result.data for one in joining.merged}
