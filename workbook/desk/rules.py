"""The rules as a person asks for them: by code, by family, by name.

In: a word. Out: rules, or the sentence that says which word is near.
"""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from workbook.check.catalogue import RETIRED, RULES
from workbook.check.rule import Rule
from workbook.errors import WorkbookError

_LOOKALIKES = str.maketrans("OIL", "011")


class UnknownCodeError(WorkbookError):
    """A word that is no rule's code."""

    def __init__(self, word: str) -> None:
        known = [rule.code for rule in RULES] + [rule.slug for rule in RULES]
        # Letters that look like digits come first: codes are read aloud and typed again.
        read = word[:64].upper().translate(_LOOKALIKES)
        near = [read] if read in known else get_close_matches(word[:64], known, n=1)
        advice = f"did you mean {near[0]}?" if near else "`workbook explain` lists them all."
        super().__init__(f"No rule has the code {word!r}: {advice}")


class RetiredCodeError(WorkbookError):
    """A code that is no longer in use."""

    def __init__(self, code: str) -> None:
        super().__init__(f"The rule {code} was retired: {RETIRED[code]}")


def rules_for(word: str) -> Sequence[Rule]:
    """Give the rules that a code (`WB301`), a family (`WB3`) or a name (`fund-overdrawn`) stands for.

    Raises:
        UnknownCodeError: it stands for none.
        RetiredCodeError: it stands for one that is no longer in use.
    """
    code = word.upper()
    if code in RETIRED:
        raise RetiredCodeError(code)
    named = [rule for rule in RULES if code == rule.code or word.lower() == rule.slug]
    family = [rule for rule in RULES if len(code) > 2 and rule.code.startswith(code)]
    if not (named or family):
        raise UnknownCodeError(word)
    return named or family


def codes_for(words: Iterable[str]) -> Sequence[str]:
    """Give codes, and beginnings of codes, for words: codes, families, names; `WB` stands for all.

    Raises:
        UnknownCodeError: a word is none of these.
    """
    return [_code_for(word) for word in words]


def _code_for(word: str) -> str:
    code = word.upper()
    if code in RETIRED or code == "WB" or any(rule.code.startswith(code) for rule in RULES):
        return code
    return rules_for(word)[0].code
