"""What lies in a file and in no commit goes along in the commit of an edit, and is judged as that edit is."""

import pytest
from click.testing import Result

from .conftest import COMMITMENT, RECORDS, Bench

HELD = RECORDS[COMMITMENT]
PLEDGED = HELD.replace('"committed"', '"pledged"')
AGENDA = "plans/meetings/2022-09-28-brussels/agenda/G-1A2B.toml"
MEETING = "plans/meetings/2022-09-28-brussels/meeting.toml"
MANIFEST = "plans/workbook.toml"
_WORDS = 'order = 1\ntitle = "Opening"\nkind = "procedural"\n'


def _state(bench: Bench) -> tuple[str, str, str]:
    """What must stay where an edit is refused: the last commit, the index, the file."""
    text = (bench.folder / COMMITMENT).read_text() if (bench.folder / COMMITMENT).exists() else ""
    return bench.git("rev-parse", "HEAD"), bench.git("ls-files", "--stage"), text


def _told(done: Result) -> str:
    """Give what was told without the ends of its lines."""
    return " ".join(done.stdout.split())


def test_status_set_back_by_hand_stops_the_edit_it_would_go_along_with(norway: Bench) -> None:
    norway.write({COMMITMENT: PLEDGED})
    before = _state(norway)

    done = norway.run("set", "NOR-C-7K3Q", "title=Spring shells")

    assert done.exit_code == 1
    assert "WB605 error goes back from committed to pledged without a reason" in _told(done)
    assert "With it, what was in no commit before:\n- goes back from committed to pledged\n" in done.stdout
    assert _state(norway) == before


def test_dry_run_judges_what_would_go_along(norway: Bench) -> None:
    norway.write({COMMITMENT: PLEDGED})

    done = norway.run("set", "NOR-C-7K3Q", "title=Spring shells", "--dry-run")

    assert done.exit_code == 1
    assert "WB605" in done.stdout


def test_an_edit_that_mends_what_was_set_by_hand_is_saved(norway: Bench) -> None:
    norway.write({COMMITMENT: PLEDGED})

    reason = '{on = 2022-09-27, field = "status", was = "committed", reason = "No leave yet."}'
    done = norway.run("set", "NOR-C-7K3Q", f"amended=[{reason}]")

    assert done.exit_code == 0
    assert "WB605" not in done.stdout
    assert norway.git("status", "--porcelain") == ""


def test_what_is_left_for_a_later_commit_is_judged_then(norway: Bench) -> None:
    norway.write({COMMITMENT: PLEDGED})

    done = norway.run("set", "NOR-C-7K3Q", "title=Spring shells", "--no-commit")

    assert done.exit_code == 0
    assert "WB605" not in done.stdout


def test_figure_changed_by_hand_after_the_contract_stops_the_edit(norway: Bench) -> None:
    contracted = HELD.replace('"committed"', '"contracted"').replace(
        "made_on", 'supplier = "shell-works"\nmade_on'
    )
    norway.commit({COMMITMENT: contracted})
    norway.write({COMMITMENT: contracted.replace("{about = 900}", "500")})
    before = _state(norway)

    done = norway.run("acknowledge", "NOR-C-7K3Q", "WB302", "--reason", "Known.")

    assert done.exit_code == 1
    assert "WB606" in done.stdout
    assert _state(norway) == before


def test_release_widened_by_hand_is_told_with_the_edit(norway: Bench) -> None:
    norway.write({COMMITMENT: f'release = "public"\n{HELD}'})

    done = norway.run("set", "NOR-C-7K3Q", "title=Spring shells")

    assert done.exit_code == 0
    assert "WB604 warning is released more widely" in _told(done)


def test_id_of_a_retired_record_reused_by_hand_stops_the_edit(norway: Bench) -> None:
    norway.run("retire", "NOR-C-7K3Q", "--reason", "Given up.")
    norway.write({COMMITMENT: HELD.replace("Winter shells", "Spare barrels")})
    before = _state(norway)

    done = norway.run("set", "NOR-C-7K3Q", "notes=For the spring.")

    assert done.exit_code == 1
    assert "WB603 error takes the id NOR-C-7K3Q" in _told(done)
    assert _state(norway) == before


def test_id_of_a_deleted_record_reused_by_hand_stops_the_edit(norway: Bench) -> None:
    norway.git("rm", "--quiet", COMMITMENT)
    norway.git("commit", "--quiet", "--message", "Gone")
    norway.write({COMMITMENT: HELD.replace("Winter shells", "Spare barrels")})
    before = _state(norway)

    done = norway.run("set", "NOR-C-7K3Q", "notes=For the spring.")

    assert done.exit_code == 1
    assert "WB603 error takes the id NOR-C-7K3Q, which stood for a record that was deleted since" in _told(
        done
    )
    assert _state(norway) == before


def test_nobody_becomes_the_secretariat_by_a_change_in_no_commit(norway: Bench) -> None:
    norway.commit({MEETING: 'title = "Brussels"\ndate = 2022-09-28\n', AGENDA: _WORDS})
    manifest = (norway.folder / MANIFEST).read_text()
    norway.write({MANIFEST: manifest.replace('secretariat = "USA"', 'secretariat = "NOR"')})
    before = _state(norway)

    done = norway.run("set", "G-1A2B", "title=Adoption of the agenda")

    assert done.exit_code == 1
    assert "WB601 error was changed by NOR, but belongs to the secretariat (USA)" in _told(done)
    assert (norway.folder / AGENDA).read_text() == _WORDS
    assert _state(norway) == before


def test_undo_of_what_nobody_has_judges_what_would_go_along(norway: Bench) -> None:
    norway.run("set", "NOR-C-7K3Q", "title=Spring shells")
    text = (norway.folder / COMMITMENT).read_text()
    norway.write({COMMITMENT: text.replace('"committed"', '"pledged"')})
    before = _state(norway)

    done = norway.run("undo")

    assert done.exit_code == 1
    assert "WB605" in done.stdout
    assert _state(norway) == before


def test_undo_of_what_nobody_has_is_no_change_to_others(norway: Bench) -> None:
    norway.write({COMMITMENT: PLEDGED})
    norway.git("commit", "--quiet", "--all", "--message", "Pledged")
    norway.run("set", "NOR-C-7K3Q", "status=committed")
    text = (norway.folder / COMMITMENT).read_text()
    norway.write({COMMITMENT: f'{text}notes = "By rail."\n'})

    done = norway.run("undo")

    assert (done.exit_code, "WB605" in done.stdout) == (0, False)
    assert '- sets notes to "By rail."' in done.stdout


@pytest.mark.parametrize(("word", "code"), [("item=155mm-he", 0), ("title=Spring shells", 1)])
def test_an_error_made_by_hand_does_not_go_along(norway: Bench, word: str, code: int) -> None:
    norway.write({COMMITMENT: HELD.replace("155mm-he", "no-such-item")})

    done = norway.run("set", "NOR-C-7K3Q", word)

    assert (done.exit_code, "WB201" in done.stdout) == (code, True)
