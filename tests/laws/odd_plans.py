"""Plans in which anything that a record may say stands anywhere, and names other records of the plan.

`odd_plans` gives the files of a small coalition with a few records of every kind laid over it, drawn from the
field declarations: unknown and undisclosed values, texts of one sign, retired records, rings of references.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
from hypothesis import strategies as st

from tests.strategies import raw_tables, toml_text
from workbook.check.examples import COALITION
from workbook.model.fields import Code, Field, fields_of, inner_table
from workbook.model.kind import LETTERS, Kind
from workbook.model.kinds import STRUCTS
from workbook.records.paths import path_of

MEETING = "2022-09-28-brussels"
_OF_MEETING = (Kind.AGENDA, Kind.DECISION, Kind.ACTION)
_NATIONS = ("NOR", "UKR")
_NAMED = ("NOR", "UKR", "USA", "EU", "members", "nordics", "unknown", "undisclosed", "XYZ")


def _spots() -> dict[str, tuple[str, Kind]]:
    """Give by path the id and kind of every record that may stand in a plan."""
    found = {}
    for kind, letter in LETTERS.items():
        for number in range(2):
            owners = ("",) if kind in _OF_MEETING else _NATIONS
            for owner in owners:
                id = f"{owner}-{letter}-{number}AAA".removeprefix("-")
                meeting = MEETING if kind in _OF_MEETING else ""
                found[
                    path_of(kind, id, owner=owner, meeting=meeting, recorded=number == 1 and owner == "UKR")
                ] = (
                    id,
                    kind,
                )
    found[path_of(Kind.ITEM, "thing")] = ("thing", Kind.ITEM)
    found[path_of(Kind.MEETING, MEETING)] = (MEETING, Kind.MEETING)
    return found


SPOTS: Mapping[str, tuple[str, Kind]] = _spots()
IDS = sorted({id for id, _ in SPOTS.values()} | {"unknown", "undisclosed", "155mm-he", "NOR", "gone"})
_BY_KIND = {kind.value: [id for id, its in SPOTS.values() if its is kind] for kind in Kind}


@st.composite
def odd_plans(draw: st.DrawFn) -> dict[str, str]:
    """Draw the files of a plan."""
    paths = draw(st.lists(st.sampled_from(sorted(SPOTS)), min_size=8, max_size=24, unique=True))
    files = dict(COALITION)
    for path in paths:
        struct = STRUCTS[SPOTS[path][1]]
        table = _naming(draw, draw(raw_tables(struct)), struct)
        files[path] = toml_text(
            {key: value for key, value in table.items() if key not in ("release", "release_fields")}
        )
    return files


def _naming(draw: st.DrawFn, table: Mapping[str, Any], struct: type[msgspec.Struct]) -> dict[str, Any]:
    """Let a table name records and parties of the plan where it names any."""
    fields = {field.key: field for field in fields_of(struct)}
    return {key: _value(draw, value, fields[key]) for key, value in table.items()}


def _value(draw: st.DrawFn, value: Any, field: Field) -> Any:
    inner = inner_table(field.type)
    if inner is not None and isinstance(value, list):
        return [_naming(draw, one, inner) for one in value]
    if inner is not None and isinstance(value, dict):
        return _naming(draw, value, inner)
    names = _names(field)
    if names is None:
        return value
    if isinstance(value, list):
        return draw(st.lists(names, max_size=3))
    return draw(names) if isinstance(value, str) else value


def _names(field: Field) -> st.SearchStrategy[str] | None:
    if field.refers:
        fitting = [id for kind in field.refers for id in _BY_KIND.get(kind, ())]
        return st.sampled_from(fitting or IDS) | st.sampled_from(IDS)
    if field.code in (Code.NATION, Code.PARTY, Code.AUDIENCE):
        return st.sampled_from(_NAMED)
    return None
