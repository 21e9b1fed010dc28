"""What the rules on changes say of all that changed between two states of a plan.

In: two open plans, and who the user is. Out: findings about the later one. What the history knows of new ids
is looked up only where there are some.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from workbook.check.changes import check_change
from workbook.check.plan_change import PlanChange
from workbook.desk.identity import Identity, identity
from workbook.desk.opening import OpenPlan, open_plan
from workbook.errors import WorkbookError
from workbook.findings import Finding
from workbook.model.kind import MEETING_FOLDERS
from workbook.records.paths import home_of, layer_of, path_of
from workbook.records.places import Places
from workbook.records.workbook import PlanFile
from workbook.vcs.commit import CommitSource
from workbook.vcs.history import life
from workbook.vcs.plumbing import Repository


def judged_since(start: Path, since: str, after: OpenPlan, *, today: date) -> tuple[Finding, ...]:
    """Judge what changed since a revision or meeting, each file as changed by whom the history names.

    Raises:
        WorkbookError: the word means no state of the plan.
    """
    from workbook.desk.telling.versions import revision_of

    repository = Repository.find(start)
    before = open_plan(start, at=revision_of(repository, since))
    return judged_change(before, after, who=_who(repository), today=today)


def judged_change(before: OpenPlan, after: OpenPlan, *, who: Identity, today: date) -> tuple[Finding, ...]:
    """Judge the net change between two plans; for whom the user works tells who made what is theirs."""
    from workbook.desk.telling.authors import authors_between

    change = PlanChange(before=before.workbook, after=after.workbook)
    paths = [pair.file.path for pair in change.touched] if who.nation else []
    return check_change(
        before.workbook,
        after.workbook,
        actor=who.nation,
        authors=authors_between(before, after, paths, who),
        today=today,
        earlier=_earlier(before, change.new),
        locate=Places(after.survey.content),
    )


def _who(repository: Repository) -> Identity:
    """Give who the user is, nobody where git's configuration cannot be read."""
    try:
        return identity(repository)
    except WorkbookError:
        return Identity(name="", email="", nation="")


def once_stood(repository: Repository, commit: str, new: Sequence[PlanFile]) -> Mapping[str, frozenset[str]]:
    """Give the blobs that once stood for ids that are new in a layer, from the history up to a commit."""
    wanted, found = {file.id for file in new}, dict[str, set[str]]()
    paths = sorted({path for file in new for path in _places(file)})
    if not paths:
        return {}
    with closing(life(repository, paths, start=commit)) as touches:
        for touch in touches:
            for path, step in touch.steps.items():
                home = home_of(path)
                if home is not None and home.id in wanted:
                    blobs = found.setdefault(home.id, set())
                    blobs.update(entry.id for entry in (step.before, step.after) if entry is not None)
    return {id: frozenset(blobs) for id, blobs in found.items()}


def _earlier(before: OpenPlan, new: Sequence[PlanFile]) -> Mapping[str, frozenset[str]]:
    """Give the blobs that once stood for ids that are new, from the history of each layer before."""
    sources = {file.layer.name: file.layer.source for file in before.survey.files}
    found: dict[str, frozenset[str]] = {}
    for layer, source in sources.items():
        if isinstance(source, CommitSource):
            found |= once_stood(
                source.repository, source.commit, [file for file in new if file.layer == layer]
            )
    return found


def _places(file: PlanFile) -> Iterator[str]:
    """List where the record of an id may have lain: its own place, as recorded, in any meeting."""
    path = layer_of(file.path)[1]
    home = home_of(path)
    if home is None:
        return
    if home.kind in MEETING_FOLDERS.values():
        yield "plans/meetings"
        return
    yield path
    if home.owner:
        yield path_of(home.kind, home.id, owner=home.owner, recorded=not home.recorded)
