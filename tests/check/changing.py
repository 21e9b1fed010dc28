"""A change of the small coalition, as path to text before and after, and what the rules say of it."""

from collections.abc import Mapping, Set

from workbook.check.changes import check_change
from workbook.check.examples import COALITION
from workbook.check.rule import EXAMPLE_DAY
from workbook.findings import Finding
from workbook.records.cache import CacheFolder
from workbook.records.layers import mapping_stack
from workbook.records.loader import load
from workbook.records.places import Places
from workbook.records.survey import survey

OWN = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
FOREIGN = "plans/nations/SWE/commitments/SWE-C-3F8K.toml"
RECORDED = "plans/recorded/NOR/commitments/NOR-C-7K3Q.toml"
NORDIC = {"layers/nordic/plans/layer.toml": 'name = "nordic"\nreaders = ["NOR", "SWE"]\n'}


def shells(*lines: str, quantity: str = "400", status: str = "committed") -> str:
    """A commitment of shells, with further lines."""
    head = ['title = "155 mm shells"', 'kind = "donation"', 'item = "155mm-he"', f"quantity = {quantity}"]
    return "\n".join([*head, f'status = "{status}"', *lines, ""])


def amended(field: str, reason: str = "The plant burned.") -> str:
    return f'amended = [{{on = 2022-09-27, field = "{field}", was = 400, reason = "{reason}"}}]'


def findings_of_change(
    before: Mapping[str, str],
    after: Mapping[str, str],
    actor: str = "",
    earlier: Mapping[str, Set[str]] | None = None,
) -> tuple[Finding, ...]:
    """Judge the change from one plan to another, each laid over the coalition; "" takes a file away."""
    nothing = CacheFolder(None)
    stacks = [
        mapping_stack({path: text for path, text in {**COALITION, **files}.items() if text})
        for files in (before, after)
    ]
    surveys = [survey(stack, nothing) for stack in stacks]
    old, new = (load(surveyed, nothing) for surveyed in surveys)
    places = Places(surveys[1].content)
    return check_change(old, new, actor=actor, today=EXAMPLE_DAY, earlier=earlier or {}, locate=places)


def codes_of_change(
    before: Mapping[str, str],
    after: Mapping[str, str],
    actor: str = "",
    earlier: Mapping[str, Set[str]] | None = None,
) -> list[str]:
    return [one.code for one in findings_of_change(before, after, actor, earlier)]
