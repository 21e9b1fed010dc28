"""Who came to a meeting, as it is told now and was not on an earlier day: "Norway attended (was invited)".

In: the participants or the numbers of a meeting before and after. Out: sentences; parties of which the
same is told are named together.
"""

from collections.abc import Iterator, Sequence

from workbook.model.meeting import Attendance, Participant
from workbook.render.reading import Reading
from workbook.render.values import listed, quantity_text
from workbook.render.words import outcome
from workbook.render.words import revised as words

_MOST_NAMED = 8


def attendance_told(_: Reading, was: Attendance | None, now: Attendance | None, _unit: str) -> Iterator[str]:
    """Tell how many came and how many are expected."""
    for name, said in (("attended", words.nations_attended), ("expected", words.nations_expected)):
        old, new = (getattr(one, name) if one is not None else None for one in (was, now))
        if new is not None and new != old:
            yield words.with_before(said(quantity_text(new)), quantity_text(old) if old is not None else "")
        elif old is not None and new is None:
            yield words.no_longer(said(quantity_text(old)))


def participants_told(
    reading: Reading, was: Sequence[Participant], now: Sequence[Participant], _unit: str
) -> Iterator[str]:
    """Tell who attended, who else is named, and who leads a delegation."""
    old, new = ({one.party: one for one in some} for some in (was, now))
    statuses: dict[tuple[str, str], list[str]] = {}
    for party, one in new.items():
        before = old[party].status if party in old else ""
        if one.status and one.status != before:
            statuses.setdefault((one.status, before), []).append(party)
    for (status, before), parties in statuses.items():
        yield words.took_part(_names(reading, parties), len(parties), status, before)
    quiet = [party for party, one in new.items() if party not in old and not one.status]
    if quiet:
        yield words.now_also(words.named(_names(reading, quiet)))
    gone = [party for party in old if party not in new]
    if gone:
        yield words.no_longer(words.named(_names(reading, gone)))
    for party, one in new.items():
        person, earlier = _person(one), _person(old.get(party, one))
        if person != earlier:
            yield words.led_by(reading.the(party), person, earlier)


def _person(one: Participant) -> str:
    return outcome.person(one.head, one.position, one.role)


def _names(reading: Reading, parties: Sequence[str]) -> str:
    return listed(reading.in_order(parties), _MOST_NAMED)
