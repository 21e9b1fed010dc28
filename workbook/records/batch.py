"""Read many record files: bytes to stored records, the later half in a second process if they are many.

In: surveyed files whose bytes are not in the store. Out: each with what was read from it, as the store keeps
it, and its data where this process read it. Files that cannot be read get their fault set and are left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from workbook.model.kind import Kind
from workbook.model.kinds import STRUCTS
from workbook.model.record import RecordData
from workbook.records.encoding import encode
from workbook.records.fault import Fault
from workbook.records.reading import read_files
from workbook.records.source import blob_id
from workbook.records.store import Stored
from workbook.records.survey import Survey, SurveyedFile
from workbook.records.workers import start_helper


class Read(NamedTuple):
    """A file that was read; `data` is None where it is unreadable, or was read by the other process."""

    file: SurveyedFile
    stored: Stored
    data: RecordData | None


# What the second process tells of each file: the id of its bytes, what it read, or why it could not.
_Report = tuple[str, Stored | None, Fault | None]


# This process joins what both read to their places as well, so it reads a little less.
_OWN_PERCENT = 45
# About thirty records: few enough that documents and data of all of them stay near the processor.
_PORTION_BYTES = 1 << 14


def read_batch(survey: Survey, files: Sequence[SurveyedFile]) -> Iterator[Read]:
    """Read files that have a home, portion by portion: no document and no bytes outlive theirs."""
    own = len(files) * _OWN_PERCENT // 100
    helper = start_helper(files[own:], partial(_report, survey))
    if helper is None:
        yield from _read(survey, files)
        return
    with helper:
        yield from _read(survey, files[:own])
        reports = helper.results(list[_Report])
    if reports is None:
        yield from _read(survey, files[own:])
        return
    for file, (blob, stored, fault) in zip(files[own:], reports, strict=True):
        file.blob, file.fault = blob, fault
        if stored is not None:
            yield Read(file, stored, None)


def _read(survey: Survey, files: Sequence[SurveyedFile]) -> Iterator[Read]:
    for portion in _portions(survey.read(files)):
        contents = [content for _, content in portion]
        readings = read_files(contents, [STRUCTS[_kind(file)] for file, _ in portion])
        for (file, content), reading in zip(portion, readings, strict=True):
            file.blob = blob_id(content)
            yield Read(file, Stored(reading.faults, reading.references, encode(reading.data)), reading.data)


def _portions(read: Iterable[tuple[SurveyedFile, bytes]]) -> Iterator[list[tuple[SurveyedFile, bytes]]]:
    """Take files together until they fill a portion; what is large is read by itself, or nearly so."""
    portion: list[tuple[SurveyedFile, bytes]] = []
    size = 0
    for one in read:
        portion.append(one)
        size += len(one[1])
        if size >= _PORTION_BYTES:
            yield portion
            portion, size = [], 0
    yield portion


def _report(survey: Survey, files: Sequence[SurveyedFile]) -> list[_Report]:
    read = {one.file.path: one.stored for one in _read(survey, files)}
    return [(file.blob, read.get(file.path), file.fault) for file in files]


def _kind(file: SurveyedFile) -> Kind:
    assert file.home is not None
    return file.home.kind
