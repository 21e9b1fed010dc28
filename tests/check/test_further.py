"""What is judged with records one step further is judged anew when one of those changes."""

from collections.abc import Mapping

import pytest

from tests.check.test_runner import SAYING, TODAY, judged, loaded, places
from tests.edits import FURTHER_PATHS, GIFT_PATH
from workbook.check.examples import COALITION
from workbook.check.runner import recheck

_STOCK = "plans/nations/NOR/stocks/NOR-S-5H1M.toml"
_TRUE = "layers/nordic/plans/nations/NOR/stocks/NOR-S-6J2N.toml"
_LEAVE = "plans/nations/NOR/acceptances/NOR-A-1A1A.toml"
_DRAW = "plans/nations/SWE/commitments/SWE-C-3F8K.toml"
_PURCHASE = "plans/nations/DEU/procurements/DEU-J-4T2X.toml"
_ITEM = "plans/catalogue/items/155mm-he.toml"
_ALL = {path: texts[0] for path, texts in FURTHER_PATHS.items()}


@pytest.mark.parametrize(
    "before",
    [
        {_STOCK: _ALL[_STOCK] + 'replenished_by = "DEU-J-4T2X"\n'},
        {_STOCK: _ALL[_STOCK] + 'replenished_by = "NOR-C-7K3Q"\n'},
        {},
    ],
    ids=["filled by a purchase", "filled by a commitment", "not filled"],
)
@pytest.mark.parametrize(
    "change",
    [
        {_PURCHASE: None},
        {_PURCHASE: FURTHER_PATHS[_PURCHASE][1]},
        {GIFT_PATH: None},
        {GIFT_PATH: "x = "},
        {GIFT_PATH: FURTHER_PATHS[GIFT_PATH][1]},
        {GIFT_PATH: FURTHER_PATHS[GIFT_PATH][2]},
        {_DRAW: FURTHER_PATHS[_DRAW][1]},
        {_DRAW: None},
        {_LEAVE: None},
        {_LEAVE: FURTHER_PATHS[_LEAVE][1]},
        {_LEAVE: FURTHER_PATHS[_LEAVE][2]},
        {_ITEM: FURTHER_PATHS[_ITEM][1]},
        {_ITEM: None},
        {_TRUE: None},
        {_STOCK: None},
    ],
    ids=str,
)
@pytest.mark.parametrize("is_undone", [False, True], ids=["done", "undone"])
def test_a_change_one_step_further_is_noticed(
    before: Mapping[str, str], change: Mapping[str, str | None], is_undone: bool
) -> None:
    old = {**COALITION, **_ALL, **before}
    new = {path: text for path, text in {**old, **change}.items() if text is not None}

    states = (new, old) if is_undone else (old, new)
    known = judged(states[0], TODAY, SAYING)

    plans = [loaded(state) for state in states]
    found = recheck(known, *plans, today=TODAY, rules=SAYING, locate=places(states[1]))

    assert found == judged(states[1], TODAY, SAYING)
