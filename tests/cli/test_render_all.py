"""All papers for everybody at once: each the very paper that is made alone, each in its own folder."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from workbook.desk import all_papers

from .conftest import ROOT, Bench

MEETING = "2022-09-28-brussels"
FOLDERS = ["DEU", "NLD", "NOR", "SWE", "UKR", "USA", "members", "public"]


@pytest.fixture
def out(plan: Bench) -> Path:
    return plan.folder / "out"


def _all(plan: Bench, out: Path, *words: str) -> str:
    done = plan.run("render", "--all", "--out", str(out), MEETING, *words)
    assert (done.exit_code, done.stdout) == (0, ""), done.stderr
    return done.stderr


def test_each_audience_has_a_folder_of_its_own(plan: Bench, out: Path) -> None:
    told = _all(plan, out)

    assert sorted(path.name for path in out.iterdir()) == FOLDERS
    assert "for 8 audiences" in told
    assert f"were left out: No meeting '{MEETING}' is released to the public" in told


@pytest.mark.parametrize("form", ["md", "html"])
def test_each_is_the_paper_that_is_made_alone(plan: Bench, out: Path, form: str) -> None:
    _all(plan, out, "--format", "md,html")

    alone = plan.run("render", "brief", MEETING, "--for", "NOR", "--format", form)

    assert (out / "NOR" / f"brief-{MEETING}-for-NOR.{form}").read_text() == alone.stdout


@pytest.mark.parametrize(
    ("audience", "folder"), [("NOR", "NOR"), ("public", "public"), ("NOR,SWE", "NOR-SWE")]
)
def test_all_papers_of_one_audience_are_those_that_all_get(
    plan: Bench, out: Path, audience: str, folder: str
) -> None:
    told = _all(plan, out, "--for", audience)

    assert [path.name for path in out.iterdir()] == [folder]
    assert "for 1 audience to" in told


def test_a_later_state_takes_the_place_of_an_earlier(plan: Bench, out: Path) -> None:
    _all(plan, out)
    first = sorted(path.read_text() for path in out.rglob("*.md"))

    _all(plan, out)

    assert sorted(path.read_text() for path in out.rglob("*.md")) == first


@pytest.mark.parametrize("words", [[], ["--for", "NOR"], ["--out", "x", MEETING, "more"]])
def test_what_makes_no_sense_with_all_is_refused(plan: Bench, words: list[str]) -> None:
    done = plan.run("render", "--all", *words)

    assert done.exit_code == 2
    assert "--all takes --out DIR" in done.stderr


def test_folder_that_is_a_link_to_another_is_refused(plan: Bench, out: Path) -> None:
    (out / "members").mkdir(parents=True)
    (out / "NOR").symlink_to(out / "members")

    done = plan.run("render", "--all", "--out", str(out), MEETING)

    assert (done.exit_code, "it is a link" in done.stderr) == (2, True)
    assert not [path for path in (out / "members").iterdir() if "NOR" in path.name]


def test_a_file_in_the_way_is_one_sentence(plan: Bench, out: Path) -> None:
    out.mkdir()
    (out / "NOR").write_text("mine")

    done = plan.run("render", "--all", "--out", str(out), MEETING)

    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert (out / "NOR").read_text() == "mine"


def test_folder_in_the_place_of_a_paper_is_refused_wherever_it_leads(plan: Bench, out: Path) -> None:
    (out / "public").mkdir(parents=True)
    (out / "NOR").mkdir()
    (out / "NOR" / f"brief-{MEETING}-for-NOR.md").symlink_to(out / "public")

    done = plan.run("render", "--all", "--for", "NOR", "--out", str(out), MEETING)

    assert (done.exit_code, "a folder is there" in done.stderr) == (2, True)
    assert list((out / "public").iterdir()) == []


def test_misspelt_meeting_is_refused_before_anything_is_written(plan: Bench, out: Path) -> None:
    done = plan.run("render", "--all", "brief", "--out", str(out))

    assert (done.exit_code, out.exists()) == (2, False)
    assert f"'brief' is no meeting of this plan: name one of {MEETING}" in done.stderr


def test_process_that_is_killed_is_no_success(
    plan: Bench, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(all_papers, "_write_for", lambda job, task: os.kill(os.getpid(), signal.SIGKILL))
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0, 1}, raising=False)

    done = plan.run("render", "--all", "--out", str(out), MEETING)

    assert (done.exit_code, "8 audiences have none or not all" in done.stderr) == (2, True)


def test_bug_in_a_process_is_told_as_a_bug_with_its_own_trace(
    plan: Bench, out: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(all_papers, "_write_for", lambda job, task: 1 // 0)
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0, 1}, raising=False)

    done = plan.run("render", "--all", "--out", str(out), MEETING)

    assert (done.exit_code, "This is a bug in workbook" in done.stderr) == (3, True)
    (trace,) = (tmp_path / "state" / "workbook").iterdir()
    assert "ZeroDivisionError" in trace.read_text()


def test_stopped_by_hand_it_leaves_whole_papers_only(plan: Bench, out: Path) -> None:
    command = [sys.executable, "-m", "workbook", "--dir", str(plan.folder), "--today", "2022-09-28"]
    process = subprocess.Popen(
        [*command, "render", "--all", "--out", str(out), MEETING, "--format", "md,html"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
    )
    while process.poll() is None and not list(out.rglob("*.md")):
        time.sleep(0.01)

    process.send_signal(signal.SIGINT)
    told = process.communicate(timeout=60)[1].decode()

    assert "Traceback" not in told
    assert all(path.read_text().rstrip().endswith(("**", "</html>")) for path in out.rglob("*.*"))


def test_several_audiences_are_written_at_once_and_what_is_left_out_is_said_once(
    plan: Bench, out: Path
) -> None:
    plan.write({"plans/nations/NOR/requests/NOR-R-1AAA.toml": "quantity = [\n"})

    told = _all(plan, out, "--for", "NOR", "--for", "public", "--for", "NOR")

    assert {one.name for one in out.iterdir()} == {"NOR", "public"}
    assert "for 2 audiences" in told
    assert told.count("cannot be read as a record") == 1


def test_one_paper_is_for_one_audience(plan: Bench) -> None:
    done = plan.run("render", "agenda", MEETING, "--for", "NOR", "--for", "public")

    assert done.exit_code == 2
    assert "--for NOR,public" not in done.stderr
    assert "One paper is for one audience" in done.stderr
