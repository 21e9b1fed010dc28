"""Proposing and syncing from the plan, and from what is not published."""

from tests.cli.conftest import COMMITMENT, REQUEST, Bench
from tests.desk.reviewing.test_verdicts import PAID, TEXT
from tests.tui.conftest import NARROW, at_work, journey


def _tip(bench: Bench, branch: str) -> str:
    return bench.git("ls-remote", "origin", f"refs/heads/{branch}").partition("\t")[0]


def _publish(bench: Bench, path: str, old: str, new: str) -> None:
    text = (bench.folder / path).read_text()
    bench.commit({path: text.replace(old, new)})
    bench.git("push", "--quiet", "origin", "HEAD:main")


@journey
async def test_changes_are_proposed_with_what_the_proposal_says_of_itself(shared: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=800")
    main = _tip(shared, "main")

    async with at_work(shared) as hand:
        await hand.press("P", "ctrl+s")
        empty = hand.shown()
        await hand.type("Fewer")
        await hand.press("enter")
        await hand.type("Worn out")
        await hand.press("enter", "enter", "down", "enter", "tab")
        await hand.type("2022")
        await hand.press("ctrl+s")
        wrong = hand.shown()
        await hand.press("ctrl+u")
        await hand.type("2022-10-20")
        await hand.press("ctrl+s")
        branch = shared.git("branch", "--show-current")
        id = branch.removeprefix("proposal/")
        record = shared.git("show", f"origin/{branch}:plans/nations/NOR/proposals/{id}.toml")

        assert "1 change will go to origin to be looked at" in empty
        assert "Say in a few words what you propose." in empty
        assert "'2022' is no day" in wrong
        assert f"Proposed {id}; it waits on nobody" in hand.told()
        assert record.splitlines() == [
            'title = "Fewer"',
            'purpose = "Worn out"',
            'for_meeting = "2022-09-28-brussels"',
            "opened_on = 2022-09-28",
            "silence_until = 2022-10-20",
        ]
        assert _tip(shared, "main") == main
        assert branch in hand.shown().splitlines()[0]


@journey
async def test_on_its_branch_the_same_amends_it(shared: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=800")
    shared.run("propose", "Fewer")
    shared.run("set", "NOR-C-7K3Q", "quantity=700")
    branch = shared.git("branch", "--show-current")

    async with at_work(shared, NARROW) as hand:
        await hand.press("s", "P")
        asked = hand.shown()
        await hand.press("ctrl+s")

        assert f"Amend {branch.removeprefix('proposal/')}" in asked
        assert "1 new change will go to origin" in asked
        assert "Fewer" in asked
        assert "Amended NOR-P-" in hand.told()
        assert _tip(shared, branch) == shared.git("rev-parse", "HEAD")


@journey
async def test_what_cannot_be_proposed_is_told_before_anything_is_asked(shared: Bench) -> None:
    async with at_work(shared) as hand:
        await hand.press("P")

        assert "there is nothing to propose" in hand.told()
    async with at_work(shared, read_only=True) as hand:
        await hand.press("P", "S")

        assert hand.told().count("read only") == 2


@journey
async def test_syncing_brings_in_and_publishes_once_that_is_confirmed(shared: Bench, ukraine: Bench) -> None:
    _publish(ukraine, REQUEST, "4000", "5000")
    shared.run("set", "NOR-C-7K3Q", "quantity=800")
    before = _tip(shared, "main")

    async with at_work(shared) as hand:
        await hand.press("S")
        asked = hand.shown()
        await hand.press("enter")
        cancelled = _tip(shared, "main")
        await hand.press("S", "y")

        assert "1 change of main will go to origin/main." in asked
        assert cancelled == before
        assert "Brought in 1 change from origin/main." in hand.told()
        assert "Published 2 changes to origin/main." in hand.told()
        assert _tip(shared, "main") == shared.git("rev-parse", "HEAD")
        record = hand.session.workbook.get("UKR-R-11AB")
        assert record is not None
        assert str(record.data.quantity) == "5,000"


@journey
async def test_with_nothing_to_publish_nothing_is_asked(shared: Bench, ukraine: Bench) -> None:
    _publish(ukraine, REQUEST, "4000", "5000")

    async with at_work(shared) as hand:
        await hand.press("S")
        first = hand.told()
        await hand.press("S")

        assert "Brought in 1 change" in first
        assert "Nothing new: all is as on origin/main." in hand.told()


@journey
async def test_what_others_must_approve_is_named_and_leads_to_a_proposal(shared: Bench) -> None:
    shared.commit({PAID: TEXT})
    before = _tip(shared, "main")

    async with at_work(shared) as hand:
        await hand.press("s", "S", "y")
        held = hand.shown()
        await hand.press("p")

        assert "NOR-C-9D0M needs UKR, as it is named as paying." in held
        assert "Propose (p)" in held
        assert "What is proposed, in a few words" in hand.shown()
        assert _tip(shared, "main") == before
        await hand.press("escape")


@journey
async def test_conflicts_lead_to_where_they_are_settled(shared: Bench, ukraine: Bench) -> None:
    ukraine.git("config", "workbook.nation", "NOR")
    _publish(ukraine, COMMITMENT, "{about = 900}", "700")
    shared.run("set", "NOR-C-7K3Q", "quantity=800")

    async with at_work(shared) as hand:
        await hand.press("S", "y")
        told = hand.shown()
        await hand.press("s")

        assert "You and others changed the same: NOR-C-7K3Q." in told
        assert "To be settled: 1 of 1" in hand.shown()


@journey
async def test_offline_nothing_begins_and_it_is_told(shared: Bench) -> None:
    shared.git("remote", "set-url", "origin", "http://127.0.0.1:9/shared.git")
    shared.run("set", "NOR-C-7K3Q", "quantity=800")
    head = shared.git("rev-parse", "HEAD")

    async with at_work(shared) as hand:
        await hand.press("S", "y")

        assert "your work is safe here" in hand.told()
        assert shared.git("rev-parse", "HEAD") == head
