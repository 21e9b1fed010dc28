"""Three versions of lines, merged as diff3 does."""

from workbook.change.lines import Clash, Settled, compared_lines, matching, merged_lines, settled_lines


def _lines(text: str) -> list[str]:
    return list(text)


def test_changes_apart_are_both_taken() -> None:
    assert settled_lines(_lines("abcde"), _lines("aXcde"), _lines("abcdY")) == _lines("aXcdY")


def test_changes_that_touch_clash() -> None:
    stretches = list(merged_lines(_lines("abcd"), _lines("aXcd"), _lines("abYd")))

    assert stretches == [
        Settled(["a"]),
        Clash(base=["b", "c"], ours=["X", "c"], theirs=["b", "Y"]),
        Settled(["d"]),
    ]


def test_the_same_change_is_taken_once() -> None:
    assert settled_lines(_lines("abc"), _lines("aXc"), _lines("aXc")) == _lines("aXc")


def test_a_clash_leaves_no_settled_merge() -> None:
    assert settled_lines(_lines("a"), _lines("b"), _lines("c")) is None


def test_compared_versions_clash_wherever_one_differs() -> None:
    stretches = list(compared_lines(_lines("abc"), _lines("aXc"), _lines("abc")))

    assert stretches == [Settled(["a"]), Clash(base=["b"], ours=["X"], theirs=["b"]), Settled(["c"])]


def test_lines_without_number_are_matched_at_their_ends_alone() -> None:
    one, other = [*range(3_000), -1], [*range(5_000, 8_000), -1]

    assert matching(one, other) == [(3_000, 3_000, 1)]
