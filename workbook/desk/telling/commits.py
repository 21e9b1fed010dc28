"""The plan's commits in words: who did what to which records, in every layer.

In: the histories of the layers. Out: `Deeds`, newest first, each with the records that the commit changed. Of
a commit with very many records the first few are told in words, and the others counted.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

import msgspec

from workbook.change import phrases
from workbook.change.words import About, told
from workbook.desk.telling.lives import LayerHistory
from workbook.desk.telling.records import Touched, title_in, touches_of
from workbook.desk.telling.tables import Tables, TablesRead
from workbook.desk.trailers import ON_BEHALF
from workbook.model.manifest import LayerFile, Manifest
from workbook.records.paths import LAYER_FILE, MANIFEST, Home, home_of
from workbook.vcs.trees import Step

MOST_TOLD = 10
_DESCRIBED: Mapping[str, type[msgspec.Struct]] = {MANIFEST: Manifest, LAYER_FILE: LayerFile}


class RecordDeed(msgspec.Struct, frozen=True, kw_only=True):
    """What a commit did to one record, or to one other file of the plan."""

    id: str
    kind: str
    title: str
    path: str
    sentences: Sequence[str]


class CommitDeed(msgspec.Struct, frozen=True, kw_only=True):
    """A commit in words; `untold` counts the records beyond those in `records`."""

    commit: str
    moment: datetime
    author: str
    on_behalf_of: str
    layer: str
    subject: str
    why: str
    is_merge: bool
    is_cut: bool
    records: Sequence[RecordDeed]
    untold: int


def plan_deeds(layers: Sequence[LayerHistory], *, most: int) -> list[CommitDeed]:
    """Tell the plan's last commits, `most` of them, newest first."""
    touched = list(islice(touches_of(layers, ["plans"], most=most), most))
    chosen = {id(one): _chosen(one) for one in touched}
    files = TablesRead()
    for layer in layers:
        steps = (step for one in touched if one.layer is layer for _, step in chosen[id(one)])
        files.read(layer.repository, (entry.id for step in steps for entry in step if entry))
    return [_deed(one, chosen[id(one)], files.tables) for one in touched]


def _chosen(one: Touched) -> list[tuple[str, Step]]:
    paths = sorted(path for path in one.touch.steps if path.endswith(".toml"))
    return [(path, one.touch.steps[path]) for path in paths[:MOST_TOLD]]


def _deed(one: Touched, chosen: Sequence[tuple[str, Step]], tables: Tables) -> CommitDeed:
    touch = one.touch
    return CommitDeed(
        commit=touch.commit,
        moment=touch.moment,
        author=touch.author,
        on_behalf_of=touch.trailer(ON_BEHALF),
        layer=one.layer.layer,
        subject=touch.subject,
        why=touch.body,
        is_merge=touch.is_merge,
        is_cut=touch.is_cut,
        records=[_record(path, step, tables) for path, step in chosen],
        untold=len(touch.steps) - len(chosen),
    )


def _record(path: str, step: Step, tables: Tables) -> RecordDeed:
    home = home_of(path)
    before, after = (tables.get(entry.id) if entry is not None else None for entry in step)
    title = title_in(after) or title_in(before)
    kind = home.kind.value if home is not None else "file"
    return RecordDeed(
        id=home.id if home is not None else "",
        kind=kind,
        title=title,
        path=path,
        sentences=_sentences(path, home, step, before, after, kind=kind, title=title),
    )


def _sentences(
    path: str,
    home: Home | None,
    step: Step,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    *,
    kind: str,
    title: str,
) -> Sequence[str]:
    if step.before is None:
        return [phrases.new_record(kind, title)]
    if step.after is None:
        return [phrases.deleted_record(kind, title)]
    if after is None:
        return [phrases.UNREADABLE]
    if before is None:
        return [phrases.readable_again(title)]
    about = About.of(home.kind) if home is not None else About(struct=_DESCRIBED.get(path))
    return told(before, after, about) or [phrases.ONLY_LAYOUT]
