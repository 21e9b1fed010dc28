"""What is known of a file without reading it: for whom it is, what it names, its digest; kept in the cache.

In: files as they were shown once where all that they name is released. Out: `Facts` by path, trusted only for
the very bytes that they were drawn from. So a second look at a plan decodes only the records that it prints.
"""

from collections.abc import Mapping
from functools import cache

import msgspec

from workbook.model.readers import Readers
from workbook.records.cache import CacheFolder
from workbook.records.workbook import PlanFile

_NAME = "release"


class Facts(msgspec.Struct, frozen=True, array_like=True):
    """What is known of the bytes of a file; `release` is as it was written, "" where nothing was.

    `is_plain` says that its shown references are those of the file itself, `is_clean` that nothing in it but
    its bookkeeping is shown otherwise, `is_invented` that its record is illustrative.
    """

    blob: str
    release: str
    holds: bool
    is_plain: bool
    is_clean: bool
    digest: bytes
    names: tuple[str, ...]
    is_invented: bool

    @property
    def readers(self) -> Readers | None:
        """The release as it was written."""
        return Readers.from_text(self.release) if self.release else None


class KnownFacts:
    """Facts by the path of a file, as far as they are known."""

    def __init__(self, facts: Mapping[str, Facts]) -> None:
        self._facts = facts

    def of(self, file: PlanFile) -> Facts | None:
        """Give what is known of a file with these bytes."""
        known = self._facts.get(file.path)
        return known if known is not None and known.blob == file.blob != "" else None

    def __len__(self) -> int:
        return len(self._facts)


def read_facts(cache: CacheFolder) -> KnownFacts:
    """Read the facts that were kept; none where they are damaged or of another program."""
    payload = cache.read(_NAME)
    if payload is None:
        return KnownFacts({})
    try:
        return KnownFacts(_decoder().decode(payload))
    except msgspec.DecodeError:
        return KnownFacts({})


def write_facts(cache: CacheFolder, facts: Mapping[str, Facts]) -> None:
    """Keep facts, in place of those kept before."""
    cache.write(_NAME, msgspec.msgpack.encode(facts))


@cache
def _decoder() -> "msgspec.msgpack.Decoder[dict[str, Facts]]":
    return msgspec.msgpack.Decoder(dict[str, Facts])
