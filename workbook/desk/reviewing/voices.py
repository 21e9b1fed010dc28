"""What nations say of a proposal, read from the branches that each writes alone.

In: a repository, the id of a proposal, and the tips of its review branches by nation. Out: `Said`s. Only what
lies in the nation's own folder, and is about this proposal, is its word; all else there is passed over.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from workbook.change.consent import Voice
from workbook.model.kind import Kind
from workbook.model.readers import Readers
from workbook.records.making import read_contents
from workbook.records.paths import path_of
from workbook.vcs.folders import read_folders
from workbook.vcs.plumbing import Repository, read_whole


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A review where it lies: what counts of it, its text, its file, and the last commit of its branch.

    `replies_to` is the review that it answers, "" for none.
    """

    voice: Voice
    text: str
    replies_to: str
    release: Readers | None
    path: str
    data: bytes
    commit: str


def read_voices(repository: Repository, id: str, tips: Mapping[str, str]) -> Sequence[Said]:
    """Read all that is said of a proposal, in order of nation and time."""
    return read_all_voices(repository, {id: tips})[id]


def read_all_voices(
    repository: Repository, tips: Mapping[str, Mapping[str, str]]
) -> Mapping[str, Sequence[Said]]:
    """Read all that is said of some proposals, by two git processes however many; tips are by id, nation."""
    branches = [
        _Branch(id, nation, tip) for id, of_nations in tips.items() for nation, tip in of_nations.items()
    ]
    folders = read_folders(repository.top, ((one.tip, one.folder) for one in branches))
    files = [
        (one, f"{one.folder}/{name}", entry.id)
        for one in branches
        for name, entry in sorted(folders[one.tip, one.folder].items())
        if entry.is_file
    ]
    blobs = sorted({blob for _, _, blob in files})
    contents = dict(zip(blobs, read_whole(repository.top, blobs), strict=True))
    found: dict[str, list[Said]] = {id: [] for id in tips}
    for branch, path, blob in files:
        found[branch.id] += _said(branch, path, contents[blob])
    return {
        id: sorted(said, key=lambda one: (one.voice.nation, one.voice.on, one.voice.id))
        for id, said in found.items()
    }


class _Branch(NamedTuple):
    """A review branch: of which proposal, whose, and its last commit."""

    id: str
    nation: str
    tip: str

    @property
    def folder(self) -> str:
        return path_of(Kind.REVIEW, "any", owner=self.nation).rpartition("/")[0]


def _said(branch: _Branch, path: str, data: bytes) -> Iterator[Said]:
    if any("\ud800" <= letter <= "\udfff" for letter in path):
        return
    record = read_contents(path, data).record
    if record is None or record.kind is not Kind.REVIEW or record.owner != branch.nation:
        return
    if record.data.proposal != branch.id or not record.id.startswith(f"{branch.nation}-"):
        return
    yield Said(
        voice=Voice(
            id=record.id,
            nation=branch.nation,
            verdict=record.data.verdict,
            on=record.data.on,
            about=record.data.about,
            covers=record.data.covers,
            replaces=record.data.replaces,
        ),
        text=record.data.text,
        replies_to=record.data.replies_to,
        release=record.data.release,
        path=path,
        data=data,
        commit=branch.tip,
    )
