"""Rules WB409 and WB410: records that were left behind, and contracts that lack what makes them one.

In: a record with all that name it. Out: claims. What counts as a date of a record follows from the field
declarations.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple, get_origin

import msgspec

from workbook.analysis.agreement import Groups, is_covered
from workbook.check.rule import Around, Claim, Context, Rule, Subject, rule
from workbook.findings import Severity
from workbook.model.enums import CommitmentKind, ProcurementStatus, RequestStatus, Status
from workbook.model.fields import fields_of, inner_table
from workbook.model.kind import Kind
from workbook.model.kinds import STRUCTS
from workbook.model.record import Record
from workbook.model.when import UNKNOWN_TIME, When

SILENCE = timedelta(days=90)
"""How old the latest date of an open record may be."""

_OPEN = frozenset(
    (
        *(status for status in Status if status.is_open),
        *(RequestStatus.DRAFT, RequestStatus.OPEN),
        *(ProcurementStatus.PROPOSED, ProcurementStatus.AGREED),
        *(ProcurementStatus.CONTRACTED, ProcurementStatus.DELIVERING),
    )
)
_UNDER_CONTRACT = {
    Kind.COMMITMENT: (Status.CONTRACTED,),
    Kind.PROCUREMENT: (ProcurementStatus.CONTRACTED, ProcurementStatus.DELIVERING),
}
_COMMITMENT = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
_PLEDGED = 'title = "155 mm shells"\nkind = "donation"\nstatus = "pledged"\nmade_on = 2022-09-08\n'
_CONTRACTED = """\
title = "155 mm shells"
kind = "production"
item = "155mm-he"
status = "contracted"
supplier = "shell-works"
made_on = 2022-09-08
"""


@rule(
    code="WB409",
    slug="left-behind",
    severity=Severity.WARNING,
    claim="An open record has a date that is not older than 90 days.",
    reason="A plan is believed as long as it is kept. What nobody has touched for a quarter is either done, "
    "given up or forgotten.",
    source="Coalition practice: quarterly review",
    subject=Subject.AROUND,
    kinds=(Kind.COMMITMENT, Kind.REQUEST, Kind.PROCUREMENT, Kind.FUND),
    failing={_COMMITMENT: _PLEDGED.replace("09", "05")},
    passing={_COMMITMENT: _PLEDGED},
)
def left_behind(around: Around, context: Context) -> Iterator[Claim]:
    """Name open records none of whose dates is, or may be, in the last 90 days or to come.

    A record without a date, or with one that is open at its end or undisclosed, is left in peace; so are a
    package of which a part is open, and a request for which enough has been accepted.
    """
    record = around.target
    assert record is not None
    data = record.data
    if data.status not in _OPEN or data.retired is not None:
        return
    latest = _latest_before(context.today - SILENCE, data, _plan(STRUCTS[record.kind]))
    if latest is not None and not _is_carried(around, record, context.settings.manifest.groups):
        message = (
            f"is still {data.status}, but its latest date is {latest.day}, over {SILENCE.days} days ago; "
            "bring it up to date, or retire it"
        )
        yield Claim(record, latest.field, message)


def _is_carried(around: Around, record: Record, groups: Groups) -> bool:
    """Say whether other records carry it on: the open parts of a package, what is accepted for a request."""
    if record.kind is Kind.REQUEST:
        promising = {one.record.id: one.record for one in around.through("meets", kind=Kind.COMMITMENT)}
        taking = [one.record for one in around.through("request", kind=Kind.ACCEPTANCE)]
        return is_covered(record, promising.values(), taking, groups)
    return any(part.data.status.is_open for part in around.parts())


class _Dated(NamedTuple):
    day: date
    field: str


class _Step(NamedTuple):
    """A field that holds a date, or (with `inner`) tables that do."""

    name: str
    key: str
    is_list: bool
    inner: "tuple[_Step, ...]"


@cache
def _plan(struct: type[msgspec.Struct]) -> tuple[_Step, ...]:
    """List the fields to look at, plain dates first because they mostly settle the matter."""
    steps = []
    for field in fields_of(struct):
        table = inner_table(field.type)
        inner = _plan(table) if table is not None else ()
        if inner or field.type in (When, date):
            steps.append(_Step(field.name, field.key, get_origin(field.type) is tuple, inner))
    return tuple(sorted(steps, key=lambda step: bool(step.inner)))


def _latest_before(limit: date, data: Any, plan: tuple[_Step, ...]) -> _Dated | None:
    """Give the latest day of a record; None where there is none, or where one may be the limit or later."""
    # A single date of the record itself mostly settles the matter, before paths are worth writing.
    for name, _, is_list, inner in plan:
        if inner or is_list:
            break
        when = getattr(data, name)
        if type(when) is When and when.last is not None and when.last >= limit:
            return None
    latest: _Dated | None = None
    for when, field in _dates(data, plan, ""):
        if when == UNKNOWN_TIME:
            continue
        last = when.last if isinstance(when, When) else when
        if last is None or last >= limit:
            return None
        if latest is None or last > latest.day:
            latest = _Dated(last, field)
    return latest


def _dates(data: Any, plan: tuple[_Step, ...], prefix: str) -> Iterator[tuple[When | date, str]]:
    for name, key, is_list, inner in plan:
        value = getattr(data, name)
        if not value:
            continue
        if not inner:
            yield value, prefix + key
        elif is_list:
            for index, one in enumerate(value):
                yield from _dates(one, inner, f"{prefix}{key}[{index}].")
        else:
            yield from _dates(value, inner, f"{prefix}{key}.")


@rule(
    code="WB410",
    slug="contract-without-details",
    severity=Severity.WARNING,
    claim="What is contracted has a supplier and a date.",
    reason="Lead times are counted from the contract, and queues at a factory from its name: without them "
    "neither can be seen coming.",
    source="Coalition practice",
    subject=Subject.AROUND,
    kinds=(Kind.COMMITMENT, Kind.PROCUREMENT),
    failing={_COMMITMENT: _CONTRACTED.replace('supplier = "shell-works"\n', "")},
    passing={_COMMITMENT: _CONTRACTED},
)
def contract_without_details(around: Around, _: Context) -> Iterator[Claim]:
    """Tell what a contract lacks; a commitment that names a procurement has it there.

    Funding has no supplier, a package those of its parts. `undisclosed` is an answer, `unknown` is none.
    """
    record = around.target
    assert record is not None
    data = record.data
    if data.status not in _UNDER_CONTRACT[record.kind] or data.retired is not None:
        return
    if record.kind is Kind.PROCUREMENT:
        yield from _lacking(record, _is_named(data.supplier), "contract_on", data.contract_on)
    elif not data.procurement:
        needs_none = data.kind is CommitmentKind.FUNDING or any(around.parts())
        yield from _lacking(record, needs_none or _is_named(data.supplier), "made_on", data.made_on)


def _is_named(supplier: str) -> bool:
    return supplier not in ("", "unknown")


def _lacking(record: Record, has_supplier: bool, field: str, signed: When | None) -> Iterator[Claim]:
    if not has_supplier:
        message = f"is {record.data.status} without a supplier; say who makes or repairs it"
        yield Claim(record, "supplier", message)
    if signed is None or signed == UNKNOWN_TIME:
        message = f"is {record.data.status} without a date; say when the contract was signed"
        yield Claim(record, field, message)


RULES: tuple[Rule, ...] = (left_behind, contract_without_details)
