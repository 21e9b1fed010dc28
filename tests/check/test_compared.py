"""What a change brings, told from the cases that it touches alone."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given

from tests.check.test_runner import SAYING, contents, days, judged, loaded, places
from tests.edits import Edit, histories, states
from tests.strategies import law
from workbook.change.outcome import introduced_and_fixed
from workbook.check.catalogue import RULES
from workbook.check.examples import COALITION
from workbook.check.rule import Rule
from workbook.check.runner import compared
from workbook.records.loader import edited


@pytest.mark.parametrize("rules", [SAYING, RULES], ids=["rules that say all they see", "the rules"])
@law
@given(steps=histories, today=days)
def test_what_a_change_brings_is_what_two_whole_checks_tell(
    rules: Sequence[Rule], steps: Sequence[Sequence[Edit]], today: date
) -> None:
    *_, files = (COALITION, *states(COALITION, steps))
    workbook, changed = loaded(COALITION), contents(COALITION, files)
    after = edited(workbook, changed)

    old, new = compared(workbook, after, today=today, rules=rules, locate=places(files), paths=list(changed))

    whole = introduced_and_fixed(
        judged(COALITION, today, rules).findings, judged(files, today, rules).findings
    )
    assert introduced_and_fixed(old, new).introduced == whole.introduced
