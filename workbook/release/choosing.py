"""Which files of a plan an audience may see, and which of them count; worked out once for all audiences.

In: a workbook, then audiences. Out: `Chosen` files in the order of a plan of one layer, each with the fields
that it holds back. Files are chosen before it is decided which of two counts, so that no hidden file decides.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import msgspec

from workbook.model.readers import ReaderSet
from workbook.records.fault import UNCLEAR_RELEASE
from workbook.records.indexes import order
from workbook.records.paths import LAYER_FILE, layer_of
from workbook.records.settings import Settings
from workbook.records.workbook import PlanFile, Workbook, counting
from workbook.release.audience import Audience
from workbook.release.facts import Facts, KnownFacts
from workbook.release.holding import RELEASE, CannotHoldBackError, Held, HeldBack, held_back, held_from

_NOTHING: Held = frozenset()


class Candidate(msgspec.Struct, eq=False):
    """A file that somebody may see: its readers, whether it holds fields back, its path in one layer."""

    file: PlanFile
    path: str
    readers: ReaderSet
    holds: bool
    facts: Facts | None = None


class Chosen(msgspec.Struct, eq=False):
    """A file that counts for an audience, and the fields that it holds back from it."""

    candidate: Candidate
    held: Held


class Choice:
    """The files of a plan by their readers."""

    def __init__(self, workbook: Workbook, known: KnownFacts) -> None:
        self.settings = workbook.settings
        found = list(_candidates(workbook, known))
        self._all = sorted((Chosen(one, _NOTHING) for one in found), key=lambda one: one.candidate.path)
        self._rivals = _rivals(found)
        self._held_back: dict[Candidate, tuple[HeldBack, ...]] = {}
        self._winners: dict[tuple[int, ...], int] = {}
        self._allowed: dict[Audience, frozenset[ReaderSet]] = {}
        self._by_readers: dict[ReaderSet, list[Chosen]] = {}
        for one in self._all:
            self._by_readers.setdefault(one.candidate.readers, []).append(one)

    @property
    def candidates(self) -> Sequence[Candidate]:
        """All files that somebody may see, by path."""
        return [one.candidate for one in self._all]

    def allowed(self, audience: Audience) -> frozenset[ReaderSet]:
        """Give the readerships to which every reader of an audience belongs."""
        if audience not in self._allowed:
            self._allowed[audience] = frozenset(filter(audience.may_read, self._by_readers))
        return self._allowed[audience]

    def counted(self, audience: Audience) -> Sequence[Chosen]:
        """List the files that count for an audience, by path."""
        return self._counting(self._all, audience, self.allowed(audience))

    def distance(self, one: frozenset[ReaderSet], other: frozenset[ReaderSet]) -> int:
        """Count the files that only one of two audiences may read."""
        return sum(len(self._by_readers[readers]) for readers in one ^ other)

    def differing(
        self, audience: Audience, counted: Mapping[str, Chosen], allowed: frozenset[ReaderSet]
    ) -> Mapping[str, Chosen | None]:
        """Give, by path, the files that count otherwise than for an audience that reads what is `allowed`."""
        own = self.allowed(audience)
        apart = [one for readers in own ^ allowed for one in self._by_readers[readers]]
        looked = dict.fromkeys((*apart, *self._unsure))
        found: dict[str, Chosen | None] = {
            one.candidate.path: None for one in looked if one.candidate.path in counted
        }
        for one in self._counting(looked, audience, own):
            known = counted.get(one.candidate.path)
            if known is not None and known.candidate is one.candidate and known.held == one.held:
                del found[one.candidate.path]
            else:
                found[one.candidate.path] = one
        return found

    @cached_property
    def _unsure(self) -> Sequence[Chosen]:
        """The files of which more decides than their readers: those that hold fields back, and rivals."""
        return [one for one in self._all if one.candidate.holds or one.candidate.file.id in self._rivals]

    def _counting(
        self, some: Iterable[Chosen], audience: Audience, allowed: frozenset[ReaderSet]
    ) -> Sequence[Chosen]:
        """List those of some files that count; files that claim one id are all among them, or none is."""
        seen = [one for one in some if one.candidate.readers in allowed]
        chosen = [self._holding(one, audience) if one.candidate.holds else one for one in seen]
        shown = [one for one in chosen if one is not None]
        return self._without_rivals(shown) if self._rivals else shown

    def _holding(self, chosen: Chosen, audience: Audience) -> Chosen | None:
        """Give a file with what it holds back; None where it cannot be shown without that."""
        candidate = chosen.candidate
        if candidate not in self._held_back:
            assert candidate.file.record is not None
            self._held_back[candidate] = held_back(candidate.file.record, self.settings)
        try:
            held = held_from(self._held_back[candidate], audience)
        except CannotHoldBackError:
            return None
        return Chosen(chosen.candidate, held) if held else chosen

    def _without_rivals(self, shown: Sequence[Chosen]) -> Sequence[Chosen]:
        """Keep, of files that claim one id, the one that counts among those that are seen."""
        rivals = self._rivals
        seen = {id(one.candidate.file) for one in shown if one.candidate.file.id in rivals}
        winners: set[int] = set()
        for claims in rivals.values():
            claiming = [file for file in claims if id(file) in seen]
            if claiming:
                winners.add(self._winner(claiming))
        losers = seen - winners
        return [one for one in shown if id(one.candidate.file) not in losers] if losers else shown

    def _winner(self, claiming: Sequence[PlanFile]) -> int:
        """Tell which of some files that claim one id counts, worked out once for each choice of them."""
        key = tuple(map(id, claiming))
        if key not in self._winners:
            self._winners[key] = id(counting(claiming))
        return self._winners[key]


def _candidates(workbook: Workbook, known_facts: KnownFacts) -> Iterator[Candidate]:
    settings = workbook.settings
    sound = _sound_layers(settings, workbook.files)
    known: dict[ReaderSet, ReaderSet] = {}
    told: dict[tuple[str, str, str], ReaderSet] = {}
    for file in workbook.files:
        record = file.record
        if record is None or file.layer not in sound or _hides_its_release(file):
            continue
        facts = known_facts.of(file)
        if facts is None:
            readers = settings.readers(record)
        else:
            # Readers follow from the layer, the owner and what is written, and are alike for thousands.
            key = (file.layer, record.owner, facts.release)
            if key not in told:
                told[key] = settings.readers_of(record, facts.readers)
            readers = told[key]
        _, path = layer_of(file.path)
        holds = bool(record.data.release_fields) if facts is None else facts.holds
        yield Candidate(file, path, known.setdefault(readers, readers), holds, facts)


def _rivals(candidates: Iterable[Candidate]) -> dict[str, list[PlanFile]]:
    """Give the files that claim an id which another one claims as well, in order of layer and path."""
    first: dict[str, PlanFile] = {}
    claims: dict[str, list[PlanFile]] = {}
    for one in candidates:
        file = one.file
        known = first.setdefault(file.id, file)
        if known is not file:
            claims.setdefault(file.id, [known]).append(file)
    return {id: sorted(files, key=order) for id, files in claims.items()}


def _sound_layers(settings: Settings, files: Iterable[PlanFile]) -> frozenset[str]:
    """Name the layers whose readers are known; of one whose description is damaged, nothing is released."""
    damaged = {file.layer for file in files if file.kind is None and file.faults and _describes(file)}
    return frozenset(settings.layers) - damaged


def _describes(file: PlanFile) -> bool:
    return file.path.removeprefix(f"layers/{file.layer}/") == LAYER_FILE


def _hides_its_release(file: PlanFile) -> bool:
    """Say whether what a file says about its readers could not be read, so that nobody may be one."""
    return bool(file.faults) and any(
        fault.code == UNCLEAR_RELEASE or fault.field.partition(".")[0].partition("[")[0] in RELEASE
        for fault in file.faults
    )
