"""What is shown of a file, worked out once for all audiences that see the same of it.

In: a chosen file, the fields that it holds back, and the ids of a release. Out: `Shown`: the released file,
the very same object for all who see the same, and its digest. What is shown follows from the held-back fields
and from which of the ids that the record names are released, and from nothing else.
"""

from collections.abc import Set

import msgspec

from workbook.model.references import references
from workbook.records.settings import SHARED_LAYER
from workbook.records.workbook import PlanFile
from workbook.release.choosing import Candidate, Chosen
from workbook.release.digest import record_digest
from workbook.release.holding import Held
from workbook.release.redaction import Ids, redact


class Shown(msgspec.Struct, frozen=True, eq=False):
    """A file as it is shown, the digest of its record, and the ids that it may name."""

    file: PlanFile
    digest: bytes
    names: frozenset[str] = frozenset()


class _Noting:
    """Ids of a release that holds everything; remembers which were asked for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def __contains__(self, id: object) -> bool:
        self.asked.add(str(id))
        return True


class Showing:
    """What is shown of each file; one for all audiences of a plan."""

    def __init__(self) -> None:
        self._whole: dict[Candidate, Shown] = {}
        self._holding: dict[tuple[Candidate, Held], Shown] = {}
        self._naming: dict[tuple[Candidate, Held, frozenset[str]], Shown] = {}

    def of(self, chosen: Chosen, ids: Set[str]) -> Shown:
        """Give what is shown of a file where the release holds these ids."""
        candidate, held = chosen.candidate, chosen.held
        shown = self._holding.get((candidate, held)) if held else self._whole.get(candidate)
        if shown is None:
            shown = self._all_but_held(candidate, held)
        if shown.names <= ids:
            return shown
        key = (candidate, held, shown.names - ids)
        if key not in self._naming:
            self._naming[key] = _shown(candidate, held, ids)
        return self._naming[key]

    def _all_but_held(self, candidate: Candidate, held: Held) -> Shown:
        """Give what is shown where every id that the record names is released."""
        noting = _Noting()
        shown = _shown(candidate, held, noting)
        found = Shown(shown.file, shown.digest, frozenset(noting.asked))
        if held:
            self._holding[candidate, held] = found
        else:
            self._whole[candidate] = found
        return found


def _shown(candidate: Candidate, held: Held, ids: Ids) -> Shown:
    file = candidate.file
    record = file.record
    assert record is not None
    shown = redact(record, held, ids, candidate.path)
    released = PlanFile(
        path=candidate.path,
        layer=SHARED_LAYER,
        blob="",
        id=file.id,
        kind=file.kind,
        references=file.references if shown.data is record.data else tuple(references(shown.data)),
        record=shown,
    )
    return Shown(released, record_digest(shown))
