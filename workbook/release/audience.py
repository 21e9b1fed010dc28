"""For whom a paper is: the public, the members, one nation, or several nations together.

In: the text after `--for`, and the settings of the plan. Out: `Audience`, which knows its readers as a set
of nations, and the TLP 2.0 label that a paper for them carries. No record is looked at here.

Source: FIRST, Traffic Light Protocol 2.0, 2022.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from enum import StrEnum

import msgspec

from workbook.errors import WorkbookError
from workbook.model.nations import NATION_NAMES, ORGANISATION_NAMES, is_party_code, party_name
from workbook.model.readers import EVERYONE, ReaderSet, is_within
from workbook.records.settings import MEMBERS_GROUP, Settings


class AudienceKind(StrEnum):
    """The four sorts of audience."""

    PUBLIC = "public"
    MEMBERS = "members"
    NATION = "nation"
    NATIONS = "nations"


class Label(StrEnum):
    """The TLP 2.0 label of a paper; the named readers are what binds."""

    CLEAR = "TLP:CLEAR"
    GREEN = "TLP:GREEN"
    AMBER = "TLP:AMBER"
    AMBER_STRICT = "TLP:AMBER+STRICT"


_LABELS = {
    AudienceKind.PUBLIC: Label.CLEAR,
    AudienceKind.MEMBERS: Label.GREEN,
    AudienceKind.NATION: Label.AMBER_STRICT,
    AudienceKind.NATIONS: Label.AMBER,
}


class Audience(msgspec.Struct, frozen=True, kw_only=True):
    """Readers of a paper; `nations` are sorted codes, empty for the public.

    `is_member` says that all of its readers belong to the members, so that what only `workbook.toml` says
    (its title, the groups and who belongs to them) may be told to them.
    """

    kind: AudienceKind
    nations: tuple[str, ...] = ()
    is_member: bool = False

    @property
    def readers(self) -> ReaderSet:
        """The set of its readers, to be compared with the readers of a record."""
        return EVERYONE if self.kind is AudienceKind.PUBLIC else frozenset(self.nations)

    @property
    def label(self) -> Label:
        """The TLP 2.0 label that fits."""
        return _LABELS[self.kind]

    @property
    def nation(self) -> str:
        """The one nation that a paper is for, "" where it is for more."""
        return self.nations[0] if self.kind is AudienceKind.NATION else ""

    def may_read(self, readers: ReaderSet) -> bool:
        """Say whether every one of its readers belongs to these."""
        return is_within(self.readers, readers)


class UnknownAudienceError(WorkbookError):
    """The text names nobody that a paper can be for."""

    def __init__(self, text: str, near: str) -> None:
        advice = f"did you mean {near}? Write" if near else "write"
        super().__init__(
            f"{text!r} is no audience: {advice} public, members, a nation's code like NOR, several "
            "with commas like NOR,SWE, or the name of a group of this plan."
        )


class NoMembersError(WorkbookError):
    """The plan does not say who its members are, so that no paper can be for them."""

    def __init__(self) -> None:
        super().__init__(
            "This plan names no members, so a paper for them would be for nobody: list them as members under "
            "[groups] in plans/workbook.toml."
        )


class EmptyGroupError(WorkbookError):
    """A group that nobody belongs to."""

    def __init__(self, group: str) -> None:
        super().__init__(
            f"The group {group!r} has no nations, so a paper for it would be for nobody: list them under "
            "[groups] in plans/workbook.toml, or name the nations."
        )


def parse_audience(text: str, settings: Settings) -> Audience:
    """Read an audience: `public`, `members`, `NOR`, `NOR,SWE`, or a group, which stands for its nations.

    Raises:
        UnknownAudienceError: a word that is none of these.
        NoMembersError, EmptyGroupError: nobody would read it; nobody is within every readership.
    """
    words = [word for word in re.split(r"[,\s]+", text.strip()) if word]
    match [word.lower() for word in words]:
        case []:
            raise UnknownAudienceError(text, "")
        case ["public"]:
            return Audience(kind=AudienceKind.PUBLIC)
        case ["members"]:
            if not settings.members:
                raise NoMembersError
            return Audience(
                kind=AudienceKind.MEMBERS, nations=tuple(sorted(settings.members)), is_member=True
            )
    nations = tuple(sorted({code for word in words for code in _codes(word, settings)}))
    kind = AudienceKind.NATION if len(nations) == 1 else AudienceKind.NATIONS
    is_member = settings.members.issuperset(nations)
    return Audience(kind=kind, nations=nations, is_member=is_member)


def _codes(word: str, settings: Settings) -> Iterator[str]:
    """Give the code that a word is, or the nations of the group it names."""
    code = word.upper()
    groups = settings.manifest.groups
    if is_party_code(code) or code in settings.nations:
        yield code
    elif word in groups and word != MEMBERS_GROUP:
        if not groups[word]:
            raise EmptyGroupError(word)
        yield from groups[word]
    else:
        raise UnknownAudienceError(word, _near(word, settings))


def _near(word: str, settings: Settings) -> str:
    """Give the code or group that was probably meant: by name first, then by likeness."""
    by_name = {name.lower(): code for code, name in {**NATION_NAMES, **ORGANISATION_NAMES}.items()}
    near_names = get_close_matches(word.lower()[:40], sorted(by_name), n=1, cutoff=0.75)
    if near_names:
        return f"{by_name[near_names[0]]} ({party_name(by_name[near_names[0]])})"
    known = sorted({"public", "members", *settings.manifest.groups, *settings.nations})
    lowered = {one.lower(): one for one in known}
    near = get_close_matches(word.lower()[:40], list(lowered), n=1, cutoff=0.6)
    return lowered[near[0]] if near else ""
