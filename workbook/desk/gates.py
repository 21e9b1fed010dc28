"""The gate of an open plan: what is released of it, with what earlier looks kept.

In: an open plan and its records, edited or not. Out: a `Gate`. What is kept lies in the plan's own cache, and
is trusted only for the very same bytes; it decides nothing about who sees what.
"""

from workbook.desk.opening import OpenPlan
from workbook.records.workbook import Workbook
from workbook.release.facts import read_facts, write_facts
from workbook.release.released import Gate

# Of so few files, reading them again costs less than keeping what was read.
_MOST_UNKNOWN = 100


def gate_of(plan: OpenPlan, workbook: Workbook) -> Gate:
    """Give the gate of a plan, with what earlier looks kept of it; where much is new, it is kept now."""
    if plan.past is not None:
        return Gate(workbook)
    gate = Gate(workbook, read_facts(plan.cache))
    if gate.unknown > _MOST_UNKNOWN:
        write_facts(plan.cache, gate.facts())
    return gate
