from hypothesis import given
from hypothesis import strategies as st

from workbook.change.merge import Conflict
from workbook.change.policy import ABSENT
from workbook.desk.merging.combining import combined

_lists = st.lists(st.sampled_from(["air", "fuel", "winter", "rail", 1]), max_size=5, unique_by=repr)


def _conflict(base: object, ours: object, theirs: object) -> Conflict:
    return Conflict(path=("tags",), base=base, ours=ours, theirs=theirs)


@given(_lists, _lists, _lists)
def test_both_hold_what_either_added_and_nothing_that_either_removed(
    base: list[object], ours: list[object], theirs: list[object]
) -> None:
    both = combined(_conflict(base, ours, theirs))

    wanted = {repr(one) for one in [*ours, *theirs] if one not in base or (one in ours and one in theirs)}
    assert both is None or {repr(one) for one in both} == wanted


@given(_lists, _lists, _lists)
def test_it_does_not_matter_who_comes_first(
    base: list[object], ours: list[object], theirs: list[object]
) -> None:
    one, other = combined(_conflict(base, ours, theirs)), combined(_conflict(base, theirs, ours))

    assert sorted(map(repr, one or [])) == sorted(map(repr, other or []))


def test_lists_that_both_sides_began_stand_in_one() -> None:
    assert combined(_conflict(ABSENT, ["air"], ["fuel"])) == ["air", "fuel"]


def test_two_accounts_of_one_thing_are_not_put_side_by_side() -> None:
    ours, theirs = [{"lot": "a", "quantity": 1}], [{"lot": "a", "quantity": 2}]

    assert combined(_conflict([], ours, theirs)) is None


def test_what_is_no_list_is_not_combined() -> None:
    assert combined(_conflict(1, 2, 3)) is None
