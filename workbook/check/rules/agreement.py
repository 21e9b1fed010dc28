"""Rules WB2, last part: what one side writes of another is borne out by the other side.

In: a commitment with all that name it. Out: claims about the commitment and its acceptances. Who agrees
on what is worked out in `analysis.agreement`.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from workbook.analysis.agreement import (
    Agreement,
    State,
    agreements,
    fitting_offers,
    is_taking,
    members_of,
    offers_of,
    party_of,
)
from workbook.check.rule import Around, Claim, Context, Rule, Subject, rule
from workbook.findings import Severity
from workbook.model.commitment import Commitment
from workbook.model.enums import Role, Status
from workbook.model.kind import Kind
from workbook.model.money import Money
from workbook.model.quantity import Quantity
from workbook.model.record import Record
from workbook.model.references import OPEN_REFERENCES
from workbook.records.settings import Settings

ANSWER_DAYS = 30
# Statuses in which an answer is awaited: a mere thought asks for none, a delivery is its own answer.
_AWAITING = frozenset((Status.PLEDGED, Status.COMMITTED, Status.CONTRACTED, Status.DELIVERING))
_GIFT = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
_GIFT_TEXT = """\
title = "155 mm shells"
kind = "donation"
item = "155mm-he"
quantity = 400
status = "committed"
"""
_MEETS = 'meets = [{request = "UKR-R-11AB", quantity = 400}]\n'
_NEED = {
    "plans/nations/UKR/requests/UKR-R-11AB.toml": 'title = "Shells"\nitem = "155mm-he"\nquantity = 5000\n'
}
_TAKING = "plans/nations/UKR/acceptances/UKR-A-5H1M.toml"
_TAKING_TEXT = 'commitment = "NOR-C-7K3Q"\nrequest = "UKR-R-11AB"\nquantity = 400\n'


@rule(
    code="WB211",
    slug="claimed-not-offered",
    severity=Severity.WARNING,
    claim="What a nation accepts, the other side has offered to it.",
    reason="Each side speaks for itself: an acceptance without an offer promises what nobody has given.",
    source="Data format: each side speaks for itself",
    subject=Subject.AROUND,
    needs_mention=True,
    kinds=(Kind.COMMITMENT,),
    failing={_GIFT: _GIFT_TEXT + 'to = [{party = "SWE"}]\n', **_NEED, _TAKING: _TAKING_TEXT},
    passing={_GIFT: _GIFT_TEXT + _MEETS, **_NEED, _TAKING: _TAKING_TEXT},
)
def claimed_not_offered(around: Around, context: Context) -> Iterator[Claim]:
    """Tell every acceptance of something that the commitment does not offer to its author."""
    commitment = around.target
    assert commitment is not None
    acceptances = _acceptances(around)
    if not acceptances or commitment.is_retired:
        return
    groups = context.settings.manifest.groups
    for one in _standing(commitment, acceptances, context.settings):
        if one.state is State.CLAIMED:
            (acceptance,) = one.acceptances
            fitting = fitting_offers(commitment, offers_of(commitment), acceptance, groups)
            yield _claimed(commitment, acceptance, len(fitting))
    for acceptance in acceptances:
        role = acceptance.data.as_
        if role is None or acceptance.is_retired:
            continue
        if _is_foreign_role(acceptance, commitment):
            message = (
                f"accepts {commitment.id} as {role}, which does not name {acceptance.owner} as such; "
                f"ask {commitment.owner} to add it, or retire this acceptance"
            )
            yield Claim(acceptance, "as", message)


@rule(
    code="WB212",
    slug="lapsed-offer",
    severity=Severity.WARNING,
    claim="An offer stays at least at what was accepted of it.",
    reason="An agreement stands for what was accepted; once the offer falls below, it is only an offer again "
    "and both sides must know.",
    source="Data format: each side speaks for itself",
    subject=Subject.AROUND,
    needs_mention=True,
    kinds=(Kind.COMMITMENT,),
    failing={_GIFT: _GIFT_TEXT + _MEETS.replace("400", "300"), **_NEED, _TAKING: _TAKING_TEXT},
    passing={_GIFT: _GIFT_TEXT + _MEETS, **_NEED, _TAKING: _TAKING_TEXT},
)
def lapsed_offer(around: Around, context: Context) -> Iterator[Claim]:
    """Tell both sides of an agreement whose offer surely fell below what was accepted."""
    commitment = around.target
    assert commitment is not None
    acceptances = _acceptances(around)
    if not acceptances or commitment.is_retired:
        return
    for one in _standing(commitment, acceptances, context.settings):
        if one.state is State.LAPSED:
            yield from _lapsed(commitment, one)


@rule(
    code="WB213",
    slug="unanswered-offer",
    severity=Severity.WARNING,
    claim=f"An offer is answered within {ANSWER_DAYS} days.",
    reason="An offer that nobody takes up binds stock and money that another nation is waiting for.",
    source="Coalition practice",
    subject=Subject.AROUND,
    kinds=(Kind.COMMITMENT,),
    failing={_GIFT: _GIFT_TEXT + _MEETS + "made_on = 2022-08-29\n", **_NEED},
    passing={_GIFT: _GIFT_TEXT + _MEETS + "made_on = 2022-08-30\n", **_NEED},
)
def unanswered_offer(around: Around, context: Context) -> Iterator[Claim]:
    """Tell every open offer that its request's owner, or its recipient, has left without an answer.

    A package awaits none: its parts are answered.
    """
    assert around.target is not None
    data: Commitment = around.target.data
    if not _awaits(data, context.today):
        return
    since = _offered_since(data)
    if since is None or since > context.today - timedelta(days=ANSWER_DAYS):
        return
    # Last, because it is rarely needed: most offers are answered.
    for claim in _waiting(around, since, context.settings):
        if any(around.parts()):
            return
        yield claim


def _waiting(around: Around, since: date, settings: Settings) -> Iterator[Claim]:
    """Tell each request, else each recipient, that an offer is put to and that has not answered."""
    assert around.target is not None
    data: Commitment = around.target.data
    answers = {(one.owner, one.data.request) for one in _acceptances(around) if is_taking(one)}
    for index, promise in enumerate(data.meets):
        party = party_of(promise.request)
        if party in ("", around.target.owner) or promise.request in around.missing:
            continue
        if answers.isdisjoint((party, request) for request in (promise.request, "", *OPEN_REFERENCES)):
            yield Claim(around.target, f"meets[{index}].request", _unanswered(promise.request, party, since))
    if data.meets or data.part_of:
        return
    takers = {owner for owner, _ in answers}
    groups = settings.manifest.groups
    for index, recipient in enumerate(data.to):
        members = set(members_of(recipient.party, groups))
        can_answer = not members.isdisjoint(settings.nations - {around.target.owner})
        if can_answer and members.isdisjoint(takers):
            message = _unanswered(recipient.party, recipient.party, since)
            yield Claim(around.target, f"to[{index}].party", message)


def _acceptances(around: Around) -> tuple[Record, ...]:
    return tuple(
        [
            record
            for record, field in around.mentions
            if field == "commitment" and record.kind is Kind.ACCEPTANCE
        ]
    )


# Both rules judge a commitment before the next is judged, so that remembering one serves them both.
@lru_cache(maxsize=1)
def _standing(
    commitment: Record, acceptances: tuple[Record, ...], settings: Settings
) -> tuple[Agreement, ...]:
    return agreements(commitment, acceptances, settings.manifest.groups)


def _claimed(commitment: Record, acceptance: Record, fitting: int) -> Claim:
    request, owner = acceptance.data.request, commitment.owner
    if fitting > 1:
        message = (
            f"accepts {commitment.id} without naming a request, and {fitting} fit; name the one it answers"
        )
        return Claim(acceptance, "commitment", message)
    wanted = request or acceptance.owner
    message = (
        f"accepts {commitment.id}, which offers nothing to {wanted}; ask {owner} to offer it, "
        "or retire this acceptance"
    )
    return Claim(acceptance, "request" if request else "commitment", message)


def _is_foreign_role(acceptance: Record, commitment: Record) -> bool:
    """Say whether somebody accepts as payer or stock owner whom the commitment surely does not name so."""
    data: Commitment = commitment.data
    owner = acceptance.owner
    match acceptance.data.as_:
        case Role.FINANCIER:
            payers = {payer.nation for payer in data.financed_by}
            return owner not in payers and payers.isdisjoint(OPEN_REFERENCES)
        case Role.STOCK_OWNER:
            return (
                owner not in (data.stock_owner, commitment.owner) and data.stock_owner not in OPEN_REFERENCES
            )
    return False


def _lapsed(commitment: Record, one: Agreement) -> Iterator[Claim]:
    assert one.offer is not None
    data: Commitment = commitment.data
    if data.status is Status.CANCELLED:
        field, now, remedy = "status", "is cancelled", f"settle it with {one.party}"
    else:
        now = f"offers only {_figures(one.offer.quantity, data.value)} now"
        field, remedy = one.offer.field or "quantity", f"raise the offer, or agree on less with {one.party}"
    for acceptance in one.acceptances:
        taken = _figures(acceptance.data.quantity, acceptance.data.value)
        message = f"{now}, though {one.party} accepted {taken} in {acceptance.id}; {remedy}"
        yield Claim(commitment, field, message)
        field_taken = "value" if acceptance.data.quantity is None else "quantity"
        remedy_taken = f"accept less, or ask {commitment.owner} for more"
        message = f"accepts {taken} of {commitment.id}, which {now}; {remedy_taken}"
        yield Claim(acceptance, field_taken, message)


def _figures(quantity: Quantity | None, value: Money | None) -> str:
    return " worth ".join(str(figure) for figure in (quantity, value) if figure is not None) or "the whole"


def _offered_since(data: Commitment) -> date | None:
    """Give the day on which it had surely been offered."""
    for when in (data.made_on, data.announced_on):
        if when is not None and when.last is not None:
            return when.last
    return None


def _awaits(data: Commitment, today: date) -> bool:
    """Say whether an answer is awaited: not of mirrors and true figures, whose other record is answered."""
    if data.status not in _AWAITING or data.retired is not None or data.counted_in or data.shared_as:
        return False
    return data.valid_until is None or not data.valid_until.is_over(today)


def _unanswered(offered_to: str, party: str, since: date) -> str:
    offered = f"has been offered to {offered_to} since {since} without an answer"
    return f"{offered}; ask {party} to accept it or decline"


RULES: tuple[Rule, ...] = (claimed_not_offered, lapsed_offer, unanswered_offer)
