"""What a rule is: a declaration with its examples, and a function that judges one case.

A rule sees a case and the context, nothing else: a record, a record with all that name it, a meeting
with its records, a ring of references. That is why its verdict can be kept as long as those inputs stay
the same. Rules are listed by hand in `check.catalogue`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from workbook.analysis.agreement import is_withdrawn
from workbook.findings import Place, Severity
from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.records.settings import Settings
from workbook.records.workbook import Mention, PlanFile

if TYPE_CHECKING:
    from workbook.analysis.contention import Contention
    from workbook.analysis.sustainment import Sustainment

EXAMPLE_DAY = date(2022, 9, 28)


class Subject(StrEnum):
    """What a rule judges, and so what its function is given."""

    FILE = "a file with faults, or that describes the plan"  # PlanFile
    ID = "the files that claim one id"  # Sequence[PlanFile]
    RECORD = "a record by itself"  # Record
    AROUND = "an id with the record behind it and all that name it"  # Around
    MEETING = "a meeting with the records in its folder"  # Gathering
    ITEM = "an item, with all that is made, promised and needed of it"  # Supply
    RING = "records that name each other in some fields"  # Sequence[Mention] of these fields, all records
    CHANGE = "a change: the plan before it and after, and who makes it"  # PlanChange


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What every rule may use beside its case."""

    settings: Settings
    today: date


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """An id, the record it names (None: there is none), and every record that names it.

    `is_claimed` says that a file has the id though no record can be read from it; `mentions` are in order of
    layer and path, one for each field that names the id. `missing` are the ids that a commitment names and
    behind which there is nothing, `origin` is the nation that its item comes from, "" where none is said.
    `beside` are the records beside a stock, by which `analysis.stocks` projects it.
    """

    id: str
    target: Record | None
    is_claimed: bool
    mentions: Sequence[Mention]
    missing: frozenset[str] = frozenset()
    origin: str = ""
    beside: Sequence[Record] = ()

    def through(self, *fields: str, kind: Kind | None = None) -> Iterator[Mention]:
        """Give the mentions by fields of these names (`meets` also means `meets[0].request`)."""
        for mention in self.mentions:
            name = mention.field
            if name not in fields:
                name = name.partition("[")[0].partition(".")[0]
            if name in fields and (kind is None or mention.record.kind is kind):
                yield mention

    def parts(self) -> Iterator[Record]:
        """Give the commitments that are part of this one, a package, and still count."""
        for mention in self.through("part_of", kind=Kind.COMMITMENT):
            if not is_withdrawn(mention.record):
                yield mention.record


class Gathering(msgspec.Struct, frozen=True, kw_only=True):
    """A meeting's folder: the meeting (None: it cannot be read) and its agenda, decisions, actions."""

    id: str
    meeting: Record | None
    records: Sequence[Record]


class Supply(msgspec.Struct, frozen=True, kw_only=True):
    """An item with what analysis tells of it: who makes it and who waits, and what donated ones need.

    `requirers` name it as what they are made of, need in service, ask for or order, in order of layer and
    path; only where the item is obsolete.
    """

    item: Record
    contention: "Contention"
    sustainment: Sequence["Sustainment"]
    requirers: Sequence[Mention]


class Claim(NamedTuple):
    """What a rule's function yields: what is wrong with which record or file, where, in a sentence.

    The sentence goes on from the place and the code; it names values seen and wanted, and what to do.
    `place` is given where it is known without looking for the field.
    """

    about: Record | PlanFile
    field: str
    message: str
    place: Place | None = None


Judge = Callable[[Any, Context], Iterator[Claim]]


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """A small plan, as path to text, joined to `check.examples`; `today` is the day it is judged on.

    For a rule on changes, `before` is the plan from which `actor` makes `files`; for all others it is None.
    """

    files: Mapping[str, str]
    today: date = EXAMPLE_DAY
    before: Mapping[str, str] | None = None
    actor: str = ""


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule: what it claims, why, on whose authority, and how it fails and passes.

    `kinds` restricts the records it judges (for `AROUND`: the target's kinds); empty means every kind,
    and for `AROUND` also ids that nothing stands behind. `ring` are the fields that a `RING` rule follows.
    `needs_mention` says of an `AROUND` rule that it finds nothing where no record names the id.
    """

    code: str
    slug: str
    severity: Severity
    claim: str
    reason: str
    source: str
    subject: Subject
    failing: Example
    passing: Example
    judge: Judge
    kinds: frozenset[Kind] = frozenset()
    ring: tuple[str, ...] = ()
    needs_mention: bool = False


def rule(
    *,
    code: str,
    slug: str,
    severity: Severity,
    claim: str,
    reason: str,
    source: str,
    subject: Subject,
    failing: Mapping[str, str] | Example,
    passing: Mapping[str, str] | Example,
    kinds: Sequence[Kind] = (),
    ring: tuple[str, ...] = (),
    needs_mention: bool = False,
) -> Callable[[Judge], Rule]:
    """Declare a rule above the function that judges; nothing is registered."""

    def declare(judge: Judge) -> Rule:
        return Rule(
            code=code,
            slug=slug,
            severity=severity,
            claim=claim,
            reason=reason,
            source=source,
            subject=subject,
            failing=failing if isinstance(failing, Example) else Example(files=failing),
            passing=passing if isinstance(passing, Example) else Example(files=passing),
            judge=judge,
            kinds=frozenset(kinds),
            ring=ring,
            needs_mention=needs_mention,
        )

    return declare
