"""A record full of comments, edited, undone and merged by plain git and by the workbook: nothing is lost."""

from pathlib import Path
from subprocess import CalledProcessError

import pytest

from tests.cli.conftest import Bench

COMMENTED = """\
# Agreed on the phone; the letter follows.
title   = 'Winter shells'   # keep this title
kind = "donation"
status = "committed"
item = "155mm-he"
quantity = 900  # before losses
made_on = 2022-09-20
to = [{party = "UKR"}]
lots = [
    # the first train
    {lot = "a", by = "2023-Q1", quantity = 900},
]
colour = "green"   # nobody knows this field

# What the ministry told us.
[[sources]]
title = "Letter"  # the second one
"""
RECORD = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"


@pytest.fixture
def norway(norway: Bench) -> Bench:
    """The plan, in the hands of Norway's staff, with drivers installed."""
    norway.commit({RECORD: COMMENTED})
    assert norway.run("doctor", "--fix").exit_code == 0
    if norway.git("status", "--porcelain"):
        norway.commit({})
    return norway


def _text(bench: Bench) -> str:
    return Path(bench.folder / RECORD).read_text()


def test_three_edits_and_two_undos_leave_all_comments(norway: Bench) -> None:
    for words in ("quantity=800", "status=contracted", "lots.a.by=2023-Q2"):
        assert norway.run("set", "NOR-C-7K3Q", words).exit_code == 0
    for _ in range(2):
        assert norway.run("undo").exit_code == 0

    assert _text(norway) == COMMENTED.replace("quantity = 900  #", "quantity = 800  #")
    assert norway.git("rev-list", "--count", "HEAD~5..HEAD") == "5"
    assert norway.git("status", "--porcelain") == ""


NEW = "plans/nations/NOR/commitments/NOR-C-9D0M.toml"


def test_what_was_in_no_commit_outlives_the_undo_of_an_edit_and_comes_back_by_redo(norway: Bench) -> None:
    by_hand = COMMENTED.replace("Winter shells", "Summer shells")
    norway.write({NEW: by_hand})

    states = [by_hand]
    for words in (("set", "NOR-C-9D0M", "quantity=800"), ("undo",), ("redo",), ("undo",)):
        assert norway.run(*words).exit_code == 0
        states.append((norway.folder / NEW).read_text())

    edited = by_hand.replace("quantity = 900  #", "quantity = 800  #")
    assert states == [by_hand, edited, by_hand, edited, by_hand]


def test_undo_leaves_what_was_changed_by_hand_before_the_edit(norway: Bench) -> None:
    by_hand = COMMENTED.replace("# the first train", "# the first train, on Monday")
    norway.write({RECORD: by_hand})
    norway.run("set", "NOR-C-7K3Q", "quantity=800")

    done = norway.run("undo")

    assert "quantity from 800 to 900" in done.stdout
    assert _text(norway) == by_hand


def test_undo_of_an_edit_whose_file_git_forgot_takes_all_of_it_back(norway: Bench) -> None:
    by_hand = COMMENTED.replace("Winter shells", "Summer shells")
    norway.write({NEW: by_hand})
    norway.run("set", "NOR-C-9D0M", "quantity=800")
    norway.git("prune", "--expire=now")

    undone = norway.run("undo")
    left = (norway.folder / NEW).exists()
    norway.run("redo")

    assert undone.exit_code == 0
    assert not left
    assert (norway.folder / NEW).read_text() == by_hand.replace("quantity = 900  #", "quantity = 800  #")


@pytest.mark.parametrize("command", ["git", "workbook"])
def test_diverged_branches_merge_field_by_field(norway: Bench, command: str) -> None:
    norway.git("switch", "--quiet", "--create", "talks")
    norway.run("set", "NOR-C-7K3Q", "quantity=800")
    norway.run("set", "NOR-C-7K3Q", "tags+=winter")
    norway.git("switch", "--quiet", "main")
    norway.run("set", "NOR-C-7K3Q", "terms=Return after use.")
    norway.run("set", "NOR-C-7K3Q", "sources+=Phone call")

    if command == "git":
        norway.git("merge", "--quiet", "--no-edit", "talks")
    else:
        done = norway.run("merge", "talks")
        assert done.exit_code == 0, done.stdout + done.stderr

    merged = _text(norway)
    assert "quantity = 800  # before losses" in merged
    assert 'terms = "Return after use."' in merged
    assert 'tags = ["winter"]' in merged
    assert 'title = "Phone call"' in merged
    assert [
        line for line in COMMENTED.splitlines() if "#" in line and "900" not in line and line not in merged
    ] == []
    assert norway.git("status", "--porcelain") == ""
    assert norway.git("rev-parse", "HEAD^2") == norway.git("rev-parse", "talks")


def test_a_conflict_is_told_settled_and_committed(norway: Bench) -> None:
    norway.git("switch", "--quiet", "--create", "talks")
    norway.run("set", "NOR-C-7K3Q", "quantity=800", "tags+=winter")
    norway.git("switch", "--quiet", "main")
    norway.run("set", "NOR-C-7K3Q", "quantity=700")

    merged = norway.run("merge", "talks")
    status = norway.git("status", "--porcelain")
    listed = norway.run("resolve")
    settled = norway.run("resolve", "NOR-C-7K3Q:quantity", "--use", "talks")
    ended = norway.run("merge", "--continue")

    assert merged.exit_code == 1
    assert "quantity" in merged.stdout
    assert "700" in merged.stdout
    assert "800" in merged.stdout
    assert status == f"UU {RECORD}"
    assert listed.exit_code == 1
    assert settled.exit_code == 0
    assert ended.exit_code == 0, ended.stdout + ended.stderr
    assert "quantity = 800  # before losses" in _text(norway)
    assert 'tags = ["winter"]' in _text(norway)
    assert norway.git("status", "--porcelain") == ""
    assert norway.git("rev-parse", "HEAD^2") == norway.git("rev-parse", "talks")


def test_a_conflict_can_be_given_up_with_plain_git(norway: Bench) -> None:
    norway.git("switch", "--quiet", "--create", "talks")
    norway.run("set", "NOR-C-7K3Q", "quantity=800")
    norway.git("switch", "--quiet", "main")
    norway.run("set", "NOR-C-7K3Q", "quantity=700")
    before = norway.git("rev-parse", "HEAD")

    norway.run("merge", "talks")
    norway.git("merge", "--abort")

    assert norway.git("rev-parse", "HEAD") == before
    assert norway.git("status", "--porcelain") == ""
    assert "quantity = 700  # before losses" in _text(norway)


def test_a_conflict_of_plain_git_is_settled_and_told_as_ours(norway: Bench) -> None:
    norway.git("switch", "--quiet", "--create", "talks")
    norway.run("set", "NOR-C-7K3Q", "quantity=800", "tags+=winter")
    norway.git("switch", "--quiet", "main")
    norway.run("set", "NOR-C-7K3Q", "quantity=700")

    with pytest.raises(CalledProcessError):
        norway.git("merge", "talks")
    settled = norway.run("resolve", "--use", "talks")
    ended = norway.run("merge", "--continue")

    assert settled.exit_code == 0
    assert ended.exit_code == 0, ended.stdout + ended.stderr
    assert "quantity = 800  # before losses" in _text(norway)
    assert norway.git("log", "-1", "--format=%(trailers)") == "On-behalf-of: NOR"
    assert norway.git("status", "--porcelain") == ""
