"""Changes are told at the deepest place, and made again give the other version."""

from typing import Any

import pytest

from workbook.change.diff import Change, Order, applied, differences, locate_path, path_words
from workbook.change.policy import ABSENT, ChangePath, Named, Policies
from workbook.model.kind import Kind

COMMITMENT = Policies.of(Kind.COMMITMENT)
LOTS = [{"lot": "a", "quantity": 12}, {"lot": "b", "quantity": 8}]


def _told(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    changes = differences(before, after, COMMITMENT)
    assert applied(before, changes) == after
    return list(changes)


def test_a_changed_field_is_one_change() -> None:
    changes = _told({"title": "x", "quantity": 1}, {"title": "x", "quantity": 2})

    assert changes == [Change(path=("quantity",), before=1, after=2)]


def test_fields_come_and_go() -> None:
    changes = _told({"via": "x"}, {"terms": "y"})

    assert changes == [
        Change(path=("via",), before="x", after=ABSENT),
        Change(path=("terms",), before=ABSENT, after="y"),
    ]


def test_a_field_of_a_lot_is_told_by_the_lots_name() -> None:
    changes = _told({"lots": LOTS}, {"lots": [LOTS[0], {"lot": "b", "quantity": 9}]})

    assert changes == [Change(path=("lots", Named("lot", "b"), "quantity"), before=8, after=9)]


def test_an_added_lot_knows_its_place() -> None:
    new = {"lot": "c"}

    changes = _told({"lots": LOTS}, {"lots": [new, *LOTS]})

    assert changes == [Change(path=("lots", Named("lot", "c")), before=ABSENT, after=new, place=0)]


def test_a_removed_lot_is_one_change() -> None:
    changes = _told({"lots": LOTS}, {"lots": LOTS[1:]})

    assert changes == [Change(path=("lots", Named("lot", "a")), before=LOTS[0], after=ABSENT)]


def test_lots_that_change_places_are_one_change_of_order() -> None:
    changes = _told({"lots": LOTS}, {"lots": LOTS[::-1]})

    assert changes == [
        Change(path=("lots",), before=Order("lot", ("a", "b")), after=Order("lot", ("b", "a")))
    ]


def test_a_tag_more_is_told_alone() -> None:
    changes = _told({"tags": ["winter"]}, {"tags": ["winter", "air"]})

    assert changes == [Change(path=("tags", Named("", "air")), before=ABSENT, after="air", place=1)]


def test_a_quantity_is_one_value() -> None:
    before, after = {"from": 10, "to": 20}, {"from": 12, "to": 20}

    changes = _told({"quantity": before}, {"quantity": after})

    assert changes == [Change(path=("quantity",), before=before, after=after)]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("lots", Named("lot", "a"), "by"), "lots.a.by"),
        (("tags", Named("", "winter")), "tags.winter"),
        (("rows", 2, "x"), "rows[2].x"),
        (("sources", Named("", {"title": "Speech", "url": "x"})), "sources.Speech"),
    ],
)
def test_paths_read_as_in_set(path: ChangePath, words: str) -> None:
    assert path_words(path) == words


def test_a_path_by_name_is_found_by_index() -> None:
    path = locate_path({"lots": LOTS}, ("lots", Named("lot", "b"), "quantity"))

    assert path == ("lots", 1, "quantity")


def test_a_path_to_nothing_is_not_found() -> None:
    assert locate_path({"lots": LOTS}, ("lots", Named("lot", "z"))) is None
    assert locate_path({"lots": 1}, ("lots", Named("lot", "z"))) is None
    assert locate_path({}, ("lots", 0)) is None
