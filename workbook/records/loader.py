"""From files to a workbook: reading what changed, storing it, never stopping at a fault.

In: a `Survey` and a cache folder. Out: a `Workbook`. A document is dropped once it is converted; what was
read before comes from the store and is decoded only when asked for. Where little has changed since the last
load, the plan is what that one kept, with the changed files in their places. Nothing is judged here.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import msgspec

from workbook.model.kind import Kind
from workbook.records.cache import CacheFolder
from workbook.records.collection import paused_collection
from workbook.records.index import Known, tells_same
from workbook.records.kept import ForgottenError, keep, kept_workbook
from workbook.records.lasting import LastingSurvey
from workbook.records.making import (
    description_file,
    faulty_file,
    plan_file,
    read_contents,
    read_stored,
    settings_of,
)
from workbook.records.paths import home_of, layer_of
from workbook.records.settings import SHARED_LAYER
from workbook.records.source import blob_id
from workbook.records.store import Store
from workbook.records.survey import DiskSurvey, Survey, SurveyedFile
from workbook.records.workbook import PlanFile, Workbook


class Loaded(msgspec.Struct, frozen=True, kw_only=True):
    """A plan that was loaded, and the one that the last load left, if little has changed since.

    `paths` are those at which they differ, `store` is where what was read before lies.
    """

    workbook: Workbook
    store: Store
    before: Workbook | None = None
    paths: frozenset[str] = frozenset()


def load(survey: Survey, cache: CacheFolder) -> Workbook:
    """Load every file of a survey, from the store where it was read before.

    Faults stay with their files; nothing is raised for what a file holds.
    """
    return load_since(survey, cache).workbook


def load_since(survey: Survey, cache: CacheFolder) -> Loaded:
    """Load a plan, and give with it the one of the last load, which shares all that stayed."""
    with paused_collection():
        store = Store(cache)
        if isinstance(survey, DiskSurvey):
            try:
                loaded = _load_changed(survey, cache, store)
            except ForgottenError:
                loaded = None
            if loaded is not None:
                return loaded
        if isinstance(survey, LastingSurvey):
            kept = survey.kept(store)
            if kept is not None:
                return Loaded(workbook=kept, store=store)
        return Loaded(workbook=_load_all(survey, cache, store), store=store)


def edited(
    workbook: Workbook,
    contents: Mapping[str, bytes | None],
    read: Mapping[str, PlanFile] = MappingProxyType({}),
) -> Workbook:
    """Give a plan with other bytes in some files, None for no file; all that stays is shared.

    Paths are seen from the top of the shared layer. Quick: what costs time is reading those bytes, where
    they are not among the files that were `read` from them before.
    """
    return _with_files(
        workbook,
        {
            path: None if content is None else read.get(path) or read_contents(path, content)
            for path, content in contents.items()
        },
    )


def _load_all(survey: Survey, cache: CacheFolder, store: Store) -> Workbook:
    # Imported here: who loads from the cache starts no process.
    from workbook.records.batch import read_batch

    files: list[PlanFile] = []
    to_read: list[SurveyedFile] = []
    for file in survey.files:
        file.home = home_of(file.inner_path)
        known = _from_store(file, store)
        if known is None:
            to_read.append(file)
        else:
            files.append(known)
    for file, stored, data in read_batch(survey, [file for file in to_read if file.home]):
        assert file.home is not None
        store.put(file.blob, file.home.kind, stored)
        files.append(plan_file(file.path, file.layer.name, file.blob, file.home, stored, data))
    for file, content in survey.read(file for file in to_read if not file.home):
        file.blob = blob_id(content)
        files.append(description_file(file.path, file.layer.name, content, file.blob))
    files.extend(faulty_file(file.path, file.layer.name, file.fault) for file in to_read if file.fault)
    store.save(len(files))
    workbook = Workbook(settings_of(files), files)
    if isinstance(survey, DiskSurvey):
        keep(cache, survey.remember(), workbook)
    if isinstance(survey, LastingSurvey):
        survey.keep(workbook)
    return workbook


def _from_store(file: SurveyedFile, store: Store) -> PlanFile | None:
    """Give a file as it was read before; None where it must be read."""
    if file.home is None or not file.blob or file.fault:
        return None
    stored = store.get(file.blob, file.home.kind)
    if stored is None:
        return None
    return plan_file(file.path, file.layer.name, file.blob, file.home, stored, None)


def _load_changed(survey: DiskSurvey, cache: CacheFolder, store: Store) -> Loaded | None:
    """Lay what has changed over what the last load kept; None where everything must be loaded."""
    if not survey.is_near:
        return None
    survey.look()
    past, now = survey.past, survey.changes
    if any(home_of(layer_of(path)[1]) is None for path in (*past, *now)):
        return None
    base = kept_workbook(cache, survey.index, store, survey.content)
    if base is None:
        return None
    before = _with_files(base, {path: _file(path, known, survey, store) for path, known in past.items()})
    differing = {path: now.get(path, survey.index.base(path)) for path in {**past, **now}}
    changed = {
        path: _file(path, known, survey, store)
        for path, known in differing.items()
        if not tells_same(known, past.get(path, survey.index.base(path)))
    }
    workbook = _with_files(before, changed)
    store.save(survey.count)
    survey.note()
    return Loaded(workbook=workbook, store=store, before=before, paths=frozenset(changed))


def _file(path: str, known: Known | None, survey: DiskSurvey, store: Store) -> PlanFile | None:
    """Give a file of which this is known, from the store or from its bytes; None where there is none."""
    if known is None:
        return None
    layer, inner_path = layer_of(path)
    if known.fault is not None:
        return faulty_file(path, layer, known.fault)
    home = home_of(inner_path)
    assert home is not None
    stored, data = store.get(known.blob, home.kind), None
    if stored is None:
        content = survey.contents.get(path)
        if content is None or blob_id(content) != known.blob:
            raise ForgottenError(path)
        stored, data = read_stored(content, home.kind)
        store.put(known.blob, home.kind, stored)
    return plan_file(path, layer, known.blob, home, stored, data)


def _with_files(workbook: Workbook, files: Mapping[str, PlanFile | None]) -> Workbook:
    """Put files in their places, and draw anew what holds for the whole plan where it may be another."""
    if not files:
        return workbook
    settings = workbook.settings
    if any(_may_redraw(path, (workbook.file_at(path), new)) for path, new in files.items()):
        kept = [file for file in workbook.files if file.path not in files]
        drawn = settings_of([*kept, *(file for file in files.values() if file is not None)])
        settings = settings if drawn.digest == settings.digest else drawn
    return workbook.replaced(files, settings=settings)


def _may_redraw(path: str, files: Sequence[PlanFile | None]) -> bool:
    """Say whether what holds for the whole plan may follow from a file as it was, or as it is."""
    found = [file for file in files if file is not None]
    if any(file.kind is None or file.kind is Kind.NATION for file in found):
        return True
    # A layer is known by its files, and may begin or end with one; the shared one has its manifest.
    return len(found) < len(files) and layer_of(path)[0] != SHARED_LAYER
