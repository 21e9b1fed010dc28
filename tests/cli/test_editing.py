"""Editing from the command line: what is written, what is committed, what is refused."""

import re
import shlex
import subprocess
import tempfile
from pathlib import Path

import pytest

from .conftest import COMMITMENT, REQUEST, Bench

HOW = "`workbook set` and `workbook edit` take the reason by --reason"
COMMENTED = """\
# Agreed on the phone; the letter follows.
title   = 'Winter shells'   # keep this title
kind = "donation"
status = "committed"
item = "155mm-he"
quantity = {about = 900}  # before losses
made_on = 2022-09-20
to = [{party = "UKR"}]
lots = [
    # the first train
    {lot = "a", by = "2023-Q1", quantity = 900},
]
meets = [{request = "UKR-R-11AB", quantity = 900}]
colour = "green"   # nobody knows this field
"""


@pytest.fixture
def norway(norway: Bench) -> Bench:
    """Norway's plan with the records that are changed here."""
    norway.commit({COMMITMENT: COMMENTED})
    return norway


def _text(bench: Bench, path: str = COMMITMENT) -> str:
    return (bench.folder / path).read_text()


def test_set_changes_only_the_bytes_of_the_value(norway: Bench) -> None:
    done = norway.run("set", "NOR-C-7K3Q", "quantity=700..900")

    assert done.exit_code == 0
    assert _text(norway) == COMMENTED.replace("{about = 900}", "{from = 700, to = 900}")


def test_set_writes_a_text_of_several_lines_a_line_to_a_line(norway: Bench) -> None:
    norway.run("set", "NOR-C-7K3Q", "notes=By rail.\nThen by road.")
    after = _text(norway)

    norway.run("set", "NOR-C-7K3Q", "notes=By rail.\nThen by sea.")

    spelled = 'notes = """\nBy rail.\nThen by road."""\n'
    assert after.replace(spelled, "") == COMMENTED
    assert _text(norway) == after.replace("by road", "by sea")


def test_set_makes_one_commit_that_says_what_changed(norway: Bench) -> None:
    before = norway.git("rev-parse", "HEAD")

    norway.run("set", "NOR-C-7K3Q", "title=Spring shells")

    assert norway.git("rev-parse", "HEAD~1") == before
    assert norway.git("status", "--porcelain") == ""
    message = norway.git("log", "-1", "--format=%B")
    assert message.startswith("NOR ")
    assert message.splitlines()[-2:] == ["On-behalf-of: NOR", "Record: NOR-C-7K3Q"]
    assert norway.git("log", "-1", "--format=%an <%ae>") == "Planning cell <planning@example.org>"


def test_what_was_in_no_commit_is_told_where_it_goes_along(norway: Bench) -> None:
    norway.run("set", "NOR-C-7K3Q", "quantity=800", "--no-commit")

    done = norway.run("set", "NOR-C-7K3Q", "title=Spring shells")

    told = "With it, what was in no commit before:\n- quantity from about 900 to 800\n"
    message = norway.git("log", "-1", "--format=%B")
    assert (done.exit_code, told in done.stdout, told in f"{message}\n") == (0, True, True)
    assert message.startswith("NOR ")
    assert "Spring shells" in message.partition("\n")[0]
    *_, behalf, record, held = message.splitlines()
    assert (behalf, record) == ("On-behalf-of: NOR", "Record: NOR-C-7K3Q")
    assert held.startswith("Held-before: ")
    assert held.endswith(f" {COMMITMENT}")
    assert norway.git("status", "--porcelain") == ""


def test_undo_tells_what_goes_along_that_was_in_no_commit(norway: Bench) -> None:
    norway.run("set", "NOR-C-7K3Q", "title=Spring shells")
    norway.run("set", "NOR-C-7K3Q", "quantity=800", "--no-commit")

    done = norway.run("undo")

    assert "With it, what was in no commit before:\n- quantity from about 900 to 800\n" in done.stdout
    assert "quantity = 800" in _text(norway)


def test_set_to_what_it_is_makes_no_commit(norway: Bench) -> None:
    before = norway.git("rev-parse", "HEAD")

    done = norway.run("set", "NOR-C-7K3Q", "status=committed")

    assert done.exit_code == 0
    assert "Nothing changes" in done.stdout
    assert norway.git("rev-parse", "HEAD") == before


def test_set_back_to_what_is_committed_saves_without_a_commit(norway: Bench) -> None:
    before, committed = norway.git("rev-parse", "HEAD"), _text(norway)
    norway.run("set", "NOR-C-7K3Q", "quantity=800", "--no-commit")

    done = norway.run("set", "NOR-C-7K3Q", "quantity={about = 900}")

    assert done.exit_code == 0, done.stderr
    assert "nothing is committed: the last commit says so already" in done.stdout
    assert _text(norway) == committed
    assert norway.git("rev-parse", "HEAD") == before


def test_dry_run_shows_the_diff_and_writes_nothing(norway: Bench) -> None:
    before = norway.git("rev-parse", "HEAD")

    done = norway.run("set", "NOR-C-7K3Q", "quantity=700", "--dry-run")

    assert "-quantity = {about = 900}  # before losses" in done.stdout
    assert "+quantity = 700  # before losses" in done.stdout
    assert _text(norway) == COMMENTED
    assert norway.git("rev-parse", "HEAD") == before


def test_no_commit_leaves_the_change_in_the_work_tree(norway: Bench) -> None:
    before = norway.git("rev-parse", "HEAD")

    done = norway.run("set", "NOR-C-7K3Q", "quantity=700", "--no-commit")

    assert done.exit_code == 0
    assert "quantity = 700  # before losses" in _text(norway)
    assert norway.git("rev-parse", "HEAD") == before


def test_set_tells_findings_that_it_brings_and_mends(norway: Bench) -> None:
    brought = norway.run("set", "NOR-C-7K3Q", "quantity=700")
    mended = norway.run("set", "NOR-C-7K3Q", "lots.a.quantity=700", "meets[0].quantity=700")

    assert "Introduces" in brought.stdout
    assert "WB302" in brought.stdout
    assert "Fixes" in mended.stdout
    assert "WB302" in mended.stdout


def test_errors_in_the_record_stop_the_edit(norway: Bench) -> None:
    done = norway.run("set", "NOR-C-7K3Q", "item=no-such-item")

    assert done.exit_code == 1
    assert "WB201" in done.stdout
    assert _text(norway) == COMMENTED


def test_another_nations_record_is_refused(norway: Bench) -> None:
    done = norway.run("set", "UKR-R-11AB", "quantity=1")

    assert done.exit_code == 2
    assert "belongs to UKR, and you work for NOR" in done.stderr


def test_without_a_nation_nothing_is_edited(norway: Bench) -> None:
    norway.git("config", "--unset", "workbook.nation")

    done = norway.run("set", "NOR-C-7K3Q", "quantity=1")

    assert done.exit_code == 2
    assert "git config workbook.nation NOR" in done.stderr


def test_reason_keeps_what_was_said_before(norway: Bench) -> None:
    norway.run("set", "NOR-C-7K3Q", "title=Spring shells", "--reason", "The ice is late.")

    assert 'field = "title", was = "Winter shells", reason = "The ice is late."' in _text(norway)


def test_new_writes_a_record_under_a_fresh_id(norway: Bench) -> None:
    done = norway.run("new", "request", "title=Barrels for the winter", "item=155mm-he", "quantity=about 20")

    assert done.exit_code == 0
    (path,) = (norway.folder / "plans/nations/NOR/requests").iterdir()
    assert path.stem in done.stdout
    assert 'title = "Barrels for the winter"' in path.read_text()
    assert norway.git("status", "--porcelain") == ""


def test_new_on_behalf_of_another_is_for_the_secretariat(norway: Bench) -> None:
    refused = norway.run("new", "request", "title=Barrels", "--on-behalf", "SWE")
    norway.git("config", "workbook.nation", "USA")
    made = norway.run("new", "request", "title=Barrels", "--on-behalf", "SWE")

    assert refused.exit_code == 2
    assert made.exit_code == 0
    assert len(list((norway.folder / "plans/recorded/SWE/requests").iterdir())) == 2


def test_retire_keeps_the_record_and_says_why(norway: Bench) -> None:
    done = norway.run("retire", "NOR-C-7K3Q", "--reason", "Replaced.")

    assert done.exit_code == 0
    assert 'retired = {on = 2022-09-28, reason = "Replaced."}' in _text(norway)


def test_acknowledge_names_a_finding_that_is_there(norway: Bench) -> None:
    wrong = norway.run("acknowledge", "NOR-C-7K3Q", "WB301", "--reason", "Seen.")
    right = norway.run("acknowledge", "NOR-C-7K3Q", "wb102", "--reason", "We need it.")

    assert wrong.exit_code == 2
    assert right.exit_code == 0
    assert 'acknowledged = [{code = "WB102", reason = "We need it."}]' in _text(norway)


def test_confirm_takes_a_record_into_ones_own_folder(norway: Bench) -> None:
    norway.git("config", "workbook.nation", "SWE")

    done = norway.run("confirm", "SWE-R-22CD")
    again = norway.run("confirm", "SWE-R-22CD")

    assert again.stderr == ("workbook: SWE-R-22CD is a record of your own already: there is nothing to do.\n")
    recorded = _text(norway, "plans/recorded/SWE/requests/SWE-R-22CD.toml")
    assert done.exit_code == 0
    assert _text(norway, "plans/nations/SWE/requests/SWE-R-22CD.toml") == recorded


def test_undo_and_redo_walk_through_the_edits(norway: Bench) -> None:
    norway.run("set", "NOR-C-7K3Q", "title=One")
    norway.run("set", "NOR-C-7K3Q", "title=Two")
    norway.run("undo")
    once = _text(norway)
    norway.run("undo")
    twice = _text(norway)
    norway.run("redo")
    redone = _text(norway)

    assert 'title   = "One"' in once or "title   = 'One'" in once
    assert twice == COMMENTED
    assert redone == once


def test_undo_leaves_later_edits_of_other_fields(norway: Bench) -> None:
    norway.run("set", "NOR-C-7K3Q", "title=One")
    later = _text(norway).replace("green", "blue")
    norway.commit({COMMITMENT: later})

    done = norway.run("undo")

    assert done.exit_code == 0
    assert _text(norway) == COMMENTED.replace("green", "blue")


def test_undo_of_what_changed_again_is_refused(norway: Bench) -> None:
    norway.run("set", "NOR-C-7K3Q", "quantity=700")
    norway.commit({COMMITMENT: _text(norway).replace("quantity = 700 ", "quantity = 600 ")})

    done = norway.run("undo")

    assert done.exit_code == 2
    assert "changed again since" in done.stderr


def test_undo_of_a_new_record_takes_it_away(norway: Bench) -> None:
    norway.run("new", "request", "title=Barrels")

    done = norway.run("undo")

    assert done.exit_code == 0
    assert list((norway.folder / "plans/nations/NOR").rglob("NOR-R-*.toml")) == []
    assert norway.git("status", "--porcelain") == ""


def test_nothing_to_undo_is_said(norway: Bench) -> None:
    done = norway.run("undo")

    assert done.exit_code == 2
    assert "nothing to undo" in done.stderr


def test_edit_takes_what_the_editor_left(norway: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "sed -i s/green/blue/")

    done = norway.run("edit", "NOR-C-7K3Q")

    assert done.exit_code == 0
    assert _text(norway) == COMMENTED.replace("green", "blue")


def test_the_secretariat_edits_who_is_a_member(norway: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", """sed -i 's/"NOR",/"NOR", "FRA",/'""")
    refused = norway.run("edit", "plans/workbook.toml")
    norway.git("config", "workbook.nation", "USA")

    done = norway.run("edit", "plans/workbook.toml")

    assert "plans/workbook.toml belongs to USA" in refused.stderr
    assert done.exit_code == 0, done.output
    assert '"FRA"' in norway.git("show", "HEAD:plans/workbook.toml")
    assert norway.git("log", "-1", "--format=%s") == "USA changes groups of plans/workbook.toml"


def test_a_plan_that_cannot_be_read_is_mended_as_text(norway: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = (norway.folder / "plans/workbook.toml").read_text()
    norway.commit({"plans/workbook.toml": whole + "junk\n"})
    monkeypatch.setenv("EDITOR", "sed -i /junk/d")
    refused = norway.run("edit", "plans/workbook.toml")
    norway.git("config", "workbook.nation", "USA")

    done = norway.run("edit", "plans/workbook.toml")

    assert "was changed by NOR, but belongs to the secretariat (USA)" in refused.stdout
    assert done.exit_code == 0, done.output
    assert (norway.folder / "plans/workbook.toml").read_text() == whole


def test_a_file_that_is_no_record_is_told_to_be_edited_as_text(norway: Bench) -> None:
    done = norway.run("set", "plans/workbook.toml", "title=x")

    assert (done.exit_code, done.stdout) == (2, "")
    assert "is no record, and is changed as text: `workbook edit plans/workbook.toml`" in done.stderr


def test_edit_that_changes_nothing_is_no_edit(norway: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "true")
    before = norway.git("rev-parse", "HEAD")

    done = norway.run("edit", "NOR-C-7K3Q")

    assert "Nothing changes" in done.stdout
    assert norway.git("rev-parse", "HEAD") == before


def test_edit_takes_the_reason_as_set_does(norway: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", """sed -i 's/"committed"/"pledged"/'""")
    refused = norway.run("edit", "NOR-C-7K3Q")

    done = norway.run("edit", "NOR-C-7K3Q", "--reason", "The budget fell through.")

    entry = '{on = 2022-09-28, field = "status", was = "committed", reason = "The budget fell through."}'
    assert (refused.exit_code, done.exit_code) == (1, 0)
    assert f"errors into the record: {HOW}.\n" in refused.stderr
    assert f"amended = [{entry}]\n" in _text(norway)


def test_edit_goes_on_from_the_text_that_was_kept(norway: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", """sed -i 's/"committed"/"pledged"/'""")
    refused = norway.run("edit", "NOR-C-7K3Q")
    norway.run("set", "NOR-C-7K3Q", "title=Spring shells")
    monkeypatch.setenv("EDITOR", "true")
    words = shlex.split(refused.stderr.rpartition("to go on from it: `workbook ")[2].rstrip("`.\n"))

    done = norway.run(*words, "--reason", "The budget fell through.")

    assert done.exit_code == 0, done.output
    assert 'status = "pledged"' in _text(norway)
    assert '"Spring shells"' in _text(norway)


def test_a_reason_does_not_stand_in_the_way_of_text_that_is_no_toml(
    norway: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "sed -i 's/^kind.*/kind = /'")

    done = norway.run("edit", "NOR-C-7K3Q", "--reason", "It is better so.")

    assert done.exit_code == 1
    assert "the new text cannot be read" in done.stdout


def test_edit_that_cannot_be_saved_keeps_the_text(norway: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "sed -i 's/^kind.*/kind = /'")

    done = norway.run("edit", "NOR-C-7K3Q")

    assert done.exit_code == 1
    assert "Your text is kept in" in done.stderr
    assert _text(norway) == COMMENTED


def test_text_that_is_no_toml_is_not_told_as_fields_taken_out(
    norway: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "sed -i 's/^kind.*/kind = /'")

    done = norway.run("edit", "NOR-C-7K3Q")

    assert "the new text cannot be read, so no field of it is compared" in done.stdout
    assert "takes out" not in done.stdout
    assert "Fixes" not in done.stdout


def test_undo_of_a_new_record_that_others_have_retires_it(norway: Bench) -> None:
    norway.run("new", "request", "title=Barrels")
    norway.git("update-ref", "refs/remotes/origin/main", "HEAD")

    done = norway.run("undo")

    (path,) = (norway.folder / "plans/nations/NOR/requests").iterdir()
    assert done.exit_code == 0
    assert 'reason = "Taken back: NOR adds the request Barrels"' in path.read_text()


def test_undo_says_what_it_takes_back(norway: Bench) -> None:
    norway.run("set", "NOR-C-7K3Q", "title=One")
    norway.run("undo")

    assert norway.git("log", "-1", "--format=%s").startswith("NOR takes back: NOR ")


def test_undo_cuts_a_long_subject_between_words(norway: Bench) -> None:
    norway.run("set", "NOR-C-7K3Q", "title=Fire units of the medium-range air defence system NASAMS")
    norway.run("set", "NOR-C-7K3Q", "valid_until=2022-12-31")
    done = norway.git("log", "-1", "--format=%s").split()

    norway.run("undo")

    subject = norway.git("log", "-1", "--format=%s").strip()
    words = subject.removeprefix("NOR takes back: ").split()
    assert "…" in words
    assert len(subject) <= 72
    assert {word for word in words if word not in done} == {"…"}


def test_undo_can_itself_be_undone(norway: Bench) -> None:
    norway.run("set", "NOR-C-7K3Q", "title=One")
    once = _text(norway)
    norway.run("undo")
    norway.run("redo")

    assert _text(norway) == once
    assert norway.git("rev-list", "--count", "HEAD~3..HEAD") == "3"


def test_move_goes_to_a_wider_layer_and_not_back(norway: Bench) -> None:
    layer = norway.folder / "layers/nor"
    layer.mkdir(parents=True)
    norway.git("init", "--quiet", "--initial-branch=main", folder="layers/nor")
    for key, value in {"user.name": "Planning cell", "user.email": "planning@example.org"}.items():
        norway.git("config", key, value, folder="layers/nor")
    path = "plans/nations/NOR/lessons/NOR-L-5H1M.toml"
    lesson = 'kind = "statement"\ntitle = "Snow"\nsummary = "It snows."\n'
    norway.write(
        {
            "layers/nor/plans/layer.toml": 'name = "nor"\nreaders = ["NOR"]\n',
            f"layers/nor/{path}": lesson,
        }
    )
    norway.git("add", "--all", folder="layers/nor")
    norway.git("commit", "--quiet", "--message", "Layer", folder="layers/nor")

    narrower = norway.run("move", "NOR-C-7K3Q", "--layer", "nor")
    wider = norway.run("move", "NOR-L-5H1M", "--layer", "shared")
    back = norway.run("undo")

    assert narrower.exit_code == 2
    assert wider.exit_code == 0, wider.stdout + wider.stderr
    assert wider.stdout.startswith(f"NOR-L-5H1M\n  moves from layers/nor/{path} to {path}\nIntroduces")
    assert _text(norway, path) == lesson
    assert not (norway.folder / "layers/nor" / path).exists()
    assert norway.git("status", "--porcelain") == ""
    assert norway.git("status", "--porcelain", folder="layers/nor") == ""
    assert back.exit_code == 2
    assert "git hides nothing" in back.stderr


def test_id_that_once_existed_is_not_used_again(norway: Bench) -> None:
    norway.run("new", "item", "name=Foo", "kind=system", "unit=each", "--id", "foo-1")
    norway.run("undo")

    done = norway.run("new", "item", "name=Foo", "kind=system", "unit=each", "--id", "foo-1")

    assert done.exit_code == 2
    assert "once existed" in done.stderr


def test_odd_messages_of_others_do_not_confuse_undo(norway: Bench) -> None:
    norway.run("set", "NOR-C-7K3Q", "title=One")
    norway.git("commit", "--quiet", "--allow-empty", "--message", "a\x1fb\x1fc\n\nRecord: x\x1fy")

    done = norway.run("undo")

    assert done.exit_code in (0, 2)
    assert "bug" not in done.stderr


def _merged(norway: Bench) -> str:
    """Merge a branch that parted from main, and give the commit before."""
    norway.git("switch", "--quiet", "--create", "talks")
    norway.run("set", "NOR-C-7K3Q", "title=Shells")
    norway.git("switch", "--quiet", "main")
    norway.run("set", "NOR-C-7K3Q", "quantity=700")
    before = norway.git("rev-parse", "HEAD")
    norway.run("merge", "talks")
    return before


def test_undo_right_after_a_merge_takes_the_merge_back_and_redo_makes_it_again(norway: Bench) -> None:
    before = _merged(norway)
    merged, text = norway.git("rev-parse", "HEAD"), _text(norway)

    tried = norway.run("undo", "--dry-run")
    kept = norway.git("rev-parse", "HEAD")
    undone = norway.run("undo")
    gone_back, back_text = norway.git("rev-parse", "HEAD"), _text(norway)
    redone = norway.run("redo")

    assert kept == merged
    assert tried.stdout.startswith("Would be taken back: Merge talks into main")
    assert undone.stdout.startswith("Taken back: Merge talks into main")
    assert gone_back == before
    assert "Shells" not in back_text
    assert redone.exit_code == 0, redone.stderr
    assert norway.git("rev-parse", "HEAD") == merged
    assert _text(norway) == text
    assert norway.git("status", "--porcelain") == ""


def test_what_was_taken_back_last_is_made_again_first(norway: Bench) -> None:
    norway.run("set", "NOR-C-7K3Q", "quantity=700")
    norway.git("switch", "--quiet", "--create", "talks")
    norway.run("set", "NOR-C-7K3Q", "title=Shells")
    norway.git("switch", "--quiet", "main")
    norway.run("undo")
    norway.run("merge", "talks")
    merged = norway.git("rev-parse", "HEAD")
    norway.run("undo")

    first = norway.run("redo")
    head = norway.git("rev-parse", "HEAD")
    second = norway.run("redo")

    assert first.stdout.startswith("Brought in again: Merge talks into main")
    assert head == merged
    assert second.exit_code == 0, second.stderr


def test_an_edit_that_was_made_for_another_nation_is_not_taken_back(norway: Bench) -> None:
    norway.run("set", "NOR-C-7K3Q", "quantity=700")
    norway.git("config", "workbook.nation", "SWE")

    done = norway.run("undo")

    assert (done.exit_code, done.stdout) == (2, "")
    assert "nothing to undo" in done.stderr


def test_merge_that_was_taken_back_is_not_made_again_over_a_later_edit(norway: Bench) -> None:
    _merged(norway)
    norway.run("undo")
    norway.run("set", "NOR-C-7K3Q", "quantity=600")
    last = norway.git("rev-parse", "HEAD")

    done = norway.run("redo")
    again = norway.run("merge", "talks")

    assert done.exit_code == 2
    assert norway.git("rev-parse", "HEAD^1") == last
    assert again.exit_code == 0
    assert "Shells" in _text(norway)


def test_edits_are_taken_back_in_turn_once_the_merge_over_them_is(norway: Bench) -> None:
    _merged(norway)
    norway.run("undo")

    done = norway.run("undo")

    assert done.exit_code == 0
    assert "quantity from 700" in done.stdout


def test_merge_is_made_again_once_the_edits_before_it_are(norway: Bench) -> None:
    _merged(norway)
    merged, text = norway.git("rev-parse", "HEAD"), _text(norway)
    norway.run("undo")
    norway.run("undo")

    norway.run("redo")
    done = norway.run("redo")

    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith("Brought in again: Merge talks into main")
    assert norway.git("rev-parse", "HEAD") == merged
    assert _text(norway) == text
    assert norway.git("status", "--porcelain") == ""


def test_edit_that_was_taken_back_last_is_made_again_before_the_merge(norway: Bench) -> None:
    _merged(norway)
    norway.run("undo")
    norway.run("set", "NOR-C-7K3Q", "quantity=600")
    norway.run("undo")

    done = norway.run("redo")

    assert "quantity from 700 to 600" in done.stdout


def test_merge_is_not_made_again_where_others_have_what_came_after(norway: Bench) -> None:
    _merged(norway)
    norway.run("undo")
    norway.run("undo")
    norway.run("redo")
    norway.git("update-ref", "refs/remotes/origin/main", "HEAD")

    done = norway.run("redo")

    assert done.exit_code == 2
    assert "Shells" not in _text(norway)


def test_merge_is_not_made_again_on_another_branch(norway: Bench) -> None:
    _merged(norway)
    norway.run("undo")
    norway.run("undo")
    norway.run("redo")
    norway.git("switch", "--quiet", "--create", "other")

    done = norway.run("redo")

    assert done.exit_code == 2
    assert "Shells" not in _text(norway)


def test_merge_is_not_taken_back_over_what_is_not_saved(norway: Bench) -> None:
    _merged(norway)
    (norway.folder / COMMITMENT).write_text(_text(norway) + "# Not saved\n")
    merged = norway.git("rev-parse", "HEAD")

    done = norway.run("undo")

    assert done.exit_code == 2
    assert norway.git("rev-parse", "HEAD") == merged
    assert "# Not saved" in _text(norway)


def test_undo_tells_the_way_where_something_else_was_committed_over_a_merge(norway: Bench) -> None:
    before = _merged(norway)
    norway.git("commit", "--quiet", "--allow-empty", "--message", "Something else")

    refused = norway.run("undo")

    assert refused.exit_code == 2
    assert "bring in others' changes" in refused.stderr
    assert f"git reset --keep {before[:10]}" in refused.stderr


def test_undo_right_after_a_branch_just_moved_on_moves_it_back(norway: Bench) -> None:
    norway.run("set", "NOR-C-7K3Q", "quantity=700")
    norway.git("switch", "--quiet", "--create", "talks")
    norway.commit({REQUEST: _text(norway, REQUEST).replace("4000", "5000")})
    norway.git("switch", "--quiet", "main")
    before = norway.git("rev-parse", "HEAD")
    told = norway.run("merge", "talks").stdout
    moved = norway.git("rev-parse", "HEAD")

    done = norway.run("undo")
    gone_back = norway.git("rev-parse", "HEAD")
    norway.run("redo")
    moved_again = norway.git("rev-parse", "HEAD")
    norway.run("undo")
    later = norway.run("undo")

    assert told.endswith(f"Nothing had to be merged: main moved on to {moved[:10]}.\n")
    assert done.exit_code == 0, done.stderr
    assert (gone_back, moved_again) == (before, moved)
    assert "quantity from 700" in later.stdout


def test_merge_that_others_have_is_undone_by_editing(norway: Bench) -> None:
    norway.git("switch", "--quiet", "--create", "talks")
    norway.run("set", "NOR-C-7K3Q", "title=Shells")
    norway.git("switch", "--quiet", "main")
    norway.run("set", "NOR-C-7K3Q", "quantity=700")
    norway.run("merge", "talks")
    norway.git("update-ref", "refs/remotes/origin/main", "HEAD")

    done = norway.run("undo")

    assert "others have it already" in done.stderr
    assert "reset" not in done.stderr


def test_edit_of_somebody_else_is_not_undone_by_its_name(norway: Bench) -> None:
    done = norway.run("undo", norway.git("rev-parse", "HEAD"))

    assert done.exit_code == 2
    assert "No edit of yours" in done.stderr


def test_link_is_not_taken_for_an_empty_record(norway: Bench) -> None:
    (norway.folder / COMMITMENT).unlink()
    (norway.folder / COMMITMENT).symlink_to("/etc/hostname")

    done = norway.run("set", "NOR-C-7K3Q", "title=Shells", "kind=donation", "status=pledged")

    assert (done.exit_code, done.stdout) == (2, "")
    assert "cannot be edited, because it is a link" in done.stderr
    assert (norway.folder / COMMITMENT).is_symlink()


def test_file_that_is_too_large_is_not_taken_for_an_empty_record(norway: Bench) -> None:
    text = COMMENTED + "#" * (1 << 20)
    norway.commit({COMMITMENT: text})

    done = norway.run("set", "NOR-C-7K3Q", "title=Shells", "kind=donation", "status=pledged")

    assert (done.exit_code, done.stdout) == (2, "")
    assert "cannot be edited, because it has 1,04" in done.stderr
    assert _text(norway) == text


@pytest.mark.parametrize("meeting", [(), ("--meeting", "2022-09-28-brusels")])
def test_a_decision_of_no_meeting_is_told_which_there_are(norway: Bench, meeting: tuple[str, ...]) -> None:
    norway.git("config", "workbook.nation", "USA")

    done = norway.run("new", "decision", "text=So be it", "status=adopted", *meeting)

    assert (done.exit_code, done.stdout) == (2, "")
    assert "name it with --meeting, as 2022-09-28-brussels" in done.stderr
    assert norway.git("status", "--porcelain") == ""


@pytest.mark.parametrize("name", ["../../x", "A B", "x" * 300, ".hidden"])
def test_name_that_no_item_may_have_is_refused(norway: Bench, name: str) -> None:
    done = norway.run("new", "item", "name=x", "kind=munition", "unit=each", "--id", name)

    assert (done.exit_code, done.stdout) == (2, "")
    assert "No item can have the id" in done.stderr
    assert norway.git("status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["new", "nation", "name=Norway"], "NOR is there already: `workbook set NOR` changes it."),
        (["new", "nation", "name=x", "--id", "SWE"], "--on-behalf SWE notes that of another nation"),
        (["new", "request", "title=x", "--id", "barrels"], "leave --id out, and one is drawn"),
        (["new", "proposal", "title=x"], "use `workbook propose TITLE`"),
        (["new", "review", "verdict=approve"], "use `workbook review ID --verdict VERDICT`"),
        (
            ["new", "request", "title=x", "--layer", "nro"],
            "No layer is called 'nro' here: write one of shared.",
        ),
        (["move", "NOR-C-7K3Q", "--layer", "nro"], "No layer is called 'nro' here: write one of shared."),
    ],
)
def test_what_cannot_be_made_so_is_told_with_the_way(norway: Bench, words: list[str], said: str) -> None:
    done = norway.run(*words)

    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
    assert norway.git("status", "--porcelain") == ""


def test_new_for_a_nation_that_is_none_is_refused(norway: Bench) -> None:
    norway.git("config", "workbook.nation", "USA")

    done = norway.run("new", "request", "title=Barrels", "--on-behalf", "Sweden")

    assert (done.exit_code, done.stdout) == (2, "")
    assert "No nation has the code 'SWEDEN': did you mean SWE?" in done.stderr


def test_a_nation_of_ones_own_that_is_none_is_told(norway: Bench) -> None:
    norway.git("config", "workbook.nation", "NRO")

    done = norway.run("set", "NOR-C-7K3Q", "quantity=5")

    assert (done.exit_code, done.stdout) == (2, "")
    assert "'NRO' is the code of no nation." in done.stderr
    assert "git config workbook.nation NOR" in done.stderr


def test_a_new_record_that_lacks_fields_is_told_what_to_type(norway: Bench) -> None:
    done = norway.run("new", "commitment", "status=committed")

    assert done.exit_code == 1
    assert "errors into the record: say also title='NASAMS fire units' kind=donation." in done.stderr


def test_figure_changed_after_the_contract_is_told_how_its_reason_is_given(norway: Bench) -> None:
    norway.commit({COMMITMENT: _text(norway).replace('"committed"', '"contracted"')})

    done = norway.run("set", "NOR-C-7K3Q", "quantity=700")
    given = norway.run("set", "NOR-C-7K3Q", "quantity=700", "--reason", "The works came short.")

    assert done.exit_code == 1
    assert done.stderr.endswith(f"errors into the record: {HOW}.\n")
    assert given.exit_code == 0, given.stdout


def test_a_step_back_without_a_reason_says_how_it_is_given(norway: Bench) -> None:
    done = norway.run("set", "NOR-C-7K3Q", "status=pledged")
    given = norway.run("set", "NOR-C-7K3Q", "status=pledged", "--reason", "The budget fell through.")

    assert (done.exit_code, given.exit_code) == (1, 0)
    assert done.stderr.endswith(f"errors into the record: {HOW}.\n")


@pytest.mark.parametrize("item", ["155mm-hee", "155 mm high-explosive shell"])
def test_an_id_that_no_record_has_is_told_with_the_nearest(norway: Bench, item: str) -> None:
    done = norway.run("set", "NOR-C-7K3Q", f"item={item}")

    assert done.exit_code == 1
    assert f"for {item} perhaps write 155mm-he." in done.stderr


def test_a_decision_in_a_plan_without_meetings_is_told_to_begin_with_one(norway: Bench) -> None:
    norway.git("rm", "--quiet", "-r", "plans/meetings")
    norway.git("config", "workbook.nation", "USA")

    done = norway.run("new", "decision", "text=So be it", "status=adopted")

    assert "this plan has none yet: begin one first, by `workbook new meeting`" in done.stderr


@pytest.mark.parametrize(
    ("words", "code"), [(["quantity=5"], 1), (["title=Barrels", "quantity=5", "--dry-run"], 0)]
)
def test_no_id_is_named_of_a_record_that_is_not_made(norway: Bench, words: list[str], code: int) -> None:
    done = norway.run("new", "request", *words)

    assert done.exit_code == code
    assert "NOR-R-…" in done.stdout
    assert re.search(r"NOR-R-\w{4}", done.stdout + done.stderr) is None


def test_a_name_that_was_chosen_is_named_also_where_it_is_refused(norway: Bench) -> None:
    done = norway.run("new", "item", "--id", "foo-1")

    assert done.exit_code == 1
    assert "foo-1" in done.stdout


def test_a_record_without_a_title_that_tells_is_called_by_its_id(norway: Bench) -> None:
    stock = 'item = "undisclosed"\nholding = "undisclosed"\n'
    norway.commit({"plans/recorded/NOR/stocks/NOR-S-6PNP.toml": stock})

    done = norway.run("confirm", "NOR-S-6PNP")

    assert done.stdout.rstrip().endswith("NOR confirms NOR-S-6PNP")


@pytest.mark.parametrize(("does", "kept"), [("", 0), ("echo more >> ", 1)])
def test_editor_that_fails_leaves_a_copy_only_of_what_was_typed(
    norway: Bench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, does: str, kept: int
) -> None:
    folder = tmp_path / "editing"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("EDITOR", f"""sh -c '{does}"$0"; exit 3'""" if does else "false")

    done = norway.run("edit", "NOR-C-7K3Q")

    assert done.exit_code == 2
    assert ("your text is in" in done.stderr) == bool(kept)
    assert len(list(folder.iterdir())) == kept
    assert _text(norway) == COMMENTED


def test_a_link_is_not_opened_in_an_editor(norway: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "sed -i s/x/y/")
    (norway.folder / COMMITMENT).unlink()
    (norway.folder / COMMITMENT).symlink_to("/etc/hostname")

    done = norway.run("edit", "NOR-C-7K3Q")

    assert done.exit_code == 2
    assert "cannot be edited, because it is a link, which is never followed" in done.stderr
    assert (norway.folder / COMMITMENT).is_symlink()


@pytest.mark.parametrize("word", ["undo", "resolve"])
def test_in_the_middle_of_a_rebase_it_is_said_how_to_end_that(norway: Bench, word: str) -> None:
    norway.git("switch", "--quiet", "--create", "talks")
    norway.run("set", "NOR-C-7K3Q", "quantity=1")
    norway.git("switch", "--quiet", "main")
    norway.run("set", "NOR-C-7K3Q", "quantity=2")
    with pytest.raises(subprocess.CalledProcessError):
        norway.git("rebase", "talks")
    before = norway.git("status", "--porcelain"), _text(norway)

    done = norway.run(word)

    assert done.exit_code == 2
    assert "in the middle of a rebase; finish it by `git rebase --continue`" in done.stderr
    assert (norway.git("status", "--porcelain"), _text(norway)) == before
