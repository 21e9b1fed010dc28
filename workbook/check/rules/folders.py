"""Rule WB218: what lies in the folder of a meeting has its meeting beside it.

In: the records of a folder. Out: one claim, at the first of them.
"""

from collections.abc import Iterator

from workbook.check.rule import Claim, Context, Gathering, Rule, Subject, rule
from workbook.findings import Severity

_FOLDER = "plans/meetings/2022-09-28-brussels"
_DECISION = {f"{_FOLDER}/decisions/D-7K3Q.toml": 'text = "Share lead times."\nstatus = "proposed"\n'}


@rule(
    code="WB218",
    slug="folder-without-meeting",
    severity=Severity.WARNING,
    claim="The folder of a meeting has its meeting.toml.",
    reason="Without it there is no meeting to draw papers for, and no paper shows its agenda, its decisions "
    "or its actions as its own. Mostly the folder is misnamed.",
    source="Data format (docs/format.md): meetings",
    subject=Subject.MEETING,
    failing={f"{_FOLDER}-misnamed/decisions/D-7K3Q.toml": 'text = "Agreed."\nstatus = "proposed"\n'},
    passing={f"{_FOLDER}/meeting.toml": 'title = "Meeting"\ndate = 2022-09-28\n', **_DECISION},
)
def folder_without_meeting(gathering: Gathering, _: Context) -> Iterator[Claim]:
    """Tell of a folder in which no meeting can be read, at its first record."""
    if gathering.meeting is None:
        message = (
            f"lies in the folder of {gathering.id}, which has no meeting.toml that can be read; write one, "
            "or move what lies there to its meeting"
        )
        yield Claim(gathering.records[0], "", message)


RULES: tuple[Rule, ...] = (folder_without_meeting,)
