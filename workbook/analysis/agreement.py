"""How far two sides agree: what is offered, claimed, agreed, or lapsed.

In: a commitment and the acceptances that name it. Out: one `Agreement` for each part that is offered, taken
up or claimed. Each side writes only its own record, so this is worked out and never stored. It knows no
rule and no day.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

import msgspec

from workbook.model.commitment import Acceptance, Commitment, Request
from workbook.model.enums import Role, Status
from workbook.model.kind import Kind
from workbook.model.quantity import UNKNOWN, Quantity
from workbook.model.record import Record
from workbook.model.references import OPEN_REFERENCES
from workbook.records.workbook import Workbook

Groups = Mapping[str, Sequence[str]]
# A delivery is its own answer.
_ON_ITS_WAY = frozenset((Status.DELIVERING, Status.DELIVERED))


class State(StrEnum):
    """How far two sides agree."""

    OFFERED = "offered"
    CLAIMED = "claimed"
    AGREED = "agreed"
    LAPSED = "lapsed"


class Offer(NamedTuple):
    """What a commitment puts to one request, or as a whole to its recipients (`request` is "").

    `quantity` None: it says no number. `field` is where the offer stands in the commitment.
    """

    request: str
    quantity: Quantity | None
    field: str


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """Where two sides stand on one part of a commitment.

    `commitment` is None where none is loaded, `acceptances` is empty where nobody took it up; `offer` is
    None where nothing was offered. `request` and `party` are "" where no side names one.
    """

    state: State
    commitment: Record | None
    acceptances: tuple[Record, ...] = ()
    offer: Offer | None = None
    request: str = ""
    party: str = ""

    @property
    def accepted(self) -> Quantity | None:
        """The quantity taken up, in the commitment's unit; None where no acceptance gives one."""
        return _sum(acceptance.data.quantity for acceptance in self.acceptances)

    @property
    def agreed(self) -> Quantity | None:
        """The quantity that both sides stand by; None unless agreed, or where no number was accepted."""
        return self.accepted if self.state is State.AGREED else None


def agreements(commitment: Record, acceptances: Iterable[Record], groups: Groups) -> tuple[Agreement, ...]:
    """Tell where the sides of a commitment stand, offers first, in the order they are written.

    Only acceptances as recipient count, retired ones never; `groups` are those of `workbook.toml`. A retired
    or cancelled commitment offers nothing: what was taken up of it has lapsed.

        NOR-C-7K3Q  meets UKR-R-11AB with 12, MDA-R-22CD with 4
        UKR-A-5H1M  takes 12 of it for UKR-R-11AB
        -> agreed on 12 with UKR, offered 4 to MDA
    """
    offers = offers_of(commitment)
    taken: dict[str, dict[_Side, list[Record]]] = {}
    claims: list[Agreement] = []
    for acceptance in acceptances:
        if not is_taking(acceptance):
            continue
        fitting = fitting_offers(commitment, offers, acceptance, groups)
        if len(fitting) == 1:
            (offer,) = fitting
            request = acceptance.data.request or offer.request
            sides = taken.setdefault(offer.request, {})
            sides.setdefault((acceptance.owner, request), []).append(acceptance)
        else:
            claims.append(_claim(commitment, acceptance))
    found: list[Agreement] = []
    for offer in offers:
        if offer.request in taken:
            found += _answered(commitment, offer, taken[offer.request])
        elif not is_withdrawn(commitment):
            found.append(_unanswered(commitment, offer))
    return (*found, *claims)


def agreements_on(workbook: Workbook, commitment: Record) -> tuple[Agreement, ...]:
    """Tell where the sides of one commitment of a plan stand.

    NOR-C-7K3Q  quantity = 20, without `meets`;  UKR-A-5H1M  takes 12 of it
    -> agreed on 12 with UKR
    """
    return agreements(commitment, _acceptances(workbook, commitment.id), workbook.settings.manifest.groups)


def offers(workbook: Workbook, request_id: str) -> tuple[Agreement, ...]:
    """Tell all that is offered to, taken up for or claimed for a request, in order of commitment.

    Claims on a commitment that is not in the plan given come first, with `commitment` None.

        NOR-C-7K3Q meets UKR-R-11AB with 12, UKR-A-5H1M takes 12 of it; NLD-C-8M2P meets it with 4
        -> NLD-C-8M2P offered 4, NOR-C-7K3Q agreed on 12
    """
    commitments: dict[str, Record] = {}
    found: list[Agreement] = []
    for mention in workbook.mentions(request_id):
        record = mention.record
        if record.kind is Kind.COMMITMENT and mention.field.startswith("meets"):
            commitments[record.id] = record
        elif record.kind is Kind.ACCEPTANCE and mention.field == "request":
            target = workbook.get(record.data.commitment)
            if target is not None and target.kind is Kind.COMMITMENT:
                commitments[target.id] = target
            elif is_taking(record):
                found.append(_claim(None, record))
    for id in sorted(commitments):
        found += agreements_on(workbook, commitments[id])
    return tuple(one for one in found if one.request == request_id)


def offers_of(commitment: Record) -> tuple[Offer, ...]:
    """List what a commitment offers: each request it meets, or the whole where it names none.

    quantity = 20, meets = [{request = "UKR-R-11AB", quantity = 12}]  -> 12 to UKR-R-11AB
    quantity = 20                                                     -> 20 to its recipients
    """
    data: Commitment = commitment.data
    if not data.meets:
        return (Offer("", data.quantity, ""),)
    found: dict[str, Offer] = {}
    for index, promise in enumerate(data.meets):
        quantity = promise.quantity if promise.quantity is not None else data.quantity
        before = found.get(promise.request)
        if before is not None:
            found[promise.request] = before._replace(quantity=_sum((before.quantity, quantity)))
        else:
            found[promise.request] = Offer(promise.request, quantity, f"meets[{index}]")
    return tuple(found.values())


def fitting_offers(
    commitment: Record, offers: Sequence[Offer], acceptance: Record, groups: Groups
) -> tuple[Offer, ...]:
    """List the offers of a commitment that an acceptance can mean: it names one, or is of its recipient.

    A promise to a request that is unknown or undisclosed may be meant by anybody.
    """
    request, taker = acceptance.data.request, acceptance.owner
    if not commitment.data.meets:
        return tuple(offers) if _may_take(commitment.data, taker, groups) else ()
    if request and request not in OPEN_REFERENCES:
        named = [offer for offer in offers if offer.request == request and party_of(request) == taker]
    else:
        named = [offer for offer in offers if party_of(offer.request) == taker]
    return tuple(named or [offer for offer in offers if offer.request in OPEN_REFERENCES][:1])


def is_covered(
    request: Record, commitments: Iterable[Record], acceptances: Iterable[Record], groups: Groups
) -> bool:
    """Say whether what is accepted for a request may reach its quantity, or its need where it gives none.

    Of the commitments that meet it and the acceptances that name it. What is on its way needs no acceptance;
    an acceptance of another commitment is taken at its word. A need that recurs (`per`) is never covered,
    and another unit covers nothing.

        UKR-R-11AB  asks for 16;  NOR-C-7K3Q and UKR-A-5H1M agree on 12, NLD-C-8M2P delivers 4
        -> covered
    """
    data: Request = request.data
    if data.per is not None:
        return False
    taken: dict[str, list[Record]] = {}
    for acceptance in acceptances:
        taken.setdefault(acceptance.data.commitment, []).append(acceptance)
    covered: Quantity | None = None
    for commitment in commitments:
        answers = taken.pop(commitment.id, ())
        if not (data.unit and commitment.data.unit) or data.unit == commitment.data.unit:
            covered = _sum((covered, _covering(request.id, agreements(commitment, answers, groups))))
    for answers in taken.values():
        covered = _sum((covered, *(one.data.quantity or UNKNOWN for one in answers if is_taking(one))))
    return covered is not None and not (data.quantity is not None and data.quantity.surely_exceeds(covered))


def is_taking(acceptance: Record) -> bool:
    """Say whether a record takes something up as its recipient, and still counts."""
    data: Acceptance = acceptance.data
    return data.retired is None and data.as_ in (None, Role.RECIPIENT)


def is_withdrawn(commitment: Record) -> bool:
    """Say whether a commitment offers nothing any more."""
    return commitment.is_retired or commitment.data.status is Status.CANCELLED


def party_of(id: str) -> str:
    """Give the nation in an id (`UKR` of `UKR-R-11AB`); "" where it names none."""
    owner, _, rest = id.partition("-")
    return owner if "-" in rest else ""


def members_of(party: str, groups: Groups) -> Sequence[str]:
    """Give the nations that a recipient stands for: itself, or the members of a group."""
    return groups.get(party) or (party,)


# A nation that takes something up, and for which of its requests ("" for none).
_Side = tuple[str, str]


def _answered(
    commitment: Record, offer: Offer, sides: Mapping[_Side, Sequence[Record]]
) -> Iterator[Agreement]:
    """Give one agreement for each taker and request of an offer.

    The whole may be taken up in parts by several; it lapses for all of them if it falls below their sum.
    """
    takers = [acceptance for side in sides.values() for acceptance in side]
    lapsed = is_withdrawn(commitment) or _is_beyond(takers, offer, commitment.data)
    for (party, request), side in sorted(sides.items()):
        yield Agreement(
            state=State.LAPSED if lapsed else State.AGREED,
            commitment=commitment,
            acceptances=tuple(side),
            offer=offer,
            request=request,
            party=party,
        )


def _unanswered(commitment: Record, offer: Offer) -> Agreement:
    return Agreement(
        state=State.OFFERED,
        commitment=commitment,
        offer=offer,
        request=offer.request,
        party=party_of(offer.request),
    )


def _is_beyond(acceptances: Sequence[Record], offer: Offer, data: Commitment) -> bool:
    """Say whether more was taken up than is surely offered, in number or in the commitment's currency."""
    accepted = _sum(one.data.quantity for one in acceptances)
    if accepted is not None and offer.quantity is not None and accepted.surely_exceeds(offer.quantity):
        return True
    value = data.value
    if value is None or value.amount.high is None:
        return False
    amounts = (one.data.value for one in acceptances)
    same = (money.amount.low for money in amounts if money is not None and money.currency == value.currency)
    return sum(same, Decimal(0)) > value.amount.high


def _may_take(data: Commitment, taker: str, groups: Groups) -> bool:
    return not data.to or any(
        recipient.party in OPEN_REFERENCES or taker in members_of(recipient.party, groups)
        for recipient in data.to
    )


def _covering(request_id: str, standing: Iterable[Agreement]) -> Quantity | None:
    """Add up what is agreed for a request, and what is offered to it and already on its way."""
    found: Quantity | None = None
    for one in standing:
        if one.request == request_id and one.commitment is not None:
            if one.state is State.AGREED:
                found = _sum((found, one.accepted or UNKNOWN))
            elif one.state is State.OFFERED and one.commitment.data.status in _ON_ITS_WAY:
                assert one.offer is not None
                found = _sum((found, one.offer.quantity or UNKNOWN))
    return found


def _claim(commitment: Record | None, acceptance: Record) -> Agreement:
    return Agreement(
        state=State.CLAIMED,
        commitment=commitment,
        acceptances=(acceptance,),
        request=acceptance.data.request,
        party=acceptance.owner,
    )


def _acceptances(workbook: Workbook, commitment_id: str) -> list[Record]:
    return [
        mention.record
        for mention in workbook.mentions(commitment_id)
        if mention.field == "commitment" and mention.record.kind is Kind.ACCEPTANCE
    ]


def _sum(quantities: Iterable[Quantity | None]) -> Quantity | None:
    total: Quantity | None = None
    for quantity in quantities:
        if quantity is not None:
            total = quantity if total is None else total + quantity
    return total
