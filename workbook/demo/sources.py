"""Where a record is known from: sources with a title, an office that published it, a day, and what it says.

In: what happened, told in words. Out: `Citation`s, and the tables of those that were there on a given day.
Publishers are offices and invented papers, never persons; addresses lead to example.org.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from workbook.demo.chance import Chance
from workbook.demo.story import LAST_DAY
from workbook.demo.text import quote, table_list

PRESS = (
    "Eastbridge Gazette",
    "Harbour Post",
    "Lakefield Evening News",
    "Northport Courier",
    "Regional news agency",
    "Westmere Monitor",
)
"""Invented papers."""

_PLAIN = re.compile(r"[^a-z0-9]+")
_LINKED = 0.22


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A source, which a record has from its day on."""

    title: str
    publisher: str
    on: date
    says: str
    url: str = ""
    is_month: bool = False

    @property
    def pairs(self) -> tuple[str, ...]:
        """Give its fields as TOML."""
        return (
            f"title = {quote(self.title)}",
            f"publisher = {quote(self.publisher)}" if self.publisher else "",
            f'date = "{self.on:%Y-%m}"' if self.is_month else f"date = {self.on}",
            f"says = {quote(self.says)}" if self.says else "",
            f"url = {quote(self.url)}" if self.url else "",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What stands around the figures of a record: a comment, further lines of TOML, and sources."""

    comment: str = ""
    lines: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()


def cite(title: str, publisher: str, on: date, says: str, chance: Chance) -> Citation:
    """Give a source; now and then with an address, or dated by its month only."""
    on = min(on, LAST_DAY)
    url = ""
    if chance.happens(_LINKED):
        place = chance.pick(("news", "papers", "records", "statements"))
        url = f"https://example.org/{place}/{on:%Y/%m}/{_PLAIN.sub('-', title.lower()).strip('-')}"
    return Citation(
        title=title, publisher=publisher, on=on, says=says, url=url, is_month=chance.happens(0.06)
    )


def read_out(place: str, on: date, says: str) -> Citation:
    """Give the read-out of a meeting, which is one paper wherever it is cited."""
    return Citation(title=f"Read-out of the meeting in {place}", publisher="Secretariat", on=on, says=says)


def source_tables(citations: Sequence[Citation], day: date) -> list[str]:
    """Write the sources that were there on a day, in order."""
    return table_list("sources", [one.pairs for one in citations if one.on <= day])


def words_of(id: str) -> Chance:
    """Give the draws for the wording of one record, so that words disturb no figure."""
    return Chance(0, f"words {id}")


def filled(templates: Sequence[str], chance: Chance, **slots: str) -> str:
    """Draw a sentence and fill its slots; `{n}` is a small number and `{autumn}` a month to come."""
    template = chance.pick(templates)
    months = ("June", "July", "September", "October", "November")
    return template.format(n=chance.between(2, 12), autumn=chance.pick(months), **slots)


def several(pools: Iterable[Sequence[str]], chance: Chance, **slots: str) -> str:
    """Draw a sentence from each pool, one behind the other."""
    return " ".join(filled(pool, chance, **slots) for pool in pools)
