"""Narrower layers: what a nation or a few show only to each other, each in a repository of its own.

In: the coalition. Out: `Overlay`s with their pages, and shared pages that show part of the same. A narrow
release is written only here, because the shared repository shows all it holds to every member.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from workbook.demo.catalogue import ITEMS, DemoItem
from workbook.demo.holdings import stock_text
from workbook.demo.market import Ground
from workbook.demo.offer import Offer, Told
from workbook.demo.offer_page import offer_page
from workbook.demo.story import Page, still_page
from workbook.demo.text import listed, number, page_text, quote
from workbook.model.kind import Kind
from workbook.records.paths import LAYERS, path_of

_NORDIC = ("NOR", "SWE", "FIN", "DNK", "ISL")
_BUYERS = ("NLD", "NOR", "DEU", "POL")
_DAYS = (date(2023, 3, 7), date(2023, 4, 20))
_HELD = tuple(item for item in ITEMS if item.kind != "service")


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """A layer: its name, who reads it, and its pages, with paths from the top of the shared layer."""

    name: str
    readers: tuple[str, ...]
    pages: tuple[Page, ...]
    comment: str = ""

    @property
    def layer_text(self) -> str:
        """Its `plans/layer.toml`."""
        return f'{self.comment}name = "{self.name}"\nreaders = {listed(self.readers)}\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlays:
    """All overlays, and the shared pages that show part of what stands in them."""

    layers: tuple[Overlay, ...]
    shared: tuple[Page, ...]


def draw_overlays(each: int, ground: Ground) -> Overlays:
    """Draw the overlays that a coalition of this size can have, each with so many records."""
    layers: list[Overlay] = []
    shared: list[Page] = []
    for name, readers in _readerships(ground.coalition.nations):
        pages: list[Page] = []
        for index in range(each):
            inner, outer = _statement(index, readers, ground)
            pages.append(replace(inner, path=f"{LAYERS}/{name}/{inner.path}"))
            shared += outer
        layers.append(Overlay(name=name, readers=readers, pages=tuple(pages)))
    return Overlays(layers=tuple(layers), shared=tuple(shared))


def _readerships(nations: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    wanted = (("bridge", ("USA", "UKR")), ("buyers", _BUYERS), ("nor", ("NOR",)), ("nordic", _NORDIC))
    present = [(name, tuple(code for code in readers if code in nations)) for name, readers in wanted]
    return [(name, readers) for name, readers in present if len(readers) > 1 or name == "nor"]


def _statement(index: int, readers: Sequence[str], ground: Ground) -> tuple[Page, list[Page]]:
    """Give a page of the layer, and the shared one that shows part of it, if any."""
    owner = readers[index % len(readers)]
    item = ground.chance.pick(_HELD)
    release = _release(readers, ground)
    match index % 5:
        case 0 | 1:
            return _commitment(owner, item, release, ground)
        case 2:
            return _stock(owner, item, release, ground)
        case 3:
            return _own_stock(owner, item, release, ground), []
        case _:
            return _request(owner, item, release, ground), []


def _release(readers: Sequence[str], ground: Ground) -> str:
    """Give a release that is not narrower than the layer, which already shows what it holds."""
    chance = ground.chance
    other = chance.pick(ground.coalition.nations)
    forms = ["", f"release = {listed(readers)}", f"release = {listed(dict.fromkeys((*readers, other)))}"]
    if len(readers) == 1:
        forms.append('release = "national"')
    return chance.pick(forms)


def _commitment(owner: str, item: DemoItem, release: str, ground: Ground) -> tuple[Page, list[Page]]:
    """Give what a nation truly considers, and what it tells all: that it considers something."""
    chance = ground.chance
    quantity = chance.skewed(item.least, item.most)
    wide = Offer(
        id=ground.ids.new("C", owner),
        owner=owner,
        title=f"{item.name}, under consideration",
        kind="donation",
        start="considered",
        told=Told.THOUGHT,
        made_on=chance.day(*_DAYS),
        item=item,
        quantity_text=chance.pick((f"{{at_least = {number(max(1, quantity // 2))}}}", '"undisclosed"')),
    )
    end = (f'shared_as = "{wide.id}"', release)
    true = replace(wide, id=ground.ids.new("C", owner), quantity_text=number(quantity), end=end)
    return offer_page(true), [offer_page(wide)]


def _stock(owner: str, item: DemoItem, release: str, ground: Ground) -> tuple[Page, list[Page]]:
    as_of = ground.chance.day(*_DAYS)
    wide, true = ground.ids.new("S", owner), ground.ids.new("S", owner)
    fields = [
        f'item = "{item.slug}"',
        'holding = "undisclosed"',
        'minimum = "undisclosed"',
        f"as_of = {as_of}",
    ]
    outer = still_page(path_of(Kind.STOCK, wide, owner=owner), as_of, page_text(fields))
    text = stock_text(true, owner, item, as_of, ground.chance, lines=(f'shared_as = "{wide}"', release))
    return still_page(path_of(Kind.STOCK, true, owner=owner), as_of, text), [outer]


def _own_stock(owner: str, item: DemoItem, release: str, ground: Ground) -> Page:
    as_of = ground.chance.day(*_DAYS)
    id = ground.ids.new("S", owner)
    text = stock_text(id, owner, item, as_of, ground.chance, lines=(release,))
    return still_page(path_of(Kind.STOCK, id, owner=owner), as_of, text)


def _request(owner: str, item: DemoItem, release: str, ground: Ground) -> Page:
    raised_on = ground.chance.day(*_DAYS)
    fields = [
        f"title = {quote(f'{item.name}, not yet asked of all')}",
        f'item = "{item.slug}"',
        f"quantity = {number(ground.chance.skewed(item.least, item.most))}",
        'status = "draft"',
        f"raised_on = {raised_on}",
        release,
    ]
    return still_page(
        path_of(Kind.REQUEST, ground.ids.new("R", owner), owner=owner), raised_on, page_text(fields)
    )
