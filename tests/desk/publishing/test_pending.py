from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import COMMITMENT, REQUEST, TODAY, Bench
from workbook.desk.editing.undoing import undo_edit
from workbook.desk.publishing.pending import Pending, read_pending
from workbook.desk.publishing.publishing import publish
from workbook.desk.publishing.states import branch_words, layer_states
from workbook.desk.publishing.unsaved import BringsErrorsError, ChangedSinceShownError, drop, keep
from workbook.desk.session import ReadOnlyError, Session
from workbook.errors import WorkbookError


def _session(bench: Bench, *, read_only: bool = False) -> Session:
    return Session.open(bench.folder, today=date.fromisoformat(TODAY), read_only=read_only)


def _pending(bench: Bench) -> Pending:
    return read_pending(_session(bench))


def _text(bench: Bench, path: str) -> str:
    return (bench.folder / path).read_text()


def _change(bench: Bench, path: str, old: str, new: str) -> None:
    bench.write({path: _text(bench, path).replace(old, new)})


def test_nothing_is_pending_where_all_is_published(shared: Bench) -> None:
    found = _pending(shared)

    assert (found.unsaved, found.unpublished, found.count) == ([], [], 0)
    assert found.notes == ("All that is saved on main is published to origin/main.",)


def test_without_a_shared_repository_it_is_said_what_to_do(norway: Bench) -> None:
    found = _pending(norway)

    assert "no shared repository" in found.notes[0]
    assert "remote add origin" in found.notes[0]
    assert found.unpublished == []


def test_without_a_shared_repository_ones_own_edits_can_be_dropped(norway: Bench) -> None:
    norway.run("set", "NOR-C-7K3Q", "title=Shells")
    norway.run("set", "NOR-C-7K3Q", "title=Grenades")
    norway.run("undo")
    norway.commit({REQUEST: _text(norway, REQUEST).replace("4000", "5000")})

    (edit,) = _pending(norway).unpublished

    assert edit.records[0].sentences == ('title from "Winter shells" to "Shells"',)
    assert edit.why_kept == ""
    assert _pending(norway).count == 0


def test_what_lies_in_the_files_is_told_in_words_with_its_findings(shared: Bench) -> None:
    _change(shared, COMMITMENT, "{about = 900}", "100")

    found = _pending(shared)

    assert [one.id for one in found.unsaved] == ["NOR-C-7K3Q"]
    assert found.unsaved[0].sentences == ("quantity from about 900 to 100",)
    assert found.outcome.introduced
    assert found.errors == ()


def test_an_edit_is_unpublished_until_it_is_published(shared: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "title=Shells")
    before = _pending(shared)

    publish(_session(shared), before.states)

    after = _pending(shared)
    assert [one.subject for one in before.unpublished] == ['NOR renames "Winter shells" to Shells']
    assert before.unpublished[0].is_own
    assert after.unpublished == []
    assert shared.git("rev-parse", "origin/main") == shared.git("rev-parse", "HEAD")


def test_the_newest_edit_comes_first(shared: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "title=Shells")
    shared.run("set", "NOR-C-7K3Q", "title=Grenades")

    found = _pending(shared)

    assert [one.records[0].sentences[0] for one in found.unpublished] == [
        'title from "Shells" to "Grenades"',
        'title from "Winter shells" to "Shells"',
    ]


def test_the_top_line_counts_what_is_unpublished(shared: Bench) -> None:
    nothing = branch_words(_session(shared))
    shared.run("set", "NOR-C-7K3Q", "title=Shells")

    assert nothing == "main"
    assert branch_words(_session(shared)) == "main +1"


def test_the_top_line_says_that_a_merge_is_open(shared: Bench) -> None:
    shared.git("switch", "--quiet", "--create", "talks")
    _change(shared, COMMITMENT, "{about = 900}", "1000")
    shared.git("commit", "--quiet", "--all", "--message=Theirs")
    shared.git("switch", "--quiet", "main")
    _change(shared, COMMITMENT, "{about = 900}", "800")
    shared.git("commit", "--quiet", "--all", "--message=Ours")
    shared.run("merge", "talks")

    assert branch_words(_session(shared)) == "main +1, merge open"


def test_an_unsaved_change_is_kept_as_set_would_have_worded_it(shared: Bench) -> None:
    _change(shared, COMMITMENT, "{about = 900}", "1000")
    found = _pending(shared)

    subject = keep(_session(shared), found.sources, found.unsaved[0])

    assert shared.git("log", "-1", "--format=%s") == subject
    assert subject.startswith("NOR raises Winter shells from about 900 to 1,000")
    assert "Record: NOR-C-7K3Q" in shared.git("log", "-1", "--format=%b")
    assert shared.git("status", "--porcelain") == ""


def test_of_two_unsaved_changes_one_is_kept_and_the_other_left(shared: Bench) -> None:
    other = COMMITMENT.replace("7K3Q", "9D0M")
    _change(shared, COMMITMENT, "Winter", "Autumn")
    shared.write({other: _text(shared, COMMITMENT).replace("Autumn", "Spring")})
    found = _pending(shared)

    keep(_session(shared), found.sources, next(one for one in found.unsaved if one.id == "NOR-C-7K3Q"))

    assert [one.id for one in _pending(shared).unsaved] == ["NOR-C-9D0M"]
    assert shared.git("show", "--name-only", "--format=") == COMMITMENT


def test_a_change_to_anothers_record_is_not_kept_and_lies_there_still(shared: Bench) -> None:
    _change(shared, REQUEST, "4000", "5000")
    found = _pending(shared)

    with pytest.raises(BringsErrorsError):
        keep(_session(shared), found.sources, found.unsaved[0])

    assert "5000" in _text(shared, REQUEST)


def test_what_cannot_be_committed_lies_there_still(shared: Bench) -> None:
    _change(shared, COMMITMENT, "Winter", "Autumn")
    found = _pending(shared)
    shared.git("config", "user.name", "")

    with pytest.raises(WorkbookError):
        keep(_session(shared), found.sources, found.unsaved[0])

    assert "Autumn" in _text(shared, COMMITMENT)


def test_an_unsaved_change_is_dropped_also_where_it_was_staged(shared: Bench) -> None:
    before = _text(shared, COMMITMENT)
    _change(shared, COMMITMENT, "Winter", "Autumn")
    shared.git("add", "--all")
    found = _pending(shared)

    drop(_session(shared), found.states, found.sources, found.unsaved[0])

    assert _text(shared, COMMITMENT) == before
    assert shared.git("status", "--porcelain") == ""


def test_what_was_changed_again_since_it_was_shown_is_not_dropped(shared: Bench) -> None:
    _change(shared, COMMITMENT, "Winter", "Autumn")
    found = _pending(shared)
    _change(shared, COMMITMENT, "Autumn", "Spring")

    with pytest.raises(ChangedSinceShownError):
        drop(_session(shared), found.states, found.sources, found.unsaved[0])

    assert "Spring" in _text(shared, COMMITMENT)


def test_a_new_record_that_is_dropped_goes_and_others_stay(shared: Bench) -> None:
    other = COMMITMENT.replace("7K3Q", "9D0M")
    shared.write({other: _text(shared, COMMITMENT)})
    _change(shared, COMMITMENT, "Winter", "Autumn")
    found = _pending(shared)
    new = next(one for one in found.unsaved if one.id == "NOR-C-9D0M")

    drop(_session(shared), found.states, found.sources, new)

    assert not (shared.folder / other).exists()
    assert "Autumn" in _text(shared, COMMITMENT)


def test_a_deleted_file_that_is_dropped_comes_back(shared: Bench) -> None:
    before = _text(shared, COMMITMENT)
    (shared.folder / COMMITMENT).unlink()
    found = _pending(shared)

    drop(_session(shared), found.states, found.sources, found.unsaved[0])

    assert _text(shared, COMMITMENT) == before


def test_who_may_only_look_keeps_drops_and_publishes_nothing(shared: Bench) -> None:
    _change(shared, COMMITMENT, "Winter", "Autumn")
    session = _session(shared, read_only=True)
    found = read_pending(session)

    with pytest.raises(ReadOnlyError):
        keep(session, found.sources, found.unsaved[0])
    with pytest.raises(ReadOnlyError):
        drop(session, found.states, found.sources, found.unsaved[0])
    with pytest.raises(ReadOnlyError):
        publish(session, found.states)

    assert "Autumn" in _text(shared, COMMITMENT)


def test_an_older_edit_is_taken_back_and_later_ones_stay(shared: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "title=Shells")
    shared.run("set", "NOR-C-7K3Q", "quantity=1000")
    older = _pending(shared).unpublished[1]

    turn = undo_edit(_session(shared), older.layer, older.commit)

    text = (turn.files[COMMITMENT] or b"").decode()
    assert "Winter shells" in text
    assert "quantity = 1000" in text


def test_an_edit_that_was_taken_back_says_so(shared: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "title=Shells")
    shared.run("undo")

    undo, edit = _pending(shared).unpublished

    assert "takes an edit back" in undo.why_kept
    assert "taken back already" in edit.why_kept


def test_errors_that_publishing_brings_are_told_and_unsaved_ones_are_not(shared: Bench) -> None:
    _change(shared, COMMITMENT, "155mm-he", "no-such-item")
    unsaved = _pending(shared)
    shared.git("commit", "--quiet", "--all", "--message", "By hand")

    assert unsaved.errors == ()
    assert [one.code for one in _pending(shared).errors] == ["WB201"]


def test_what_others_published_must_be_brought_in_first(shared: Bench, ukraine: Bench) -> None:
    ukraine.run("set", "UKR-R-11AB", "quantity=5000")
    publish(_session(ukraine), layer_states(_session(ukraine)))
    shared.run("set", "NOR-C-7K3Q", "title=Shells")

    (done,) = publish(_session(shared), layer_states(_session(shared)))
    shared.git("fetch", "--quiet")

    assert "bring that in first" in done.words
    assert "origin/main has 1 change that you have not" in _pending(shared).notes[0]


def test_a_merge_in_progress_is_said_first(shared: Bench) -> None:
    (shared.folder / ".git/MERGE_HEAD").write_text(shared.git("rev-parse", "HEAD") + "\n")

    found = _pending(shared)

    assert found.in_merge
    assert "settle it first" in found.notes[0]


def test_each_layer_is_published_to_its_own_repository(shared: Bench, tmp_path: Path) -> None:
    layer = Bench(shared.folder / "layers/nordic")
    layer.folder.mkdir(parents=True)
    layer.git("init", "--quiet", "--initial-branch=main")
    for key, value in {"user.name": "Cell", "user.email": "planning@example.org"}.items():
        layer.git("config", key, value)
    layer.commit({"plans/layer.toml": 'name = "nordic"\nreaders = ["NOR", "SWE"]\n'})
    alone = _pending(shared)
    server = Bench(tmp_path)
    server.git("init", "--quiet", "--bare", "--initial-branch=main", "nordic.git")
    layer.git("remote", "add", "origin", str(tmp_path / "nordic.git"))

    done = publish(_session(shared), _pending(shared).states)

    assert "Layer nordic has no shared repository yet" in alone.notes[1]
    assert [one.words for one in done] == ["Layer nordic: Published 1 change to origin/main."]
    assert server.git("rev-parse", "main", folder="nordic.git") == layer.git("rev-parse", "HEAD")


def test_a_record_that_was_confirmed_by_hand_is_one_change(norway: Bench) -> None:
    noted = "plans/recorded/SWE/requests/SWE-R-22CD.toml"
    own = noted.replace("recorded", "nations")
    norway.write({own: _text(norway, noted).replace("Barrels", "Gun barrels")})
    (norway.folder / noted).unlink()

    (change,) = _pending(norway).unsaved

    assert change.paths == [own, noted]
    assert change.sentences[1:] == ('title from "Barrels" to "Gun barrels"',)
