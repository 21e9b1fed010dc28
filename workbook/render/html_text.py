"""Text freed for HTML: no sign of it acts, neither in a text nor within quotation marks.

In: any value. Out: text on one line; `Placed` markup as it stands.
"""

from html import escape as _escaped

from workbook.model.display import clean_line
from workbook.render.placed import Placed


def escape(value: object) -> str:
    """Give any value as text on one line in which nothing acts; `Placed` stays, None is empty."""
    if isinstance(value, Placed):
        return value
    text = "" if value is None else clean_line(str(value))
    return text if text.isalnum() else _escaped(text)
