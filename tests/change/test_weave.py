"""Three orders of the same names, woven into one."""

from workbook.change.weave import woven


def _woven(base: str, ours: str, theirs: str) -> str | None:
    kept = {name for name in base if name in ours and name in theirs} | (set(ours + theirs) - set(base))
    order = woven(list(base), list(ours), list(theirs), kept)
    return None if order is None else "".join(order)


def test_additions_follow_what_they_follow_on_their_side() -> None:
    assert _woven("dbz", "dXbz", "dbYz") == "dXbYz"


def test_additions_at_one_place_come_ours_first() -> None:
    assert _woven("db", "dbX", "dbY") == "dbXY"


def test_an_addition_may_follow_what_the_other_side_removed() -> None:
    assert _woven("dba", "dbaX", "dbY") == "dbYX"


def test_the_order_of_the_side_that_moved_names_is_taken() -> None:
    assert _woven("abc", "cab", "abcX") == "cXab"


def test_names_moved_differently_by_both_have_no_order() -> None:
    assert _woven("abc", "cab", "bac") is None


def test_a_sorted_list_to_which_both_add_stays_sorted() -> None:
    order = woven(list("bdf"), list("bdef"), list("bdfa"), set("abdef"), lambda name: name)

    assert order == list("abdef")


def test_a_list_that_one_side_only_shortens_is_not_sorted() -> None:
    order = woven(list("bdf"), list("bdfa"), list("bd"), set("abd"), lambda name: name)

    assert order == list("bda")
