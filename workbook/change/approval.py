"""Who must approve a change, and why: drawn from the records that it changes, before and after.

In: the affected records, the plan before and after, who proposes. Out: `Requirement`s in order. The
secretariat and the policy are read from the plan before, so that no change loosens its own judgement. A
worked example, proposed by NOR:

    NOR-C-7K3Q  financed_by DNK, quantity 12 -> 10      -> DNK: it pays
    NOR-R-11AB  need_by 2023-03 -> 2023-06              -> nobody
    plans/catalogue/items/155mm-he.toml  lead time      -> the secretariat
    the same file                        origin DEU -> SWE -> the secretariat, DEU and SWE
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

import msgspec

from workbook.change.affected import AffectedRecord
from workbook.model.enums import CommitmentKind
from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.records.paths import layer_of, owner_of
from workbook.records.settings import SHARED_LAYER, Policy
from workbook.records.workbook import Workbook


class Reason(StrEnum):
    """Why a nation must approve."""

    OWNER = "owner"
    SECRETARIAT = "secretariat"
    PARTY = "party"
    FINANCIER = "financier"
    STOCK = "stock"
    ORIGIN = "origin"
    UNIT = "unit"
    POLICY = "policy"


_ITEM = "item"
_NEVER_BY_SILENCE = frozenset((Reason.OWNER, Reason.PARTY, Reason.FINANCIER, Reason.STOCK, Reason.UNIT))


class Requirement(msgspec.Struct, frozen=True, order=True, kw_only=True):
    """Of `nations` so many must approve what happens to a record, or file, for a reason."""

    key: str
    reason: Reason
    nations: tuple[str, ...]
    at_least: int

    @property
    def allows_silence(self) -> bool:
        """Whether silence can be consent: never for one's own money, stock, share or record."""
        return self.reason not in _NEVER_BY_SILENCE

    @property
    def is_of_all(self) -> bool:
        """Whether each of the nations must approve, so that an objection of one blocks."""
        return self.at_least >= len(self.nations)


def requirements(
    affected: Sequence[AffectedRecord],
    before: Workbook,
    after: Workbook,
    *,
    proposer: str,
    layer: str = SHARED_LAYER,
) -> tuple[Requirement, ...]:
    """List who must approve; the proposer has approved what it proposes.

    Who cannot read the layer in which all of it lies is not among them.
    """
    policy = before.settings.policy(layer)
    found = {
        one for one in _named(affected, before, after, policy, proposer) if policy.can_ask(one.nations[0])
    }
    found |= {asked for one in affected for asked in _by_policy(one, policy)}
    return tuple(sorted(found))


def unasked(
    affected: Sequence[AffectedRecord], before: Workbook, after: Workbook, *, proposer: str, layer: str
) -> tuple[Requirement, ...]:
    """List whose approval cannot be asked for, as they are named but cannot read the layer."""
    policy = before.settings.policy(layer)
    named = _named(affected, before, after, policy, proposer)
    return tuple(sorted({one for one in named if not policy.can_ask(one.nations[0])}))


def _named(
    affected: Sequence[AffectedRecord], before: Workbook, after: Workbook, policy: Policy, proposer: str
) -> Iterator[Requirement]:
    """Name those whose approval follows from what is changed, one nation each, whoever they are."""
    for one in affected:
        yield from _by_place(one, after, policy, proposer)
        yield from _by_item(one.key, before, after, proposer)
        for workbook in (before, after):
            record = workbook.get(one.key)
            if record is not None:
                yield from _by_data(record, workbook, proposer)


def required_nations(found: Iterable[Requirement]) -> frozenset[str]:
    """Name the nations without which there is no consent: an objection of one of them blocks."""
    return frozenset(nation for one in found if one.is_of_all for nation in one.nations)


def never_met(policy: Policy) -> Iterator[tuple[int, int]]:
    """Give what the policy asks for and nobody can meet: so many approvals, of so few nations."""
    for more in policy.approval.more:
        if more.at_least > (count := len(policy.asked(more.of))):
            yield more.at_least, count


def _by_place(one: AffectedRecord, after: Workbook, policy: Policy, proposer: str) -> Iterator[Requirement]:
    for path in one.paths:
        owner = owner_of(path)
        if _is_taken_up(one, path, after, proposer):
            continue
        reason = Reason.OWNER if owner else Reason.SECRETARIAT
        yield from _each(one.key, reason, [owner or policy.secretariat], proposer)


def _is_taken_up(one: AffectedRecord, path: str, after: Workbook, proposer: str) -> bool:
    """Say whether what was recorded for the proposer goes because its own record is there."""
    is_gone = path.startswith(f"plans/recorded/{proposer}/") and path not in one.after
    kept = after.file_of(one.key)
    return is_gone and kept is not None and owner_of(layer_of(kept.path)[1]) == proposer


def _by_data(record: Record, workbook: Workbook, proposer: str) -> Iterator[Requirement]:
    # Of other records the data need not be decoded.
    if record.kind not in (Kind.PROCUREMENT, Kind.COMMITMENT):
        return
    data = record.data
    if record.kind is Kind.PROCUREMENT:
        yield from _each(record.id, Reason.PARTY, [party.nation for party in data.parties], proposer)
        return
    yield from _each(record.id, Reason.FINANCIER, [one.nation for one in data.financed_by], proposer)
    stock = workbook.get(data.stock) if data.stock else None
    owners = [data.stock_owner, stock.owner if stock is not None and stock.kind is Kind.STOCK else ""]
    yield from _each(record.id, Reason.STOCK, owners, proposer)
    yield from _each(record.id, Reason.ORIGIN, _origins(record, workbook), proposer)


def _by_item(key: str, before: Workbook, after: Workbook, proposer: str) -> Iterator[Requirement]:
    """Name those whose rights or figures are others with an item: its origin, and who counts in its unit."""
    was, now = before.get(key), after.get(key)
    if was is None or was.kind is not Kind.ITEM:
        return
    origin, unit = (now.data.origin, now.data.unit) if now is not None and now.kind is Kind.ITEM else ("", "")
    if origin != was.data.origin:
        yield from _each(key, Reason.ORIGIN, [was.data.origin, origin], proposer)
    if unit != was.data.unit:
        yield from _each(key, Reason.UNIT, _counting_in(was, before), proposer)


def _counting_in(item: Record, workbook: Workbook) -> Iterator[str]:
    """Name the nations with figures in the unit of an item, as all who read its layer can see."""
    for record, field in workbook.mentioned.get(item.id, ()):
        is_live = not record.recorded and not record.is_retired
        if is_live and field == _ITEM and record.layer == item.layer and not getattr(record.data, "unit", ""):
            yield record.owner


def _origins(record: Record, workbook: Workbook) -> Sequence[str]:
    """Name the nations whose leave a retransfer needs: those asked, and of a donation the item's origin."""
    item = workbook.get(record.data.item) if record.data.item else None
    is_gift = record.data.kind is CommitmentKind.DONATION
    origin = item.data.origin if item is not None and item.kind is Kind.ITEM and is_gift else ""
    return [origin if origin != record.owner else "", *(one.nation for one in record.data.consents)]


def _by_policy(one: AffectedRecord, policy: Policy) -> Iterator[Requirement]:
    for more in policy.approval.more:
        if more.kind is None or more.kind is one.kind:
            nations = policy.asked(more.of)
            yield Requirement(key=one.key, reason=Reason.POLICY, nations=nations, at_least=more.at_least)


def _each(key: str, reason: Reason, nations: Iterable[str], proposer: str) -> Iterator[Requirement]:
    for nation in nations:
        if nation and nation != proposer:
            yield Requirement(key=key, reason=reason, nations=(nation,), at_least=1)
