"""Unsaved work: kept through a crash, offered again, dropped when told to, joined with what others saved."""

from tests.cli.conftest import COMMITMENT, RECORDS, Bench
from tests.tui.conftest import Hand, at_work, journey
from tests.tui.screens.test_form import _go, _write
from workbook.desk.form.keeping import Drafts
from workbook.tui.screens.desk_screen import PlanChanged
from workbook.tui.screens.form import FormScreen
from workbook.tui.screens.offer_drafts import OfferDrafts
from workbook.tui.screens.plan import PlanScreen


async def _raise_quantity(hand: Hand, text: str = "950") -> None:
    await hand.press("e")
    await _go(hand, "quantity")
    await _write(hand, text)


@journey
async def test_what_was_typed_when_the_terminal_was_lost_is_offered_and_can_be_saved(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await _raise_quantity(hand)
    async with at_work(norway) as hand:
        offered = hand.shown()
        await hand.press("enter")
        opened = hand.shown()
        await hand.press("ctrl+s")

    assert "NOR-C-7K3Q: unsaved changes of" in offered
    assert "(unsaved)" in opened
    assert "quantity = 950" in norway.git("show", f"HEAD:{COMMITMENT}")
    assert Drafts(norway.folder).all() == []


@journey
async def test_text_that_could_not_be_read_when_the_terminal_was_lost_is_there_again(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("e", "f3", "pagedown")
        await hand.type("notes")
    async with at_work(norway) as hand:
        await hand.press("enter", "f3")

        assert "11  notes" in hand.shown()
        assert "The text cannot be read" in hand.shown()


@journey
async def test_a_wrong_value_that_stood_there_when_the_terminal_was_lost_is_there_again(
    norway: Bench,
) -> None:
    async with at_work(norway) as hand:
        await _raise_quantity(hand, "9 or so")
    async with at_work(norway) as hand:
        await hand.press("enter")

        assert "quantity cannot be '9 or so'" in hand.shown()


@journey
async def test_an_offered_draft_is_dropped(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await _raise_quantity(hand)
    async with at_work(norway) as hand:
        await hand.press("d")

        assert isinstance(hand.app.screen, PlanScreen)
    assert Drafts(norway.folder).all() == []


@journey
async def test_an_offered_draft_is_left_for_later_and_met_again_in_its_record(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await _raise_quantity(hand)
    async with at_work(norway) as hand:
        assert isinstance(hand.app.screen, OfferDrafts)
        await hand.press("escape", "e")

        assert "Here are your unsaved changes of" in hand.told()
        assert "(unsaved)" in hand.shown()


@journey
async def test_a_session_that_only_looks_is_offered_no_draft(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await _raise_quantity(hand)
    async with at_work(norway, read_only=True) as hand:
        assert isinstance(hand.app.screen, PlanScreen)


@journey
async def test_escape_asks_and_enter_goes_on(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await _raise_quantity(hand)
        await hand.press("escape")
        asked = hand.shown()
        await hand.press("enter")

        assert isinstance(hand.app.screen, FormScreen)
        assert "950" in hand.shown()
    assert "NOR-C-7K3Q: unsaved changes" in asked
    assert "quantity from about 900 to 950" in asked


@journey
async def test_changes_are_kept_for_later(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await _raise_quantity(hand)
        await hand.press("escape", "k")

        assert isinstance(hand.app.screen, PlanScreen)
    assert [kept.draft.path for kept in Drafts(norway.folder).all()] == [COMMITMENT]


@journey
async def test_changes_are_dropped(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await _raise_quantity(hand)
        await hand.press("escape")
        await hand.click("#drop")

        assert isinstance(hand.app.screen, PlanScreen)
    assert Drafts(norway.folder).all() == []
    assert norway.git("status", "--porcelain") == ""


@journey
async def test_a_form_without_changes_closes_at_once_and_leaves_nothing(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await _raise_quantity(hand, "about 900")
        await hand.press("escape")

        assert isinstance(hand.app.screen, PlanScreen)
    assert Drafts(norway.folder).all() == []


@journey
async def test_what_others_saved_meanwhile_is_taken_over_into_a_kept_draft(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await _raise_quantity(hand)
    norway.commit({COMMITMENT: RECORDS[COMMITMENT].replace("committed", "pledged")})
    async with at_work(norway) as hand:
        await hand.press("enter")
        told = hand.told()
        await hand.press("ctrl+s")

    saved = norway.git("show", f"HEAD:{COMMITMENT}")
    assert "status came in" in told
    assert "quantity = 950" in saved
    assert 'status = "pledged"' in saved


@journey
async def test_what_changes_on_disk_while_the_form_is_open_comes_in_field_by_field(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await _raise_quantity(hand)
        text = RECORDS[COMMITMENT].replace("committed", "pledged")
        norway.commit({COMMITMENT: text.replace("{about = 900}", "700")})
        hand.session.adopt(type(hand.session).open(norway.folder, today=hand.session.today).plan)
        hand.app.screen.post_message(PlanChanged())
        await hand.rest()

        shown = hand.shown()
        assert "pledged" in shown
        assert "meanwhile others changed this to 700; yours is 950" in shown
        assert "NOR-C-7K3Q was changed meanwhile: status came in" in hand.told()
