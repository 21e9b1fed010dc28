"""How what is too much for a works is told."""

from collections.abc import Callable, Mapping

import pytest

from workbook.check.examples import COALITION
from workbook.check.rule import EXAMPLE_DAY
from workbook.check.rules.factories import factory_strained
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

    (found,) = check(
        make_plan(files),
        today=EXAMPLE_DAY,
        rules=(factory_strained,),
        locate=lambda path, field: Place(path=path),
    )

    assert [one for one in told if one not in found.message] == []
