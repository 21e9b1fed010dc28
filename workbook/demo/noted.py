"""What the secretariat noted first: records that their nation took into its own folder later.

In: pages. Out: the same pages, a few of them with a forerunner under `recorded/`, which the nation's own
file supersedes under the same id.
"""

from collections.abc import Sequence

from workbook.demo.chance import Chance
from workbook.demo.story import Page

_OWN, _NOTED = "plans/nations/", "plans/recorded/"
_FOLDERS = ("/requests/", "/commitments/", "/lessons/")
_COMMENT = "# Noted by the secretariat at the table.\n"
# Early enough that the nation can confirm at the meeting after.
_LAST_NOTED = 3


def with_notes(pages: Sequence[Page], count: int, chance: Chance) -> list[Page]:
    """Give the pages, so many of them noted one stage before their nation writes them itself."""
    fitting = [page for page in pages if _fits(page)]
    chosen = {page.path for page in chance.some(fitting, count)}
    found: list[Page] = []
    for page in pages:
        found += _confirmed(page) if page.path in chosen else [page]
    return found


def _fits(page: Page) -> bool:
    is_own = page.path.startswith(_OWN) and any(folder in page.path for folder in _FOLDERS)
    return is_own and page.states[0][0] <= _LAST_NOTED and "\r" not in page.text


def _confirmed(page: Page) -> list[Page]:
    """Give the note, and the nation's own record from the next stage on."""
    first, text = page.states[0]
    now = [text for index, text in page.states if index <= first + 1][-1]
    later = tuple((index, text) for index, text in page.states if index > first + 1)
    noted = Page(path=page.path.replace(_OWN, _NOTED, 1), states=((first, _COMMENT + text),))
    return [noted, Page(path=page.path, states=((first + 1, now), *later))]
