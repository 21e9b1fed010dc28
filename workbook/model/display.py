"""The one boundary between a record's text and an eye: nothing invisible, nothing that a screen obeys.

In: text as a record holds it. Out: the same text without control, bidirectional, zero-width and filler
characters. Command line, screens and papers all show text through here; what is stored stays as it is.
"""

import re
from functools import cache, lru_cache

# The same characters that the reader of files reports as hidden, and the sixteen variation selectors.
_UNSEEN = (
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def clean(text: str) -> str:
    """Give a text with every line end as a newline and no character that hides or acts.

    Shape: tabs become one space; the text is otherwise as long as it looks.
    """
    if text.isascii() and text.isprintable():
        return text
    return _unseen().sub("", _BREAK.sub("\n", text)).replace("\t", " ")


@lru_cache(maxsize=4096)
def clean_line(text: str) -> str:
    """Give a text cleaned and on one line, each run of white space as one space."""
    # Most texts are so already, and thousands are asked for, many of them again and again.
    if text.isascii() and text.isprintable() and "  " not in text and text == text.strip(" "):
        return text
    return " ".join(clean(text).split())


# Compiled when first needed: it takes longer than the whole of most commands' output.
@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(_UNSEEN)
