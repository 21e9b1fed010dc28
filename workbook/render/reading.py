"""One reading of a released plan: names for its codes, numbers for its sources, what must be warned of.

In: a released plan. Out: names, and `Line`s: a sentence with the record and the sources behind it. A reading
belongs to one paper and remembers what that paper cited, in the order in which it did.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple
from unicodedata import combining, normalize

from workbook.analysis.kept import Kept
from workbook.analysis.totals import ValueTotal, value_totals
from workbook.model.kind import Kind
from workbook.model.manifest import Manifest
from workbook.model.nations import party_name
from workbook.model.record import Record, SourceNote
from workbook.records.workbook import Workbook
from workbook.release.released import Released
from workbook.render.blocks import Line, SourceLine
from workbook.render.values import UNTOLD_UNIT, sentence, when_text
from workbook.render.words import frame as words
from workbook.render.words import standing

# What an item reads as that its readers may not know.
_HIDDEN = "undisclosed"
# Names that English sets "the" before.
_WITH_ARTICLE = frozenset(
    "USA GBR NLD ARE BHS COD COG CAF DOM GMB MDV PHL COM CZR EU UN AU EDA IAEA ICRC OSCE WFP".split()  # noqa: SIM905  # codes read better in a row
)


class Naming:
    """Names for the codes of a plan."""

    @property
    def plan(self) -> Workbook:
        """The plan whose codes are named."""
        raise NotImplementedError

    def party(self, code: str) -> str:
        """Name a nation, an organisation or a group; the code itself where nothing else is known."""
        if code in ("", "unknown", "undisclosed"):
            return standing.NOBODY if not code else standing.PARTIES[code]
        record = self._record(code)
        if record is not None and record.kind is Kind.NATION:
            return str(record.data.name)
        nations = self._groups.get(code)
        if nations:
            return standing.group_of(code, len(nations))
        return party_name(code)

    def the(self, code: str) -> str:
        """Name a party as a sentence does: `the Netherlands`, `Norway`."""
        name = self.party(code)
        # NATO takes none, its full name does.
        has_article = code in _WITH_ARTICLE or name.split()[-1:] == ["Organization"]
        return standing.with_article(name) if has_article else name

    def in_order(self, codes: Iterable[str]) -> list[str]:
        """Name parties as a sentence does, each once, in the order of the alphabet."""
        return [self.the(code) for code in sorted(dict.fromkeys(codes), key=self.place)]

    def place(self, code: str) -> str:
        """Give what parties are put into the order of the alphabet by: their names, not their codes."""
        return "".join(one for one in normalize("NFKD", self.party(code)) if not combining(one)).casefold()

    def owner(self, record: Record) -> str:
        """Name the nation whose word a record is, as a sentence does."""
        return self.the(self.plan.settings.owner(record))

    def item(self, id: str) -> str:
        """Name an item as a sentence does."""
        if id in standing.ITEMS:
            return standing.ITEMS[id]
        record = self._record(id)
        return str(record.data.name) if record is not None and record.kind is Kind.ITEM else id

    def unit(self, unit: str, item: str) -> str:
        """Give the unit of a quantity: its own, else its item's, which is untold where the item is hidden."""
        if not unit and item == _HIDDEN:
            return UNTOLD_UNIT
        record = self._record(item)
        return unit or (str(record.data.unit) if record is not None and record.kind is Kind.ITEM else "")

    def _record(self, id: str) -> Record | None:
        return self.plan.get(id)

    @property
    def _groups(self) -> Mapping[str, Sequence[str]]:
        return self.plan.settings.manifest.groups


class KnownNames(Naming):
    """Names of parties and items as far as some records give them: the same for all who are shown these.

    What is drawn with these names is the same for all of them as well.
    """

    def __init__(self, manifest: Manifest, nations: Sequence[Record], items: Sequence[Record]) -> None:
        self._manifest = manifest
        self._records = {record.id: record for record in (*nations, *items)}

    def _record(self, id: str) -> Record | None:
        return self._records.get(id)

    @property
    def _groups(self) -> Mapping[str, Sequence[str]]:
        return self._manifest.groups


@dataclass(frozen=True)
class PlanNaming(Naming):
    """Names for the codes of a plan, for what is worked out of it without citing anything."""

    of: Workbook

    @property
    def plan(self) -> Workbook:
        """The plan whose codes are named."""
        return self.of


@dataclass
class Reading(Naming):
    """Names and notes for one paper; one that `is_brief` cites only the latest source of a record."""

    released: Released[Workbook]
    is_brief: bool = False
    _notes: dict[tuple[str, str, str, str], int] = field(default_factory=dict)
    _unconfirmed: set[str] = field(default_factory=set)
    _has_illustrative: bool = False

    @property
    def plan(self) -> Workbook:
        """The released plan."""
        return self.released.content

    @property
    def kept(self) -> Kept:
        """Analyses of all that the same gate released."""
        return self.released.kept

    @cached_property
    def names(self) -> KnownNames:
        """The names of the plan's parties and items, for what is drawn once for several audiences."""
        plan = self.plan
        named = (plan.settings.manifest, plan.of_kind(Kind.NATION), plan.of_kind(Kind.ITEM))
        return self.kept.drawn(KnownNames, named)

    @cached_property
    def values(self) -> tuple[ValueTotal, ...]:
        """What the commitments of the released plan are worth, by currency."""
        return self.kept.once(value_totals, self.plan)

    def line(self, text: str, record: Record | None, *, ref: bool = True, cited: bool = True) -> Line:
        """Make a line of a sentence and the record behind it, whose sources are cited if wanted."""
        if record is None:
            return Line(text=sentence(text))
        cautions = self.cautions(record)
        parts = [record.id] if ref else []
        notes = self.cite(record) if cited else ()
        return Line(text=sentence(text), tail=", ".join([*parts, *cautions]), notes=notes)

    def cautions(self, record: Record) -> list[str]:
        """Give the words of caution that a record needs, and remember them for the head of the paper."""
        found = []
        if record.recorded:
            self._unconfirmed.add(record.id)
            found.append(words.UNCONFIRMED)
        if record.data.illustrative:
            self._has_illustrative = True
            found += [] if self.is_invented else [words.ILLUSTRATIVE]
        return found

    def remember(self, ids: Set[str]) -> None:
        """Remember for the head of the paper what is to be cautious of in some records."""
        for found in self._cautions(Kind):
            self._unconfirmed |= found.unconfirmed & ids
            # Of what is invented the head only says that there is some.
            self._has_illustrative |= not all(map(ids.isdisjoint, found.illustrative))

    def remember_kinds(self, kinds: Iterable[Kind]) -> None:
        """Remember for the head of the paper what is to be cautious of in all records of some kinds."""
        for found in self._cautions(kinds):
            self._unconfirmed |= found.unconfirmed
            self._has_illustrative |= bool(found.illustrative)

    def _cautions(self, kinds: Iterable[Kind]) -> "list[_Cautions]":
        return [self.kept.drawn(_cautions_of, (self.by_owner(kind),), self.kept) for kind in kinds]

    def by_owner(self, kind: Kind) -> Mapping[str, Sequence[Record]]:
        """Give the records of a kind by whose word they are, those of each in order of path."""
        return self.kept.by_owner(self.plan, kind)

    @property
    def is_invented(self) -> bool:
        """Whether every record of the plan is invented: then it is said once, not of each."""
        return self.released.is_invented

    def cite(self, *records: Record) -> tuple[int, ...]:
        """Number the sources of some records, in the order in which a paper first names them."""
        keys = [_key(note) for record in records for note in self._told(record.data.sources)]
        return tuple(sorted({self._notes.setdefault(key, len(self._notes) + 1) for key in keys}))

    def cite_one(self, note: SourceNote) -> int:
        """Number one source."""
        return self._notes.setdefault(_key(note), len(self._notes) + 1)

    @property
    def sources(self) -> Sequence[SourceLine]:
        """The sources cited so far, by number."""
        return tuple(
            SourceLine(number=number, text=words.source(publisher, title, when), url=url)
            for (publisher, title, when, url), number in self._notes.items()
        )

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader must know of the records cited so far."""
        found = [words.warns_of_unconfirmed(len(self._unconfirmed))] if self._unconfirmed else []
        if self.is_invented and self.plan.files:
            found.append(words.ALL_INVENTED)
        elif self._has_illustrative:
            found.append(words.warns_of_illustrative())
        return tuple(found)

    def _told(self, notes: Sequence[SourceNote]) -> Sequence[SourceNote]:
        return sorted(notes, key=_day)[-1:] if self.is_brief else notes


class _Cautions(NamedTuple):
    """The ids of records that are not confirmed, and those of invented ones, of each owner together."""

    unconfirmed: frozenset[str]
    illustrative: tuple[frozenset[str], ...]


def _cautions_of(by_owner: Mapping[str, Sequence[Record]], kept: Kept) -> _Cautions:
    found = [kept.drawn(_cautions_in, (records,)) for records in by_owner.values()]
    return _Cautions(
        frozenset().union(*(one.unconfirmed for one in found)),
        tuple(some for one in found for some in one.illustrative),
    )


def _cautions_in(records: Sequence[Record]) -> _Cautions:
    illustrative = frozenset(one.id for one in records if one.data.illustrative)
    return _Cautions(
        frozenset(one.id for one in records if one.recorded), (illustrative,) if illustrative else ()
    )


def _day(note: SourceNote) -> date:
    return note.date.last if note.date is not None and note.date.last is not None else date.min


def _key(note: SourceNote) -> tuple[str, str, str, str]:
    when = ""
    if note.date is not None:
        when = when_text(note.date) if note.date.is_known else words.UNKNOWN_DATE
    return (note.publisher, note.title, when, note.url)
