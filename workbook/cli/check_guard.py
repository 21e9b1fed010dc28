"""What `check --guard` prints: the verdict that the guard of a shared repository would give, as advice.

    {"format": 1, "program": "0.1.0", "today": "2022-09-28", "base": "4f0c…", "head": "a91b…",
     "nation": "NOR", "proposal": "", "verdict": "refused", "advisory": true,
     "refusals": [{"ref": "refs/heads/main", "rule": "WB601", "path": "plans/…", "message": "…"}],
     "awaited": []}

The verdict is "taken", "refused", or "awaited" where a proposal lacks nothing but what others have to say.

Keys may be added, none is taken away while `format` stays the same.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click
import msgspec

from workbook import __version__
from workbook.cli.boundary import CLEAN, FOUND
from workbook.cli.options import Standpoint
from workbook.cli.report_json import FORMAT, json_text
from workbook.cli.terminal import emit, terminal
from workbook.model.display import clean_line

if TYPE_CHECKING:
    from workbook.desk.guarding.advice import Advice

ADVICE = "This is advice: only the guard of the shared repository can hold anything back."


def check_step(standpoint: Standpoint, base: str, head: str, *, nation: str, style: str) -> int:
    """Judge a step of main as the guard would, print the verdict, and give the exit code."""
    from workbook.desk.guarding.advice import advise
    from workbook.desk.identity import identity, party
    from workbook.desk.session import NoNationError
    from workbook.vcs.plumbing import Repository

    if style not in ("text", "json"):
        raise click.UsageError("--guard is told as text or json.")
    repository = Repository.find(standpoint.folder)
    named = nation or identity(repository).nation
    if not named:
        raise NoNationError
    who, old, new = party(named), repository.resolve(base), repository.resolve(head)
    advice = advise(repository, old, new, nation=who, today=standpoint.today)
    if style == "json":
        verdict = {
            "format": FORMAT,
            "program": __version__,
            "today": standpoint.today.isoformat(),
            "base": old,
            "head": new,
            "nation": who,
            "proposal": advice.proposal,
            "verdict": "refused" if advice.refused else "awaited" if advice.awaited else "taken",
            "advisory": True,
            "refusals": [msgspec.structs.asdict(one) for one in advice.refused],
            "awaited": [msgspec.structs.asdict(one) for one in advice.awaited],
        }
        emit(json_text(verdict))
    else:
        emit("\n".join(_lines(advice, who)))
    return FOUND if advice.refused else CLEAN


def _lines(advice: "Advice", nation: str) -> Sequence[str]:
    screen = terminal()
    told = [f"{screen.paint(one.rule, 'red')} {clean_line(one.message)}" for one in advice.refused]
    told += [f"{screen.paint('awaited', 'yellow')} {clean_line(one.message)}" for one in advice.awaited]
    what = f"{advice.proposal}, adopted now," if advice.proposal else "this"
    verdict = f"would {'refuse' if advice.refused else 'take in'} {what} as a push to main by {nation}"
    later = " once what is awaited is said" if advice.awaited and not advice.refused else ""
    return [*told, f"The guard {verdict}{later}.", ADVICE]
