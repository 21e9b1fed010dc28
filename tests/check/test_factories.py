"""How what is too much for a works, and too little for a system, is told."""

from collections.abc import Callable, Mapping

import pytest

from workbook.check.examples import COALITION
from workbook.check.rule import EXAMPLE_DAY, Rule
from workbook.check.rules.factories import bottleneck_component, factory_strained
from workbook.check.rules.service import system_without_sustainment
from workbook.check.runner import check
from workbook.findings import Place
from workbook.records.workbook import Workbook


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ("each", ("make 900 155mm-he by", "make 400: 500 too many", "125 a month")),
        ("TNE", ("make 900 t 155mm-he by", "make 400 t: 500 t too much", "125 t a month")),
    ],
)
def test_amounts_are_told_in_the_unit_of_the_item(
    make_plan: Callable[[Mapping[str, str]], Workbook], unit: str, told: tuple[str, ...]
) -> None:
    item = f'name = "Filler"\nkind = "munition"\nunit = "{unit}"\n'
    files = {**COALITION, **factory_strained.failing.files, "plans/catalogue/items/155mm-he.toml": item}

    assert [one for one in told if one not in _message(make_plan(files), factory_strained)] == []


@pytest.mark.parametrize(
    ("unit", "told"),
    [("each", ("300 are needed", "200 can be made")), ("TNE", ("300 t are needed", "200 t can be made"))],
)
def test_a_component_is_told_in_its_own_unit(
    make_plan: Callable[[Mapping[str, str]], Workbook], unit: str, told: tuple[str, str]
) -> None:
    path = "plans/catalogue/items/fuze.toml"
    failing = bottleneck_component.failing.files
    files = {**COALITION, **failing, path: failing[path].replace("each", unit)}

    message = _message(make_plan(files), bottleneck_component)

    assert [one for one in told if one not in message] == []


def test_what_a_system_needs_is_told_in_the_unit_of_the_support(
    make_plan: Callable[[Mapping[str, str]], Workbook],
) -> None:
    path = "plans/catalogue/items/barrel.toml"
    failing = system_without_sustainment.failing.files
    files = {**COALITION, **failing, path: failing[path].replace("each", "LTR")}

    message = _message(make_plan(files), system_without_sustainment)

    assert "need 24 l barrel (10 committed)" in message


def _message(plan: Workbook, rule: Rule) -> str:
    (found,) = check(plan, today=EXAMPLE_DAY, rules=(rule,), locate=lambda path, field: Place(path=path))
    return found.message
