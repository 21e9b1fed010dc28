"""Findings as a person goes through them: by rule, the gravest first, those of one nation or of all.

In: findings, and what was typed to find some. Out: `FoundGroups`. A finding belongs to whoever can mend it,
and what was noted for a nation also to that nation. Acknowledged warnings stand apart; an acknowledged error
still stands in the way, and so it stays among those of its rule.
"""

from collections.abc import Iterable, Sequence

import msgspec

from workbook.check.catalogue import RULES
from workbook.findings import Finding, Severity
from workbook.records.paths import home_of, layer_of, owner_of

_CLAIMS = {rule.code: rule.claim for rule in RULES}


class FoundGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Findings of one rule, in order of their place; `code` is "" for all that is acknowledged."""

    code: str
    claim: str
    severity: Severity
    findings: Sequence[Finding]


class FoundGroups(msgspec.Struct, frozen=True, kw_only=True):
    """The findings that fit, by rule; `total` counts all there are, `acknowledged` those apart."""

    groups: Sequence[FoundGroup]
    total: int

    @property
    def count(self) -> int:
        """How many findings fit, acknowledged ones among them."""
        return sum(len(group.findings) for group in self.groups)

    @property
    def acknowledged(self) -> int:
        """How many of them stand apart, because their owners accepted them."""
        return sum(len(group.findings) for group in self.groups if not group.code)


def is_of(finding: Finding, nation: str, secretariat: str) -> bool:
    """Say whether a finding is a nation's: it can mend it, or the record was noted for it."""
    inner = layer_of(finding.place.path)[1]
    home = home_of(inner)
    mender = owner_of(inner) or secretariat
    return nation == mender or (home is not None and home.owner == nation)


def found_groups(
    findings: Sequence[Finding], secretariat: str, *, nation: str = "", words: str = ""
) -> FoundGroups:
    """Group the findings that fit: of one nation where it is given, with every typed word in their text.

    Order: errors before warnings, then the rule with most findings; what is acknowledged comes last.
    """
    fitting = [one for one in findings if not nation or is_of(one, nation, secretariat)]
    typed = words.casefold().split()
    if typed:
        fitting = [one for one in fitting if _has_all(typed, one, secretariat)]
    apart = [one for one in fitting if _is_apart(one)]
    by_code: dict[str, list[Finding]] = {}
    for one in fitting:
        if not _is_apart(one):
            by_code.setdefault(one.code, []).append(one)
    groups = [_group(code, found) for code, found in by_code.items()]
    groups.sort(key=lambda group: (group.severity, -len(group.findings), group.code))
    if apart:
        accepted = FoundGroup(
            code="", claim="Acknowledged", severity=Severity.WARNING, findings=_ordered(apart)
        )
        groups.append(accepted)
    return FoundGroups(groups=groups, total=len(findings))


def _is_apart(finding: Finding) -> bool:
    return bool(finding.acknowledged) and finding.severity is not Severity.ERROR


def _has_all(typed: Iterable[str], finding: Finding, secretariat: str) -> bool:
    inner = layer_of(finding.place.path)[1]
    owner = owner_of(inner) or secretariat
    parts = (finding.code, finding.ref, finding.field, owner, finding.place.path, finding.message)
    text = " ".join((*parts, finding.acknowledged)).casefold()
    return all(word in text for word in typed)


def _group(code: str, findings: Sequence[Finding]) -> FoundGroup:
    gravest = Severity.ERROR if any(one.severity is Severity.ERROR for one in findings) else Severity.WARNING
    return FoundGroup(code=code, claim=_CLAIMS.get(code, ""), severity=gravest, findings=_ordered(findings))


def _ordered(findings: Iterable[Finding]) -> Sequence[Finding]:
    return sorted(findings, key=lambda one: (one.severity, one.place, one.code))
