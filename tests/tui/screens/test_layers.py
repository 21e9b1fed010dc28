from tests.cli.conftest import COMMITMENT, Bench
from tests.tui.conftest import NARROW, Hand, at_work, journey
from workbook.tui.widgets.layers import LayerTable

STOCK = "plans/nations/NOR/stocks/NOR-S-1111.toml"
HELD = "plans/nations/NOR/stocks/NOR-S-2222.toml"
TEXT = 'item = "155mm-he"\nholding = 900\nas_of = 2022-09-01\n'


def _layered(norway: Bench) -> Bench:
    """Let Norway have a layer of its own, and one that it shares with Sweden."""
    for name, readers, files in (
        ("nor", '["NOR"]', {STOCK: TEXT, HELD: TEXT + 'release_fields = {holding = "national"}\n'}),
        ("nordic", '["NOR", "SWE"]', {}),
    ):
        folder = f"layers/{name}"
        layer = {"plans/layer.toml": f'name = "{name}"\nreaders = {readers}\n', **files}
        norway.write({f"{folder}/{path}": text for path, text in layer.items()})
        norway.git("init", "--quiet", "--initial-branch=main", folder=folder)
        norway.git("config", "workbook.nation", "NOR", folder=folder)
        norway.git("config", "user.name", "Planning cell", folder=folder)
        norway.git("config", "user.email", "planning@example.org", folder=folder)
        norway.git("add", "--all", folder=folder)
        norway.git("commit", "--quiet", "--message", "Begin", folder=folder)
    norway.git("remote", "add", "origin", "https://kari:secret@git.example.org/plan.git")
    return norway


async def _at_stock(hand: Hand, id: str = "nor-s-1111") -> None:
    await hand.press("g")
    await hand.type(id)
    await hand.press("enter", "v")


@journey
async def test_the_layers_are_listed_with_readers_counts_branch_and_address(norway: Bench) -> None:
    async with at_work(_layered(norway)) as hand:
        await hand.press("v")
        shown = hand.shown()

    assert "Layers: 3 repositories" in shown
    assert "● shared       12  main    all 6 members" in shown
    assert "nordic        0  main    Norway and Sweden" in shown
    assert "https://git.example.org/plan.git" in shown
    assert "secret" not in shown


@journey
async def test_where_a_record_lives_and_for_whom_it_is_told_stands_beside(norway: Bench) -> None:
    async with at_work(_layered(norway), NARROW) as hand:
        await _at_stock(hand, "nor-s-2222")
        shown = hand.shown()

    assert "the layer nor, which" in shown
    assert "Norway, as it names no" in shown
    assert "Held back in papers" in shown


@journey
async def test_a_record_that_holds_back_more_than_the_layer_is_not_moved(norway: Bench) -> None:
    async with at_work(_layered(norway)) as hand:
        await _at_stock(hand, "nor-s-2222")
        await hand.press("down")
        shown = hand.shown()
        await hand.press("m")

        assert "only move once it holds nothing back from them" in shown
        assert "Not moved: NOR-S-2222 releases holding only to its owner alone" in hand.told()
    assert norway.git("ls-files", HELD, folder="layers/nor") == HELD


@journey
async def test_a_record_is_moved_to_a_wider_layer_after_a_question(norway: Bench) -> None:
    async with at_work(_layered(norway)) as hand:
        await _at_stock(hand)
        await hand.press("down", "m")
        asked = " ".join(hand.shown().replace("│", " ").split())
        await hand.press("y")

        assert "Sweden can then read the whole file, and keep it for ever." in asked
        assert "Papers for them may then tell of it" in asked
        assert "● nordic" in hand.shown()
    assert norway.git("show", f"HEAD:{STOCK}", folder="layers/nordic") == TEXT.strip()
    assert norway.git("ls-files", STOCK, folder="layers/nor") == ""
    assert "Moved-to: nordic" in norway.git("log", "-1", "--format=%B", folder="layers/nordic")


@journey
async def test_enter_and_escape_at_the_question_move_nothing(norway: Bench) -> None:
    async with at_work(_layered(norway)) as hand:
        await _at_stock(hand)
        await hand.press("down", "m", "enter", "m", "escape")

        assert "● nor " in hand.shown()
    assert norway.git("ls-files", STOCK, folder="layers/nor") == STOCK


@journey
async def test_a_narrower_layer_is_refused_and_the_pane_says_so_before(norway: Bench) -> None:
    async with at_work(_layered(norway)) as hand:
        await hand.press("v", "end")
        shown = hand.shown()
        await hand.press("m")

        assert "It cannot" in shown
        assert "not all who read it now could read it there" in hand.told()
    assert norway.git("ls-files", COMMITMENT) == COMMITMENT


@journey
async def test_a_click_on_a_layer_tells_of_it(norway: Bench) -> None:
    async with at_work(_layered(norway)) as hand:
        await hand.press("v")
        await hand.click("#layers", (6, 4))
        table = hand.app.screen.query_one(LayerTable)

        assert table.current is not None
        assert table.current.name == "nordic"
        assert "NOR (Norway), SWE (Sweden)" in hand.shown()


@journey
async def test_who_may_only_look_moves_nothing(norway: Bench) -> None:
    async with at_work(_layered(norway), read_only=True) as hand:
        await _at_stock(hand)
        await hand.press("down", "m")

        assert "opened to be read only" in hand.told()
