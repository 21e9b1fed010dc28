"""Rules WB6, first part: who may change what, nothing is deleted or reused, who sees more.

In: a change of the plan. Out: claims about files of the plan after, or about those that are gone. A plan by
itself is judged by the other families; here the same plan may be right or wrong by where it came from.
"""

from collections.abc import Iterator, Sequence

from workbook.check.plan_change import PlanChange, Revised, Touched
from workbook.check.rule import Claim, Context, Example, Rule, Subject, rule
from workbook.check.rules.references import with_article
from workbook.check.rules.release import beyond
from workbook.findings import Severity
from workbook.model.readers import NOBODY, ReaderSet, is_within, reader_set
from workbook.model.record import Record
from workbook.model.words import title_of
from workbook.records.fault import WRONG_PLACE
from workbook.records.paths import LAYER_FILE, LAYERS, MANIFEST, owner_of
from workbook.records.settings import MEMBERS_GROUP, SHARED_LAYER, Settings
from workbook.records.workbook import PlanFile, supersedes

_MOST_NAMED = 12
_OWN = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
_FOREIGN = "plans/nations/SWE/commitments/SWE-C-3F8K.toml"
_SHELLS = """\
title = "155 mm shells"
kind = "donation"
item = "155mm-he"
quantity = 400
status = "committed"
"""
_MORE = _SHELLS.replace("400", "600")
_RETIRED = 'retired = {on = 2022-09-20, reason = "Given up."}\n'
_BARRELS = _SHELLS.replace("155 mm shells", "Spare barrels")


@rule(
    code="WB601",
    slug="foreign-path",
    severity=Severity.ERROR,
    claim="A nation changes only what lies in its own folder; the rest is the secretariat's.",
    reason="Each side speaks for itself: a figure that somebody else could change would be nobody's word.",
    source="Data format: ownership is the path",
    subject=Subject.CHANGE,
    failing=Example(before={_FOREIGN: _SHELLS}, files={_FOREIGN: _MORE}, actor="NOR"),
    passing=Example(before={_OWN: _SHELLS}, files={_OWN: _MORE}, actor="NOR"),
)
def foreign_path(change: PlanChange, _: Context) -> Iterator[Claim]:
    """Name paths that were touched by somebody else than their owner.

    A nation may clear away what was recorded for it once its own record counts in its place.
    """
    for pair in change.touched:
        file = pair.file
        keepers = _keepers(file, change.settings)
        strangers = [one for one in change.authors_of(file.path) if one not in keepers]
        unexplained = [one for one in strangers if not _is_taken_up(pair, change, by=one)]
        if unexplained:
            done = "added" if pair.before is None else "deleted" if pair.after is None else "changed"
            message = f"was {done} by {', '.join(unexplained)}, but belongs to {_whose(file, keepers)}"
            yield Claim(file, "", f"{message}; {_advice(file, change.actor, by=unexplained)}")


def _keepers(file: PlanFile, settings: Settings) -> frozenset[str]:
    """Give who may change a file: its nation, or the secretariat.

    In a layer that no secretariat can read, its readers keep what no nation owns.
    """
    owner = owner_of(_inner(file))
    if owner:
        return frozenset((owner,))
    policy = settings.policy(file.layer)
    return frozenset((policy.secretariat,)) if policy.secretariat else policy.readers or frozenset()


def _inner(file: PlanFile) -> str:
    """Give the path of a file from the top of its layer."""
    return file.path.removeprefix(f"{LAYERS}/{file.layer}/") if file.layer else file.path


def _whose(file: PlanFile, keepers: frozenset[str]) -> str:
    named = ", ".join(sorted(keepers)) or "nobody here"
    return named if owner_of(_inner(file)) else f"the secretariat ({named})"


def _advice(file: PlanFile, actor: str, *, by: Sequence[str]) -> str:
    if any(_inner(file).startswith(f"plans/recorded/{one}/") for one in by):
        return "take it into your own folder and change it there: `workbook confirm`"
    if actor not in by:
        return "ask them to take the change back, and to propose it"
    return "take the change back, and propose it to them"


def _is_taken_up(pair: Touched, change: PlanChange, *, by: str) -> bool:
    """Say whether a file that was recorded for a nation is gone because the nation's own counts instead."""
    if pair.before is None or pair.after is not None or not pair.before.id:
        return False
    if not _inner(pair.before).startswith(f"plans/recorded/{by}/"):
        return False
    return any(file.id == pair.before.id and supersedes(file, pair.before) for file in change.after.counted)


@rule(
    code="WB602",
    slug="deleted-not-retired",
    severity=Severity.ERROR,
    claim="A record that others have seen is retired, not deleted.",
    reason="What is deleted leaves a hole where others refer to it, and nobody can read why it is gone. "
    "A record that was new in this very change may go again.",
    source="Data format: records are retired, not deleted",
    subject=Subject.CHANGE,
    failing=Example(before={_OWN: _SHELLS}, files={_OWN: ""}, actor="NOR"),
    passing=Example(before={_OWN: _SHELLS}, files={_OWN: _SHELLS + _RETIRED}, actor="NOR"),
)
def deleted_not_retired(change: PlanChange, _: Context) -> Iterator[Claim]:
    """Name ids that had a file before and have none after; one moved, or superseded, still has one."""
    for file in change.gone:
        # A file in the wrong folder stood for nothing: taking it away is how that is mended.
        if file.kind is not None and not any(fault.code == WRONG_PLACE for fault in file.faults):
            kind = with_article(file.kind.value).partition(" ")[2]
            message = f"was deleted, and with it the {kind} {file.id}; restore it and retire it with a reason"
            yield Claim(file, "", message)


@rule(
    code="WB603",
    slug="id-reused",
    severity=Severity.ERROR,
    claim="An id stands for one thing for ever.",
    reason="A reference is just the id: notes, papers and old commits that name it would speak of another "
    "thing now.",
    source="Data format: an id is never reused",
    subject=Subject.CHANGE,
    failing=Example(before={_OWN: _SHELLS + _RETIRED}, files={_OWN: _BARRELS}, actor="NOR"),
    passing=Example(before={_OWN: _SHELLS + _RETIRED}, files={_OWN: _SHELLS}, actor="NOR"),
)
def id_reused(change: PlanChange, _: Context) -> Iterator[Claim]:
    """Name ids of retired, deleted or other records that stand for something else now.

    Bringing a record back as it was is no reuse.
    """
    for before, after in change.revised:
        if before.kind is not after.kind:
            was = f"{with_article(before.kind.value)} before"
        elif before.is_retired and not after.is_retired and title_of(before.data) != title_of(after.data):
            was = f"the retired {before.kind.value} {title_of(before.data)!r} before"
        else:
            continue
        yield Claim(
            after, "", f"takes the id {after.id}, which stood for {was}; give the new record a new id"
        )
    for file in change.new:
        blobs = change.earlier.get(file.id)
        if blobs and file.blob not in blobs:
            message = (
                f"takes the id {file.id}, which stood for a record that was deleted since; give it a new id, "
                "or restore the old record as it was"
            )
            yield Claim(file, "", message)


@rule(
    code="WB604",
    slug="release-widened",
    severity=Severity.WARNING,
    claim="Whoever lets more readers see something means to.",
    reason="What was once shown cannot be taken back: whoever was let in has it for ever.",
    source="Who sees what (docs/disclosure.md): release; TLP 2.0",
    subject=Subject.CHANGE,
    failing=Example(before={_OWN: _SHELLS}, files={_OWN: _SHELLS + 'release = "public"\n'}, actor="NOR"),
    passing=Example(before={_OWN: _SHELLS + 'release = "public"\n'}, files={_OWN: _SHELLS}, actor="NOR"),
)
def release_widened(change: PlanChange, _: Context) -> Iterator[Claim]:
    """Name those who may see a record, a field, a layer or what is for members, and might not before."""
    for pair in change.revised:
        yield from _widened_record(pair, change)
    yield from _widened_group(change)
    yield from _widened_layers(change)


def _widened_record(pair: Revised, change: PlanChange) -> Iterator[Claim]:
    before, after = pair
    if before.layer == after.layer and _releases(before) == _releases(after):
        return
    was, now = _readers(before, "", change), _readers(after, "", change)
    owner = change.after.settings.owner(after)
    extra = beyond(now, was, owner, most=_MOST_NAMED)
    if extra:
        how = (
            "lies in a wider layer now and" if before.layer != after.layer else "is released more widely and"
        )
        yield Claim(
            after, "release", f"{how} may be seen by {extra} as well; see that they may know all it says"
        )
    for field in sorted({*before.data.release_fields, *after.data.release_fields}):
        shown = beyond(
            _readers(after, field, change), _readers(before, field, change), owner, most=_MOST_NAMED
        )
        if shown and shown != extra:
            message = f"shows {field} to {shown} as well; see that they may know it"
            yield Claim(after, f"release_fields.{field}", message)


def _releases(record: Record) -> tuple[object, object]:
    return record.data.release, record.data.release_fields


def _readers(record: Record, field: str, change: PlanChange) -> ReaderSet:
    """Give who may see a record or a field of it, by the groups and layers of the plan after.

    So a group or layer that has grown is told once, where it says so, and not at every record.
    """
    settings = change.after.settings
    layers = settings.layers if record.layer in settings.layers else change.before.settings.layers
    data = record.data
    release = data.release if data.release is not None else layers.get(record.layer, NOBODY)
    has_owner = data.release is not None or field in data.release_fields
    owner = settings.owner(record) if has_owner else ""
    whole = reader_set(release, owner=owner, members=settings.members)
    if field not in data.release_fields:
        return whole
    held = reader_set(data.release_fields[field], owner=owner, members=settings.members)
    return held if is_within(held, whole) else whole


def _widened_group(change: PlanChange) -> Iterator[Claim]:
    was, now = change.before.settings.members, change.after.settings.members
    extra = beyond(now, was, most=_MOST_NAMED)
    file = change.after.file_at(MANIFEST) if extra and was else None
    if file is not None:
        message = f"takes {extra} into the group {MEMBERS_GROUP}, who may then see all that is for members"
        yield Claim(file, f"groups.{MEMBERS_GROUP}", f"{message}; see that they may")


def _widened_layers(change: PlanChange) -> Iterator[Claim]:
    settings, layers = change.after.settings, change.before.settings.layers
    for name in sorted(settings.layers.keys() & layers.keys() - {SHARED_LAYER}):
        file = change.after.file_at(f"{LAYERS}/{name}/{LAYER_FILE}")
        if file is not None:
            was = reader_set(layers[name], owner="", members=settings.members)
            extra = beyond(settings.layer_readers(name), was, most=_MOST_NAMED)
            if extra:
                message = f"names {extra} as readers, who may then see all of the layer; see that they may"
                yield Claim(file, "readers", message)


RULES: tuple[Rule, ...] = (foreign_path, deleted_not_retired, id_reused, release_widened)
