"""What can be asked of a merge that is open: what was decided so far, and to give it up."""

import json

import pytest

from .conftest import COMMITMENT, Bench

WAS = "quantity = {about = 900}"


@pytest.fixture
def in_merge(norway: Bench) -> Bench:
    """Norway's plan in the middle of a merge: both sides changed the quantity, and one field each."""
    text = (norway.folder / COMMITMENT).read_text()
    norway.git("switch", "--quiet", "--create", "talks")
    norway.commit({COMMITMENT: 'notes = "Theirs"\n' + text.replace(WAS, "quantity = 60")})
    norway.git("switch", "--quiet", "main")
    norway.commit({COMMITMENT: 'terms = "Ours"\n' + text.replace(WAS, "quantity = 80")})
    assert norway.run("merge", "talks").exit_code == 1
    return norway


def test_open_merge_tells_what_was_decided_by_meaning(in_merge: Bench) -> None:
    done = in_merge.run("merge", "--explain")

    assert done.exit_code == 0
    assert "NOR-C-7K3Q terms: taken from main" in done.stdout
    assert "NOR-C-7K3Q notes: taken from talks" in done.stdout


def test_open_merge_tells_what_was_settled_so_far(in_merge: Bench) -> None:
    in_merge.run("resolve", "NOR-C-7K3Q:quantity", "--value", "70")

    done = in_merge.run("merge", "--explain")

    assert "NOR-C-7K3Q quantity: 70 (before about 900, main said 80, talks said 60)" in done.stdout


@pytest.mark.parametrize(
    ("words", "taken"),
    [
        (("--value", "70"), "70 (before about 900, main said 80, talks said 60)"),
        (("--value", ""), "nothing (before about 900, main said 80, talks said 60)"),
        (("--use", "talks"), "60, as talks said (before about 900, main said 80)"),
        (("--use", "base"), "about 900, as before (main said 80, talks said 60)"),
    ],
)
def test_settling_says_what_was_taken(in_merge: Bench, words: tuple[str, str], taken: str) -> None:
    done = in_merge.run("resolve", "NOR-C-7K3Q:quantity", *words)

    assert done.stdout.startswith(f"Settled NOR-C-7K3Q:quantity: {taken}.\n")


def test_settling_told_as_json_names_the_fields(in_merge: Bench) -> None:
    done = in_merge.run("resolve", "NOR-C-7K3Q:quantity", "--use", "talks", "--format", "json")

    assert json.loads(done.stdout)["settled"] == ["NOR-C-7K3Q:quantity"]


def test_merge_that_stops_says_how_to_see_what_was_decided(in_merge: Bench) -> None:
    in_merge.run("merge", "--abort")

    done = in_merge.run("merge", "talks")

    assert "2 fields decided by meaning; `workbook merge --explain` lists them." in done.stdout


def test_without_an_open_merge_there_is_nothing_to_explain(norway: Bench) -> None:
    done = norway.run("merge", "--explain")

    assert done.exit_code == 2
    assert "No merge is in progress here" in done.stderr


def test_open_merge_is_given_up(in_merge: Bench) -> None:
    before = in_merge.git("show", f"HEAD:{COMMITMENT}")

    done = in_merge.run("merge", "--abort")

    assert done.exit_code == 0
    assert done.stdout == "Given up: Merge talks into main. All is as it was before.\n"
    assert in_merge.git("status", "--porcelain") == ""
    assert (in_merge.folder / COMMITMENT).read_text().strip() == before.strip()


def test_open_merge_with_a_conflict_settled_is_given_up_by_plain_git(in_merge: Bench) -> None:
    before = in_merge.git("show", f"HEAD:{COMMITMENT}")
    in_merge.run("resolve", "NOR-C-7K3Q:quantity", "--value", "70")

    in_merge.git("merge", "--abort")

    assert in_merge.git("status", "--porcelain") == ""
    assert (in_merge.folder / COMMITMENT).read_text().strip() == before.strip()


def test_what_is_left_is_told_with_the_way_to_settle_it(in_merge: Bench) -> None:
    done = in_merge.run("merge", "--continue")

    assert "conflicts are left: NOR-C-7K3Q:quantity; settle them by `workbook resolve`." in done.stderr


def test_without_an_open_merge_there_is_nothing_to_give_up(norway: Bench) -> None:
    done = norway.run("merge", "--abort")

    assert done.exit_code == 2
    assert "No merge is in progress here" in done.stderr


@pytest.mark.parametrize(
    "words", [[], ["talks", "--abort"], ["--abort", "--continue"], ["--continue", "--explain"]]
)
def test_a_merge_is_asked_one_thing_at_a_time(in_merge: Bench, words: list[str]) -> None:
    done = in_merge.run("merge", *words)

    assert done.exit_code == 2
    assert "Name a branch to merge, or say" in done.stderr


def test_a_second_merge_in_an_open_one_is_told_the_ways_out(in_merge: Bench) -> None:
    done = in_merge.run("merge", "talks")

    assert done.exit_code == 2
    assert "`workbook merge --continue`" in done.stderr
    assert "`workbook merge --abort`" in done.stderr
