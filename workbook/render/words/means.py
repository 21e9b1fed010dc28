"""Phrases on what a nation has of an item, as they are said to it."""

from workbook.model.speech import counted, say


def from_stock(quantity: str) -> str:
    """Tell what can be given from stock."""
    return say("{quantity} from stock", quantity=quantity)


def from_works(quantity: str, until: str) -> str:
    """Tell what the works can still make until a month."""
    return say("{quantity} from your works by {until}", quantity=quantity, until=until)


def held(quantity: str) -> str:
    """Tell what is held without a word of what could be spared."""
    return say("{quantity} held, of which nobody has said how much can be spared", quantity=quantity)


def recurring(number: int) -> str:
    """Count needs that recur."""
    return counted(number, "one recurring need", "{number} recurring needs")


def of_other(item: str, facts: str, conditions: str) -> str:
    """Tell what is held or made of an item that could stand in."""
    text = say("{item} may stand in: {facts}", item=item, facts=facts)
    return say("{text} ({conditions})", text=text, conditions=conditions.rstrip(".")) if conditions else text


def serving(item: str, facts: str) -> str:
    """Tell what is held or made of an item that serves a capability."""
    return say("{item}: {facts}", item=item, facts=facts)
