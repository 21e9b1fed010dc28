from tests.cli.conftest import COMMITMENT, Bench
from tests.tui.conftest import at_work, journey


@journey
async def test_a_record_is_retired_with_a_reason_and_the_retirement_undone(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("x")
        await hand.type("Sold")
        await hand.press("enter")
        retired = norway.git("show", f"HEAD:{COMMITMENT}")
        await hand.press("ctrl+z")

    assert 'reason = "Sold"' in retired
    assert "retired" not in norway.git("show", f"HEAD:{COMMITMENT}")
    assert norway.git("rev-list", "--count", "HEAD") == "3"


@journey
async def test_what_was_set_back_by_hand_does_not_go_along(norway: Bench) -> None:
    held = (norway.folder / COMMITMENT).read_text()
    norway.write({COMMITMENT: held.replace('"committed"', '"pledged"')})
    async with at_work(norway) as hand:
        await hand.press("space", "b")
        await hand.type("tags=winter")
        await hand.press("enter")

    assert "goes back from committed to pledged without a reason" in hand.told()
    assert "With it, what was in no commit before:\n- goes back from committed to pledged" in hand.told()
    assert norway.git("rev-list", "--count", "HEAD") == "1"


@journey
async def test_a_retirement_without_a_reason_changes_nothing(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("x", "enter")

    assert norway.git("rev-list", "--count", "HEAD") == "1"


@journey
async def test_one_field_of_all_picked_records_is_changed_after_a_preview(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("space", "b")
        await hand.type("tags=winter")
        preview = hand.shown()
        await hand.press("enter")

    assert "winter" in preview
    assert 'tags = ["winter"]' in norway.git("show", f"HEAD:{COMMITMENT}")


@journey
async def test_a_record_of_another_nation_is_not_retired_and_it_is_said_why(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("g")
        await hand.type("ukr-r")
        await hand.press("enter", "x")

        assert "belongs to UKR" in hand.told()
    assert norway.git("rev-list", "--count", "HEAD") == "1"


@journey
async def test_a_session_that_only_looks_saves_nothing(norway: Bench) -> None:
    async with at_work(norway, read_only=True) as hand:
        await hand.press("x")
        await hand.type("Sold")
        await hand.press("enter")

        assert "read only" in hand.told()
    assert norway.git("rev-list", "--count", "HEAD") == "1"


@journey
async def test_a_session_that_only_looks_says_so_at_the_top(norway: Bench) -> None:
    async with at_work(norway, read_only=True) as hand:
        plan = hand.shown().splitlines()[0]
        await hand.press("e")

        assert "Read only" in plan
        assert "Read only" in hand.shown().splitlines()[0]


@journey
async def test_help_tells_the_keys_of_the_place_and_the_pane(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("question_mark")

        assert "Help: Records" in hand.shown()

        await hand.press("end")

        assert "Ctrl+Z" in hand.shown()


@journey
async def test_the_palette_does_what_keys_do(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("colon")
        await hand.type("go to")
        await hand.press("enter")

        assert "Go to" in hand.shown()
        assert "An id such as" in hand.shown()


@journey
async def test_a_record_of_another_kind_is_begun_by_its_name(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("colon")
        await hand.type("new lesson")
        await hand.press("enter")

        assert "Lesson NOR-L-" in hand.shown()
        assert "new, not saved yet" in hand.shown()


@journey
async def test_ctrl_p_lists_the_commands_as_the_footer_says(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("ctrl+p")
        over_the_plan = hand.shown()
        await hand.press("escape", "e", "ctrl+p")

        assert "Search for commands" in over_the_plan
        assert "Search for commands" in hand.shown()
