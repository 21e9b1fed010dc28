"""What is shown of a file, worked out once for all audiences that see the same of it.

In: a chosen file, the fields that it holds back, and the ids of a release. Out: `Shown`: the released file,
the very same object for all who see the same, and its digest. What is shown follows from the held-back fields
and from which of the ids that the record names are released, and from nothing else.
"""

from collections.abc import Collection
from functools import partial

import msgspec

from workbook.model.record import Record, RecordData
from workbook.model.references import Reference, references
from workbook.records.settings import SHARED_LAYER
from workbook.records.workbook import PlanFile
from workbook.release.choosing import Candidate, Chosen
from workbook.release.digest import record_digest
from workbook.release.facts import Facts
from workbook.release.holding import Held
from workbook.release.redaction import Ids, redact, without_bookkeeping


class Shown(msgspec.Struct, frozen=True, eq=False):
    """A file as it is shown, its record's digest, whether that is illustrative, and the ids it may name."""

    file: PlanFile
    digest: bytes
    is_invented: bool
    names: Collection[str] = ()


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

    def of(self, chosen: Chosen, ids: frozenset[str]) -> Shown:
        """Give what is shown of a file where the release holds these ids."""
        shown = self._whole_of(chosen)
        if ids.issuperset(shown.names):
            return shown
        candidate, held = chosen.candidate, chosen.held
        key = (candidate, held, frozenset(shown.names) - ids)
        if key not in self._naming:
            self._naming[key] = _shown(candidate, held, ids)
        return self._naming[key]

    def names(self, chosen: Chosen) -> Collection[str]:
        """Give the ids on which it depends what is shown of a file."""
        return self._whole_of(chosen).names

    def facts(self, candidate: Candidate) -> Facts:
        """Give what is to be kept of a file."""
        if candidate.facts is not None:
            return candidate.facts
        shown = self._whole.get(candidate) or self._all_but_held(candidate, frozenset())
        record = candidate.file.record
        assert record is not None
        assert shown.file.record is not None
        release = record.data.release
        return Facts(
            blob=candidate.file.blob,
            release=release.text if release is not None else "",
            holds=candidate.holds,
            is_plain=shown.file.references == candidate.file.references,
            is_clean=shown.file.record.data == without_bookkeeping(record.data),
            digest=shown.digest,
            names=tuple(sorted(shown.names)),
            is_invented=shown.is_invented,
        )

    def _whole_of(self, chosen: Chosen) -> Shown:
        candidate, held = chosen.candidate, chosen.held
        shown = self._holding.get((candidate, held)) if held else self._whole.get(candidate)
        return shown if shown is not None else self._all_but_held(candidate, held)

    def _all_but_held(self, candidate: Candidate, held: Held) -> Shown:
        """Give what is shown where every id that the record names is released."""
        facts = candidate.facts
        if facts is not None and facts.is_plain and not held:
            found = Shown(_later(candidate), facts.digest, facts.is_invented, facts.names)
        else:
            noting = _Noting()
            shown = _shown(candidate, held, noting)
            found = msgspec.structs.replace(shown, names=frozenset(noting.asked))
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
    is_same = shown.data is record.data
    named = file.references if is_same else tuple(references(shown.data))
    return Shown(_file(candidate, shown, named), record_digest(shown), shown.data.illustrative)


def _later(candidate: Candidate) -> PlanFile:
    """Give a file as it is shown whole, whose record is decoded and redacted when it is first asked for."""
    record = candidate.file.record
    assert record is not None
    shown = Record(
        id=record.id,
        kind=record.kind,
        path=candidate.path,
        owner=record.owner,
        recorded=record.recorded,
        meeting=record.meeting,
        decode=partial(_whole_data, candidate),
    )
    return _file(candidate, shown, candidate.file.references)


def _whole_data(candidate: Candidate) -> RecordData:
    record, facts = candidate.file.record, candidate.facts
    assert record is not None
    is_clean = facts is not None and facts.is_clean
    data: RecordData = (
        without_bookkeeping(record.data)
        if is_clean
        else redact(record, frozenset(), _Noting(), candidate.path).data
    )
    return data


def _file(candidate: Candidate, shown: Record, named: tuple[Reference, ...]) -> PlanFile:
    return PlanFile(
        path=candidate.path,
        layer=SHARED_LAYER,
        blob="",
        id=candidate.file.id,
        kind=candidate.file.kind,
        references=named,
        record=shown,
    )
