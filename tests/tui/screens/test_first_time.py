from tests.cli.conftest import Bench
from tests.tui.conftest import NARROW, at_work, journey


@journey
async def test_whoever_is_not_known_says_who_he_is_and_is_shown_round(plan: Bench) -> None:
    async with at_work(plan) as hand:
        greeted = hand.shown()
        await hand.type("Kari Nordmann")
        await hand.press("enter")
        await hand.type("kari@example.org")
        await hand.press("enter")
        await hand.type("nor")
        await hand.press("enter", "t")
        toured = hand.shown()
        await hand.press("escape")

        assert "Welcome to the workbook" in greeted
        assert "(1 of 5)" in toured
        assert hand.session.nation == "NOR"
    assert plan.git("config", "--local", "user.email") == "kari@example.org"


@journey
async def test_a_nation_that_does_not_exist_is_told_in_the_window(plan: Bench) -> None:
    plan.git("config", "user.name", "Kari Nordmann")
    plan.git("config", "user.email", "kari@example.org")
    async with at_work(plan) as hand:
        await hand.type("Norway")
        await hand.press("enter")

        assert "did you mean NOR?" in hand.shown()
        assert hand.session.who.nation == ""


@journey
async def test_a_nation_left_empty_is_asked_for_with_all_of_the_window_in_sight(plan: Bench) -> None:
    plan.git("config", "user.name", "Kari Nordmann")
    plan.git("config", "user.email", "kari@example.org")
    async with at_work(plan, size=NARROW) as hand:
        await hand.press("enter")

        assert "Fill in your nation, such as NOR for Norway" in hand.shown()
        assert "Begin" in hand.shown()


@journey
async def test_whoever_only_looks_is_not_asked(plan: Bench) -> None:
    async with at_work(plan, read_only=True) as hand:
        assert "Welcome" not in hand.shown()


@journey
async def test_the_colours_that_were_chosen_are_there_the_next_time(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("colon")
        await hand.type("colours: light")
        await hand.press("enter")
        first = hand.app.theme
    async with at_work(norway) as again:
        assert (first, again.app.theme) == ("light", "light")


@journey
async def test_whoever_has_no_nation_yet_can_look_at_all_commands(plan: Bench) -> None:
    async with at_work(plan) as hand:
        await hand.press("escape", "colon")
        await hand.type("who i am")

        assert "Who I am" in hand.shown()
        assert hand.app.fault is None


@journey
async def test_an_empty_shelf_says_how_to_begin(bench: Bench) -> None:
    bench.git("init", "--quiet", "--initial-branch=main")
    bench.git("config", "workbook.nation", "NOR")
    bench.commit({"plans/workbook.toml": 'format = 1\ntitle = "Plan"\nsecretariat = "NOR"\n'})
    async with at_work(bench, size=NARROW) as hand:
        await hand.press("escape")
        begun = hand.shown()
        await hand.press("colon")
        await hand.type("new meeting")
        await hand.press("enter")

        assert "n writes the first, Ctrl+P and New any other kind" in begun
        assert "such as 2022-09-28-brussels" in hand.shown()
