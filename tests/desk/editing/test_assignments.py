"""The words of `set` and `new`: what they mean, what they leave in the text, what is said of wrong ones."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import law, law_of_each, quantities, raw_moneys, raw_shares, raw_tables, raw_times
from workbook.desk.editing.assignments import Manner, apply_assignments, assignments_of
from workbook.desk.editing.making import record_text
from workbook.desk.editing.words import money_data, quantity_data, share_data, when_data
from workbook.errors import WorkbookError
from workbook.model.currencies import CURRENCIES
from workbook.model.kind import Kind
from workbook.model.kinds import STRUCTS
from workbook.model.money import Money
from workbook.model.quantity import Quantity
from workbook.model.share import Share
from workbook.model.when import When
from workbook.records.reader import read_table
from workbook.toml.document import Document, parse
from workbook.toml.values import value_text

_RECORD = """\
# A first offer.
title = "NASAMS"  # as announced
kind = "donation"
quantity = 20   # fire units
status = "pledged"
tags = ["winter"]
colour = "green"
lots = [
    {lot = "a", by = "2023-Q1", quantity = 12}, # first
]

[[sources]]
title = "Read-out"
"""


def _read(text: str | bytes) -> Document:
    document = parse(text if isinstance(text, bytes) else text.encode())
    assert isinstance(document, Document)
    return document


def _after(*words: str, text: str = _RECORD, kind: Kind = Kind.COMMITMENT) -> str:
    return apply_assignments(_read(text), assignments_of(kind, words)).decode()


def _data(words: str, kind: Kind = Kind.COMMITMENT) -> Any:
    return _read(_after(words, text="", kind=kind)).table


@pytest.mark.parametrize(
    ("words", "data"),
    [
        ("quantity=20", "quantity = 20"),
        ("quantity=20..30", "quantity = {from = 20, to = 30}"),
        ('quantity="about 20"', "quantity = {about = 20}"),
        ("quantity = ~20", "quantity = {about = 20}"),
        ("quantity=20..", "quantity = {at_least = 20}"),
        ("quantity=at least 1,000", "quantity = {at_least = 1000}"),
        ("quantity=up to 12k", "quantity = {at_most = 12000}"),
        ("quantity=1..2m", "quantity = {from = 1000000, to = 2000000}"),
        ("quantity=?", 'quantity = "unknown"'),
        ("quantity={from = 10, to = 20}", "quantity = {from = 10, to = 20}"),
        ("value=1.5m EUR", 'value = {amount = 1500000, currency = "EUR"}'),
        ("value=nok 2bn", 'value = {amount = 2000000000, currency = "NOK"}'),
        ("value=about 1.5mEUR", 'value = {amount = {about = 1500000}, currency = "EUR"}'),
        ("value=undisclosed", 'value = {amount = "undisclosed", currency = "unknown"}'),
        ("made_on=2022-09-28", "made_on = 2022-09-28"),
        ("made_on=28 Sept 2022", "made_on = 2022-09-28"),
        ("Made on=q3 2022", 'made_on = "2022-Q3"'),
        ("made_on=by 2023-03", 'made_on = {until = "2023-03"}'),
        ("made_on=2022-10-01..2023", 'made_on = {between = [2022-10-01, "2023"]}'),
        ("status=Under consideration=", None),
        ("status=COMMITTED", 'status = "committed"'),
        ("instrument=in kind", 'instrument = "in-kind"'),
        ("release=usa, GBR", 'release = ["USA", "GBR"]'),
        ("release=Norway", 'release = ["NOR"]'),
        ("release=Members", 'release = "members"'),
        ("release_fields.quantity=members", 'release_fields = {quantity = "members"}'),
        ("lots.a.by=2023-Q1", 'lots = [{lot = "a", by = "2023-Q1"}]'),
        ("lots.a=2023-Q1:12", 'lots = [{lot = "a", by = "2023-Q1", quantity = 12}]'),
        ("meets+=ukr-r-11ab:1,000", 'meets = [{request = "UKR-R-11AB", quantity = 1000}]'),
        ("meets+=UKR-R-11AB,quantity=~5", 'meets = [{request = "UKR-R-11AB", quantity = {about = 5}}]'),
        (
            "meets=UKR-R-11AB,UKR-R-22CD:5",
            'meets = [{request = "UKR-R-11AB"}, {request = "UKR-R-22CD", quantity = 5}]',
        ),
        ("financed_by+=DNK:1/3", 'financed_by = [{nation = "DNK", share = "1/3"}]'),
        ("to=ukraine:50%", 'to = [{party = "UKR", share = 0.5}]'),
        (
            "sources+=Read-out: part two,url=https://example.org/a,b",
            'sources = [{title = "Read-out: part two", url = "https://example.org/a, b"}]',
        ),
        (
            "amended+=2022-11-02:quantity,was=12",
            'amended = [{on = 2022-11-02, field = "quantity", was = 12}]',
        ),
        ("retired=2023-01-15:Superseded.", 'retired = {on = 2023-01-15, reason = "Superseded."}'),
        ("tags=winter,fuel", 'tags = ["winter", "fuel"]'),
        ("notes=plain words: need no quotes", 'notes = "plain words: need no quotes"'),
        ("notes='quoted'", 'notes = "quoted"'),
        ("title=2022-09-28", 'title = "2022-09-28"'),
        ("item=155", 'item = "155"'),
        ("via=a = b", 'via = "a = b"'),
        ("illustrative=yes", "illustrative = true"),
        ("unit=EACH", 'unit = "each"'),
        ("notes=a\u202eb", 'notes = "a\\u202eb"'),
    ],
)
def test_words_mean_data(words: str, data: str | None) -> None:
    if data is None:
        with pytest.raises(WorkbookError):
            _data(words)
    else:
        assert _data(words) == _read(data).table


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        ("quantity=30", "quantity = 20 ", "quantity = 30 "),
        ("quantity=20", "", ""),
        ("lots.A.by=2023-Q2", '"2023-Q1"', '"2023-Q2"'),
        ("lots[0].quantity=", ", quantity = 12", ""),
        ("lots.b.by=2023", " # first\n", ' # first\n    {lot = "b", by = "2023"},\n'),
        ("lots-=a", 'lots = [\n    {lot = "a", by = "2023-Q1", quantity = 12}, # first\n]\n', ""),
        ("tags+=fuel", '"winter"', '"winter", "fuel"'),
        ("tags+=winter", "", ""),
        ("tags-=Winter", 'tags = ["winter"]\n', ""),
        ("colour=", 'colour = "green"\n', ""),
        ("notes=", "", ""),
        ("value=2.2bn USD", "]\n\n[[", ']\nvalue = {amount = 2_200_000_000, currency = "USD"}\n\n[['),
        (
            "sources+=Letter,date=2022",
            '"Read-out"\n',
            '"Read-out"\n\n[[sources]]\ntitle = "Letter"\ndate = "2022"\n',
        ),
        ("sources.Read-out.date=2022", '"Read-out"\n', '"Read-out"\ndate = "2022"\n'),
    ],
)
def test_only_what_is_meant_changes_in_the_text(words: str, old: str, new: str) -> None:
    assert _after(words) == _RECORD.replace(old, new, 1)


def test_several_assignments_follow_one_another() -> None:
    after = _after("lots.b.by=2023", "lots.b.quantity=4", "value=1 EUR", "value.currency=usd", "title=")

    table = _read(after).table
    assert table["lots"][1] == {"lot": "b", "by": "2023", "quantity": 4}
    assert table["value"] == {"amount": 1, "currency": "USD"}
    assert "title" not in table


def test_an_assignment_says_what_it_does() -> None:
    said = assignments_of(Kind.COMMITMENT, ["quantity=20", "tags+=a", "tags-=a", "notes="])

    assert [one.manner for one in said] == [Manner.SET, Manner.ADD, Manner.TAKE, Manner.CLEAR]
    assert [one.path for one in said] == ["quantity", "tags", "tags", "notes"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            "quantity",
            "'quantity' is no assignment: write FIELD=VALUE, as in quantity=20 or lots.a.by=2023-Q1.",
        ),
        ("=1", "'=1' is no assignment"),
        ("a..b=1", "'a..b=1' is no assignment"),
        ("[=1", "'[=1' is no assignment"),
        ("tags+=", "'tags+=' is no assignment"),
        ("via=\udcff", "is no assignment"),
        ("quantitty=2", "A commitment has no field 'quantitty': did you mean quantity?"),
        ("lots.a.bye=2", "lots.a has no field 'bye': did you mean by?"),
        ("xyz=2", "A commitment has no field 'xyz': `workbook explain commitment` lists its fields."),
        ("id=2", "A commitment has no field 'id': `workbook explain commitment` lists its fields."),
        ("delivered=2", "A commitment has no field 'delivered': `workbook explain commitment` lists"),
        ("supplyer=2", "A commitment has no field 'supplyer': did you mean supplier?"),
        ("xyz=", "The record has no field 'xyz': there is nothing to take out."),
        ("quantity=twenty", "quantity cannot be 'twenty': write a number like 20, 20..30"),
        ("quantity=٣", "quantity cannot be '٣': write a number"),
        ("quantity=1,5", "write decimals behind a point, like 1.5, and thousands in threes, like 1,500"),
        ("quantity=1.500", "quantity cannot be '1.500': write 1500 or 1.5, as it may mean either"),
        ("quantity=about 1.200", "write 1200 or 1.2, as it may mean either"),
        ("value=12.500 EUR", "write 12500 or 12.5, as it may mean either"),
        ("quantity=1.500.000", "and thousands in threes, like 1,500"),
        ("value=1,5m EUR", "write decimals behind a point, like 1.5"),
        ("quantity=500..2m", "write both ends in full"),
        ("quantity=30..20", "write the smaller number first"),
        ("quantity=" + "9" * 5000, "numbers have at most 15 digits and 6 decimals."),
        ("value=1.5m", "value cannot be '1.5m': write an amount and its currency, like 1.5m EUR"),
        (
            "value=1.5m Dollars",
            "value cannot be '1.5m Dollars': write an amount and its currency, like 1.5m EUR",
        ),
        ("value=5 EUX", "EUX is no currency; did you mean EUR?"),
        ("made_on=soon", "made_on cannot be 'soon': write a day or period like 2022-09-28"),
        ("made_on=2022-02-30", "there is no such day"),
        ("status=comitted", "status cannot be 'comitted': did you mean committed? Write one of considered,"),
        ("illustrative=maybe", "write yes or no"),
        ("release=NORR", "did you mean NOR? Write public, members, national, or nations by their codes"),
        ("quantity+=5", "quantity cannot be '5': it holds one thing, not a list; write quantity=VALUE."),
        ("lots[1].by=2023", "lots has no [1]: did you mean [0]?"),
        ("lots-=b", "lots has no b: it has a."),
        ("tags-=wintr", "tags has no wintr: did you mean winter?"),
        ("lots+=a:2024", "lots already has a; change it there, as in lots.a.FIELD=VALUE."),
        ("lots={", "lots cannot be '{': that is no TOML; write it like [{lot ="),
        ("meets+=UKR-R-11AB:1:2:3", "write at most 2 parts between colons, or a table in braces"),
        ("release_fields=members", "write release_fields.KEY=VALUE, or a table like"),
    ],
)
def test_a_wrong_word_is_one_sentence(words: str, sentence: str) -> None:
    with pytest.raises(WorkbookError) as raised:
        _after(words)

    assert sentence in str(raised.value)
    assert len(str(raised.value)) < 300


@law
@given(quantities)
def test_an_amount_can_be_typed_as_it_is_shown(value: Quantity) -> None:
    assert Quantity.parse(quantity_data(str(value))) == value
    assert Quantity.parse(quantity_data(value.text)) == value


@law
@given(raw_times.map(When.parse))
def test_a_time_can_be_typed_as_it_is_shown(value: When) -> None:
    assert When.parse(when_data(str(value))) == value
    assert When.parse(when_data(value.text)) == value


@law
@given(raw_moneys, st.sampled_from([*CURRENCIES, "unknown"]))
def test_money_can_be_typed_as_it_is_shown(raw: Any, currency: str) -> None:
    value = Money.parse({**raw, "currency": currency})

    read = Money.parse(money_data(str(value)))

    assert read.amount == value.amount
    assert read.currency == (value.currency if value.amount.is_known else "unknown")


@law
@given(raw_shares.map(Share.parse))
def test_a_share_can_be_typed_as_it_is_shown(value: Share) -> None:
    assert Share.parse(share_data(str(value))) == value


@pytest.mark.parametrize("kind", Kind)
def test_a_record_typed_in_toml_is_read_back_as_meant(kind: Kind) -> None:
    @law_of_each
    @given(raw_tables(STRUCTS[kind]))
    def holds(table: dict[str, Any]) -> None:
        words = [f"{key}={value_text(value)}" for key, value in table.items()]

        text = record_text(kind, assignments_of(kind, words))

        read = _read(text).table
        assert read == table
        assert read_table(read, STRUCTS[kind])[1] == []

    holds()


@law
@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\r")),
    st.sampled_from(["quantity", "notes", "lots", "lots.a.by", "value", "release", "tags", "a", "meets"]),
    st.sampled_from(["=", "+=", "-="]),
)
def test_any_words_are_written_soundly_or_refused(text: str, path: str, sign: str) -> None:
    try:
        after = _after(f"{path}{sign}{text}")
    except WorkbookError:
        return
    table = _read(after).table
    assert [
        one for one in read_table(table, STRUCTS[Kind.COMMITMENT])[1] if one.path[:1] != ("colour",)
    ] == []


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        (["value.amount=5m"], "value would have no currency"),
        (["value.currency=EUR"], "value would have no amount"),
        (["value=5m EUR", "value.currency="], "value would have no currency"),
        (["lots.a.value.amount=5m"], "lots.a.value would have no currency"),
    ],
)
def test_half_of_money_is_refused(words: list[str], missing: str) -> None:
    with pytest.raises(WorkbookError, match=missing) as refused:
        _after(*words)

    assert '="5m EUR"' in str(refused.value)


@pytest.mark.parametrize(
    "words", [["value.amount=5", "value.currency=EUR"], ["value=1 USD", "value.amount=5"]]
)
def test_money_may_be_put_together_from_its_parts(words: list[str]) -> None:
    assert _read(_after(*words)).table["value"]["amount"] == 5
