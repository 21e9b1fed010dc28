"""Rule WB504: what is no longer made is not planned with.

In: items with all that name them. Out: claims at the field that names an item whose production has ended, or
that can no longer be ordered.
"""

from collections.abc import Iterator
from datetime import date

from workbook.check.rule import Claim, Context, Rule, Subject, Supply, rule
from workbook.findings import Severity
from workbook.model.catalogue import Obsolescence
from workbook.model.enums import CommitmentKind, ProcurementStatus, RequestStatus, Status
from workbook.model.kind import Kind
from workbook.records.workbook import Mention

_MADE = frozenset((CommitmentKind.PRODUCTION, CommitmentKind.PROCUREMENT))
_UNORDERED = frozenset((Status.CONSIDERED, Status.PLEDGED, Status.COMMITTED))
_UNSIGNED = frozenset((ProcurementStatus.PROPOSED, ProcurementStatus.AGREED))
_STARTED = frozenset((ProcurementStatus.CONTRACTED, ProcurementStatus.DELIVERING))

_OLD = """\
name = "Fuze M1"
kind = "component"
unit = "each"
obsolete = {since = "2019", replaced_by = "fuze-m2"}
"""
_CATALOGUE = {
    "plans/catalogue/items/fuze-m1.toml": _OLD,
    "plans/catalogue/items/fuze-m2.toml": _OLD.replace("M1", "M2").replace("obsolete", "#"),
}
_NEED = "plans/nations/UKR/requests/UKR-R-11AB.toml"
_NEED_TEXT = 'title = "Fuzes"\nitem = "fuze-m1"\nquantity = 400\nstatus = "open"\n'


@rule(
    code="WB504",
    slug="obsolete-part",
    severity=Severity.WARNING,
    claim="No product, support, open request or production asks for what is no longer made or can no longer "
    "be ordered.",
    reason="Old drawings outlive the machines that could make the part; a plan that names it is late by the "
    "time it takes to qualify what follows it.",
    source="Agenda of 28 September 2022: obsolete parts",
    subject=Subject.ITEM,
    failing={**_CATALOGUE, _NEED: _NEED_TEXT},
    passing={**_CATALOGUE, _NEED: _NEED_TEXT.replace("m1", "m2")},
)
def obsolete_part(supply: Supply, context: Context) -> Iterator[Claim]:
    """Name what still requires an item whose production, or time to order, is surely over.

    What was ordered before the last day to order is left in peace until production has ended.
    """
    obsolete: Obsolescence | None = supply.item.data.obsolete
    if obsolete is None or supply.item.is_retired:
        return
    is_over = obsolete.since is not None and obsolete.since.is_over(context.today)
    if is_over or _is_too_late(obsolete, context.today):
        for mention in supply.requirers:
            if _requires(mention, supply.item.id, is_over=is_over):
                yield Claim(mention.record, mention.field, _told(supply.item.id, obsolete, is_over=is_over))


def _is_too_late(obsolete: Obsolescence, today: date) -> bool:
    return obsolete.last_order_by is not None and obsolete.last_order_by.is_over(today)


def _requires(mention: Mention, item_id: str, *, is_over: bool) -> bool:
    """Say whether a record still counts on an item being made."""
    record = mention.record
    if record.is_retired or record.id == item_id:
        return False
    data = record.data
    if record.kind is Kind.REQUEST:
        return bool(data.status is RequestStatus.OPEN)
    if record.kind is Kind.COMMITMENT:
        is_to_come = data.status.is_open if is_over else data.status in _UNORDERED
        return data.kind in _MADE and is_to_come
    if record.kind is Kind.PROCUREMENT:
        return data.status in _UNSIGNED or (is_over and data.status in _STARTED)
    return True


def _told(item_id: str, obsolete: Obsolescence, *, is_over: bool) -> str:
    ended = (
        f"which has not been made since {obsolete.since}"
        if is_over
        else f"which could be ordered until {obsolete.last_order_by}"
    )
    advice = (
        f"take {obsolete.replaced_by}, which follows it"
        if obsolete.replaced_by
        else "find what can follow it, and name that in the catalogue"
    )
    return f"still counts on {item_id}, {ended}; {advice}"


RULES: tuple[Rule, ...] = (obsolete_part,)
