"""Where a proposal stands: which reviews count, which approvals lapsed, who has still to act.

In: requirements, reviews, and the fingerprints of what is proposed now. Out: a `Consent`. Dates come in as
parameters; how it is told is for the desk. A worked example:

    DNK must approve NOR-C-7K3Q, and approved it at fingerprint 5c0e…
    now 5c0e…  -> DNK approves        now 91ab…  -> its approval lapsed over NOR-C-7K3Q
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

import msgspec

from workbook.change.approval import Requirement, required_nations
from workbook.model.enums import Verdict
from workbook.model.manifest import Approval

_STRICTEST = (Verdict.OBJECT, Verdict.RESERVE, Verdict.APPROVE_AD_REFERENDUM, Verdict.APPROVE)


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """A review as it is counted: whose, and what it says of what; `covers` gives fingerprints by key."""

    id: str
    nation: str
    verdict: Verdict
    on: datetime
    about: str = ""
    covers: Mapping[str, str] = msgspec.field(default_factory=dict)
    replaces: str = ""


class State(StrEnum):
    """Where a nation stands that is asked."""

    APPROVES = "approves"
    SILENT = "silent"
    LAPSED = "lapsed"
    AD_REFERENDUM = "ad referendum"
    RESERVES = "reserves"
    OBJECTS = "objects"
    WAITING = "waiting"


_CONSENTING = frozenset((State.APPROVES, State.SILENT))


class Tabled(msgspec.Struct, frozen=True, kw_only=True):
    """What is proposed now: `affected` keys, their `groups`, and fingerprints of these and all once covered.

    `changed_on` is when it was changed last; silence counts from then, up to and with `silence_until`.
    """

    proposer: str
    affected: frozenset[str]
    groups: Mapping[str, frozenset[str]]
    now: Mapping[str, str]
    changed_on: date
    silence_until: date | None = None


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How far one requirement is met: where each of its nations stands."""

    requirement: Requirement
    states: Mapping[str, State]

    @property
    def is_met(self) -> bool:
        """Whether enough of them approve."""
        consenting = sum(state in _CONSENTING for state in self.states.values())
        return consenting >= self.requirement.at_least

    def waits_for(self, nation: str) -> bool:
        """Say whether a nation has still to act, as too few approve and it is one of them that do not."""
        return not self.is_met and self.states.get(nation, State.APPROVES) not in _CONSENTING


class Lapse(msgspec.Struct, frozen=True, order=True, kw_only=True):
    """An approval that counts no more, and over which keys."""

    nation: str
    review: str
    keys: tuple[str, ...]


class Consent(msgspec.Struct, frozen=True, kw_only=True):
    """Where a proposal stands as a whole; `reservations` are objections and reserves that do not block."""

    standings: tuple[Standing, ...]
    objections: tuple[Voice, ...]
    reservations: tuple[Voice, ...]
    lapses: tuple[Lapse, ...]
    approvals: tuple[Voice, ...]

    @property
    def waiting_on(self) -> tuple[str, ...]:
        """The nations that have still to act, in order."""
        waiting = {nation for one in self.standings for nation in one.states if one.waits_for(nation)}
        return tuple(sorted(waiting | {one.nation for one in self.objections}))

    @property
    def is_complete(self) -> bool:
        """Whether it can be adopted."""
        return not self.objections and all(one.is_met for one in self.standings)


def consent(
    asked: Sequence[Requirement], voices: Iterable[Voice], tabled: Tabled, policy: Approval, *, today: date
) -> Consent:
    """Say where a proposal stands."""
    counting = [one for one in counting_voices(voices) if one.nation != tabled.proposer]
    required = required_nations(asked)
    concerns = _concerns(asked, tabled)
    over = {one.id: _lapsed_over(one, tabled, concerns.get(one.nation, frozenset())) for one in counting}
    may_be_silent = _silence_is_over(tabled, policy, today)
    standings = [_standing(one, counting, over, tabled.proposer, may_be_silent) for one in asked]
    against = [one for one in counting if one.verdict in (Verdict.OBJECT, Verdict.RESERVE)]
    objections = [one for one in against if one.verdict is Verdict.OBJECT and one.nation in required]
    approving = [one for one in counting if one.verdict is Verdict.APPROVE]
    return Consent(
        standings=tuple(standings),
        objections=tuple(objections),
        reservations=tuple(one for one in against if one not in objections),
        lapses=tuple(
            sorted(
                Lapse(nation=one.nation, review=one.id, keys=over[one.id])
                for one in approving
                if over[one.id]
            )
        ),
        approvals=tuple(one for one in approving if not over[one.id]),
    )


def counting_voices(voices: Iterable[Voice]) -> tuple[Voice, ...]:
    """Choose the reviews that count: per nation and what it is about the unreplaced one, of two the stricter.

    Only a later review of the same nation replaces one; comments leave a verdict as it was.

        USA object, then USA approve that replaces it -> approve;  both unreplaced -> object
    """
    all_voices = sorted(voices, key=lambda one: (one.nation, one.on, one.id))
    replaced = replaced_voices(all_voices)
    found: dict[tuple[str, str], Voice] = {}
    for one in all_voices:
        if (one.nation, one.id) in replaced or one.verdict is Verdict.COMMENT:
            continue
        place = one.nation, one.about
        known = found.get(place)
        # Of two alike the later one counts: its fingerprints are those that were seen last.
        if known is None or _STRICTEST.index(one.verdict) <= _STRICTEST.index(known.verdict):
            found[place] = one
    return tuple(found[place] for place in sorted(found))


def replaced_voices(voices: Iterable[Voice]) -> frozenset[tuple[str, str]]:
    """Name the reviews that a later one of the same nation replaces, by nation and id."""
    all_voices = list(voices)
    said_on = {(one.nation, one.id): one.on for one in all_voices}
    return frozenset(
        (one.nation, one.replaces)
        for one in all_voices
        if (before := said_on.get((one.nation, one.replaces))) is not None and before < one.on
    )


def _concerns(asked: Iterable[Requirement], tabled: Tabled) -> Mapping[str, frozenset[str]]:
    """Give for each nation the keys that it must approve, and those that hang together with them."""
    found: dict[str, frozenset[str]] = {}
    for one in asked:
        for nation in one.nations:
            found[nation] = found.get(nation, frozenset()) | tabled.groups.get(one.key, frozenset((one.key,)))
    return found


def _lapsed_over(voice: Voice, tabled: Tabled, concerning: frozenset[str]) -> tuple[str, ...]:
    """Give the keys over which a review binds no more.

    What was covered and fell out of the package is another package, whoever it concerns; what changed or came
    in counts for those whom it concerns.
    """
    changed = {key for key, seen in voice.covers.items() if tabled.now.get(key) != seen}
    dropped = changed - tabled.affected
    added = tabled.affected - voice.covers.keys()
    return tuple(sorted(dropped | ((changed | added) & concerning)))


def silence_ends(until: date, changed_on: date, policy: Approval) -> date:
    """Give the last day on which silence is no consent yet: it lay long enough, and until the day named."""
    if policy.silence_days >= (date.max - changed_on).days:
        return date.max
    return max(until, changed_on + timedelta(days=policy.silence_days))


def _silence_is_over(tabled: Tabled, policy: Approval, today: date) -> bool:
    """Say whether who said nothing by now consents, where that is allowed at all."""
    if not policy.silence or tabled.silence_until is None:
        return False
    return today > silence_ends(tabled.silence_until, tabled.changed_on, policy)


def _standing(
    asked: Requirement,
    counting: Sequence[Voice],
    over: Mapping[str, tuple[str, ...]],
    proposer: str,
    may_be_silent: bool,
) -> Standing:
    states = {}
    for nation in asked.nations:
        own = [one for one in counting if one.nation == nation]
        silent = may_be_silent and asked.allows_silence
        states[nation] = State.APPROVES if nation == proposer else _state(own, asked.key, over, silent=silent)
    return Standing(requirement=asked, states=states)


def _state(own: Sequence[Voice], key: str, over: Mapping[str, tuple[str, ...]], *, silent: bool) -> State:
    """Say where a nation stands: all it holds against anything counts, approvals of the whole or of this."""
    verdicts = {one.verdict for one in own}
    for verdict, state in (
        (Verdict.OBJECT, State.OBJECTS),
        (Verdict.RESERVE, State.RESERVES),
        (Verdict.APPROVE_AD_REFERENDUM, State.AD_REFERENDUM),
    ):
        if verdict in verdicts:
            return state
    approving = [one for one in own if one.about in ("", key)]
    if any(not over[one.id] for one in approving):
        return State.APPROVES
    if approving:
        return State.LAPSED
    return State.SILENT if silent and not own else State.WAITING
