"""Rules WB6, second part: what was firm is not changed without a word, and a mirror goes with its original.

In: a change of the plan. Out: claims about commitments of the plan after. Which fields are figures follows
from their declarations.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from workbook.check.plan_change import PlanChange
from workbook.check.rule import Claim, Context, Example, Rule, Subject, rule
from workbook.findings import Severity
from workbook.model.commitment import Commitment
from workbook.model.enums import LOT_STEPS, STATUS_STEPS, Status
from workbook.model.fields import fields_of, inner_table
from workbook.model.kind import Kind
from workbook.model.money import Money
from workbook.model.quantity import Quantity
from workbook.model.record import Record
from workbook.model.share import Share
from workbook.model.words import value_words
from workbook.records.indexes import order

_FIGURES = (Quantity, Money, Share)
# What is counted as it happens: a new count revises nothing.
_COUNTED = "done"
_COUNTED_IN = "counted_in"
_MIRRORED = ("item", "quantity", "unit", "value")
_PLACE = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
_ORIGINAL = "plans/nations/SWE/commitments/SWE-C-3F8K.toml"
_COMMITTED = """\
title = "155 mm shells"
kind = "donation"
item = "155mm-he"
quantity = 400
made_on = 2022-09-08
supplier = "shell-works"
status = "committed"
"""
_PLEDGED = _COMMITTED.replace('"committed"', '"pledged"')
_CONTRACTED = _COMMITTED.replace('"committed"', '"contracted"')
_FEWER = _CONTRACTED.replace("400", "300")
_MIRROR = _COMMITTED + 'counted_in = "SWE-C-3F8K"\n'


def _amended(field: str, was: str) -> str:
    return f'amended = [{{on = 2022-09-27, field = "{field}", was = {was}, reason = "The plant burned."}}]\n'


@rule(
    code="WB605",
    slug="status-moved-back",
    severity=Severity.ERROR,
    claim="A status that moves back says why in `amended`.",
    reason="Others plan on what was committed. Whoever steps back owes them the reason."
    " A slip shows at once.",
    source="Data format: a revision replaces a figure and says why in `amended`",
    subject=Subject.CHANGE,
    failing=Example(before={_PLACE: _COMMITTED}, files={_PLACE: _PLEDGED}, actor="NOR"),
    passing=Example(
        before={_PLACE: _COMMITTED},
        files={_PLACE: _PLEDGED + _amended("status", '"committed"')},
        actor="NOR",
    ),
)
def status_moved_back(change: PlanChange, _: Context) -> Iterator[Claim]:
    """Name commitments and lots that went back on the way from a thought to a delivery.

    To suspend or to cancel is no step back, unless from delivered.
    """
    for before, after in _revised(change):
        for one in _steps_back(before.data, after.data):
            if not _is_explained(one, before, after):
                yield Claim(
                    after,
                    one.field,
                    f"goes back from {one.before} to {one.after}{one.of} without a reason; "
                    f"{_advice(one)}, or take the step back",
                )


@rule(
    code="WB606",
    slug="figure-unexplained",
    severity=Severity.ERROR,
    claim="A figure that changes after the contract says why in `amended`.",
    reason="A contracted figure stands in other plans. Changed without a word it looks like a slip, and "
    "whoever counted on the old one never learns that it is gone.",
    source="Data format: a revision replaces a figure and says why in `amended`",
    subject=Subject.CHANGE,
    failing=Example(before={_PLACE: _CONTRACTED}, files={_PLACE: _FEWER}, actor="NOR"),
    passing=Example(
        before={_PLACE: _CONTRACTED}, files={_PLACE: _FEWER + _amended("quantity", "400")}, actor="NOR"
    ),
)
def figure_unexplained(change: PlanChange, _: Context) -> Iterator[Claim]:
    """Name figures of contracted commitments that changed; one that was unknown before revises nothing."""
    for before, after in _revised(change):
        if before.data.status not in STATUS_STEPS[STATUS_STEPS.index(Status.CONTRACTED) :]:
            continue
        new = {figure.path: figure for figure in _figures(after.data, Commitment)}
        for old in _figures(before.data, Commitment):
            now = new.get(old.path, old._replace(value=None, field=old.path.partition(".")[0]))
            if _is_told(old.value) and now.value != old.value:
                words = value_words(now.value) if now.value is not None else "nothing"
                one = _Step(old.path, now.field, value_words(old.value), words, "")
                if not _is_explained(one, before, after):
                    message = (
                        f"changes {old.path} from {one.before} to {words} after the contract without a reason"
                    )
                    yield Claim(after, now.field, f"{message}; {_advice(one)}")


@rule(
    code="WB607",
    slug="mirror-apart",
    severity=Severity.WARNING,
    claim="A mirror says what its original says.",
    reason="Only the original is counted. A mirror that goes its own way shows its readers a figure that is "
    "in no total.",
    source="Data format: a mirror names its original",
    subject=Subject.CHANGE,
    failing=Example(
        before={_PLACE: _MIRROR, _ORIGINAL: _COMMITTED},
        files={_PLACE: _MIRROR.replace("400", "300"), _ORIGINAL: _COMMITTED},
        actor="NOR",
    ),
    passing=Example(
        before={_PLACE: _MIRROR, _ORIGINAL: _COMMITTED},
        files={_PLACE: _MIRROR.replace("400", "300"), _ORIGINAL: _COMMITTED.replace("400", "300")},
    ),
)
def mirror_apart(change: PlanChange, _: Context) -> Iterator[Claim]:
    """Name figures in which a mirror and its original agreed, and do no more."""
    for mirror in _mirrors(change):
        original = change.after.get(mirror.data.counted_in)
        if original is None or original.kind is not mirror.kind:
            continue
        before, original_before = change.before.get(mirror.id), change.before.get(original.id)
        if before is None or original_before is None or before.data.counted_in != original.id:
            continue
        for name in _MIRRORED:
            was, now, there = (getattr(one.data, name) for one in (before, mirror, original))
            if was and was == getattr(original_before.data, name) and now != there:
                yield Claim(mirror, name, _apart(name, now, there, original.id, has_moved=now != was))


def _mirrors(change: PlanChange) -> Sequence[Record]:
    """List the commitments that changed, and those that are counted in one that did."""
    found: dict[str, Record] = {}
    for _, record in change.revised:
        counted_in = [one.record for one in change.after.mentions(record.id) if one.field == _COUNTED_IN]
        found |= {one.id: one for one in (record, *counted_in) if one.kind is Kind.COMMITMENT}
    return sorted(found.values(), key=order)


def _apart(name: str, here: Any, there: Any, original: str, *, has_moved: bool) -> str:
    words, others = (value_words(one) if one else "nothing" for one in (here, there))
    verb = "now says" if has_moved else "still says"
    return (
        f"{verb} {name} {words}, but its original {original} says {others}; bring the two together, or take "
        "`counted_in` out if they are two deeds"
    )


class _Step(NamedTuple):
    """What changed: its path in words, where it stands after, what it was and is, and of what."""

    path: str
    field: str
    before: str
    after: str
    of: str


class _Figure(NamedTuple):
    path: str
    field: str
    value: Any


def _revised(change: PlanChange) -> Iterator[tuple[Record, Record]]:
    """Give the commitments that changed and still count.

    What a nation says in its own words may differ from what was recorded for it.
    """
    for pair in change.revised:
        before, after = pair
        if before.kind is after.kind is Kind.COMMITMENT and not after.is_retired and not pair.is_taken_up:
            yield before, after


def _steps_back(before: Commitment, after: Commitment) -> Iterator[_Step]:
    if _is_back(before.status, after.status, STATUS_STEPS):
        yield _Step("status", "status", before.status.value, after.status.value, "")
    lots = {lot.lot: lot for lot in before.lots}
    for index, lot in enumerate(after.lots):
        old = lots.get(lot.lot)
        was, now = old.status if old else None, lot.status
        if was is not None and now is not None and _is_back(was, now, LOT_STEPS):
            path, field = f"lots.{lot.lot}.status", f"lots[{index}].status"
            yield _Step(path, field, was.value, now.value, f" for lot {lot.lot}")


def _is_back(before: Any, after: Any, steps: Sequence[Any]) -> bool:
    if before is after or before not in steps:
        return False
    return before is steps[-1] if after not in steps else steps.index(after) < steps.index(before)


def _figures(data: Any, struct: type[msgspec.Struct], path: str = "", place: str = "") -> Iterator[_Figure]:
    """List the figures of a commitment; those in lists by the first field of their table."""
    for field in fields_of(struct):
        value, table = getattr(data, field.name), inner_table(field.type)
        if field.type in _FIGURES and field.key != _COUNTED:
            yield _Figure(path + field.key, place + field.key, value)
        elif table is not None and isinstance(value, tuple):
            name = fields_of(table)[0].name
            for index, one in enumerate(value):
                inner = f"{path}{field.key}.{getattr(one, name)}."
                yield from _figures(one, table, inner, f"{place}{field.key}[{index}].")


def _is_told(value: Any) -> bool:
    """Say whether a figure said anything that can be revised."""
    amount = value.amount if isinstance(value, Money) else value
    return amount is not None and (not isinstance(amount, Quantity) or amount.is_known)


def _is_explained(one: _Step, before: Record, after: Record) -> bool:
    """Say whether a new entry of `amended` gives a reason for this path, or for what it is part of."""
    known = list(before.data.amended)
    for entry in after.data.amended:
        if entry in known:
            known.remove(entry)
        elif entry.reason.strip() and any(_covers(entry.field, path) for path in (one.path, one.field)):
            return True
    return False


def _covers(field: str, path: str) -> bool:
    return path == field or path.startswith((f"{field}.", f"{field}["))


def _advice(one: _Step) -> str:
    return f'add an entry to `amended` with field = "{one.path}" and the reason'


RULES: tuple[Rule, ...] = (status_moved_back, figure_unexplained, mirror_apart)
