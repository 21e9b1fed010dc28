"""The index is read like any other source, and says what the next commit would hold."""

import pytest

from tests.vcs.conftest import Place
from workbook.records.source import FileType
from workbook.vcs.plumbing import Repository
from workbook.vcs.staged import IndexSource

PATH = "plans/nations/NOR/nation.toml"


def source(place: Place) -> IndexSource:
    return IndexSource(Repository.find(place.folder))


def test_index_holds_what_is_staged_and_not_what_is_written_since(place: Place) -> None:
    place.write({PATH: "staged = 1\n"})
    place.git("add", "--all")
    place.write({PATH: "written = 1\n", "plans/nations/SWE/nation.toml": "new = 1\n"})

    found = source(place)

    assert sorted(file.path for file in found.files("plans")) == [PATH, "plans/workbook.toml"]
    assert found.read(PATH) == b"staged = 1\n"


def test_file_taken_out_of_the_index_is_gone(place: Place) -> None:
    place.git("rm", "--cached", "--quiet", PATH)

    assert PATH not in [file.path for file in source(place).files("plans")]


def test_conflicted_path_stands_for_the_side_merged_into(place: Place) -> None:
    place.git("switch", "--quiet", "--create", "other")
    place.commit({PATH: "theirs = 1\n"})
    place.git("switch", "--quiet", "main")
    place.commit({PATH: "ours = 1\n"})
    with pytest.raises(Exception, match="merge"):
        place.git("merge", "other")

    found = source(place)

    assert [file.path for file in found.files("plans/nations")] == [PATH]
    assert found.read(PATH) == b"ours = 1\n"


def test_link_is_listed_as_a_link(place: Place) -> None:
    (place.folder / "plans/x.toml").symlink_to("workbook.toml")
    place.git("add", "--all")

    types = {file.path: file.type for file in source(place).files("plans")}

    assert types["plans/x.toml"] is FileType.LINK


def test_what_is_not_staged_is_not_found(place: Place) -> None:
    with pytest.raises(FileNotFoundError):
        source(place).read("plans/none.toml")
