"""A change is judged as a whole: what is the same is silent, and order does not matter."""

from pathlib import Path

import pytest

from tests.check.changing import FOREIGN, OWN, amended, findings_of_change, shells
from workbook.check.catalogue import RULES
from workbook.check.changes import CHANGE_RULES
from workbook.check.examples import COALITION
from workbook.check.plan_change import PlanChange
from workbook.check.rule import Subject
from workbook.records.cache import CacheFolder
from workbook.records.layers import mapping_stack
from workbook.records.loader import edited, load
from workbook.records.survey import survey
from workbook.records.workbook import Workbook

PLAN = {OWN: shells(), FOREIGN: shells('counted_in = "NOR-C-7K3Q"')}


def test_change_to_itself_has_no_findings() -> None:
    assert findings_of_change(PLAN, PLAN, "NOR") == ()


def test_findings_come_in_order_of_place() -> None:
    after = {OWN: shells(status="pledged"), FOREIGN: ""}

    found = findings_of_change(PLAN, after, "NOR")

    assert [one.code for one in found] == ["WB605", "WB601", "WB602"]
    assert list(found) == sorted(found)


def test_acknowledged_warning_keeps_its_reason() -> None:
    seen = 'acknowledged = [{code = "WB604", reason = "Cleared."}]'

    (found,) = findings_of_change({OWN: shells()}, {OWN: shells('release = "public"', seen)}, "NOR")

    assert found.acknowledged == "Cleared."


def test_runner_of_changes_has_every_rule_on_changes() -> None:
    assert [rule for rule in RULES if rule.subject is Subject.CHANGE] == list(CHANGE_RULES)


def _kept(folder: Path, text: str) -> Workbook:
    """Load a plan of one record a second time, so that its fields come from the store."""
    cache = CacheFolder(folder)
    files = {**COALITION, OWN: text}
    for _ in range(2):
        found = load(survey(mapping_stack(files), cache), cache)
    return found


@pytest.mark.parametrize("line", ["# said in Brussels", 'tags = ["winter"]', 'notes = "Said."'])
def test_record_with_another_remark_is_neither_revised_nor_decoded(line: str, tmp_path: Path) -> None:
    before = _kept(tmp_path, shells())
    after = _kept(tmp_path, shells(line))

    change = PlanChange(before=before, after=after)

    assert len(change.touched) == 1
    assert change.revised == []
    assert before.records["NOR-C-7K3Q"].encoded is not None


def test_record_is_revised_where_only_one_version_was_decoded(tmp_path: Path) -> None:
    before = _kept(tmp_path, shells())
    same = edited(before, {OWN: shells('notes = "Said."').encode()})
    other = edited(before, {OWN: shells('notes = "Said."', amended("quantity")).encode()})

    assert PlanChange(before=before, after=same).revised == []
    assert len(PlanChange(before=before, after=other).revised) == 1
