"""The screens in a real terminal: the scenario is planned, published and printed, and a terminal lost."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.system.terminal import Terminal, environment, missing

TODAY = ("--today", "2022-09-28")
ID = "USA-C-6YVQ"
FILE = f"plans/nations/USA/commitments/{ID}.toml"
SIZES = pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=["120x36", "80x24"])

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(bool(missing("tmux")), reason="tmux is not installed: apt-get install tmux"),
]


def _run(folder: Path, *words: str) -> str:
    done = subprocess.run(words, cwd=folder, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _workbook(folder: Path, *words: str) -> str:
    return _run(folder, sys.executable, "-m", "workbook", *TODAY, *words)


def _settle_in(folder: Path, name: str) -> None:
    for key, value in {
        "user.name": name,
        "user.email": "staff@example.org",
        "workbook.nation": "USA",
    }.items():
        _run(folder, "git", "config", key, value)


@pytest.fixture
def staff(tmp_path: Path) -> Path:
    """The scenario in the hands of the United States' staff, shared with a colleague's clone."""
    plan, shared, colleague = (tmp_path / name for name in ("plan", "shared.git", "colleague"))
    _workbook(tmp_path, "demo", str(plan), "--scenario")
    _settle_in(plan, "Planning cell")
    _run(plan, "git", "add", "--all")
    _run(plan, "git", "commit", "--quiet", "--message", "Take the shipped plan")
    branch = _run(plan, "git", "branch", "--show-current").strip()
    _run(tmp_path, "git", "init", "--quiet", "--bare", f"--initial-branch={branch}", str(shared))
    _run(plan, "git", "remote", "add", "origin", str(shared))
    _run(plan, "git", "push", "--quiet", "--set-upstream", "origin", branch)
    _run(tmp_path, "git", "clone", "--quiet", str(shared), str(colleague))
    _settle_in(colleague, "Colleague")
    return plan


@pytest.fixture
def terminals() -> Iterator[list[Terminal]]:
    """Terminals that a test opens; all are closed in the end."""
    opened: list[Terminal] = []
    yield opened
    for one in opened:
        one.kill()


def _open(terminals: list[Terminal], folder: Path, size: tuple[int, int]) -> Terminal:
    terminal = Terminal(TODAY, folder, size)
    terminals.append(terminal)
    terminal.until("Commitments of USA")
    return terminal


@SIZES
def test_a_figure_is_changed_settled_published_and_printed(
    staff: Path, terminals: list[Terminal], size: tuple[int, int]
) -> None:
    colleague = staff.parent / "colleague"
    _workbook(colleague, "set", ID, "value=2.1bn USD")
    _run(colleague, "git", "push", "--quiet")
    at = _open(terminals, staff, size)

    _change_the_value(at, "2.3bn USD")
    at.press("C-s")
    at.until("Saved")
    saved = (staff / FILE).read_text()
    _bring_in_and_settle(at, "2.25bn USD")
    settled = _run(staff, "git", "show", f"HEAD:{FILE}")
    _publish(at)
    published = _run(staff.parent, "git", "-C", "shared.git", "show", f"main:{FILE}")
    _print(at)
    (paper,) = (staff / "out").iterdir()

    assert "amount = 2_300_000_000" in saved
    assert "amount = 2_250_000_000" in settled
    assert published == settled
    assert "USA" in paper.read_text()


def _change_the_value(at: Terminal, text: str) -> None:
    at.press("e")
    at.until("Ctrl+S Save")
    at.press("Down", "Down", "Down", "C-u")
    at.type(text)
    at.until(text)


def _bring_in_and_settle(at: Terminal, text: str) -> None:
    at.until("main +1")
    at.press("m")
    at.until("origin/main")
    at.press("Enter")
    at.until("To be settled")
    at.press("t")
    at.until("Another value")
    at.press("e")
    at.until("you type")
    at.press("C-u")
    at.type(text)
    at.press("Enter")
    at.until("0 of 1")
    at.press("f")
    at.until("main +2")


def _publish(at: Terminal) -> None:
    at.press("s")
    at.until("Unpublished: 2")
    at.press("p")
    at.until("Publish (y)")
    at.press("y")
    at.until("Unpublished: nothing")
    at.press("Escape")


def _print(at: Terminal) -> None:
    at.until("Commitments of USA")
    at.press("p")
    at.until("digest")
    at.press("w")
    at.until("out/")
    at.press("Enter")
    at.until("Written")


@SIZES
def test_a_lost_terminal_loses_nothing_that_was_typed(
    staff: Path, terminals: list[Terminal], size: tuple[int, int]
) -> None:
    at = _open(terminals, staff, size)
    at.press("e")
    at.until("Ctrl+S Save")
    at.press("Down", "Down", "Down", "C-u")
    at.type("2.4bn USD")
    at.until("2.4bn USD")
    at.press("F4")
    at.until("2,400,000,000 USD")
    at.kill()

    again = _open(terminals, staff, size)
    again.until("unsaved changes")
    again.press("Enter")
    again.until("2,400,000,000 USD")
    again.press("C-s")
    again.until("Saved")

    assert "amount = 2_400_000_000" in (staff / FILE).read_text()
    assert _run(staff, "git", "status", "--porcelain") == ""


def test_nothing_from_a_record_acts_in_the_terminal(staff: Path, terminals: list[Terminal]) -> None:
    text = (staff / FILE).read_text()
    hostile = r"\u001b[31mRED\u001b]0;TITLE\u0007 [bold]big[/bold] {{ 7 * 7 }} \u202ereversed"
    (staff / FILE).write_text(text.replace("United States contribution", hostile))

    at = _open(terminals, staff, (120, 36))
    shown = at.until("[bold]big[/bold]")

    assert "{{ 7 * 7 }}" in at.screen() or "{{ 7" in shown
    assert "\x1b[31mRED" not in at.screen(escapes=True)
    assert "\u202e" not in shown
    assert "TITLE" not in at._tmux("display-message", "-p", "-t", "work", "#{pane_title}")


GIFT = """\
title = "Armoured carriers"
kind = "donation"
status = "committed"
quantity = 12
made_on = 2022-09-20
to = [{party = "UKR"}]
financed_by = [{nation = "USA"}]
"""
GIFT_FILE = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"


@pytest.fixture
def norway(staff: Path) -> Path:
    """Norway's clone, where a gift is saved that the United States would pay; not published yet."""
    folder = staff.parent / "norway"
    _run(staff.parent, "git", "clone", "--quiet", str(staff.parent / "shared.git"), str(folder))
    _settle_in(folder, "Norway's cell")
    _run(folder, "git", "config", "workbook.nation", "NOR")
    (folder / GIFT_FILE).parent.mkdir(parents=True, exist_ok=True)
    (folder / GIFT_FILE).write_text(GIFT)
    _run(folder, "git", "add", "--all")
    _run(folder, "git", "commit", "--quiet", "--message", "Give carriers")
    return folder


@SIZES
def test_a_proposal_is_objected_to_amended_approved_and_adopted_from_the_screens(
    staff: Path, norway: Path, terminals: list[Terminal], size: tuple[int, int]
) -> None:
    nor, usa = Terminal(TODAY, norway, size), _open(terminals, staff, size)
    terminals.append(nor)
    nor.until("Commitments of NOR")

    id = _propose_it(nor, norway)
    usa.press("r")
    usa.until("Waits on you, USA: 1")
    usa.press("Enter")
    usa.until("sets quantity to 12")
    _say_of_it(usa, "o", "Two too many", "objects")
    _answer_by_amending(nor)
    usa.press("r")
    usa.until("sets quantity to 10")
    _say_of_it(usa, "a", "So be it", "approves")
    usa.press("d")
    usa.until("Adopt (y)")
    usa.press("y")
    usa.until("0 open")
    message = _run(staff.parent, "git", "-C", "shared.git", "log", "-1", "--format=%B", "main")

    assert message.startswith(f"Adopt {id} of NOR: Carriers for the winter")
    assert "Approved-by: USA" in message
    assert "quantity = 10" in _run(staff.parent, "git", "-C", "shared.git", "show", f"main:{GIFT_FILE}")
    assert "quantity = 10" in (staff / GIFT_FILE).read_text()


def _propose_it(at: Terminal, folder: Path) -> str:
    at.until("main +1")
    at.press("P")
    at.until("Propose (Ctrl+S)")
    at.type("Carriers for the winter")
    at.press("C-s")
    at.until("it waits on USA")
    return _run(folder, "git", "branch", "--show-current").strip().removeprefix("proposal/")


def _say_of_it(at: Terminal, key: str, text: str, said: str) -> None:
    at.press(key)
    at.until("Cancel")
    at.type(text)
    at.press("Enter")
    at.until(f"Said: USA {said}")


def _answer_by_amending(at: Terminal) -> None:
    at.press("r")
    at.until("Proposals: 1 open")
    at.press("Enter")
    at.until("What changes: 1 record")
    if "Two too many" not in at.screen():
        at.press("Right")
    at.until("Two too many")
    at.press("Escape")
    at.until("Proposals: 1 open")
    at.press("Escape")
    at.until("Commitments of NOR")
    at.press("e")
    at.until("Ctrl+S Save")
    at.press(*["Down"] * 5)
    at.until("How much, with its doubt")
    at.press("C-u")
    at.type("10")
    at.until("Changes 1")
    at.press("C-s")
    at.until("Saved")
    at.press("P")
    at.until("1 new change")
    at.press("C-s")
    at.until("Amended")
