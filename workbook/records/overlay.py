"""A survey with some of its files replaced: how a plan would look after an edit that nobody has saved yet.

In: a survey, and files as path to bytes (None: gone). Out: another survey that shares the rest. Nothing is
listed again and nothing is written, so the index of files stays that of the disk.
"""

from collections.abc import Iterable, Iterator, Mapping

from workbook.records.layers import LayerSource
from workbook.records.paths import layer_of
from workbook.records.source import FileType, MappingSource, Source, SourceFile, blob_id
from workbook.records.survey import Survey, SurveyedFile


class OverlaySource:
    """The files of another source, some of them replaced, added or gone."""

    def __init__(self, below: Source, files: Mapping[str, bytes | None]) -> None:
        self._below = below
        self._gone = frozenset(files)
        self._over = MappingSource({path: data for path, data in files.items() if data is not None})

    def files(self, folder: str) -> Iterator[SourceFile]:
        """List the files below a folder, those laid over in the place of what they hide."""
        yield from (file for file in self._below.files(folder) if file.path not in self._gone)
        yield from self._over.files(folder)

    def read(self, path: str) -> bytes:
        """Give the bytes at a path, or raise `FileNotFoundError`."""
        return (self._over if path in self._gone else self._below).read(path)

    def read_many(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | OSError]]:
        """Give each path with its bytes, or with the error that kept them; in order."""
        for path in paths:
            try:
                yield path, self.read(path)
            except OSError as error:
                yield path, error


def overlaid(survey: Survey, files: Mapping[str, bytes | None]) -> Survey:
    """Give a survey in which these files, by their path from the shared top, are as given."""
    layers = {file.layer.name: file.layer for file in survey.files}
    inner: dict[str, dict[str, bytes | None]] = {}
    for path, data in files.items():
        layer, inside = layer_of(path)
        inner.setdefault(layer, {})[inside] = data
    over = {
        name: LayerSource(name=name, source=OverlaySource(layers[name].source, given))
        for name, given in inner.items()
    }
    kept = [file for file in survey.files if file.path not in files]
    added = [_surveyed(path, data, over) for path, data in files.items() if data is not None]
    return Survey(
        sorted([*kept, *added], key=lambda file: (file.layer.name, file.path)), index=None, seen_ns=0
    )


def _surveyed(path: str, data: bytes, over: Mapping[str, LayerSource]) -> SurveyedFile:
    layer, inner = layer_of(path)
    listed = SourceFile(path=inner, type=FileType.REGULAR, size=len(data), blob=blob_id(data))
    return SurveyedFile(
        path=path, inner_path=inner, layer=over[layer], blob=listed.blob, stamp=None, fault=None
    )
