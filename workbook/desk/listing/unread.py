"""Files from which no record can be read, as far as findings tell of them.

In: a plan, and what was found in it. Out: paths. Findings are known before all files are read again, so that
the screens need not wait for the whole plan to count what it holds.
"""

from collections.abc import Sequence

from workbook.findings import Finding, Severity
from workbook.records.workbook import Workbook

_SHAPE = "WB1"


def unread_paths(workbook: Workbook, findings: Sequence[Finding]) -> Sequence[str]:
    """List the files with an error of shape from which no record could be made, in order of path."""
    suspects = {
        one.place.path for one in findings if one.code.startswith(_SHAPE) and one.severity is Severity.ERROR
    }
    files = ((path, workbook.file_at(path)) for path in sorted(suspects))
    return [path for path, file in files if file is not None and file.record is None]
