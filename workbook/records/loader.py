"""From files to a workbook: reading what changed, storing it, never stopping at a fault.

In: a `Survey` and a cache folder. Out: a `Workbook`. A document is dropped once it is converted; what was
read before comes from the store and is decoded only when asked for. Nothing is judged here.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from hashlib import blake2b
from types import MappingProxyType
from typing import Any

from workbook.model.kind import Kind
from workbook.model.kinds import STRUCTS
from workbook.model.manifest import FORMAT, LayerFile, Manifest
from workbook.model.readers import MEMBERS, NOBODY, Readers
from workbook.model.record import Record, RecordData
from workbook.records.batch import read_batch
from workbook.records.cache import CacheFolder
from workbook.records.collection import paused_collection
from workbook.records.encoding import decode, encode, holds_record
from workbook.records.fault import NEWER_FORMAT, WRONG_PLACE, Fault
from workbook.records.paths import LAYER_FILE, LAYERS, MANIFEST, Home, home_of, layer_of
from workbook.records.reading import read_file
from workbook.records.settings import SHARED_LAYER, Settings
from workbook.records.source import blob_id
from workbook.records.store import Store, Stored
from workbook.records.survey import Survey, SurveyedFile, too_large
from workbook.records.workbook import PlanFile, Workbook


def load(survey: Survey, cache: CacheFolder) -> Workbook:
    """Load every file of a survey, from the store where it was read before.

    Faults stay with their files; nothing is raised for what a file holds.
    """
    with paused_collection():
        store = Store(cache)
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
            files.append(_plan_file(file.path, file.layer.name, file.blob, file.home, stored, data))
        for file, content in survey.read(file for file in to_read if not file.home):
            file.blob = blob_id(content)
            files.append(_read_description(file.path, file.layer.name, content, file.blob))
        files.extend(_faulty(file.path, file.layer.name, file.fault) for file in to_read if file.fault)
        survey.remember()
        store.save()
        return Workbook(_settings(files), files)


def edited(workbook: Workbook, contents: Mapping[str, bytes | None]) -> Workbook:
    """Give a plan with other bytes in some files, None for no file; all that stays is shared.

    Paths are seen from the top of the shared layer. Quick: what costs time is reading those bytes.
    """
    files = {path: None if content is None else _read(path, content) for path, content in contents.items()}
    settings = workbook.settings
    if any(_describes(file) for path, new in files.items() for file in (workbook.file_at(path), new)):
        kept = [file for file in workbook.files if file.path not in files]
        drawn = _settings([*kept, *(file for file in files.values() if file is not None)])
        settings = settings if drawn.digest == settings.digest else drawn
    return workbook.replaced(files, settings=settings)


def _describes(file: PlanFile | None) -> bool:
    """Say whether what holds for the whole plan may follow from a file; no file counts as one that may."""
    return file is None or file.kind is None or file.kind is Kind.NATION


def _read(path: str, content: bytes) -> PlanFile:
    """Read the bytes of one file as what its path says that it is."""
    layer, inner_path = layer_of(path)
    fault = too_large(len(content))
    if fault is not None:
        return _faulty(path, layer, fault)
    home, blob = home_of(inner_path), blob_id(content)
    if home is None:
        return _read_description(path, layer, content, blob)
    reading = read_file(content, STRUCTS[home.kind])
    stored = Stored(reading.faults, reading.references, encode(reading.data))
    return _plan_file(path, layer, blob, home, stored, reading.data)


def _from_store(file: SurveyedFile, store: Store) -> PlanFile | None:
    """Give a file as it was read before; None where it must be read."""
    if file.home is None or not file.blob or file.fault:
        return None
    stored = store.get(file.blob, file.home.kind)
    if stored is None:
        return None
    return _plan_file(file.path, file.layer.name, file.blob, file.home, stored, None)


def _plan_file(
    path: str, layer: str, blob: str, home: Home, stored: Stored, data: RecordData | None
) -> PlanFile:
    """Join what was read to where it lies; data not at hand is decoded when first asked for."""
    faults = (Fault(WRONG_PLACE, home.fault), *stored.faults) if home.fault else stored.faults
    record = None
    if holds_record(stored.data):
        record = Record(
            id=home.id,
            kind=home.kind,
            path=path,
            layer=layer,
            owner=home.owner,
            recorded=home.recorded,
            meeting=home.meeting,
            blob=blob,
            data=data,
            decode=None if data is not None else partial(decode, home.kind, stored.data),
        )
    return PlanFile(
        path=path,
        layer=layer,
        blob=blob,
        id=home.id,
        kind=home.kind,
        faults=faults,
        references=stored.references,
        record=record,
    )


def _faulty(path: str, layer: str, fault: Fault) -> PlanFile:
    """Give a file that may not be read, with its fault; an id that it claims stays claimed."""
    inner_path = layer_of(path)[1]
    home = home_of(inner_path)
    if home is None or not inner_path.endswith(".toml"):
        return PlanFile(path=path, layer=layer, blob="", faults=(fault,))
    faults = (fault, Fault(WRONG_PLACE, home.fault)) if home.fault else (fault,)
    return PlanFile(path=path, layer=layer, blob="", id=home.id, kind=home.kind, faults=faults)


def _read_description(path: str, layer: str, content: bytes, blob: str) -> PlanFile:
    """Read `workbook.toml` or a `layer.toml`; any other file here lies where no record belongs."""
    if path == MANIFEST or layer_of(path)[1] == LAYER_FILE:
        reading = read_file(content, Manifest if path == MANIFEST else LayerFile)
        faults = reading.faults + _beyond(layer, reading.data)
        return PlanFile(path=path, layer=layer, blob=blob, faults=faults, description=reading.data)
    fault = Fault(WRONG_PLACE, "lies where no record belongs: move it to the folder of its kind")
    return PlanFile(path=path, layer=layer, blob=blob, faults=(fault,))


def _beyond(layer: str, data: Any) -> tuple[Fault, ...]:
    if isinstance(data, Manifest) and data.format > FORMAT:
        message = f"has format {data.format}, newer than format {FORMAT} of this program: update workbook"
        return (Fault(NEWER_FORMAT, message, "format"),)
    if isinstance(data, LayerFile) and layer not in ("", data.name):
        return (Fault(WRONG_PLACE, f"names the layer {data.name!r} in a folder of another name", "name"),)
    return ()


def _settings(files: Sequence[PlanFile]) -> Settings:
    nations = frozenset(file.id for file in files if file.kind is Kind.NATION)
    others = {file.path: file for file in files if file.kind is None}
    manifest = others[MANIFEST].description if MANIFEST in others else None
    layers = {layer: _layer_readers(layer, others) for layer in {file.layer for file in files}}
    blobs = sorted(f"{path}\0{file.blob}" for path, file in others.items())
    named = "\0\0".join([*blobs, *sorted(nations), "", *sorted(layers)])
    return Settings(
        manifest=manifest
        if isinstance(manifest, Manifest)
        else Manifest(format=FORMAT, title="", secretariat=""),
        layers=MappingProxyType(layers),
        nations=nations,
        digest=blake2b(named.encode(), digest_size=16).hexdigest(),
    )


def _layer_readers(layer: str, others: Mapping[str, PlanFile]) -> Readers:
    """Give who reads a layer: nobody, where the file that should say so cannot be read."""
    path = f"{LAYERS}/{layer}/{LAYER_FILE}" if layer != SHARED_LAYER else LAYER_FILE
    about = others[path].description if path in others else None
    if isinstance(about, LayerFile):
        return about.readers
    return MEMBERS if layer == SHARED_LAYER and path not in others else NOBODY
