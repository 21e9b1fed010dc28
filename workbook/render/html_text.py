"""Text freed for HTML: no sign of it acts, neither in a text nor within quotation marks.

In: any value. Out: text on one line; `Placed` markup as it stands.
"""

from functools import lru_cache
from html import escape as html_escape

from workbook.model.display import clean_line
from workbook.render.placed import Placed


def escape(value: object) -> str:
    """Give any value as text on one line in which nothing acts; `Placed` stays, None is empty."""
    if isinstance(value, Placed):
        return value
    return "" if value is None else _escaped(str(value))


@lru_cache(maxsize=1 << 15)
def _escaped(text: str) -> str:
    text = clean_line(text)
    return text if text.isalnum() else html_escape(text)
