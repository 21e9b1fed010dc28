"""Plan files, put together from where they lie and what was read; and the settings, drawn from them.

In: paths, bytes, what the store holds. Out: `PlanFile`s, and `Settings`. Nothing here reads a file.
What reads TOML is imported where there are bytes to read, as of a plan from the cache there are none.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import blake2b
from types import MappingProxyType
from typing import Any

from workbook.model.kind import Kind
from workbook.model.kinds import STRUCTS
from workbook.model.manifest import FORMAT, ExchangeRate, LayerFile, Manifest
from workbook.model.number import shown
from workbook.model.readers import MEMBERS, NOBODY, Readers
from workbook.model.record import Record, RecordData
from workbook.records.encoding import decode, encode, holds_record
from workbook.records.fault import NEWER_FORMAT, WRONG_PLACE, WRONG_VALUE, Fault, too_large
from workbook.records.paths import LAYER_FILE, LAYERS, MANIFEST, Home, home_of, layer_of
from workbook.records.settings import SHARED_LAYER, Settings
from workbook.records.source import blob_id
from workbook.records.store import Stored
from workbook.records.workbook import PlanFile


def plan_file(
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
            encoded=None if data is not None else stored.data,
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


def faulty_file(path: str, layer: str, fault: Fault) -> PlanFile:
    """Give a file that may not be read, with its fault; an id that it claims stays claimed."""
    inner_path = layer_of(path)[1]
    home = home_of(inner_path)
    if home is None or not inner_path.endswith(".toml"):
        return PlanFile(path=path, layer=layer, blob="", faults=(fault,))
    faults = (fault, Fault(WRONG_PLACE, home.fault)) if home.fault else (fault,)
    return PlanFile(path=path, layer=layer, blob="", id=home.id, kind=home.kind, faults=faults)


def is_description(path: str) -> bool:
    """Say whether a file at this path tells of the whole plan, or of its layer."""
    return path == MANIFEST or layer_of(path)[1] == LAYER_FILE


def described_by(path: str) -> type[Manifest | LayerFile]:
    """Give the struct of a file at a path that tells of the whole plan, or of its layer."""
    return Manifest if path == MANIFEST else LayerFile


def description_file(path: str, layer: str, content: bytes, blob: str) -> PlanFile:
    """Read `workbook.toml` or a `layer.toml`; any other file here lies where no record belongs."""
    if is_description(path):
        from workbook.records.reading import read_file

        reading = read_file(content, described_by(path))
        faults = reading.faults + _beyond(layer, reading.data)
        if path == MANIFEST and reading.data is None:
            # What a newer format has instead of our fields must not be told as missing.
            faults = _of_newer_format(content) or faults
        return PlanFile(path=path, layer=layer, blob=blob, faults=faults, description=reading.data)
    fault = Fault(WRONG_PLACE, "lies where no record belongs: move it to the folder of its kind")
    return PlanFile(path=path, layer=layer, blob=blob, faults=(fault,))


def _beyond(layer: str, data: Any) -> tuple[Fault, ...]:
    if isinstance(data, Manifest):
        return (*_newer(data.format), *_worthless(data.rates))
    if isinstance(data, LayerFile) and layer not in ("", data.name):
        return (Fault(WRONG_PLACE, f"names the layer {data.name!r} in a folder of another name", "name"),)
    return ()


def _worthless(rates: Sequence[ExchangeRate]) -> Iterator[Fault]:
    """Tell of rates at which an amount would come to nothing, or to a debt."""
    for index, one in enumerate(rates):
        if one.rate.value <= 0:
            message = f"is {one.rate}: more than nothing is wanted; write base units per one, as rate = 0.96"
            yield Fault(WRONG_VALUE, message, f"rates[{index}].rate")


def _of_newer_format(content: bytes) -> tuple[Fault, ...]:
    from workbook.toml.document import Document, parse

    document = parse(content)
    return _newer(document.table.get("format")) if isinstance(document, Document) else ()


def _newer(format: object) -> tuple[Fault, ...]:
    if not isinstance(format, int) or format <= FORMAT:
        return ()
    message = f"has format {shown(format)}, newer than format {FORMAT} of this program: update workbook"
    return (Fault(NEWER_FORMAT, message, "format"),)


def read_contents(path: str, content: bytes, table: dict[str, Any] | None = None) -> PlanFile:
    """Read the bytes of one file as what its path says that it is; `table` may be what they spell."""
    layer, inner_path = layer_of(path)
    fault = too_large(len(content))
    if fault is not None:
        return faulty_file(path, layer, fault)
    home, blob = home_of(inner_path), blob_id(content)
    if home is None:
        return description_file(path, layer, content, blob)
    stored, data = read_stored(content, home.kind, table)
    return plan_file(path, layer, blob, home, stored, data)


def stored_file(path: str, content: bytes, stored: Stored) -> PlanFile:
    """Give the file of a record from what was read of its bytes."""
    layer, inner_path = layer_of(path)
    home = home_of(inner_path)
    assert home is not None
    return plan_file(path, layer, blob_id(content), home, stored, None)


def read_stored(
    content: bytes, kind: Kind, table: dict[str, Any] | None = None
) -> tuple[Stored, RecordData | None]:
    """Read the bytes of a record file as the store keeps them, and as data; None where no record is in it."""
    from workbook.records.reading import read_document, read_file
    from workbook.toml.document import Document

    struct = STRUCTS[kind]
    reading = read_file(content, struct) if table is None else read_document(Document(content, table), struct)
    return Stored(reading.faults, reading.references, encode(reading.data)), reading.data


def read_all_stored(contents: Sequence[bytes], kinds: Sequence[Kind]) -> Iterator[Stored]:
    """Read the bytes of record files as the store keeps them, all together: quicker than one by one."""
    from workbook.records.reading import read_files

    for reading in read_files(contents, [STRUCTS[kind] for kind in kinds]):
        yield Stored(reading.faults, reading.references, encode(reading.data))


def settings_of(files: Iterable[PlanFile]) -> Settings:
    """Draw what holds for a whole plan from its files."""
    nations, layers = set[str](), set[str]()
    others: dict[str, PlanFile] = {}
    for file in files:
        layers.add(file.layer)
        if file.kind is Kind.NATION:
            nations.add(file.id)
        elif file.kind is None:
            others[file.path] = file
    return drawn_settings(nations, others, layers)


def drawn_settings(nations: Iterable[str], others: Mapping[str, PlanFile], layers: Iterable[str]) -> Settings:
    """Draw what holds for a whole plan: the nations with a folder, files that are no record, the layers."""
    description = others[MANIFEST].description if MANIFEST in others else None
    unread = Manifest(format=FORMAT, title="", secretariat="")
    manifest = description if isinstance(description, Manifest) else unread
    names = sorted(layers)
    blobs = sorted(f"{path}\0{file.blob}" for path, file in others.items())
    named = "\0\0".join([*blobs, *sorted(nations), "", *names])
    return Settings(
        manifest=manifest,
        layers=MappingProxyType({layer: _layer_readers(layer, others) for layer in names}),
        described=MappingProxyType(
            {layer: found for layer in names if layer and (found := _described(layer, others)) is not None}
        ),
        nations=frozenset(nations),
        digest=blake2b(named.encode(), digest_size=16).hexdigest(),
    )


def _layer_readers(layer: str, others: Mapping[str, PlanFile]) -> Readers:
    """Give who reads a layer: nobody, where the file that should say so cannot be read."""
    about = _described(layer, others)
    if about is not None:
        return about.readers
    return MEMBERS if layer == SHARED_LAYER and LAYER_FILE not in others else NOBODY


def _described(layer: str, others: Mapping[str, PlanFile]) -> LayerFile | None:
    """Give what a layer's own file says; None where there is none that can be read."""
    path = f"{LAYERS}/{layer}/{LAYER_FILE}" if layer != SHARED_LAYER else LAYER_FILE
    about = others[path].description if path in others else None
    return about if isinstance(about, LayerFile) else None
