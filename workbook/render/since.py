"""What a paper tells changes from: an earlier day, and what its readers may see of the change since.

In: a day and a released change. Out: `Since`, which views take beside the released plan.
"""

from datetime import date

import msgspec

from workbook.release.pairing import PlanChange
from workbook.release.released import Released


class Since(msgspec.Struct, frozen=True, kw_only=True):
    """The day of an earlier state, and what an audience may see of the change from it."""

    day: date
    change: Released[PlanChange]
