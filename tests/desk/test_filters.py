"""What each filter matches, with doubt respected."""

from collections.abc import Mapping

import pytest

from workbook.check.examples import COALITION
from workbook.desk.filters import NotAFilterError, UnknownFieldError, field_names, parse_filter, test_for
from workbook.errors import WorkbookError
from workbook.model.kind import Kind
from workbook.records.cache import CacheFolder
from workbook.records.layers import mapping_stack
from workbook.records.loader import load
from workbook.records.survey import survey
from workbook.records.workbook import Workbook

test_for.__test__ = False  # type: ignore[attr-defined]  # a name of ours, not a test
_FOLDER = "plans/nations/NOR/commitments"
_HEAD = 'title = "Shells"\nkind = "donation"\nstatus = "committed"\n'


def _plan(files: Mapping[str, str]) -> Workbook:
    nothing = CacheFolder(None)
    return load(survey(mapping_stack({**COALITION, **files}), nothing), nothing)


def _fits(text: str, field: str) -> bool:
    """Say whether a commitment with this field fits a filter."""
    workbook = _plan({f"{_FOLDER}/NOR-C-7K3Q.toml": f"{_HEAD}{field}\n"})
    (record,) = workbook.of_kind(Kind.COMMITMENT)
    return test_for([parse_filter(text)], Kind.COMMITMENT, workbook)(record)


@pytest.mark.parametrize(
    ("text", "field", "fits"),
    [
        ("made_on<2023-04", 'made_on = "2023-03"', True),
        ("made_on<2023-04", 'made_on = "2023-Q2"', False),
        ("made_on<2023-04", 'made_on = "2023"', False),
        ("made_on<2023-04", 'made_on = "unknown"', False),
        ("made_on<2023-04", 'made_on = {until = "2023-03"}', True),
        ("made_on<2023-04", 'made_on = {from = "2023-01"}', False),
        ("made_on<=2023-04", "made_on = 2023-04-30", True),
        ("made_on<=2023-04", "made_on = 2023-05-01", False),
        ("made_on>2023-04", "made_on = 2023-05-01", True),
        ("made_on>=2023-04", "made_on = 2023-04-01", True),
        ("made_on>=2023-04", 'made_on = "unknown"', False),
        ("made_on=2023", 'made_on = "2023-Q2"', True),
        ("made_on=2023-04", 'made_on = "2023"', False),
        ("made_on=unknown", 'made_on = "unknown"', True),
        ("made_on=unknown", 'made_on = "undisclosed"', False),
        ("made_on=2023-q2", 'made_on = "2023-Q2"', True),
    ],
)
def test_time_is_compared_by_its_first_and_last_day(text: str, field: str, fits: bool) -> None:
    assert _fits(text, field) is fits


@pytest.mark.parametrize(
    ("text", "field", "fits"),
    [
        ("quantity=20", "quantity = 20", True),
        ("quantity=20", "quantity = {about = 20}", True),
        ("quantity<20", "quantity = {from = 10, to = 19}", True),
        ("quantity<20", "quantity = {from = 10, to = 20}", False),
        ("quantity>=20", "quantity = {at_least = 20}", True),
        ("quantity>=20", "quantity = {at_most = 30}", False),
        ("quantity<1,000", "quantity = 999.5", True),
        ("quantity=10..20", "quantity = 15", True),
        ("quantity>=0", 'quantity = "unknown"', False),
        ("quantity=undisclosed", 'quantity = "undisclosed"', True),
        ("quantity!=20", "quantity = 21", True),
        ("quantity!=20", "", True),
        ("quantity>0", "", False),
    ],
)
def test_amount_is_compared_by_its_least_and_most(text: str, field: str, fits: bool) -> None:
    assert _fits(text, field) is fits


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("value>1000000EUR", True),
        ("value>1000000 eur", True),
        ("value>1000000USD", False),
        ("value<1000000USD", False),
        ("value=1,500,000EUR", True),
    ],
)
def test_money_is_compared_within_one_currency(text: str, fits: bool) -> None:
    assert _fits(text, 'value = {amount = 1500000, currency = "EUR"}') is fits


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("to.party=UKR", True),
        ("to.party=ukr", True),
        ("to=POL", True),
        ("to=NOR", False),
        ("to!=UKR", False),
        ("to.share=1/2", True),
        ("to.share>0.4", True),
        ("to=", False),
        ("to!=", True),
        ("meets=", True),
        ("meets!=", False),
    ],
)
def test_list_of_tables_fits_where_one_entry_does(text: str, fits: bool) -> None:
    assert _fits(text, 'to = [{party = "UKR", share = "1/2"}, {party = "POL"}]') is fits


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("title~HELL", True),
        ("title=shells", True),
        ("title=shell", False),
        ("status=committed", True),
        ("status!=pledged", True),
        ("tags=winter", True),
        ("tags~wint", True),
        ("illustrative=no", True),
        ("illustrative=yes", False),
        ("owner=nor", True),
        ("id=NOR-C-7K3Q", True),
        ("layer=", True),
        ("path~commitments", True),
        ("unconfirmed=false", True),
        (" title = Shells ", True),
    ],
)
def test_words_are_compared_in_any_case(text: str, fits: bool) -> None:
    assert _fits(text, 'tags = ["winter", "land"]') is fits


def test_owner_of_an_action_is_who_does_it() -> None:
    files = {"plans/meetings/2022-09-28-brussels/actions/X-7K3Q.toml": 'text = "Send."\nowner = "NOR"\n'}
    workbook = _plan(files)
    (action,) = workbook.of_kind(Kind.ACTION)

    assert test_for([parse_filter("owner=NOR")], Kind.ACTION, workbook)(action)


@pytest.mark.parametrize("text", ["", "title", "=x", "title<", "title~", "1=2", "to party=UKR"])
def test_word_that_is_no_filter_is_refused(text: str) -> None:
    with pytest.raises(NotAFilterError):
        parse_filter(text)


@pytest.mark.parametrize(
    "text",
    [
        "made_on<soon",
        "quantity>many",
        "quantity>-5",
        "value>1000",
        "value>EUR",
        "status=done",
        "title<x",
        "illustrative=perhaps",
        "quantity=99999999999999999999",
        "made_on=0001",
        "to.share=1/0",
        "quantity=1e999999999",
    ],
)
def test_value_that_a_field_cannot_have_is_one_sentence(text: str) -> None:
    with pytest.raises(WorkbookError) as caught:
        _fits(text, "")

    assert str(caught.value).count("\n") == 0


@pytest.mark.parametrize("name", ["needs", "to.partie", "title.x", "owner.x"])
def test_field_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(UnknownFieldError):
        _fits(f"{name}=1", "")


@pytest.mark.parametrize("kind", list(Kind))
def test_every_declared_field_can_be_asked_whether_it_is_filled_in(kind: Kind) -> None:
    workbook = _plan({})

    tests = [test_for([parse_filter(f"{name}!=")], kind, workbook) for name in field_names(kind)]

    assert len(tests) > 8


def test_what_only_the_item_has_is_looked_up_there() -> None:
    workbook = _plan({f"{_FOLDER}/NOR-C-7K3Q.toml": f'{_HEAD}item = "155mm-he"\n'})
    (record,) = workbook.of_kind(Kind.COMMITMENT)
    fits = [
        test_for([parse_filter(text)], Kind.COMMITMENT, workbook)(record)
        for text in ("item.kind=munition", "item.kind=system", "lead_time_months!=", "item.name~155")
    ]

    assert fits == [True, False, True, True]


def test_what_only_the_request_has_that_a_commitment_meets_is_looked_up_there() -> None:
    request = 'title = "Shells"\nitem = "155mm-he"\npriority = "critical"\nneed_by = "2023-03"\n'
    workbook = _plan(
        {
            "plans/nations/UKR/requests/UKR-R-11AB.toml": request,
            f"{_FOLDER}/NOR-C-7K3Q.toml": f'{_HEAD}meets = [{{request = "UKR-R-11AB"}}]\n',
        }
    )
    (record,) = workbook.of_kind(Kind.COMMITMENT)
    fits = [
        test_for([parse_filter(text)], Kind.COMMITMENT, workbook)(record)
        for text in ("need_by<2023-04", "need_by<2023-03", "meets.request.priority=critical", "priority=low")
    ]

    assert fits == [True, False, True, False]


def test_what_names_a_record_of_another_kind_has_nothing_to_look_up() -> None:
    named = f'{_HEAD}item = "UKR-R-11AB"\n'
    request = 'title = "Shells"\nitem = "155mm-he"\n'
    workbook = _plan(
        {"plans/nations/UKR/requests/UKR-R-11AB.toml": request, f"{_FOLDER}/NOR-C-7K3Q.toml": named}
    )
    (record,) = workbook.of_kind(Kind.COMMITMENT)

    assert not test_for([parse_filter("lead_time_months!=")], Kind.COMMITMENT, workbook)(record)


@pytest.mark.parametrize(
    "text", ["owner=Norway", "to=ukraine", "to.party=Ukraine", "owner!=Sweden", "to!=Poland"]
)
def test_a_nation_is_named_by_its_code_or_by_what_it_is_called(text: str) -> None:
    assert _fits(text, 'to = [{party = "UKR"}]')


def test_a_nation_called_otherwise_fits_nothing() -> None:
    assert not _fits("owner=Sweden", "")
