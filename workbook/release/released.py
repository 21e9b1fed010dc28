"""The gate: what an audience may see of a plan, wrapped so that papers accept nothing else.

In: a workbook and an audience. Out: `Released`, whose plan holds only what every reader of the audience may
see. Files are chosen first, so that no hidden file decides which of two counts; then references and texts
are looked at in the light of what is left; sums come last, above.
"""

from collections.abc import Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from typing import Generic, TypeVar

from workbook.analysis.kept import Kept
from workbook.model.kind import Kind
from workbook.model.manifest import Manifest
from workbook.records.settings import Settings
from workbook.records.workbook import Workbook
from workbook.release.audience import Audience, Label
from workbook.release.choosing import Choice
from workbook.release.digest import digest_of
from workbook.release.facts import Facts, KnownFacts
from workbook.release.nearby import Base
from workbook.release.pairing import PlanChange, shown_pairs
from workbook.release.showing import Showing

T_co = TypeVar("T_co", covariant=True)
_KEY = object()
# Of more files that are others, the indexes are quicker made anew than patched.
_MOST_PATCHED = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Released(Generic[T_co]):
    """Something that an audience may see, the digest of all of it, and the label its papers carry.

    `is_invented` says that every record in it is illustrative. `kept` are analyses of what its gate released:
    one is taken again where it reads the very same records.

    Only the gate makes one: the key is known in this file alone.
    """

    content: T_co
    audience: Audience
    digest: str
    key: InitVar[object]
    is_invented: bool = False
    kept: Kept = field(default_factory=Kept, compare=False, repr=False)

    def __post_init__(self, key: object) -> None:
        if key is not _KEY:
            raise TypeError("only release() makes a Released")

    @property
    def label(self) -> Label:
        """The TLP 2.0 label of papers drawn from it."""
        return self.audience.label


class Gate:
    """The gate of one plan: releases it to many audiences, and does once what is the same for several.

    `known` are facts of an earlier look at the same bytes: with them less is read, and the same is released.
    """

    def __init__(self, workbook: Workbook, known: KnownFacts | None = None) -> None:
        self._choice = Choice(workbook, known if known is not None else KnownFacts({}))
        self._showing = Showing()
        self._settings: dict[tuple[bool, frozenset[str]], Settings] = {}
        self._bases: list[Base] = []
        self._kept = Kept()

    def release(self, audience: Audience) -> Released[Workbook]:
        """Give what every reader of an audience may see of the plan, as `release` does."""
        base = self._base_for(audience)
        difference = base.differing(self._choice, audience)
        settings = self._settings_for(audience, base.nations(difference))
        return Released(
            content=base.plan_with(difference, settings),
            audience=audience,
            digest=digest_of(settings.manifest, base.digests(difference)),
            key=_KEY,
            is_invented=base.is_invented(difference),
            kept=self._kept,
        )

    def release_since(self, earlier: "Gate", audience: Audience) -> Released[PlanChange]:
        """Give what an audience may see of the change from an earlier state, under the rules of both."""
        then, now = (gate._choice.counted(audience) for gate in (earlier, self))
        ids = frozenset(one.candidate.file.id for one in now)
        pairs = list(shown_pairs(then, now, ids, self._showing))
        sides = [side.digest for one in pairs for side in (one.before, one.after) if side is not None]
        nations = frozenset(one.candidate.file.id for one in now if one.candidate.file.kind is Kind.NATION)
        return Released(
            content=PlanChange(tuple(one.records for one in pairs)),
            audience=audience,
            digest=digest_of(self._settings_for(audience, nations).manifest, sides),
            key=_KEY,
        )

    def reach(self, audience: Audience) -> int:
        """Count the files that an audience may read, by which it is told for whom papers take longest."""
        return self._choice.distance(self._choice.allowed(audience), frozenset())

    def gathered(self, audiences: Sequence[Audience], base: Audience, *, most: int) -> list[list[Audience]]:
        """Gather audiences that are nearer to one another than to a base, at most so many together.

        What is worked out for one of them mostly holds for the others. Order: first who differ most from the
        base.

            base: members;  FIN and SWE read the 69 files of their layer, CRI reads what all members do
            -> [[FIN, SWE], [CRI]]
        """
        choice = self._choice
        allowed = {one: choice.allowed(one) for one in audiences}
        beyond = {one: choice.distance(allowed[one], choice.allowed(base)) for one in audiences}
        found: list[list[Audience]] = []
        for one in sorted(audiences, key=beyond.__getitem__, reverse=True):
            for some in found:
                if len(some) < most and 2 * choice.distance(allowed[one], allowed[some[0]]) < beyond[one]:
                    some.append(one)
                    break
            else:
                found.append([one])
        return sorted(found, key=lambda some: sum(beyond[one] for one in some), reverse=True)

    @property
    def unknown(self) -> int:
        """How many files it had to read itself."""
        return sum(one.facts is None for one in self._choice.candidates)

    def facts(self) -> Mapping[str, Facts]:
        """Give facts of every file, for a later look, by the path of the file."""
        return {one.file.path: self._showing.facts(one) for one in self._choice.candidates if one.file.blob}

    def _base_for(self, audience: Audience) -> Base:
        """Give what was released of most that an audience may see, made now where nothing was."""
        allowed = self._choice.allowed(audience)
        for base in self._bases:
            if self._choice.distance(allowed, base.allowed) <= _MOST_PATCHED:
                return base
        self._bases.append(Base(self._choice, audience, self._showing))
        return self._bases[-1]

    def _settings_for(self, audience: Audience, nations: frozenset[str]) -> Settings:
        key = (audience.is_member, nations)
        if key not in self._settings:
            self._settings[key] = _settings(self._choice.settings, audience, nations)
        return self._settings[key]


def release(workbook: Workbook, audience: Audience) -> Released[Workbook]:
    """Give what every reader of an audience may see of a plan.

    Shape: records have neither layer nor bytes; their paths are those of a plan of one layer. Order: by path,
    which follows from visible data alone.
    """
    return Gate(workbook).release(audience)


def _settings(settings: Settings, audience: Audience, nations: frozenset[str]) -> Settings:
    """Keep of the settings what arithmetic needs; who belongs to which group is for members, or for all."""
    manifest = settings.manifest
    public = {name: nations for name, nations in manifest.groups.items() if name in manifest.public_groups}
    shown = Manifest(
        format=manifest.format,
        title=manifest.title if audience.is_member else "",
        secretariat=manifest.secretariat,
        base_currency=manifest.base_currency,
        groups=manifest.groups if audience.is_member else public,
        rates=manifest.rates,
    )
    return Settings(
        manifest=shown,
        nations=nations,
        digest=digest_of(shown, ()),
    )
