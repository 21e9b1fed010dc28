"""Laws of stocks and funds: promises never raise a level, doubt contains the truth, parts make the whole."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.strategies import law
from workbook.analysis.funds import FundStanding, fund_standing, purchase_standing
from workbook.analysis.stocks import Level, StockProjection, Under, project, projected_stock
from workbook.model.commitment import Commitment, Lot
from workbook.model.enums import CommitmentKind, LotStatus, Status
from workbook.model.holding import BuyingParty, Fund, FundSplit, Procurement, Stock
from workbook.model.kind import Kind
from workbook.model.manifest import ExchangeRate, Manifest
from workbook.model.money import Money
from workbook.model.quantity import NOTHING, UNDISCLOSED, UNKNOWN, Quantity
from workbook.model.record import Record, RecordData
from workbook.model.references import Reference
from workbook.model.share import Share
from workbook.model.when import When
from workbook.records.settings import Settings
from workbook.records.workbook import PlanFile, Workbook

TODAY = date(2023, 5, 24)
COUNTED = When.from_text("2023-05-02")
RATES = (ExchangeRate(currency="USD", on=TODAY, rate=Share.parse("1/3")),)
SETTINGS = Settings(
    manifest=Manifest(format=1, title="Laws", secretariat="USA", base_currency="EUR", rates=RATES)
)
amounts = st.integers(0, 400).map(Decimal)
days_ahead = st.integers(1, 500).map(lambda days: TODAY + timedelta(days=days))


def exactly(number: Decimal) -> Quantity:
    return Quantity(number, number)


def between(number: Decimal, less: Decimal, more: Decimal | None) -> Quantity:
    return Quantity(max(Decimal(0), number - less), None if more is None else number + more)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    number, more = draw(amounts), draw(st.none() | amounts)
    doubt = st.sampled_from([UNKNOWN, UNDISCLOSED, exactly(number), between(number, Decimal(0), more)])
    return draw(doubt)


@st.composite
def times(draw: st.DrawFn) -> When | None:
    day = draw(st.integers(-400, 500).map(lambda days: TODAY + timedelta(days=days)))
    texts = [f"{day}", f"{day:%Y-%m}", f"..{day}", f"{day}..", "?", "-"]
    return draw(st.none() | st.sampled_from(texts).map(When.from_text))


@st.composite
def lots(draw: st.DrawFn) -> Lot:
    return Lot(
        lot="a",
        by=draw(times()),
        quantity=draw(st.none() | quantities()),
        status=draw(st.none() | st.sampled_from(list(LotStatus))),
        done=draw(st.none() | quantities()),
        done_on=draw(times()),
    )


def commitment(**more: object) -> Commitment:
    usual = {"title": "Help", "kind": CommitmentKind.DONATION, "status": Status.COMMITTED}
    return Commitment(**{**usual, **more})  # type: ignore[arg-type]  # fields of a commitment


@st.composite
def draws(draw: st.DrawFn) -> Commitment:
    return commitment(
        status=draw(st.sampled_from(list(Status))),
        quantity=draw(st.none() | quantities()),
        lots=tuple(draw(st.lists(lots(), max_size=3))),
        unit=draw(st.sampled_from(["", "", "each", "TNE"])),
        made_on=draw(times()),
    )


@st.composite
def stocks(draw: st.DrawFn) -> Stock:
    return Stock(
        holding=draw(st.none() | quantities()),
        minimum=draw(st.none() | quantities()),
        as_of=draw(times()),
        releasable=draw(st.none() | quantities()),
    )


def record(id: str, data: RecordData, *, recorded: bool = False) -> Record:
    owner, letter, _ = id.split("-")
    kind = {"S": Kind.STOCK, "C": Kind.COMMITMENT, "F": Kind.FUND, "J": Kind.PROCUREMENT}[letter]
    path = f"plans/nations/{owner}/{kind}/{id}.toml"
    return Record(id=id, kind=kind, path=path, owner=owner, recorded=recorded, data=data)


def projection(stock: Stock, drawing: Sequence[Commitment]) -> StockProjection:
    commitments = [
        record(f"NOR-C-{index:04}", replace(data, stock="NOR-S-0000")) for index, data in enumerate(drawing)
    ]
    return project(record("NOR-S-0000", stock), commitments, (), groups={}, today=TODAY)


def holds(wider: Level, narrower: Level) -> bool:
    """Say whether all that one level allows is allowed by the other."""
    if wider.held is None or narrower.held is None:
        return wider.held is None
    most = narrower.held.high
    return wider.held.low <= narrower.held.low and (
        wider.held.high is None or (most is not None and most <= wider.held.high)
    )


def is_no_higher(level: Level, before: Level) -> bool:
    if level.held is None or before.held is None:
        return level.held is before.held
    most = before.held.high
    return level.held.low <= before.held.low and (
        most is None or (level.held.high is not None and level.held.high <= most)
    )


@law
@given(stocks(), st.lists(draws(), max_size=4), draws())
def test_one_more_draw_never_raises_a_level(
    stock: Stock, drawing: list[Commitment], one_more: Commitment
) -> None:
    before, after = projection(stock, drawing), projection(stock, [*drawing, one_more])

    pairs = zip(after.levels, before.levels, strict=True)
    assert all(is_no_higher(level, earlier) for level, earlier in pairs)


@law
@given(stocks(), st.lists(draws(), max_size=4), draws())
def test_one_more_draw_never_frees_anything_to_release(
    stock: Stock, drawing: list[Commitment], one_more: Commitment
) -> None:
    before = projection(stock, drawing).left_to_release
    after = projection(stock, [*drawing, one_more]).left_to_release

    assert (before is None) == (after is None)
    assert before is None or after is None or after.low <= before.low


@law
@given(
    st.lists(st.tuples(amounts, days_ahead, amounts, st.none() | amounts, st.integers(0, 90)), max_size=4),
    amounts,
    st.tuples(amounts, st.none() | amounts),
)
def test_a_projection_in_doubt_contains_the_exact_one(
    truths: list[tuple[Decimal, date, Decimal, Decimal | None, int]],
    holding: Decimal,
    doubt: tuple[Decimal, Decimal | None],
) -> None:
    minimum = exactly(Decimal(100))
    exact = projection(
        Stock(holding=exactly(holding), minimum=minimum, as_of=COUNTED),
        [
            commitment(
                quantity=exactly(number),
                lots=(Lot(lot="a", by=When.from_text(f"{day}"), quantity=exactly(number)),),
            )
            for number, day, *_ in truths
        ],
    )

    doubtful = projection(
        Stock(holding=between(holding, *doubt), minimum=minimum, as_of=COUNTED),
        [
            commitment(
                quantity=between(number, less, more),
                lots=(
                    Lot(
                        lot="a",
                        by=When.from_text(f"{day - timedelta(days=slack)}..{day + timedelta(days=slack)}"),
                        quantity=between(number, less, more),
                    ),
                ),
            )
            for number, day, less, more, slack in truths
        ],
    )

    pairs = list(zip(doubtful.levels, exact.levels, strict=True))
    assert all(holds(wider, narrower) for wider, narrower in pairs)
    assert all(one.under is Under.SURELY for wider, one in pairs if wider.under is Under.SURELY)
    assert all(one.under is Under.NO for wider, one in pairs if wider.under is Under.NO)


@law
@given(st.lists(draws(), max_size=4), quantities(), st.sampled_from([None, UNKNOWN, UNDISCLOSED]))
def test_of_a_holding_that_is_not_told_nothing_is_said(
    drawing: list[Commitment], minimum: Quantity, holding: Quantity | None
) -> None:
    found = projection(Stock(holding=holding, minimum=minimum, as_of=COUNTED), drawing)

    assert {(level.held, level.under, level.lacking) for level in found.levels} == {
        (None, Under.UNTOLD, None)
    }


@law
@given(st.sampled_from([UNKNOWN, UNDISCLOSED, None]))
def test_a_draw_that_is_not_told_may_be_of_all(quantity: Quantity | None) -> None:
    stock = Stock(holding=exactly(Decimal(100)), minimum=exactly(Decimal(1)), as_of=COUNTED)

    found = projection(stock, [commitment(quantity=quantity)])

    assert (found.last.under, found.worst) == (Under.PERHAPS, Under.PERHAPS)


def plan(records: Sequence[Record], chance: Random | None = None) -> Workbook:
    """Make a plan of records, by paths in an order that chance decides."""
    order = list(range(len(records)))
    if chance is not None:
        chance.shuffle(order)
    files = []
    for place, one in zip(order, records, strict=True):
        path = f"plans/nations/{place:04}/{one.id}.toml"
        named = [
            Reference(target, field)
            for field in ("stock", "fund")
            if (target := getattr(one.data, field, ""))
        ]
        moved = Record(
            id=one.id, kind=one.kind, path=path, owner=one.owner, recorded=one.recorded, data=one.data
        )
        files.append(
            PlanFile(
                path=path, layer="", blob="", id=one.id, kind=one.kind, references=tuple(named), record=moved
            )
        )
    return Workbook(SETTINGS, files)


def told(found: StockProjection) -> object:
    months = [(one.month, one.level, one.leaving, one.coming) for one in found.months]
    return (found.now, months, found.last, found.left_to_release)


@law
@given(stocks(), st.lists(draws(), max_size=4), st.randoms(use_true_random=False))
def test_a_projection_does_not_depend_on_the_order_of_files(
    stock: Stock, drawing: list[Commitment], chance: Random
) -> None:
    held = record("NOR-S-0000", stock)
    commitments = [
        record(f"NOR-C-{index:04}", replace(data, stock="NOR-S-0000")) for index, data in enumerate(drawing)
    ]

    one, other = (plan([held, *commitments], order) for order in (None, chance))

    assert told(projected_stock(one, held, today=TODAY)) == told(projected_stock(other, held, today=TODAY))


shares = st.lists(st.integers(1, 30), min_size=1, max_size=7).map(
    lambda parts: [Share.parse(f"{part}/{sum(parts)}") for part in parts]
)
totals = st.decimals(0, 10**12, places=2)


@law
@given(totals, shares, st.sampled_from(["EUR", "USD", "JPY"]))
def test_a_split_by_shares_adds_up_to_the_total(total: Decimal, parts: list[Share], currency: str) -> None:
    split = tuple(FundSplit(to="UKR", share=share) for share in parts)
    fund = record("USA-F-0000", Fund(title="Fund", total=Money(exactly(total), currency), split=split))

    found = fund_standing(plan([fund]), fund, today=TODAY)

    assert sum((one.amount for one in found.split if one.amount), NOTHING) == exactly(total)
    assert found.unsplit == NOTHING


@law
@given(totals, shares)
def test_a_purchase_is_shared_out_to_the_last_cent(total: Decimal, parts: list[Share]) -> None:
    parties = tuple(BuyingParty(nation="NOR", share=share) for share in parts)
    bought = Procurement(title="Shells", value=Money(exactly(total), "EUR"), parties=parties)

    found = purchase_standing(record("NOR-J-0000", bought))

    assert sum((one.amount for one in found.values if one.amount), NOTHING) == exactly(total)


@st.composite
def payments(draw: st.DrawFn) -> Commitment:
    currency = draw(st.sampled_from(["EUR", "USD", "SEK", "unknown"]))
    return commitment(
        kind=draw(st.sampled_from([CommitmentKind.FUNDING, CommitmentKind.DONATION])),
        status=draw(st.sampled_from(list(Status))),
        fund="USA-F-0000",
        value=draw(st.none() | quantities().map(lambda amount: Money(amount, currency))),
    )


def standing(paying: Sequence[Commitment], chance: Random | None = None) -> FundStanding:
    fund = record("USA-F-0000", Fund(title="Fund", total=Money(exactly(Decimal(1000)), "EUR")))
    commitments = [
        record(f"NOR-C-{index:04}", data, recorded=index % 3 == 2) for index, data in enumerate(paying)
    ]
    return fund_standing(plan([fund, *commitments], chance), fund, today=TODAY)


def sums(found: FundStanding) -> object:
    accounts = (found.contributions, found.draws)
    return [(one.confirmed, one.unconfirmed, one.without_rate) for one in accounts]


@law
@given(st.lists(payments(), max_size=6), st.randoms(use_true_random=False))
def test_a_fund_does_not_depend_on_the_order_of_files(paying: list[Commitment], chance: Random) -> None:
    assert sums(standing(paying)) == sums(standing(paying, chance))


@law
@given(st.lists(payments(), max_size=6))
def test_a_firm_amount_without_a_figure_is_never_nothing(paying: list[Commitment]) -> None:
    found = standing(paying).draws

    missing = [one for one in found.entries if one.amount is None and one.is_confirmed and one.status.is_firm]
    assert not missing or (found.firm.high is None and found.firm.unknown)


@law
@given(st.lists(payments(), max_size=6), payments())
def test_one_more_draw_never_leaves_more_of_a_fund(paying: list[Commitment], one_more: Commitment) -> None:
    before, after = standing(paying), standing([*paying, one_more])

    assert after.left.low <= before.left.low
    assert before.left.high is not None
    assert after.left.high is not None
    assert after.left.high <= before.left.high


def test_shares_in_parts_of_a_cent_round_to_the_next_party() -> None:
    split = tuple(FundSplit(to=party, share=Share.parse("1/3")) for party in ("UKR", "NOR", "SWE"))
    fund = record("USA-F-0000", Fund(title="Fund", total=Money(exactly(Decimal(100)), "EUR"), split=split))

    found = fund_standing(plan([fund]), fund, today=TODAY)

    assert [str(one.amount) for one in found.split] == ["33.33", "33.34", "33.33"]
