"""Conflicts know which statements they are about."""

from workbook.change.contest import Places, steps_of
from workbook.change.policy import ChangePath, Named

LOT: ChangePath = ("lots", Named("lot", "a"))


def test_a_place_holds_what_lies_in_it_and_touches_what_lies_around_it() -> None:
    places = Places([LOT])

    assert places.hold(steps_of((*LOT, "by")))
    assert places.touch(steps_of(("lots",)))
    assert not places.hold(steps_of(("lots",)))
    assert not places.touch(steps_of(("lots", Named("lot", "b"))))


def test_the_whole_file_is_touched_by_anything() -> None:
    assert Places([()]).touch(("title",))
    assert not Places([]).touch(("title",))
