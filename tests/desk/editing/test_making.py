"""New records: ids that were never used, and a text laid out as a person would."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import law
from workbook.desk.editing.assignments import assignments_of
from workbook.desk.editing.making import NoIdLeftError, NoNameError, fresh_id, record_text, table_text
from workbook.model.kind import LETTERS, Kind
from workbook.records.paths import home_of, path_of
from workbook.toml.document import Document, parse


def test_fields_stand_in_their_declared_order_and_long_lists_behind() -> None:
    words = [
        "release=public",
        "sources+=Read-out of the first meeting,publisher=Ministry of Defence,url=https://example.org/a-long-address",
        "status=pledged",
        "meets=UKR-R-11AB:12,UKR-R-22CD",
        "value=2.2bn USD",
        "title=Fire units",
        "kind=donation",
        "lots.a.by=2023-Q1",
        'notes=First line.\nSaid "yes".\nC:\\temp',
    ]

    text = record_text(Kind.COMMITMENT, assignments_of(Kind.COMMITMENT, words)).decode()

    assert text == (
        'title = "Fire units"\n'
        'kind = "donation"\n'
        'value = {amount = 2_200_000_000, currency = "USD"}\n'
        'status = "pledged"\n'
        'lots = [{lot = "a", by = "2023-Q1"}]\n'
        "meets = [\n"
        '    {request = "UKR-R-11AB", quantity = 12},\n'
        '    {request = "UKR-R-22CD"},\n'
        "]\n"
        'notes = """\n'
        "First line.\n"
        'Said "yes".\n'
        'C:\\\\temp"""\n'
        'release = "public"\n'
        "\n"
        "[[sources]]\n"
        'title = "Read-out of the first meeting"\n'
        'publisher = "Ministry of Defence"\n'
        'url = "https://example.org/a-long-address"\n'
    )


@law
@given(st.dictionaries(st.sampled_from(["title", "notes", "odd key"]), st.text(st.characters(codec="utf-8"))))
def test_any_text_is_read_back_from_its_layout(table: dict[str, str]) -> None:
    document = parse(table_text(Kind.COMMITMENT, table).encode())

    assert isinstance(document, Document)
    assert document.table == table


@pytest.mark.parametrize("kind", LETTERS)
def test_an_id_is_drawn_that_its_path_agrees_with(kind: Kind) -> None:
    meeting = "2022-09-28-brussels" if kind in (Kind.AGENDA, Kind.DECISION, Kind.ACTION) else ""
    owner = "" if meeting else "NOR"

    id = fresh_id(kind, owner, taken=(), choose=Random(7).choice)

    home = home_of(path_of(kind, id, owner=owner, meeting=meeting))
    assert home is not None
    assert (home.kind, home.id, home.owner, home.fault) == (kind, id, owner, "")


def test_an_id_that_was_ever_used_is_not_drawn_again() -> None:
    letters = iter("00000001")

    id = fresh_id(Kind.COMMITMENT, "NOR", taken={"NOR-C-0000"}, choose=lambda _: next(letters))

    assert id == "NOR-C-0001"


def test_every_letter_is_drawn_and_none_that_is_misread() -> None:
    random = Random(7)

    drawn = Counter(
        "".join(fresh_id(Kind.FUND, "NOR", taken=(), choose=random.choice)[6:] for _ in range(500))
    )

    assert "".join(sorted(drawn)) == "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def test_where_no_id_is_left_it_is_said() -> None:
    with pytest.raises(NoIdLeftError, match="No id NOR-C-… was found"):
        fresh_id(Kind.COMMITMENT, "NOR", taken={"NOR-C-0000"}, choose=lambda _: "0")


def test_kinds_named_by_words_need_a_name() -> None:
    with pytest.raises(NoNameError, match="Give the new item a name"):
        fresh_id(Kind.ITEM, "NOR", taken=(), choose=Random(7).choice)
    assert fresh_id(Kind.NATION, "NOR", taken=(), choose=Random(7).choice) == "NOR"
