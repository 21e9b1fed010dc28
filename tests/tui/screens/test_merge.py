from pathlib import Path

from tests.cli.conftest import COMMITMENT, RECORDS, REQUEST, Bench
from tests.tui.conftest import NARROW, Hand, at_work, journey
from workbook.tui.screens.merge import MergeScreen
from workbook.tui.screens.plan import PlanScreen
from workbook.tui.widgets.entries import EntryList


def _text(bench: Bench, path: str = COMMITMENT) -> str:
    return (bench.folder / path).read_text()


def _parted(bench: Bench, theirs: list[str], ours: list[str]) -> None:
    bench.git("switch", "--quiet", "--create", "talks")
    bench.run("set", "NOR-C-7K3Q", *theirs)
    bench.git("switch", "--quiet", "main")
    bench.run("set", "NOR-C-7K3Q", *ours)


def _ukraine_publishes(ukraine: Bench) -> None:
    ukraine.run("set", "UKR-R-11AB", "quantity=5000")
    ukraine.git("push", "--quiet")


def _title(hand: Hand) -> str:
    record = hand.session.workbook.get("NOR-C-7K3Q")
    assert record is not None
    return str(record.data.title)


@journey
async def test_what_others_published_is_looked_at_and_taken(shared: Bench, ukraine: Bench) -> None:
    _ukraine_publishes(ukraine)
    shared.run("set", "NOR-C-7K3Q", "title=Shells")

    async with at_work(shared) as hand:
        await hand.press("m", "enter")
        shown, before = hand.shown(), _text(shared, REQUEST)
        await hand.press("t")

        assert "UKR-R-11AB" in shown
        assert "quantity from 4,000 to 5,000" in shown
        assert "4000" in before
        assert "quantity = 5000" in _text(shared, REQUEST)
        assert shared.git("rev-parse", "HEAD^2") == shared.git("rev-parse", "origin/main")
        assert "Brought in 1 record from origin/main" in hand.told()
        assert "main +2" in hand.shown().splitlines()[0]
        assert "Commitments of NOR" in hand.shown()


@journey
async def test_without_a_shared_repository_there_is_none_to_ask(norway: Bench) -> None:
    norway.git("branch", "talks")

    async with at_work(norway) as hand:
        await hand.press("m", "r")

        assert "No shared repository is connected" in hand.told()


@journey
async def test_the_cursor_stays_where_it_was_while_a_conflict_hides_its_record(norway: Bench) -> None:
    more = {COMMITMENT.replace("7K3Q", end): RECORDS[COMMITMENT] for end in ("1ST0", "9ZZ0")}
    norway.commit(more)
    _parted(norway, ["quantity=100"], ["quantity=200"])

    async with at_work(norway) as hand:
        await hand.press("down", "m", "enter", "t", "escape")
        screen = hand.app.screen

        assert isinstance(screen, PlanScreen)
        assert screen.under_cursor() == "NOR-C-9ZZ0"


@journey
async def test_looking_and_going_back_changes_nothing(shared: Bench, ukraine: Bench) -> None:
    _ukraine_publishes(ukraine)
    before = shared.git("rev-parse", "HEAD")

    async with at_work(shared) as hand:
        await hand.press("m", "enter", "escape")

        assert shared.git("rev-parse", "HEAD") == before
        assert shared.git("status", "--porcelain") == ""
        assert "Commitments of NOR" in hand.shown()


@journey
async def test_the_shared_repository_is_asked_what_is_new(shared: Bench, ukraine: Bench) -> None:
    _ukraine_publishes(ukraine)

    async with at_work(shared) as hand:
        await hand.press("m")
        before = hand.shown()
        await hand.press("r")

        assert "nothing new" in before
        assert "1 new" in hand.shown()
        assert "Staff of UKR" in hand.shown()


@journey
async def test_enter_right_after_the_key_that_opens_is_not_lost(shared: Bench, ukraine: Bench) -> None:
    _ukraine_publishes(ukraine)

    async with at_work(shared) as hand:
        await hand.pilot.press("m", "enter")
        await hand.rest()

        assert "quantity from 4,000 to 5,000" in hand.shown()


@journey
async def test_enter_before_the_branches_are_known_is_for_the_first(shared: Bench, ukraine: Bench) -> None:
    _ukraine_publishes(ukraine)

    async with at_work(shared) as hand:
        await hand.press("m")
        screen = hand.app.screen
        assert isinstance(screen, MergeScreen)
        known = screen.query_one("#branches", EntryList).entries
        screen._branches.show([])
        screen._is_listed = False
        await hand.press("enter")
        screen._show_branches([one.value for one in known if one.value is not None])
        await hand.rest()

        assert "quantity from 4,000 to 5,000" in hand.shown()


@journey
async def test_offline_it_is_said_and_what_was_known_can_come_in(
    shared: Bench, ukraine: Bench, tmp_path: Path
) -> None:
    _ukraine_publishes(ukraine)
    shared.git("fetch", "--quiet")
    (tmp_path / "shared.git").rename(tmp_path / "gone.git")

    async with at_work(shared) as hand:
        await hand.press("m", "enter")

        assert "nothing is there" in hand.told()
        assert "quantity from 4,000 to 5,000" in hand.shown()


@journey
async def test_errors_are_taken_in_only_for_a_reason_that_is_kept(norway: Bench) -> None:
    norway.git("switch", "--quiet", "--create", "talks")
    norway.commit({COMMITMENT: _text(norway).replace("155mm-he", "no-such-item")})
    norway.git("switch", "--quiet", "main")
    before = norway.git("rev-parse", "HEAD")

    async with at_work(norway) as hand:
        await hand.press("m", "enter", "t", "escape")
        cancelled = norway.git("rev-parse", "HEAD")
        await hand.press("t")
        await hand.type("The item follows")
        await hand.press("enter")

        assert cancelled == before
        assert "With-errors: The item follows" in norway.git("log", "-1", "--format=%B")


@journey
async def test_unsaved_changes_in_the_way_are_named_and_kept(norway: Bench) -> None:
    norway.git("switch", "--quiet", "--create", "talks")
    norway.run("set", "NOR-C-7K3Q", "title=Shells")
    norway.git("switch", "--quiet", "main")
    norway.write({COMMITMENT: _text(norway).replace("Winter", "Autumn")})

    async with at_work(norway) as hand:
        await hand.press("m", "enter", "t")

        assert "keep or drop them first" in hand.told()
        assert "Autumn" in _text(norway)


@journey
async def test_a_figure_that_both_changed_is_settled_by_a_side(norway: Bench) -> None:
    _parted(norway, ["quantity=100"], ["quantity=800"])

    async with at_work(norway) as hand:
        await hand.press("m", "enter")
        looked = hand.shown()
        await hand.press("t")
        opened = hand.shown()
        await hand.press("down")
        worked_out = hand.shown()
        await hand.press("enter", "f")

        assert "To be settled: 1" in looked
        assert "NOR (talks)" in opened
        assert "Planning cell for NOR" in opened
        assert "quantity from 800 to 100" in worked_out
        assert "quantity = 100" in _text(norway)
        assert norway.git("rev-parse", "HEAD^2") == norway.git("rev-parse", "talks")
        assert norway.git("status", "--porcelain") == ""
        assert "Commitments of NOR" in hand.shown()


@journey
async def test_a_figure_is_settled_by_mouse(norway: Bench) -> None:
    _parted(norway, ["quantity=100"], ["quantity=800"])

    async with at_work(norway) as hand:
        await hand.press("m", "enter", "t")
        await hand.click("#options", (4, 3))
        await hand.click("#options", (4, 3), times=2)

        assert "quantity = 100" in _text(norway)


@journey
async def test_another_value_is_typed_and_worked_out_while_typing(norway: Bench) -> None:
    _parted(norway, ["quantity=100"], ["quantity=800"])

    async with at_work(norway) as hand:
        await hand.press("m", "enter", "t", "e", "backspace", "backspace", "backspace")
        await hand.type("about 500")
        worked_out = hand.shown()
        await hand.press("enter", "f")

        assert "quantity from 800 to about 500" in worked_out
        assert "quantity = {about = 500}" in _text(norway)


@journey
async def test_a_value_that_does_not_fit_is_refused_in_words(norway: Bench) -> None:
    _parted(norway, ["quantity=100"], ["quantity=800"])

    async with at_work(norway) as hand:
        await hand.press("m", "enter", "t", "e")
        await hand.type("many")
        await hand.press("enter")

        assert "quantity" in hand.told()
        assert "<<<<" in _text(norway)


@journey
async def test_it_is_not_finished_while_anything_is_open(norway: Bench) -> None:
    _parted(norway, ["quantity=100"], ["quantity=800"])

    async with at_work(norway) as hand:
        await hand.press("m", "enter", "t", "f")

        assert "1 conflict is still to be settled" in hand.told()
        assert (norway.folder / ".git/MERGE_HEAD").exists()


@journey
async def test_given_up_all_is_as_it_was_if_that_is_confirmed(norway: Bench) -> None:
    _parted(norway, ["quantity=100"], ["quantity=800"])
    before = _text(norway)

    async with at_work(norway) as hand:
        await hand.press("m", "enter", "t", "x", "enter")
        cancelled = (norway.folder / ".git/MERGE_HEAD").exists()
        await hand.press("x", "y")

        assert cancelled
        assert _text(norway) == before
        assert norway.git("status", "--porcelain") == ""
        assert _title(hand) == "Winter shells"


@journey
async def test_a_merge_by_plain_git_is_noticed_and_settled(norway: Bench) -> None:
    _parted(norway, ["quantity=100"], ["quantity=800"])
    norway.git("-c", "alias.tried=!git merge talks || true", "tried")

    async with at_work(norway) as hand:
        await hand.press("m")
        opened = hand.shown()
        await hand.press("up", "enter", "f")

        assert "Who says what" not in opened
        assert "NOR (talks)" in opened
        assert "quantity = {about = 900}" in _text(norway)
        assert norway.git("status", "--porcelain") == ""


@journey
async def test_what_is_settled_can_be_settled_anew_until_the_end(norway: Bench) -> None:
    _parted(norway, ["quantity=100"], ["quantity=800"])

    async with at_work(norway) as hand:
        await hand.press("m", "enter", "t", "down", "enter")
        settled = hand.shown()
        await hand.press("u", "y", "enter", "f")

        assert "= 100" in settled
        assert "quantity = 800" in _text(norway)


@journey
async def test_undo_while_settling_says_how_to_settle_anew(norway: Bench) -> None:
    _parted(norway, ["quantity=100"], ["quantity=200"])

    async with at_work(norway) as hand:
        await hand.press("m", "enter", "t", "ctrl+z")

        assert "settled anew by u" in hand.told()
        assert "workbook set" not in hand.told()


@journey
async def test_undo_right_after_bringing_in_takes_that_back_and_redo_brings_it_in_again(
    norway: Bench,
) -> None:
    _parted(norway, ["title=Rounds"], ["quantity=200"])
    before = norway.git("rev-parse", "HEAD")

    async with at_work(norway) as hand:
        await hand.press("m", "enter", "t")
        brought_in, text = norway.git("rev-parse", "HEAD"), _text(norway)
        await hand.press("ctrl+z")
        told, shown = hand.told(), hand.shown()
        gone_back = norway.git("rev-parse", "HEAD")
        await hand.press("ctrl+y")

        assert gone_back == before
        assert "Ctrl+Y brings it in again" in told
        assert "200" in shown
        assert norway.git("rev-parse", "HEAD") == brought_in
        assert _text(norway) == text


@journey
async def test_left_for_later_it_is_gone_on_with(norway: Bench) -> None:
    _parted(norway, ["quantity=100", "title=Rounds"], ["quantity=800", "title=Shells"])

    async with at_work(norway) as hand:
        await hand.press("m", "enter", "t", "down", "enter", "escape", "m")

        assert "To be settled: 1 of 2" in hand.shown()


@journey
async def test_errors_of_what_was_settled_are_taken_only_for_a_reason(norway: Bench) -> None:
    norway.git("switch", "--quiet", "--create", "talks")
    norway.commit({COMMITMENT: _text(norway).replace("155mm-he", "no-such-item")})
    norway.git("switch", "--quiet", "main")
    norway.commit({COMMITMENT: _text(norway).replace("155mm-he", "105mm-he")})

    async with at_work(norway) as hand:
        await hand.press("m", "enter", "t", "down", "enter", "f")
        await hand.type("It follows")
        await hand.press("enter")

        assert "With-errors: It follows" in norway.git("log", "-1", "--format=%B")
        assert "no-such-item" in _text(norway)


@journey
async def test_all_of_it_fits_a_narrow_window(norway: Bench) -> None:
    _parted(norway, ["quantity=100"], ["quantity=800"])

    async with at_work(norway, NARROW) as hand:
        await hand.press("m", "enter")
        looked = hand.shown()
        await hand.press("t")

        assert "To be settled: 1" in looked
        assert "NOR (talks)" in hand.shown()
        assert "quantity from" not in hand.shown()
        assert "x Give up" in hand.shown().splitlines()[-1]


@journey
async def test_who_may_only_look_brings_nothing_in(norway: Bench) -> None:
    _parted(norway, ["quantity=100"], ["title=Shells"])

    async with at_work(norway, read_only=True) as hand:
        await hand.press("m", "enter", "t")

        assert "read only" in hand.told()
        assert "Shells" in _text(norway)


@journey
async def test_text_of_what_comes_in_is_shown_letter_by_letter(norway: Bench) -> None:
    norway.git("switch", "--quiet", "--create", "talks")
    norway.commit({COMMITMENT: _text(norway).replace("Winter shells", r"[bold]A\u001b[31mB")})
    norway.git("switch", "--quiet", "main")

    async with at_work(norway) as hand:
        await hand.press("m", "enter")

        assert "[bold]A[31mB" in hand.shown()
        assert "\x1b" not in hand.shown()


@journey
async def test_a_merge_that_somebody_settled_elsewhere_is_only_finished(norway: Bench) -> None:
    _parted(norway, ["quantity=100"], ["title=Shells"])
    norway.git("merge", "--quiet", "--no-commit", "--no-ff", "talks")

    async with at_work(norway) as hand:
        await hand.press("m")
        opened = hand.shown()
        await hand.press("f")

        assert "Nothing is left to settle" in opened
        assert norway.git("rev-parse", "HEAD^2") == norway.git("rev-parse", "talks")
        assert "quantity = 100" in _text(norway)


@journey
async def test_on_the_screen_of_changes_a_merge_in_progress_is_settled_first(norway: Bench) -> None:
    _parted(norway, ["quantity=100"], ["quantity=800"])
    norway.git("-c", "alias.tried=!git merge talks || true", "tried")

    async with at_work(norway) as hand:
        await hand.press("s", "p")
        told = hand.told()
        await hand.press("m")

        assert "settle it first" in told
        assert "NOR (talks)" in hand.shown()
