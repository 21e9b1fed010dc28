"""A plan in commits, kept: the same as read anew, and nothing is listed for it."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.edits import Edit, histories, raw, states
from tests.strategies import law
from workbook.check.examples import COALITION
from workbook.records.cache import CacheFolder
from workbook.records.lasting import LastingSource, LastingSurvey
from workbook.records.layers import LayerSource
from workbook.records.loader import load
from workbook.records.paths import layer_of
from workbook.records.source import MappingSource, SourceFile
from workbook.records.survey import survey
from workbook.records.workbook import Workbook

NOWHERE = CacheFolder(None)
_FILES = ("none", "none", "none", "name", "index", "plan", "store-5")


class Committed(MappingSource):
    """Files that never change; `may_list` is whether they may be listed."""

    def __init__(self, files: Mapping[str, bytes | str]) -> None:
        super().__init__(files)
        self.blobs: dict[str, str] = {}
        self.may_list = True

    def files(self, folder: str) -> Iterator[SourceFile]:
        assert self.may_list
        return super().files(folder)


def _sources(files: Mapping[str, str]) -> dict[str, Committed]:
    inner: dict[str, dict[str, bytes | str]] = {"": {}}
    for path, text in files.items():
        layer, rest = layer_of(path)
        inner.setdefault(layer, {})[rest] = raw(text)
    return {layer: Committed(some) for layer, some in sorted(inner.items())}


def _seen(workbook: Workbook) -> object:
    return (
        [(file.path, file.blob, file.faults, file.references) for file in workbook.files],
        [(one.id, one.layer, repr(one.data)) for one in workbook],
        {id: [file.path for file in files] for id, files in workbook.claims.items()},
        workbook.settings.digest,
    )


def _stack(sources: Mapping[str, LastingSource]) -> Sequence[LayerSource]:
    return [LayerSource(name=name, source=source) for name, source in sources.items()]


@law
@given(
    steps=histories,
    spoilt=st.lists(st.sampled_from(_FILES), min_size=1, max_size=7),
)
def test_plan_that_was_kept_is_the_one_read_anew(
    steps: Sequence[Sequence[Edit]], spoilt: Sequence[str]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        kept, cache = CacheFolder(Path(name) / "shared"), CacheFolder(Path(name))
        for index, files in enumerate(states(COALITION, [[], *steps])):
            sources = _sources(files)
            anew = survey(_stack(sources), NOWHERE)
            first = LastingSurvey(sources, f"state {index}", kept)
            read = load(first, cache)
            for folder in (Path(name), Path(name) / "shared"):
                (folder / spoilt[index % len(spoilt)]).unlink(missing_ok=True)
            again = LastingSurvey(sources, f"state {index}", kept)

            expected = _seen(load(anew, NOWHERE))
            assert _seen(read) == expected
            assert _seen(load(again, cache)) == expected
            assert (again.digest, again.is_complete) == (anew.digest, anew.is_complete)
            assert sorted(again.paths) == sorted(anew.paths)
            assert again.count == anew.count
            assert [again.content(path) for path in files] == [anew.content(path) for path in files]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A folder in which the plan of the name `one` is kept."""
    load(_survey(tmp_path), CacheFolder(tmp_path / "cache"))
    return tmp_path


def _survey(folder: Path, name: str = "one", *, may_list: bool = True) -> LastingSurvey:
    sources = _sources(COALITION)
    for source in sources.values():
        source.may_list = may_list
    return LastingSurvey(sources, name, CacheFolder(folder / "kept"))


def test_nothing_is_listed_where_the_plan_was_kept(kept: Path) -> None:
    found = _survey(kept, may_list=False)

    workbook = load(found, CacheFolder(kept / "cache"))

    assert {one.id for one in workbook} == {one.id for one in load(_survey(kept), NOWHERE)}
    assert found.is_complete


def test_plan_of_another_name_is_not_taken_for_it(kept: Path) -> None:
    found = _survey(kept, "two", may_list=False)

    with pytest.raises(AssertionError):
        load(found, CacheFolder(kept / "cache"))
