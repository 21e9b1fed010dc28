"""Findings as a person goes through them: by rule, the gravest first, those of one nation or of all.

In: findings, and what was typed to find some. Out: `FoundGroups`. A finding belongs to whoever can mend it,
and what was noted for a nation also to that nation. Acknowledged warnings stand apart; an acknowledged error
still stands in the way, and so it stays among those of its rule.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

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


def is_of(finding: Finding, nation: str, keeper: Callable[[str], str]) -> bool:
    """Say whether a finding is a nation's: it can mend it, or the record was noted for it.

    `keeper` gives the nation that keeps what no nation owns in a layer.
    """
    home = home_of(layer_of(finding.place.path)[1])
    return nation == _mender(finding, keeper) or (home is not None and home.owner == nation)


class FoundIndex:
    """Findings in order, whose texts are put together once, however often they are searched."""

    def __init__(self, findings: Sequence[Finding], keeper: Callable[[str], str]) -> None:
        self._findings = sorted(findings, key=lambda one: (one.severity, one.place, one.code))
        self._keeper = keeper
        self._owned: dict[str, Sequence[Finding]] = {"": self._findings}

    def groups(self, *, nation: str = "", words: str = "") -> FoundGroups:
        """Group the findings that fit: of one nation where it is given, with every typed word in their text.

        Order: errors before warnings, then the rule with most findings; what is acknowledged comes last.
        """
        typed = words.casefold().split()
        apart: list[Finding] = []
        by_code: dict[str, list[Finding]] = {}
        for one in self._with_all(typed, nation) if typed else self._of(nation):
            (apart if _is_apart(one) else by_code.setdefault(one.code, [])).append(one)
        groups = [_group(code, found) for code, found in by_code.items()]
        groups.sort(key=lambda group: (group.severity, -len(group.findings), group.code))
        if apart:
            groups.append(
                FoundGroup(code="", claim="Acknowledged", severity=Severity.WARNING, findings=apart)
            )
        return FoundGroups(groups=groups, total=len(self._findings))

    def _of(self, nation: str) -> Sequence[Finding]:
        if nation not in self._owned:
            found = [one for one in self._findings if is_of(one, nation, self._keeper)]
            self._owned[nation] = found
        return self._owned[nation]

    def _with_all(self, typed: Sequence[str], nation: str) -> Iterator[Finding]:
        own = {id(one) for one in self._of(nation)} if nation else None
        for one, text in zip(self._findings, self._texts, strict=True):
            if all(word in text for word in typed) and (own is None or id(one) in own):
                yield one

    @cached_property
    def _texts(self) -> Sequence[str]:
        return [_text(one, self._keeper) for one in self._findings]


def _is_apart(finding: Finding) -> bool:
    return bool(finding.acknowledged) and finding.severity is not Severity.ERROR


def _mender(finding: Finding, keeper: Callable[[str], str]) -> str:
    layer, inner = layer_of(finding.place.path)
    return owner_of(inner) or keeper(layer)


def _text(finding: Finding, keeper: Callable[[str], str]) -> str:
    """Give all that a finding can be found by, in small letters."""
    parts = (finding.code, finding.ref, finding.field, _mender(finding, keeper), finding.place.path)
    return " ".join((*parts, finding.message, finding.acknowledged)).casefold()


def _group(code: str, findings: Sequence[Finding]) -> FoundGroup:
    # In order, so that an error comes first where there is one.
    return FoundGroup(
        code=code, claim=_CLAIMS.get(code, ""), severity=findings[0].severity, findings=findings
    )
