"""Laws of what papers tell of a change: all of it is told, and none of it as files write it."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.laws.odd_plans import SPOTS
from tests.strategies import law_of_each, places_of, raw_tables, toml_text, value_at
from workbook.check.examples import COALITION
from workbook.model import enums
from workbook.model.fields import fields_of
from workbook.model.kind import Kind
from workbook.model.kinds import STRUCTS
from workbook.model.record import Record
from workbook.records.paths import path_of
from workbook.records.workbook import Workbook
from workbook.release.audience import parse_audience
from workbook.release.released import release
from workbook.render.reading import Reading
from workbook.render.views.arisen import arisen_line, name_of
from workbook.render.views.revised import UNTOLD, revisions

MakePlan = Callable[[Mapping[str, str]], Workbook]
TODAY = date(2022, 9, 27)
# Where a record of each kind lies, and its id; nothing else in the small coalition names it.
PLACES = {
    **{kind: (path, id) for path, (id, kind) in SPOTS.items()},
    Kind.NATION: (path_of(Kind.NATION, "NOR", owner="NOR"), "NOR"),
    Kind.SUPPLIER: (path_of(Kind.SUPPLIER, "new-works"), "new-works"),
}
FILE_TIME = re.compile(r"(?<![\w-])[0-9]{4}-(Q[1-4]|(0[1-9]|1[0-2])(-[0-9]{2})?)(?![\w-])")
# What stands in a file alone: `under-way`, `in-kind`, `lesson-identified`.
FILE_WORDS = sorted(
    value
    for listed in vars(enums).values()
    if isinstance(listed, type) and issubclass(listed, StrEnum)
    for value in listed
    if "-" in value
)


def _records(
    make_plan: MakePlan, kind: Kind, before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[Reading, Record, Record]:
    path, id = PLACES[kind]
    plans = [make_plan({**COALITION, path: toml_text(one)}) for one in (before, after)]
    old, new = (plan.get(id) for plan in plans)
    assert old is not None
    assert new is not None
    return Reading(release(plans[1], parse_audience("NOR", plans[1].settings))), old, new


def _kept(table: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out who may see it, as its owner reads it; a file says something, or there is none."""
    kept = {key: value for key, value in table.items() if key not in ("release", "release_fields")}
    return kept or {"notes": "Counted."}


def _says_so_itself(table: Mapping[str, Any], kind: Kind) -> bool:
    """Say whether a text of a record holds what the law looks for; texts are quoted as they are."""
    texts = [
        str(value_at(table, place))
        for place, field, _ in places_of(table, STRUCTS[kind])
        if field.type in (str, tuple[str, ...])
    ]
    return any(FILE_TIME.search(one) or any(word in one for word in FILE_WORDS) for one in texts)


@pytest.mark.parametrize("kind", Kind)
@given(data=st.data())
@law_of_each
def test_what_changed_is_told_and_never_as_a_file_writes_it(
    make_plan: MakePlan, kind: Kind, data: st.DataObject
) -> None:
    before, after = (_kept(data.draw(raw_tables(STRUCTS[kind]))) for _ in range(2))
    assume(not _says_so_itself(before, kind) and not _says_so_itself(after, kind))

    reading, old, new = _records(make_plan, kind, before, after)

    changes = revisions(reading, old, new)
    told = [*changes, name_of(reading, new), arisen_line(reading, new, TODAY).text]
    assert all(one.strip() and one.isprintable() for one in changes)
    assert not [one for one in told if FILE_TIME.search(one)]
    assert not [(one, word) for one in told for word in FILE_WORDS if word in one]


@pytest.mark.parametrize("kind", Kind)
@given(data=st.data())
@law_of_each
def test_a_field_that_changes_has_a_sentence(make_plan: MakePlan, kind: Kind, data: st.DataObject) -> None:
    before, other = (_kept(data.draw(raw_tables(STRUCTS[kind]))) for _ in range(2))
    key = data.draw(st.sampled_from(sorted(other)))

    reading, old, new = _records(make_plan, kind, before, {**before, key: other[key]})

    told = revisions(reading, old, new)
    name = next(field.name for field in fields_of(STRUCTS[kind]) if field.key == key)
    is_same = getattr(old.data, name) == getattr(new.data, name)
    assert bool(told) is not (is_same or name in UNTOLD)
