"""What every paper prints around its content: title, readers and label, state, day, warnings, sources.

In: a reading whose paper is written, so that it knows what was cited. Out: `Frame`. The digest stands here in
short; it names the released plan, never a commit.
"""

from datetime import date

import msgspec

from workbook.model.dates import day_text
from workbook.model.speech import say
from workbook.release.audience import Audience, AudienceKind
from workbook.render.blocks import SourceLine
from workbook.render.reading import Reading
from workbook.render.values import listed
from workbook.render.words import frame as words

_DIGEST_SHOWN = 12
_MOST_NAMED = 12


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """The head and foot of a paper; `counts` stands under every table.

    `back` and `table_label` are told to those who hear a page instead of seeing it.
    """

    title: str
    subtitle: str
    label: str
    readers: str
    drawn: str
    footing: str
    counts: str
    warnings: tuple[str, ...]
    sources_heading: str
    sources: tuple[SourceLine, ...]
    back: str = words.BACK
    table_label: str = words.TABLE


def frame(reading: Reading, *, title: str, subtitle: str, today: date) -> Frame:
    """Give the frame of a paper, once its content is made."""
    released = reading.released
    readers = readers_text(reading, released.audience)
    return Frame(
        title=title,
        subtitle=subtitle,
        label=released.label,
        readers=_for_whom(reading, released.audience),
        drawn=words.drawn(day_text(today), released.digest[:_DIGEST_SHOWN]),
        footing=words.footing(readers),
        counts=words.counts(readers),
        warnings=reading.warnings,
        sources_heading=words.SOURCES,
        sources=tuple(reading.sources),
    )


def readers_text(reading: Reading, audience: Audience) -> str:
    """Name an audience inside a sentence: `the public`, `the members`, `Norway`."""
    match audience.kind:
        case AudienceKind.PUBLIC:
            return say("the public")
        case AudienceKind.MEMBERS:
            return say("the members")
        case _:
            return listed(reading.in_order(audience.nations))


def _for_whom(reading: Reading, audience: Audience) -> str:
    names = reading.in_order(audience.nations)
    match audience.kind:
        case AudienceKind.PUBLIC:
            return words.for_the_public()
        case AudienceKind.MEMBERS if len(names) > _MOST_NAMED:
            return words.for_many_members(len(names))
        case AudienceKind.MEMBERS:
            return words.for_members(listed(names))
        case _:
            return words.for_nations(listed(names))
