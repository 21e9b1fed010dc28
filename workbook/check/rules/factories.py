"""Rules WB501 to WB503: many claims on one works, and the component on which all wait.

In: items with their contention. Out: claims at capacities, at components, at items. Each tells only what is
sure, whatever the doubt in the figures; what nobody tells the capacity of is not judged.
"""

from collections.abc import Iterator, Sequence
from decimal import ROUND_FLOOR
from types import MappingProxyType
from typing import TYPE_CHECKING

from workbook.analysis.amounts import readable, unit_behind
from workbook.check.rule import Claim, Context, Rule, Subject, Supply, rule
from workbook.findings import Severity
from workbook.model.enums import Activity
from workbook.model.quantity import Quantity

if TYPE_CHECKING:
    from workbook.analysis.contention import Bottleneck
    from workbook.analysis.factory import Amounts, Factory

# How many nations or products a sentence names before it counts the rest.
_NAMED = 3
_DOES = MappingProxyType({Activity.MAKE: "make", Activity.REPAIR: "repair", Activity.TRAIN: "train"})

_CAPACITY = "plans/nations/NOR/capacities/NOR-K-3H5J.toml"
_CAPACITY_TEXT = """\
item = "155mm-he"
activity = "make"
supplier = "shell-works"
rates = [{from = "2022-01", per_month = 100}]
"""
_ORDER = "plans/nations/SWE/commitments/SWE-C-7K3Q.toml"
_ORDER_TEXT = """\
title = "155 mm shells"
kind = "procurement"
item = "155mm-he"
quantity = 300
status = "contracted"
supplier = "shell-works"
lots = [{lot = "a", by = "2022-12", quantity = 300}]
"""
_SHELL = "plans/catalogue/items/155mm-he.toml"
_SHELL_TEXT = """\
name = "155 mm high-explosive shell"
kind = "munition"
unit = "each"
components = [{item = "fuze", per_unit = 1}]
"""
_FUZE = "plans/catalogue/items/fuze.toml"
_FUZE_TEXT = 'name = "Fuze"\nkind = "component"\nunit = "each"\n'
_FUZES = "plans/nations/DEU/capacities/DEU-K-8D2Q.toml"
_FUZES_TEXT = 'item = "fuze"\nactivity = "make"\nrates = [{from = "2022-01", per_month = 100}]\n'
_PRODUCT = {_SHELL: _SHELL_TEXT, _FUZE: _FUZE_TEXT, _CAPACITY: _CAPACITY_TEXT, _ORDER: _ORDER_TEXT}


@rule(
    code="WB501",
    slug="factory-strained",
    severity=Severity.WARNING,
    claim="What is firmly claimed of a works by a month is no more than it can make from today until then.",
    reason="Everybody queues at the same works, and each sees only its own contract. Those at the end of the "
    "queue learn it when nothing arrives. Months count in full, what lots tell as done is taken off, and "
    "doubt counts in favour of the works.",
    source="Coalition practice: joint industrial planning; cumulative demand against cumulative capacity",
    subject=Subject.ITEM,
    failing={_CAPACITY: _CAPACITY_TEXT, _ORDER: _ORDER_TEXT.replace("300", "900")},
    passing={_CAPACITY: _CAPACITY_TEXT, _ORDER: _ORDER_TEXT},
)
def factory_strained(supply: Supply, _: Context) -> Iterator[Claim]:
    """Name each works whose firm claims surely exceed what it can make, once, in the first such month."""
    for factory in supply.contention.factories:
        place = factory.queue.surely
        if place is not None:
            record = factory.capacities[0]
            unit = unit_behind(supply.item.data.unit)
            yield Claim(record, "rates" if record.data.rates else "", _strain(factory, place, unit))


def _strain(factory: "Factory", place: int, unit: str) -> str:
    queue, does = factory.queue, _DOES[factory.activity]
    late = queue.months_late
    later = f"agree on lots {_months(late)} later" if late else "agree on fewer"
    return (
        f"{factory.works} has to {does} {_least(queue.claims[place])}{unit} {factory.item} by "
        f"{queue.months[place]}, and can {does} {_most(queue.capacity[place])}{unit}: "
        f"{_least(queue.short(place))}{unit} too {'much' if unit else 'many'} "
        f"({_waiting(factory.nations_at(place))}); raise its rate by "
        f"{readable(queue.more_per_month)}{unit} a month, {later}, or find another works"
    )


@rule(
    code="WB502",
    slug="bottleneck-component",
    severity=Severity.WARNING,
    claim="Where the works of a product can make what is claimed of them, its components suffice too.",
    reason="A works that looks free stands still where a fuze or a motor is missing, and the same component "
    "often goes into several products. A component whose capacity nobody tells is not judged.",
    source="Coalition practice: supply-chain constraints across products",
    subject=Subject.ITEM,
    failing={**_PRODUCT, _FUZES: _FUZES_TEXT.replace("= 100", "= 50")},
    passing={**_PRODUCT, _FUZES: _FUZES_TEXT},
)
def bottleneck_component(supply: Supply, _: Context) -> Iterator[Claim]:
    """Name the component that a product surely lacks first, where its own works are told and suffice."""
    bottleneck = supply.contention.bottleneck
    makers = [one for one in supply.contention.factories if one.activity is Activity.MAKE]
    suffices = not any(one.queue.surely is not None for one in makers)
    if bottleneck is not None and suffices and any(one.queue.is_known for one in makers):
        parts = [part.item for part in supply.item.data.components]
        yield Claim(supply.item, f"components[{parts.index(bottleneck.via)}].item", _lack(bottleneck))


def _lack(bottleneck: "Bottleneck") -> str:
    component, unit = bottleneck.component, unit_behind(bottleneck.unit)
    deeper = f" in its {bottleneck.via}" if bottleneck.via != component else ""
    needed, makers = f"{_least(bottleneck.needed)}{unit}", _some(list(map(str, bottleneck.makers)))
    return (
        f"can be made in time by its own works, but {component}{deeper} cannot: {needed} are needed by "
        f"{bottleneck.month} ({_waiting(bottleneck.nations)}) and {_most(bottleneck.capacity)}{unit} can be "
        f"made by {makers}; find more of it, or agree on who waits"
    )


@rule(
    code="WB503",
    slug="sole-source-component",
    severity=Severity.WARNING,
    claim="A component of products that are firmly claimed is made by more than one works.",
    reason="A fire, a strike or a blocked railway at the only works stops every product that it goes into. "
    "Where nobody at all is told to make it, nothing is known and nothing is said.",
    source="Coalition practice: second sources for components",
    subject=Subject.ITEM,
    failing={**_PRODUCT, _FUZES: _FUZES_TEXT},
    passing={
        **_PRODUCT,
        _FUZES: _FUZES_TEXT,
        "plans/nations/NLD/capacities/NLD-K-5M1X.toml": _FUZES_TEXT,
    },
)
def sole_source_component(supply: Supply, _: Context) -> Iterator[Claim]:
    """Name each component with one maker, where products that contain it have firm claims."""
    pool = supply.contention.pool
    if pool is not None and pool.products and len(pool.makers) == 1:
        products = [product for product, _ in pool.products]
        message = (
            f"is made by {pool.makers[0]} alone and goes into {_some(products)}, of which some are firmly "
            "ordered; find a second maker, or record its capacity if there is one"
        )
        yield Claim(supply.item, "", message)


def _waiting(amounts: "Amounts") -> str:
    return _some([f"{nation} {_least(quantity)}" for nation, quantity in amounts if quantity.low])


def _least(quantity: Quantity) -> str:
    return f"{'' if quantity.low == quantity.high else 'at least '}{readable(quantity.low)}"


def _most(quantity: Quantity) -> str:
    assert quantity.high is not None
    return f"{'' if quantity.low == quantity.high else 'at most '}{readable(quantity.high, ROUND_FLOOR)}"


def _months(count: int) -> str:
    return "1 month" if count == 1 else f"{count} months"


def _some(words: Sequence[str]) -> str:
    """Name the first few, and count the rest."""
    *others, last = words if len(words) <= _NAMED + 1 else (*words[:_NAMED], f"{len(words) - _NAMED} more")
    return f"{', '.join(others)} and {last}" if others else last


RULES: tuple[Rule, ...] = (factory_strained, bottleneck_component, sole_source_component)
