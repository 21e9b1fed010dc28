from hypothesis import given
from hypothesis import strategies as st

from workbook.desk.explaining import explanation, shortened
from workbook.desk.listing.findings import FoundIndex, is_of
from workbook.findings import Finding, Place, Severity

_PATHS = (
    "plans/nations/NOR/commitments/NOR-C-7K3Q.toml",
    "plans/nations/UKR/requests/UKR-R-11AB.toml",
    "plans/recorded/NOR/requests/NOR-R-22CD.toml",
    "layers/nor/plans/nations/NOR/stocks/NOR-S-1111.toml",
    "plans/workbook.toml",
)
_findings = st.lists(
    st.builds(
        Finding,
        place=st.builds(Place, path=st.sampled_from(_PATHS), line=st.integers(0, 9)),
        code=st.sampled_from(["WB101", "WB404", "WB409", "WB999"]),
        message=st.sampled_from(["is late", "is unknown", ""]),
        severity=st.sampled_from(Severity),
        ref=st.sampled_from(["NOR-C-7K3Q", "UKR-R-11AB", ""]),
        acknowledged=st.sampled_from(["", "known"]),
    )
)


@given(_findings)
def test_every_finding_stands_in_just_one_group(findings: list[Finding]) -> None:
    found = FoundIndex(findings, _keeper).groups()

    assert sorted(one for group in found.groups for one in group.findings) == sorted(findings)
    assert found.count == found.total == len(findings)


@given(_findings)
def test_errors_come_before_warnings_and_what_is_acknowledged_comes_last(findings: list[Finding]) -> None:
    groups = FoundIndex(findings, _keeper).groups().groups
    ranks = [(not group.code, group.severity is Severity.WARNING) for group in groups]

    assert ranks == sorted(ranks)


@given(_findings)
def test_an_error_is_never_set_apart(findings: list[Finding]) -> None:
    apart = [group for group in FoundIndex(findings, _keeper).groups().groups if not group.code]

    assert all(one.severity is Severity.WARNING for group in apart for one in group.findings)


@given(_findings, st.sampled_from(["late", "wb101 late", "nor", "usa", "ukr-r known"]))
def test_more_words_never_find_more(findings: list[Finding], words: str) -> None:
    fewer, more = (
        FoundIndex(findings, _keeper).groups(words=f"{words} is"),
        FoundIndex(findings, _keeper).groups(words=words),
    )

    assert fewer.count <= more.count <= more.total


def _keeper(layer: str) -> str:
    """Say who keeps a layer, as the settings of a plan do."""
    return {"baltic": "SWE"}.get(layer, "USA")


def test_what_no_nation_owns_in_a_layer_is_its_own_secretariats() -> None:
    found = _at("layers/baltic/plans/catalogue/items/barrel.toml")

    assert [is_of(found, nation, _keeper) for nation in ("SWE", "USA")] == [True, False]
    assert FoundIndex([found], _keeper).groups(words="swe").count == 1


def _at(path: str) -> Finding:
    return Finding(place=Place(path=path), code="WB101", message="", severity=Severity.ERROR)


def test_a_finding_is_of_who_can_mend_it_and_of_whom_it_was_noted_for() -> None:
    own, other, noted, narrow, shared = map(_at, _PATHS)

    assert [is_of(one, "NOR", _keeper) for one in (own, other, noted, narrow, shared)] == [1, 0, 1, 1, 0]
    assert [is_of(one, "USA", _keeper) for one in (own, other, noted, narrow, shared)] == [0, 0, 1, 0, 1]


def test_every_word_of_the_text_finds_a_finding_also_its_nation() -> None:
    found = [_at(_PATHS[1])]

    assert FoundIndex(found, _keeper).groups(words="ukr wb101").count == 1
    assert FoundIndex(found, _keeper).groups(words="nor wb101").count == 0


def test_a_rule_is_explained_with_files_that_fail_and_pass() -> None:
    told = explanation("WB106")

    assert told is not None
    assert {file.caption for file in told.examples} == {"It fails here", "It passes here"}
    assert told.advice.startswith("An error")


def test_a_code_without_a_rule_has_no_explanation() -> None:
    assert explanation("WB999") is None


def test_a_long_example_is_cut_and_hides_nothing() -> None:
    assert shortened("line\n" * 100)[-1] == "(and so on)"
    assert shortened("a\x1b[31mb") == ["a[31mb"]
