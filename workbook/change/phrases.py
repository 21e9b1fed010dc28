"""The sentences in which a change is told, each in one place, ready for translation.

In: words. Out: one sentence without its subject: what was done to a record ("quantity from 20 to 12"). Which
sentence fits a change is decided in `words`.
"""

from workbook.model.dates import period_text, time_text
from workbook.model.speech import say
from workbook.model.when import UNKNOWN_TIME, When

ONLY_LAYOUT = say("only comments or layout")
CONFIRMED = say("is confirmed: taken up by the nation it was recorded for")
CLEARED_AWAY = say("what was recorded for it is cleared away")
BROUGHT_TOGETHER = say("brings both sides together")
RESTORED = say("is back after it was deleted")
UNREADABLE = say("cannot be read in this state")
ALONG = say("With it, what was in no commit before:")
RETIRED_NO_MORE = say("counts again: is no longer retired")


def fits_between(before: str, after: str) -> bool:
    """Say whether values can stand in "from ... to ...": a range, or a time with its own word, cannot."""
    spans = (say("until "), say("from "))
    return say(" to ") not in f"{before}{after}" and not any(one.startswith(spans) for one in (before, after))


def changed(field: str, before: str, after: str) -> str:
    """Tell a value that became another; a range would be lost between `from` and `to`."""
    if not fits_between(before, after):
        return say("{field} is now {after}, and was {before}", field=field, before=before, after=after)
    return say("{field} from {before} to {after}", field=field, before=before, after=after)


def added(field: str, after: str) -> str:
    """Tell a value where there was none."""
    return say("sets {field} to {after}", field=field, after=after)


def taken_out(field: str, before: str) -> str:
    """Tell a value that is gone."""
    return say("takes out {field}, which was {before}", field=field, before=before)


def emptied(field: str) -> str:
    """Tell a field that is gone and said nothing."""
    return say("takes out {field}", field=field)


def unknown(field: str) -> str:
    """Name a field that nothing reads."""
    return say("the unknown field {field}", field=field)


def reworded(field: str, after: str) -> str:
    """Tell a long text that became another."""
    return say("rewords {field}: {after}", field=field, after=after)


def continued(field: str, addition: str) -> str:
    """Tell a text to which something was added at its end."""
    return say("adds to {field}: {addition}", field=field, addition=addition)


def rearranged(field: str) -> str:
    """Tell a list whose entries stand in another order."""
    return say("puts {field} in another order", field=field)


def within(place: str, sentence: str) -> str:
    """Tell a change inside a table or an entry of a list."""
    return say("{place}: {sentence}", place=place, sentence=sentence)


def marked(field: str, *, is_so: bool) -> str:
    """Tell a mark that is set or taken off."""
    return (
        say("marks it as {field}", field=field)
        if is_so
        else say("no longer marks it as {field}", field=field)
    )


def stepped(before: str, after: str) -> str:
    """Tell a status that went on."""
    return say("goes from {before} to {after}", before=before, after=after)


def stepped_back(before: str, after: str) -> str:
    """Tell a status that went back."""
    return say("goes back from {before} to {after}", before=before, after=after)


def set_aside(before: str, after: str) -> str:
    """Tell a status that left its way: suspended, cancelled."""
    return say("is {after}, and was {before}", before=before, after=after)


def entry_named(label: str, name: str) -> str:
    """Name an entry of a list: `lot a`."""
    return say("{label} {name}", label=label, name=name)


def entry_numbered(field: str, number: int) -> str:
    """Name an entry of a list that has no name."""
    return say("entry {number} of {field}", field=field, number=number)


def entry_added(entry: str, details: str) -> str:
    """Tell a new entry of a list."""
    return (
        say("adds {entry}: {details}", entry=entry, details=details)
        if details
        else say("adds {entry}", entry=entry)
    )


def entry_gone(entry: str, details: str) -> str:
    """Tell an entry that is gone from a list."""
    if details:
        return say("takes out {entry}: {details}", entry=entry, details=details)
    return say("takes out {entry}", entry=entry)


def element_added(element: str, field: str) -> str:
    """Tell a new element of a list of words."""
    return say("adds {element} to {field}", element=element, field=field)


def element_gone(element: str, field: str) -> str:
    """Tell an element that is gone from a list of words."""
    return say("takes {element} out of {field}", element=element, field=field)


def due(quantity: str, by: str, details: str) -> str:
    """Tell what a lot is: how many, by when (as `due_time` has it), and the rest."""
    core = say("{quantity} {by}", quantity=quantity, by=by) if quantity and by else by or quantity
    return ", ".join(part for part in (core, details) if part)


def due_time(by: When) -> str:
    """Tell by when a lot comes: `by Q1 2023`, `between January 2023 and March 2023`, `about Q1 2023`."""
    if not by.is_known:
        return say("at a time that is unknown") if by == UNKNOWN_TIME else say("at an undisclosed time")
    first, dots, last = by.text.partition("..")
    if by.text.startswith("~") or (dots and not last):
        return time_text(by)
    if not dots or not first:
        return say("by {by}", by=period_text(last or first))
    return say("between {first} and {last}", first=period_text(first), last=period_text(last))


def marked_delivered(lot: str, before: str, after: str) -> str:
    """Tell how many of a lot have arrived, before and now; "" for none told."""
    if not after:
        return say("no longer marks {before} of lot {lot} as delivered", before=before, lot=lot)
    told = say("marks {after} of lot {lot} as delivered", after=after, lot=lot)
    return say("{told}, after {before}", told=told, before=before) if before else told


def marked_delivered_whole(lot: str) -> str:
    """Tell a lot that has arrived."""
    return say("marks lot {lot} as delivered", lot=lot)


def delivered_on(lot: str, day: str) -> str:
    """Tell when a lot arrived."""
    return say("says that lot {lot} was delivered on {day}", lot=lot, day=day)


def lot_put_off(lot: str, before: str, after: str, amount: str) -> str:
    """Tell a lot that comes at another time."""
    if not fits_between(before, after):
        named = f"{lot}, {amount}," if amount else lot
        return say("lot {lot} is now due {after}, and was {before}", lot=named, after=after, before=before)
    if amount:
        return say(
            "moves lot {lot}, {amount}, from {before} to {after}",
            lot=lot,
            amount=amount,
            before=before,
            after=after,
        )
    return say("moves lot {lot} from {before} to {after}", lot=lot, before=before, after=after)


def amount_moved(amount: str, whole: str, before: str, after: str) -> str:
    """Tell an amount that moves from one lot, date or request to another."""
    if whole == amount:
        return say("moves {amount} from {before} to {after}", amount=amount, before=before, after=after)
    return say(
        "moves {amount} of {whole} from {before} to {after}",
        amount=amount,
        whole=whole,
        before=before,
        after=after,
    )


def promised(quantity: str, request: str) -> str:
    """Tell a new promise to a request."""
    if quantity:
        return say("promises {quantity} to {request}", quantity=quantity, request=request)
    return say("promises the whole to {request}", request=request)


def unpromised(quantity: str, request: str) -> str:
    """Tell a promise that is taken back."""
    if quantity:
        return say("no longer promises {quantity} to {request}", quantity=quantity, request=request)
    return say("no longer promises anything to {request}", request=request)


def promised_otherwise(before: str, after: str, request: str) -> str:
    """Tell a promise that became another."""
    whole = say("the whole")
    before, after = before or whole, after or whole
    return say(
        "promises {after} instead of {before} to {request}", after=after, before=before, request=request
    )


def recipient_added(party: str, share: str) -> str:
    """Tell a new recipient."""
    if share:
        return say("names {party} as recipient of {share}", party=party, share=share)
    return say("names {party} as recipient", party=party)


def recipient_gone(party: str) -> str:
    """Tell who receives no longer."""
    return say("no longer names {party} as recipient", party=party)


def payer_added(nation: str, share: str) -> str:
    """Tell who pays now."""
    if share:
        return say("names {nation} as paying {share}", nation=nation, share=share)
    return say("names {nation} as paying", nation=nation)


def payer_gone(nation: str) -> str:
    """Tell who pays no longer."""
    return say("no longer names {nation} as paying", nation=nation)


def amended(field: str, was: str, reason: str) -> str:
    """Tell the reason given for a change."""
    if reason:
        return say("says why {field}, once {was}, changed: {reason}", field=field, was=was, reason=reason)
    return say("notes that {field} was {was}", field=field, was=was)


def received(quantity: str, lot: str, on: str) -> str:
    """Tell what arrived."""
    if on:
        return say("received {quantity} of lot {lot} on {on}", quantity=quantity, lot=lot, on=on)
    return say("received {quantity} of lot {lot}", quantity=quantity, lot=lot)


def retired(on: str, reason: str) -> str:
    """Tell the end of a record."""
    return say("is retired on {on}: {reason}", on=on, reason=reason)


def acknowledged(code: str, reason: str) -> str:
    """Tell a finding that is accepted."""
    return say("acknowledges {code}: {reason}", code=code, reason=reason)


def acknowledged_no_more(code: str) -> str:
    """Tell a finding that is accepted no longer."""
    return say("no longer acknowledges {code}", code=code)


def source_added(title: str) -> str:
    """Tell a new source."""
    return say("names the source {title}", title=title)


def source_gone(title: str) -> str:
    """Tell a source that is gone."""
    return say("no longer names the source {title}", title=title)


def released_wider(readers: str) -> str:
    """Tell who may see it and might not before."""
    return say("is released more widely: to {readers} as well", readers=readers)


def released_narrower(readers: str) -> str:
    """Tell who may no longer see it."""
    return say("is released more narrowly: no longer to {readers}", readers=readers)


def released_otherwise(extra: str, lost: str) -> str:
    """Tell who may see it now, and who no longer."""
    return say("is released otherwise: to {extra} as well, no longer to {lost}", extra=extra, lost=lost)


def held_back(field: str, readers: str) -> str:
    """Tell a field that fewer may see."""
    return say("shows {field} only to {readers}", field=field, readers=readers)


def held_back_no_more(field: str, readers: str) -> str:
    """Tell a field that is no longer held back."""
    return say("shows {field} no longer only to {readers}", field=field, readers=readers)


def held_back_otherwise(field: str, before: str, after: str) -> str:
    """Tell a field that others may see."""
    return say("shows {field} to {after}, and before to {before}", field=field, after=after, before=before)


def new_record(kind: str, title: str) -> str:
    """Tell a record that is new."""
    return say("new {kind}: {title}", kind=kind, title=title) if title else say("new {kind}", kind=kind)


def deleted_record(kind: str, title: str) -> str:
    """Tell a record that is gone."""
    return (
        say("deleted {kind}: {title}", kind=kind, title=title) if title else say("deleted {kind}", kind=kind)
    )


def unreadable(why: str) -> str:
    """Tell a file that was readable and is no longer."""
    return say("cannot be read any more: {why}", why=why)


def readable_again(title: str) -> str:
    """Tell a file that was not readable and is again."""
    return say("can be read again: {title}", title=title) if title else say("can be read again")


def still_unreadable(why: str) -> str:
    """Tell a file that changed, and cannot be read either way."""
    return say("changed, and still cannot be read: {why}", why=why)


def moved_layer(before: str, after: str) -> str:
    """Tell a record that lies in another layer; "" is the shared one."""
    shared = say("the shared layer")
    was, now = (say("layer {name}", name=name) if name else shared for name in (before, after))
    return say("moves from {was} to {now}", was=was, now=now)


def moved_path(before: str, after: str) -> str:
    """Tell a file that lies at another path."""
    return say("moves from {before} to {after}", before=before, after=after)


def left_place(layer: str, path: str, other_layer: str) -> str:
    """Tell a file that is gone because the record lies elsewhere now."""
    if layer == other_layer:
        return say("is gone from {path}", path=path)
    shared = say("the shared layer")
    was, now = (say("layer {name}", name=name) if name else shared for name in (layer, other_layer))
    return say("is gone from {was}, being in {now}", was=was, now=now)
