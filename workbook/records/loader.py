"""From files to a workbook: reading what changed, storing it, never stopping at a fault.

In: a `Survey` and a cache folder. Out: a `Workbook`. A document is dropped once it is converted; what was
read before comes from the store and is decoded only when asked for. Nothing is judged here.
"""

from collections.abc import Container, Mapping
from functools import partial
from hashlib import blake2b
from types import MappingProxyType
from typing import Any

from workbook.model.kind import Kind
from workbook.model.manifest import FORMAT, LayerFile, Manifest
from workbook.model.readers import MEMBERS, NOBODY, Readers
from workbook.model.record import Record, RecordData
from workbook.records.batch import read_batch
from workbook.records.cache import CacheFolder
from workbook.records.collection import paused_collection
from workbook.records.encoding import decode, holds_record
from workbook.records.fault import NEWER_FORMAT, WRONG_PLACE, Fault
from workbook.records.paths import LAYER_FILE, LAYERS, MANIFEST, Home, home_of
from workbook.records.reading import read_file
from workbook.records.settings import SHARED_LAYER, Settings
from workbook.records.source import blob_id
from workbook.records.store import Store, Stored
from workbook.records.survey import Survey, SurveyedFile
from workbook.records.workbook import PlanFile, Workbook


def load(survey: Survey, cache: CacheFolder) -> Workbook:
    """Load every file of a survey, from the store where it was read before.

    Faults stay with their files; nothing is raised for what a file holds.
    """
    with paused_collection():
        store = Store(cache)
        described: dict[str, Any] = {}
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
            files.append(_plan_file(file, file.home, stored, data))
        for file, content in survey.read(file for file in to_read if not file.home):
            file.blob = blob_id(content)
            files.append(_read_description(file, content, described))
        files.extend(_faulty(file) for file in to_read if file.fault)
        survey.remember()
        store.save()
        return Workbook(_settings(described, files), files)


def _from_store(file: SurveyedFile, store: Store) -> PlanFile | None:
    """Give a file as it was read before; None where it must be read."""
    if file.home is None or not file.blob or file.fault:
        return None
    stored = store.get(file.blob, file.home.kind)
    return None if stored is None else _plan_file(file, file.home, stored, None)


def _plan_file(file: SurveyedFile, home: Home, stored: Stored, data: RecordData | None) -> PlanFile:
    """Join what was read to where it lies; data not at hand is decoded when first asked for."""
    faults = (Fault(WRONG_PLACE, home.fault), *stored.faults) if home.fault else stored.faults
    record = None
    if holds_record(stored.data):
        record = Record(
            id=home.id,
            kind=home.kind,
            path=file.path,
            layer=file.layer.name,
            owner=home.owner,
            recorded=home.recorded,
            meeting=home.meeting,
            blob=file.blob,
            data=data,
            decode=None if data is not None else partial(decode, home.kind, stored.data),
        )
    return PlanFile(
        path=file.path,
        layer=file.layer.name,
        blob=file.blob,
        id=home.id,
        kind=home.kind,
        faults=faults,
        references=stored.references,
        record=record,
    )


def _faulty(file: SurveyedFile) -> PlanFile:
    """Give a file that may not be read, with its fault; an id that it claims stays claimed."""
    home = file.home
    assert file.fault is not None
    if home is None or not file.inner_path.endswith(".toml"):
        return PlanFile(path=file.path, layer=file.layer.name, blob="", faults=(file.fault,))
    faults = (file.fault, Fault(WRONG_PLACE, home.fault)) if home.fault else (file.fault,)
    return PlanFile(path=file.path, layer=file.layer.name, blob="", id=home.id, kind=home.kind, faults=faults)


def _read_description(file: SurveyedFile, content: bytes, described: dict[str, Any]) -> PlanFile:
    """Read `workbook.toml` or a `layer.toml`; any other file here lies where no record belongs."""
    faults: tuple[Fault, ...]
    if file.path == MANIFEST or file.inner_path == LAYER_FILE:
        reading = read_file(content, Manifest if file.path == MANIFEST else LayerFile)
        described[file.path] = reading.data
        faults = reading.faults + _beyond(file, reading.data)
    else:
        faults = (Fault(WRONG_PLACE, "lies where no record belongs: move it to the folder of its kind"),)
    return PlanFile(path=file.path, layer=file.layer.name, blob=file.blob, faults=faults)


def _beyond(file: SurveyedFile, data: Any) -> tuple[Fault, ...]:
    if isinstance(data, Manifest) and data.format > FORMAT:
        message = f"has format {data.format}, newer than format {FORMAT} of this program: update workbook"
        return (Fault(NEWER_FORMAT, message, "format"),)
    if isinstance(data, LayerFile) and file.layer.name not in ("", data.name):
        return (Fault(WRONG_PLACE, f"names the layer {data.name!r} in a folder of another name", "name"),)
    return ()


def _settings(described: Mapping[str, Any], files: list[PlanFile]) -> Settings:
    manifest = described.get(MANIFEST) or Manifest(format=FORMAT, title="", secretariat="")
    nations = frozenset(file.id for file in files if file.kind is Kind.NATION)
    others = {file.path: file.blob for file in files if file.kind is None}
    layers = {layer: _layer_readers(layer, described, others) for layer in {file.layer for file in files}}
    blobs = sorted(f"{path}\0{blob}" for path, blob in others.items())
    named = "\0\0".join([*blobs, *sorted(nations), "", *sorted(layers)])
    digest = blake2b(named.encode(), digest_size=16).hexdigest()
    return Settings(manifest=manifest, layers=MappingProxyType(layers), nations=nations, digest=digest)


def _layer_readers(layer: str, described: Mapping[str, Any], paths: Container[str]) -> Readers:
    """Give who reads a layer: nobody, where the file that should say so cannot be read."""
    path = f"{LAYERS}/{layer}/{LAYER_FILE}" if layer != SHARED_LAYER else LAYER_FILE
    about = described.get(path)
    if about is not None:
        readers: Readers = about.readers
        return readers
    return MEMBERS if layer == SHARED_LAYER and path not in paths else NOBODY
