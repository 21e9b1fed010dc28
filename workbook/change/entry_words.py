"""Entries of lists in words: lots, promises, sources, reasons, and any other.

In: a change that adds or takes out an entry, or puts a lot off. Out: the sentence for what the entry is.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from workbook.change import phrases
from workbook.change.diff import Change, locate_path
from workbook.change.policy import ABSENT, Named
from workbook.change.raw_words import NOTHING, amount_words, element_words, quoted, table_words, words_of
from workbook.change.spot import About, Spot, entry_name, field_named, part_words
from workbook.model.commitment import Financing, Lot, Promise, Receipt, Recipient
from workbook.model.display import clean_line
from workbook.model.enums import LotStatus
from workbook.model.fields import Field, fields_of, key_of
from workbook.model.record import Acknowledgement, Amendment, SourceNote
from workbook.model.when import When

if TYPE_CHECKING:
    from workbook.toml.layout import KeyPath


def entry_sentence(change: Change, spot: Spot, about: About) -> str:
    """Tell an entry that is new, gone, or another."""
    before, after = change.before, change.after
    if before is not ABSENT and after is not ABSENT:
        return phrases.changed(entry_name(spot), words_of(before, None), words_of(after, None))
    is_added, entry = before is ABSENT, after if before is ABSENT else before
    if spot.struct is Amendment and is_added and isinstance(entry, dict):
        return _amendment(entry, spot, about)
    tell = _TELLERS.get(spot.struct)
    words = tell(entry, spot, is_added) if tell is not None and isinstance(entry, dict) else ""
    return words or _any_entry(entry, spot, is_added)


def _any_entry(entry: Any, spot: Spot, is_added: bool) -> str:
    if spot.struct is None or not isinstance(entry, dict):
        element = element_words(entry, spot.field)
        return (phrases.element_added if is_added else phrases.element_gone)(element, spot.label)
    first = fields_of(spot.struct)[0]
    details = table_words(entry, spot.struct, leave=(first.key,), unit=spot.unit)
    name = words_of(entry[first.key], first) if first.key in entry else NOTHING
    element = f"{name} ({details})" if details else name
    return (phrases.element_added if is_added else phrases.element_gone)(element, spot.label)


def _lot(entry: Mapping[str, Any], spot: Spot, is_added: bool) -> str:
    told = ("lot", "quantity", "by")
    lot, quantity, by = (spot.part(entry, name) for name in told)
    by = _due(entry, by)
    rest = table_words(
        entry, Lot, leave=[one.key for one in fields_of(Lot) if one.name in told], unit=spot.unit
    )
    details = phrases.due(quantity, by, rest)
    name = phrases.entry_named("lot", lot or NOTHING)
    return phrases.entry_added(name, details) if is_added else phrases.entry_gone(name, details)


def _due(entry: Mapping[str, Any], words: str) -> str:
    """Tell by when a lot comes; what is no time as it is."""
    try:
        return phrases.due_time(When.parse(entry[key_of(Lot, "by")])) if words else ""
    except ValueError:
        return words


def _promise(entry: Mapping[str, Any], spot: Spot, is_added: bool) -> str:
    request, quantity = spot.part(entry, "request") or NOTHING, spot.part(entry, "quantity")
    return (phrases.promised if is_added else phrases.unpromised)(quantity, request)


def _recipient(entry: Mapping[str, Any], spot: Spot, is_added: bool) -> str:
    party, share = spot.part(entry, "party") or NOTHING, spot.part(entry, "share")
    return phrases.recipient_added(party, share) if is_added else phrases.recipient_gone(party)


def _financing(entry: Mapping[str, Any], spot: Spot, is_added: bool) -> str:
    nation, share = spot.part(entry, "nation") or NOTHING, spot.part(entry, "share")
    return phrases.payer_added(nation, share) if is_added else phrases.payer_gone(nation)


def _receipt(entry: Mapping[str, Any], spot: Spot, is_added: bool) -> str:
    lot, quantity, on = (spot.part(entry, name) for name in ("lot", "quantity", "on"))
    return phrases.received(quantity or NOTHING, lot or NOTHING, on) if is_added else ""


def _source(entry: Mapping[str, Any], spot: Spot, is_added: bool) -> str:
    title = quoted(spot.part(entry, "title"))
    return phrases.source_added(title) if is_added else phrases.source_gone(title)


def _amendment(entry: Mapping[str, Any], spot: Spot, about: About) -> str:
    field, was, reason = (spot.part(entry, name) for name in ("field", "was", "reason"))
    for key, declared in amended_field(entry, about).items():
        was = amount_words(entry[key], declared, about.unit)
    return phrases.amended(field or NOTHING, was or NOTHING, reason)


def amended_field(entry: Mapping[str, Any], about: About) -> Mapping[str, Field]:
    """Give by the key of `was` what it holds: what the field holds that changed; nothing where unknown."""
    key, name = key_of(Amendment, "was"), entry.get(key_of(Amendment, "field"))
    declared = field_named(name, about.struct) if isinstance(name, str) else None
    if declared is None or key not in entry:
        return {}
    here = next(one for one in fields_of(Amendment) if one.key == key)
    return {key: replace(declared, key=key, label=here.label, phrase=here.phrase)}


def _acknowledgement(entry: Mapping[str, Any], spot: Spot, is_added: bool) -> str:
    code, reason = spot.part(entry, "code") or NOTHING, spot.part(entry, "reason")
    return phrases.acknowledged(code, reason or NOTHING) if is_added else phrases.acknowledged_no_more(code)


_Teller = Callable[[Mapping[str, Any], Spot, bool], str]
_TELLERS: Mapping[Any, _Teller] = MappingProxyType(
    {
        Lot: _lot,
        Promise: _promise,
        Recipient: _recipient,
        Financing: _financing,
        Receipt: _receipt,
        SourceNote: _source,
        Acknowledgement: _acknowledgement,
    }
)


def inner_sentence(change: Change, spot: Spot, about: About) -> str:
    """Tell a lot that is put off, or a promise that changed, by a sentence of its own; "" for all else."""
    entry = change.path[-2] if spot.field is not None and len(change.path) > 1 else None
    if spot.field is None or not isinstance(entry, Named):
        return ""
    name = clean_line(str(entry.value))
    if spot.parent is Lot and spot.field.name in ("done", "done_on", "status"):
        return _arrival(change, spot, name)
    if ABSENT in (change.before, change.after):
        return ""
    before, after = spot.words(change.before), spot.words(change.after)
    if spot.parent is Lot and spot.field.type is When and spot.field.name == "by":
        old = locate_path(about.before, change.path[:-1])
        lot = _value_at(about.before, old) if old is not None else None
        amount = part_words(lot, Lot, "quantity", spot.unit)
        return phrases.lot_put_off(name, before, after, amount)
    if spot.parent is Promise and spot.field.name == "quantity":
        return phrases.promised_otherwise(before, after, name)
    return ""


def _arrival(change: Change, spot: Spot, lot: str) -> str:
    """Tell what arrived of a lot, and when; "" for a status on the way, and a day that is another."""
    before, after = ("" if one is ABSENT else spot.words(one) for one in (change.before, change.after))
    match spot.field.name if spot.field is not None else "":
        case "done":
            return phrases.marked_delivered(lot, before, after)
        case "done_on" if not before:
            return phrases.delivered_on(lot, after)
        case "status" if change.after == LotStatus.DELIVERED:
            return phrases.marked_delivered_whole(lot)
    return ""


def _value_at(table: Any, path: "KeyPath") -> Any:
    for step in path:
        table = table[step]
    return table
