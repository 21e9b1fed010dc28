"""What was worked out about open proposals, kept beside the git data for as long as it holds.

In: the shared plan. Out: rows, changed files and rivalries of before, named by all that they were drawn from:
main, the proposal, its reviews, the layers here, the day. What is damaged, or of another program, counts as
absent; what holds for no open proposal any more is dropped.
"""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import TypeVar

import msgspec

from workbook.desk.folders import cache_folder, overlay_folders, own_repository
from workbook.desk.reviewing.row import ProposalRow
from workbook.desk.reviewing.shared import SharedPlan
from workbook.records.cache import CacheFolder
from workbook.vcs.state import tip_of

T = TypeVar("T")
_FILE = "proposals"
_SIZE = 16
# Those of proposals that are gone are dropped once there are so many.
_MOST_RIVALRIES = 5_000


class ChangedFiles(msgspec.Struct, frozen=True, kw_only=True):
    """The files that a proposal changes in main: blob ids by path, "" where none lies there.

    `made` holds the contents that were merged and that git does not have, by blob id.
    """

    before: Mapping[str, str]
    after: Mapping[str, str]
    made: Mapping[str, bytes]
    is_withdrawn: bool


class _Kept(msgspec.Struct, kw_only=True):
    """All that is kept; each by a name that says what it was drawn from."""

    rows: dict[str, ProposalRow] = msgspec.field(default_factory=dict)
    files: dict[str, ChangedFiles] = msgspec.field(default_factory=dict)
    rivalries: dict[str, Sequence[str]] = msgspec.field(default_factory=dict)


class KnownProposals:
    """What is known of the open proposals of a shared plan; `keep` writes what was asked for or put in."""

    def __init__(self, shared: SharedPlan) -> None:
        self._shared = shared
        self._folder = CacheFolder(cache_folder(shared.repository.top))
        self._kept = _read(self._folder)
        self._used = _Kept()
        self._layers = _layers(shared)
        self._is_new = False

    def row(self, id: str) -> ProposalRow | None:
        """Give the row of a proposal; None where it must be worked out."""
        return _taken(self._kept.rows, self._used.rows, self._row_name(id))

    def put_row(self, id: str, row: ProposalRow) -> None:
        """Put in the row of a proposal."""
        self._used.rows[self._row_name(id)] = row
        self._is_new = True

    def files(self, id: str) -> ChangedFiles | None:
        """Give the files that a proposal changes; None where that must be worked out."""
        return _taken(self._kept.files, self._used.files, self._files_name(id))

    def put_files(self, id: str, files: ChangedFiles) -> None:
        """Put in the files that a proposal changes."""
        self._used.files[self._files_name(id)] = files
        self._is_new = True

    def rivalry(self, name: str) -> Sequence[str] | None:
        """Give the places in which three versions of a file clash; None where they must be worked out."""
        return _taken(self._kept.rivalries, self._used.rivalries, name)

    def put_rivalry(self, name: str, places: Sequence[str]) -> None:
        """Put in the places in which three versions of a file clash."""
        self._used.rivalries[name] = places
        self._is_new = True

    def keep(self) -> None:
        """Write what is new, with what else holds for the open proposals, asked for or not."""
        if not self._is_new:
            return
        for id in self._shared.open_ids:
            self.row(id)
            self.files(id)
        if len(self._kept.rivalries) <= _MOST_RIVALRIES:
            self._used.rivalries = {**self._kept.rivalries, **self._used.rivalries}
        self._folder.write(_FILE, msgspec.msgpack.encode(self._used))

    def _row_name(self, id: str) -> str:
        shared = self._shared
        reviews = sorted(shared.reviews(id).items())
        return _name(self._files_name(id), str(reviews), self._layers, str(shared.today))

    def _files_name(self, id: str) -> str:
        return _name(id, self._shared.seen.main, self._shared.tip(id))


def _read(folder: CacheFolder) -> _Kept:
    payload = folder.read(_FILE)
    if payload is None:
        return _Kept()
    try:
        return msgspec.msgpack.decode(payload, type=_Kept)
    except msgspec.DecodeError:
        return _Kept()


def _taken(kept: Mapping[str, T], used: dict[str, T], name: str) -> T | None:
    if name not in used and name in kept:
        used[name] = kept[name]
    return used.get(name)


def _layers(shared: SharedPlan) -> str:
    """Name the state of the layers that lie here: the plan is judged with them."""
    found = []
    for folder in overlay_folders(shared.top):
        repository = own_repository(folder)
        found.append((folder.name, tip_of(repository, "HEAD") if repository is not None else ""))
    return str(found)


def _name(*parts: str) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "surrogateescape"), digest_size=_SIZE).hexdigest()
