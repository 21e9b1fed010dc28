"""Analyses kept by what they read: taken again wherever the very same records would be read.

In: a pure function of a plan and its arguments. Out: its result, worked out anew or as it was kept. The
function is run on a view of the plan that notes each look at it; a kept result is given for another plan
(after an edit, or as released to others) only where each of these looks shows identical records there.
Nothing that a plan does not hold can reach its results. It knows no analysis.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from itertools import islice
from threading import Lock
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import ref

from workbook.analysis.looks import Result
from workbook.model.kind import Kind
from workbook.model.manifest import Manifest
from workbook.model.record import Record
from workbook.records.settings import Settings
from workbook.records.workbook import Mention, PlanFile, Workbook

P = ParamSpec("P")
T = TypeVar("T")

_MOST = 20_000
_DRAWN_FOR_EACH = 3
# As many states of a plan as one result is kept for: audiences and edits that differ in what it reads.
_MOST_ALIKE = 12
_MOST_BASES = 64


class Kept:
    """Results that are worth keeping, bounded; whoever asks for analyses holds one and passes it on.

    Bounded by how many results it holds: those that nobody asked for longest go first.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._most_drawn = _DRAWN_FOR_EACH * most
        self._lock = Lock()
        self._results: dict[Hashable, tuple[Result, ...]] = {}
        self._latest: dict[Hashable, tuple[ref[Workbook], Any]] = {}
        self._drawn: dict[Hashable, tuple[object, Any]] = {}
        # The bases seen last, each once, so that they can be told apart at a glance.
        self._bases: tuple[tuple[Settings, Settings], ...] = ()

    def take(
        self,
        function: Callable[Concatenate[Workbook, P], T],
        workbook: Workbook,
        *args: P.args,
        **options: P.kwargs,
    ) -> T:
        """Give what a function tells of a plan, kept or worked out now.

        The function is pure, and stands at the top of its module; its arguments can be hashed. It reads
        records by id, by whom they name, and by kind; what reads all files at once is kept for that very
        plan only.

            item_coverage of nasams reads nasams, and 3 requests with what meets them; a stock is changed
            -> kept; one of the 3 requests is changed -> worked out anew
        """
        found: T = self.result(function, workbook, *args, **options).value
        return found

    def once(self, function: Callable[..., T], workbook: Workbook, *args: Hashable) -> T:
        """Give what a function tells of a plan, worked out once for as long as that plan is looked at.

        The function takes `kept` as well. For what is put together from many kept results: what all of them
        read is too much to be compared.
        """
        known = self._latest.get((function, args))
        if known is not None and known[0]() is workbook:
            found: T = known[1]
            return found
        made = function(workbook, *args, kept=self)
        self._latest[function, args] = (ref(workbook), made)
        return made

    def drawn(self, function: Callable[..., T], values: Sequence[object], *args: Hashable) -> T:
        """Give what follows from kept values alone, drawn once for all plans in which these are told.

        The function is pure and takes the values one by one, then the arguments. For what is put together of
        many kept values, of which an audience or an edit makes only a few others.
        """
        key = (function, *map(id, values), args)
        known = self._drawn.get(key)
        if known is not None:
            found: T = known[1]
            return found
        made = function(*values, *args)
        if len(self._drawn) >= self._most_drawn:
            # The older half goes.
            self._drawn = dict(islice(self._drawn.items(), self._most_drawn // 2, None))
        # The values are held, so that no others can take their places in memory.
        self._drawn[key] = (tuple(values), made)
        return made

    def by_owner(self, workbook: Workbook, kind: Kind) -> Mapping[str, Sequence[Record]]:
        """Give the records of a kind by whose word they are, those of each in order of layer and path.

        Where two plans hold the same of an owner, both give the very same tuple, so that what is drawn of it
        is drawn once.
        """
        return self.drawn(_by_owner, (workbook.of_kind(kind),), self)

    def __len__(self) -> int:
        return len(self._results)

    def result(
        self, function: Callable[..., Any], workbook: Workbook, *args: Any, **options: Any
    ) -> "Result":
        """Give what `take` gives, with all that was looked at for it."""
        key = (function, args, tuple(sorted(options.items())) if options else ())
        known = self._results.get(key, ())
        if known and known[0].last() is workbook:
            self._keep(key, known)
            return known[0]
        basis = self._basis(workbook.settings)
        found = _holding([one for one in known if one.basis is basis], workbook)
        if found is not None:
            found.hold_in(workbook)
            is_first = found is known[0]
            self._keep(key, known if is_first else (found, *(one for one in known if one is not found)))
            return found
        view = _View(workbook, basis, self)
        made = view.result(function(view, *args, **options))
        self._keep(key, (made, *known[: _MOST_ALIKE - 1]))
        return made

    def _basis(self, settings: Settings) -> Settings:
        """Give what analyses may read of settings, the same object for equal ones."""
        for whole, basis in self._bases:
            if whole is settings:
                return basis
        basis = _basis_of(settings)
        basis = next((known for _, known in self._bases if known.manifest == basis.manifest), basis)
        self._bases = ((settings, basis), *self._bases[: _MOST_BASES - 1])
        return basis

    def _keep(self, key: Hashable, results: "tuple[Result, ...]") -> None:
        """Put results at the end, behind all that was used before, and drop the oldest of too many.

        Workers beside a screen share what is kept with it: one at a time moves results about.
        """
        if self._results.get(key) is results and 2 * len(self._results) < self._most:
            return
        with self._lock:
            self._results.pop(key, None)
            self._results[key] = results
            while len(self._results) > self._most:
                del self._results[next(iter(self._results))]


def _holding(known: Sequence[Result], workbook: Workbook) -> Result | None:
    """Give a result that holds in a plan; those of the plan below it are told at a glance."""
    for is_of in (True, False):
        for one in known:
            if one.is_of(workbook) is is_of and one.holds_in(workbook):
                return one
    return None


def part_of(
    function: Callable[Concatenate[Workbook, P], T], workbook: Workbook, *args: P.args, **options: P.kwargs
) -> T:
    """Give a part of an analysis: kept by itself where the whole is kept, so that only other parts are anew.

    item_coverage of nasams takes 3 requests; one of them is changed  -> two of the three are as kept
    """
    if isinstance(workbook, _View):
        return workbook.part(function, *args, **options)
    return function(workbook, *args, **options)


def drawn_in(workbook: Workbook, function: Callable[..., T], values: Sequence[object], *args: Hashable) -> T:
    """Give what follows from kept values alone, within an analysis: as `Kept.drawn`, where it is kept."""
    if isinstance(workbook, _View):
        return workbook.drawn(function, values, *args)
    return function(*values, *args)


class _View(Workbook):
    """A plan that notes what is looked at. What it does not note by itself is a look at all its files."""

    def __init__(self, workbook: Workbook, basis: Settings, kept: Kept) -> None:
        self.settings = basis
        self._workbook = workbook
        self._kept = kept
        self._seen_records: dict[str, Record | None] = {}
        self._seen_mentions: dict[str, Sequence[Mention]] = {}
        self._seen_narrow: dict[tuple[str, tuple[Kind, ...]], Sequence[Mention]] = {}
        self._seen_namings: dict[tuple[str, str], Sequence[Record]] = {}
        self._seen_kinds: dict[Kind, Sequence[Record]] = {}
        self._is_whole = False

    def get(self, id: str) -> Record | None:
        """Give the record that counts for an id."""
        try:
            return self._seen_records[id]
        except KeyError:
            found = self._seen_records[id] = self._workbook.get(id)
            return found

    def mentions(self, id: str) -> Sequence[Mention]:
        """List the records that name this id, with the field, in order of layer and path."""
        try:
            return self._seen_mentions[id]
        except KeyError:
            found = self._seen_mentions[id] = self._workbook.mentions(id)
            return found

    def mentions_from(self, id: str, *kinds: Kind) -> Sequence[Mention]:
        """List the records of some kinds that name this id: of all others that do, nothing is noted."""
        if (id, kinds) not in self._seen_narrow:
            self._seen_narrow[id, kinds] = self._workbook.mentions_from(id, *kinds)
        return self._seen_narrow[id, kinds]

    def naming(self, id: str, field: str) -> Sequence[Record]:
        """List the records that name this id in one field: of all others that name it, nothing is noted."""
        if (id, field) not in self._seen_namings:
            self._seen_namings[id, field] = self._workbook.naming(id, field)
        return self._seen_namings[id, field]

    def of_kind(self, kind: Kind) -> Sequence[Record]:
        """List the records of a kind, in order of layer and path."""
        if kind not in self._seen_kinds:
            self._seen_kinds[kind] = self._workbook.of_kind(kind)
        return self._seen_kinds[kind]

    @property
    def files(self) -> Sequence[PlanFile]:
        """All files, from which the rest of a plan is worked out."""
        self._is_whole = True
        return self._workbook.files

    def part(self, function: Callable[Concatenate[Workbook, P], T], *args: P.args, **options: P.kwargs) -> T:
        """Give a part that is kept by itself; what it looks at, the whole looks at."""
        result = self._kept.result(function, self._workbook, *args, **options)
        self._seen_records.update(result.records)
        self._seen_mentions.update(result.mentions)
        self._seen_narrow.update(result.narrow)
        self._seen_namings.update(result.namings)
        self._seen_kinds.update(result.kinds)
        self._is_whole |= result.is_whole
        found: T = result.value
        return found

    def drawn(self, function: Callable[..., T], values: Sequence[object], *args: Hashable) -> T:
        """Give what follows from kept values alone."""
        return self._kept.drawn(function, values, *args)

    def result(self, value: Any) -> Result:
        """Give what was told, with all that was looked at."""
        return Result(
            value,
            self.settings,
            self._seen_records,
            self._seen_mentions,
            self._seen_narrow,
            self._seen_namings,
            self._seen_kinds,
            self._workbook,
            is_whole=self._is_whole,
        )


def _by_owner(records: Sequence[Record], kept: Kept) -> Mapping[str, Sequence[Record]]:
    found: dict[str, list[Record]] = {}
    for record in records:
        found.setdefault(record.owner, []).append(record)
    return {owner: kept.drawn(_together, some) for owner, some in found.items()}


def _together(*records: Record) -> Sequence[Record]:
    return records


def _basis_of(settings: Settings) -> Settings:
    """Give what analyses may read of the settings: what each layer or title says is no matter of theirs."""
    manifest = settings.manifest
    read = Manifest(
        format=manifest.format,
        title="",
        secretariat=manifest.secretariat,
        base_currency=manifest.base_currency,
        groups=manifest.groups,
        rates=manifest.rates,
    )
    return Settings(manifest=read)
