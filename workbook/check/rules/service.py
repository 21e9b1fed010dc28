"""Rule WB507: a donated system comes with what it needs in service.

In: items with what their donations need. Out: claims at the first donation to a recipient.
"""

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR
from typing import TYPE_CHECKING

from workbook.analysis.amounts import readable, unit_behind
from workbook.check.rule import Claim, Context, Rule, Subject, Supply, rule
from workbook.findings import Severity

if TYPE_CHECKING:
    from workbook.analysis.sustainment import Sustainment

_ITEMS = {
    "plans/catalogue/items/howitzer.toml": """\
name = "Howitzer 155 mm"
kind = "system"
unit = "each"
sustainment = [{item = "barrel", per_unit = 1, every_months = 9}]
""",
    "plans/catalogue/items/barrel.toml": 'name = "Barrel 155 mm"\nkind = "component"\nunit = "each"\n',
}
_GIFT = """\
title = "Howitzers"
kind = "donation"
item = "howitzer"
quantity = 18
status = "committed"
to = [{party = "UKR"}]
"""
_BARRELS = """\
title = "Barrels for the howitzers"
kind = "sustainment"
item = "barrel"
quantity = 24
status = "committed"
to = [{party = "UKR"}]
"""
_GIFTS = {**_ITEMS, "plans/nations/NOR/commitments/NOR-C-7K3Q.toml": _GIFT}
_SUPPORT = "plans/nations/SWE/commitments/SWE-C-3F8K.toml"


@rule(
    code="WB507",
    slug="system-without-sustainment",
    severity=Severity.WARNING,
    claim="A system that is firmly donated has firm support for the twelve months ahead.",
    reason="A system without barrels, tracks or fuel is a monument after some months. Support counts whoever "
    "commits it to the same recipient, also what stands in for it; told once for an item and a recipient, at "
    "the first donation.",
    source="Follow-up work of 18 November 2022: sustainment with forward repair and spares",
    subject=Subject.ITEM,
    failing={**_GIFTS, _SUPPORT: _BARRELS.replace("24", "10")},
    passing={**_GIFTS, _SUPPORT: _BARRELS},
)
def system_without_sustainment(supply: Supply, _: Context) -> Iterator[Claim]:
    """Name what each recipient of a system surely lacks to keep it in service."""
    for one in supply.sustainment:
        missing = [_lack(one, place) for place, need in enumerate(one.support) if need.missing.low > 0]
        if missing:
            message = (
                f"is one of {len(one.donations)} gifts that bring" if len(one.donations) > 1 else "brings"
            )
            yield Claim(
                one.donations[0],
                "item",
                f"{message} {one.recipient} {_least(one)} {one.system}, which in twelve months need "
                f"{' and '.join(missing)}; commit what is missing to {one.recipient}, or ask who can",
            )


def _least(one: "Sustainment") -> str:
    return f"{'' if one.quantity.low == one.quantity.high else 'at least '}{readable(one.quantity.low)}"


def _lack(one: "Sustainment", place: int) -> str:
    from workbook.analysis.footing import Footing

    need = one.support[place]
    firm = need.committed.get(Footing.FIRM)
    most = readable(firm.high, ROUND_FLOOR) if firm is not None and firm.high else "none"
    # Nobody sends two thirds of a barrel.
    needed = need.needed.low.to_integral_value(ROUND_CEILING)
    unit = unit_behind(need.unit)
    return f"{readable(needed)}{unit} {need.item} ({most} committed)"


RULES: tuple[Rule, ...] = (system_without_sustainment,)
