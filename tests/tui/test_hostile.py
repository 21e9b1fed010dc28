"""A plan full of traps, opened on every screen: nothing from a record acts, and nothing falls over."""

import unicodedata
from pathlib import Path

import pytest

from tests.cli.conftest import COMMITMENT, REQUEST, Bench
from tests.desk.publishing.sharing import clone, share
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


# What stands on the screens of review: the list, a proposal, two of them, an answer, a refusal, proposing.
_REVIEW_KEYS = [
    ["r", "down"],
    ["r", "enter", "right", "right"],
    ["r", "space", "down", "space", "c"],
    ["r", "enter", "o"],
    ["r", "enter", "end", "enter"],
    ["r", "enter", "d"],
    ["r", "enter", "a", "enter"],
    ["S", "y"],
]


@pytest.fixture
def proposed(hostile: Bench, tmp_path: Path) -> Bench:
    """The plan of traps proposed to a shared repository that answers with traps, and two reviews of them."""
    server = tmp_path / "shared.git"
    hostile.git("reset", "--quiet", "--hard", "HEAD~1")
    share(hostile, server)
    usa = clone(server, tmp_path / "usa", nation="USA", email="desk@example.org")
    text = str(_FILES[COMMITMENT])
    for number, id in enumerate(("NOR-P-0001", "NOR-P-0002")):
        hostile.git("switch", "--quiet", "--create", f"proposal/{id}", "origin/main")
        record = f'title = "{_TRAPS}"\npurpose = "{_TRAPS}"\nfor_meeting = "{_TRAPS}"\n'
        payer = 'financed_by = [{nation = "USA"}]\n'
        changed = text.replace("quantity = {about", f"{payer}quantity = {{about").replace(
            "900", f"80{number}"
        )
        path = f"plans/nations/NOR/proposals/{id}.toml"
        hostile.commit({path: record, COMMITMENT: changed})
        hostile.git("push", "--quiet", "origin", f"HEAD:refs/heads/proposal/{id}")
    for review, about in (("USA-V-0001", "NOR-C-7K3Q:[bold]title"), ("USA-V-0002", _TRAPS)):
        said = f'verdict = "object"\non = 2022-09-28T10:00:00Z\nabout = "{about}"\ntext = "{_TRAPS}"\n'
        usa.commit({f"plans/nations/USA/reviews/{review}.toml": f'proposal = "NOR-P-0001"\n{said}'})
    usa.git("push", "--quiet", "origin", "HEAD:refs/heads/review/USA/NOR-P-0001")
    hook = server / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\nprintf '\\033[31mno [@click=app.quit]x[/] \\033]0;T\\007\\n' >&2\nexit 1\n")
    hook.chmod(0o755)
    hostile.git("switch", "--quiet", "main")
    hostile.commit({"plans/nations/NOR/lessons/NOR-L-0002.toml": f'title = "{_TRAPS}"\n'})
    usa.git("switch", "--quiet", "--create", "work", "origin/main")
    hostile.git("fetch", "--quiet")
    hostile.git("config", "workbook.nation", "USA")
    return hostile


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("keys", _REVIEW_KEYS, ids="-".join)
def test_no_trap_acts_on_the_screens_of_review(
    proposed: Bench, keys: list[str], size: tuple[int, int]
) -> None:
    @journey
    async def look() -> None:
        async with at_work(proposed, size) as hand:
            acting = []
            for key in keys:
                await hand.press(key)
                acting += _acting(hand)

            assert acting == []
            assert hand.app.fault is None

    look()


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
