"""A plan full of traps, opened on every screen: nothing from a record acts, and nothing falls over."""

import unicodedata

import pytest

from tests.cli.conftest import COMMITMENT, REQUEST, Bench
from tests.tui.conftest import NARROW, WIDE, Hand, at_work, journey

_TRAPS = (
    r"\u001b[31mRED\u001b[0m \u001b]0;TITLE\u0007 [bold]big[/bold] [@click=app.quit]quit[/] [/] [ "
    r"{{ 7 * 7 }} {% for x in y %} \u202ereversed\u2066 \u200bhidden \u0000 \r over \u0085 next :smile:"
)
_FILES: dict[str, str | bytes] = {
    COMMITMENT: f"""\
title = "{_TRAPS}"
kind = "donation"
status = "committed"
item = "155mm-he"
quantity = {{about = 900}}
made_on = 2022-09-20
to = [{{party = "UKR"}}]
lots = [{{lot = "{_TRAPS}", by = "2023-Q1", quantity = 900}}]
meets = [{{request = "UKR-R-11AB", quantity = 900}}]
notes = "{_TRAPS}"
tags = ["{_TRAPS}"]
"[red]unknown[/red]" = "{_TRAPS}"
sources = [{{title = "{_TRAPS}", url = "javascript:alert(1)"}}]
""",
    REQUEST: f'title = "{_TRAPS}"\nitem = "155mm-he"\nquantity = 4000\nneed_by = "2023-03"\n',
    "plans/nations/NOR/lessons/NOR-L-0001.toml": b"\xff\xfe\x00 no TOML [bold]",
    "plans/nations/NOR/stocks/NOR-S-0001.toml": f'item = "{_TRAPS}"\n[[[',
    "plans/nations/[red]/commitments/x.toml": 'title = "folder"\n',
}
_KEYS = [
    "e",
    "n",
    "s",
    "m",
    "f",
    "y",
    "p",
    "v",
    "g",
    "b",
    "x",
    "question_mark",
    "colon",
    "slash",
    "o",
    "F",
    "w",
    "t",
]

# The screens whose panes stand otherwise in a narrow window.
_NARROW_KEYS = ["e", "s", "m", "f", "p"]


@pytest.fixture
def hostile(norway: Bench) -> Bench:
    """Norway's plan with traps in every kind of text, committed by somebody called a trap."""
    norway.commit(_FILES)
    norway.git("switch", "--quiet", "--create", "trap{{7}};`x`")
    norway.commit({COMMITMENT: str(_FILES[COMMITMENT]).replace("900", "800")})
    norway.git("commit", "--quiet", "--allow-empty", "--message", "[bold]\x1b[31msubject\u202e [/]")
    norway.git("switch", "--quiet", "main")
    norway.git("config", "user.name", "[blink]Kari[/] \x1b[31m")
    return norway


def _acting(hand: Hand) -> list[str]:
    """List what stands on the screen that a terminal or Textual would obey."""
    strips = hand.app.screen._compositor.render_strips(hand.app.size)
    segments = [segment for strip in strips for segment in strip]
    signs = [
        sign
        for segment in segments
        for sign in segment.text
        if unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
    ]
    clicks = [str(one.style.meta) for one in segments if one.style and "@click" in (one.style.meta or {})]
    links = [one.style.link for one in segments if one.style and one.style.link]
    return [*map(repr, signs), *(one for one in clicks if "quit" in one), *links]


@pytest.mark.parametrize(
    ("key", "size"), [*((key, WIDE) for key in _KEYS), *((key, NARROW) for key in _NARROW_KEYS)]
)
def test_no_trap_acts_on_any_screen(hostile: Bench, key: str, size: tuple[int, int]) -> None:
    @journey
    async def look() -> None:
        async with at_work(hostile, size) as hand:
            acting = _acting(hand)
            await hand.press(key)
            acting += _acting(hand)
            await hand.press("down", "down", "enter")
            acting += _acting(hand)

            assert acting == []
            assert hand.app.fault is None

    look()
