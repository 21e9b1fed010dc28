"""The command that git runs for each file: merged by meaning, or left as git merges lines."""

import subprocess

import pytest

from tests.cli.conftest import COMMITMENT, Bench
from workbook.cli import merge_driver
from workbook.vcs.driver import wanted_settings

BASE = 'title = "a"\nquantity = 1\nstatus = "pledged"\n'
OURS = 'title = "a"\nquantity = 2\nstatus = "pledged"\n'
THEIRS = 'title = "a"\nquantity = 1\nstatus = "committed"\n'
AGAINST = THEIRS.replace("quantity = 1", "quantity = 3")
HEAVY = {"textual", "git", "jinja2", "tomlkit"}


def _merge(
    bench: Bench, *words: str, base: str = BASE, ours: str = OURS, theirs: str = THEIRS
) -> tuple[int, str]:
    """Run the command on three files, and give its exit code and what the second then holds."""
    bench.write({"base": base, "ours": ours, "theirs": theirs})
    paths = [str(bench.folder / name) for name in ("base", "ours", "theirs")]
    done = bench.run("merge-driver", *paths, *words)
    return done.exit_code, (bench.folder / "ours").read_bytes().decode()


def test_fields_side_by_side_are_merged(bench: Bench) -> None:
    assert _merge(bench) == (0, OURS.replace("pledged", "committed"))


def test_a_conflict_is_left_between_markers_with_the_labels_of_git(bench: Bench) -> None:
    words = ("--ours-label", "NOR", "--theirs-label", "SWE", "--ancestor-label", "1f2e3d")

    code, text = _merge(bench, *words, theirs=AGAINST)

    assert code == 1
    assert (
        "<<<<<<< NOR\nquantity = 2\n||||||| 1f2e3d\nquantity = 1\n=======\nquantity = 3\n>>>>>>> SWE\n"
        in text
    )
    assert 'status = "committed"' in text


def test_a_record_is_merged_by_its_fields(bench: Bench) -> None:
    versions = {
        "base": "quantity = {from = 1, to = 4}\n",
        "ours": "quantity = {from = 2, to = 4}\n",
        "theirs": "quantity = {from = 1, to = 5}\n",
    }

    assert _merge(bench, "--path", COMMITMENT, **versions)[0] == 1
    assert _merge(bench, "--path", "notes.toml", **versions) == (0, "quantity = {from = 2, to = 5}\n")


def test_decisions_are_told_on_request(bench: Bench, capfd: pytest.CaptureFixture[str]) -> None:
    bench.write({"base": BASE, "ours": OURS, "theirs": AGAINST})

    done = bench.start("merge-driver", "base", "ours", "theirs", "--explain", "--theirs-label", "SWE")

    assert done.stderr.decode().splitlines() == [
        "ours: quantity: in conflict",
        "ours: status: taken from SWE",
    ]


def test_on_a_failure_of_its_own_git_merges_the_lines(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(merge_driver, "merge_texts", fail)

    code, text = _merge(bench, theirs=THEIRS.replace("title", "name"), ours=OURS.replace("pledged", "x"))

    assert code == 1
    assert "||||||| base\n" in text


def test_a_failure_says_conflict_even_where_lines_merge(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merge_driver, "home_of", None)

    assert _merge(bench, theirs=BASE.replace('"a"', '"b"'), ours=BASE + "via = 1\n")[0] == 1
    assert "via = 1" in (bench.folder / "ours").read_text()
    assert 'title = "b"' in (bench.folder / "ours").read_text()


def test_files_that_are_not_there_are_a_conflict(bench: Bench) -> None:
    done = bench.start("merge-driver", "base", "ours", "theirs")

    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


def test_it_loads_no_more_than_it_needs(bench: Bench) -> None:
    bench.write({"base": BASE, "ours": OURS, "theirs": THEIRS})

    loaded = bench.loads("merge-driver", "base", "ours", "theirs")

    assert loaded & HEAVY == set()


def test_git_merges_a_branch_with_it(plan: Bench) -> None:
    _merge_branches(plan, '"committed"', '"contracted"')

    merged = (plan.folder / COMMITMENT).read_text()
    assert "quantity = {about = 800}\n" in merged
    assert 'status = "contracted"\n' in merged
    assert plan.git("status", "--porcelain") == ""


def test_git_leaves_a_conflict_named_by_branch(plan: Bench) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        _merge_branches(plan, "{about = 900}", "{about = 950}")

    assert (
        "<<<<<<< main\nquantity = {about = 800}\n||||||| base\nquantity = {about = 900}\n"
        "=======\nquantity = {about = 950}\n>>>>>>> swe\n"
    ) in (plan.folder / COMMITMENT).read_text()
    assert plan.git("status", "--porcelain") == f"UU {COMMITMENT}"


def _merge_branches(plan: Bench, old: str, new: str) -> None:
    """Change the quantity here and something else on a branch, and let git merge both."""
    for key, value in wanted_settings().items():
        plan.git("config", key, value)
    text = (plan.folder / COMMITMENT).read_text()
    plan.commit({".gitattributes": "*.toml merge=workbook\n"})
    plan.git("checkout", "--quiet", "-b", "swe")
    plan.commit({COMMITMENT: text.replace(old, new)})
    plan.git("checkout", "--quiet", "main")
    plan.commit({COMMITMENT: text.replace("quantity = {about = 900}", "quantity = {about = 800}")})
    plan.git("merge", "--quiet", "--no-edit", "swe")


def test_more_bytes_than_a_record_may_have_are_left_to_git(bench: Bench) -> None:
    bulk = "#" * (1 << 20) + "\n"

    code, text = _merge(bench, base=bulk + BASE, ours=bulk + OURS, theirs=bulk + AGAINST)

    assert code == 1
    assert text.startswith(bulk)
    assert "quantity = 2\n" in text
    assert "quantity = 3\n" in text
