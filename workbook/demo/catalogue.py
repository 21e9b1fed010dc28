"""What is planned with: an invented catalogue of items, and the works that make them.

`ITEMS` is the table everything else draws from: units, lead times and prices that agree with the needs and
offers made of them. Prices are euros a unit, of no real thing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from workbook.demo.chance import Chance
from workbook.demo.coalition import Coalition
from workbook.demo.story import FIRST_DAY, Page, still_page
from workbook.demo.text import inline_list, listed, page_text, quote, table, table_list
from workbook.model.kind import Kind
from workbook.records.paths import path_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoItem:
    """An item of the catalogue, as far as needs and offers ask; `most` is the largest usual quantity."""

    slug: str
    name: str
    kind: str
    unit: str
    capability: str
    lead_months: int
    price: int
    most: int
    origin: str = ""

    @property
    def least(self) -> int:
        """The smallest usual quantity: nobody sends a dozen rounds or a can of fuel."""
        return max(1, self.most // 400)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSupplier:
    """An invented works: where it is, and what it makes."""

    slug: str
    name: str
    nation: str
    makes: tuple[str, ...]


def _item(line: str) -> DemoItem:
    slug, name, kind, unit, capability, lead, price, most, origin = (part.strip() for part in line.split("|"))
    return DemoItem(
        slug=slug,
        name=name,
        kind=kind,
        unit=unit,
        capability=capability,
        lead_months=int(lead),
        price=int(price),
        most=int(most),
        origin=origin,
    )


# slug | name | kind | unit | capability | lead time in months | price | most | origin
_ITEM_TABLE = """
air-defence-launcher | Air-defence launcher | system | each | air-defence | 9 | 9000000 | 24 | NOR
air-defence-gun | Tracked air-defence gun | system | each | air-defence | 8 | 4000000 | 40 |
surveillance-radar | Mobile surveillance radar | system | each | air-defence | 9 | 12000000 | 12 | NLD
howitzer-155 | Wheeled howitzer 155 mm | system | each | long-range-fires | 8 | 5000000 | 60 |
rocket-launcher | Tracked rocket launcher | system | each | long-range-fires | 9 | 6000000 | 24 | USA
armoured-carrier | Armoured carrier | system | each | protected-mobility | 7 | 800000 | 400 |
recovery-vehicle | Recovery vehicle | system | each | repair | 7 | 2500000 | 40 |
patrol-drone | Patrol drone | system | set | reconnaissance | 4 | 150000 | 300 |
truck-8t | Eight-tonne truck | system | each | logistics | 4 | 180000 | 600 |
field-hospital | Field hospital | system | set | medical | 5 | 6000000 | 12 |
bridge-set | Bridge set 46 m | system | set | engineering | 6 | 9000000 | 12 |
generator-60 | 60 kW generator | system | each | logistics | 3 | 25000 | 1200 |
vhf-radio | VHF radio | system | set | command | 4 | 9000 | 6000 |
night-sight | Night sight | system | each | infantry | 4 | 4000 | 8000 |
shell-155 | High-explosive shell 155 mm | munition | each | long-range-fires | 6 | 3000 | 80000 |
shell-155-long | Extended-range shell 155 mm | munition | each | long-range-fires | 7 | 5500 | 20000 |
charge-155 | Propelling charge 155 mm | munition | each | long-range-fires | 5 | 900 | 80000 |
guided-rocket | Guided rocket | munition | each | long-range-fires | 8 | 120000 | 2400 | USA
medium-missile | Medium-range air-defence missile | munition | each | air-defence | 9 | 900000 | 400 | USA
short-missile | Short-range air-defence missile | munition | each | air-defence | 8 | 110000 | 1200 |
anti-armour-missile | Anti-armour missile | munition | each | infantry | 6 | 60000 | 4000 |
mortar-bomb-120 | Mortar bomb 120 mm | munition | each | infantry | 4 | 500 | 60000 |
barrel-155 | Barrel 155 mm | component | each | repair | 6 | 180000 | 120 |
casing-155 | Steel casing 155 mm | component | each | production | 4 | 350 | 80000 |
fuze-m1 | Fuze M1 | component | each | production | 4 | 120 | 40000 |
fuze-m2 | Fuze M2 | component | each | production | 5 | 160 | 80000 |
rocket-motor | Solid rocket motor | component | each | production | 8 | 30000 | 3000 |
seeker-head | Seeker head | component | each | production | 8 | 200000 | 800 |
guidance-chip | Guidance chip | component | each | production | 8 | 400 | 30000 |
large-bearing | Large ball bearing | component | each | production | 5 | 6000 | 600 |
track-set | Track set | component | set | repair | 4 | 40000 | 400 |
propellant | Propellant | material | TNE | production | 4 | 20000 | 900 |
explosive-filler | Explosive filler | material | TNE | production | 4 | 15000 | 900 |
steel-bar | Steel bar | material | TNE | production | 3 | 1500 | 6000 |
diesel-fuel | Diesel fuel | material | LTR | logistics | 1 | 2 | 8000000 |
winter-clothing | Winter clothing | material | set | infantry | 3 | 300 | 60000 |
medical-kit | Medical kit | material | KT | medical | 3 | 150 | 40000 |
crew-training | Crew training | service | HUR | training | 1 | 200 | 20000 |
depot-overhaul | Overhaul at a depot | service | lot | repair | 2 | 900000 | 12 |
rail-transport | Transport by rail | service | TNE | logistics | 1 | 120 | 20000 |
"""
ITEMS = tuple(_item(line) for line in _ITEM_TABLE.strip().splitlines())
ITEM = {item.slug: item for item in ITEMS}

_COMPONENTS = {
    "shell-155": (("casing-155", 1), ("fuze-m2", 1), ("explosive-filler", "0.007")),
    "shell-155-long": (("casing-155", 1), ("fuze-m2", 1), ("explosive-filler", "0.008")),
    "charge-155": (("propellant", "0.012"),),
    "guided-rocket": (("rocket-motor", 1), ("guidance-chip", 4)),
    "medium-missile": (("rocket-motor", 1), ("seeker-head", 1), ("guidance-chip", 12)),
    "short-missile": (("rocket-motor", 1), ("seeker-head", 1), ("guidance-chip", 6)),
    "casing-155": (("steel-bar", "0.045"),),
    "howitzer-155": (("barrel-155", 1), ("large-bearing", 1)),
    "surveillance-radar": (("large-bearing", 2), ("guidance-chip", "{about = 60}")),
}
_SUSTAINMENT = {
    "howitzer-155": (("barrel-155", 1, 9),),
    "armoured-carrier": (("track-set", 1, 12), ("diesel-fuel", 900, 1)),
    "generator-60": (("diesel-fuel", 2500, 1),),
    "truck-8t": (("diesel-fuel", 600, 1),),
    "air-defence-gun": (("track-set", 1, 18),),
}
_STANDS_IN = {
    "shell-155-long": ("shell-155", '"3/2"', "Where the barrel allows it."),
    "air-defence-gun": ("short-missile", '"1/40"', "Against slow targets only."),
    "fuze-m2": ("fuze-m1", "1", "With the adapter ring."),
}
_STANDARDS = {"shell-155": ("STANAG 4425",), "charge-155": ("STANAG 4425",), "vhf-radio": ("STANAG 4204",)}

_SUPPLIERS = (
    ("northern-shell-works", "Northern Shell Works (invented)", "shell-155 shell-155-long casing-155"),
    ("blue-river-motors", "Blue River Motors (invented)", "rocket-motor guided-rocket propellant charge-155"),
    ("polder-optronics", "Polder Optronics (invented)", "surveillance-radar night-sight seeker-head"),
    ("amber-coast-steel", "Amber Coast Steel (invented)", "steel-bar casing-155 barrel-155 track-set"),
    ("three-lakes-missiles", "Three Lakes Missiles (invented)", "medium-missile short-missile"),
    ("grey-bear-vehicles", "Grey Bear Vehicles (invented)", "armoured-carrier recovery-vehicle truck-8t"),
    ("old-mill-fuzes", "Old Mill Fuzes (invented)", "fuze-m1 fuze-m2 mortar-bomb-120"),
    ("longfield-howitzers", "Longfield Howitzers (invented)", "howitzer-155 barrel-155 air-defence-gun"),
    ("windward-launchers", "Windward Launchers (invented)", "air-defence-launcher rocket-launcher"),
    ("quiet-valley-chips", "Quiet Valley Chips (invented)", "guidance-chip vhf-radio patrol-drone"),
    ("stone-ring-bearings", "Stone Ring Bearings (invented)", "large-bearing anti-armour-missile"),
)


def suppliers_of(coalition: Coalition) -> tuple[DemoSupplier, ...]:
    """Give the works, spread over the first nations that give."""
    homes = coalition.givers[:11]
    return tuple(
        DemoSupplier(slug=slug, name=name, nation=homes[index % len(homes)], makes=tuple(makes.split()))
        for index, (slug, name, makes) in enumerate(_SUPPLIERS)
    )


def catalogue_pages(coalition: Coalition, suppliers: Sequence[DemoSupplier], chance: Chance) -> list[Page]:
    """Write the catalogue."""
    pages = [
        still_page(path_of(Kind.ITEM, item.slug), FIRST_DAY, _item_text(item, coalition, chance))
        for item in ITEMS
    ]
    for supplier in suppliers:
        fields = [
            f"name = {quote(supplier.name)}",
            f'nation = "{supplier.nation}"',
            f"notes = {quote(chance.pick(_SUPPLIER_NOTES))}",
        ]
        pages.append(still_page(path_of(Kind.SUPPLIER, supplier.slug), FIRST_DAY, page_text(fields)))
    return pages


def proposed_pages(coalition: Coalition, count: int, chance: Chance) -> list[Page]:
    """Write items that nations propose for the catalogue: some not in it yet, one taken up already."""
    owners = [chance.pick_early(coalition.givers) for _ in range(count)]
    pages = [_proposed_page(owner, f"proposed-kit-{index + 1}") for index, owner in enumerate(owners)]
    return [*pages, _proposed_page(coalition.givers[0], _TAKEN_UP)]


_TAKEN_UP = "night-sight"


def _proposed_page(owner: str, slug: str) -> Page:
    fields = [f"name = {quote(slug.replace('-', ' ').capitalize())}", 'kind = "system"', 'unit = "each"']
    return still_page(path_of(Kind.ITEM, slug, owner=owner), FIRST_DAY, page_text(fields))


_SUPPLIER_NOTES = (
    "Takes orders from any nation of the coalition; material is bought by the works.",
    "Two lines, of which one can be switched to another product within a month.",
    "Certified for exports; a visit can be arranged through the host nation.",
    "Machines were renewed last year; the narrowest point is trained staff.",
)
_ITEM_NOTES = {
    "system": "Quantities are complete systems with their first set of tools, ready for use.",
    "munition": "Counted by the round; packing and fuzes follow the usual scale.",
    "component": "For makers and repair depots; finished goods are counted under their own item.",
    "material": "Measured at the depot that hands it over; losses on the way are not taken off.",
    "service": "Counted as booked, not as used.",
}


def _item_text(item: DemoItem, coalition: Coalition, chance: Chance) -> str:
    nsn = f"{chance.between(1000, 9999)}-99-{chance.between(100, 999)}-{chance.between(1000, 9999)}"
    components = [
        (f'item = "{part}"', f"per_unit = {count}") for part, count in _COMPONENTS.get(item.slug, ())
    ]
    fields = [
        f"name = {quote(item.name)}",
        f'kind = "{item.kind}"',
        f'unit = "{item.unit}"',
        f'capability = "{item.capability}"',
        f'nsn = "{nsn}"' if item.kind in ("system", "component") and chance.happens(0.4) else "",
        f"standards = {listed(_STANDARDS[item.slug])}" if item.slug in _STANDARDS else "",
        f"lead_time_months = {item.lead_months}",
        f'origin = "{item.origin}"' if item.origin in coalition.nations else "",
        *inline_list("components", components),
        *_stand_in(item.slug),
        f"notes = {quote(_ITEM_NOTES[item.kind])}",
    ]
    return page_text(fields, [*_obsolete(item.slug), *_sustainment(item.slug)])


def _stand_in(slug: str) -> list[str]:
    if slug not in _STANDS_IN:
        return []
    other, ratio, conditions = _STANDS_IN[slug]
    table = (f'item = "{other}"', f"ratio = {ratio}", f"conditions = {quote(conditions)}")
    return inline_list("stands_in_for", [table])


def _obsolete(slug: str) -> list[str]:
    if slug != "fuze-m1":
        return []
    return table("obsolete", 'since = "2024-06"', 'last_order_by = "2023-12"', 'replaced_by = "fuze-m2"')


def _sustainment(slug: str) -> list[str]:
    return table_list(
        "sustainment",
        [
            (f'item = "{part}"', f"per_unit = {count}", f"every_months = {months}")
            for part, count, months in _SUSTAINMENT.get(slug, ())
        ],
    )
