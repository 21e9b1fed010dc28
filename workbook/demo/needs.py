"""Who needs what: requests, most of them from Ukraine and its neighbours.

In: the coalition and a count. Out: `Need`s, which offers are matched with, and their pages. Only open
requests of an exact quantity are matched, so that what is promised can be seen to add up.
"""

from dataclasses import dataclass
from datetime import date

from workbook.demo.catalogue import ITEMS, DemoItem
from workbook.demo.chance import Chance, Ids
from workbook.demo.coalition import QUIET, Coalition
from workbook.demo.need_telling import Asked, request_telling
from workbook.demo.sources import source_tables
from workbook.demo.story import FIRST_DAY, LAST_DAY, MEETING_ON, Page, still_page
from workbook.demo.text import inline, number, page_text, quote
from workbook.demo.wording import goods, sentence
from workbook.model.kind import Kind
from workbook.records.paths import path_of

_LAST_RAISED = date(2023, 5, 12)
# A request raised before this day says when it is needed, else it would count as left behind.
_FRESH = date(2023, 3, 6)
_URGENT_MONTHS = ("2023-03", "2023-Q1", "2023-04", "2023-05")
# Later than any lot of the demonstration.
_LATER = (
    '"2024-09"',
    '"2024-Q4"',
    '"2025-Q1"',
    '"2025"',
    "2024-10-31",
    '{until = "2024-12"}',
    '{about = "2024-11"}',
    "{between = [2024-09-15, 2024-10-15]}",
)
_PURPOSES = (
    "for the brigades in training",
    "for the winter",
    "to replace losses",
    "for the reserve",
    "for new units",
    "for the territorial units",
    "for the repair depots",
    "for the southern district",
    "for the schools",
    "for the border guard",
    "for the quick-reaction companies",
)


@dataclass(slots=True, kw_only=True)
class Need:
    """A request. `left` is what no offer promises yet; `urgent` ones were wanted within the story."""

    id: str
    owner: str
    item: DemoItem
    quantity: int
    raised_on: date
    left: int
    purpose: str
    urgent: bool = False

    def promise(self, quantity: int) -> None:
        """Count a part as promised."""
        self.left -= quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """All requests: those that offers may meet, the rest only as pages."""

    open: tuple[Need, ...]
    pages: tuple[Page, ...]


def draw_needs(coalition: Coalition, count: int, ids: Ids, chance: Chance) -> Needs:
    """Draw requests; about two of three can be met by offers."""
    needs: list[Need] = []
    pages: list[Page] = []
    for _ in range(count):
        need = _need(coalition, ids, chance)
        if chance.happens(0.68):
            needs.append(need)
            pages.append(_page(need, number(need.quantity), _exact_fields(need, chance), chance))
        else:
            need.urgent = False
            pages.append(_doubtful_page(need, chance))
    return Needs(open=tuple(needs), pages=tuple(pages))


def _need(coalition: Coalition, ids: Ids, chance: Chance) -> Need:
    owner = _owner(coalition, chance)
    item = chance.pick(ITEMS)
    quantity = chance.skewed(item.least, item.most)
    raised_on = (
        chance.pick(tuple(MEETING_ON)[:4]) if chance.happens(0.2) else chance.day(FIRST_DAY, _LAST_RAISED)
    )
    urgent = raised_on < date(2022, 10, 20) and chance.happens(0.2)
    return Need(
        id=ids.new("R", owner),
        owner=owner,
        item=item,
        quantity=quantity,
        raised_on=raised_on,
        left=quantity,
        purpose=chance.pick(_PURPOSES),
        urgent=urgent,
    )


def _owner(coalition: Coalition, chance: Chance) -> str:
    if chance.happens(0.45):
        return "UKR"
    if chance.happens(0.75):
        return chance.pick_early(coalition.receivers)
    return chance.pick_early(coalition.givers)


def _exact_fields(need: Need, chance: Chance) -> list[str]:
    urgent = need.urgent
    return [
        f"title = {quote(_title(need, chance))}",
        f'item = "{need.item.slug}"',
        f"quantity = {number(need.quantity)}",
        f'unit = "{need.item.unit}"' if chance.happens(0.4) else "",
        f'priority = "{chance.pick(("critical", "high") if urgent else _PRIORITIES)}"',
        f'horizon = "{chance.pick(("now",) if urgent else ("now", "sustain", "future"))}"',
        _need_by(urgent, need.raised_on < _FRESH, chance),
        f'substitutes = "{chance.pick(("yes", "no", "ask"))}"' if chance.happens(0.8) else "",
        'status = "open"',
        f"raised_on = {need.raised_on}",
        _raised_at(need),
    ]


# An offer is sure for urgent needs alone, so no other is critical.
_PRIORITIES = ("high", "high", "high", "medium", "medium", "low")


def _need_by(urgent: bool, is_old: bool, chance: Chance) -> str:
    if urgent:
        return f'need_by = "{chance.pick(_URGENT_MONTHS)}"'
    return f"need_by = {chance.pick(_LATER)}" if is_old or chance.happens(0.6) else ""


def _raised_at(need: Need) -> str:
    meeting = MEETING_ON.get(need.raised_on)
    return f'raised_at = "{meeting}"' if meeting else ""


def _doubtful_page(need: Need, chance: Chance) -> Page:
    """Write a request that no offer is matched with: vague, recurring, draft or withdrawn."""
    recurring = chance.happens(0.25)
    status = "open" if recurring else chance.pick(("open", "open", "draft", "withdrawn"))
    by_capability = not recurring and chance.happens(0.2)
    quantity = number(need.quantity) if recurring else doubtful(need.quantity, chance)
    period = chance.pick(("week", "month", "quarter", "year")) if recurring else ""
    title = _title(need, chance)
    if by_capability:
        title = f"{sentence(need.item.capability.replace('-', ' '))} {need.purpose}"
    fields = [
        f"title = {quote(title)}",
        f'capability = "{need.item.capability}"' if by_capability else f'item = "{need.item.slug}"',
        "" if by_capability else f"quantity = {quantity}",
        f'unit = "{need.item.unit}"' if not by_capability else "",
        f'per = "{period}"' if recurring else "",
        f'priority = "{chance.pick(_PRIORITIES)}"',
        f'horizon = "{chance.pick(("sustain", "future"))}"',
        f"need_by = {chance.pick(_LATER if need.raised_on < _FRESH else (*_LATER, _UNKNOWN))}",
        f'substitutes = "{chance.pick(("yes", "no", "ask"))}"' if chance.happens(0.6) else "",
        f'status = "{status}"',
        f"raised_on = {need.raised_on}",
        _raised_at(need),
    ]
    return _page(need, "" if by_capability else quantity, fields, chance, period)


_UNKNOWN = '"unknown"'


def doubtful(quantity: int, chance: Chance) -> str:
    """Give a quantity in one of the forms that leave doubt."""
    share = max(1, quantity // 5)
    return chance.pick(
        (
            inline(f"about = {number(quantity)}"),
            inline(f"at_least = {number(quantity)}"),
            inline(f"at_most = {number(quantity)}"),
            inline(f"from = {number(quantity)}", f"to = {number(quantity + share)}"),
            '"unknown"',
            '"undisclosed"',
        )
    )


def _title(need: Need, chance: Chance) -> str:
    return f"{need.item.name if chance.happens(0.5) else sentence(goods(need.item))} {need.purpose}"


def _page(need: Need, quantity: str, fields: list[str], chance: Chance, period: str = "") -> Page:
    recorded = need.owner in QUIET and chance.happens(0.5)
    path = path_of(Kind.REQUEST, need.id, owner=need.owner, recorded=recorded)
    told = Asked(
        id=need.id,
        owner=need.owner,
        item=need.item,
        quantity=quantity,
        period=period,
        purpose=need.purpose,
        raised_on=need.raised_on,
        recorded=recorded,
    )
    telling = request_telling(told)
    comment = f"# {telling.comment}" if telling.comment else ""
    tables = source_tables(telling.citations, LAST_DAY)
    return still_page(path, need.raised_on, page_text([comment, *fields, *telling.lines], tables))
