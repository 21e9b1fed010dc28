"""Who took part in a meeting: how many, and who is named.

In: a reading and a meeting. Out: blocks: a sentence with the numbers, then sentences that name a few
parties, or a table of many.
"""

from collections import Counter

from workbook.model.meeting import Participant
from workbook.model.record import Record
from workbook.render.blocks import Block, Row, paragraph, table
from workbook.render.reading import Reading
from workbook.render.values import listed, quantity_text
from workbook.render.words import outcome as words

_MOST_IN_A_SENTENCE = 6
_COMMON = 2


def presence(reading: Reading, meeting: Record) -> tuple[Block, ...]:
    """Say who took part in a meeting, as far as it is recorded."""
    blocks: list[Block] = []
    numbers = _numbers(meeting)
    if numbers:
        blocks.append(paragraph(numbers, reading.cite(meeting)))
    participants = _in_order(reading, meeting)
    if len(participants) > _MOST_IN_A_SENTENCE and any(one.head or one.position for one in participants):
        return (*blocks, table(words.PARTY_COLUMNS, [_row(reading, one) for one in participants]))
    # A role that many have tells nobody apart.
    roles = Counter(one.role for one in participants)
    for status in dict.fromkeys(one.status for one in meeting.data.participants):
        names = [
            _named(reading, one, meeting, is_common=roles[one.role] > _COMMON)
            for one in participants
            if one.status == status
        ]
        blocks.append(paragraph(words.present(status, listed(names))))
    return tuple(blocks)


def _in_order(reading: Reading, meeting: Record) -> list[Participant]:
    """Name whoever is in the chair first, then all others in the order of the alphabet."""
    told: tuple[Participant, ...] = meeting.data.participants
    return sorted(told, key=lambda one: (one.party != meeting.data.chair, reading.place(one.party)))


def _numbers(meeting: Record) -> str:
    attendance = meeting.data.attendance
    if attendance is None or (attendance.attended is None and attendance.expected is None):
        return ""
    attended = quantity_text(attendance.attended) if attendance.attended is not None else ""
    expected = quantity_text(attendance.expected) if attendance.expected is not None else ""
    return words.attended(attended, expected)


def _named(reading: Reading, one: Participant, meeting: Record, *, is_common: bool) -> str:
    # Who heads the delegation in the chair stands at the head of the paper already.
    is_chair = one.party == meeting.data.chair
    role = "" if is_common else one.role
    person = role if is_chair else words.person(one.head, one.position, role)
    return f"{reading.the(one.party)} ({person})" if person else reading.the(one.party)


def _row(reading: Reading, one: Participant) -> Row:
    head = ", ".join(part for part in (one.head, one.position) if part)
    return Row(cells=(reading.party(one.party), head, one.role, one.status))
