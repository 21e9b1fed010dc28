"""Open proposals that change the same differently, and what is kept between two looks at them."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Bench
from tests.desk.reviewing.test_proposing import _propose
from tests.desk.reviewing.test_verdicts import PAID, TEXT
from workbook.desk.reviewing import listing
from workbook.desk.reviewing.proposed import Proposed, read_proposed
from workbook.desk.reviewing.shared import SharedPlan


@pytest.fixture
def rivals(shared: Bench) -> tuple[str, str]:
    """Two proposals of one nation, with other figures for one quantity."""
    return _with_quantity(shared, 800), _with_quantity(shared, 700)


def _with_quantity(bench: Bench, quantity: int) -> str:
    bench.git("switch", "--quiet", "main")
    bench.run("set", "NOR-C-7K3Q", f"quantity={quantity}")
    return _propose(bench)


def _rows(bench: Bench, *words: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(bench.run("proposals", "--format", "json", *words).stdout)[
        "proposals"
    ]
    return rows


def test_each_names_the_other_and_where(shared: Bench, usa: Bench, rivals: tuple[str, str]) -> None:
    one, other = rivals

    listed, looked = usa.run("proposals").stdout, usa.run("review", one).stdout

    assert f"{other} changes NOR-C-7K3Q quantity differently." in listed
    assert f"{one} changes NOR-C-7K3Q quantity differently." in listed
    assert f"{other} changes NOR-C-7K3Q quantity differently." in looked
    assert [row["trouble"] for row in _rows(usa)] == ["", ""]


def test_changes_of_other_fields_are_no_rivals(shared: Bench, usa: Bench) -> None:
    _with_quantity(shared, 800)
    shared.git("switch", "--quiet", "main")
    shared.run("set", "NOR-C-7K3Q", "terms=Return the boxes.")
    _propose(shared)

    assert [row["rivals"] for row in _rows(usa)] == [[], []]


def test_one_that_is_withdrawn_is_no_rival(shared: Bench, usa: Bench, rivals: tuple[str, str]) -> None:
    shared.run("withdraw", rivals[0])

    (row,) = _rows(usa)

    assert (row["id"], row["rivals"]) == (rivals[1], [])


def _forbidden(*_: object) -> object:
    raise AssertionError("worked out again")


def test_what_did_not_change_is_not_worked_out_again(
    usa: Bench, rivals: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _rows(usa)
    monkeypatch.setattr(listing, "read_proposed", _forbidden)

    assert _rows(usa) == first


def test_a_look_at_one_forgets_nothing_of_the_others(
    shared: Bench, usa: Bench, rivals: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _rows(usa)
    third = _with_quantity(shared, 600)
    usa.run("review", third)
    seen: list[str] = []

    def noted(shared: SharedPlan, id: str) -> Proposed:
        seen.append(id)
        return read_proposed(shared, id)

    monkeypatch.setattr(listing, "read_proposed", noted)

    assert len(_rows(usa)) == 3
    assert seen == [third]


@pytest.mark.parametrize("damage", [b"", b"x", b"\x80" * 99])
def test_what_is_damaged_is_worked_out_again(usa: Bench, rivals: tuple[str, str], damage: bytes) -> None:
    first, file = _rows(usa), Path(usa.folder / ".git/workbook/proposals")
    kept = file.read_bytes()
    file.write_bytes(kept[:-9] + damage)

    assert _rows(usa) == first


def test_a_review_an_amendment_and_another_day_are_seen(shared: Bench, ukraine: Bench, usa: Bench) -> None:
    shared.commit({PAID: TEXT})
    id = _propose(shared)
    states = [_rows(usa)]

    ukraine.run("review", id, "--verdict", "approve")
    states.append(_rows(usa))
    shared.run("set", "NOR-C-9D0M", "quantity=10")
    shared.run("propose")
    states.append(_rows(usa))

    assert [state[0]["waiting_on"] for state in states] == [["UKR"], [], ["UKR"]]
    assert [row["days"] for row in _rows(usa, "--today", "2022-10-08")] == [10]
