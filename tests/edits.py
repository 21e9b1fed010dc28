"""Edits of a small plan, and histories of them, that touch every sort of case a rule is given."""

from collections.abc import Iterator, Mapping, Sequence

from hypothesis import strategies as st

from workbook.check.examples import COALITION

Edit = tuple[str, str | None]

GIFT_PATH = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
GIFT = 'title = "a"\nkind = "donation"\nstatus = "pledged"\n'
LESSON = 'kind = "statement"\ntitle = "a"\nsummary = "b"\n'
_LAYER = 'name = "nordic"\nreaders = ["NOR", "SWE"]\n'
_MEETING = "plans/meetings/2022-09-28-brussels"
PATHS = {
    GIFT_PATH: [
        GIFT,
        GIFT + 'counted_in = "SWE-C-3F8K"\n',
        GIFT + 'notes = "see NOR-L-1A1A"\n',
        'notes = "no more"\ntags = ["winter"]\n' + GIFT,
        "# a comment\n" + GIFT + 'counted_in = "SWE-C-3F8K"\n[[sources]]\ntitle = "a"\n',
        "x = ",
        "\xff",
    ],
    GIFT_PATH.replace("nations", "recorded"): [GIFT, GIFT + 'counted_in = "SWE-C-3F8K"\n', "x"],
    "layers/nordic/" + GIFT_PATH: [GIFT, GIFT + 'item = "155mm-he"\n'],
    GIFT_PATH.replace("nations/NOR", "nations/DEU"): [GIFT],
    GIFT_PATH.replace("commitments", "requests"): ['title = "a"\n'],
    "plans/nations/SWE/commitments/SWE-C-3F8K.toml": [
        GIFT,
        GIFT + 'counted_in = "NOR-C-7K3Q"\n',
        GIFT + 'counted_in = "SWE-C-3F8K"\nacknowledged = [{code = "WB901", reason = "so be it"}]\n',
    ],
    "plans/nations/NOR/lessons/NOR-L-1A1A.toml": [
        LESSON + 'about = ["NOR-C-7K3Q", "SWE-C-3F8K"]\n',
        LESSON + 'about = ["SWE-C-3F8K", "NOR-C-7K3Q", "NOR-C-7K3Q"]\n',
        LESSON + 'about = ["", "NOR-L-2B2B"]\n',
        LESSON + 'about = ["155mm-he", "DEU-C-0000"]\n',
        'tags = ["winter"]\n' + LESSON + 'about = ["155mm-he", "DEU-C-0000"]\n',
    ],
    "plans/nations/NOR/lessons/NOR-L-2B2B.toml": [
        LESSON,
        LESSON + 'about = [""]\n',
        LESSON + 'about = ["DEU-C-0000", "NOR-L-1A1A"]\n',
    ],
    "layers/nordic/plans/nations/NOR/lessons/NOR-L-3C3C.toml": [LESSON + 'about = ["NOR-C-7K3Q"]\n'],
    "layers/nordic/plans/layer.toml": [_LAYER, _LAYER.replace(', "SWE"', ""), "readers = 5", "\xff"],
    "plans/layer.toml": ['name = "shared"\nreaders = "members"\n', 'name = "shared"\nreaders = 5\n'],
    "plans/catalogue/items/155mm-he.toml": ['name = "a"\nkind = "munition"\nunit = "each"\n', "x"],
    "plans/nations/NOR/items/155mm-he.toml": ['name = "b"\nkind = "munition"\nunit = "set"\n'],
    "plans/workbook.toml": [
        COALITION["plans/workbook.toml"],
        'format = 1\ntitle = "b"\nsecretariat = "NOR"\n[groups]\nmembers = ["NOR"]\n',
        "format = 99\n",
        "groups = 5",
    ],
    "plans/nations/DEU/nation.toml": ['name = "Germany"\n', 'name = "BRD"\n', "x"],
    f"{_MEETING}/meeting.toml": [COALITION[f"{_MEETING}/meeting.toml"], "x"],
    f"{_MEETING}/agenda/G-7K3Q.toml": ['title = "a"\nkind = "decision"\norder = 1\nabout = ["NOR-C-7K3Q"]\n'],
    f"layers/nordic/{_MEETING}/decisions/D-7K3Q.toml": ['text = "a"\nagenda = "G-7K3Q"\n'],
    "plans/stray.toml": ["", "x = 1"],
}
_STOCK = 'item = "155mm-he"\nholding = 100\nminimum = 80\nas_of = 2022-09-01\n'
_ITEM = 'name = "a"\nkind = "munition"\nunit = "each"\n'
_DRAW = GIFT.replace("pledged", "committed") + 'item = "155mm-he"\nquantity = 90\n'
# What is judged with records one step further: stocks with what fills them and who agrees to a draw, origins.
FURTHER_PATHS = {
    GIFT_PATH: [
        _DRAW + 'stock = "NOR-S-5H1M"\n',
        _DRAW + 'stock = "NOR-S-6J2N"\n',
        _DRAW + "lots = []\n",
        "x = ",
    ],
    "plans/nations/SWE/commitments/SWE-C-3F8K.toml": [
        _DRAW + 'stock = "NOR-S-5H1M"\nstock_owner = "NOR"\n',
        _DRAW + 'stock = "NOR-S-6J2N"\n',
    ],
    "plans/nations/NOR/acceptances/NOR-A-1A1A.toml": [
        'commitment = "SWE-C-3F8K"\nas = "stock-owner"\nquantity = 90\n',
        'commitment = "NOR-C-7K3Q"\nas = "stock-owner"\nquantity = 90\n',
        'commitment = "SWE-C-3F8K"\nas = "financier"\nquantity = 90\n',
    ],
    "plans/nations/NOR/stocks/NOR-S-5H1M.toml": [_STOCK, _STOCK + 'replenished_by = "NOR-C-7K3Q"\n', "x"],
    "layers/nordic/plans/nations/NOR/stocks/NOR-S-6J2N.toml": [
        _STOCK + 'shared_as = "NOR-S-5H1M"\n',
        _STOCK + 'replenished_by = "DEU-J-4T2X"\n',
    ],
    "plans/nations/DEU/procurements/DEU-J-4T2X.toml": [
        'title = "a"\nitem = "155mm-he"\nquantity = 50\nstatus = "contracted"\n',
        'title = "a"\nquantity = 50\nstatus = "cancelled"\n',
    ],
    "layers/nordic/plans/layer.toml": [_LAYER],
    "plans/catalogue/items/155mm-he.toml": [_ITEM, _ITEM + 'origin = "USA"\n', _ITEM + 'origin = "DEU"\n'],
}


def _edits(paths: Mapping[str, Sequence[str]]) -> st.SearchStrategy[Edit]:
    return st.sampled_from(sorted(paths)).flatmap(
        lambda path: st.tuples(st.just(path), st.sampled_from([*paths[path], None]))
    )


edits = _edits(PATHS)
histories = st.lists(st.lists(edits, min_size=1, max_size=4), min_size=1, max_size=8)
further_histories = st.lists(st.lists(_edits(FURTHER_PATHS), min_size=1, max_size=4), min_size=1, max_size=8)


def raw(text: str) -> bytes:
    """Give the bytes of a text; one letter stands for what is no UTF-8."""
    return text.encode("latin-1" if text == "\xff" else "utf-8")


def edited_files(files: Mapping[str, str], edit: Edit) -> dict[str, str]:
    """Give a plan after an edit; what describes it is never deleted."""
    path, text = edit
    edited = {**files, path: text or ""}
    if text is None and path != "plans/workbook.toml":
        del edited[path]
    return edited


def states(plan: Mapping[str, str], steps: Sequence[Sequence[Edit]]) -> Iterator[dict[str, str]]:
    """Give a plan after each step of a history."""
    files = dict(plan)
    for changes in steps:
        for change in changes:
            files = edited_files(files, change)
        yield files
