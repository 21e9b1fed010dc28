"""Rules WB2, first part: what a record points to is there, counts, is of the right kind, and may be seen.

In: an id with the record behind it and all that name it. Out: claims, each about the record that refers,
at the field. Ids in notes are text: what they disclose is judged by WB703, what they mean by nobody.
"""

from collections.abc import Iterator
from functools import cache
from re import sub

from workbook.check.rule import Around, Claim, Context, Rule, Subject, rule
from workbook.findings import Severity
from workbook.model.kind import Kind
from workbook.model.kinds import STRUCTS
from workbook.model.readers import EVERYONE, ReaderSet, is_within
from workbook.model.record import Record
from workbook.model.references import referring_fields
from workbook.records.settings import SHARED_LAYER, Settings

_NOTES = "notes"
# Fields that look back: it is no fault that what they speak of has been retired since.
_LOOKING_BACK = frozenset((_NOTES, "about", "replaces", "replies_to"))
# The last words of commitments, requests, procurements, actions and decisions: nothing is to come of them.
_SETTLED = frozenset(("delivered", "cancelled", "withdrawn", "closed", "done", "dropped", "rejected"))
_GIFT = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
_GIFT_TEXT = """\
title = "155 mm shells"
kind = "donation"
item = "155mm-he"
quantity = 400
status = "committed"
"""
_ITEM = "plans/catalogue/items/155mm-he.toml"
_ITEM_TEXT = 'name = "155 mm high-explosive shell"\nkind = "munition"\nunit = "each"\n'
_STOCK = "plans/nations/NOR/stocks/NOR-S-5H1M.toml"
_STOCK_TEXT = 'item = "155mm-he"\nholding = 12000\n'
_LAYER = {"layers/nordic/plans/layer.toml": 'name = "nordic"\nreaders = ["NOR", "SWE"]\n'}


@rule(
    code="WB201",
    slug="unknown-id",
    severity=Severity.ERROR,
    claim="An id that a record names belongs to a record.",
    reason="A promise to a request that does not exist helps nobody, and the one that was meant stays unmet.",
    source="Data format: a reference is just the id",
    subject=Subject.AROUND,
    needs_mention=True,
    failing={_GIFT: _GIFT_TEXT + 'meets = [{request = "UKR-R-11AB"}]\n'},
    passing={
        _GIFT: _GIFT_TEXT + 'meets = [{request = "UKR-R-11AB"}]\n',
        "plans/nations/UKR/requests/UKR-R-11AB.toml": 'title = "Shells"\nitem = "155mm-he"\n',
    },
)
def unknown_id(around: Around, _: Context) -> Iterator[Claim]:
    """Tell every record that names an id which no file has."""
    if around.is_claimed:
        return
    for record, field in around.mentions:
        if field != _NOTES:
            yield Claim(
                record, field, f"names {around.id}, which no record has; correct the id or add the record"
            )


@rule(
    code="WB202",
    slug="retired-target",
    severity=Severity.WARNING,
    claim="What still counts does not rest on a record that is retired.",
    reason="A retired record counts no more: a promise to it, or a part of it, is in no total.",
    source="Data format: records are retired, not deleted",
    subject=Subject.AROUND,
    needs_mention=True,
    failing={
        _GIFT: _GIFT_TEXT,
        _ITEM: _ITEM_TEXT + 'retired = {on = 2022-09-01, reason = "No longer made."}\n',
    },
    passing={
        _GIFT: _GIFT_TEXT.replace("committed", "delivered"),
        _ITEM: _ITEM_TEXT + 'retired = {on = 2022-09-01, reason = "No longer made."}\n',
    },
)
def retired_target(around: Around, _: Context) -> Iterator[Claim]:
    """Tell every record that still counts and names a retired one, unless it only looks back."""
    target = around.target
    if target is None or not target.is_retired:
        return
    for record, field in around.mentions:
        if field.partition("[")[0] not in _LOOKING_BACK and not _is_settled(record):
            since = target.data.retired.on
            message = (
                f"names {around.id}, retired on {since}; name what replaces it, or retire this record too"
            )
            yield Claim(record, field, message)


@rule(
    code="WB203",
    slug="wrong-kind",
    severity=Severity.ERROR,
    claim="A field names records of the kind that it is for.",
    reason="A commitment that meets a stock meets nothing, though its author believes that it does.",
    source="Data format (docs/format.md): kinds and their fields",
    subject=Subject.AROUND,
    needs_mention=True,
    kinds=tuple(Kind),
    failing={
        _GIFT: _GIFT_TEXT + 'meets = [{request = "NOR-S-5H1M"}]\n',
        _STOCK: _STOCK_TEXT,
    },
    passing={
        _GIFT: _GIFT_TEXT + 'stock = "NOR-S-5H1M"\n',
        _STOCK: _STOCK_TEXT,
    },
)
def wrong_kind(around: Around, _: Context) -> Iterator[Claim]:
    """Tell every record that names this one in a field for another kind."""
    target = around.target
    assert target is not None
    kind = target.kind
    for record, field in around.mentions:
        allowed = _kinds_in(record.kind, field)
        if allowed and kind not in allowed:
            wanted = " or ".join(with_article(one) for one in allowed)
            message = f"names {around.id}, which is {with_article(kind)}; name {wanted} here"
            yield Claim(record, field, message)


@rule(
    code="WB204",
    slug="narrower-layer",
    severity=Severity.ERROR,
    claim="A record points only to what all its own readers can read.",
    reason="Whoever lacks the narrower layer sees an id with nothing behind it, and learns that there is "
    "something to hide.",
    source="Who sees what (docs/disclosure.md): layers",
    subject=Subject.AROUND,
    needs_mention=True,
    kinds=tuple(Kind),
    failing={
        **_LAYER,
        f"layers/nordic/{_STOCK}": _STOCK_TEXT,
        _GIFT: _GIFT_TEXT + 'stock = "NOR-S-5H1M"\n',
    },
    passing={
        **_LAYER,
        f"layers/nordic/{_STOCK}": _STOCK_TEXT,
        f"layers/nordic/{_GIFT}": _GIFT_TEXT + 'stock = "NOR-S-5H1M"\n',
    },
)
def narrower_layer(around: Around, context: Context) -> Iterator[Claim]:
    """Tell every record in a wider layer that names this one; WB703 judges notes."""
    target = around.target
    assert target is not None
    narrow = target.layer
    if narrow == SHARED_LAYER and not context.settings.members:
        return  # Who reads it is told of the plan's own file, and is the fault of no layer.
    is_narrower: dict[str, bool] = {}
    for record, field in around.mentions:
        layer = record.layer
        if layer == narrow or field == _NOTES:
            continue
        if layer not in is_narrower:
            readers_of = context.settings.layer_readers
            is_narrower[layer] = not is_within(readers_of(layer), readers_of(narrow))
        if is_narrower[layer]:
            readers = _readers(narrow, context.settings)
            message = (
                f"names {around.id} of {_layer_name(narrow)}, which only {readers} can read; "
                "take it out, or move that record to a layer at least as wide"
            )
            yield Claim(record, field, message)


def _is_settled(record: Record) -> bool:
    return record.is_retired or getattr(record.data, "status", None) in _SETTLED


@cache
def _fields_of_kind(kind: Kind) -> dict[str, tuple[str, ...]]:
    return referring_fields(STRUCTS[kind])


# Bounded by the number of fields times the longest list; kept because items have hundreds of mentions.
@cache
def _kinds_in(kind: Kind, field: str) -> tuple[str, ...]:
    """Give the kinds that a field may name, () where it may name any."""
    allowed = _fields_of_kind(kind).get(sub(r"\[[0-9]+\]", "", field), ())
    return () if "*" in allowed else allowed


def with_article(kind: str) -> str:
    """Give a kind's word as it stands in a sentence."""
    word = "agenda item" if kind == Kind.AGENDA else kind
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def _layer_name(layer: str) -> str:
    return f"the layer {layer}" if layer != SHARED_LAYER else "the shared layer"


def _readers(layer: str, settings: Settings) -> str:
    readers: ReaderSet = settings.layer_readers(layer)
    if readers is EVERYONE:
        return "everybody"
    assert isinstance(readers, frozenset)
    return ", ".join(sorted(readers)) or "nobody"


RULES: tuple[Rule, ...] = (unknown_id, retired_target, wrong_kind, narrower_layer)
