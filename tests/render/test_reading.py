"""Names as a sentence has them, and the order in which parties stand."""

from collections.abc import Callable, Mapping

import pytest

from workbook.records.workbook import Workbook
from workbook.render.reading import PlanNaming

MakePlan = Callable[[Mapping[str, str]], Workbook]


@pytest.fixture
def naming(make_plan: MakePlan) -> PlanNaming:
    return PlanNaming(make_plan({"plans/workbook.toml": 'format = 1\nsecretariat = "USA"\n'}))


def test_an_organisation_that_is_spelled_out_has_an_article(naming: PlanNaming) -> None:
    assert naming.the("NATO") == "the North Atlantic Treaty Organization"


def test_an_organisation_known_by_its_letters_has_none(make_plan: MakePlan) -> None:
    short = {
        "plans/workbook.toml": 'format = 1\nsecretariat = "USA"\n',
        "plans/nations/NATO/nation.toml": 'name = "NATO"\n',
    }

    assert PlanNaming(make_plan(short)).the("NATO") == "NATO"


def test_parties_stand_in_the_order_of_their_names_each_once(naming: PlanNaming) -> None:
    assert naming.in_order(["TUR", "DEU", "HRV", "NLD", "DEU", "CHE"]) == [
        "Croatia",
        "Germany",
        "the Netherlands",
        "Switzerland",
        "Türkiye",
    ]
