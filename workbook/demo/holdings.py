"""What nations hold and what industry can make: stocks and capacities, at most one of each item a nation.

In: the coalition and the works. Out: pages. Several nations queue at the same works, as they do.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from workbook.demo.catalogue import ITEMS, DemoItem
from workbook.demo.chance import Chance
from workbook.demo.coalition import QUIET
from workbook.demo.holding_telling import capacity_telling, stock_telling
from workbook.demo.market import Ground
from workbook.demo.offer import Offer
from workbook.demo.sources import source_tables
from workbook.demo.story import FIRST_DAY, LAST_DAY, Page, still_page
from workbook.demo.text import inline_list, number, page_text, quote, table, table_list
from workbook.model.kind import Kind
from workbook.records.paths import path_of

_COUNTED = (date(2022, 8, 1), date(2023, 5, 20))
_LIMITS = (
    "Machining of casings",
    "Deliveries of rocket motors",
    "Two shifts only; a third lacks staff",
    "Waiting time for guidance chips",
    "One test range for all",
)
_REASONS = (
    "To keep supporting Ukraine until the new lots come.",
    "The works deliver later than promised; the gap is covered by training stocks.",
    "A lot was sent at short notice and is being replaced.",
    "The minimum is under review, and the new one is likely to be lower.",
)
_HELD = tuple(item for item in ITEMS if item.kind != "service")


Bought = Mapping[tuple[str, str], str]
"""The joint purchase in which a nation buys an item, by nation and slug."""


def stock_pages(count: int, bought: Bought, ground: Ground) -> list[Page]:
    """Write at most so many stocks; a joint purchase of the nation fills them again."""
    pairs = [(nation, item) for nation in ground.coalition.nations for item in _HELD]
    return [
        _stock(nation, item, bought.get((nation, item.slug), ""), ground)
        for nation, item in ground.chance.some(pairs, count)
    ]


def drawn_stock_pages(offers: Sequence[Offer], chance: Chance) -> list[Page]:
    """Write the stocks that offers are drawn from, with enough to release."""
    return [_drawn_stock(offer, offer.item, chance) for offer in offers if offer.stock and offer.item]


def _drawn_stock(offer: Offer, item: DemoItem, chance: Chance) -> Page:
    more = offer.raised.lot.quantity if offer.raised else 0
    releasable = offer.quantity + more + chance.skewed(item.least, item.most)
    minimum = chance.skewed(item.least, item.most)
    as_of = max(FIRST_DAY, offer.made_on - timedelta(days=chance.between(1, 20)))
    fields = [
        f'item = "{item.slug}"',
        f"holding = {number(minimum + releasable)}",
        f"minimum = {number(minimum)}",
        f"as_of = {as_of}",
        f"releasable = {number(releasable)}",
        f'replenished_by = "{chance.pick(("unknown", "undisclosed"))}"' if chance.happens(0.4) else "",
    ]
    telling = stock_telling(offer.stock, offer.owner, item, number(minimum + releasable), as_of)
    path = path_of(Kind.STOCK, offer.stock, owner=offer.owner, recorded=offer.style.recorded)
    tables = source_tables(telling.citations, LAST_DAY)
    return still_page(path, as_of, page_text([*fields, *telling.lines], tables))


def _stock(nation: str, item: DemoItem, purchase: str, ground: Ground) -> Page:
    chance = ground.chance
    id = ground.ids.new("S", nation)
    as_of = chance.day(*_COUNTED)
    path = path_of(Kind.STOCK, id, owner=nation, recorded=nation in QUIET and chance.happens(0.5))
    return still_page(path, as_of, stock_text(id, nation, item, as_of, chance, purchase=purchase))


def stock_text(
    id: str,
    owner: str,
    item: DemoItem,
    as_of: date,
    chance: Chance,
    *,
    lines: tuple[str, ...] = (),
    purchase: str = "",
) -> str:
    """Write a stock: mostly above its minimum, now and then below it with a waiver, or not told.

    What is low has a waiver, and something that fills it again: the joint purchase, else it is not disclosed.
    """
    filled = f'replenished_by = "{purchase}"' if purchase else ""

    def told(fields: list[str], holding: str, tables: Sequence[str] = ()) -> str:
        telling = stock_telling(id, owner, item, holding, as_of)
        sources = source_tables(telling.citations, LAST_DAY)
        return page_text([*fields, *telling.lines], [*tables, *sources])

    minimum = chance.skewed(item.least, item.most)
    fields = [f'item = "{item.slug}"']
    if chance.happens(0.12):
        hidden = chance.pick(('"undisclosed"', '"unknown"'))
        fields += [f"holding = {hidden}", f"minimum = {hidden}", f"as_of = {as_of}", *lines]
        return told(fields, hidden)
    if chance.happens(0.08):
        fields += [
            f"holding = {number(minimum * 4 // 5)}",
            f"minimum = {number(minimum)}",
            f"as_of = {as_of}",
            filled or 'replenished_by = "undisclosed"',
            *lines,
        ]
        return told(fields, number(minimum * 4 // 5), _waiver(chance, is_long=bool(purchase)))
    spare = chance.skewed(item.least, item.most)
    holding = doubtful_or(minimum + spare, chance)
    return told(
        [
            *fields,
            f"holding = {holding}",
            f"minimum = {number(minimum)}",
            f"as_of = {_counted(as_of, chance)}",
            f"releasable = {number(spare // 2)}" if chance.happens(0.6) else "",
            filled,
            *lines,
        ],
        holding,
    )


def doubtful_or(quantity: int, chance: Chance) -> str:
    """Give a quantity exactly, or one time in ten only about."""
    return f"{{about = {number(quantity)}}}" if chance.happens(0.1) else number(quantity)


def _counted(as_of: date, chance: Chance) -> str:
    return chance.pick((f"{as_of}", f"{as_of}", f'"{as_of:%Y-%m}"', f"{{about = {as_of}}}"))


def _waiver(chance: Chance, *, is_long: bool) -> list[str]:
    """Write an approved waiver; a long one lasts until what is bought has come."""
    until = date(2023, 9, 30) + timedelta(days=chance.between(0, 300))
    if is_long:
        until += timedelta(days=400)
    return table(
        "waiver",
        'status = "approved"',
        f"until = {until}",
        'approved_by = "Chief of Defence"',
        f"reason = {quote(chance.pick(_REASONS))}",
    )


def capacity_pages(count: int, ground: Ground) -> list[Page]:
    """Write at most so many capacities: the works' own nations make, others repair and train."""
    made = [
        (supplier.nation, item, supplier.slug)
        for supplier in ground.suppliers
        for item in ITEMS
        if item.slug in supplier.makes
    ]
    others = [
        (nation, item, "")
        for nation in ground.coalition.nations
        for item in ITEMS
        if item.kind in ("system", "service")
    ]
    chosen = ground.chance.some(others, max(0, count - len(made)))
    return [_capacity(nation, item, supplier, ground) for nation, item, supplier in [*made[:count], *chosen]]


def _capacity(nation: str, item: DemoItem, supplier: str, ground: Ground) -> Page:
    chance = ground.chance
    id = ground.ids.new("K", nation)
    activity = "make" if supplier else "train" if item.slug == "crew-training" else "repair"
    per_month = max(2, item.most // 8)
    rates = [('from = "2022-09"', f"per_month = {number(per_month)}")]
    if chance.happens(0.5):
        rates.append(('from = "2023-06"', f"per_month = {number(per_month * 3 // 2)}"))
    telling = capacity_telling(id, nation, item, activity, number(per_month))
    fields = [
        f'item = "{item.slug}"',
        f'activity = "{activity}"',
        f'supplier = "{supplier}"' if supplier else "",
        f"limited_by = {quote(chance.pick(_LIMITS))}" if chance.happens(0.5) else "",
        *telling.lines,
    ]
    if chance.happens(0.4):
        fields += inline_list("rates", rates)
        rates = []
    tables = [*table_list("rates", rates), *source_tables(telling.citations, LAST_DAY)]
    return still_page(path_of(Kind.CAPACITY, id, owner=nation), date(2022, 9, 1), page_text(fields, tables))
