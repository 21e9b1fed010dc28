"""Claims about reading trees, blobs and settings."""

from pathlib import Path

import pytest

from workbook.vcs.plumbing import MissingBlobError, Repository, TreeEntry
from workbook.vcs.program import GitFailedError, SettingsUnreadableError

from .conftest import Place


def _many(place: Place, count: int) -> list[str]:
    """Commit that many small files by one process and give their ids in git's order."""
    files = "".join(f"M 644 inline r/{n:05}.toml\ndata <<E\nn = {n}\nE\n" for n in range(count))
    head = "commit refs/heads/many\ncommitter K <k@example.org> 1664366400 +0000\ndata 1\nm\n"
    place.git("fast-import", "--quiet", stdin=(head + files).encode())
    return place.git("ls-tree", "-r", "--format=%(objectname)", "many").split()


def test_a_tree_lists_mode_type_id_size_and_path(place: Place) -> None:
    repository = Repository.find(place.folder)
    blob = place.git("rev-parse", "HEAD:plans/workbook.toml")

    listed = list(repository.tree(repository.resolve("HEAD")))

    assert [entry.path for entry in listed] == [
        "plans",
        "plans/nations",
        "plans/nations/NOR",
        "plans/nations/NOR/nation.toml",
        "plans/workbook.toml",
    ]
    assert listed[-1] == TreeEntry("100644", "blob", blob, 11, "plans/workbook.toml")
    assert (listed[0].type, listed[0].size) == ("tree", 0)


def test_a_tree_may_begin_below_the_top(place: Place) -> None:
    repository = Repository.find(place.folder / "plans" / "nations")

    listed = repository.tree(repository.resolve("HEAD"), "plans/nations/NOR")

    assert [entry.path for entry in listed] == ["plans/nations/NOR", "plans/nations/NOR/nation.toml"]


@pytest.mark.parametrize(
    "path", ["plans/nat", "nations", "plans/*", "*.toml", "-r", ":(top)plans", ":!plans"]
)
def test_a_path_is_taken_word_for_word(place: Place, path: str) -> None:
    repository = Repository.find(place.folder)

    assert list(repository.tree(repository.resolve("HEAD"), path)) == []


def test_names_that_need_quoting_come_as_they_are(place: Place) -> None:
    names = ["plans/-r", 'plans/a "b"\t\n.toml', "plans/Åland.toml"]
    commit = place.commit(dict.fromkeys(names, ""))

    listed = [entry.path for entry in Repository.find(place.folder).tree(commit)]

    assert [name for name in names if name not in listed] == []


@pytest.mark.parametrize("word", ["HEAD", "--help", "", "main"])
def test_only_full_ids_reach_a_listing(place: Place, word: str) -> None:
    with pytest.raises(ValueError, match="no full object id"):
        list(Repository.find(place.folder).tree(word))


def test_an_id_of_nothing_fails_in_one_sentence(place: Place) -> None:
    with pytest.raises(
        GitFailedError, match=r"`git ls-tree` fails in .*: fatal: not a tree object; look for damage"
    ):
        list(Repository.find(place.folder).tree("1" * 40))


def test_thousands_of_blobs_stream_in_order(empty: Place) -> None:
    ids = _many(empty, 3000)

    contents = list(Repository.find(empty.folder).blobs(ids))

    assert [id_ for id_, _ in contents] == ids
    assert [data for _, data in contents] == [b"n = %d\n" % n for n in range(3000)]


def test_blobs_are_asked_for_only_a_little_ahead(empty: Place) -> None:
    waiting = iter(_many(empty, 3000))
    stream = Repository.find(empty.folder).blobs(waiting)

    next(stream)
    stream.close()

    assert len(list(waiting)) >= 2900


def test_large_and_binary_blobs_come_whole(place: Place) -> None:
    data = bytes(range(256)) * 20_000 + b"\r\n\n"
    (place.folder / "large.bin").write_bytes(data)
    place.commit({"empty.bin": ""})
    ids = [place.git("rev-parse", f"HEAD:{name}") for name in ("large.bin", "empty.bin", "large.bin")]

    assert [content for _, content in Repository.find(place.folder).blobs(ids)] == [data, b"", data]


def test_what_is_missing_or_no_blob_is_none_and_the_rest_follows(place: Place) -> None:
    blob = place.git("rev-parse", "HEAD:plans/workbook.toml")
    ids = ["1" * 40, place.git("rev-parse", "HEAD"), place.git("rev-parse", "HEAD:plans"), blob]

    contents = dict(Repository.find(place.folder).blobs(ids))

    assert [contents[id_] for id_ in ids] == [None, None, None, b"format = 1\n"]


def test_one_blob_is_given_or_its_lack_is_told(place: Place) -> None:
    repository = Repository.find(place.folder)

    assert repository.blob(place.git("rev-parse", "HEAD:plans/workbook.toml")) == b"format = 1\n"
    with pytest.raises(MissingBlobError, match="does not hold the file content 1111"):
        repository.blob("1" * 40)


def test_no_blobs_ask_for_nothing(place: Place) -> None:
    assert list(Repository.find(place.folder).blobs([])) == []


@pytest.mark.parametrize("word", ["HEAD", "HEAD:plans/workbook.toml", "--batch-all-objects", "1" * 40 + "\n"])
def test_only_full_ids_reach_a_blob(place: Place, word: str) -> None:
    with pytest.raises(ValueError, match="no full object id"):
        list(Repository.find(place.folder).blobs([word]))


def test_a_damaged_blob_is_no_content(place: Place) -> None:
    blob = place.git("rev-parse", "HEAD:plans/workbook.toml")
    stored = place.folder / ".git" / "objects" / blob[:2] / blob[2:]
    stored.chmod(0o600)
    stored.write_bytes(b"damage")

    with pytest.raises((GitFailedError, MissingBlobError)):
        Repository.find(place.folder).blob(blob)


def test_a_replaced_blob_is_read_as_it_was(place: Place) -> None:
    blob = place.git("rev-parse", "HEAD:plans/workbook.toml")
    other = place.git("rev-parse", "HEAD:plans/nations/NOR/nation.toml")
    place.git("replace", blob, other)

    assert Repository.find(place.folder).blob(blob) == b"format = 1\n"


@pytest.fixture
def user_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "user.gitconfig"
    path.write_text('[user]\n\tname = "Ola Åsen"\n\temail = ola@example.org\n[workbook]\n\tnation = NOR\n')
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(path))
    return path


@pytest.mark.usefixtures("user_settings")
def test_a_setting_of_the_repository_goes_over_that_of_the_user(place: Place) -> None:
    place.git("config", "workbook.nation", "SWE")

    repository = Repository.find(place.folder)

    assert repository.config("workbook.nation") == "SWE"
    assert repository.config("user.name") == "Ola Åsen"
    assert repository.config("workbook.secretariat") is None


def test_a_setting_of_the_system_or_a_caller_does_not_count(
    place: Place, user_settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", str(user_settings))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", "'workbook.nation=SWE'")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "user.name")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "Someone")

    repository = Repository.find(place.folder)

    assert (repository.config("workbook.nation"), repository.config("user.name")) == (None, None)


def test_a_broken_settings_file_is_told(place: Place) -> None:
    (place.folder / ".git" / "config").write_text("[broken\n")

    with pytest.raises(SettingsUnreadableError, match=r"bad config line 1 in file .git/config; mend"):
        Repository.find(place.folder).config("user.name")


def test_all_settings_are_those_of_user_and_repository(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.git("config", "Some.Odd=Name.Key", "two\nlines")
    place.git("config", "--add", "some.twice", "1")
    place.git("config", "--add", "some.twice", "2")
    config = place.folder / ".git/config"
    config.write_text(config.read_text() + "[some]\n\tbare\n")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "some.twice")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "3")

    found = Repository.find(place.folder).settings()

    assert [found.get(key) for key in ("some.Odd=Name.key", "some.twice", "some.bare", "some.none")] == [
        "two\nlines",
        "2",
        "",
        None,
    ]


def test_settings_that_git_reads_meanwhile_are_the_same(place: Place) -> None:
    place.git("config", "workbook.nation", "NOR")
    repository = Repository.find(place.folder)

    with repository.settings_ahead() as settings:
        found = settings()

    assert found["workbook.nation"] == "NOR"
    assert found == repository.settings()


def test_a_broken_settings_file_is_told_where_settings_are_asked_for(place: Place) -> None:
    (place.folder / ".git/config").write_text("[broken")

    with (
        Repository.find(place.folder).settings_ahead() as settings,
        pytest.raises(SettingsUnreadableError),
    ):
        settings()
