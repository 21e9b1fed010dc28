"""A paper as it is laid out: its frame, what it says at once, and sections of blocks.

In: blocks. Out: `Paper`, the one type that every view gives and every template places. It knows neither
records nor markup. Sections and blocks in which nothing is told are left out as a paper is made, so that no
heading stands alone.
"""

from collections.abc import Iterator, Mapping

import msgspec
from msgspec.structs import force_setattr

from workbook.render.blocks import Block, Fact, Line
from workbook.render.frame import Frame


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A heading and what stands below it, sections of its own last.

    `key` is the name that a template finds it by; `number` stands before the heading, `facts` below it.
    `more` says what was left out for want of room and which command lists it; `counted` prints below it whose
    view its figures are. A section without a heading only holds its sections together.
    """

    key: str
    heading: str
    blocks: tuple[Block, ...] = ()
    sections: "tuple[Section, ...]" = ()
    number: str = ""
    facts: str = ""
    more: str = ""
    counted: bool = False
    is_kept: bool = False

    def __post_init__(self) -> None:
        force_setattr(self, "blocks", tuple(block for block in self.blocks if block.tells))
        force_setattr(self, "sections", tuple(one for one in self.sections if one.tells))

    @property
    def tells(self) -> bool:
        """Whether anything stands below its heading, or the heading itself tells enough (`is_kept`)."""
        return bool(self.blocks or self.sections or self.more or self.is_kept)


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """What a paper says. `short` is read first: under its heading as points, without one as a paragraph."""

    name: str
    frame: Frame
    head: tuple[Fact, ...] = ()
    short: tuple[Line, ...] = ()
    short_heading: str = ""
    sections: tuple[Section, ...] = ()

    def __post_init__(self) -> None:
        force_setattr(self, "sections", tuple(one for one in self.sections if one.tells))

    @property
    def part(self) -> Mapping[str, Section]:
        """Every section by its key, inner ones too; one in which nothing is told is not there."""
        return {section.key: section for section in _all(self.sections)}


def _all(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _all(section.sections)
