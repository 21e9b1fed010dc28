"""Of all that nations said of a proposal, the verdicts that count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.small_plans import plan
from tests.strategies import law
from workbook.analysis.positions import Position, positions
from workbook.model.enums import Verdict
from workbook.records.workbook import Workbook

PROPOSAL = {"NOR-P-7K3Q": 'title = "Buy barrels jointly"\n'}


def _review(verdict: str, *lines: str) -> str:
    said = ('proposal = "NOR-P-7K3Q"', f'verdict = "{verdict}"', "on = 2022-09-20T10:00:00Z", *lines)
    return "\n".join((*said, ""))


def _told(workbook: Workbook) -> list[tuple[str, str]]:
    return [(one.party, one.verdict.value) for one in positions(workbook, "NOR-P-7K3Q")]


def test_a_verdict_that_is_replaced_counts_no_more() -> None:
    workbook = plan(
        {
            **PROPOSAL,
            "SWE-V-1A2B": _review("reserve"),
            "SWE-V-3C4D": _review("approve", 'replaces = "SWE-V-1A2B"'),
            "NLD-V-5E6F": _review("object"),
        }
    )

    assert _told(workbook) == [("NLD", "object"), ("SWE", "approve")]


def test_of_two_that_stand_the_stricter_counts() -> None:
    workbook = plan({**PROPOSAL, "SWE-V-1A2B": _review("reserve"), "SWE-V-3C4D": _review("approve")})

    assert _told(workbook) == [("SWE", "reserve")]


def test_a_verdict_is_replaced_only_by_its_own_author() -> None:
    replacing = _review("approve", 'replaces = "SWE-V-1A2B"')
    workbook = plan({**PROPOSAL, "SWE-V-1A2B": _review("reserve"), "NLD-V-5E6F": replacing})

    assert _told(workbook) == [("SWE", "reserve"), ("NLD", "approve")]


def test_each_matter_has_a_verdict_of_its_own() -> None:
    workbook = plan(
        {
            **PROPOSAL,
            "SWE-V-1A2B": _review("approve"),
            "SWE-V-3C4D": _review("object", 'about = "NOR-C-7K3Q:quantity"'),
        }
    )

    found = positions(workbook, "NOR-P-7K3Q")

    assert [(one.about, one.holds_back) for one in found] == [("NOR-C-7K3Q:quantity", True), ("", False)]


def test_a_retired_verdict_counts_no_more() -> None:
    gone = _review("object", 'retired = {on = 2022-09-21, reason = "Settled."}')
    workbook = plan({**PROPOSAL, "SWE-V-1A2B": gone})

    assert positions(workbook, "NOR-P-7K3Q") == ()


_IDS = [f"SWE-V-{number}A2B" for number in range(4)]
_SAID = st.tuples(st.sampled_from(list(Verdict)), st.sampled_from(["", *_IDS]))


@law
@given(said=st.lists(_SAID, min_size=1, max_size=4))
def test_whoever_spoke_has_one_position_however_verdicts_replace_each_other(
    said: list[tuple[Verdict, str]],
) -> None:
    texts = {
        id: _review(verdict.value, f'replaces = "{other}"')
        for id, (verdict, other) in zip(_IDS, said, strict=False)
    }

    (one,) = positions(plan({**PROPOSAL, **texts}), "NOR-P-7K3Q")

    assert one.party == "SWE"


@pytest.mark.parametrize("verdict", list(Verdict))
def test_only_less_than_consent_holds_back(verdict: Verdict) -> None:
    (one,) = positions(plan({**PROPOSAL, "SWE-V-1A2B": _review(verdict.value)}), "NOR-P-7K3Q")

    assert one.holds_back == (verdict in ("approve-ad-referendum", "reserve", "object"))
    assert isinstance(one, Position)
