"""What a paper tells changes from: an earlier day, and what its readers may see of the change since.

In: a day and a released change. Out: `Since`, which views take beside the released plan.
"""

from dataclasses import dataclass
from datetime import date

from workbook.release.pairing import PlanChange
from workbook.release.released import Released


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """The day of an earlier state, and what an audience may see of the change from it."""

    day: date
    change: Released[PlanChange]
