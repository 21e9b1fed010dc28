"""A change is judged as a whole: what is the same is silent, and order does not matter."""

from tests.check.changing import FOREIGN, OWN, findings_of_change, shells
from workbook.check.catalogue import RULES
from workbook.check.changes import CHANGE_RULES
from workbook.check.rule import Subject

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
