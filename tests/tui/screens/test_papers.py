from textual.widgets import Input

from tests.cli.conftest import COMMITMENT, RECORDS, Bench
from tests.tui.conftest import NARROW, Hand, at_work, journey
from workbook.render.catalogue import PAPERS

MEETING = "2022-09-28-brussels"
MINE = f"out/agenda-{MEETING}-for-NOR.md"
TITLE = f"plans/meetings/{MEETING}/meeting.toml"


def _cell_styles(hand: Hand) -> list[object]:
    strips = hand.app.screen._compositor.render_strips(hand.app.size)
    return [part.style for strip in strips for part in strip if part.style is not None]


@journey
async def test_the_agenda_for_my_nation_is_there_to_read_with_its_label(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("p")
        shown = hand.shown()

    assert "TLP:AMBER+STRICT · Norway alone may read it" in shown
    assert "For Norway only." in shown
    assert "digest" in shown


@journey
async def test_another_audience_makes_another_paper_with_another_label(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("p", "tab", "tab", "down")
        members = hand.shown()
        await hand.press("down")

        assert "TLP:GREEN · All 6 members may read it" in members
        assert "TLP:CLEAR · Anybody may read it" in hand.shown() or "No paper" in hand.shown()


@journey
async def test_a_brief_for_many_is_refused_in_one_sentence_and_not_written(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("p", "down", "tab", "tab", "down")
        shown = hand.shown()
        await hand.press("w")

        assert "A brief is for the delegation of one nation" in shown
        assert "nothing to write" in hand.told()


@journey
async def test_the_paper_is_written_as_the_command_line_writes_it(norway: Bench) -> None:
    printed = norway.run("render", "agenda", MEETING, "--for", "NOR").stdout
    async with at_work(norway) as hand:
        await hand.press("p", "w", "enter")

        assert f"Written: {norway.folder / MINE}" in hand.told()
    assert (norway.folder / MINE).read_text() == printed


@journey
async def test_a_place_that_ends_with_html_gets_a_page(norway: Bench) -> None:
    printed = norway.run("render", "agenda", MEETING, "--for", "NOR", "--format", "html").stdout
    async with at_work(norway) as hand:
        await hand.press("p", "w", "end", "backspace", "backspace")
        await hand.type("html")
        await hand.press("enter")

    assert (norway.folder / MINE).with_suffix(".html").read_text() == printed


@journey
async def test_another_paper_is_written_over_only_after_a_question(norway: Bench) -> None:
    norway.write({MINE: "Something else\n"})
    async with at_work(norway) as hand:
        await hand.press("p", "w", "enter", "enter")
        kept = (norway.folder / MINE).read_text()
        await hand.press("w", "enter", "y")

        assert kept == "Something else\n"
        assert (norway.folder / MINE).read_text().startswith("# Agenda")


@journey
async def test_several_nations_are_typed_together(norway: Bench) -> None:
    async with at_work(norway, NARROW) as hand:
        await hand.press("p", "slash")
        await hand.type("swe,nor")

        assert "TLP:AMBER · Norway, Sweden may read it" in hand.shown()


@journey
async def test_a_narrow_window_names_papers_without_scraps_of_what_they_are(norway: Bench) -> None:
    async with at_work(norway, NARROW) as hand:
        await hand.press("p")

        (line,) = [one for one in hand.shown().splitlines() if "▸ agenda" in one]
        assert "what" not in line
        assert "Norway" in hand.shown()


@journey
async def test_a_click_chooses_the_paper_and_for_whom(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("p")
        await hand.click("#paper", (4, 2))
        await hand.click("#audience", (4, 4))

        assert f"brief {MEETING}" in hand.shown()
        assert "TLP:AMBER+STRICT · Germany alone may read it" in hand.shown()


@journey
async def test_what_was_saved_on_the_screens_is_in_the_paper(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("p", "down")
        before = hand.app.screen.query_one("#preview").row_count  # type: ignore[attr-defined]  # the pane of the paper
        await hand.press("escape", "x")
        await hand.type("Sold")
        await hand.press("enter", "p", "down")

        assert "Winter shells" not in hand.shown()
        assert hand.app.screen.query_one("#preview").row_count != before  # type: ignore[attr-defined]  # the pane of the paper


@journey
async def test_escape_leaves_the_search_before_it_leaves_the_screen(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("p", "slash")
        await hand.type("swed")
        await hand.press("escape")
        searched = hand.app.screen.query_one("#filter", Input).value
        await hand.press("escape")

        assert searched == ""
        assert "Commitments of NOR" in hand.shown()


@journey
async def test_nothing_in_a_paper_acts(norway: Bench) -> None:
    evil = r'"[press](file:///etc/passwd) [bold]x[/] <b>\u001b[31m\u202e https://evil.example"'
    norway.commit(
        {
            TITLE: f"title = {evil}\ndate = 2022-09-28\n",
            COMMITMENT: RECORDS[COMMITMENT].replace('"Winter shells"', evil),
        }
    )
    async with at_work(norway) as hand:
        await hand.press("p", "down")
        shown, styles = hand.shown(), _cell_styles(hand)

    assert "[press](file" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert [style for style in styles if getattr(style, "link", None)] == []


@journey
async def test_every_paper_stands_there_with_a_line_of_what_it_is(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("p")
        shown = hand.shown()

    assert [kind.name for kind in PAPERS if f" {kind.name} " not in shown] == []
    assert "what a meeting takes up, item by item" in shown


@journey
async def test_a_paper_tells_what_changed_since_a_day_until_that_is_left_out(norway: Bench) -> None:
    norway.git("commit", "--quiet", "--allow-empty", "-m", "Before", at="2022-09-25T12:00:00Z")
    norway.commit({COMMITMENT: RECORDS[COMMITMENT].replace("about = 900", "about = 950")})
    printed = norway.run("render", "brief", MEETING, "--for", "NOR", "--since", "HEAD~1").stdout
    async with at_work(norway) as hand:
        await hand.press("p", "down", "c")
        await hand.type("HEAD~1")
        await hand.press("enter")
        shown = hand.shown()
        await hand.press("w", "enter", "c")

        assert "changes since HEAD~1" in shown
        assert "changes since HEAD~1" not in hand.shown()
    assert (norway.folder / MINE.replace("agenda", "brief")).read_text() == printed


@journey
async def test_a_word_that_names_no_state_is_refused_in_a_sentence(norway: Bench) -> None:
    async with at_work(norway) as hand:
        await hand.press("p", "c")
        await hand.type("nowhere")
        await hand.press("enter")

        assert "No paper" in hand.shown()
        assert "nowhere" in hand.shown()


@journey
async def test_a_paper_of_no_meeting_is_written_as_the_command_line_writes_it(norway: Bench) -> None:
    printed = norway.run("render", "requirements", "--for", "NOR").stdout
    async with at_work(norway) as hand:
        place = [kind.name for kind in PAPERS].index("requirements")
        await hand.press("p", *["down"] * place, "w", "enter")

        assert "requirements-for-NOR.md" in hand.told()
    assert (norway.folder / "out" / "requirements-for-NOR.md").read_text() == printed
