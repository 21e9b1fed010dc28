"""Claims about who changed a file: every commit is told, also what left no trace."""

from pathlib import Path

import pytest

from workbook.vcs.history import Touch, all_touches, life, places_of
from workbook.vcs.messages import read_trailers
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import GitFailedError

from .conftest import Place

_NOR = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
_NOTED = "plans/recorded/NOR/commitments/NOR-C-7K3Q.toml"


def _life(place: Place, *paths: str) -> list[Touch]:
    start = place.git("rev-parse", "HEAD")
    return list(life(Repository.find(place.folder), paths, start=start))


def _say(place: Place, files: dict[str, str], message: str, at: str = "2022-09-28T12:00:00Z") -> str:
    place.write(files)
    place.git("add", "--all")
    place.git("commit", "--quiet", "--allow-empty", "--message", message, at=at)
    return place.git("rev-parse", "HEAD")


def _texts(place: Place, touches: list[Touch], path: str = _NOR) -> list[tuple[str | None, str | None]]:
    return [
        tuple(entry and place.git("cat-file", "blob", entry.id) for entry in touch.steps[path])  # type: ignore[misc]
        for touch in touches
    ]


def test_a_life_goes_back_to_the_first_commit(place: Place) -> None:
    _say(place, {_NOR: "x = 1"}, "One", at="2022-09-28T12:00:00Z")
    _say(place, {"other": ""}, "Elsewhere", at="2022-09-28T13:00:00Z")
    _say(place, {_NOR: "x = 2"}, "Two", at="2022-09-28T14:00:00+02:00")
    (place.folder / _NOR).unlink()
    _say(place, {}, "Gone", at="2022-09-28T15:00:00Z")

    found = _life(place, _NOR)

    assert [touch.subject for touch in found] == ["Gone", "Two", "One"]
    assert _texts(place, found) == [("x = 2", None), ("x = 1", "x = 2"), (None, "x = 1")]
    assert found[1].moment.isoformat() == "2022-09-28T14:00:00+02:00"
    assert (found[1].author, found[1].email) == ("Kari Nordmann", "kari@example.org")


def test_trailers_are_told(place: Place) -> None:
    _say(
        place, {_NOR: "1"}, "Raise\n\nRecord: no trailer\n\nOn-behalf-of: NOR\nRecord: NOR-C-7K3Q\n  wrapped"
    )

    (touch,) = _life(place, _NOR)

    assert touch.trailers == (("On-behalf-of", "NOR"), ("Record", "NOR-C-7K3Q wrapped"))
    assert (touch.trailer("record"), touch.trailer("Reason")) == ("NOR-C-7K3Q wrapped", "")


@pytest.mark.parametrize(
    ("body", "trailers"),
    [
        ("", ()),
        ("Why: because of\nthis\n", ()),
        ("Text.\n\nRecord: A\nrecord : B\n", (("Record", "A"), ("record", "B"))),
        ("Record: A\n\nOn-behalf-of: NOR\n\n\n", (("On-behalf-of", "NOR"),)),
        ("A: b\n\tc\n(cherry picked from commit 1)\n", (("A", "b c"),)),
        ("Record:\n", (("Record", ""),)),
        ("\r\nA: b\r\n", (("A", "b"),)),
    ],
)
def test_only_a_last_paragraph_of_trailers_is_read_as_such(
    body: str, trailers: tuple[tuple[str, str], ...]
) -> None:
    assert read_trailers(body) == trailers


def test_an_edit_that_a_branch_took_back_itself_is_told(place: Place) -> None:
    _say(place, {_NOR: "x = 1"}, "One")
    place.git("switch", "--quiet", "--create", "draft")
    _say(place, {_NOR: "x = 2"}, "Try")
    _say(place, {_NOR: "x = 1"}, "Take back")
    place.git("switch", "--quiet", "main")
    _say(place, {"other": ""}, "Elsewhere")
    place.git("merge", "--quiet", "--no-edit", "draft")

    found = _life(place, _NOR)

    assert [touch.subject for touch in found] == ["Take back", "Try", "One"]


def test_a_merge_that_is_like_none_of_its_parents_is_told(place: Place) -> None:
    _say(place, {_NOR: "x = 1"}, "One", at="2022-09-01T12:00:00Z")
    place.git("switch", "--quiet", "--create", "draft")
    _say(place, {_NOR: "x = 2"}, "Two", at="2022-09-02T12:00:00Z")
    place.git("switch", "--quiet", "main")
    _say(place, {_NOR: "x = 3"}, "Three", at="2022-09-03T12:00:00Z")
    place.git("merge", "--quiet", "--no-commit", "-s", "ours", "draft")
    _say(place, {_NOR: "x = 4"}, "Both", at="2022-09-04T12:00:00Z")

    found = _life(place, _NOR)

    assert [(touch.subject, touch.is_merge) for touch in found] == [
        ("Both", True),
        ("Three", False),
        ("Two", False),
        ("One", False),
    ]
    assert _texts(place, found)[0] == ("x = 3", "x = 4")


def test_a_record_is_followed_from_recorded_to_its_nations_folder(place: Place) -> None:
    _say(place, {_NOTED: "x = 1"}, "Note")
    place.git("mv", "plans/recorded/NOR/commitments", "plans/nations/NOR/commitments")
    _say(place, {}, "Confirm")

    confirm, note = _life(place, *places_of(_NOR))

    assert confirm.steps.keys() == {_NOR, _NOTED}
    assert confirm.steps[_NOTED].before == confirm.steps[_NOR].after
    assert note.steps.keys() == {_NOTED}


@pytest.mark.parametrize(
    ("path", "places"),
    [
        (_NOR, (_NOR, _NOTED)),
        (_NOTED, (_NOTED, _NOR)),
        ("plans/workbook.toml", ("plans/workbook.toml",)),
        ("plans/catalogue/items/x.toml", ("plans/catalogue/items/x.toml",)),
    ],
)
def test_a_nations_record_has_two_places(path: str, places: tuple[str, ...]) -> None:
    assert places_of(path) == places


def test_a_life_can_begin_after_a_commit(place: Place) -> None:
    _say(place, {_NOR: "1"}, "One")
    since = _say(place, {_NOR: "2"}, "Two")
    _say(place, {_NOR: "3"}, "Three")

    start = place.git("rev-parse", "HEAD")
    found = life(Repository.find(place.folder), [_NOR], start=start, since=since)

    assert [touch.subject for touch in found] == ["Three"]


def test_odd_names_and_subjects_come_through(place: Place) -> None:
    odd = "plans/\n:x\udcff*.toml"
    place.git("config", "user.name", "x")
    _say(place, {odd: "1", "plans/:xy.toml": "1"}, ":100644 subject\x02\nsame\n\nbody")

    (touch,) = _life(place, odd)

    assert (touch.subject, set(touch.steps)) == (":100644 subject\x02 same", {odd})


def test_an_unchanged_path_has_no_life(place: Place) -> None:
    assert _life(place, "plans/nowhere.toml") == []


def test_reading_may_end_early(place: Place) -> None:
    [_say(place, {_NOR: str(number)}, f"N{number}") for number in range(20)]

    touches = life(Repository.find(place.folder), [_NOR], start=place.git("rev-parse", "HEAD"))

    assert next(touches).subject == "N19"
    touches.close()


def test_settings_of_the_repository_change_nothing(place: Place) -> None:
    _say(place, {_NOR: "1"}, "One")
    _say(place, {_NOR: "2", "plans/a": "1"}, "Two\n\nRecord: x\nOn-behalf-of: NOR\n")
    plain = _life(place, _NOR, "plans/a")
    (place.folder / "order").write_text("plans/n*\n")
    settings = {
        "color.ui": "always",
        "log.follow": "true",
        "diff.renames": "copies",
        "diff.orderFile": "order",
        "core.abbrev": "4",
        "log.date": "relative",
        "log.diffMerges": "off",
        "i18n.logOutputEncoding": "UTF-16",
        "format.pretty": "oneline",
        "trailer.separators": "%",
        "trailer.record.key": "Other: ",
        "trailer.on-behalf-of.command": "touch marker",
    }
    [place.git("config", key, value) for key, value in settings.items()]

    assert _life(place, _NOR, "plans/a") == plain


def test_the_end_of_a_shallow_clone_is_marked(place: Place, tmp_path: Path) -> None:
    _say(place, {_NOR: "1"}, "One")
    _say(place, {_NOR: "2"}, "Two")
    _say(place, {_NOR: "3"}, "Three")
    place.git("clone", "--quiet", "--depth=2", place.folder.as_uri(), str(tmp_path / "part"))

    found = _life(Place(tmp_path / "part"), _NOR)

    assert [(touch.subject, touch.is_cut) for touch in found] == [("Three", False), ("Two", True)]


def test_a_commit_that_is_not_there_is_told(place: Place) -> None:
    with pytest.raises(GitFailedError, match="git log"):
        list(life(Repository.find(place.folder), [_NOR], start="1" * 40))


def test_all_who_touched_each_of_many_paths_are_found_at_once(place: Place) -> None:
    since = place.git("rev-parse", "HEAD")
    _say(place, {"plans/a": "1", "plans/b": "1"}, "Both", at="2022-09-29T12:00:00Z")
    _say(place, {"plans/a": "2"}, "One", at="2022-09-30T12:00:00Z")

    found = all_touches(
        Repository.find(place.folder),
        ["plans/a", "plans/b", "plans/c"],
        since=since,
        until=place.git("rev-parse", "HEAD"),
    )

    assert {path: [touch.subject for touch in touches] for path, touches in found.items()} == {
        "plans/a": ["One", "Both"],
        "plans/b": ["Both"],
    }


def test_a_skewed_clock_does_not_put_an_older_commit_first(place: Place) -> None:
    since = place.git("rev-parse", "HEAD")
    _say(place, {_NOR: "1"}, "First", at="2030-01-01T12:00:00Z")
    _say(place, {_NOR: "2"}, "Second", at="2001-01-01T12:00:00Z")

    found = all_touches(
        Repository.find(place.folder), [_NOR], since=since, until=place.git("rev-parse", "HEAD")
    )

    assert [touch.subject for touch in found[_NOR]] == ["Second", "First"]


def test_of_no_paths_nothing_is_asked(place: Place) -> None:
    assert all_touches(Repository.find(place.folder), [], since="1" * 40, until="2" * 40) == {}
