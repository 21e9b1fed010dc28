"""Small plans for tests of analysis: paths shortened, the coalition of the examples around them."""

from collections.abc import Mapping

from workbook.analysis.totals import QuantityTotal, item_totals
from workbook.check.examples import COALITION
from workbook.model.kind import LETTERS
from workbook.records.cache import CacheFolder
from workbook.records.layers import mapping_stack
from workbook.records.loader import load
from workbook.records.paths import path_of
from workbook.records.survey import survey
from workbook.records.workbook import Workbook

_KINDS = {letter: kind for kind, letter in LETTERS.items()}
GIFT = 'title = "Shells"\nkind = "donation"\nstatus = "committed"\nitem = "155mm-he"\n'


def plan(records: Mapping[str, str]) -> Workbook:
    """Load records by id: `~` before it means recorded, `LAYER:` a layer; what is a path stays."""
    nothing = CacheFolder(None)
    files = {**COALITION, **{_path(name): text for name, text in records.items()}}
    return load(survey(mapping_stack(files), nothing), nothing)


def _path(name: str) -> str:
    if "/" in name:
        return name
    layer, _, id = name.rpartition(":")
    recorded, id = id.startswith("~"), id.removeprefix("~")
    owner, letter, _ = id.split("-")
    inner = path_of(_KINDS[letter], id, owner=owner, recorded=recorded)
    return f"layers/{layer}/{inner}" if layer else inner


def quantity_totals(workbook: Workbook) -> tuple[QuantityTotal, ...]:
    """Add up every item that is named."""
    return tuple(total for item in sorted(workbook.mentioned) for total in item_totals(workbook, item))
