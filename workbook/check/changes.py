"""Judge a change of the plan by the rules on authority.

In: the plan before and after, who acts, and what the history knows of new ids. Out: findings about the plan
after, in order of place. Everything else about a plan is judged by `check.runner`, change or no change.
"""

from collections.abc import Mapping, Sequence, Set
from datetime import date
from types import MappingProxyType

from workbook.check.plan_change import PlanChange
from workbook.check.remarks import Changed
from workbook.check.rule import Context, Rule
from workbook.check.rules import amendments, authority
from workbook.check.runner import Locate, finding_of
from workbook.findings import Finding, Place
from workbook.records.workbook import Workbook

CHANGE_RULES: tuple[Rule, ...] = (*authority.RULES, *amendments.RULES)


def whole_file(path: str, _field: str) -> Place:
    """Point at a whole file, where nobody looks up the place of a field."""
    return Place(path=path)


def check_change(
    before: Workbook,
    after: Workbook,
    *,
    actor: str,
    today: date,
    authors: Mapping[str, Sequence[str]] = MappingProxyType({}),
    earlier: Mapping[str, Set[str]] = MappingProxyType({}),
    paths: Sequence[str] | None = None,
    changed: Changed | None = None,
    locate: Locate = whole_file,
    rules: Sequence[Rule] = CHANGE_RULES,
) -> tuple[Finding, ...]:
    """Judge the net change from one plan to another, made by the nation `actor` ("": it is not known who).

    `authors`, `earlier`, `paths` and `changed` are what `PlanChange` says; `locate` tells where a field
    stands in a file of the plan after.
    """
    change = PlanChange(
        before=before,
        after=after,
        actor=actor,
        authors=authors,
        earlier=earlier,
        paths=paths,
        changed=changed,
    )
    context = Context(settings=after.settings, today=today)
    found = {finding_of(rule, claim, locate) for rule in rules for claim in rule.judge(change, context)}
    return tuple(sorted(found))
