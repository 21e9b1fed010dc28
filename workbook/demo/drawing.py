"""The whole plan on paper: every part drawn, brought to the exact number of records asked for.

In: the number of nations and of records, and a seed. Out: a `DrawnPlan` of pages; nothing is written here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbook.demo.acceptances import acceptance_pages
from workbook.demo.catalogue import ITEMS, catalogue_pages, proposed_pages, suppliers_of
from workbook.demo.chance import Chance, Ids
from workbook.demo.coalition import NEIGHBOURS_GROUP, coalition_of, manifest_text, nation_pages
from workbook.demo.holdings import Bought, capacity_pages, drawn_stock_pages, stock_pages
from workbook.demo.market import Ground, Market
from workbook.demo.meetings import Topics, draw_meetings
from workbook.demo.needs import draw_needs
from workbook.demo.noted import with_notes
from workbook.demo.offer import Offer
from workbook.demo.offer_page import offer_page
from workbook.demo.offers import draw_offers, told_once
from workbook.demo.overlays import Overlay, draw_overlays
from workbook.demo.packages import draw_mirrors, draw_packages, draw_thoughts
from workbook.demo.planted import GROUP_LAYER, planted_pages
from workbook.demo.purchases import Purchases, draw_funds, draw_procurements, with_draws
from workbook.demo.story import FIRST_DAY, Page, still_page
from workbook.demo.voices import draw_proposals, lesson_pages, report_pages
from workbook.records.paths import LAYERS, MANIFEST

# What is there whatever the size: catalogue, organisations, meetings with three actions each, and plants.
_FIXED = 223


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPlan:
    """The pages of a demonstration; those of the overlays with paths from the top of the shared layer."""

    manifest: Page
    shared: tuple[Page, ...]
    overlays: tuple[Overlay, ...]


def draw_plan(nations: int, total: int, seed: int) -> DrawnPlan | None:
    """Draw a plan of exactly so many records; None where so few cannot hold the story."""
    coalition = coalition_of(nations)
    ids = Ids(seed)
    suppliers = suppliers_of(coalition)

    def ground(name: str) -> Ground:
        return Ground(coalition=coalition, suppliers=suppliers, ids=ids, chance=Chance(seed, name))

    bulk = max(0, total - nations - _FIXED)
    overlays = draw_overlays(max(2, total // 110), ground("overlays"))
    planted = planted_pages(ids)
    layers = [*overlays.layers, _GROUP_LAYER]
    layers = [replace(layer, pages=(*layer.pages, *_inside(layer, planted))) for layer in layers]
    trade = _trade(bulk, ground("trade"))
    gathered, bought, funds = _gatherings(bulk, ground("gatherings"))
    pages = [
        *nation_pages(coalition, Chance(seed, "nations")),
        *catalogue_pages(coalition, suppliers, Chance(seed, "catalogue")),
        *proposed_pages(coalition, max(1, bulk // 2000), Chance(seed, "proposed")),
        *overlays.shared,
        *with_notes(_trade_pages(trade, funds, Chance(seed, "draws")), bulk // 80, Chance(seed, "noted")),
        *gathered,
        *(page for page in planted if not page.path.startswith(f"{LAYERS}/")),
    ]
    hidden = sum(len(layer.pages) for layer in layers)
    missing = total - hidden - len(pages)
    if missing < 0:
        return None
    return DrawnPlan(
        manifest=still_page(MANIFEST, FIRST_DAY, manifest_text(coalition)),
        shared=(*pages, *_filled(missing, bought, ground("filling"))),
        overlays=tuple(layers),
    )


_GROUP_LAYER = Overlay(name=GROUP_LAYER, readers=(NEIGHBOURS_GROUP,), pages=(), comment="# planted: WB706\n")


def _inside(layer: Overlay, pages: Sequence[Page]) -> list[Page]:
    return [page for page in pages if page.path.startswith(f"{LAYERS}/{layer.name}/")]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trade:
    """Requests, what is offered for them, what else is offered, and what answers or lies behind all this."""

    needs: tuple[Page, ...]
    offers: tuple[Offer, ...]
    others: tuple[Offer, ...]
    answers: tuple[Page, ...]


def _trade(bulk: int, ground: Ground) -> _Trade:
    """Draw requests, commitments of all sorts, and acceptances, in the proportions of a real plan."""
    needs = draw_needs(ground.coalition, bulk * 25 // 100, ground.ids, ground.chance)
    market = Market(needs.open, ground)
    single = draw_offers(market, bulk * 21 // 100, ground)
    packed = draw_packages(market, bulk * 3 // 100, ground)
    others = [
        *draw_mirrors(single, bulk * 12 // 1000, ground),
        *draw_thoughts(bulk * 6 // 100, ground),
    ]
    distinct = told_once([*single, *packed])
    answers = acceptance_pages(distinct, ground.ids, ground.chance)
    stocks = drawn_stock_pages(distinct, ground.chance)
    return _Trade(
        needs=tuple(needs.pages),
        offers=tuple(distinct),
        others=tuple(others),
        answers=(*answers, *stocks),
    )


def _trade_pages(trade: _Trade, funds: Purchases, chance: Chance) -> list[Page]:
    offers = with_draws(trade.offers, funds, chance)
    return [*trade.needs, *map(offer_page, [*offers, *trade.others]), *trade.answers]


def _gatherings(bulk: int, ground: Ground) -> tuple[list[Page], Bought, Purchases]:
    """Draw what nations do together: joint purchases (and who buys), meetings, reports, proposals, funds."""
    funds = draw_funds(max(1, bulk * 3 // 1000), ground)
    purchases = draw_procurements(max(1, bulk * 6 // 1000), ground)
    proposals = draw_proposals(max(1, bulk // 500), 3, ground)
    topics = Topics(procurements=purchases.since, funds=funds.since, proposals=proposals.of_meeting)
    meetings = draw_meetings(topics, max(3, bulk // 500), ground)
    pages = [
        *funds.pages,
        *purchases.pages,
        *map(offer_page, [*funds.offers, *purchases.offers]),
        *meetings.pages,
        *report_pages(meetings.duties, ground),
        *proposals.pages,
    ]
    return pages, purchases.bought, funds


def _filled(count: int, bought: Bought, ground: Ground) -> list[Page]:
    """Draw so many more records: stocks and capacities while there are items for them, then lessons."""
    stocks = stock_pages(count * 55 // 100, bought, ground)
    capacities = capacity_pages(count * 30 // 100, ground)
    left = count - len(stocks) - len(capacities)
    return [*stocks, *capacities, *lesson_pages(left, [item.slug for item in ITEMS], ground)]
