"""What nations say of a proposal, read from the branches that each writes alone.

In: a repository, the id of a proposal, and the tips of its review branches by nation. Out: `Said`s. Only what
lies in the nation's own folder, and is about this proposal, is its word; all else there is passed over.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from workbook.change.consent import Voice
from workbook.model.kind import Kind
from workbook.model.readers import Readers
from workbook.records.making import read_contents
from workbook.records.paths import path_of
from workbook.records.source import FileType
from workbook.vcs.commit import CommitSource
from workbook.vcs.plumbing import Repository


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
    found = [said for nation, tip in sorted(tips.items()) for said in _said_by(repository, id, nation, tip)]
    return sorted(found, key=lambda one: (one.voice.nation, one.voice.on, one.voice.id))


def _said_by(repository: Repository, id: str, nation: str, tip: str) -> Iterator[Said]:
    source = CommitSource(repository, tip)
    folder = path_of(Kind.REVIEW, "any", owner=nation).rpartition("/")[0]
    paths = [file.path for file in source.files(folder) if file.type is FileType.REGULAR]
    for path, data in source.read_many(paths):
        file = read_contents(path, data) if isinstance(data, bytes) else None
        record = file.record if file is not None else None
        if record is None or record.kind is not Kind.REVIEW or record.owner != nation:
            continue
        if not record.id.startswith(f"{nation}-"):
            continue
        if record.data.proposal == id and isinstance(data, bytes):
            yield Said(
                voice=Voice(
                    id=record.id,
                    nation=nation,
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
                commit=tip,
            )
