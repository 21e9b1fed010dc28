"""The agenda as one delegation meets it: what each item asks of it, and what its own records let it say.

In: a reading, a meeting, its items, what the delegation needs and could give. Out: points, one for each item
on which it has something to say or to decide; the rest is named in one line.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from workbook.analysis.agreement import members_of
from workbook.analysis.funds import fund_standing
from workbook.analysis.positions import positions
from workbook.analysis.request_coverage import RequestCoverage
from workbook.analysis.timetable import Slot, timetable
from workbook.model.enums import AgendaKind, DecisionStatus, Invitation
from workbook.model.kind import Kind
from workbook.model.quantity import NOTHING, Quantity
from workbook.model.record import Record
from workbook.model.references import OPEN_REFERENCES
from workbook.render.blocks import Line, Point, Points
from workbook.render.reading import Reading
from workbook.render.values import listed, long_month_text, money_text, quantity_text, rough_text, sentence
from workbook.render.views.figures import quotes
from workbook.render.views.hours import slot_text
from workbook.render.views.meetable import Gift
from workbook.render.views.needs import need_of, needs_for
from workbook.render.views.own import takes_part
from workbook.render.views.results import decisions_of, how_taken
from workbook.render.views.standing import (
    commitment_facts,
    figure_text,
    lesson_text,
    naming,
    request_text,
    standing_line,
    stock_text,
    title_of,
)
from workbook.render.views.tabled import drafted_decisions, proposals_on, verdicts
from workbook.render.words import brief as brief_words
from workbook.render.words import speaking as words
from workbook.render.words import standing

_MOST_LINES = 6
_MOST_NAMED = 3
_MOST_OTHERS = 2
_SETTLING = frozenset((Invitation.AGREE, Invitation.ENDORSE, Invitation.DECIDE))


class Agenda(msgspec.Struct, frozen=True, kw_only=True):
    """The items of a meeting with their hours, as far as they are known."""

    meeting: Record
    slots: tuple[Slot, ...]

    def led_by(self, nation: str) -> list[str]:
        """Name the items that a nation leads."""
        return [self.name(slot) for slot in self.slots if slot.item.data.lead == nation]

    def to_settle(self) -> list[str]:
        """Name the items that are to be decided."""
        return [self.name(slot) for slot in self.slots if is_to_settle(slot.item)]

    def name(self, slot: Slot) -> str:
        """Name an item in a sentence."""
        return words.numbered(str(slot.item.data.order), slot.item.data.title, self.hours(slot))

    def hours(self, slot: Slot) -> str:
        """Give the hours of an item."""
        return slot_text(slot, self.meeting.data.date.first)


def agenda(meeting: Record, items: Sequence[Record]) -> Agenda:
    """Give the hours of a meeting's items."""
    return Agenda(meeting=meeting, slots=timetable(meeting.data, items).slots)


def is_to_settle(item: Record) -> bool:
    """Say whether a decision is expected under an item, beyond the procedure of the meeting."""
    data = item.data
    is_deciding = data.kind is AgendaKind.DECISION or data.invited_to in _SETTLING
    return is_deciding and data.kind is not AgendaKind.PROCEDURAL


def touching(reading: Reading, told: Agenda, nation: str) -> list[str]:
    """Name the items that are about records which are a nation's own, or which name it."""
    return [
        told.name(slot)
        for slot in told.slots
        if any(
            (record := reading.plan.get(id)) is not None and _names(reading, record, nation)
            for id in slot.item.data.about
        )
    ]


def agenda_points(reading: Reading, told: Agenda, nation: str, gifts: Sequence[Gift], today: date) -> Points:
    """Say item by item what is asked of a delegation and what it can say; name the rest in one line."""
    speaker = _Speaker(
        reading=reading, nation=nation, gifts={one.means.item: one for one in gifts}, today=today
    )
    is_over = told.meeting.data.date.is_over(today)
    found: list[Point] = []
    led: list[str] = []
    quiet: list[str] = []
    for slot in told.slots:
        data = slot.item.data
        leads = data.lead == nation and not is_over
        lines = [*speaker.on_table(told.meeting, slot.item), *speaker.about(slot.item)]
        if not lines and (is_over or not is_to_settle(slot.item)):
            begins = f"{slot.begins:%H:%M}" if slot.begins is not None else ""
            name = words.other(str(data.order), data.title, begins)
            (led if leads else quiet).append(name)
            continue
        asked = words.ASKED[data.invited_to] if data.invited_to is not None and not is_over else ""
        text = " ".join(one for one in (asked, sentence(data.aim)) if one)
        lead = sentence(words.item(told.hours(slot), str(data.order), data.title))
        under = _cut(lines) if lines or leads else (Line(text=words.NOTHING_YOURS),)
        line = Line(lead=lead, text=text, stress=words.LEADS if leads else "")
        found.append(Point(line=line, under=under))
    if led:
        found.append(Point(line=Line(text=sentence(words.also_leads(listed(led))))))
    if quiet:
        found.append(Point(line=Line(text=words.others(listed(quiet), len(quiet)))))
    return Points(points=tuple(found))


def _cut(lines: Sequence[Line]) -> tuple[Line, ...]:
    left = len(lines) - _MOST_LINES
    return (*lines[:_MOST_LINES], Line(text=words.more_figures(left))) if left > 0 else tuple(lines)


def _names(reading: Reading, record: Record, nation: str) -> bool:
    """Say whether a record is a nation's own, or for it, or of a purchase in which it takes part."""
    groups = reading.plan.settings.manifest.groups
    if record.is_retired:
        return False
    parties: list[str] = []
    if record.kind is Kind.FUND:
        parties = [one.to for one in record.data.split]
    elif record.kind is Kind.COMMITMENT:
        parties = [one.party for one in record.data.to]
    elif record.kind is Kind.PROCUREMENT:
        parties = [one.nation for one in record.data.parties]
    return record.owner == nation or any(nation in members_of(party, groups) for party in parties)


class _Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """What one delegation can say of the records that an item is about."""

    reading: Reading
    nation: str
    gifts: Mapping[str, Gift]
    today: date

    def on_table(self, meeting: Record, item: Record) -> Iterator[Line]:
        """Tell decisions that bind the delegation, quote drafts, and say who has what to say of proposals."""
        reading = self.reading
        for decision in decisions_of(reading, meeting):
            data = decision.data
            is_taken = data.agenda == item.id and data.status is DecisionStatus.ADOPTED
            if is_taken and self.nation in data.parties:
                text = words.binds_you(how_taken(decision, meeting), data.text.rstrip("."))
                yield reading.line(text, decision, cited=False)
        for decision in drafted_decisions(reading, meeting, item):
            yield reading.line(words.draft(decision.data.text.rstrip(".")), decision)
            for one in decision.data.reservations:
                yield reading.line(words.reserved(reading.the(one.party), one.text), decision, cited=False)
        for proposal in proposals_on(reading, meeting, item):
            yield self._proposal(proposal)

    def about(self, item: Record) -> Iterator[Line]:
        """Say what the delegation has to do with each record of an item; figures of others' come last."""
        apart, others = [], []
        for id in item.data.about:
            record = self.reading.plan.get(id)
            if record is None or record.is_retired or record.kind not in _TELLING:
                continue
            text = _TELLING[record.kind](self, record)
            if text:
                yield self.reading.line(text, record, ref=record.kind is not Kind.ITEM)
                yield from quotes(self.reading, record) if record.kind is Kind.FUND else ()
            elif record.kind is Kind.PROCUREMENT:
                apart.append(words.led_by(record.data.title, self.reading.the(record.owner)))
            elif record.kind in (Kind.FUND, Kind.COMMITMENT):
                others.append(record)
        if apart:
            yield Line(
                text=sentence(words.you_take_no_part(listed(list(dict.fromkeys(apart)), _MOST_NAMED + 1)))
            )
        for record in others[:_MOST_OTHERS]:
            yield standing_line(self.reading, record, self.today)
            yield from quotes(self.reading, record)
        if len(others) > _MOST_OTHERS:
            yield Line(text=words.more_figures(len(others) - _MOST_OTHERS))

    def _proposal(self, record: Record) -> Line:
        told = positions(self.reading.plan, record.id)
        facts = verdicts(self.reading, told)
        title = record.data.title.rstrip(".")
        if record.owner == self.nation:
            return self.reading.line(words.your_proposal(title, "; ".join(facts)), record)
        ours = [one for one in told if one.party == self.nation]
        said = words.your_verdict(standing.VERDICT[ours[0].verdict]) if ours else words.not_spoken()
        text = words.proposal(title, self.reading.the(record.owner), "; ".join((said, *facts)))
        return self.reading.line(text, record)

    def procurement(self, record: Record) -> str:
        """Say whether it leads a purchase, takes part, or lacks what is bought."""
        data = record.data
        figures = ", ".join(
            one for one in (figure_text(self.reading, record), standing.PROCUREMENT[data.status]) if one
        )
        text = standing.with_facts(data.title, figures)
        leader = self.reading.the(record.owner)
        if record.owner == self.nation:
            return words.you_lead(text)
        if takes_part(record, self.nation):
            part = next(one for one in data.parties if one.nation == self.nation)
            known = part.quantity is not None and part.quantity.is_known
            unit = self.reading.unit("", data.item)
            return words.you_take_part(text, quantity_text(part.quantity, unit) if known else "", leader)
        lacks = self._lacks(data.item)
        if not lacks.low:
            return ""
        return words.you_could_join(text, leader, quantity_text(lacks, self.reading.unit("", data.item)))

    def fund(self, record: Record) -> str:
        """Say whether it manages a fund, gives to it, or has a part of it."""
        reading = self.reading
        told = reading.kept.take(fund_standing, reading.plan, record, today=self.today)
        paid = told.contributions.firm
        facts = [money_text(record.data.total)]
        facts += [brief_words.paid_in(rough_text(paid, told.currency))] if paid.low else []
        text = standing.with_facts(title_of(reading, record), ", ".join(facts))
        if record.owner == self.nation:
            return words.you_manage(text)
        given = [
            one.data.value
            for one in naming(reading, record.id, Kind.COMMITMENT, "fund")
            if one.owner == self.nation and one.data.value is not None
        ]
        if given:
            return words.you_give(text, listed([money_text(one) for one in given], _MOST_NAMED))
        for one in told.split:
            if self.nation in one.nations and one.amount is not None and one.amount.is_known:
                amount = rough_text(one.amount, told.currency)
                if one.party == self.nation:
                    return words.you_get(text, amount)
                return words.a_group_gets(text, amount, reading.the(one.party))
        return ""

    def commitment(self, record: Record) -> str:
        """Say what it promises, or is promised."""
        facts = standing.then_facts(record.data.title, ", ".join(commitment_facts(self.reading, record)))
        if record.owner == self.nation:
            return words.you_promise(facts)
        is_to_us = any(one.party == self.nation for one in record.data.to)
        return words.promised_to_you(facts, self.reading.the(record.owner)) if is_to_us else ""

    def request(self, record: Record) -> str:
        """Say what it asks for, offers or could give for a request, what is missing, and who else gives."""
        reading = self.reading
        need = need_of(reading, record, self.today)
        if need is None:
            return ""
        text = request_text(reading, record, self.today)
        ours = [one for one in need.answers if one.owner == self.nation]
        gift = self.gifts.get(record.data.item)
        unit = need.unit
        if record.owner == self.nation:
            text = words.you_ask(standing.then_facts(record.data.title, self._need(need)))
        elif ours:
            amount = sum((one.quantity for one in ours), NOTHING)
            text = words.you_offer(text, quantity_text(amount, unit))
        elif gift is not None and gift.means.spare.low:
            text = words.you_could_give(text, quantity_text(gift.means.spare, unit))
        missing = need.shortfall.missing
        if missing.high != 0 and missing.is_known:
            text = words.missing(text, quantity_text(missing, unit))
        others = dict.fromkeys(reading.the(one.owner) for one in need.answers if one.owner != self.nation)
        return words.others_give(text, listed(list(others), _MOST_NAMED)) if others else text

    def item(self, record: Record) -> str:
        """Say what it lacks or could give of an item, and what all others lack of it."""
        unit = record.data.unit
        facts = [*self._own(record.id, unit)]
        if not facts:
            return ""
        theirs = self._lacked(record.id, lambda owner: owner != self.nation)
        if theirs.low:
            facts.append(words.others_lack(quantity_text(theirs, unit)))
        return words.on_item(record.data.name, "; ".join(facts))

    def _own(self, item: str, unit: str) -> Iterator[str]:
        """Say what it lacks of an item, can spare beyond that, and its works can make."""
        lacks, gift = self._lacks(item), self.gifts.get(item)
        spare = gift.means.spare if gift is not None else NOTHING
        lacking = quantity_text(lacks, unit) if lacks.low else ""
        if spare.low:
            yield words.could_give(quantity_text(spare, unit), lacking)
        elif lacking:
            yield words.you_lack(lacking)
        if gift is not None and gift.made.low and (until := gift.means.made_until(gift.days[1])):
            yield words.could_make(quantity_text(gift.made, unit), long_month_text(until))

    def stock(self, record: Record) -> str:
        """Say where its own stock stands."""
        return stock_text(self.reading, record, named=False) if record.owner == self.nation else ""

    def lesson(self, record: Record) -> str:
        """Quote what somebody said or learned."""
        if record.owner == self.nation:
            return words.your_statement(record.data.summary)
        return lesson_text(self.reading, record)

    def _need(self, need: RequestCoverage) -> str:
        return quantity_text(need.need, need.unit) if need.need.is_known else ""

    def _lacks(self, item: str) -> Quantity:
        return self._lacked(item, lambda owner: owner == self.nation)

    def _lacked(self, item: str, is_wanted: Callable[[str], bool]) -> Quantity:
        """Add up what is missing of an item once, in its own unit."""
        if not item or item in OPEN_REFERENCES:
            return NOTHING
        unit = self.reading.unit("", item)
        return sum(
            (
                one.shortfall.missing
                for one in needs_for(self.reading, item, self.today)
                if one.counts and one.per is None and one.unit == unit and is_wanted(one.owner)
            ),
            NOTHING,
        )


_TELLING: Mapping[Kind, Callable[[_Speaker, Record], str]] = {
    Kind.PROCUREMENT: _Speaker.procurement,
    Kind.FUND: _Speaker.fund,
    Kind.COMMITMENT: _Speaker.commitment,
    Kind.REQUEST: _Speaker.request,
    Kind.ITEM: _Speaker.item,
    Kind.STOCK: _Speaker.stock,
    Kind.LESSON: _Speaker.lesson,
}
