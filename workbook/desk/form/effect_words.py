"""What an edit does to needs, works and stocks, in plain lines: every sentence of it, once."""

from workbook.analysis.contention_change import BottleneckChange, FactoryChange, Since, StockChange
from workbook.analysis.coverage_change import CoverageChange
from workbook.analysis.request_coverage import RequestCoverage
from workbook.desk.analysing.grid_words import month_name
from workbook.desk.analysing.words import in_unit
from workbook.model.enums import Activity, Period
from workbook.model.nations import party_name
from workbook.model.quantity import Quantity
from workbook.model.speech import counted, say
from workbook.render.values import quantity_text

_STRAINED = {
    Activity.MAKE: say("strained"),
    Activity.REPAIR: say("strained with repairs"),
    Activity.TRAIN: say("strained with training"),
}
_SHORT = ("missing", "not_agreed", "not_in_time")


def coverage_line(one: CoverageChange) -> str:
    """Say what is missing of a request instead of what was; "" where no sum differs.

    UKR-R-11AB: short by 8 instead of 20.
    """
    was, now, request = one.before, one.after, one.request
    if now is None or (was is not None and was.counts and not now.counts):
        return say("{request}: counts as a need no more.", request=request)
    if was is None or not was.counts or _counts_in(was) != _counts_in(now):
        return say("{request}: short by {now}.", request=request, now=_amount(now.shortfall.missing, now))
    pairs = {name: (getattr(was.shortfall, name), getattr(now.shortfall, name)) for name in _SHORT}
    differing = next((name for name, (old, new) in pairs.items() if old != new), "")
    old, new = pairs[differing] if differing else (was.cover.not_firm, now.cover.not_firm)
    if old == new:
        return ""
    told = {"request": request, "now": _amount(new, now), "was": _plain(old)}
    match differing:
        case "missing" if new.high == 0:
            return say("{request}: no longer short; it was by {was}.", **told)
        case "missing":
            return say("{request}: short by {now} instead of {was}.", **told)
        case "not_agreed":
            return say("{request}: {now} not agreed instead of {was}.", **told)
        case "not_in_time":
            return say("{request}: {now} not surely in time instead of {was}.", **told)
    return say("{request}: {now} offered that is not firm instead of {was}.", **told)


def factory_line(one: FactoryChange, supplier: str) -> str:
    """Say since when a works is strained: `Shell Works: strained from March 2023 instead of June.`"""
    works = supplier or say("Works of {nation}", nation=party_name(one.works.nation))
    return _since(works, _STRAINED[one.activity], one.before, one.after)


def bottleneck_line(one: BottleneckChange, component: str, product: str) -> str:
    """Say since when a component keeps a product waiting."""
    return _since(component, say("too few for {product}", product=product), one.before, one.after)


def stock_line(one: StockChange) -> str:
    """Say since when a stock lies under its minimum."""
    return _since(one.stock, say("under its minimum"), one.before, one.after)


def and_more(count: int) -> str:
    """Say that there are more lines."""
    return counted(count, "and one more of this kind", "and {number} more of this kind")


def _since(what: str, how: str, before: Since, after: Since) -> str:
    if after.month is None:
        assert before.month is not None
        return say("{what}: not {how} any more.", what=what, how=how)
    now = month_name(after.month)
    if before.month is None:
        return say("{what}: {how} from {now}, by {short}.", what=what, how=how, now=now, short=after.short)
    if before.month == after.month:
        return say(
            "{what}: {how} from {now} by {short} instead of {was}.",
            what=what, how=how, now=now, short=after.short, was=before.short,
        )  # fmt: skip
    is_same_year = before.month.year == after.month.year
    was = month_name(before.month).rpartition(" ")[0] if is_same_year else month_name(before.month)
    return say("{what}: {how} from {now} instead of {was}.", what=what, how=how, now=now, was=was)


def _amount(quantity: Quantity, counted_in: RequestCoverage) -> str:
    return f"{_plain(quantity, counted_in.unit)} {in_unit('each', counted_in.per)}".rstrip()


def _plain(quantity: Quantity, unit: str = "") -> str:
    return say("nothing") if quantity.high == 0 else quantity_text(quantity, unit)


def _counts_in(one: RequestCoverage) -> tuple[str, Period | None]:
    return one.unit, one.per
