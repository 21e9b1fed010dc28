"""The contents of a plan as one leafs through them: nations, catalogue, meetings, everything by kind.

In: what a plan holds, and which shelf stands open. Out: `Shelf`s in order, each a line of the navigation.
"""

from collections.abc import Iterator, Sequence

import msgspec

from workbook.desk.listing.contents import SECRETARIAT, Contents
from workbook.model.kind import MEETING_FOLDERS, NATION_FOLDERS, Kind

_CATALOGUE = (Kind.ITEM, Kind.SUPPLIER)
_NATIONAL = tuple(NATION_FOLDERS.values())


class Shelf(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the navigation: records of a kind, of an owner or of a meeting, or all of them.

    `kind` is None for a mere heading. `figures` are counts in words; `depth` is how far it is indented, and
    `opens` names the nation or meeting whose kinds are listed below it, "" for none. `leads_to` is the action
    that opens a place of its own, "" where the line stands for records.
    """

    label: str
    kind: Kind | None = None
    owner: str | None = None
    meeting: str = ""
    figures: tuple[str, ...] = ()
    depth: int = 0
    opens: str = ""
    leads_to: str = ""

    @property
    def holds(self) -> tuple[Kind | None, str | None, str]:
        """Which records stand on it, however many there are: equal for the same shelf at any time."""
        return self.kind, self.owner, self.meeting

    @property
    def title(self) -> str:
        """What the list of its records is called."""
        if self.kind is None:
            return self.label
        plural = self.kind.plural.capitalize()
        if self.meeting:
            return f"{plural} of {self.meeting}"
        return f"{plural} of {self.owner}" if self.owner else f"All {self.kind.plural}"

    def paths(self, contents: Contents) -> Sequence[str]:
        """List the paths of its records."""
        return contents.paths(self.kind, self.owner, self.meeting) if self.kind else ()


def shelves(
    contents: Contents, *, opened: str, proposals: int | None = None, mine: int = 0
) -> Sequence[Shelf]:
    """List all shelves; below the nation or meeting that is `opened` also those of its kinds.

    `proposals` is how many are open, None where that is not known; `mine` how many wait on whoever looks.
    """
    count = "" if proposals is None else f"{proposals:,}"
    return [
        *_nations(contents, opened),
        Shelf(label="Catalogue"),
        *(_shelf(contents, kind) for kind in _CATALOGUE),
        Shelf(label="Meetings"),
        *_meetings(contents, opened),
        Shelf(label="Proposals !" if mine else "Proposals", leads_to="proposals", figures=(count,)),
        Shelf(label="Analysis", leads_to="analyse"),
        Shelf(label="Everything"),
        *(_shelf(contents, kind) for kind in Kind if kind not in _CATALOGUE and contents.count(kind)),
    ]


def home_shelf(contents: Contents, nation: str) -> Shelf:
    """Give the shelf to begin with: what a nation has said it will do, else what it has, else everything."""
    for kind in contents.kinds(nation) if nation else ():
        if kind in (Kind.COMMITMENT, Kind.REQUEST):
            return _nation(contents, nation, kind)
    return _shelf(contents, Kind.COMMITMENT)


def shelf_of(contents: Contents, kind: Kind, owner: str, meeting: str) -> Shelf:
    """Give the narrowest shelf on which a record stands; a meeting itself stands among the meetings."""
    if meeting and kind is not Kind.MEETING:
        return _meeting_shelf(contents, meeting, kind)
    return _nation(contents, owner, kind) if owner and kind in _NATIONAL else _shelf(contents, kind)


def _nations(contents: Contents, opened: str) -> Iterator[Shelf]:
    yield Shelf(label="Nations", figures=("Gives", "Asks"))
    for owner in contents.owners:
        kinds = [kind for kind in contents.kinds(owner) if kind in _NATIONAL]
        first = Kind.COMMITMENT if Kind.COMMITMENT in kinds or not kinds else kinds[0]
        figures = tuple(str(contents.count(kind, owner) or "-") for kind in (Kind.COMMITMENT, Kind.REQUEST))
        yield Shelf(label=owner, kind=first, owner=owner, figures=figures, depth=1, opens=owner)
        if owner == opened:
            yield from (_nation(contents, owner, kind) for kind in kinds)


def _nation(contents: Contents, owner: str, kind: Kind) -> Shelf:
    figures = (str(contents.count(kind, owner)),)
    return Shelf(label=kind.plural.capitalize(), kind=kind, owner=owner, figures=figures, depth=2)


def _meetings(contents: Contents, opened: str) -> Iterator[Shelf]:
    yield _shelf(contents, Kind.MEETING)
    for meeting in contents.meetings:
        yield Shelf(label=meeting, kind=Kind.AGENDA, meeting=meeting, depth=1, opens=meeting)
        if meeting == opened:
            for kind in MEETING_FOLDERS.values():
                yield _meeting_shelf(contents, meeting, kind)


def _meeting_shelf(contents: Contents, meeting: str, kind: Kind) -> Shelf:
    figures = (str(contents.count(kind, None, meeting)),)
    return Shelf(label=kind.plural.capitalize(), kind=kind, meeting=meeting, figures=figures, depth=2)


def _shelf(contents: Contents, kind: Kind) -> Shelf:
    owner = SECRETARIAT if kind is Kind.SUPPLIER else None
    return Shelf(
        label=kind.plural.capitalize(),
        kind=kind,
        owner=owner,
        figures=(str(contents.count(kind, owner)),),
        depth=1,
    )
