"""Rule WB210: what is made of parts, or counted in another, does not end in itself.

In: all records that name each other in such a field. Out: one claim for each record of a ring, at the
field that leads on.
"""

from collections.abc import Iterator, Mapping, Sequence

from workbook.check.rule import Claim, Context, Rule, Subject, rule
from workbook.findings import Severity
from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.records.workbook import Mention

_FIELDS = ("components", "part_of", "counted_in")
_DOES = {
    "components": "is a component of itself",
    "part_of": "is part of itself",
    "counted_in": "is counted in itself",
}
_SHOWN = 6
# Per id: the record, and the ids that it leads to with their fields.
_Links = Mapping[str, tuple[Record, Sequence[tuple[str, str]]]]
_GIFT_TEXT = 'title = "Shells"\nkind = "donation"\nitem = "155mm-he"\nquantity = 400\nstatus = "committed"\n'


@rule(
    code="WB210",
    slug="ring",
    severity=Severity.ERROR,
    claim="No item is a component of itself, no commitment a part or a mirror of itself.",
    reason="Each mirror in a ring is left out because another counts, so none does and the figure is lost.",
    source="Data format: a mirror names its original",
    subject=Subject.RING,
    ring=_FIELDS,
    failing={
        "plans/nations/NOR/commitments/NOR-C-7K3Q.toml": _GIFT_TEXT + 'counted_in = "SWE-C-3F8K"\n',
        "plans/nations/SWE/commitments/SWE-C-3F8K.toml": _GIFT_TEXT + 'counted_in = "NOR-C-7K3Q"\n',
    },
    passing={
        "plans/nations/NOR/commitments/NOR-C-7K3Q.toml": _GIFT_TEXT + 'counted_in = "SWE-C-3F8K"\n',
        "plans/nations/SWE/commitments/SWE-C-3F8K.toml": _GIFT_TEXT,
    },
)
def ring(mentions: Sequence[Mention], _: Context) -> Iterator[Claim]:
    """Tell the records of every ring, one ring for each knot of links."""
    for name in _FIELDS:
        links = {
            record.id: (record, tuple(_links(record, name)))
            for record, field in mentions
            if field.startswith(name) and not record.is_retired
        }
        for found in _rings(links):
            way = " -> ".join((*found[:_SHOWN], "...") if len(found) > _SHOWN else (*found, found[0]))
            for id, following in zip(found, (*found[1:], found[0]), strict=True):
                record, targets = links[id]
                field = next(field for target, field in targets if target == following)
                yield Claim(record, field, f"{_DOES[name]}: {way}; take one of these links out")


def _links(record: Record, name: str) -> Iterator[tuple[str, str]]:
    data = record.data
    if name != "components":
        yield getattr(data, name), name
    elif record.kind is Kind.ITEM:
        for index, component in enumerate(data.components):
            yield component.item, f"components[{index}].item"


def _rings(links: _Links) -> Iterator[tuple[str, ...]]:
    """Walk every link once, depth first; a link back into the present way closes a ring.

    Without recursion, since a hostile plan can nest without end. Each id is told in one ring at most.
    """
    done: set[str] = set()
    told: set[str] = set()
    for start in sorted(links):
        way: dict[str, Iterator[tuple[str, str]]] = {}
        following = start if start not in done else ""
        while following or way:
            if following:
                way[following] = iter(links[following][1])
                following = ""
            here = next(reversed(way))
            for target, _ in way[here]:
                if target in way and target not in told and here not in told:
                    found = _tail(list(way), target)
                    told.update(found)
                    yield found
                elif target in links and target not in way and target not in done:
                    following = target
                    break
            else:
                way.popitem()
                done.add(here)


def _tail(way: Sequence[str], first: str) -> tuple[str, ...]:
    return tuple(way[way.index(first) :])


RULES: tuple[Rule, ...] = (ring,)
