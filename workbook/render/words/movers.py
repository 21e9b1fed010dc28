"""Sentences on who could move a matter: who offers, holds, makes, leads and gives."""

from workbook.model.speech import say


def item(name: str, facts: str) -> str:
    """Tell who could do something about an item."""
    return say("{name}: {facts}", name=name, facts=facts)


def offering(parties: str) -> str:
    """Tell who offers it."""
    return say("offered by {parties}", parties=parties)


def sparing(parties: str) -> str:
    """Tell who could spare some of it, promises and minimums kept."""
    return say("could be spared from the stocks of {parties}", parties=parties)


def making(parties: str) -> str:
    """Tell who makes it."""
    return say("made by {parties}", parties=parties)


def standing_in(items: str) -> str:
    """Tell what could stand in for it."""
    return say("{items} could stand in", items=items)


def leading(party: str, title: str, others: str) -> str:
    """Tell who leads a purchase, and with whom."""
    text = say("{title}, led by {party}", title=title, party=party)
    return say("{text}, with {others}", text=text, others=others) if others else text


def giving(title: str, parties: str) -> str:
    """Tell who gives to a fund."""
    return say("{title}: given by {parties}", title=title, parties=parties)


def committing(title: str, party: str, takers: str) -> str:
    """Tell whose commitment it is, and who has taken it up."""
    text = say("{title}: from {party}", title=title, party=party)
    return say("{text}, taken up by {takers}", text=text, takers=takers) if takers else text


def with_figure(party: str, figure: str) -> str:
    """Set a figure behind a party."""
    return say("{party} ({figure})", party=party, figure=figure) if figure else party
