"""Rule WB113: in a list of tables that are known by their first field, each stands once.

In: a record. Out: claims at the entry that comes second. Which lists these are is said here: where two
entries of one name may both be meant (participants, receipts, stand-ins by condition), nothing is told.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import msgspec

from workbook.check.rule import Claim, Context, Rule, Subject, rule
from workbook.findings import Severity
from workbook.model.fields import fields_of
from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.model.references import OPEN_REFERENCES

# By attribute; a new list of this sort is one word here.
_ONCE: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {
        Kind.ITEM: ("components",),
        Kind.CAPACITY: ("rates",),
        Kind.COMMITMENT: ("lots", "meets", "to", "consents", "financed_by"),
        Kind.PROCUREMENT: ("lots", "parties"),
        Kind.FUND: ("split",),
    }
)
_GIFT = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
_GIFT_TEXT = """\
title = "155 mm shells"
kind = "donation"
item = "155mm-he"
quantity = 400
status = "committed"
lots = [{lot = "a", by = "2022-11", quantity = 200}, {lot = "b", by = "2023-02", quantity = 200}]
"""


@rule(
    code="WB113",
    slug="entry-named-twice",
    severity=Severity.ERROR,
    claim="A lot, a party, a request or another entry of a list stands there once.",
    reason="Others name an entry by its first field: of two lots called a, nobody can say which one arrived, "
    "and a merge cannot tell which of them was changed.",
    source="Data format (docs/format.md): in lists of tables the first field is the key",
    subject=Subject.RECORD,
    kinds=tuple(_ONCE),
    failing={_GIFT: _GIFT_TEXT.replace('"b"', '"a"')},
    passing={_GIFT: _GIFT_TEXT},
)
def entry_named_twice(record: Record, _: Context) -> Iterator[Claim]:
    """Name every entry whose key another before it has; parties that are not named may be several."""
    for name in _ONCE[record.kind]:
        entries = getattr(record.data, name)
        if len(entries) < 2:
            continue
        struct: type[msgspec.Struct] = type(entries[0])
        key = fields_of(struct)[0]
        seen: dict[object, int] = {}
        for index, entry in enumerate(entries):
            value = getattr(entry, key.name)
            first = seen.setdefault(value, index)
            if first != index and value not in OPEN_REFERENCES:
                message = (
                    f"has the {key.key} {value} a second time in {name}, as entry {first + 1} has it; "
                    "put the two together, or give one another name"
                )
                yield Claim(record, f"{name}[{index}].{key.key}", message)


RULES: tuple[Rule, ...] = (entry_named_twice,)
