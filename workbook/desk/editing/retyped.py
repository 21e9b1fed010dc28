"""The text of a record as a person typed it anew, with what others saved meanwhile and the reason why.

In: the text before, now and as it was typed, and a reason. Out: the text to be saved. Typed text may be no
TOML at all; that is for the rules to say.
"""

from datetime import date

from workbook.desk.editing.edits import amended_text
from workbook.desk.editing.meanwhile import brought_along
from workbook.records.workbook import PlanFile
from workbook.toml.document import Document, parse


def retyped(
    file: PlanFile, *, base: bytes, now: bytes | None, typed: bytes, reason: str, today: date
) -> bytes | None:
    """Give the text to be saved; with a reason, what each figure said before is kept in `amended`.

    Raises:
        ChangedMeanwhileError: somebody else changed the same.
    """
    data = typed if now == base else brought_along(file.path, base=base, now=now, wanted=typed)
    if not reason or file.kind is None or now is None or data is None:
        return data
    if not all(isinstance(parse(one), Document) for one in (now, data)):
        return data
    return amended_text(now, data, file.kind, reason=reason, today=today)
