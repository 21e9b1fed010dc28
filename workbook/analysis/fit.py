"""How what is offered fits what is asked: the same item, one that stands in for it, another, another unit.

In: a plan, a request and a commitment. Out: a `Fit`, and how many of what is asked one of what is offered
replaces. What nobody says is taken at the giver's word: whoever meets a request with an item that is not
named may well fit it.
"""

from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from workbook.analysis.totals import unit_of
from workbook.model.catalogue import Item, StandIn
from workbook.model.commitment import Commitment, Request
from workbook.model.enums import Substitutes
from workbook.model.kind import Kind
from workbook.model.references import OPEN_REFERENCES
from workbook.model.share import Share
from workbook.records.workbook import Workbook


class Fit(StrEnum):
    """How far what is offered is what a request asks for; only the first three count.

    `TO_ASK`: it would stand in, and the request does not say that it may; its nation has to be asked.
    """

    AS_ASKED = "as-asked"
    STANDS_IN = "stands-in"
    TO_ASK = "to-ask"
    REFUSED = "refused"
    OTHER_ITEM = "other-item"
    OTHER_UNIT = "other-unit"

    @property
    def counts(self) -> bool:
        """Whether it covers anything."""
        return self in _COUNTING


class Fitting(NamedTuple):
    """How something fits, and where it stands in: how many of what is asked one of it replaces.

    `factor` is None where nobody says how many.
    """

    fit: Fit
    ratio: Share | None = None
    factor: Fraction | None = Fraction(1)


_COUNTING = frozenset((Fit.AS_ASKED, Fit.STANDS_IN, Fit.TO_ASK))
_AS_ASKED = Fitting(Fit.AS_ASKED)
_OTHER_ITEM = Fitting(Fit.OTHER_ITEM)
_OTHER_UNIT = Fitting(Fit.OTHER_UNIT)


def fit_of(workbook: Workbook, request: Request, commitment: Commitment) -> Fitting:
    """Tell how what a commitment offers fits what a request asks for.

    An item stands in only for what it names in `stands_in_for`, counted in the units of the two items.

        UKR-R-11AB asks for shell-155;  NOR-C-7K3Q offers shell-155-er, which stands in for it at 3/2
        -> stands in, 3/2; refused where the request says `substitutes = "no"`
    """
    item = commitment.item
    if not item or item in OPEN_REFERENCES or item == request.item:
        return _in_unit(unit_of_request(workbook, request), unit_of(workbook, commitment))
    if not request.item or request.item in OPEN_REFERENCES:
        offered = _item(workbook, item)
        if request.capability and offered is not None and offered.capability != request.capability:
            return _OTHER_ITEM
        return _in_unit(request.unit, unit_of(workbook, commitment))
    return _standing_in(workbook, request, commitment)


def unit_of_request(workbook: Workbook, request: Request) -> str:
    """Give the unit of a request: its own, else its item's, else "".

    item = "155mm-he", whose unit is "each", and no unit  -> "each"
    """
    if request.unit:
        return request.unit
    item = _item(workbook, request.item)
    return item.unit if item is not None else ""


def _in_unit(wanted: str, given: str) -> Fitting:
    return _OTHER_UNIT if wanted and given and wanted != given else _AS_ASKED


def _standing_in(workbook: Workbook, request: Request, commitment: Commitment) -> Fitting:
    offered = _item(workbook, commitment.item)
    stand_in = _stand_in(offered, request.item) if offered is not None else None
    if offered is None or stand_in is None:
        return _OTHER_ITEM
    if request.substitutes is Substitutes.NO:
        return Fitting(Fit.REFUSED, stand_in.ratio)
    asked = _item(workbook, request.item)
    is_other = asked is not None and request.unit not in ("", asked.unit)
    if is_other or commitment.unit not in ("", offered.unit):
        return _OTHER_UNIT
    fit = Fit.STANDS_IN if request.substitutes is Substitutes.YES else Fit.TO_ASK
    return Fitting(fit, stand_in.ratio, stand_in.ratio.value if stand_in.ratio is not None else None)


def _stand_in(item: Item, wanted: str) -> StandIn | None:
    return next((one for one in item.stands_in_for if one.item == wanted), None)


def _item(workbook: Workbook, id: str) -> Item | None:
    record = workbook.get(id) if id else None
    if record is None or record.kind is not Kind.ITEM:
        return None
    item: Item = record.data
    return item
