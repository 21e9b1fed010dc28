"""Ids inside running text: those that the release does not hold are all replaced by the same words.

In: a text of a released record, and the ids of the release. Out: the text to be shown. Whether an id was
hidden, deleted or never given is not to be told from the result.
"""

import re
from collections.abc import Container

from workbook.model.display import clean
from workbook.model.nations import is_party_code

NOT_RELEASED = "[not released]"

# Wider than what an id is: any dash, and glued to other words. In small letters only behind the code of a
# nation and standing alone, so that "as-a-service" stays; the secretariat's ids, which have no nation in
# front, only in capitals and standing alone, so that "MiG-29SM" stays.
_DASH = "[-\u2010-\u2015\u2212\uff0d_]"
_CAPITALS = re.compile(
    f"[A-Z]{{2,5}}{_DASH}[A-Z]{_DASH}[0-9A-HJKMNP-TV-Z]{{4}}"
    f"|(?<![A-Za-z0-9])[DGX]{_DASH}[0-9A-HJKMNP-TV-Z]{{4}}(?![A-Za-z0-9])"
)
_ANY_CASE = re.compile(
    f"(?<![A-Za-z0-9])([A-Za-z]{{2,5}}){_DASH}[A-Za-z]{_DASH}"
    "[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{4}(?![A-Za-z0-9])"
)
_ANY_DASH = re.compile(_DASH)


def scrub(text: str, ids: Container[str]) -> str:
    """Give a text cleaned, with every token that looks like an id and is none of `ids` replaced."""
    text = clean(text)
    if len(text) < 6 or ("-" not in text and "_" not in text and text.isascii()):
        return text
    text = _CAPITALS.sub(lambda found: _shown(found[0], ids), text)
    return _ANY_CASE.sub(
        lambda found: _shown(found[0], ids) if is_party_code(found[1].upper()) else found[0], text
    )


def _shown(token: str, ids: Container[str]) -> str:
    return token if _ANY_DASH.sub("-", token).upper() in ids else NOT_RELEASED
