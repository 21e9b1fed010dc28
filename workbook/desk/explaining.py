"""What a rule claims, why, and how it fails and passes, for whoever reads a finding.

In: the code of a finding. Out: an `Explanation`, drawn from the declaration of the rule. Texts are cleaned
where they are cut, and laid out by whoever shows them.
"""

from collections.abc import Mapping, Sequence

import msgspec

from workbook.check.catalogue import RULES
from workbook.check.rule import Example, Rule
from workbook.findings import Severity
from workbook.model.display import clean

_LINES_SHOWN, _LETTERS_SHOWN = 25, 2000
_ERROR_STAYS = "An error has to be mended: it counts even where its record acknowledges it."
_WARNING_STAYS = "Who owns the record may acknowledge it and say why; it is still shown and counted."


class ExampleFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file of an example: what it shows, where it lies, and as many of its lines as are worth reading."""

    caption: str
    path: str
    lines: Sequence[str]


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """A rule in words. `advice` says what can be done about a finding but to mend it."""

    code: str
    name: str
    severity: Severity
    claim: str
    reason: str
    judges: str
    source: str
    advice: str
    examples: Sequence[ExampleFile]


def explanation(code: str) -> Explanation | None:
    """Explain the rule of a code; None where no rule has it."""
    rule = next((one for one in RULES if one.code == code), None)
    return _explained(rule) if rule is not None else None


def shortened(text: str) -> list[str]:
    """Give the lines of a file as far as a reader has patience."""
    shown = clean(text[:_LETTERS_SHOWN]).strip("\n").split("\n")
    is_cut = len(text) > _LETTERS_SHOWN or len(shown) > _LINES_SHOWN
    return [*shown[:_LINES_SHOWN], "(and so on)"] if is_cut else shown


def _explained(rule: Rule) -> Explanation:
    kinds = ", ".join(sorted(kind.plural for kind in rule.kinds))
    return Explanation(
        code=rule.code,
        name=rule.slug,
        severity=rule.severity,
        claim=rule.claim,
        reason=rule.reason,
        judges=f"Judges {rule.subject.value}, of {kinds}." if kinds else f"Judges {rule.subject.value}.",
        source=rule.source,
        advice=_ERROR_STAYS if rule.severity is Severity.ERROR else _WARNING_STAYS,
        examples=[*_example("It fails here", rule.failing), *_example("It passes here", rule.passing)],
    )


def _example(caption: str, example: Example) -> list[ExampleFile]:
    if example.before is None:
        return _files(caption, example.files)
    who = example.actor or "somebody"
    after = f"{caption}, after a change by {who}"
    return [*_files(f"{caption}: before", example.before), *_files(after, example.files)]


def _files(caption: str, files: Mapping[str, str]) -> list[ExampleFile]:
    return [
        ExampleFile(caption=caption, path=path, lines=shortened(text or "(the file is not there)"))
        for path, text in sorted(files.items())
    ]
