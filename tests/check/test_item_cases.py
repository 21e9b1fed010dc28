"""What is judged by item is judged anew where anything changes that its analysis looks at, and only there."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given

from tests.check.test_runner import SAYING, TODAY, contents, judged, loaded, places
from tests.edits import Edit, states
from tests.strategies import law
from tests.supply_edits import SUPPLY_PATHS, SUPPLY_PLAN, supply_histories
from workbook.analysis.kept import Kept
from workbook.check.catalogue import RULES
from workbook.check.examples import COALITION
from workbook.check.item_cases import touched_items
from workbook.check.rule import Rule, Subject
from workbook.check.runner import judge, recheck
from workbook.records.loader import edited

PLAN = {**COALITION, **SUPPLY_PLAN}
BY_ITEM = [[rule for rule in rules if rule.subject is Subject.ITEM] for rules in (SAYING, RULES)]
_LAYER = "layers/nordic/plans/layer.toml"
_CHANGES = [
    (path, text) for path, texts in SUPPLY_PATHS.items() if path != _LAYER for text in (*texts[1:], None)
]


def _changed(path: str, text: str | None, plan: Mapping[str, str] = PLAN) -> dict[str, str]:
    return {name: inner for name, inner in {**plan, path: text}.items() if inner is not None}


@pytest.mark.parametrize("rules", BY_ITEM, ids=["rules that say all they see", "the rules"])
@law
@given(steps=supply_histories)
def test_what_is_found_anew_by_item_is_what_a_whole_check_finds(
    rules: Sequence[Rule], steps: Sequence[Sequence[Edit]]
) -> None:
    before, workbook = PLAN, loaded(PLAN)
    kept = Kept()
    known = judge(workbook, today=TODAY, rules=rules, locate=places(PLAN))
    for files in states(PLAN, steps):
        after = edited(workbook, contents(before, files))
        known = recheck(known, workbook, after, today=TODAY, rules=rules, locate=places(files), kept=kept)

        assert known == judged(files, TODAY, rules)
        before, workbook = files, after


@pytest.mark.parametrize(("path", "text"), _CHANGES)
@pytest.mark.parametrize("is_undone", [False, True], ids=["done", "undone"])
@pytest.mark.parametrize("other", [0, 1, 2])
def test_every_change_of_what_an_item_hangs_on_is_noticed(
    path: str, text: str | None, is_undone: bool, other: int
) -> None:
    others = {name: texts[other % len(texts)] for name, texts in SUPPLY_PATHS.items()}
    old = {**COALITION, **others, path: SUPPLY_PATHS[path][0]}
    pair = (old, _changed(path, text, old))
    first, last = pair[::-1] if is_undone else pair
    known = judged(first, TODAY, BY_ITEM[0])

    found = recheck(known, loaded(first), loaded(last), today=TODAY, rules=BY_ITEM[0], locate=places(last))

    assert found == judged(last, TODAY, BY_ITEM[0])


@pytest.mark.parametrize(
    ("id", "items"),
    [
        ("SWE-C-2H2H", {"barrel", "gun"}),
        ("UKR-A-5H1M", {"gun"}),
        ("NOR-C-7K3Q", {"shell", "casing", "fuze", "steel", "rocket"}),
        ("SWE-K-3C3C", {"steel", "casing", "shell"}),
        ("liner", {"liner", "gun"}),
        ("UKR-R-11AB", {"fuze", "shell", "rocket"}),
        ("shell-works", {"shell", "casing", "fuze", "steel", "rocket"}),
        ("nobody", set()),
    ],
)
def test_only_items_that_hang_on_a_record_are_judged_anew(id: str, items: set[str]) -> None:
    workbook = loaded(PLAN)

    assert touched_items(workbook, workbook, [id]) == items
