"""Phrases on what a nation has of an item, as they are said to it."""

from workbook.model.speech import counted, say


def hold(quantity: str) -> str:
    """Tell what is held."""
    return say("hold {quantity}", quantity=quantity) if quantity else say("hold some, in a number not stated")


def could_give(quantity: str) -> str:
    """Tell what could be given."""
    return say("could give {quantity}", quantity=quantity) if quantity else say("could give some")


def make(quantity: str) -> str:
    """Tell what is made."""
    return say("make {quantity} a month", quantity=quantity) if quantity else say("make it")


def recurring(number: int) -> str:
    """Count needs that recur."""
    return counted(number, "one need that recurs", "{number} needs that recur")


def of_other(item: str, facts: str, conditions: str) -> str:
    """Tell what is held or made of an item that could stand in."""
    text = say("{item} may stand in: {facts}", item=item, facts=facts)
    return say("{text} ({conditions})", text=text, conditions=conditions.rstrip(".")) if conditions else text


def serving(item: str, facts: str) -> str:
    """Tell what is held or made of an item that serves a capability."""
    return say("{item}: {facts}", item=item, facts=facts)
