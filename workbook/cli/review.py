"""The command `review`: look at a proposal as it would be adopted, and say what one's nation thinks of it.

In: a standpoint, an id, perhaps a verdict. Out: changes in words, findings, who must still act, what it does
to needs and works; with a verdict, a review record on one's own branch, pushed.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from workbook.cli.boundary import CLEAN
from workbook.cli.completing import proposals
from workbook.cli.options import Standpoint, said, standing
from workbook.cli.terminal import Terminal, emit, note, terminal
from workbook.model.display import clean_line

if TYPE_CHECKING:
    from workbook.desk.reviewing.proposed import Proposed
    from workbook.desk.reviewing.verdicts import Statement

# As the model has them, held to it by a test: help must not load it.
VERDICTS = ("approve", "approve-ad-referendum", "reserve", "object", "comment")
_DEEPEST = 8


@click.command("review")
@click.argument("id", metavar="ID", shell_complete=proposals)
@click.option("--verdict", type=click.Choice(VERDICTS), help="What your nation says.")
@click.option("--text", metavar="TEXT", default="", callback=said, help="Why.")
@click.option(
    "--about", metavar="REF", default="", help="The record or `ID:field` meant; left out: the whole."
)
@click.option("--replies-to", metavar="ID", default="", help="The review that a comment answers.")
@standing(at=False)
def command(
    standpoint: Standpoint, id: str, verdict: str | None, text: str, about: str, replies_to: str
) -> int:
    """Show a proposal as it would be adopted into the plan of now; with a verdict, say it.

    What you say is a record of your own, on a branch that only you write. An approval holds as long as what
    it covers stays as it was.
    """
    if verdict is None:
        if text or about or replies_to:
            raise click.UsageError("Say what your nation thinks with --verdict.")
        return show_proposal(standpoint, id=id)
    from workbook.desk.reviewing.verdicts import Statement
    from workbook.model.enums import Verdict

    statement = Statement(verdict=Verdict(verdict), text=text, about=about, replies_to=replies_to)
    return say_of_proposal(standpoint, id=id, statement=statement)


def show_proposal(standpoint: Standpoint, *, id: str) -> int:
    """Print a proposal and give the exit code."""
    from workbook.desk.reviewing.proposed import read_proposed
    from workbook.desk.reviewing.shared import look_for
    from workbook.desk.session import Session

    session = Session.open(standpoint.folder, today=standpoint.today, read_only=True)
    shared = look_for(session, id, may_be_offline=True)
    text = "\n".join(_told(read_proposed(shared, id), terminal()))
    for remark in shared.remarks:
        note(f"workbook: {clean_line(remark)}")
    emit(text)
    return CLEAN


def say_of_proposal(standpoint: Standpoint, *, id: str, statement: "Statement") -> int:
    """Say a verdict, tell where the proposal stands then, and give the exit code."""
    from secrets import choice

    from workbook.desk.reviewing.verdicts import say_verdict, still_to_say
    from workbook.desk.session import Session
    from workbook.model.enums import Verdict

    session = Session.open(standpoint.folder, today=standpoint.today)
    review, proposed = say_verdict(session, id, statement, choose=choice)
    screen = terminal()
    said = f"Said as {screen.paint(review, 'bold')}: {session.nation}, {statement.verdict}, on {id}."
    is_approved = statement.verdict is Verdict.APPROVE
    left = still_to_say(proposed, session.nation, statement.about) if is_approved else ()
    emit("\n".join([said, *map(clean_line, left), *consent_lines(proposed, screen)]))
    return CLEAN


def consent_lines(proposed: "Proposed", screen: Terminal) -> Sequence[str]:
    """Tell who must approve a proposal and why, what lapsed, and on whom it waits."""
    from workbook.desk.reviewing import words
    from workbook.desk.reviewing.absent import absent_lines
    from workbook.desk.reviewing.lapsing import lapse_lines
    from workbook.desk.reviewing.listing import conflicts_of

    if proposed.is_withdrawn:
        return [words.withdrawn_line()]
    conflicts, absent = conflicts_of(proposed), list(map(clean_line, absent_lines(proposed)))
    if conflicts:
        return [screen.paint(clean_line(words.conflict_line(conflicts)), "red"), *absent]
    if proposed.is_held:
        return [clean_line(words.held_already(proposed.id)), *absent]
    stands = proposed.consent
    lines = [
        *map(words.requirement_line, stands.standings),
        *(words.unasked_line(one, proposed.shared.layer) for one in proposed.unasked),
        *lapse_lines(proposed),
        *map(words.reservation_line, stands.reservations),
    ]
    if proposed.silent_after is not None and not stands.is_complete:
        lines.append(words.silence_line(proposed.silent_after))
    waits = words.waiting_line(stands)
    return [*map(clean_line, lines), *absent, screen.paint("Waits on", "bold") + f" {clean_line(waits)}."]


def _told(proposed: "Proposed", screen: Terminal) -> Iterator[str]:
    from workbook.cli.outlook import outlook_text
    from workbook.desk.form.effect import effects
    from workbook.desk.reviewing import words
    from workbook.desk.reviewing.listing import opened_days
    from workbook.desk.reviewing.rivals import rivals_of

    record = proposed.record
    yield f"{screen.paint(proposed.id, 'bold')}  {clean_line(record.title)}"
    where = f" in {words.layer_words(proposed.shared.layer)}" if proposed.shared.layer else ""
    yield f"Put forward by {proposed.proposer}{where}, {words.age_words(opened_days(proposed))}" + (
        ", and withdrawn." if proposed.is_withdrawn else "."
    )
    if record.purpose:
        yield clean_line(record.purpose)
    yield ""
    yield outlook_text(proposed.outlook, screen)
    lines = effects(proposed.shared.main, proposed.outlook)
    if lines:
        yield screen.paint("If it is adopted:", "bold")
        yield from (f"  {clean_line(line)}" for line in lines)
    yield ""
    yield from _said(proposed, screen)
    yield from consent_lines(proposed, screen)
    for rival in rivals_of(proposed.shared, proposed):
        yield clean_line(words.rival_line(rival.id, rival.places))


def _said(proposed: "Proposed", screen: Terminal) -> Iterator[str]:
    from workbook.desk.reviewing import words
    from workbook.desk.reviewing.threads import threads

    for thread in threads(proposed.said):
        yield screen.paint(clean_line(words.thread_line(thread.about)), "bold")
        for one in thread.remarks:
            indent = "  " * (1 + min(one.depth, _DEEPEST))
            yield indent + clean_line(words.remark_line(one.said.voice, one.said.text, one.is_replaced))
    if proposed.said:
        yield ""
