"""Who changed each file between two states of a plan, so that a merge makes nobody answer for others' words.

In: two open plans, the paths that differ, and who the user is. Out: by path the nations that touched it. A
commit speaks for the nation in its trailer; without one, for the user's where the user wrote it, else for
nobody known. What is not committed is the user's. A merge speaks only where no other commit touched the file.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from workbook.desk.identity import Identity
from workbook.desk.opening import OpenPlan
from workbook.desk.past import own_repository
from workbook.desk.telling.records import ON_BEHALF_OF
from workbook.records.folder import FolderSource
from workbook.records.layers import LayerSource
from workbook.records.paths import layer_of
from workbook.records.source import Source
from workbook.records.workbook import PlanFile
from workbook.vcs.commit import CommitSource
from workbook.vcs.history import Touch, all_touches


def authors_between(
    before: OpenPlan, after: OpenPlan, paths: Iterable[str], who: Identity
) -> Mapping[str, Sequence[str]]:
    """Give the nations that touched each path, in alphabetical order; none where nobody is known.

    What lies in a layer whose history does not tell is left out.
    """
    old, new = _sources(before), _sources(after)
    by_layer: dict[str, list[str]] = {}
    for path in paths:
        by_layer.setdefault(layer_of(path)[0], []).append(path)
    found: dict[str, Sequence[str]] = {}
    for layer, touched in by_layer.items():
        start, end = old.get(layer), _committed(new.get(layer))
        if isinstance(start, CommitSource) and end is not None:
            files = [(path, after.workbook.file_at(path)) for path in touched]
            found.update(_authors(files, start, end, who))
    return found


def _sources(plan: OpenPlan) -> Mapping[str, Source]:
    layers: Iterable[LayerSource] = {file.layer.name: file.layer for file in plan.survey.files}.values()
    return {layer.name: layer.source for layer in layers}


def _committed(source: Source | None) -> CommitSource | None:
    """Give the last commit of what a source shows; None where there is none."""
    if isinstance(source, CommitSource):
        return source
    repository = own_repository(source.top) if isinstance(source, FolderSource) else None
    return CommitSource(repository, repository.resolve("HEAD")) if repository is not None else None


def _authors(
    files: Sequence[tuple[str, PlanFile | None]], start: CommitSource, end: CommitSource, who: Identity
) -> Iterator[tuple[str, Sequence[str]]]:
    inner = {path: layer_of(path)[1] for path, _ in files}
    touches = all_touches(end.repository, inner.values(), since=start.commit, until=end.commit)
    blobs = {file.path: file.blob for file in end.files("plans")}
    for path, file in files:
        spoken = touches.get(inner[path], ())
        plain = [touch for touch in spoken if not touch.is_merge]
        nations = {_nation(touch, who) for touch in plain or spoken}
        if (file.blob if file is not None else "") != blobs.get(inner[path], ""):
            nations.add(who.nation)
        yield path, sorted(nations - {""})


def _nation(touch: Touch, who: Identity) -> str:
    is_own = touch.email.casefold() == who.email.casefold() or not who.email
    return touch.trailer(ON_BEHALF_OF) or (who.nation if is_own else "")
