"""What is released of a change: nothing that either day hides."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from workbook.check.examples import COALITION
from workbook.model.kind import Kind
from workbook.records.workbook import Workbook
from workbook.release.audience import parse_audience
from workbook.release.pairing import PlanChange
from workbook.release.released import Gate, Released

MakePlan = Callable[[Mapping[str, str]], Workbook]
GIFT = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
TEXT = 'title = "Shells"\nkind = "donation"\nstatus = "pledged"\nquantity = {n}\nterms = "{terms}"\n{release}'
HOLDS = '[release_fields]\nquantity = "national"\n'
NARROW = 'release = "national"\n'


@pytest.fixture
def change(make_plan: MakePlan) -> Callable[[str, str], Released[PlanChange]]:
    """Release to Sweden what changes where one commitment reads so, and then so; "" for none."""

    def released(before: str, after: str) -> Released[PlanChange]:
        then, now = (make_plan({**COALITION, GIFT: text}) for text in (before, after))
        return Gate(now).release_since(Gate(then), parse_audience("SWE", now.settings))

    return released


Change = Callable[[str, str], Released[PlanChange]]


def _text(n: int, release: str = "", terms: str = "Soon") -> str:
    return TEXT.format(n=n, terms=terms, release=release)


def test_a_changed_record_is_told_as_it_was_and_as_it_is(change: Change) -> None:
    (pair,) = change(_text(1), _text(2)).content.pairs

    assert pair.before is not None
    assert [str(one.data.quantity) for one in (pair.before, pair.after)] == ["1", "2"]


@pytest.mark.parametrize("before", ["", _text(1, NARROW), _text(5, NARROW), 'title = "No TOML'])
def test_what_was_hidden_is_new_as_if_it_had_not_been_there(change: Change, before: str) -> None:
    found = change(before, _text(2))

    assert [pair.before for pair in found.content.pairs] == [None]
    assert found.digest == change("", _text(2)).digest


@pytest.mark.parametrize("after", ["", _text(2, NARROW), 'title = "No TOML'])
def test_what_is_hidden_now_is_not_told_at_all(change: Change, after: str) -> None:
    assert change(_text(1), after).content.pairs == ()


@pytest.mark.parametrize(("then", "now"), [(HOLDS, ""), ("", HOLDS), (HOLDS, HOLDS)])
def test_a_field_held_back_on_either_day_is_held_back_on_both(change: Change, then: str, now: str) -> None:
    (pair,) = change(_text(1, then, "Soon"), _text(2, now, "Late")).content.pairs

    assert pair.before is not None
    assert [str(one.data.quantity) for one in (pair.before, pair.after)] == ["undisclosed"] * 2
    assert change(_text(1, then), _text(2, now)).content.pairs == ()


@pytest.mark.parametrize("words", ["acknowledged = [{code = 'WB301', reason = 'So.'}]\n", "# A comment\n"])
def test_what_no_paper_shows_is_no_change(change: Change, words: str) -> None:
    assert change(_text(1), words + _text(1)).content.pairs == ()


def test_an_earlier_text_names_nothing_that_is_hidden_now(change: Change) -> None:
    (pair,) = change(_text(1, terms="As USA-C-0000"), _text(2)).content.pairs

    before: Any = pair.before
    assert before.data.terms == "As [not released]"


def test_the_plan_of_then_lies_beside_that_of_now_under_the_rules_of_both(make_plan: MakePlan) -> None:
    other = GIFT.replace("7K3Q", "9D0M")
    then = make_plan({**COALITION, GIFT: _text(1, HOLDS)})
    gate = Gate(make_plan({**COALITION, GIFT: _text(2, terms="Late"), other: _text(3)}))
    sweden = parse_audience("SWE", then.settings)

    sides = gate.release_since(Gate(then), sweden).content.sides(gate.release(sweden).content)

    said = [
        {one.id: (str(one.data.quantity), one.data.terms) for one in side.of_kind(Kind.COMMITMENT)}
        for side in sides
    ]
    assert said == [
        {"NOR-C-7K3Q": ("undisclosed", "Soon")},
        {"NOR-C-7K3Q": ("undisclosed", "Late"), "NOR-C-9D0M": ("3", "Soon")},
    ]
