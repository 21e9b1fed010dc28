"""Every rule, in order, listed by hand: a list that a reader can count.

Codes are never reused; a retired code stays in `RETIRED` with the date and the reason.
"""

from collections.abc import Mapping
from types import MappingProxyType

from workbook.check.rule import Rule
from workbook.check.rules import (
    agreement,
    amendments,
    authority,
    backing,
    codes,
    counting,
    deeds,
    entries,
    factories,
    folders,
    layers,
    manifest,
    meetings,
    money,
    obsolete,
    quantities,
    references,
    release,
    rings,
    service,
    shape,
    thresholds,
    timing,
    upkeep,
)

RULES: tuple[Rule, ...] = (
    *shape.RULES,
    *entries.RULES,
    *references.RULES,
    *codes.RULES,
    *rings.RULES,
    *agreement.RULES,
    *manifest.RULES,
    *folders.RULES,
    *quantities.RULES,
    *money.RULES,
    *counting.RULES,
    *timing.RULES,
    *meetings.RULES,
    *upkeep.RULES,
    *deeds.RULES,
    *factories.RULES,
    *obsolete.RULES,
    *thresholds.RULES,
    *service.RULES,
    *backing.RULES,
    *authority.RULES,
    *amendments.RULES,
    *release.RULES,
    *layers.RULES,
)

RETIRED: Mapping[str, str] = MappingProxyType({})
