"""Rules WB508 to WB512: what is offered has somebody, or something, behind it, and answers what was asked.

In: a request, a stock or a commitment with all that name it. Out: warnings.
"""

from collections.abc import Iterator

from workbook.analysis.stocks import live_draws, project
from workbook.check.rule import Around, Claim, Context, Rule, Subject, rule
from workbook.findings import Severity
from workbook.model.commitment import Commitment, Request
from workbook.model.enums import CommitmentKind, Consent, Priority, RequestStatus, Role, Status, Substitutes
from workbook.model.kind import Kind
from workbook.model.references import OPEN_REFERENCES

# A mere thought offers nothing yet, and what is off offers nothing any more.
_NOT_OFFERING = (Status.CONSIDERED, Status.SUSPENDED, Status.CANCELLED)
_UNNAMED = OPEN_REFERENCES | {""}
_NEED = "plans/nations/UKR/requests/UKR-R-11AB.toml"
_NEED_TEXT = (
    'title = "Shells"\nitem = "155mm-he"\nquantity = 5000\npriority = "critical"\nsubstitutes = "no"\n'
)
_STOCK = "plans/nations/NOR/stocks/NOR-S-5H1M.toml"
_STOCK_TEXT = 'item = "155mm-he"\nholding = 5000\nminimum = 1000\nas_of = 2022-09-01\nreleasable = 600\n'
_GIFT = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
_SECOND_GIFT = "plans/nations/NOR/commitments/NOR-C-9D0M.toml"
_GIFT_TEXT = """\
title = "155 mm shells"
kind = "donation"
item = "155mm-he"
quantity = 400
status = "committed"
to = [{party = "UKR"}]
"""
_MEETS = 'meets = [{request = "UKR-R-11AB", quantity = 400}]\n'
_DRAWS = 'stock = "NOR-S-5H1M"\n'
_ITEM = "plans/catalogue/items/155mm-he.toml"
_ITEM_TEXT = 'name = "155 mm shell"\nkind = "munition"\nunit = "each"\norigin = "USA"\n'
_OTHER_ITEM = {
    "plans/catalogue/items/152mm-he.toml": 'name = "152 mm shell"\nkind = "munition"\nunit = "each"\n'
}
_PAID = 'financed_by = [{nation = "SWE", share = "1/3"}]\n'


@rule(
    code="WB508",
    slug="critical-request-without-offer",
    severity=Severity.WARNING,
    claim="A critical request has an offer.",
    reason="Lives depend on what is critical; where nobody has offered anything, the meeting must hear it.",
    source="Coalition practice",
    subject=Subject.AROUND,
    kinds=(Kind.REQUEST,),
    failing={_NEED: _NEED_TEXT},
    passing={_NEED: _NEED_TEXT, _GIFT: _GIFT_TEXT + _MEETS},
)
def critical_request_without_offer(around: Around, context: Context) -> Iterator[Claim]:
    """Tell an open critical request that nothing but a thought, or what has lapsed, is to meet."""
    request = around.target
    assert request is not None
    data: Request = request.data
    if (
        data.priority is not Priority.CRITICAL
        or data.status is not RequestStatus.OPEN
        or data.retired is not None
    ):
        return
    offers = (one.record.data for one in around.through("meets", kind=Kind.COMMITMENT))
    for offer in offers:
        lapsed = offer.status is Status.PLEDGED and offer.valid_until is not None
        if _is_offered(offer) and not (lapsed and offer.valid_until.is_over(context.today)):
            return
    message = (
        "is critical, and nobody has offered anything for it; put it to the meeting, or ask nations for it"
    )
    yield Claim(request, "priority", message)


@rule(
    code="WB509",
    slug="stock-promised-twice",
    severity=Severity.WARNING,
    claim="Commitments together promise no more of a stock than can be released.",
    reason="Two recipients count on the same shells; whoever comes second stands before an empty depot.",
    source="Coalition practice",
    subject=Subject.AROUND,
    needs_mention=True,
    kinds=(Kind.STOCK,),
    failing={_STOCK: _STOCK_TEXT, _GIFT: _GIFT_TEXT + _DRAWS, _SECOND_GIFT: _GIFT_TEXT + _DRAWS},
    passing={
        _STOCK: _STOCK_TEXT.replace("600", "800"),
        _GIFT: _GIFT_TEXT + _DRAWS,
        _SECOND_GIFT: _GIFT_TEXT + _DRAWS,
    },
)
def stock_promised_twice(around: Around, context: Context) -> Iterator[Claim]:
    """Compare what two or more pledged or firm commitments surely take with what is releasable, else held."""
    stock = around.target
    assert stock is not None
    naming = [one.record for one in around.through("stock", kind=Kind.COMMITMENT)]
    wider = [one for one in around.beside if one.kind is Kind.COMMITMENT]
    if len(naming) + len(wider) < 2 or stock.is_retired:
        return
    limit, words = stock.data.releasable, "can be released"
    if limit is None or not limit.is_known:
        limit, words = stock.data.holding, "is held"
    if limit is None or limit.high is None:
        return
    groups = context.settings.manifest.groups
    found = project(stock, naming, around.beside, groups=groups, today=context.today)
    live = live_draws(found.draws)
    if len(live) > 1 and found.promised.surely_exceeds(limit):
        listed = ", ".join(one.commitment for one in live[:4]) + (", ..." if len(live) > 4 else "")
        field = "releasable" if words == "can be released" else "holding"
        message = (
            f"is promised {len(live)} times ({listed}), for {found.promised} together, but only {limit} "
            f"{words}; settle which promise it is kept for"
        )
        yield Claim(stock, field, message)


@rule(
    code="WB510",
    slug="retransfer-without-consent",
    severity=Severity.WARNING,
    claim="What was got from another nation is passed on with that nation's consent.",
    reason="Arms are sold and given for one user. Without the leave of the nation they come from, they "
    "cannot cross the border, and the date of delivery is worth nothing.",
    source="End-use undertakings; origin nations give leave to retransfer",
    subject=Subject.AROUND,
    kinds=(Kind.COMMITMENT,),
    failing={_ITEM: _ITEM_TEXT, _GIFT: _GIFT_TEXT},
    passing={_ITEM: _ITEM_TEXT, _GIFT: _GIFT_TEXT + 'consents = [{nation = "USA", status = "given"}]\n'},
)
def retransfer_without_consent(around: Around, _: Context) -> Iterator[Claim]:
    """Tell each origin nation of a firm donation whose leave is neither written down nor given by itself.

    Production is new and needs none here. A mirror or a true figure is judged by its other record.
    """
    commitment = around.target
    assert commitment is not None
    data: Commitment = commitment.data
    if data.kind is not CommitmentKind.DONATION or not (around.origin or data.consents):
        return
    if not _is_backed(data):
        return
    asked = {one.nation: (index, one.status) for index, one in enumerate(data.consents)}
    needed = dict.fromkeys((around.origin, *asked))
    for nation in needed:
        index, status = asked.get(nation, (None, None))
        if nation in _UNNAMED or nation == commitment.owner or status is Consent.GIVEN:
            continue
        if {one.party for one in data.to} == {nation} or _has_accepted(around, nation, Role.ORIGIN):
            continue
        field = "item" if index is None else f"consents[{index}]"
        state = "refuses" if status is Consent.REFUSED else "has not given"
        message = f"passes on what comes from {nation}, which {state} its consent; ask {nation} for leave"
        if status is Consent.REFUSED:
            message += ", or give something else"
        yield Claim(commitment, field, message)


@rule(
    code="WB511",
    slug="financier-not-confirmed",
    severity=Severity.WARNING,
    claim="Whoever is named as paying for a firm commitment has confirmed it.",
    reason="Each side speaks for itself: money that only the other side has written down is nobody's.",
    source="Data format: each side speaks for itself",
    subject=Subject.AROUND,
    kinds=(Kind.COMMITMENT,),
    failing={_GIFT: _GIFT_TEXT + _PAID},
    passing={
        _GIFT: _GIFT_TEXT + _PAID,
        "plans/nations/SWE/acceptances/SWE-A-5H1M.toml": 'commitment = "NOR-C-7K3Q"\nas = "financier"\n'
        'value = {amount = 100000, currency = "USD"}\n',
    },
)
def financier_not_confirmed(around: Around, context: Context) -> Iterator[Claim]:
    """Tell each nation of the plan that is to pay and has not accepted it; WB211 tells the reverse."""
    commitment = around.target
    assert commitment is not None
    data: Commitment = commitment.data
    if not data.financed_by or not _is_backed(data):
        return
    for index, payer in enumerate(data.financed_by):
        nation = payer.nation
        if nation == commitment.owner or nation not in context.settings.nations:
            continue
        if not _has_accepted(around, nation, Role.FINANCIER):
            message = (
                f"is to be paid by {nation}, which has not confirmed it; ask {nation} to accept as financier"
            )
            yield Claim(commitment, f"financed_by[{index}].nation", message)


@rule(
    code="WB512",
    slug="substitute-refused",
    severity=Severity.WARNING,
    claim="Where substitutes are refused, what is offered is what was asked for.",
    reason="A request that takes no substitute has a reason: crews, barrels or spares fit nothing else. Such "
    "an offer counts for nothing, and the need stays open behind it.",
    source="Coalition practice",
    subject=Subject.AROUND,
    needs_mention=True,
    kinds=(Kind.REQUEST,),
    failing={_NEED: _NEED_TEXT, _GIFT: _GIFT_TEXT.replace("155", "152") + _MEETS, **_OTHER_ITEM},
    passing={
        _NEED: _NEED_TEXT.replace('"no"', '"ask"'),
        _GIFT: _GIFT_TEXT.replace("155", "152") + _MEETS,
        **_OTHER_ITEM,
    },
)
def substitute_refused(around: Around, _: Context) -> Iterator[Claim]:
    """Tell every offer of another item to a request that refuses substitutes."""
    request = around.target
    assert request is not None
    data: Request = request.data
    if data.substitutes is not Substitutes.NO or data.retired is not None or data.item in _UNNAMED:
        return
    for one in around.through("meets", kind=Kind.COMMITMENT):
        item = one.record.data.item
        if item != data.item and item not in _UNNAMED and _is_offered(one.record.data):
            message = (
                f"offers {item} for {request.id}, which asks for {data.item} and refuses substitutes; agree "
                f"with {request.owner} that it may stand in, or offer it elsewhere"
            )
            yield Claim(one.record, one.field, message)


def _is_offered(data: Commitment) -> bool:
    return data.retired is None and data.status not in _NOT_OFFERING


def _is_backed(data: Commitment) -> bool:
    """Say whether it is firm and judged by itself: a mirror, or a true figure, has another record."""
    return data.status.is_firm and data.retired is None and not data.counted_in and not data.shared_as


def _has_accepted(around: Around, nation: str, role: Role) -> bool:
    return any(
        one.record.owner == nation and one.record.data.as_ is role and not one.record.is_retired
        for one in around.through("commitment", kind=Kind.ACCEPTANCE)
    )


RULES: tuple[Rule, ...] = (
    critical_request_without_offer,
    stock_promised_twice,
    retransfer_without_consent,
    financier_not_confirmed,
    substitute_refused,
)
