"""Text from records, files and git is data on every screen: nothing in it acts, nothing in it is markup."""

import pytest

from tests.cli.conftest import COMMITMENT, RECORDS, Bench
from tests.tui.conftest import WIDE, Hand, at_work, journey

ACTING = {"\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\u200b"}
EVIL = r"[bold red]E[/] [link=https://evil.example]x[/link] \u001b]0;owned\u0007 \u009b31m \u202etxt \u200b"
SPOKEN = "[bold red]E[/] \x1b]0;owned\x07 \u202etxt"
MEETING = "plans/meetings/2022-09-28-brussels/meeting.toml"


def _hostile(norway: Bench) -> Bench:
    """Put what would act on a terminal wherever somebody else can write."""
    held = f'release_fields = {{"{EVIL}" = "members"}}\n'
    commitment = RECORDS[COMMITMENT].replace("Winter shells", EVIL)
    norway.write(
        {
            COMMITMENT: f'{commitment}notes = "{EVIL}"\n"{EVIL}" = 1\n{held}',
            MEETING: f'title = "{EVIL}"\ndate = 2022-09-28\nplace = "{EVIL}"\n',
            "plans/nations/NOR/lessons/NOR-L-1111.toml": f"{SPOKEN}\n",
            "layers/odd\x1b[1m/plans/layer.toml": f'name = "{EVIL}"\nreaders = ["{EVIL}"]\n',
        }
    )
    norway.git("add", "--all")
    norway.git("commit", "--quiet", "--message", f"{SPOKEN}\n\n{SPOKEN}", f"--author={SPOKEN} <a@b.example>")
    norway.git("remote", "add", "origin", f"https://git.example.org/{SPOKEN}")
    return norway


def _acting_styles(hand: Hand) -> list[object]:
    strips = hand.app.screen._compositor.render_strips(hand.app.size)
    styles = [part.style for strip in strips for part in strip if part.style is not None]
    return [style for style in styles if style.link or "@click" in style.meta]


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(["f"], id="my findings"),
        pytest.param(["f", "m", "right", "down", "a"], id="acknowledging"),
        pytest.param(["p"], id="agenda"),
        pytest.param(["p", "down", "w"], id="writing a brief"),
        pytest.param(["y"], id="history"),
        pytest.param(["y", "tab", "tab", "enter"], id="the past"),
        pytest.param(["y", "enter", "e"], id="editing the past"),
        pytest.param(["y", "tab", "tab", "enter", "v"], id="layers of the past"),
        pytest.param(["v", "end"], id="layers"),
        pytest.param(["v", "end", "m"], id="moving"),
    ],
)
def test_nothing_that_others_wrote_acts_on_a_screen(norway: Bench, keys: list[str]) -> None:
    @journey
    async def steps() -> None:
        async with at_work(_hostile(norway), WIDE) as hand:
            await hand.press(*keys)

            assert ACTING.isdisjoint(hand.shown() + hand.told() + str(hand.app.screen.title))
            assert _acting_styles(hand) == []

    steps()


@journey
async def test_what_looks_like_markup_is_shown_letter_by_letter(norway: Bench) -> None:
    async with at_work(_hostile(norway)) as hand:
        await hand.press("y")
        history = hand.shown()
        await hand.press("escape", "p")

        assert "[bold red]E[/]" in history
        assert "[bold red]E[/]" in hand.shown()
