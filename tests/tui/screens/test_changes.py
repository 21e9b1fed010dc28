import stat
from datetime import UTC, datetime
from pathlib import Path

from tests.cli.conftest import COMMITMENT, Bench
from tests.tui.conftest import NARROW, Hand, at_work, journey
from workbook.desk.form.draft import Draft
from workbook.desk.form.keeping import Drafts, KeptDraft
from workbook.desk.keys import Scope


def _text(bench: Bench, path: str = COMMITMENT) -> str:
    return (bench.folder / path).read_text()


def _change(bench: Bench, old: str, new: str) -> None:
    bench.write({COMMITMENT: _text(bench).replace(old, new)})


def _top(hand: Hand) -> str:
    return hand.shown().splitlines()[0]


@journey
async def test_the_top_line_tells_the_branch_and_what_is_unpublished(shared: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "title=Shells")

    async with at_work(shared) as hand:
        assert "main +1" in _top(hand)


@journey
async def test_what_is_unsaved_is_told_in_words_and_kept(shared: Bench) -> None:
    _change(shared, "{about = 900}", "100")

    async with at_work(shared) as hand:
        await hand.press("s")
        shown = hand.shown()
        await hand.press("a")

        assert "Unsaved: 1" in shown
        assert "quantity from about 900 to 100" in shown
        assert "Introduces" in shown
        assert "Unsaved: nothing" in hand.shown()
        assert "Unpublished: 1 to origin/main" in hand.shown()
        assert shared.git("log", "-1", "--format=%s").startswith(
            "NOR lowers Winter shells from about 900 to 100"
        )


@journey
async def test_what_is_unsaved_is_dropped_only_when_that_is_confirmed(shared: Bench) -> None:
    before = _text(shared)
    _change(shared, "Winter", "Autumn")

    async with at_work(shared) as hand:
        await hand.press("s", "x", "enter")
        cancelled = _text(shared)
        await hand.press("x", "y")

        assert "Autumn" in cancelled
        assert _text(shared) == before
        assert hand.session.workbook.get("NOR-C-7K3Q").data.title == "Winter shells"  # type: ignore[union-attr]  # it is there
        assert "Unsaved: nothing" in hand.shown()


@journey
async def test_all_that_is_saved_is_published_by_keys(shared: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "title=Shells")

    async with at_work(shared) as hand:
        await hand.press("s", "p")
        asked = hand.shown()
        await hand.press("y")

        assert "1 change of main will go to origin/main." in asked
        assert shared.git("rev-parse", "origin/main") == shared.git("rev-parse", "HEAD")
        assert "Published 1 change to origin/main." in hand.told()
        assert "Unpublished: nothing" in hand.shown()
        await hand.press("escape")
        assert "main +1" not in _top(hand)


@journey
async def test_all_that_is_saved_is_published_by_mouse(shared: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "title=Shells")

    async with at_work(shared) as hand:
        await hand.press("s", "p")
        await hand.click("#cancel")
        cancelled = shared.git("rev-parse", "origin/main")
        await hand.press("p")
        await hand.click("#yes")

        assert cancelled == shared.git("rev-parse", "HEAD~1")
        assert shared.git("rev-parse", "origin/main") == shared.git("rev-parse", "HEAD")


@journey
async def test_errors_that_the_others_would_get_are_shown_before_publishing(shared: Bench) -> None:
    _change(shared, "155mm-he", "no-such-item")
    shared.git("commit", "--quiet", "--all", "--message", "By hand")

    async with at_work(shared) as hand:
        await hand.press("s", "p")

        assert "with 1 new error" in hand.shown()
        assert "WB201" in hand.shown()


@journey
async def test_a_server_that_refuses_is_quoted(shared: Bench, tmp_path: Path) -> None:
    hook = tmp_path / "shared.git/hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho 'Sweden must agree [red]first[/]' >&2; exit 1\n")
    hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
    shared.run("set", "NOR-C-7K3Q", "title=Shells")

    async with at_work(shared) as hand:
        await hand.press("s", "p", "y")

        assert "Sweden must agree [red]first[/]" in hand.told()
        assert "Unpublished: 1" in hand.shown()


@journey
async def test_publishing_can_be_cancelled_while_the_server_thinks(shared: Bench, tmp_path: Path) -> None:
    hook = tmp_path / "shared.git/hooks/pre-receive"
    hook.write_text("#!/bin/sh\nsleep 60\n")
    hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
    shared.run("set", "NOR-C-7K3Q", "title=Shells")

    async with at_work(shared) as hand:
        await hand.press("s", "p")
        await hand.pilot.press("y")
        await hand.pilot.pause()
        waiting = hand.shown()
        await hand.pilot.press("escape")
        await hand.rest()

        assert "Publishing" in waiting
        assert "Cancelled" in hand.told()
        assert "Unpublished: 1" in hand.shown()


@journey
async def test_whoever_is_slower_is_told_to_bring_in_first(shared: Bench, ukraine: Bench) -> None:
    ukraine.run("set", "UKR-R-11AB", "quantity=5000")
    ukraine.git("push", "--quiet")
    shared.run("set", "NOR-C-7K3Q", "title=Shells")

    async with at_work(shared) as hand:
        await hand.press("s", "p", "y")

        assert "bring that in first" in hand.told()


@journey
async def test_an_unpublished_edit_is_taken_back_by_itself(shared: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "title=Shells")
    shared.run("set", "NOR-C-7K3Q", "quantity=1000")

    async with at_work(shared) as hand:
        await hand.press("s", "down", "down", "down", "x")

        assert "Winter shells" in _text(shared)
        assert "quantity = 1000" in _text(shared)
        assert shared.git("log", "-1", "--format=%s").startswith("NOR takes back")


@journey
async def test_without_a_shared_repository_it_is_said_what_to_do(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("s", "p")

        assert "There is no shared repository yet" in hand.shown()
        assert "git remote add origin ADDRESS" in hand.told()


@journey
async def test_who_may_only_look_changes_nothing(shared: Bench) -> None:
    _change(shared, "Winter", "Autumn")

    async with at_work(shared, read_only=True) as hand:
        await hand.press("s", "a", "x", "p")

        assert hand.told().count("read only") == 3
        assert shared.git("status", "--porcelain") != ""


def _draft(bench: Bench) -> None:
    text = _text(bench)
    draft = Draft(path=COMMITMENT, base=text.encode(), text=text.replace("Winter", "Autumn").encode())
    Drafts(bench.folder).keep(KeptDraft(draft=draft, moment=datetime(2022, 9, 28, 12, tzinfo=UTC)))


@journey
async def test_what_was_left_in_a_form_is_told_and_gone_on_with(shared: Bench) -> None:
    _draft(shared)

    async with at_work(shared) as hand:
        await hand.press("escape", "s")
        shown = hand.shown()
        await hand.press("enter")

        assert "Left in forms: 1" in shown
        assert 'title from "Winter shells" to "Autumn shells"' in shown
        assert hand.app.screen.SCOPE is Scope.FORM  # type: ignore[attr-defined]  # every screen has one
        assert "Autumn shells" in hand.shown()


@journey
async def test_what_was_left_in_a_form_is_dropped_if_that_is_confirmed(shared: Bench) -> None:
    _draft(shared)

    async with at_work(shared) as hand:
        await hand.press("escape", "s", "x", "y")

        assert "Left in forms" not in hand.shown()
        assert Drafts(shared.folder).all() == []


@journey
async def test_enter_goes_to_the_record(shared: Bench) -> None:
    _change(shared, "Winter", "Autumn")

    async with at_work(shared) as hand:
        await hand.press("s", "enter")

        assert "Commitments of NOR: 1 of 1" in hand.shown()


@journey
async def test_a_narrow_window_shows_list_words_and_findings_below_each_other(shared: Bench) -> None:
    _change(shared, "Winter", "Autumn")

    async with at_work(shared, NARROW) as hand:
        await hand.press("s")

        shown = hand.shown()
        assert 'title from "Winter shells" to "Autumn shells"' in shown
        assert "Findings: 0 introduced, 0 fixed" in shown
        assert "S Sync" in shown.splitlines()[-1]


@journey
async def test_text_of_records_and_commits_is_shown_letter_by_letter(shared: Bench) -> None:
    _change(shared, "Winter shells", r"[red]A\u001b[31m\u202eB[/]")
    shared.git("commit", "--quiet", "--all", "--message", "[bold]Made\x1b[2J[/]")

    async with at_work(shared) as hand:
        await hand.press("s")

        assert "[bold]Made[2J[/]" in hand.shown()
        assert "[red]A[31mB[/]" in hand.shown()
        assert "\x1b" not in hand.shown()


@journey
async def test_without_a_shared_repository_an_edit_is_dropped_all_the_same(norway: Bench) -> None:
    norway.run("set", "NOR-C-7K3Q", "title=Shells")

    async with at_work(norway) as hand:
        await hand.press("s")
        shown = hand.shown()
        await hand.press("x")

        assert "yours to drop: 1" in shown
        assert 'title = "Winter shells"' in _text(norway)
        assert "yours to drop: nothing" in hand.shown()
