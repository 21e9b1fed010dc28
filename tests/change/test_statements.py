"""A file cut into statements loses nothing, and versions name the same things alike."""

from hypothesis import given

from tests.laws.toml_strategies import documents
from tests.strategies import law
from workbook.change.policy import GENERAL
from workbook.change.statements import TOP, Statements, cut
from workbook.toml.document import Document, parse

TEXT = b"""\
# About all.

# On a.
a = 1 # one

[[lots]]
id = "x"
# last
"""


def _cut(*texts: bytes) -> list[Statements]:
    documents = [parse(text) for text in texts]
    return cut([document for document in documents if isinstance(document, Document)], GENERAL)


def test_a_statement_has_its_comments_gap_and_parts() -> None:
    (statements,) = _cut(TEXT)

    unit = statements.blocks[TOP]["=", "a"]

    assert (unit.gap, unit.lead) == (b"\n", b"# On a.\n")
    assert (unit.head, unit.value, unit.tail) == (b"a = ", b"1", b" # one\n")


def test_comments_apart_are_units_of_their_own() -> None:
    (statements,) = _cut(TEXT)

    free = [
        unit.lead for block in statements.blocks.values() for name, unit in block.items() if name[0] == "#"
    ]

    assert free == [b"# About all.\n", b"# last\n"]


def test_entries_of_arrays_of_tables_are_named_alike_wherever_they_stand() -> None:
    one, other = _cut(b'[[lots]]\nid = "x"\n[[lots]]\nid = "y"\n', b'[[lots]]\nid = "y"\n')

    assert list(one.blocks)[2] == list(other.blocks)[1]


def test_a_list_that_is_tables_in_one_version_only_is_still_named() -> None:
    before, changed, same = _cut(b'[[x]]\na = "b"\n', b'x = ["a"]\n', b'[[x]]\na = "b"\n')

    assert list(before.blocks) == list(same.blocks)
    assert list(changed.blocks) == [TOP]


@law
@given(text=documents())
def test_the_units_in_order_are_the_text(text: bytes) -> None:
    (statements,) = _cut(text)

    assert statements.text == text.removeprefix(b"\xef\xbb\xbf")
