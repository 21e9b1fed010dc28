"""A list with an entry to a line: cut into rows, put together again, and merged row by row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import law
from workbook.change.marks import Sides
from workbook.change.rows import joined, rows_of
from workbook.change.text import merge_texts
from workbook.model.kind import Kind
from workbook.toml.document import Document, parse

NAMES = Sides(ours="main", base="base", theirs="talks")
BASE = """\
title = "T"
tags = [
  "air", # first
  "poland", # second
]
lots = [
  {lot = "a", by = "2023-Q1", quantity = 4}, # by road
  {lot = "b", by = "2023-Q2", quantity = 4},
]
"""
OURS = """\
title = "T"
tags = [
  "air", # first
  "poland", # second
  "main", # ours
]
lots = [
  {lot = "a", by = "2023-Q1", quantity = 4}, # by road
  {lot = "b", by = "2023-Q2", quantity = 5},
  # new
  {lot = "c", by = "2024-02"},
]
"""
THEIRS = """\
title = "T"
tags = [
  "air", # first
  "poland", # second, says the yard
  "talks",
]
lots = [
  {lot = "a", by = "2023-Q1", quantity = 4}, # by rail
  {lot = "b", by = "2023-Q2", quantity = 4},
  {lot = "d", by = "2024-01"},
]
"""
ENTRIES = st.one_of(
    st.text(st.characters(codec="ascii", categories=["L", "N", "P", "Zs"])), st.integers(0, 99)
)
COMMAS = st.sampled_from([",", " ,"])
COMMENTS = st.sampled_from(["", " # one", "\t# \"two\", 'three'"])


def _merged(base: str, ours: str, theirs: str) -> str:
    merged = merge_texts(base.encode(), ours.encode(), theirs.encode(), Kind.COMMITMENT, NAMES)
    assert merged.data is not None
    return merged.data.decode()


def test_what_both_wrote_beside_entries_of_one_list_stays() -> None:
    assert (
        _merged(BASE, OURS, THEIRS)
        == """\
title = "T"
tags = [
  "air", # first
  "poland", # second, says the yard
  "main", # ours
  "talks",
]
lots = [
  {lot = "a", by = "2023-Q1", quantity = 4}, # by rail
  {lot = "b", by = "2023-Q2", quantity = 5},
  # new
  {lot = "c", by = "2024-02"},
  {lot = "d", by = "2024-01"},
]
"""
    )


def test_a_conflict_in_a_list_is_marked_at_its_line_alone() -> None:
    theirs = THEIRS.replace('"2023-Q2", quantity = 4', '"2023-Q2", quantity = 6')

    assert (
        _merged(BASE, OURS, theirs).partition("lots = [\n")[2]
        == """\
  {lot = "a", by = "2023-Q1", quantity = 4}, # by rail
<<<<<<< main
  {lot = "b", by = "2023-Q2", quantity = 5},
||||||| base
  {lot = "b", by = "2023-Q2", quantity = 4},
=======
  {lot = "b", by = "2023-Q2", quantity = 6},
>>>>>>> talks
  # new
  {lot = "c", by = "2024-02"},
  {lot = "d", by = "2024-01"},
]
"""
    )


def test_a_list_without_a_comma_at_its_end_gets_none() -> None:
    base = 'tags = [\n  "air", # first\n  "sea" # second\n]\n'
    ours = base.replace('"sea" # second', '"sea", # second\n  "main"')
    theirs = (
        base.replace("# second", "# last").replace("# first", "# best").replace('"sea"', '"talks",\n  "sea"')
    )

    merged = _merged(base, ours, theirs)

    assert merged == 'tags = [\n  "air", # best\n  "talks",\n  "sea", # last\n  "main"\n]\n'


@pytest.mark.parametrize(
    "value",
    [
        '["a", "b"]',
        '[ "a",\n"b",\n]',
        '[\n"a", "b",\n]',
        '[\n"a",\n"a",\n]',
        '[\n["a",\n"b"],\n]',
        "[\n{x = 1,\ny = 2},\n]",
        "[\n{},\n]",
        '[\n"a",\n"b"]',
        '[\n"a"\n,\n]',
        "[\n]x",
        "1",
    ],
)
def test_a_list_that_is_written_otherwise_has_no_rows(value: str) -> None:
    assert rows_of(value.encode()) is None


@law
@given(
    st.lists(st.tuples(COMMENTS, ENTRIES, st.sampled_from([",", " ,"]), COMMENTS)), COMMENTS, st.booleans()
)
def test_rows_put_together_are_the_list(
    entries: list[tuple[str, str | int, str, str]], end: str, has_last_comma: bool
) -> None:
    lines = []
    for at, (above, entry, comma, behind) in enumerate(entries):
        text = str(entry) if isinstance(entry, int) else "'" + entry.replace("'", "") + "'"
        comma = comma if at < len(entries) - 1 or has_last_comma else ""
        lines += [f"{above}\n"] * bool(above) + [f"  {text}{comma}{behind}\n"]
    value = f"[\n{''.join(lines)}{end}\n]".encode()

    found = rows_of(value)

    document = parse(b"x = " + value)
    assert isinstance(document, Document)
    if found is None:
        assert len(document.table["x"]) > len({repr(one) for one in document.table["x"]})
        return
    rows = list(found.rows.values())
    assert joined(found.start, rows, found.end, has_last_comma=found.has_last_comma) == value
