"""Where two changes of one plan say different things of the same field, so that only one can be taken in.

In: files of the plan, and as each change would leave those it touches. Out: the places, told as those of any
conflict are. A worked example, both proposed against main:

    NOR-C-7K3Q  quantity 12 -> 10, and 12 -> 14    -> NOR-C-7K3Q quantity
    NOR-C-7K3Q  quantity 12 -> 10, and terms added -> nothing: both can stand
"""

from collections.abc import Mapping

from workbook.change.affected import key_of_path
from workbook.change.diff import path_words
from workbook.change.marks import Sides
from workbook.change.text import merge_texts
from workbook.records.paths import home_of

_SIDES = Sides(ours="one", base="before", theirs="other")


def rival_places(
    before: Mapping[str, bytes | None], one: Mapping[str, bytes | None], other: Mapping[str, bytes | None]
) -> tuple[str, ...]:
    """Name the places over which two changes conflict, in order; `before` has the paths that both touch."""
    found = []
    for path in sorted(one.keys() & other.keys()):
        if one[path] != other[path]:
            home = home_of(path)
            merged = merge_texts(
                before.get(path), one[path], other[path], home.kind if home else None, _SIDES
            )
            found += [
                f"{key_of_path(path)} {path_words(conflict.path)}".strip() for conflict in merged.conflicts
            ]
    return tuple(found)
