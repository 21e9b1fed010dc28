import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.cli.conftest import COMMITMENT, Bench
from tests.desk.publishing.conftest import made_shared, shared
from tests.tui.conftest import Hand, at_work, journey
from workbook.desk.session import Session
from workbook.desk.watching import News
from workbook.tui.screens.waiting import Waiting
from workbook.vcs.plumbing import Repository
from workbook.vcs.remotes import push
from workbook.vcs.shared_branch import shared_branch
from workbook.vcs.transfer import Cancelled, Watch

__all__ = ["made_shared", "shared"]


async def _until(hand: Hand, text: str) -> str:
    """Wait until a text is shown, for ten seconds at most."""
    async with asyncio.timeout(10):
        while text not in hand.shown():
            await asyncio.sleep(0.05)
    return hand.shown()


@journey
async def test_what_is_changed_outside_is_taken_in(norway: Bench) -> None:
    async with at_work(norway) as hand:
        text = (norway.folder / COMMITMENT).read_text()
        norway.write({COMMITMENT: text.replace("Winter shells", "Summer shells")})
        shown = await _until(hand, "Summer shells")

        assert "Winter shells" not in shown
        assert hand.session.workbook.get("NOR-C-7K3Q").data.title == "Summer shells"  # type: ignore[union-attr]  # it is there


@journey
async def test_what_was_saved_here_is_no_news(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("x")
        await hand.type("Sold")
        await hand.press("enter")
        norway.write({"plans/nations/NOR/lessons/NOR-L-0001.toml": 'kind = "lesson"\n'})
        async with asyncio.timeout(10):
            while "taken in" not in hand.told():
                await asyncio.sleep(0.05)

        assert "taken in: NOR-L-0001" in hand.told()
        assert "NOR-C-7K3Q" not in hand.told().split("taken in")[1]


@journey
async def test_what_the_screens_know_when_it_is_noticed_is_no_news(
    norway: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def late(session: Session) -> AsyncIterator[News]:
        yield News(session.plan, (COMMITMENT,))

    monkeypatch.setattr("workbook.desk.watching.news", late)
    async with at_work(norway) as hand:
        await hand.rest()

        assert "taken in" not in hand.told()


@journey
async def test_where_files_cannot_be_watched_that_is_told(
    norway: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise RuntimeError("OS file watch limit reached")

    monkeypatch.setattr("watchfiles.awatch", refuse)
    async with at_work(norway) as hand:
        async with asyncio.timeout(10):
            while "OS file watch limit reached" not in hand.told():
                await asyncio.sleep(0.05)


@journey
async def test_the_key_that_copies_says_what_leaves(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("ctrl+c")
        told = hand.told()
        await hand.press("question_mark", "end")

        assert told == "Nothing is marked to be copied. Ctrl+Q leaves the workbook."
        assert "Copy what is marked with the mouse." in hand.shown()


@journey
async def test_a_fault_ends_the_screens_without_a_trace_of_the_plan(norway: Bench) -> None:
    fault = None
    try:
        async with at_work(norway) as hand:
            hand.app.screen.plan_changed = lambda: 1 / 0  # type: ignore[attr-defined]  # breaks it on purpose
            hand.app.call_later(hand.app._show_anew)
            await hand.pilot.pause()
            fault = hand.app.fault
    except ZeroDivisionError as error:
        fault = fault or error

    assert isinstance(fault, ZeroDivisionError)
    assert hand.app._exit_renderables == []


@journey
async def test_a_long_refusal_is_shown_whole_and_acts_on_nothing(shared: Bench) -> None:
    hook = shared.folder.parent / "shared.git/hooks/pre-receive"
    hook.write_text(
        "#!/bin/sh\nfor line in $(seq 30); do\n"
        "printf 'NOR-C-7K3Q rule %s \\033[31m[@click=app.quit]ask Sweden[/]\\n' $line >&2\ndone\nexit 1\n"
    )
    hook.chmod(0o755)
    shared.run("set", "NOR-C-7K3Q", "title=Shells")
    repository = Repository.find(shared.folder)
    branch = shared_branch(repository)
    assert branch is not None

    def job(watch: Watch, cancelled: Cancelled) -> None:
        push(repository, branch, shared.git("rev-parse", "HEAD"), watch=watch, cancelled=cancelled)

    async with at_work(shared) as hand:
        hand.app.push_screen(Waiting("Publishing", job))
        await hand.rest()
        first = hand.shown()
        await hand.press(*["down"] * 20)
        last = hand.shown()
        await hand.press("enter")

        assert "Publishing: not done" in first
        assert "NOR-C-7K3Q rule 1 [31m[@click=app.quit]ask Sweden[/]" in first
        assert "NOR-C-7K3Q rule 30 " in last
        assert "\x1b" not in last
        assert "Commitments of NOR" in hand.shown()
