"""The record form: a record changed by keys and by mouse, judged as one types, saved as one commit."""

from textual import events

from tests.cli.conftest import COMMITMENT, RECORDS, REQUEST, Bench
from tests.tui.conftest import NARROW, Hand, at_work, journey
from workbook.tui.screens.form import FormScreen
from workbook.tui.screens.plan import PlanScreen
from workbook.tui.widgets.form_fields import FormFields


async def _go(hand: Hand, path: str) -> None:
    """Go down to a row."""
    fields = hand.app.screen.query_one(FormFields)
    for _ in range(40):
        if fields.current is not None and fields.current.path == path:
            return
        await hand.press("down")
    raise AssertionError(path)


async def _write(hand: Hand, text: str) -> None:
    """Type in the place of what stands in the line."""
    await hand.press("ctrl+u")
    await hand.type(text)


@journey
async def test_a_figure_is_raised_and_saved_as_one_commit(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("e")
        await _go(hand, "quantity")
        await _write(hand, "about 950")
        shown = hand.shown()
        await hand.press("ctrl+s")

        assert isinstance(hand.app.screen, PlanScreen)
        assert "about 950" in hand.shown()
    assert "(unsaved)" in shown
    assert norway.git("show", f"HEAD:{COMMITMENT}") + "\n" == RECORDS[COMMITMENT].replace(
        "quantity = {about = 900}", "quantity = {about = 950}"
    )
    assert norway.git("rev-list", "--count", "HEAD") == "2"
    subject = "NOR raises Winter shells from about 900 to about 950"
    assert norway.git("log", "-1", "--format=%s") == subject


@journey
async def test_a_form_says_at_once_what_was_changed_by_hand_and_would_be_saved_too(norway: Bench) -> None:
    norway.write({COMMITMENT: RECORDS[COMMITMENT].replace("{about = 900}", "700")})
    async with at_work(norway) as hand:
        await hand.press("e")
        shown = " ".join(hand.shown().split())
        await hand.press("escape")

    assert "Changed by hand, and saved with this: quantity from about 900 to 700." in shown


@journey
async def test_a_form_says_that_a_record_is_in_no_commit(norway: Bench) -> None:
    norway.write({COMMITMENT.replace("7K3Q", "0A0A"): RECORDS[COMMITMENT].replace("Winter", "Autumn")})
    async with at_work(norway) as hand:
        await hand.press("e")
        shown = " ".join(hand.shown().split())
        await hand.press("escape")

    assert "NOR-C-0A0A" in shown
    assert "This record is in no commit yet: saving commits all of it." in shown


@journey
async def test_a_form_of_what_is_committed_says_nothing_of_hands(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("e")
        shown = hand.shown()
        await hand.press("escape")

    assert "by hand" not in shown
    assert "in no commit" not in shown


@journey
async def test_enter_and_the_mouse_open_a_record_and_a_click_goes_to_a_field(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("enter")
        await hand.click("#rows", at=(6, 6))
        current = hand.app.screen.query_one(FormFields).current
        await hand.type("9")
        await hand.press("f4")

        assert current is not None
        assert current.path == "quantity"
        assert "quantity from about 900 to 9" in hand.shown()
        assert "+quantity = 9" in hand.shown()


@journey
async def test_digits_typed_on_a_figure_take_its_place(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("e")
        await _go(hand, "quantity")
        await hand.type("950")
        await hand.press("f4")

        assert "quantity from about 900 to 950" in hand.shown()


@journey
async def test_all_lines_that_are_pasted_come_into_a_field(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("e", "ctrl+u")
        hand.app.post_message(events.Paste("Shells for winter,\nand charges\n"))
        await hand.rest()
        await hand.press("f4")

        assert 'to "Shells for winter, and charges"' in hand.shown()


@journey
async def test_a_figure_is_continued_after_end_and_words_are_always(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("e")
        await hand.type(" again")
        await _go(hand, "quantity")
        await hand.press("end")
        await hand.type("0")
        await hand.press("f4")

        assert 'to "Winter shells again"' in hand.shown()
        assert "quantity from about 900 to about 9,000" in hand.shown()


@journey
async def test_the_record_under_the_cursor_is_opened_whatever_is_picked(norway: Bench) -> None:
    norway.commit({COMMITMENT.replace("7K3Q", "9ZZZ"): RECORDS[COMMITMENT]})
    async with at_work(norway) as hand:
        await hand.press("space", "e")

        assert "Commitment NOR-C-9ZZZ" in hand.shown()


@journey
async def test_keys_that_come_before_the_form_stands_or_after_it_is_left_do_no_harm(norway: Bench) -> None:
    async with at_work(norway) as hand:
        hurried = ["e", "f4", "ctrl+s", "f2", "escape", "escape", "f3", "ctrl+r"]
        [*map(hand.app.simulate_key, hurried)]
        await hand.rest()

        assert hand.app.fault is None
    assert norway.git("status", "--porcelain") == ""


@journey
async def test_findings_are_told_with_their_field_while_one_types(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("e")
        await _go(hand, "item")
        await _write(hand, "no-such-thing")

        shown = hand.shown()
        assert "Keep it from being saved: 1" in shown
        assert "WB201 NOR-C-7K3Q item" in shown
        await hand.press("ctrl+s")
        assert "Not saved" in hand.told()
        assert isinstance(hand.app.screen, FormScreen)
    assert norway.git("rev-list", "--count", "HEAD") == "1"


@journey
async def test_a_wrong_value_is_told_beside_its_field_and_is_not_saved(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("e")
        await _go(hand, "quantity")
        await _write(hand, "many")
        beside = hand.shown()
        await hand.press("up", "ctrl+s")

        assert "quantity cannot be 'many': write a number like" in beside
        assert "Not saved: quantity cannot be 'many'" in hand.told()
        assert "many" in hand.shown()
    assert norway.git("status", "--porcelain") == ""


@journey
async def test_the_help_of_the_field_under_the_cursor_is_shown(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("e")
        await _go(hand, "quantity")

        assert "How much, with its doubt." in hand.shown()
        assert "For example: about 20" in hand.shown()


@journey
async def test_it_is_said_how_what_was_typed_is_understood(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("e")
        await _go(hand, "made_on")
        await _write(hand, "by 3 March 2023")

        assert "Understood as until 2023-03-03." in hand.shown()


@journey
async def test_help_is_a_key_that_no_text_holds(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("e", "question_mark")
        typed = hand.shown()
        await hand.press("f1")

        assert "Winter shells?" in typed
        assert "F1 Help" in typed
        assert "Help: Fields" in hand.shown()


@journey
async def test_a_status_is_chosen_from_the_list_that_enter_opens(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("e")
        await _go(hand, "status")
        await hand.press("enter")
        offered = hand.shown()
        await hand.press("down", "enter", "ctrl+s")

    assert "considered" in offered
    assert 'status = "contracted"' in norway.git("show", f"HEAD:{COMMITMENT}")


@journey
async def test_a_request_is_found_by_its_title_and_added_with_the_mouse(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("e")
        await _go(hand, "meets")
        await hand.type("barr")
        await hand.click("#choices", at=(2, 0))
        await _go(hand, "meets[1].quantity")
        await hand.type("4")
        await hand.press("ctrl+s")

    assert '{request = "SWE-R-22CD", quantity = 4}' in norway.git("show", f"HEAD:{COMMITMENT}")


@journey
async def test_an_entry_that_was_typed_but_not_entered_is_saved_all_the_same(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("e")
        await _go(hand, "lots")
        await hand.type("b")
        await hand.press("ctrl+s")

    assert '{lot = "b"}' in norway.git("show", f"HEAD:{COMMITMENT}")


@journey
async def test_what_is_refused_stays_in_sight_when_the_cursor_goes_on(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("e")
        await _go(hand, "quantity")
        await _write(hand, "lots of")
        await hand.press("up")

        assert "Quantity        lots of" in hand.shown()


@journey
async def test_an_entry_that_is_refused_can_be_given_up(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("e")
        await _go(hand, "lots")
        await hand.type("a")
        await hand.press("enter")
        refused = hand.shown()
        await hand.press("backspace", "escape")

        assert "already has a" in refused
        assert isinstance(hand.app.screen, PlanScreen)


@journey
async def test_a_choice_that_was_begun_and_not_taken_is_not_saved_as_a_value(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("e")
        await _go(hand, "status")
        await _write(hand, "contra")
        await hand.press("ctrl+s")

        assert "Not saved: status cannot be 'contra': did you mean contracted" in hand.told()
    assert norway.git("rev-list", "--count", "HEAD") == "1"


@journey
async def test_nothing_of_a_hostile_record_acts_on_the_terminal_or_is_read_as_markup(norway: Bench) -> None:
    hostile = RECORDS[COMMITMENT].replace("Winter shells", "[red]W\\u001b[31m\\u202ein[/red]")
    norway.commit({COMMITMENT: hostile + "notes = 'a\u202eb'\nunknown = '[bold]x'\n"})
    async with at_work(norway) as hand:
        await hand.press("e")
        fields = hand.shown()
        await hand.press("f3")
        text = hand.shown()
        await hand.press("pagedown")
        await hand.type("tags = ['a']")
        await hand.press("f4")
        shown = f"{fields}{text}{hand.shown()}"

        assert "[red]W[31min[/red]" in fields
        assert "'[bold]x'" in text
        assert "a\\u202Eb" in text
        assert {"\x1b", "\u202e"}.isdisjoint(shown)
        await hand.press("ctrl+s")
    assert norway.git("show", f"HEAD:{COMMITMENT}").endswith("b'\nunknown = '[bold]x'\ntags = ['a']")
    assert "a\u202eb" in norway.git("show", f"HEAD:{COMMITMENT}")


@journey
async def test_a_file_that_is_no_toml_opens_as_text_and_is_mended(norway: Bench) -> None:
    norway.commit({COMMITMENT: RECORDS[COMMITMENT] + "notes"})
    async with at_work(norway) as hand:
        screen = hand.app.screen
        assert isinstance(screen, PlanScreen)
        screen.open_form(COMMITMENT)
        await hand.rest()
        shown = hand.shown()
        await hand.press("pagedown", "end")
        await hand.type(" = 'x'")
        await hand.press("ctrl+s")

    assert "The text cannot be read in line 11" in shown
    assert norway.git("show", f"HEAD:{COMMITMENT}").endswith("notes = 'x'")


@journey
async def test_a_field_that_is_not_filled_in_is_added_by_its_name(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("e")
        await _go(hand, "+")
        await hand.type("valid")
        await hand.press("enter")
        await hand.type("2023-Q1")
        await hand.press("ctrl+s")

    assert 'valid_until = "2023-Q1"' in norway.git("show", f"HEAD:{COMMITMENT}")


@journey
async def test_an_entry_is_taken_out_and_taking_it_out_is_taken_back(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("e")
        await _go(hand, "lots[0]")
        await hand.press("ctrl+r", "f3")
        without = hand.shown()
        await hand.press("f2", "ctrl+z", "f3")

        assert "lots" not in without
        assert 'lots = [{lot = "a"' in hand.shown()
    assert norway.git("rev-list", "--count", "HEAD") == "1"


@journey
async def test_the_text_is_changed_and_what_cannot_be_read_is_told_below_it(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("e", "f3", "pagedown")
        await hand.type("notes")
        broken = hand.shown()
        await hand.press("ctrl+s")
        refused = hand.told()
        await hand.type(" = 'x'")
        await hand.press("ctrl+s")

    assert "The text cannot be read in line 11" in broken
    assert "Not saved: The text cannot be read" in refused
    assert norway.git("show", f"HEAD:{COMMITMENT}") + "\n" == RECORDS[COMMITMENT] + "notes = 'x'\n"


@journey
async def test_a_text_of_several_lines_is_written_in_a_window(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("e")
        await _go(hand, "title")
        await hand.press("ctrl+l", "enter")
        await hand.type("and more")
        await hand.press("escape", "ctrl+s")

    assert 'title = """\nWinter shells\nand more"""' in norway.git("show", f"HEAD:{COMMITMENT}")


@journey
async def test_where_a_record_lies_and_who_reads_it_is_always_in_sight(norway: Bench) -> None:
    async with at_work(norway, NARROW) as hand:
        await hand.press("e")
        fields = hand.shown()
        await hand.press("f4")

        assert "Lies in the shared layer, which all members can read" in fields
        assert "Lies in the shared layer, which all members can read" in hand.shown()


@journey
async def test_another_nations_record_can_be_read_and_it_is_said_why_not_edited(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("g")
        await hand.type("ukr-r")
        await hand.press("enter", "e", "down", "down")
        await hand.type("77")
        await hand.press("ctrl+s")

        assert "belongs to UKR" in hand.shown()
        assert "Not saved: UKR-R-11AB belongs to UKR" in hand.told()
        assert "4,000" in hand.shown()
    assert norway.git("status", "--porcelain") == ""
    assert norway.git("show", f"HEAD:{REQUEST}") + "\n" == RECORDS[REQUEST]


@journey
async def test_a_session_that_only_looks_opens_the_form_and_changes_nothing(norway: Bench) -> None:
    async with at_work(norway, read_only=True) as hand:
        await hand.press("e")
        await _go(hand, "quantity")
        await hand.type("1")
        await hand.press("f3")
        await hand.type("x")
        await hand.press("escape")

        assert isinstance(hand.app.screen, PlanScreen)
    assert norway.git("status", "--porcelain") == ""


@journey
async def test_a_new_record_is_written_and_shown_in_its_list(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("n")
        lacking = hand.shown()
        await hand.type("Barrels")
        await hand.press("down")
        await hand.type("donation")
        await hand.press("down")
        await hand.type("pledged")
        await hand.press("ctrl+s")

        assert "Commitments of NOR: 2 of 2" in hand.shown()
        assert "Barrels" in hand.shown()
    assert "new, not saved yet" in lacking
    assert 'title = "Barrels"\nkind = "donation"\nstatus = "pledged"' in norway.git(
        "show", "HEAD", "--format="
    )[:].replace("+", "")


@journey
async def test_a_new_item_is_asked_for_its_name_and_a_wrong_one_is_told(norway: Bench) -> None:
    async with at_work(norway) as hand:
        screen = hand.app.screen
        assert isinstance(screen, PlanScreen)
        screen.go_to("155mm-he")
        await hand.rest()
        await hand.press("n")
        await hand.type("Big Shell")
        await hand.press("enter")
        refused = hand.shown()
        await _write(hand, "big-shell")
        await hand.press("enter")

        assert "big-shell" in hand.shown()
        assert isinstance(hand.app.screen, FormScreen)
    assert "New item" in refused
    assert "Big Shell" in refused


@journey
async def test_the_secretariat_writes_on_behalf_of_a_nation_that_has_not(norway: Bench) -> None:
    norway.git("config", "workbook.nation", "USA")
    async with at_work(norway) as hand:
        await hand.press("n")
        asked = hand.shown()
        await hand.type("deu")
        await hand.press("enter")
        await hand.type("Barrels")
        await hand.press("down")
        await hand.type("donation")
        await hand.press("down")
        await hand.type("pledged")
        await hand.press("ctrl+s")

    assert "On behalf of which nation" in asked
    assert "plans/recorded/DEU/commitments/" in norway.git("show", "--name-only", "--format=", "HEAD")


@journey
async def test_a_kind_that_a_nation_may_not_write_is_refused_at_once(norway: Bench) -> None:
    async with at_work(norway) as hand:
        screen = hand.app.screen
        assert isinstance(screen, PlanScreen)
        screen.go_to("shell-works")
        await hand.rest()
        await hand.press("n")

        assert isinstance(hand.app.screen, PlanScreen)
        assert "Every supplier belongs to USA" in hand.told()


@journey
async def test_saving_and_the_panes_are_reached_by_mouse(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("e")
        await _go(hand, "quantity")
        await _write(hand, "950")
        await hand.click("#tabs", at=(20, 0))
        changes = hand.shown()
        await hand.click("KeyBar", at=(9, 0))

    assert "What changes" in changes
    assert "quantity = 950" in norway.git("show", f"HEAD:{COMMITMENT}")


@journey
async def test_keys_typed_without_a_pause_go_to_the_row_they_were_meant_for(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("e")
        await _go(hand, "quantity")
        hurried = [*["up"] * 6, "x", *["down"] * 6, "ctrl+u", *"950", "ctrl+s"]
        [*map(hand.app.simulate_key, hurried)]
        await hand.rest()

    assert norway.git("log", "-1", "--format=%s") == "NOR changes title and quantity of Winter shellsx"
    assert "quantity = 950" in norway.git("show", f"HEAD:{COMMITMENT}")


def _with_nordic(norway: Bench, *more: str) -> None:
    """Give Norway a layer that it shares with Sweden; `more` are lines of its file."""
    lines = ('name = "nordic"', 'readers = ["NOR", "SWE"]', *more)
    norway.write({"layers/nordic/plans/layer.toml": "".join(f"{line}\n" for line in lines)})
    norway.git("init", "--quiet", folder="layers/nordic")
    norway.git("add", "--all", folder="layers/nordic")
    norway.git("commit", "--quiet", "--message", "Record", folder="layers/nordic")
    norway.git("config", "user.name", "Planning cell", folder="layers/nordic")
    norway.git("config", "user.email", "planning@example.org", folder="layers/nordic")


@journey
async def test_the_secretariat_of_a_layer_begins_a_meeting_in_it(norway: Bench) -> None:
    _with_nordic(norway, 'secretariat = "NOR"')
    async with at_work(norway) as hand:
        screen = hand.app.screen
        assert isinstance(screen, PlanScreen)
        screen.go_to("2022-09-28-brussels")
        await hand.rest()
        await hand.press("n")
        asked = hand.shown()
        await hand.type("2022-10-01-oslo")
        await hand.press("enter")
        await hand.type("Oslo")
        await hand.press("down")
        await hand.type("2022-10-01")
        await hand.press("ctrl+s")

    assert "layer nordic, which NOR and SWE can read" in asked
    written = norway.git("show", "--name-only", "--format=", "HEAD", folder="layers/nordic")
    assert written == "plans/meetings/2022-10-01-oslo/meeting.toml"


@journey
async def test_a_new_record_is_written_into_the_narrower_layer_that_was_chosen(norway: Bench) -> None:
    _with_nordic(norway)
    async with at_work(norway) as hand:
        await hand.press("n", "shift+tab", "shift+tab", "enter", "down", "enter")
        chosen = hand.shown()
        await hand.click("#ok")
        opened = hand.shown()
        await hand.type("Barrels")
        await hand.press("down")
        await hand.type("donation")
        await hand.press("down")
        await hand.type("pledged")
        await hand.press("ctrl+s")

    assert "layer nordic, which NOR and SWE can read" in chosen
    assert "Lies in layer nordic, which NOR and SWE can read." in opened
    written = norway.git("show", "--name-only", "--format=", "HEAD", folder="layers/nordic")
    assert written.startswith("plans/nations/NOR/commitments/")


@journey
async def test_an_entry_is_moved_down_and_up_with_its_comment(norway: Bench) -> None:
    first, second = '    {lot = "a", quantity = 1}, # first\n', '    {lot = "b", quantity = 2}, # second\n'
    text = RECORDS[COMMITMENT].replace('lots = [{lot = "a", by = "2023-Q1", quantity = 900}]\n', "")
    norway.commit({COMMITMENT: f"{text}lots = [\n{first}{second}]\n"})

    async with at_work(norway) as hand:
        await hand.press("e")
        await _go(hand, "lots[0]")
        await hand.press("alt+up", "alt+down")
        current = hand.app.screen.query_one(FormFields).current
        await hand.press("alt+down", "ctrl+s")

        assert current is not None
        assert current.path == "lots[1]"
        assert "no entry here that could be moved up" in hand.told()
        assert "no entry here that could be moved down" in hand.told()
    assert norway.git("show", f"HEAD:{COMMITMENT}").endswith(f"lots = [\n{second}{first}]")


@journey
async def test_the_top_line_of_the_form_tells_the_branch(shared: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "title=Shells")

    async with at_work(shared) as hand:
        await hand.press("e")

        assert "main +1" in hand.shown().splitlines()[0]


@journey
async def test_the_form_tells_what_an_edit_does_to_a_need_as_one_types(norway: Bench) -> None:
    async with at_work(norway, NARROW) as hand:
        await hand.press("e")
        before = hand.shown()
        await _go(hand, "status")
        await _write(hand, "cancelled")

        assert "→" not in before
        assert "→ UKR-R-11AB: short by 4,000 instead of 3,100." in hand.shown()
