"""A plan open for editing: what an edit would do to it, and saving it.

In: an open plan, the day, and files as an edit would leave them. Out: an `Outlook` (changes, findings
introduced and fixed), then files and commits, each in the repository of its own layer. Which edit it is and
what is said of it is for `desk.editing.edits`. What only judging and saving need is imported then, so that
the plan is on the screen sooner.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from workbook.desk.identity import NATION, Identity, identity, keep_identity
from workbook.desk.listing.contents import Contents
from workbook.desk.opening import OpenPlan, find_plan, open_plan
from workbook.desk.outlook import Outlook
from workbook.desk.record_edit import RecordEdit
from workbook.errors import WorkbookError
from workbook.findings import Finding, Severity
from workbook.records.paths import LAYERS, layer_of
from workbook.records.source import blob_id
from workbook.records.workbook import PlanFile, Workbook
from workbook.vcs.plumbing import Repository

if TYPE_CHECKING:
    from workbook.analysis.kept import Kept
    from workbook.check.remarks import Changed
    from workbook.check.runner import Judgement, Locate
    from workbook.records.ahead import Listing
    from workbook.vcs.state import Standing


class ReadOnlyError(WorkbookError):
    """The session may only look."""

    def __init__(
        self,
        sentence: str = "This plan was opened to be read only; open it again without --read-only to edit.",
    ) -> None:
        super().__init__(sentence)


class NoNationError(WorkbookError):
    """Nobody knows for which nation the user acts; `code` is what was said, and stands for none."""

    def __init__(self, code: str = "") -> None:
        wrong = f"{code!r} is the code of no nation. " if code else ""
        super().__init__(
            f"{wrong}For which nation do you work? Tell git with `git config {NATION} NOR`, then try again."
        )


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """What a commit says: a subject, a body of whole lines, and trailers in order."""

    subject: str
    body: Sequence[str] = ()
    trailers: Sequence[tuple[str, str]] = ()


class Saved(msgspec.Struct, frozen=True, kw_only=True):
    """A commit that an edit became: its id, and the layer it lies in; "" where it took back what had none.

    `along` tells what else is in it, as its files held what was in no commit before.
    """

    commit: str
    layer: str
    along: tuple[str, ...] = ()


class Session:
    """A plan in the work tree, who works on it, and on which day.

    `plan` is as it was opened; `workbook` is as it is after all that was saved since.
    """

    def __init__(self, plan: OpenPlan, *, today: date, read_only: bool = False) -> None:
        self.plan = plan
        self.today = today
        self._saved: dict[str, bytes | None] = {}
        self._read_only = read_only

    @classmethod
    def open(
        cls, folder: Path, *, today: date, read_only: bool = False, listing: "Listing | None" = None
    ) -> "Session":
        """Open the plan that a folder lies in; its files may have been listed ahead.

        Raises:
            WorkbookError: no plan is there.
        """
        return cls(open_plan(folder, listing=listing), today=today, read_only=read_only)

    @classmethod
    def find(
        cls, folder: Path, *, today: date, read_only: bool = False, listing: "Listing | None" = None
    ) -> "Session":
        """Open the plan that a folder lies in for what needs none of its files, or not at once.

        Its files may have been listed ahead.

        Raises:
            WorkbookError: no plan is there.
        """
        return cls(find_plan(folder, listing=listing), today=today, read_only=read_only)

    @cached_property
    def workbook(self) -> Workbook:
        """The plan, loaded; what only asks others about it needs no plan."""
        return self.plan.workbook

    @cached_property
    def who(self) -> Identity:
        """Whoever works here, as git's configuration says."""
        return identity(self.repository(""))

    @property
    def is_read_only(self) -> bool:
        """Whether nothing may be saved."""
        return self._read_only

    def refusal(self) -> ReadOnlyError:
        """Give the error that says why nothing may be saved."""
        return ReadOnlyError()

    def introduce(self, who: Identity) -> Identity:
        """Go on as somebody who filled in who he is; it is kept in the repository's own configuration."""
        keep_identity(self.repository(""), who)
        self.__dict__.pop("who", None)
        return self.who

    @property
    def nation(self) -> str:
        """The nation that the user acts for.

        Raises:
            NoNationError: git's configuration names none, or a code that is none.
        """
        from workbook.model.nations import is_party_code

        nation = self.who.nation
        if not is_party_code(nation):
            raise NoNationError(nation)
        return nation

    @cached_property
    def judgement(self) -> "Judgement":
        """What is found in the plan as it is."""
        if not self._saved:
            return self.plan.judgement(today=self.today)
        from workbook.check.catalogue import RULES
        from workbook.check.runner import judge
        from workbook.records.places import Places

        return judge(self.workbook, today=self.today, rules=RULES, locate=Places(self.read))

    @cached_property
    def kept(self) -> "Kept":
        """What analyses of this session worked out: it holds wherever the very same records would be read."""
        from workbook.analysis.kept import Kept

        return Kept()

    @cached_property
    def contents(self) -> Contents:
        """How many records of each kind each party owns."""
        found = Contents(self.plan.survey.paths)
        found.changed(self._saved)
        return found

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What is found in the plan as it is; from the last check where nothing changed since."""
        if self._saved or "judgement" in self.__dict__:
            return self.judgement.findings
        return self.plan.findings(today=self.today)

    def known_findings(self) -> tuple[Finding, ...] | None:
        """Give the findings where they are known already; None where the plan must be checked first."""
        if "findings" in self.__dict__ or self._saved or "judgement" in self.__dict__:
            return self.findings
        known = self.plan.known_findings(today=self.today)
        if known is not None:
            self.findings = known
        return known

    def adopt(self, plan: OpenPlan) -> None:
        """Go on with the plan as it was opened anew, after others changed its files."""
        self.plan, self.workbook, self._saved = plan, plan.workbook, {}
        for name in ("judgement", "findings", "contents", "who"):
            self.__dict__.pop(name, None)

    def read(self, path: str) -> bytes | None:
        """Give the bytes of a file of the plan, None where there is none to be read."""
        return self._saved[path] if path in self._saved else self.plan.survey.content(path)

    def knows(self, path: str, data: bytes | None) -> bool:
        """Say whether a file with these bytes, or None for none, is no news: read so, or saved so."""
        if path in self._saved:
            return self._saved[path] == data
        file = self.workbook.file_at(path)
        return data is None if file is None else data is not None and blob_id(data) == file.blob

    def repository(self, layer: str) -> Repository:
        """Give the repository of a layer, "" for the shared one.

        Raises:
            NotARepositoryError: it lies in none.
        """
        return Repository.find(self._folder(layer))

    def path_in_git(self, path: str) -> str:
        """Give a path of the plan as the repository of its layer names it."""
        layer, inner = layer_of(path)
        prefix = self._folder(layer).resolve().relative_to(self.repository(layer).top).as_posix()
        return f"{prefix}/{inner}".removeprefix("./")

    def _folder(self, layer: str) -> Path:
        return self.plan.top / LAYERS / layer if layer else self.plan.top

    def outlook(
        self,
        after: Mapping[str, bytes | None],
        *,
        is_seen: bool = True,
        is_own: bool = True,
        known: Mapping[str, PlanFile] = MappingProxyType({}),
        before: Mapping[str, bytes | None] = MappingProxyType({}),
        earlier: Mapping[str, Set[str]] = MappingProxyType({}),
    ) -> Outlook:
        """Judge the plan as these files would leave it; nothing is written.

        `known` are those files, as far as they are read already, and `before` some files as they are, which
        are read when they are asked for at the earliest; `earlier` is what `check_change` takes.

        The rules on changes judge what others get to see: what takes back an edit that nobody has seen yet
        (`is_seen` false) is no change to them. What is merged in others made (`is_own` false), each in their
        own paths.
        """
        from workbook.change.outcome import introduced_and_fixed
        from workbook.check.catalogue import RULES
        from workbook.check.remarks import compared
        from workbook.check.runner import recheck
        from workbook.records.loader import edited
        from workbook.records.places import Places, starts_alike

        read = {path: self.read(path) for path in after if path not in before}

        def was(path: str) -> bytes | None:
            return read[path] if path in read else before[path]

        new = {path: data for path, data in sorted(after.items()) if self._is_other(path, data, known, was)}
        workbook = edited(self.workbook, new, known)
        locate = Places(lambda path: new[path] if path in new else self.read(path))
        changed = compared(self.workbook, workbook, new)
        judgement = recheck(
            self.judgement,
            self.workbook,
            workbook,
            today=self.today,
            rules=RULES,
            locate=locate,
            kept=self.kept,
            changed=changed,
            stays=lambda place: starts_alike(was(place.path), new[place.path], place.line),
        )
        outcome = introduced_and_fixed(self.judgement.findings, judgement.findings)
        introduced = outcome.introduced
        if is_seen:
            found = self._breaches(workbook, changed, locate, earlier, is_own=is_own)
            introduced = (*introduced, *found)
        return Outlook(
            files=new,
            was=was,
            introduced=introduced,
            fixed=outcome.fixed,
            blocking=tuple(
                one for one in introduced if one.severity is Severity.ERROR and one.place.path in new
            ),
            workbook=workbook,
            judgement=judgement,
        )

    def _is_other(
        self,
        path: str,
        data: bytes | None,
        known: Mapping[str, PlanFile],
        was: Callable[[str], bytes | None],
    ) -> bool:
        """Say whether a file would hold other bytes than it does; ids tell it without reading them."""
        here, then = self.workbook.file_at(path), known.get(path)
        if here is not None and then is not None and here.blob and then.blob:
            return here.blob != then.blob
        return was(path) != data

    def supposing(self, outlook: Outlook) -> "Session":
        """Give a session for looking only, in which an edit is made that nobody wrote."""
        found = Session(self.plan, today=self.today, read_only=True)
        found._saved = {**self._saved, **outlook.files}
        found.workbook, found.judgement = outlook.workbook, outlook.judgement
        found.kept = self.kept
        return found

    def _breaches(
        self,
        workbook: Workbook,
        changed: "Changed",
        locate: "Locate",
        earlier: Mapping[str, Set[str]],
        *,
        is_own: bool,
    ) -> Sequence[Finding]:
        """Judge the change from the plan as it is, by the rules on authority."""
        from workbook.check.changes import check_change

        return check_change(
            self.workbook,
            workbook,
            actor=self.who.nation if is_own else "",
            today=self.today,
            earlier=earlier,
            changed=changed,
            locate=locate,
        )

    def save(self, outlook: Outlook, wording: Wording, *, commit: bool = True) -> Sequence[Saved]:
        """Write the files of an outlook and commit them, layer by layer; the session goes on with them.

        Raises:
            ReadOnlyError: the session may only look.
            WorkbookError: a file changed meanwhile, or git or the disk refuses; then nothing is changed.
        """
        from workbook.desk.editing.writing import written
        from workbook.vcs.state import standing

        if self._read_only:
            raise self.refusal()
        layers = sorted({layer_of(edit.path)[0] for edit in outlook.edits})
        standings = {layer: standing(self.repository(layer)) for layer in layers} if commit else {}
        saved: list[Saved] = []
        with written(self.plan.top, outlook.edits) as take_back:
            try:
                saved.extend(
                    self.commit(layer, outlook.edits, wording, at) for layer, at in standings.items()
                )
            except BaseException:
                committed = {one.layer for one in saved}
                take_back([edit for edit in outlook.edits if layer_of(edit.path)[0] not in committed])
                raise
        self._saved |= outlook.files
        self.workbook, self.judgement = outlook.workbook, outlook.judgement
        self.findings = outlook.judgement.findings
        if "contents" in self.__dict__:
            self.contents.changed(outlook.files)
        return saved

    def commit(self, layer: str, edits: Sequence[RecordEdit], wording: Wording, at: "Standing") -> Saved:
        """Commit the files of one layer, which lie there as the edits leave them."""
        from workbook.vcs.messages import message_text
        from workbook.vcs.objects import NothingChangedError, UncommittedError, authorship, commit_onto

        repository = self.repository(layer)
        own = {self.path_in_git(edit.path): edit for edit in edits if layer_of(edit.path)[0] == layer}
        by, along = authorship(at), tuple[str, ...]()

        def committed(
            wording: Wording, held: Mapping[str, bytes | None], beside: Sequence[bytes] = ()
        ) -> str:
            return commit_onto(
                repository,
                branch=at.branch,
                seen=at.tip,
                changes={path: edit.after for path, edit in own.items()},
                message=message_text(wording.subject, "\n".join(wording.body), wording.trailers),
                by=by,
                held=held,
                beside=beside,
            )

        try:
            try:
                commit = committed(wording, {path: edit.before for path, edit in own.items()})
            except UncommittedError as error:
                from workbook.desk.editing.wording import going_along

                along, wording, beside = going_along(own, error.committed, wording, repository)
                commit = committed(wording, {}, beside)
        except NothingChangedError:
            # The edit took back what was not committed yet.
            return Saved(commit="", layer=layer)
        return Saved(commit=commit, layer=layer, along=along)
