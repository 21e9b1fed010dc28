"""Claims about a plan that is read from a commit."""

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from workbook.records.source import FileType, SourceFile, blob_id
from workbook.vcs.commit import CommitSource
from workbook.vcs.plumbing import Repository

from .conftest import Place


def _source(place: Place, revision: str = "HEAD") -> CommitSource:
    repository = Repository.find(place.folder)
    return CommitSource(repository, repository.resolve(revision))


def test_files_are_listed_with_size_and_blob(place: Place) -> None:
    listed = list(_source(place).files("plans/nations"))

    data = b'name = "Norway"\n'
    path = "plans/nations/NOR/nation.toml"
    assert listed == [SourceFile(path=path, type=FileType.REGULAR, size=len(data), blob=blob_id(data))]


def test_the_whole_commit_is_listed_from_the_top(place: Place) -> None:
    paths = [file.path for file in _source(place).files("")]

    assert paths == ["plans/nations/NOR/nation.toml", "plans/workbook.toml"]


@pytest.mark.parametrize("folder", ["plan", "plans/none", "/plans", "../plans", "plans//nations", "."])
def test_a_folder_that_is_not_there_has_no_files(place: Place, folder: str) -> None:
    assert list(_source(place).files(folder)) == []


def test_what_changed_after_the_commit_is_not_seen(place: Place) -> None:
    place.write({"plans/workbook.toml": "format = 2\n", "plans/new.toml": ""})

    source = _source(place)

    assert [file.path for file in source.files("plans")] == [
        "plans/nations/NOR/nation.toml",
        "plans/workbook.toml",
    ]
    assert source.read("plans/workbook.toml") == b"format = 1\n"


def test_links_and_submodules_are_listed_as_what_they_are_and_never_read(place: Place) -> None:
    os.symlink("/etc/passwd", place.folder / "plans" / "link.toml")
    place.commit({})
    head = place.git("rev-parse", "HEAD")
    place.git("update-index", "--add", "--cacheinfo", f"160000,{head},plans/inner")
    place.git("commit", "--quiet", "--message", "Add a submodule")

    source = _source(place)

    types = {file.path: file.type for file in source.files("plans")}
    assert types["plans/link.toml"] is FileType.LINK
    assert types["plans/inner"] is FileType.OTHER
    with pytest.raises(FileNotFoundError):
        source.read("plans/link.toml")
    with pytest.raises(FileNotFoundError):
        source.read("plans/inner")


def test_a_link_in_place_of_the_folder_is_listed(empty: Place) -> None:
    os.symlink("elsewhere", empty.folder / "plans")
    empty.commit({})

    assert list(_source(empty).files("plans")) == [SourceFile(path="plans", type=FileType.LINK, size=0)]


def test_a_folder_named_like_a_record_is_listed_and_not_entered(place: Place) -> None:
    place.commit({"plans/odd.toml/inside.toml": "", "plans/odd.toml.age": ""})

    listed = {file.path: file.type for file in _source(place).files("plans")}

    assert listed["plans/odd.toml"] is FileType.FOLDER
    assert "plans/odd.toml.age" in listed
    assert "plans/odd.toml/inside.toml" not in listed


def test_a_name_that_is_no_text_is_listed_as_that(place: Place) -> None:
    blob = place.git("rev-parse", "HEAD:plans/workbook.toml")
    tree = place.git("mktree", "-z", stdin=b"100644 blob %s\tb\xff.toml\0" % blob.encode())
    commit = place.git("commit-tree", "-m", "Odd", tree)

    assert list(_source(place, commit).files("")) == [
        SourceFile(path="b\\udcff.toml", type=FileType.UNNAMEABLE, size=0)
    ]


def test_a_file_is_read_without_listing_first(place: Place) -> None:
    assert _source(place).read("plans/nations/NOR/nation.toml") == b'name = "Norway"\n'


@pytest.mark.parametrize(
    "path",
    [
        "plans",
        "plans/none.toml",
        "",
        "/etc/passwd",
        "../plan/plans/workbook.toml",
        "./plans/workbook.toml",
        "a\0b",
    ],
)
def test_a_path_without_a_regular_file_is_not_found(place: Place, path: str) -> None:
    with pytest.raises(FileNotFoundError):
        _source(place).read(path)


def test_many_are_read_in_the_order_asked_with_errors_in_their_place(place: Place) -> None:
    wanted = [
        "plans/workbook.toml",
        "plans/none.toml",
        "plans/nations/NOR/nation.toml",
        "",
        "plans/workbook.toml",
    ]

    read = list(_source(place).read_many(iter(wanted)))

    assert [path for path, _ in read] == wanted
    assert [type(data) for _, data in read] == [bytes, FileNotFoundError, bytes, FileNotFoundError, bytes]
    assert (read[0][1], read[4][1]) == (b"format = 1\n", b"format = 1\n")


def test_a_lost_content_is_an_error_in_its_place(place: Place) -> None:
    source = _source(place)
    paths = [file.path for file in source.files("plans")]
    blob = place.git("rev-parse", f"HEAD:{paths[0]}")
    (place.folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()

    (_, lost), (_, kept) = source.read_many(paths)

    assert isinstance(lost, OSError)
    assert not isinstance(lost, FileNotFoundError)
    assert kept == b"format = 1\n"


def test_reading_may_be_broken_off(place: Place) -> None:
    stream = _source(place).read_many(["plans/workbook.toml", "plans/nations/NOR/nation.toml"])

    first = next(iter(stream))
    del stream

    assert first == ("plans/workbook.toml", b"format = 1\n")


def test_a_bare_repository_is_read_alike(place: Place, tmp_path: Path) -> None:
    place.git("clone", "--quiet", "--bare", ".", str(tmp_path / "shared.git"))

    source = _source(Place(tmp_path / "shared.git"))

    assert [file.path for file in source.files("plans")] == [
        "plans/nations/NOR/nation.toml",
        "plans/workbook.toml",
    ]
    assert source.read("plans/workbook.toml") == b"format = 1\n"


def test_files_read_one_by_one_start_one_process(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.commit({f"plans/{number}.toml": f"a = {number}\n" for number in range(20)})
    source = _source(place)
    paths = [file.path for file in source.files("plans")]
    started: list[Any] = []
    popen = subprocess.Popen

    def start(*words: Any, **given: Any) -> "subprocess.Popen[bytes]":
        started.append(words)
        return popen(*words, **given)

    monkeypatch.setattr(subprocess, "Popen", start)

    contents = [source.read(path) for path in paths]

    assert contents[:2] == [b"a = 0\n", b"a = 1\n"]
    assert len(started) == 1


def test_process_that_reads_ends_with_its_source(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def start(*words: Any, **given: Any) -> "subprocess.Popen[bytes]":
        started.append(popen(*words, **given))
        return started[-1]

    source = _source(place)
    list(source.files("plans"))
    monkeypatch.setattr(subprocess, "Popen", start)
    source.read("plans/workbook.toml")

    del source

    assert [process.returncode is not None for process in started] == [True]
