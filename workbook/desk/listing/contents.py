"""What a plan holds, known from paths alone: how many records of each kind each party owns.

In: the paths of a plan's files. Out: `Contents`, which no file had to be read for. A record noted for a
nation under `recorded/` counts as that nation's, as lists show it too.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from workbook.model.kind import Kind
from workbook.records.paths import NAMED_BY_FOLDER, Folder, folder_of, layer_of

SECRETARIAT = ""
Place = tuple[Kind, str]


class Contents:
    """Paths of records by kind and owner; the secretariat's own have the owner "" (`SECRETARIAT`)."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._places: dict[Place, list[str]] = {}
        self._meetings: dict[str, dict[Kind, list[str]]] = {}
        self._unread: Sequence[Folder] = ()
        # Ten thousand paths lie in a few hundred folders, so each folder is looked at once.
        folders: dict[str, list[str]] = defaultdict(list)
        for path in paths:
            folders[path.rpartition("/")[0]].append(path)
        for folder, found in folders.items():
            for path in {f"{folder}/{name}" for name in NAMED_BY_FOLDER}.intersection(found):
                found.remove(path)
                self._add([path])
            if found:
                self._add(found)

    def _add(self, paths: Sequence[str]) -> None:
        """Add paths that lie in one folder, so that all have the same home."""
        home = folder_of(layer_of(paths[0])[1])
        if home is None:
            return
        self._places.setdefault((home.kind, home.owner), []).extend(paths)
        if home.meeting:
            self._meetings.setdefault(home.meeting, {}).setdefault(home.kind, []).extend(paths)

    def changed(self, files: Mapping[str, bytes | None]) -> None:
        """Take note of files that came or went."""
        for path, data in files.items():
            home = folder_of(layer_of(path)[1])
            if home is None:
                continue
            known = path in self._places.get((home.kind, home.owner), ())
            if data is None and known:
                self._places[home.kind, home.owner].remove(path)
                if home.meeting:
                    self._meetings[home.meeting][home.kind].remove(path)
            elif data is not None and not known:
                self._add([path])

    def count_without(self, paths: Iterable[str]) -> None:
        """Leave files out of every count, as no record can be read from them; they are listed still."""
        homes = (folder_of(layer_of(path)[1]) for path in paths)
        self._unread = [home for home in homes if home is not None]

    @property
    def owners(self) -> Sequence[str]:
        """The nations and organisations that own records, in order of their codes."""
        return sorted({owner for (_, owner), paths in self._places.items() if owner and paths})

    @property
    def meetings(self) -> Sequence[str]:
        """The ids of meetings, the latest first."""
        held = {path.split("/")[-2] for path in self._places.get((Kind.MEETING, SECRETARIAT), ())}
        return sorted({*held, *self._meetings}, reverse=True)

    def kinds(self, owner: str) -> Sequence[Kind]:
        """The kinds of which an owner has records, in the order of the kinds."""
        return [kind for kind in Kind if self._places.get((kind, owner))]

    def paths(self, kind: Kind, owner: str | None = None, meeting: str = "") -> Sequence[str]:
        """List the paths of records of a kind, by id; of one owner or one meeting where it is given."""
        if meeting:
            found = self._meetings.get(meeting, {}).get(kind, [])
        elif owner is not None:
            found = self._places.get((kind, owner), [])
        else:
            found = [path for (one, _), paths in self._places.items() if one is kind for path in paths]
        return sorted(found, key=_id_and_path)

    def count(self, kind: Kind, owner: str | None = None, meeting: str = "") -> int:
        """Count what `paths` would list, but for what cannot be read."""
        if meeting:
            found = [self._meetings.get(meeting, {}).get(kind, [])]
        elif owner is not None:
            found = [self._places.get((kind, owner), [])]
        else:
            found = [paths for (one, _), paths in self._places.items() if one is kind]
        unread = sum(
            home.kind is kind and owner in (None, home.owner) and meeting in ("", home.meeting)
            for home in self._unread
        )
        return sum(map(len, found)) - unread


def _id_and_path(path: str) -> tuple[str, str]:
    """Give what files are sorted by: the last word of the path, which for most is the id."""
    return path.rpartition("/")[2], path
