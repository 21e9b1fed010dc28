"""Sentences on the agenda as one delegation meets it: what is asked of it, and what it can say."""

from workbook.model.enums import Invitation
from workbook.model.speech import counted, say

LEADS = say("You lead this item.")
ASKED = {
    Invitation.NOTE: say("To note."),
    Invitation.AGREE: say("To agree."),
    Invitation.ENDORSE: say("To endorse."),
    Invitation.DECIDE: say("To decide."),
}
NOTHING_YOURS = say("No record of yours stands under it.")


def item(hours: str, number: str, title: str) -> str:
    """Name an item with its hours."""
    text = say("{number}. {title}", number=number, title=title)
    return say("{hours} · {text}", hours=hours, text=text) if hours else text


def other(number: str, title: str, hours: str) -> str:
    """Name an item on which a delegation has nothing."""
    text = say("{number} {title}", number=number, title=title)
    return say("{text} ({hours})", text=text, hours=hours) if hours else text


def also_leads(items: str) -> str:
    """Name the items that a delegation leads, and on which it has nothing on record."""
    return say("you also lead, with nothing of your own on record: {items}", items=items)


def others(items: str, number: int) -> str:
    """Name the items on which a delegation has nothing."""
    return counted(
        number,
        "You have nothing on record under {items}.",
        "You have nothing on record under these: {items}.",
        items=items,
    )


def you_lead(text: str) -> str:
    """Tell a purchase that the delegation leads."""
    return say("you lead it: {text}", text=text)


def you_take_part(text: str, part: str, party: str) -> str:
    """Tell a purchase in which the delegation takes part."""
    if part:
        return say("{text}, led by {party}: your part is {part}", text=text, part=part, party=party)
    return say("{text}, led by {party}: you take part", text=text, party=party)


def you_could_join(text: str, party: str, missing: str) -> str:
    """Tell a purchase of what a delegation lacks, in which it takes no part."""
    return say(
        "{text}, led by {party}: you take no part, and of the same you lack {missing}",
        text=text,
        party=party,
        missing=missing,
    )


def led_by(title: str, party: str) -> str:
    """Tell a purchase from others of its title by who leads it."""
    return say("{title} (led by {party})", title=title, party=party)


def you_take_no_part(titles: str) -> str:
    """Tell of purchases in which a delegation takes no part."""
    return say("you take no part in {titles}", titles=titles)


def more_figures(number: int) -> str:
    """Count the figures that are left out for want of room."""
    return counted(
        number,
        "One more is left out here; the agenda paper has it.",
        "{number} more are left out here; the agenda paper has them.",
    )


def you_manage(text: str) -> str:
    """Tell a fund that a delegation manages."""
    return say("you manage {text}", text=text)


def you_give(text: str, amount: str) -> str:
    """Tell a fund to which a delegation gives."""
    return say("{text}: you give {amount}", text=text, amount=amount)


def you_get(text: str, amount: str) -> str:
    """Tell a fund of which a part is for a delegation."""
    return say("{text}: {amount} of it is for you", text=text, amount=amount)


def a_group_gets(text: str, amount: str, group: str) -> str:
    """Tell a fund of which a part is for a group that a delegation belongs to."""
    return say(
        "{text}: {amount} of it is for {group}, of whom you are one", text=text, amount=amount, group=group
    )


def you_offer(text: str, amount: str) -> str:
    """Tell what a delegation offers for a request."""
    return say("{text}: you offer {amount}", text=text, amount=amount)


def you_could_give(text: str, amount: str) -> str:
    """Tell what a delegation could give for a request."""
    return say("{text}: you could give {amount}", text=text, amount=amount)


def missing(text: str, amount: str) -> str:
    """Tell what is missing."""
    return say("{text}; {amount} are missing", text=text, amount=amount)


def others_give(text: str, others: str) -> str:
    """Name who else moves it."""
    return say("{text}; others who give: {others}", text=text, others=others)


def you_ask(text: str) -> str:
    """Tell a request of the delegation's own."""
    return say("you ask for {text}", text=text)


def you_promise(text: str) -> str:
    """Tell a commitment of the delegation's own."""
    return say("you promise {text}", text=text)


def promised_to_you(text: str, party: str) -> str:
    """Tell what is promised to the delegation."""
    return say("{party} promises you {text}", text=text, party=party)


def on_item(item: str, facts: str) -> str:
    """Tell what a delegation has to do with an item of the catalogue."""
    return say("{item}: {facts}", item=item, facts=facts)


def you_lack(amount: str) -> str:
    """Tell what a delegation lacks of an item."""
    return say("you lack {amount}", amount=amount)


def could_give(amount: str, lacking: str) -> str:
    """Tell what a delegation can spare of an item, after what it lacks itself."""
    if not lacking:
        return say("you could give {amount} from stock", amount=amount)
    return say(
        "you lack {lacking}, which your own stock could fill, and could give {amount} beyond that",
        lacking=lacking,
        amount=amount,
    )


def could_make(amount: str, until: str) -> str:
    """Tell what a delegation's works can still make of an item."""
    return say("your works could make {amount} by {until}", amount=amount, until=until)


def others_lack(amount: str) -> str:
    """Tell what all others lack of an item."""
    return say("all others lack {amount}", amount=amount)


def your_statement(text: str) -> str:
    """Tell what the delegation itself has said on the matter."""
    return say("you have said: {text}", text=text)


def your_proposal(title: str, facts: str) -> str:
    """Tell a proposal of the delegation's own."""
    return say("your proposal “{title}”: {facts}", title=title, facts=facts)


def proposal(title: str, party: str, facts: str) -> str:
    """Tell another's proposal, and whether the delegation has spoken."""
    return say("{party} proposes “{title}”: {facts}", title=title, party=party, facts=facts)


def your_verdict(verdict: str) -> str:
    """Tell the verdict that the delegation gave."""
    return say("your word so far: it {verdict}", verdict=verdict)


def not_spoken() -> str:
    """Tell that the delegation has given no verdict."""
    return say("you have not spoken yet")


def draft(text: str) -> str:
    """Quote the decision that is drafted."""
    return say("draft decision: “{text}”", text=text)


def binds_you(how: str, text: str) -> str:
    """Quote a decision that binds the delegation."""
    return say("{how}, and binds you: “{text}”", how=how, text=text)


def reserved(party: str, text: str) -> str:
    """Tell a reservation."""
    return (
        say("{party} reserves its position: {text}", party=party, text=text)
        if text
        else say("{party} reserves its position", party=party)
    )


def leads(items: str, *, is_decided: bool) -> str:
    """Tell which items a delegation leads, and whether these are decided."""
    if is_decided:
        return say("You lead {items}, and a decision is expected.", items=items)
    return say("You lead {items}.", items=items)


def comes_up(items: str) -> str:
    """Tell where a delegation's own position comes up."""
    return say("What concerns you comes up under {items}.", items=items)


def settles(items: str) -> str:
    """Tell which items are to be decided."""
    return say("A decision is expected under {items}.", items=items)


def numbered(number: str, title: str, hours: str) -> str:
    """Name an item in a sentence."""
    told = say("{title}, {hours}", title=title, hours=hours) if hours else title
    return say("item {number} ({told})", number=number, told=told)
