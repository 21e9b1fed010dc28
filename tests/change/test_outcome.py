"""A finding that only moved is neither new nor gone."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.strategies import law
from workbook.change.outcome import introduced_and_fixed, parted
from workbook.findings import Finding, Place, Severity

ONE = Finding(
    place=Place(path="plans/a.toml", line=3, column=1),
    code="WB301",
    message="is wrong",
    severity=Severity.WARNING,
    ref="NOR-C-7K3Q",
    field="lots[0].by",
)
OTHER = replace(ONE, code="WB302")
FINDINGS = st.lists(
    st.builds(
        Finding,
        place=st.builds(Place, path=st.sampled_from(["a", "b"]), line=st.integers(0, 3)),
        code=st.sampled_from(["WB301", "WB302"]),
        message=st.sampled_from(["x", "y"]),
        severity=st.just(Severity.ERROR),
        ref=st.sampled_from(["", "NOR-C-7K3Q"]),
        field=st.sampled_from(["", "lots[0]", "lots[1]"]),
    ),
    max_size=6,
)


def test_new_finding_is_introduced_and_gone_one_is_fixed() -> None:
    outcome = introduced_and_fixed([ONE], [OTHER])

    assert (list(outcome.introduced), list(outcome.fixed)) == ([OTHER], [ONE])


def test_line_entry_and_file_may_move() -> None:
    moved = replace(ONE, place=Place(path="plans/b.toml", line=9, column=2), field="lots[2].by")

    assert introduced_and_fixed([ONE], [moved]) == introduced_and_fixed([], [])


def test_acknowledged_finding_is_still_the_same() -> None:
    outcome = introduced_and_fixed([ONE], [replace(ONE, acknowledged="Agreed.")])

    assert (list(outcome.introduced), list(outcome.fixed)) == ([], [])


def test_second_finding_of_a_kind_is_introduced() -> None:
    second = replace(ONE, field="lots[1].by")

    assert list(introduced_and_fixed([ONE], [ONE, second]).introduced) == [second]


def test_files_without_an_id_are_told_apart_by_path() -> None:
    here = replace(ONE, ref="")

    assert (
        len(introduced_and_fixed([here], [replace(here, place=Place(path="plans/b.toml"))]).introduced) == 1
    )


@given(FINDINGS)
@law
def test_nothing_is_introduced_or_fixed_by_no_change(findings: list[Finding]) -> None:
    outcome = introduced_and_fixed(findings, list(reversed(findings)))

    assert (outcome.introduced, outcome.fixed) == ((), ())


@given(FINDINGS, FINDINGS)
@law
def test_turning_a_change_round_swaps_the_two(before: list[Finding], after: list[Finding]) -> None:
    there, back = introduced_and_fixed(before, after), introduced_and_fixed(after, before)

    assert (there.introduced, there.fixed) == (back.fixed, back.introduced)
    assert len(after) - len(before) == len(there.introduced) - len(there.fixed)


def test_a_warning_that_says_another_figure_only_changed() -> None:
    now, moved = (
        replace(ONE, message="is wrong by 2"),
        replace(OTHER, place=Place(path="plans/b.toml"), ref=""),
    )

    found = parted([moved, now], [OTHER, ONE])

    assert found == ([moved], [OTHER], [now])


def test_an_error_that_says_another_figure_is_introduced() -> None:
    now = replace(ONE, message="is wrong by 2", severity=Severity.ERROR)

    assert parted([now], [ONE]) == ([now], [ONE], [])


@law
@given(FINDINGS, FINDINGS)
def test_no_finding_is_told_twice_or_not_at_all(before: list[Finding], after: list[Finding]) -> None:
    warned = [replace(one, severity=Severity.WARNING) for one in after]

    found = parted(warned, before)

    assert sorted([*found.introduced, *found.changed]) == sorted(warned)
    assert len(found.fixed) + len(found.changed) == len(before)
