"""What is kept is what would be worked out anew: after any edit, and for any audience."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.laws.coverage_plans import commitments, edits, path_of, plans
from tests.strategies import law
from workbook.analysis.coverage import coverage, item_coverage
from workbook.analysis.forecast import forecast
from workbook.analysis.kept import Kept, part_of
from workbook.check.examples import COALITION
from workbook.model.kind import Kind
from workbook.records.cache import CacheFolder
from workbook.records.layers import mapping_stack
from workbook.records.loader import edited, load
from workbook.records.survey import survey
from workbook.records.workbook import Workbook
from workbook.release.audience import parse_audience
from workbook.release.released import Gate, release

TODAY = date(2022, 9, 28)
audiences = st.sampled_from(["public", "members", "NOR", "UKR", "SWE", "NLD,UKR"])


def loaded(files: dict[str, str]) -> Workbook:
    nothing = CacheFolder(None)
    return load(survey(mapping_stack({**COALITION, **files}), nothing), nothing)


def titles(workbook: Workbook, kind: Kind) -> list[str]:
    return [record.data.title for record in workbook.of_kind(kind)]


def names(workbook: Workbook) -> list[str]:
    return sorted(workbook.records)


def asked(workbook: Workbook, id: str) -> list[str]:
    ASKED.append(id)
    return [mention.record.id for mention in workbook.mentions(id)] + [str(workbook.get(id))]


def both(workbook: Workbook) -> list[list[str]]:
    return [part_of(asked, workbook, id) for id in ("NOR-C-7K3Q", "NLD-C-8M2P")]


def mirrors(workbook: Workbook, id: str) -> list[str]:
    ASKED.append(id)
    return [record.id for record in workbook.naming(id, "counted_in")]


def givers(workbook: Workbook, id: str) -> list[str]:
    ASKED.append(id)
    return [mention.record.id for mention in workbook.mentions_from(id, Kind.COMMITMENT)]


def joined(*some: object) -> str:
    *parts, between = some
    ASKED.append(str(between))
    return str(between).join(one for part in parts if isinstance(part, tuple) for one in part)


def failing(workbook: Workbook) -> None:
    raise LookupError(str(workbook.get("NOR-C-7K3Q")))


ASKED: list[str] = []


@law
@given(plans, st.lists(edits, max_size=6))
def test_kept_coverage_and_forecast_are_those_of_a_fresh_look_after_any_edits(
    files: dict[str, str], changes: list[tuple[str, str | None]]
) -> None:
    kept, workbook = Kept(), loaded(files)
    states = [workbook, *((workbook := edited(workbook, {path: _bytes(text)})) for path, text in changes)]

    looks = [*states, *reversed(states)]
    assert [coverage(one, TODAY, kept=kept) for one in looks] == [coverage(one, TODAY) for one in looks]
    assert [forecast(one, TODAY, kept=kept) for one in looks] == [forecast(one, TODAY) for one in looks]
    assert [kept.take(item_coverage, one, "155mm-he", TODAY) for one in looks] == [
        item_coverage(one, "155mm-he", TODAY) for one in looks
    ]


@law
@given(plans, st.lists(audiences, min_size=2, max_size=5))
def test_kept_coverage_is_that_of_a_fresh_look_for_any_audience(
    files: dict[str, str], order: list[str]
) -> None:
    kept, workbook = Kept(), loaded(files)
    released = [release(workbook, parse_audience(one, workbook.settings)).content for one in order]

    found = [coverage(one, TODAY, kept=kept) for one in released]

    assert found == [coverage(one, TODAY) for one in released]


@law
@given(plans, st.lists(audiences, min_size=2, max_size=5), edits)
def test_kept_coverage_is_that_of_a_fresh_look_for_all_audiences_of_one_gate(
    files: dict[str, str], order: list[str], change: tuple[str, str | None]
) -> None:
    kept, workbook = Kept(), loaded(files)
    gate = Gate(workbook)
    released = [gate.release(parse_audience(one, workbook.settings)).content for one in order]
    looks = [*released, *(edited(one, {change[0]: _bytes(change[1])}) for one in released)]

    found = [(coverage(one, TODAY, kept=kept), forecast(one, TODAY, kept=kept)) for one in looks]

    assert found == [(coverage(one, TODAY), forecast(one, TODAY)) for one in looks]


@law
@given(plans, commitments(), audiences)
def test_hidden_records_never_reach_what_is_kept(files: dict[str, str], secret: str, audience: str) -> None:
    kept = Kept()
    with_secret = {**files, path_of("DEU-C-9X9X"): f'{secret.replace("release", "# ")}release = "national"\n'}
    whole = loaded(with_secret)
    coverage(whole, TODAY, kept=kept)

    shown = [
        coverage(release(plan, parse_audience(audience, plan.settings)).content, TODAY, kept=kept)
        for plan in (whole, loaded(files))
    ]

    assert shown[0] == shown[1]


def test_result_is_kept_until_something_that_was_read_is_another_record() -> None:
    gift = 'title = "a"\nkind = "donation"\nstatus = "committed"\n'
    path, other = path_of("NOR-C-7K3Q"), path_of("NLD-C-8M2P")
    lesson = "plans/nations/NOR/lessons/NOR-L-1A1A.toml"
    about = 'kind = "statement"\ntitle = "a"\nsummary = "b"\nabout = ["NOR-C-7K3Q"]\n'
    kept, first = Kept(), loaded({path: gift, other: gift})
    ASKED.clear()

    kept.take(asked, first, "NOR-C-7K3Q")
    kept.take(asked, edited(first, {other: b"x = 1"}), "NOR-C-7K3Q")
    assert len(ASKED) == 1
    kept.take(asked, edited(first, {path: gift.replace("a", "b").encode()}), "NOR-C-7K3Q")
    assert len(ASKED) == 2
    kept.take(asked, edited(first, {lesson: about.encode()}), "NOR-C-7K3Q")
    assert len(ASKED) == 3
    kept.take(asked, first, "NOR-C-7K3Q")
    assert len(ASKED) == 3


def test_a_part_is_kept_where_another_part_is_another_record() -> None:
    gift = 'title = "a"\nkind = "donation"\nstatus = "committed"\n'
    path, other = path_of("NOR-C-7K3Q"), path_of("NLD-C-8M2P")
    kept, first = Kept(), loaded({path: gift, other: gift})
    second = edited(first, {other: gift.replace("a", "b").encode()})
    ASKED.clear()

    told = [kept.take(both, plan) for plan in (first, second, first, edited(second, {path: None}))]

    assert ASKED == ["NOR-C-7K3Q", "NLD-C-8M2P", "NLD-C-8M2P", "NOR-C-7K3Q"]
    assert told[:3] == [both(first), both(second), both(first)]


def test_other_arguments_are_another_result() -> None:
    gift = 'title = "a"\nkind = "donation"\nstatus = "committed"\n'
    kept, workbook = Kept(), loaded({path_of("NOR-C-7K3Q"): gift})

    assert kept.take(titles, workbook, Kind.COMMITMENT) == ["a"]
    assert kept.take(titles, workbook, Kind.LESSON) == []
    assert len(kept) == 2


def test_look_at_who_names_a_record_in_one_field_minds_no_other_field() -> None:
    gift = 'title = "a"\nkind = "donation"\nstatus = "committed"\n'
    mirror, part = path_of("NLD-C-8M2P"), path_of("SWE-C-3F8K")
    kept, first = Kept(), loaded({mirror: f'{gift}counted_in = "NOR-C-7K3Q"\n'})
    second = edited(first, {part: f'{gift}part_of = "NOR-C-7K3Q"\n'.encode()})
    ASKED.clear()

    told = [kept.take(mirrors, one, "NOR-C-7K3Q") for one in (first, second, edited(second, {mirror: None}))]

    assert len(second.mentions("NOR-C-7K3Q")) == 2
    assert (told, len(ASKED)) == ([["NLD-C-8M2P"], ["NLD-C-8M2P"], []], 2)


def test_look_at_who_of_a_kind_names_a_record_minds_no_other_kind() -> None:
    gift = 'title = "a"\nkind = "donation"\nstatus = "committed"\nitem = "155mm-he"\n'
    given, stock = path_of("NLD-C-8M2P"), "plans/nations/NLD/stocks/NLD-S-1A1A.toml"
    kept, first = Kept(), loaded({given: gift})
    second = edited(first, {stock: b'item = "155mm-he"\nholding = 4\n'})
    ASKED.clear()

    told = [kept.take(givers, one, "155mm-he") for one in (first, second, edited(second, {given: None}))]

    assert len(second.mentions("155mm-he")) > len(first.mentions("155mm-he"))
    assert ("NLD-C-8M2P" in told[0], told[1] == told[0], "NLD-C-8M2P" in told[2]) == (True, True, False)
    assert len(ASKED) == 2


def test_what_follows_from_the_same_values_is_drawn_once() -> None:
    kept, first, second = Kept(), ("a", "b"), ("c",)
    ASKED.clear()

    told = [kept.drawn(joined, some, "-") for some in ((first, second), (first, second), (second, first))]

    assert told == ["a-b-c", "a-b-c", "c-a-b"]
    assert len(ASKED) == 2


def test_no_more_is_drawn_than_there_is_room_for_and_nothing_takes_the_place_of_another() -> None:
    kept = Kept(most=2)

    told = [kept.drawn(joined, ((str(number),),), "-") for number in range(100)]

    assert told == [str(number) for number in range(100)]


def test_of_too_much_that_is_drawn_the_oldest_is_drawn_anew() -> None:
    kept, values = Kept(most=2), [(str(number),) for number in range(7)]
    ASKED.clear()

    for number in (0, 1, 2, 3, 4, 5, 6, 5, 0):
        kept.drawn(joined, (values[number],), "-")

    assert len(ASKED) == 8


def test_records_of_an_owner_are_the_same_tuple_where_they_are_the_same_records() -> None:
    gift = 'title = "a"\nkind = "donation"\nstatus = "committed"\n'
    kept, first = Kept(), loaded({path_of("NOR-C-7K3Q"): gift, path_of("NLD-C-8M2P"): gift})
    second = edited(first, {path_of("NLD-C-8M2P"): None})

    one, other = (kept.by_owner(plan, Kind.COMMITMENT) for plan in (first, second))

    assert one["NOR"] is other["NOR"]
    assert ([*one], [*other]) == (["NLD", "NOR"], ["NOR"])


def test_look_at_all_files_is_kept_for_that_very_plan_only() -> None:
    gift = 'title = "a"\nkind = "donation"\nstatus = "committed"\n'
    kept, first = Kept(), loaded({path_of("NOR-C-7K3Q"): gift})
    second = edited(first, {path_of("NOR-C-8H8H"): gift.encode()})

    assert kept.take(names, first) == names(first)
    assert kept.take(names, second) == names(second)


def test_no_more_is_kept_than_there_is_room_for() -> None:
    kept, workbook = Kept(most=2), loaded({path_of("NOR-C-7K3Q"): "x = 1"})
    ASKED.clear()

    told = [kept.take(asked, workbook, id) for id in ("a", "b", "a", "c", "a", "b")]

    assert (len(told), len(kept)) == (6, 2)
    assert ASKED == ["a", "b", "c", "b"]


def test_function_that_fails_keeps_nothing() -> None:
    kept, workbook = Kept(), loaded({path_of("NOR-C-7K3Q"): "x = 1"})

    with pytest.raises(LookupError):
        kept.take(failing, workbook)

    assert len(kept) == 0


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else text.encode()


def test_what_is_worked_out_once_is_so_for_one_plan_at_a_time() -> None:
    kept, first, other = Kept(), loaded({}), loaded({})
    calls: list[Workbook] = []

    def counted(workbook: Workbook, *, kept: Kept) -> int:
        calls.append(workbook)
        return len(calls)

    assert [kept.once(counted, one) for one in (first, first, other, other, first)] == [1, 1, 2, 2, 3]


def test_result_of_a_plan_made_of_another_is_none_of_that_where_a_naming_differs() -> None:
    gift = 'title = "a"\nkind = "donation"\nstatus = "committed"\n'
    path = path_of("NLD-C-8M2P")
    base = loaded({path: gift})
    named = edited(base, {path: f'{gift}counted_in = "NOR-C-7K3Q"\n'.encode()})
    kept = Kept()

    told = [kept.take(mirrors, one, "NOR-C-7K3Q") for one in (named, base, named)]

    assert told == [["NLD-C-8M2P"], [], ["NLD-C-8M2P"]]
