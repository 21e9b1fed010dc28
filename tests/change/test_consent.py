"""Which reviews count, which lapse, and who has still to act."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import law
from workbook.change.approval import Reason, Requirement
from workbook.change.consent import Consent, State, Tabled, Voice, consent, counting_voices
from workbook.model.enums import Verdict
from workbook.model.manifest import Approval

GIFT, STOCK, OTHER = "NOR-C-7K3Q", "NOR-S-5H1M", "NOR-C-9D0M"
NOW = {GIFT: "g1", STOCK: "s1", OTHER: "o1"}
GROUPS = {GIFT: frozenset((GIFT, STOCK)), STOCK: frozenset((GIFT, STOCK)), OTHER: frozenset((OTHER,))}
STRICT = Approval()
TODAY = date(2022, 9, 28)
MORNING = datetime(2022, 9, 28, 8, tzinfo=UTC)


def _asked(nation: str, key: str = GIFT, reason: Reason = Reason.FINANCIER) -> Requirement:
    return Requirement(key=key, reason=reason, nations=(nation,), at_least=1)


def _voice(nation: str, verdict: Verdict = Verdict.APPROVE, number: int = 1, **more: object) -> Voice:
    about = {"covers": NOW, "on": MORNING + timedelta(minutes=number), **more}
    return Voice(id=f"{nation}-V-{number:04}", nation=nation, verdict=verdict, **about)  # type: ignore[arg-type]  # fields by name


def _stands(
    voices: Sequence[Voice],
    asked: Sequence[Requirement] = (_asked("DNK"), _asked("SWE", OTHER)),
    now: Mapping[str, str] = NOW,
    affected: frozenset[str] = frozenset(NOW),
    until: date | None = None,
    policy: Approval = STRICT,
) -> Consent:
    tabled = Tabled(
        proposer="NOR",
        affected=affected,
        groups=GROUPS,
        now=now,
        changed_on=date(2022, 9, 1),
        silence_until=until,
    )
    return consent(asked, voices, tabled, policy, today=TODAY)


def test_it_is_complete_once_all_who_must_have_approved() -> None:
    half = _stands([_voice("DNK")])
    whole = _stands([_voice("DNK"), _voice("SWE")])

    assert (half.is_complete, half.waiting_on) == (False, ("SWE",))
    assert (whole.is_complete, whole.waiting_on) == (True, ())


def test_a_changed_figure_voids_approvals_of_just_those_concerned() -> None:
    found = _stands([_voice("DNK"), _voice("SWE")], now={**NOW, GIFT: "g2"})

    assert [(one.nation, one.keys) for one in found.lapses] == [("DNK", (GIFT,))]
    assert found.waiting_on == ("DNK",)


def test_what_hangs_together_concerns_the_same_nations() -> None:
    found = _stands([_voice("DNK"), _voice("SWE")], now={**NOW, STOCK: "s2"})

    assert [one.nation for one in found.lapses] == ["DNK"]


def test_what_falls_out_of_the_package_voids_all_that_covered_it() -> None:
    found = _stands(
        [_voice("DNK"), _voice("SWE")], now={**NOW, STOCK: "absent"}, affected=frozenset((GIFT, OTHER))
    )

    assert [one.nation for one in found.lapses] == ["DNK", "SWE"]


def test_what_comes_in_must_be_covered_by_those_concerned() -> None:
    seen = {GIFT: "g1", OTHER: "o1"}

    found = _stands([_voice("DNK", covers=seen), _voice("SWE", covers=seen)])

    assert [one.nation for one in found.lapses] == ["DNK"]


def test_what_main_has_meanwhile_as_it_was_approved_keeps_the_approval() -> None:
    found = _stands([_voice("DNK"), _voice("SWE")], affected=frozenset((GIFT, STOCK)))

    assert found.lapses == ()


@pytest.mark.parametrize("about", ["", GIFT, OTHER, f"{OTHER}:quantity"])
def test_an_objection_of_a_required_nation_blocks_whatever_it_is_about(about: str) -> None:
    found = _stands([_voice("DNK"), _voice("SWE"), _voice("DNK", Verdict.OBJECT, 2, about=about)])

    assert not found.is_complete
    assert [one.nation for one in found.objections] == ["DNK"]


def test_an_objection_of_another_is_a_reservation_on_record() -> None:
    found = _stands([_voice("DNK"), _voice("SWE"), _voice("FRA", Verdict.OBJECT)])

    assert found.is_complete
    assert [one.nation for one in found.reservations] == ["FRA"]


@pytest.mark.parametrize("verdict", [Verdict.APPROVE_AD_REFERENDUM, Verdict.RESERVE, Verdict.COMMENT])
def test_less_than_approval_is_none(verdict: Verdict) -> None:
    assert not _stands([_voice("SWE"), _voice("DNK", verdict)]).is_complete


def test_approval_of_another_record_is_none() -> None:
    assert _stands([_voice("SWE"), _voice("DNK", about=OTHER)]).waiting_on == ("DNK",)
    assert _stands([_voice("SWE"), _voice("DNK", about=GIFT)]).waiting_on == ()


def test_a_later_review_replaces_an_earlier_one_and_never_the_reverse() -> None:
    objects = _voice("DNK", Verdict.OBJECT, 1)
    approves = _voice("DNK", Verdict.APPROVE, 2, replaces=objects.id)
    backdated = _voice("DNK", Verdict.APPROVE, 0, replaces=objects.id)
    foreign = _voice("SWE", Verdict.APPROVE, 2, replaces=objects.id)

    assert counting_voices([objects, approves]) == (approves,)
    assert counting_voices([objects, backdated]) == (objects,)
    assert objects in counting_voices([objects, foreign])


def test_n_of_m_is_met_without_the_rest() -> None:
    two_of_three = Requirement(key=GIFT, reason=Reason.POLICY, nations=("DEU", "DNK", "NOR"), at_least=2)

    found = _stands([_voice("DNK"), _voice("DEU", Verdict.OBJECT)], [two_of_three])

    assert found.is_complete
    assert found.standings[0].states == {
        "DEU": State.OBJECTS,
        "DNK": State.APPROVES,
        "NOR": State.APPROVES,
    }
    assert [one.nation for one in found.reservations] == ["DEU"]


@pytest.mark.parametrize("reason", list(Reason))
def test_silence_is_never_consent_for_ones_own_money_stock_or_share(reason: Reason) -> None:
    silent = Approval(silence=True, silence_days=10)

    found = _stands([], [_asked("DNK", reason=reason)], until=date(2022, 9, 20), policy=silent)

    assert found.is_complete == (reason in (Reason.SECRETARIAT, Reason.ORIGIN, Reason.POLICY))


@pytest.mark.parametrize(
    ("until", "policy"),
    [
        (None, Approval(silence=True)),
        (date(2022, 9, 20), Approval()),
        (TODAY, Approval(silence=True)),
        (date(2022, 9, 20), Approval(silence=True, silence_days=30)),
    ],
)
def test_silence_counts_only_where_it_is_allowed_and_over(until: date | None, policy: Approval) -> None:
    assert not _stands([], [_asked("DNK", reason=Reason.ORIGIN)], until=until, policy=policy).is_complete


nations = st.sampled_from(["DNK", "SWE", "FRA"])
voices = st.builds(
    _voice,
    nations,
    st.sampled_from(Verdict),
    st.integers(1, 9),
    about=st.sampled_from(["", GIFT, OTHER]),
    covers=st.dictionaries(st.sampled_from(sorted(NOW)), st.sampled_from(["g1", "s1", "o1"])),
)
many = st.lists(voices, max_size=6, unique_by=lambda one: one.id)


@law
@given(many, st.randoms())
def test_the_order_of_reviews_never_matters(found: list[Voice], chance: object) -> None:
    mixed = list(found)
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # a random source of hypothesis

    assert _stands(mixed) == _stands(found)


@law
@given(many, nations)
def test_an_objection_more_never_completes(found: list[Voice], nation: str) -> None:
    more = [*found, _voice(nation, Verdict.OBJECT, 99)]

    assert _stands(more).is_complete <= _stands(found).is_complete


@law
@given(many)
def test_it_is_complete_exactly_where_it_waits_on_nobody(found: list[Voice]) -> None:
    stands = _stands(found)

    assert stands.is_complete == (stands.waiting_on == ())


@law
@given(st.sampled_from(sorted(NOW)))
def test_who_approved_and_is_not_concerned_keeps_the_approval(key: str) -> None:
    found = _stands([_voice("DNK"), _voice("SWE")], now={**NOW, key: "new"})

    assert [one.nation for one in found.lapses] == [{GIFT: "DNK", STOCK: "DNK", OTHER: "SWE"}[key]]
