"""Looking at a proposal, saying something of it, adopting and withdrawing it."""

from tests.cli.conftest import COMMITMENT, Bench
from tests.desk.reviewing.test_proposing import _propose
from tests.desk.reviewing.test_verdicts import PAID, TEXT, _said
from tests.tui.conftest import NARROW, at_work, journey


def _proposed(shared: Bench) -> str:
    shared.commit({PAID: TEXT})
    shared.run("set", "NOR-C-7K3Q", "quantity=800")
    return _propose(shared, "--purpose", "They wear out.")


def _on_main(bench: Bench, path: str) -> str:
    bench.git("fetch", "--quiet")
    return bench.git("show", f"origin/main:{path}")


def _reviews(bench: Bench, id: str, nation: str) -> str:
    bench.git("fetch", "--quiet")
    tip = f"origin/review/{nation}/{id}"
    return bench.git("grep", "-h", "", tip, "--", f"plans/nations/{nation}/reviews")


@journey
async def test_what_a_proposal_does_and_who_must_act_is_told(shared: Bench, ukraine: Bench) -> None:
    id = _proposed(shared)

    async with at_work(ukraine) as hand:
        await hand.press("r", "enter")
        shown = hand.shown()

        assert f"{id} Fewer shells" in shown
        assert "Put forward by NOR today. You must approve it." in shown
        assert "They wear out." in shown
        assert "quantity from about 900 to 800" in shown
        assert "» UKR must approve NOR-C-9D0M" in shown
        assert "What changes: 2 records" in shown
        assert "! WB302 NOR-C-7K3Q" in shown


@journey
async def test_a_nation_objects_to_a_field_and_lifts_it_again(shared: Bench, ukraine: Bench) -> None:
    id = _proposed(shared)

    async with at_work(ukraine) as hand:
        await hand.press("r", "enter", "down", "down", "down", "o")
        asked = hand.shown()
        await hand.type("Too few")
        await hand.press("enter")
        objected = hand.shown()
        await hand.press("d")
        refused = hand.shown()
        await hand.press("enter", "a")
        warned = hand.shown()
        await hand.press("enter")
        approved = hand.shown()

        assert f"Object: {id}" in asked
        assert "NOR-C-7K3Q quantity" in asked
        assert "» UKR objects" in objected.split("NOR-C-9D0M Barrels")[0]
        assert 'about = "NOR-C-7K3Q:quantity"' in _reviews(ukraine, id, "UKR")
        assert "UKR objects to NOR-C-7K3Q:quantity." in refused
        assert "To approve the whole also lifts what you hold against" in warned
        assert "can be adopted" in approved
        assert "replaced since" in approved


@journey
async def test_who_must_approves_and_it_is_adopted(shared: Bench, ukraine: Bench) -> None:
    id = _proposed(shared)

    async with at_work(ukraine) as hand:
        await hand.press("r", "enter", "a")
        asked = hand.shown()
        await hand.press("enter")
        approved, main = hand.shown(), _on_main(shared, COMMITMENT)
        await hand.press("d", "enter")
        kept = _on_main(shared, COMMITMENT)
        await hand.press("d", "y")

        assert "published at once." in asked
        assert "✓ UKR must approve NOR-C-9D0M" in approved
        assert "can be adopted" in approved
        assert "about = 900" in main
        assert kept == main
        assert "quantity = 800" in _on_main(shared, COMMITMENT)
        assert f"Adopted: {id} is in the shared plan." in hand.told()
        assert hand.session.workbook.get("NOR-C-9D0M") is not None
        assert "Proposals: 0 open" in hand.shown()


@journey
async def test_what_was_said_is_answered_where_it_stands(shared: Bench, ukraine: Bench) -> None:
    id = _proposed(shared)
    _said(ukraine, id, "--verdict", "object", "--about", "NOR-C-7K3Q:quantity", "--text", "Too few.")

    async with at_work(shared) as hand:
        await hand.press("r", "enter", *["down"] * 4, "enter")
        asked = hand.shown()
        await hand.press("enter")
        empty = hand.shown()
        await hand.type("Sorry")
        await hand.press("enter")
        shown = hand.shown()

        assert f"Answer: {id}" in asked
        assert "UKR objects" in asked
        assert "Say it in a few words" in empty
        assert "» NOR says" in shown
        assert "Sorry" in shown
        assert 'replies_to = "UKR-V-' in _reviews(shared, id, "NOR")


@journey
async def test_ones_own_proposal_is_not_approved_but_withdrawn(shared: Bench) -> None:
    id = _proposed(shared)

    async with at_work(shared) as hand:
        await hand.press("r", "enter", "a")
        refused = hand.told()
        await hand.press("w", "y")

        assert "It is your own, so you have approved it" in refused
        assert f"Withdrawn: {id}." in hand.told()
        assert shared.git("branch", "--show-current") == "main"
        assert "retired" in shared.git("show", f"origin/proposal/{id}:plans/nations/NOR/proposals/{id}.toml")
        assert "Proposals: 0 open" in hand.shown()


@journey
async def test_one_goes_to_the_branch_of_ones_proposal_and_back(shared: Bench) -> None:
    id = _proposed(shared)

    async with at_work(shared) as hand:
        await hand.press("r", "enter", "e")
        here = hand.shown()
        await hand.press("y")
        on_main = shared.git("branch", "--show-current")
        await hand.press("e", "y")

        assert "You are on its branch" in here
        assert on_main == "main"
        assert shared.git("branch", "--show-current") == f"proposal/{id}"
        assert "what you save now is part of it" in hand.told()


@journey
async def test_anothers_proposal_is_neither_amended_nor_withdrawn(shared: Bench, ukraine: Bench) -> None:
    _proposed(shared)

    async with at_work(ukraine) as hand:
        await hand.press("r", "enter", "e", "w")

        assert hand.told().count("only NOR can change it") == 2


@journey
async def test_read_only_one_looks_and_says_nothing(shared: Bench, ukraine: Bench) -> None:
    id = _proposed(shared)

    async with at_work(ukraine, read_only=True) as hand:
        await hand.press("r", "enter")
        shown = hand.shown()
        await hand.press("a", "d", "enter")

        assert f"{id} Fewer shells" in shown
        assert hand.told().count("opened to be read only") == 3
        assert ukraine.git("for-each-ref", "refs/remotes/origin/review") == ""


@journey
async def test_a_lapsed_approval_is_told_with_its_reason(shared: Bench, ukraine: Bench) -> None:
    id = _proposed(shared)
    _said(ukraine, id, "--verdict", "approve")
    shared.run("set", "NOR-C-9D0M", "quantity=10")
    shared.run("propose")

    async with at_work(ukraine) as hand:
        await hand.press("r")
        listed = hand.shown()
        await hand.press("enter")

        assert "UKR's approval lapsed: NOR-C-9D0M quantity from 12 to 10." in listed
        assert "its approval lapsed" in hand.shown()
        assert "UKR's approval lapsed: NOR-C-9D0M" in hand.shown()


@journey
async def test_what_the_shared_repository_says_against_it_is_shown_whole(
    shared: Bench, ukraine: Bench
) -> None:
    _proposed(shared)
    hook = shared.folder.parent / "shared.git/hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho 'UKR may not [bold]speak[/] here' >&2\necho 'ask Norway' >&2\nexit 1\n")
    hook.chmod(0o755)

    async with at_work(ukraine) as hand:
        await hand.press("r", "enter", "a", "enter")
        shown = hand.shown()
        await hand.press("escape")

        assert "UKR may not [bold]speak[/] here" in shown
        assert "ask Norway" in shown
        assert "» UKR must approve" in hand.shown()


@journey
async def test_a_narrow_window_has_tabs(shared: Bench, ukraine: Bench) -> None:
    _proposed(shared)

    async with at_work(ukraine, NARROW) as hand:
        await hand.press("r", "enter")
        first = hand.shown()
        await hand.press("right")
        second = hand.shown()
        await hand.click("#tabs", at=(33, 0))

        assert "quantity from about 900 to 800" in first
        assert "UKR must approve" not in first
        assert "UKR must approve" in second
        assert "WB302" in hand.shown()
