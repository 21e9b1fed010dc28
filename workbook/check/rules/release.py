"""Rules WB7: for whom a record may enter papers, against its layer, its fields, and what it names.

In: records with their release, records that name others, layer files; who reads a layer comes from the
settings. Out: claims. Nothing is redacted here: these rules see to it that redaction can keep its word.
"""

from collections.abc import Iterator, Sequence

from workbook.check.rule import Around, Claim, Context, Gathering, Rule, Subject, rule
from workbook.check.rules.references import with_article
from workbook.check.rules.shape import told
from workbook.findings import Severity
from workbook.model.fields import fields_of
from workbook.model.kind import Kind
from workbook.model.kinds import STRUCTS
from workbook.model.nations import is_party_code
from workbook.model.readers import Readers, ReaderSet, Scope, is_within, reader_set
from workbook.model.record import Record
from workbook.records import fault
from workbook.records.paths import LAYER_FILE
from workbook.records.settings import Settings
from workbook.records.workbook import PlanFile

_MOST_NAMED = 3
_DRAWN = {"stock": "it is drawn from", "counted_in": "it mirrors", "part_of": "it is part of"}

_COMMITMENT = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
_SHELLS = """\
title = "155 mm shells"
kind = "donation"
item = "155mm-he"
quantity = 400
status = "committed"
"""
_DRAWN_FROM_STOCK = _SHELLS + 'stock = "NOR-S-5H1M"\n'
_STOCK = {"plans/nations/NOR/stocks/NOR-S-5H1M.toml": 'item = "155mm-he"\nholding = 9000\n'}
_MEETING = "plans/meetings/2022-09-28-brussels"
_OPEN_MEETING = {f"{_MEETING}/meeting.toml": 'title = "Meeting"\ndate = 2022-09-28\nrelease = "public"\n'}
_ITEM = 'order = 1\ntitle = "Production limits"\nkind = "discussion"\n'
_NORDIC = {"layers/nordic/plans/layer.toml": 'name = "nordic"\nreaders = ["NOR", "SWE"]\n'}
_FOR_NORDICS = _SHELLS + 'release = ["NOR", "SWE"]\n'


@rule(
    code="WB701",
    slug="release-narrower-than-layer",
    severity=Severity.ERROR,
    claim="A record, or a field of it, is released at least to those who read its layer.",
    reason="Whoever reads a layer's repository reads every file in it: a narrower release only looks safe.",
    source="Who sees what (docs/disclosure.md): two gates",
    subject=Subject.RECORD,
    failing={_COMMITMENT: _FOR_NORDICS},
    passing={**_NORDIC, f"layers/nordic/{_COMMITMENT}": _FOR_NORDICS},
)
def release_narrower_than_layer(record: Record, context: Context) -> Iterator[Claim]:
    """Name releases that leave out readers of the layer; a retired record is past mending."""
    data = record.data
    if (data.release is None and not data.release_fields) or data.retired is not None:
        return
    settings = context.settings
    layer = settings.layer_readers(record.layer)
    for field, readers in _releases(record):
        left_out = beyond(layer, _resolved(readers, record, settings))
        if left_out and not _strangers(readers, settings):
            what = "is released" if field == "release" else f"releases {field.partition('.')[2]} only"
            yield Claim(
                record,
                field,
                f"{what} to {_named(readers)}, but its layer already shows it to {left_out}; release it to "
                "them too, or retire it and make it anew in a narrower layer",
            )


@rule(
    code="WB702",
    slug="field-wider-than-record",
    severity=Severity.ERROR,
    claim="A field is not released more widely than its record.",
    reason="`release_fields` holds a field back. One that is wider than its record holds nothing back, so "
    "its author meant something else.",
    source="Who sees what (docs/disclosure.md): release",
    subject=Subject.RECORD,
    failing={_COMMITMENT: _SHELLS + 'release_fields = {quantity = "public"}\n'},
    passing={_COMMITMENT: _SHELLS + 'release = "public"\nrelease_fields = {quantity = "members"}\n'},
)
def field_wider_than_record(record: Record, context: Context) -> Iterator[Claim]:
    """Name fields that would go to readers who may not see the record."""
    data = record.data
    if not data.release_fields or data.retired is not None:
        return
    settings = context.settings
    for field, readers in data.release_fields.items():
        extra = beyond(_resolved(readers, record, settings), settings.readers(record), settings.owner(record))
        if extra and not _strangers(readers, settings):
            yield Claim(
                record,
                f"release_fields.{field}",
                f"releases {field} to {_named(readers)}, but {extra} may not see the record itself; release "
                "the field to fewer, or the record to more",
            )


@rule(
    code="WB703",
    slug="notes-name-hidden-record",
    severity=Severity.ERROR,
    claim="Notes name only records that those who read the notes may see.",
    reason="An id in a note tells that the record exists, whose it is and of what kind.",
    source="Who sees what (docs/disclosure.md): what readers may not see changes nothing that they get",
    subject=Subject.AROUND,
    needs_mention=True,
    failing={**_STOCK, _COMMITMENT: _SHELLS + 'notes = "From NOR-S-5H1M."\nrelease = "public"\n'},
    passing={**_STOCK, _COMMITMENT: _SHELLS + 'notes = "From NOR-S-5H1M."\n'},
)
def notes_name_hidden_record(around: Around, context: Context) -> Iterator[Claim]:
    """Name records whose notes give an id to readers from whom the record behind it is kept."""
    target = around.target
    if target is None:
        return
    for mention in around.mentions:
        if mention.field == "notes":
            extra = _reads_only(mention.record, target, context.settings)
            advice = "take the id out"
            if not extra:
                extra = _may_not_see(mention.record, "notes", target, context.settings)
                advice = "take the id out, or hold the notes back with `release_fields`"
            if extra:
                message = f"names {around.id} in its notes, which {extra} may not see; {advice}"
                yield Claim(mention.record, "notes", message)


@rule(
    code="WB704",
    slug="wider-than-origin",
    severity=Severity.WARNING,
    claim="A record is not released more widely than the stock, original or package it comes from.",
    reason="Figures of the wider record show part of the narrower one. Where its original is hidden, a "
    "mirror counts as if it stood alone, and a part counts for no value at all.",
    source="Data format: what counts in totals; TLP 2.0: the source sets how far it spreads",
    subject=Subject.AROUND,
    needs_mention=True,
    kinds=(Kind.STOCK, Kind.COMMITMENT),
    failing={**_STOCK, _COMMITMENT: _DRAWN_FROM_STOCK + 'release = "public"\n'},
    passing={**_STOCK, _COMMITMENT: _DRAWN_FROM_STOCK},
)
def wider_than_origin(around: Around, context: Context) -> Iterator[Claim]:
    """Name records that reach readers from whom their stock, original or package is kept.

    Where these lack its layer, WB204 tells.
    """
    assert around.target is not None
    for mention in around.mentions:
        relation = _DRAWN.get(mention.field)
        if relation is None or mention.record.data.retired is not None:
            continue
        if _is_in_narrower_layer(around.target, mention.record, context.settings):
            continue
        extra = _may_not_see(mention.record, mention.field, around.target, context.settings)
        if extra:
            yield Claim(
                mention.record,
                mention.field,
                f"may be seen by {extra}, but {around.id}, which {relation}, may not; release the two alike, "
                f"or hold `{mention.field}` back with `release_fields`",
            )


@rule(
    code="WB705",
    slug="release-to-group",
    severity=Severity.ERROR,
    claim="A release names nations and organisations, never groups.",
    reason="Groups change: a release that named one would widen on its own when a member joins.",
    source="Who sees what (docs/disclosure.md): release",
    subject=Subject.RECORD,
    failing={_COMMITMENT: _SHELLS + 'release = ["nordics"]\n'},
    passing={**_NORDIC, f"layers/nordic/{_COMMITMENT}": _FOR_NORDICS},
)
def release_to_group(record: Record, context: Context) -> Iterator[Claim]:
    """Name readers in a release that are a group, or nobody that is known."""
    data = record.data
    if data.release is not None or data.release_fields:
        for field, readers in _releases(record):
            for name in _strangers(readers, context.settings):
                yield Claim(record, field, _stranger_message("in its release", name, context.settings))


@rule(
    code="WB706",
    slug="layer-for-group",
    severity=Severity.ERROR,
    claim="The readers of a layer are nations and organisations, never groups.",
    reason="Every release is measured by who reads the layer, and a group can change without the "
    "repository's access list.",
    source="Who sees what (docs/disclosure.md): layers",
    subject=Subject.FILE,
    failing={"layers/nordic/plans/layer.toml": 'name = "nordic"\nreaders = ["nordics"]\n'},
    passing=_NORDIC,
)
def layer_for_group(file: PlanFile, context: Context) -> Iterator[Claim]:
    """Name readers of a layer that are a group, or nobody that is known."""
    readers = context.settings.layers.get(file.layer)
    if readers is None or file.kind is not None or file.faults or not file.path.endswith(LAYER_FILE):
        return
    for name in _strangers(readers, context.settings):
        yield Claim(file, "readers", _stranger_message("as a reader", name, context.settings))


@rule(
    code="WB707",
    slug="nothing-held-back",
    severity=Severity.ERROR,
    claim="What `release_fields` holds back is a field of the record.",
    reason="A misspelt name there holds nothing back, and the figure goes out with the record.",
    source="Who sees what (docs/disclosure.md): release",
    subject=Subject.RECORD,
    failing={_COMMITMENT: _SHELLS + 'release = "public"\nrelease_fields = {quantitty = "members"}\n'},
    passing={_COMMITMENT: _SHELLS + 'release = "public"\nrelease_fields = {quantity = "members"}\n'},
)
def nothing_held_back(record: Record, _: Context) -> Iterator[Claim]:
    """Name entries of `release_fields` that are no field of the record's kind."""
    held = record.data.release_fields
    if not held:
        return
    known = {field.key for field in fields_of(STRUCTS[record.kind])}
    for field in held:
        if field.partition(".")[0].partition("[")[0] not in known:
            message = (
                f"holds back {field!r}, which is no field of {with_article(record.kind)}, so nothing is held "
                "back; correct the name"
            )
            yield Claim(record, f"release_fields.{field}", message)


@rule(
    code=fault.UNCLEAR_RELEASE,
    slug="unclear-release",
    severity=Severity.ERROR,
    claim="What may be meant to say for whom a record is, says it where it is read.",
    reason="A `relase` holds nothing back, and a `release` that slid below a table is read by nobody. Until "
    "its owner mends it, papers leave the whole record out rather than show what was meant to stay.",
    source="Who sees what (docs/disclosure.md): release",
    subject=Subject.FILE,
    failing={_COMMITMENT: _SHELLS + 'relase = "national"\n'},
    passing={_COMMITMENT: _SHELLS + 'release = "public"\n'},
)
def unclear_release(file: PlanFile, _: Context) -> Iterator[Claim]:
    """Tell which record is hidden from everybody, and by which word."""
    for claim in told(file, fault.UNCLEAR_RELEASE):
        message = (
            f"{claim.message}: {file.id} is left out of all papers, its owner's too; write `release` or "
            "`release_fields` at the top of the file, above every table, or take the word out"
        )
        yield claim._replace(message=message)


@rule(
    code="WB709",
    slug="item-narrower-than-meeting",
    severity=Severity.ERROR,
    claim="An agenda item is released at least to those who may see its meeting.",
    reason="Whoever is told of a meeting prepares for its agenda. What is not for all of them is held back "
    "field by field, so that the item itself still stands on it.",
    source="Who sees what (docs/disclosure.md): release",
    subject=Subject.MEETING,
    failing={**_OPEN_MEETING, f"{_MEETING}/agenda/G-7K3Q.toml": _ITEM},
    passing={
        **_OPEN_MEETING,
        f"{_MEETING}/agenda/G-7K3Q.toml": _ITEM
        + 'release = "public"\nrelease_fields = {title = "members"}\n',
    },
)
def item_narrower_than_meeting(gathering: Gathering, context: Context) -> Iterator[Claim]:
    """Name agenda items that are kept from readers of their meeting."""
    meeting = gathering.meeting
    if meeting is None or meeting.data.retired is not None:
        return
    readers = context.settings.readers(meeting)
    for record in gathering.records:
        if record.kind is Kind.AGENDA and record.data.retired is None:
            extra = beyond(readers, context.settings.readers(record), context.settings.owner(record))
            if extra:
                yield Claim(
                    record,
                    "release",
                    f"is kept from {extra}, who may see its meeting; release it alike, and hold back what is "
                    "not for them with `release_fields`",
                )


def _releases(record: Record) -> Iterator[tuple[str, Readers]]:
    """Give what a record says of its release and its fields', each with the field that says it."""
    if record.data.release is not None:
        yield "release", record.data.release
    for field, readers in record.data.release_fields.items():
        yield f"release_fields.{field}", readers


def _resolved(readers: Readers, record: Record, settings: Settings) -> ReaderSet:
    return reader_set(readers, owner=settings.owner(record), members=settings.members)


def _may_not_see(record: Record, field: str, target: Record, settings: Settings) -> str:
    """Name those who may see a field of a record, but not another record; "" for nobody."""
    held: Readers | None = record.data.release_fields.get(field)
    is_plain = held is None and record.data.release is None and target.data.release is None
    if is_plain and record.layer == target.layer:
        return ""
    shown_to = settings.readers(record) if held is None else _resolved(held, record, settings)
    return beyond(shown_to, settings.readers(target), settings.owner(target))


def _reads_only(record: Record, target: Record, settings: Settings) -> str:
    """Name those who read the layer of a record but may not see another, of a narrower one; "" for nobody.

    Whatever a release says, they have the file.
    """
    if not _is_in_narrower_layer(target, record, settings):
        return ""
    return beyond(settings.layer_readers(record.layer), settings.readers(target), settings.owner(target))


def _is_in_narrower_layer(target: Record, record: Record, settings: Settings) -> bool:
    if target.layer == record.layer:
        return False
    return not is_within(settings.layer_readers(record.layer), settings.layer_readers(target.layer))


def beyond(readers: ReaderSet, allowed: ReaderSet, owner: str = "", *, most: int = _MOST_NAMED) -> str:
    """Name the readers who are neither among those allowed nor the owner, at most so many; "" for nobody."""
    if not isinstance(allowed, frozenset):
        return ""
    if not isinstance(readers, frozenset):
        return "the public"
    extra = sorted(readers - allowed - {owner})
    rest = len(extra) - most
    return ", ".join(extra[:most]) + (f" and {rest} more" if rest > 0 else "")


def _strangers(readers: Readers, settings: Settings) -> Sequence[str]:
    """List the names among readers that are no nation and no organisation."""
    return [name for name in readers.nations if not is_party_code(name) and name not in settings.nations]


def _named(readers: Readers) -> str:
    match readers.scope:
        case Scope.PUBLIC:
            return "the public"
        case Scope.NATIONAL:
            return "its owner alone"
    return str(readers)


def _stranger_message(where: str, name: str, settings: Settings) -> str:
    group = settings.manifest.groups.get(name)
    if group is None:
        return f"names {name!r} {where}, which is no nation's code; write a code like NOR"
    listed = ", ".join(f'"{code}"' for code in group[:_MOST_NAMED])
    more = ", ..." if len(group) > _MOST_NAMED else ""
    return f"names the group {name} {where}; name its nations instead, as in [{listed}{more}]"


RULES: tuple[Rule, ...] = (
    release_narrower_than_layer,
    field_wider_than_record,
    notes_name_hidden_record,
    wider_than_origin,
    release_to_group,
    layer_for_group,
    nothing_held_back,
    unclear_release,
    item_narrower_than_meeting,
)
