"""The subject of a commit in words: "NOR raises NASAMS fire units from 1 to 2", at most 72 letters.

In: what a record is, who owns it, and what changed. Out: one line. The richest sentence that fits is taken; a
title is cut before a plainer sentence is.
"""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import Any, get_origin

from workbook.change.diff import Change, Order
from workbook.change.moved_words import moves
from workbook.change.phrases import fits_between
from workbook.change.policy import ABSENT
from workbook.change.raw_words import element_words, words_of
from workbook.change.spot import About, Spot, entry_name, short_entry_name, spot_of
from workbook.change.spreading import spread
from workbook.model.commitment import Lot, Promise
from workbook.model.display import clean_line
from workbook.model.enums import Status
from workbook.model.fields import fields_of
from workbook.model.kind import Kind
from workbook.model.money import Money
from workbook.model.quantity import Quantity
from workbook.model.record import Acknowledgement, Amendment, Retirement
from workbook.model.speech import say

LONGEST_SUBJECT = 72
_SHORTEST_TITLE = 16
_TITLES = ("title", "name")

# Gives the subject for a title, which may have to be cut.
_Template = Callable[[str], str]


class Deed(StrEnum):
    """What was done to a record as a whole."""

    CHANGED = "changed"
    NEW = "new"
    DELETED = "deleted"
    CONFIRMED = "confirmed"
    WIDENED = "widened"


def subject(
    kind: Kind | None,
    id: str,
    title: str,
    owner: str,
    changes: Sequence[Change],
    *,
    deed: Deed = Deed.CHANGED,
    about: About | None = None,
    longest: int = LONGEST_SUBJECT,
) -> str:
    """Give the subject of the commit that makes these changes; `about` helps to see amounts that moved.

    Raises nothing: what has no better word is "NOR changes NOR-C-7K3Q".
    """
    known = about or About.of(kind)
    name = clean_line(title) or id
    templates = [
        *_of_deed(deed, owner, kind),
        *(_of_changes(owner, changes, known) if deed is Deed.CHANGED else ()),
    ]
    for template in templates:
        room = longest - len(clean_line(template("_"))) + 1
        if len(name) <= room or room >= _SHORTEST_TITLE:
            return clean_line(template(_cut(name, room)))
    return _cut(clean_line(say("{owner} changes {id}", owner=owner, id=id)), longest)


def _of_deed(deed: Deed, owner: str, kind: Kind | None) -> Iterator[_Template]:
    what = kind.value if kind is not None else say("file")
    match deed:
        case Deed.NEW:
            yield lambda title: say("{owner} adds the {what} {title}", owner=owner, what=what, title=title)
        case Deed.DELETED:
            yield lambda title: say("{owner} deletes the {what} {title}", owner=owner, what=what, title=title)
        case Deed.CONFIRMED:
            yield lambda title: say("{owner} confirms {title}", owner=owner, title=title)
        case Deed.WIDENED:
            yield lambda title: say("{owner} moves {title} to a wider layer", owner=owner, title=title)


def _of_changes(owner: str, changes: Sequence[Change], about: About) -> Iterator[_Template]:
    if not changes:
        yield lambda title: say(
            "{owner} changes only comments or layout of {title}", owner=owner, title=title
        )
        return
    all_changes = spread(changes, about)
    # The reason for a change is told by the change.
    news = [one for one in all_changes if spot_of(one.path, about).struct is not Amendment] or all_changes
    moved, rest = moves(news, about)
    if len(moved) == 1 and not rest:
        yield lambda title: say(
            "{owner} moves {amount} {title} from {before} to {after}",
            owner=owner, amount=moved[0].amount, title=title, before=moved[0].before, after=moved[0].after,
        )  # fmt: skip
    if len(news) == 1:
        yield from _single(owner, news[0], spot_of(news[0].path, about), _place(news[0], about))
    yield from _several(owner, changes, about)


def _place(change: Change, about: About) -> _Template:
    """Tell where a field is: `value of TITLE`, `share for UKR in TITLE`, `expiry of waiver in TITLE`."""
    spot = spot_of(change.path, about)
    outer = spot_of(change.path[:-1], about) if len(change.path) > 1 and spot.entry is None else None
    if outer is None:
        return lambda title: say("{field} of {title}", field=spot.label, title=title)
    if outer.entry is not None:
        name = short_entry_name(outer)
        return lambda title: say("{field} for {name} in {title}", field=spot.label, name=name, title=title)
    if outer.field is not None and get_origin(outer.field.type) is dict:
        # Its keys are names of something, not of its fields.
        return lambda title: say(
            "{field} for {name} in {title}", field=outer.label, name=spot.label, title=title
        )
    return lambda title: say(
        "{field} of {table} in {title}", field=spot.label, table=outer.label, title=title
    )


def _single(owner: str, change: Change, spot: Spot, place: _Template) -> Iterator[_Template]:
    if isinstance(change.after, Order):
        yield lambda title: say("{owner} puts {place} in another order", owner=owner, place=place(title))
        return
    for teller in (_renamed, _record_ends, _mark):
        yield from teller(owner, change, spot)
    yield from _figure(owner, change, spot, place)
    for teller in (_status, _lot, _entry):
        yield from teller(owner, change, spot)
    if spot.entry is None and change.after is not ABSENT:
        value = spot.words(change.after)
        yield lambda title: say(
            "{owner} sets {place} to {value}", owner=owner, place=place(title), value=value
        )
        yield lambda title: say("{owner} changes {place}", owner=owner, place=place(title))
    if spot.entry is None and change.after is ABSENT:
        if len(change.path) > 1:
            yield lambda title: say("{owner} takes out {place}", owner=owner, place=place(title))
        yield lambda title: say(
            "{owner} takes {field} out of {title}", owner=owner, field=spot.label, title=title
        )


def _renamed(owner: str, change: Change, spot: Spot) -> Iterator[_Template]:
    """Tell a new title by both; the templates are given the new one."""
    if len(change.path) == 1 and change.path[0] in _TITLES and ABSENT not in (change.before, change.after):
        before = spot.words(change.before)
        yield lambda title: say(
            "{owner} renames {before} to {title}", owner=owner, before=before, title=title
        )
        yield lambda title: say(
            "{owner} changes the {field} to {title}", owner=owner, field=spot.label, title=title
        )


def _record_ends(owner: str, change: Change, spot: Spot) -> Iterator[_Template]:
    if spot.struct is Retirement and change.before is ABSENT:
        reason = spot.part(change.after, "reason")
        yield lambda title: say("{owner} retires {title}: {reason}", owner=owner, title=title, reason=reason)
        yield lambda title: say("{owner} retires {title}", owner=owner, title=title)
    elif spot.struct is Retirement and change.after is ABSENT:
        yield lambda title: say("{owner} takes {title} up again", owner=owner, title=title)


def _mark(owner: str, change: Change, spot: Spot) -> Iterator[_Template]:
    if spot.field is None or spot.field.type is not bool or spot.inside:
        return
    label = spot.label
    if change.after is True:
        yield lambda title: say("{owner} marks {title} as {label}", owner=owner, title=title, label=label)
    elif change.before is True:
        yield lambda title: say(
            "{owner} no longer marks {title} as {label}", owner=owner, title=title, label=label
        )


def _figure(owner: str, change: Change, spot: Spot, place: _Template) -> Iterator[_Template]:
    if spot.field is None or spot.entry is not None or ABSENT in (change.before, change.after):
        return
    verb = _verb(change, spot.field.type)
    before, after = spot.words(change.before), spot.words(change.after)
    if not verb or not fits_between(before, after):
        return
    if spot.field.name == "quantity" and len(change.path) == 1:
        yield lambda title: say(
            "{owner} {verb} {title} from {before} to {after}",
            owner=owner, verb=verb, title=title, before=before, after=after,
        )  # fmt: skip
    yield lambda title: say(
        "{owner} {verb} {place} from {before} to {after}",
        owner=owner, verb=verb, place=place(title), before=before, after=after,
    )  # fmt: skip


def _verb(change: Change, wanted: Any) -> str:
    """Say whether an amount is raised or lowered; "" for what is no amount."""
    try:
        if wanted is Quantity:
            old, new = Quantity.parse(change.before), Quantity.parse(change.after)
        elif wanted is Money:
            was, now = Money.parse(change.before), Money.parse(change.after)
            if was.currency != now.currency:
                return say("changes")
            old, new = was.amount, now.amount
        else:
            return ""
    except ValueError:
        return ""
    if not (old.is_known and new.is_known) or old.high is None or new.high is None:
        return say("changes")
    if new.low >= old.low and new.high >= old.high:
        return say("raises")
    return say("lowers") if new.low <= old.low and new.high <= old.high else say("changes")


def _status(owner: str, change: Change, spot: Spot) -> Iterator[_Template]:
    is_status = spot.field is not None and spot.field.type is Status
    if is_status and ABSENT not in (change.before, change.after):
        before, after = spot.words(change.before), spot.words(change.after)
        yield lambda title: say(
            "{owner} moves {title} from {before} to {after}",
            owner=owner,
            title=title,
            before=before,
            after=after,
        )


def _lot(owner: str, change: Change, spot: Spot) -> Iterator[_Template]:
    """Tell a lot that comes at another time, or went on."""
    is_told = spot.parent is Lot and spot.field is not None and spot.field.name in ("by", "status")
    if not is_told or not spot.inside or ABSENT in (change.before, change.after):
        return
    before, after = spot.words(change.before), spot.words(change.after)
    lot = spot.inside[-1]
    if not fits_between(before, after):
        yield lambda title: say(
            "{owner} changes {lot} of {title}: {after}, was {before}",
            owner=owner, lot=lot, title=title, before=before, after=after,
        )  # fmt: skip
    yield lambda title: say(
        "{owner} moves {lot} of {title} from {before} to {after}",
        owner=owner, lot=lot, title=title, before=before, after=after,
    )  # fmt: skip


def _entry(owner: str, change: Change, spot: Spot) -> Iterator[_Template]:
    """Tell an entry that comes to a list, or goes from it: a lot, a promise, a recipient, a word."""
    if spot.entry is None or (ABSENT not in (change.before, change.after)):
        return
    is_added, entry = change.before is ABSENT, change.after if change.before is ABSENT else change.before
    if spot.struct is Acknowledgement and is_added:
        code = spot.part(entry, "code")
        yield lambda title: say("{owner} acknowledges {code} on {title}", owner=owner, code=code, title=title)
    if spot.struct is Promise and is_added:
        yield from _promise(owner, spot.part(entry, "request"), spot.part(entry, "quantity"))
    name, label = _name(entry, spot), spot.label
    if spot.struct is Lot and is_added:
        yield lambda title: say("{owner} adds {name} to {title}", owner=owner, name=name, title=title)
    elif spot.struct is Lot:
        yield lambda title: say("{owner} takes {name} out of {title}", owner=owner, name=name, title=title)
    elif is_added:
        yield lambda title: say(
            "{owner} adds {name} to {label} of {title}", owner=owner, name=name, label=label, title=title
        )
        yield lambda title: say("{owner} adds to {label} of {title}", owner=owner, label=label, title=title)
    else:
        yield lambda title: say(
            "{owner} takes {name} out of {label} of {title}",
            owner=owner, name=name, label=label, title=title,
        )  # fmt: skip
        yield lambda title: say(
            "{owner} takes from {label} of {title}", owner=owner, label=label, title=title
        )


def _promise(owner: str, request: str, quantity: str) -> Iterator[_Template]:
    if quantity:
        yield lambda title: say(
            "{owner} promises {quantity} {title} to {request}",
            owner=owner, quantity=quantity, title=title, request=request,
        )  # fmt: skip
    yield lambda title: say(
        "{owner} promises {title} to {request}", owner=owner, title=title, request=request
    )


def _name(entry: Any, spot: Spot) -> str:
    """Name an entry by its first field, a word by itself."""
    if spot.struct is None or not isinstance(entry, dict):
        return element_words(entry, spot.field)
    if spot.struct is Lot:
        return entry_name(spot)
    first = fields_of(spot.struct)[0]
    return words_of(entry[first.key], first) if first.key in entry else say("an entry")


def _several(owner: str, changes: Sequence[Change], about: About) -> Iterator[_Template]:
    labels = list(dict.fromkeys(spot_of(change.path[:1], about).label for change in changes))
    listed = ", ".join(labels[:-1]) + say(" and {last}", last=labels[-1]) if len(labels) > 1 else labels[0]
    count = len(labels)
    yield lambda title: say("{owner} changes {listed} of {title}", owner=owner, listed=listed, title=title)
    yield lambda title: say(
        "{owner} changes {count} fields of {title}", owner=owner, count=count, title=title
    )


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    room = max(longest - 1, 0)
    # The last word stays whole, unless too little would be left to know the record by.
    words = text[: room + 1].rpartition(" ")[0].rstrip()
    return (words if len(words) > room // 2 else text[:room].rstrip()) + "…"
