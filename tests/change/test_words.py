"""Each change of a record reads as one plain sentence."""

from typing import Any

import pytest
import tomli

from workbook.change.words import About, Readership, told
from workbook.model.kind import Kind
from workbook.model.manifest import Manifest
from workbook.model.readers import EVERYONE

COMMITMENT = About.of(Kind.COMMITMENT)


def data(text: str) -> dict[str, Any]:
    from decimal import Decimal

    return tomli.loads(text, parse_float=Decimal)


def words(before: str, after: str, about: About = COMMITMENT) -> list[str]:
    return list(told(data(before), data(after), about))


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("quantity = 20", "quantity = 12", "quantity from 20 to 12"),
        ("quantity = 20", "quantity = {about = 1200}", "quantity from 20 to about 1,200"),
        ("", "quantity = 12", "sets quantity to 12"),
        ("quantity = 12", "", "takes out quantity, which was 12"),
        ('made_on = "2022-Q4"', "made_on = 2022-11-02", "commitment date from Q4 2022 to 2 November 2022"),
        ('title = "NASAMS"', 'title = "Fire units"', 'title from "NASAMS" to "Fire units"'),
        ('item = "nasams"', 'item = "hawk"', "item from nasams to hawk"),
        ('condition = "used"', 'condition = "new"', "condition from used to new"),
        (
            'value = {amount = 1, currency = "EUR"}',
            'value = {amount = 2.5, currency = "EUR"}',
            "value from 1 EUR to 2.5 EUR",
        ),
        ('status = "pledged"', 'status = "committed"', "goes from pledged to committed"),
        ('status = "committed"', 'status = "pledged"', "goes back from committed to pledged"),
        ('status = "committed"', 'status = "suspended"', "is suspended, and was committed"),
        ('status = "suspended"', 'status = "committed"', "goes from suspended to committed"),
        ('instrument = "in-kind"', 'instrument = "loan"', "instrument from in kind to loan"),
        ("", 'stated_by = "secret-source"', "sets source type to secret-source"),
        ('made_on = "2022"', 'made_on = {between = ["2022-09", 2023-01-02]}',
         "commitment date is now September 2022 to 2 January 2023, and was 2022"),
        ("", "hue = 2022-09-28T09:30:00Z", "sets the unknown field hue to 28 September 2022, 09:30 (UTC)"),
        ("", "hue = 2022-09-28T09:30:15", "sets the unknown field hue to 28 September 2022, 09:30:15"),
        ("", "illustrative = true", "marks it as illustrative"),
        ("illustrative = true", "", "no longer marks it as illustrative"),
        ('tags = ["a"]', 'tags = ["a", "winter"]', 'adds "winter" to tags'),
        ('tags = ["a", "winter"]', 'tags = ["a"]', 'takes "winter" out of tags'),
        ('tags = ["a", "b"]', 'tags = ["b", "a"]', "puts tags in another order"),
        ("", 'colour = "red"', 'sets the unknown field colour to "red"'),
        ("colour = 1", "colour = 2", "the unknown field colour from 1 to 2"),
        (
            "",
            'retired = {on = 2023-01-15, reason = "Superseded."}',
            "is retired on 15 January 2023: Superseded.",
        ),
        ('retired = {on = 2023-01-15, reason = "x"}', "", "counts again: is no longer retired"),
        (
            'retired = {on = 2023-01-15, reason = "x"}',
            'retired = {on = 2023-01-16, reason = "x"}',
            "retirement: date from 15 January 2023 to 16 January 2023",
        ),
        ("", 'acknowledged = [{code = "WB401", reason = "Agreed."}]', "acknowledges WB401: Agreed."),
        ('acknowledged = [{code = "WB401", reason = "Agreed."}]', "", "no longer acknowledges WB401"),
        ("", 'meets = [{request = "UKR-R-11AB", quantity = 12}]', "promises 12 to UKR-R-11AB"),
        ("", 'meets = [{request = "UKR-R-11AB"}]', "promises the whole to UKR-R-11AB"),
        ('meets = [{request = "UKR-R-11AB"}]', "", "no longer promises anything to UKR-R-11AB"),
        (
            'meets = [{request = "UKR-R-11AB", quantity = 12}]',
            'meets = [{request = "UKR-R-11AB", quantity = 8}]',
            "promises 8 instead of 12 to UKR-R-11AB",
        ),
        (
            "",
            'amended = [{on = 2022-11-02, field = "quantity", was = 12, reason = "Under repair."}]',
            "says why quantity, once 12, changed: Under repair.",
        ),
        (
            "",
            'amended = [{on = 2022-11-02, field = "status", was = "committed", reason = "Under repair."}]',
            "says why status, once committed, changed: Under repair.",
        ),
        (
            "",
            'amended = [{on = 2022-11-02, field = "lots.a.by", was = "2022-11", reason = "Under repair."}]',
            "says why lots.a.by, once November 2022, changed: Under repair.",
        ),
        (
            "",
            'amended = [{on = 2022-11-02, field = "terms", was = "Return it.", reason = "Sold."}]',
            'says why terms, once "Return it.", changed: Sold.',
        ),
        ("", 'sources = [{title = "Read-out"}]', 'names the source "Read-out"'),
        ("", 'to = [{party = "UKR", share = "1/2"}]', "names UKR as recipient of 1/2"),
        (
            'to = [{party = "UKR", share = "1/2"}]',
            'to = [{party = "UKR", share = "1/3"}]',
            "party UKR: share from 1/2 to 1/3",
        ),
        ("", 'release_fields = {quantity = "members"}', "shows quantity only to members"),
        (
            'release_fields = {quantity = "members"}',
            'release_fields = {quantity = ["NOR"]}',
            "shows quantity to NOR, and before to members",
        ),
        ('release_fields = {quantity = ["NOR"]}', "", "shows quantity no longer only to NOR"),
        ("", "quantity = [1]", "sets quantity to 1"),
        ('made_on = 2022-01-01', "made_on = false", "commitment date from 1 January 2022 to no"),
    ],
)  # fmt: skip
def test_one_change_is_one_sentence(before: str, after: str, sentence: str) -> None:
    assert words(before, after) == [sentence]


A = '{lot = "a", by = "2022-Q4", quantity = 20}'


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("", '{lot = "b", by = "2023-Q2", quantity = 8}', "adds lot b: 8 by Q2 2023"),
        ('{lot = "b", by = "2023-Q2"}', "", "takes out lot b: by Q2 2023"),
        ("", '{lot = "b", quantity = 8, done = 2}', "adds lot b: 8, done 2"),
        (A, A.replace("20}", "20, done = 8}"), "marks 8 of lot a as delivered"),
        (
            A.replace("20}", "20, done = 8}"),
            A.replace("20}", "20, done = 12}"),
            "marks 12 of lot a as delivered, after 8",
        ),
        (A.replace("20}", "20, done = 8}"), A, "no longer marks 8 of lot a as delivered"),
        (A, A.replace("20}", '20, status = "delivered"}'), "marks lot a as delivered"),
        (
            A.replace("20}", '20, status = "planned"}'),
            A.replace("20}", '20, status = "under-way"}'),
            "lot a: goes from planned to under way",
        ),
        (
            A,
            A.replace("20}", "20, done_on = 2022-12-01}"),
            "says that lot a was delivered on 1 December 2022",
        ),
        (A, A.replace("20}", "12}"), "lot a: quantity from 20 to 12"),
        (A, A.replace("2022-Q4", "2023-Q1"), "moves lot a, 20, from Q4 2022 to Q1 2023"),
        ('{lot = "a", by = "2022"}', '{lot = "a", by = "2023"}', "moves lot a from 2022 to 2023"),
        ("", '{lot = "b", by = {until = "2023-Q2"}, quantity = 8}', "adds lot b: 8 by Q2 2023"),
        ("", '{lot = "b", by = {from = "2023"}, quantity = 8}', "adds lot b: 8 from 2023"),
        ("", '{lot = "b", by = {about = "2023"}, quantity = 8}', "adds lot b: 8 about 2023"),
        ("", '{lot = "b", by = {between = ["2022", "2023"]}}', "adds lot b: between 2022 and 2023"),
        ("", '{lot = "b", by = "unknown", quantity = 8}', "adds lot b: 8 at a time that is unknown"),
        (
            A,
            A.replace('"2022-Q4"', '{until = "2023-Q1"}'),
            "lot a, 20, is now due until Q1 2023, and was Q4 2022",
        ),
        (
            A,
            A.replace("20}", "8}") + ', {lot = "b", by = "2023-Q1", quantity = 12}',
            "moves 12 of 20 from Q4 2022 to Q1 2023",
        ),
        (
            A + ', {lot = "b", by = "2023-Q1", quantity = 1}',
            '{lot = "b", by = "2023-Q1", quantity = 21}',
            "moves 20 from Q4 2022 to Q1 2023",
        ),
        (
            A + ', {lot = "b", by = "2022-Q4", quantity = 1}',
            A.replace("20}", "15}") + ', {lot = "b", by = "2022-Q4", quantity = 6}',
            "moves 5 of 20 from lot a to lot b",
        ),
    ],
)
def test_lots_are_told_as_what_arrives_when(before: str, after: str, sentence: str) -> None:
    assert words(f"lots = [{before}]", f"lots = [{after}]") == [sentence]


def test_amount_that_moves_to_two_lots_is_told_for_each() -> None:
    after = A.replace("20}", "8}")
    more = '{lot = "b", by = "2023-Q1", quantity = 4}, {lot = "c", by = "2023-Q2", quantity = 8}'

    assert words(f"lots = [{A}]", f"lots = [{after}, {more}]") == [
        "moves 4 of 20 from Q4 2022 to Q1 2023",
        "moves 8 of 20 from Q4 2022 to Q2 2023",
    ]


def test_amounts_that_do_not_balance_are_told_one_by_one() -> None:
    after = A.replace("20}", "8}")

    assert words(f"lots = [{A}]", f'lots = [{after}, {{lot = "b", by = "2023", quantity = 4}}]') == [
        "lot a: quantity from 20 to 8",
        "adds lot b: 4 by 2023",
    ]


def test_a_new_lot_that_says_more_is_not_told_as_a_move() -> None:
    more = '{lot = "b", by = "2023-Q1", quantity = 12, status = "planned"}'

    assert words(f"lots = [{A}]", f"lots = [{A.replace('20}', '8}')}, {more}]") == [
        "lot a: quantity from 20 to 8",
        "adds lot b: 12 by Q1 2023, status planned",
    ]


def test_promise_that_moves_to_another_request_is_one_move() -> None:
    before = 'meets = [{request = "UKR-R-11AB", quantity = 20}]'
    after = 'meets = [{request = "UKR-R-11AB", quantity = 8}, {request = "UKR-R-22CD", quantity = 12}]'

    assert words(before, after) == ["moves 12 of 20 from UKR-R-11AB to UKR-R-22CD"]


def test_the_first_lots_are_told_one_by_one() -> None:
    assert words("", f'lots = [{A}, {{lot = "b", quantity = 1}}]') == [
        "adds lot a: 20 by Q4 2022",
        "adds lot b: 1",
    ]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("quantity = 20", "quantity = 12", "quantity from 20 t to 12 t"),
        ("quantity = 20", 'quantity = "unknown"', "quantity from 20 t to unknown"),
        ("", "quantity = {at_least = 1}", "sets quantity to at least 1 t"),
        ("", 'meets = [{request = "UKR-R-11AB", quantity = 12}]', "promises 12 t to UKR-R-11AB"),
        ("", f"lots = [{A}]", "adds lot a: 20 t by Q4 2022"),
        (f"lots = [{A}]", f"lots = [{A.replace('20}', '12}')}]", "lot a: quantity from 20 t to 12 t"),
        (
            f"lots = [{A}]",
            f"lots = [{A.replace('20}', '20, done = 8}')}]",
            "marks 8 t of lot a as delivered",
        ),
        (
            f"lots = [{A}]",
            f'lots = [{A.replace("20}", "8}")}, {{lot = "b", by = "2023", quantity = 12}}]',
            "moves 12 t of 20 t from Q4 2022 to 2023",
        ),
    ],
)
def test_amounts_are_told_in_the_unit_that_the_record_names(before: str, after: str, sentence: str) -> None:
    assert words(f'unit = "TNE"\n{before}', f'unit = "TNE"\n{after}') == [sentence]


def test_amounts_whose_unit_changes_are_told_without() -> None:
    assert words('unit = "TNE"\nquantity = 20', 'unit = "KGM"\nquantity = 12') == [
        "unit from TNE to KGM",
        "quantity from 20 to 12",
    ]


def test_pieces_are_told_by_their_number() -> None:
    assert words('unit = "each"\nquantity = 1', 'unit = "each"\nquantity = 2') == ["quantity from 1 to 2"]
    assert words('unit = "set"\nquantity = 1', 'unit = "set"\nquantity = 2') == [
        "quantity from 1 set to 2 sets"
    ]


def test_codes_in_a_list_are_told_without_quotation_marks() -> None:
    about = About.of(Kind.AGENDA)

    assert words('about = ["nasams"]', 'about = ["nasams", "USA-F-2B9C"]', about) == [
        "adds USA-F-2B9C to subjects"
    ]


def test_long_text_is_told_by_what_is_new_in_it() -> None:
    text = "To be raised by the chair at the next meeting, with all the others."

    assert words(f'notes = "{text}"', f'notes = "{text} And twice."') == ['adds to notes: "And twice."']
    assert words(f'notes = "{text}\\nOne."', f'notes = "{text}\\nTwo."') == ['rewords notes: "Two."']


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("", 'release = "public"', "is released more widely: to the public as well"),
        ('release = ["SWE"]', 'release = "members"', "is released more widely: to DNK as well"),
        ('release = "members"', 'release = "national"', "is released more narrowly: no longer to DNK, SWE"),
        ('release = ["DNK"]', 'release = ["SWE"]', "is released otherwise: to SWE as well, no longer to DNK"),
        ('release = "public"', "", "is released more narrowly: no longer to the public"),
        ('release = ["NOR"]', 'release = "national"', "release from NOR to national"),
    ],
)
def test_release_says_to_whom(before: str, after: str, sentence: str) -> None:
    members = frozenset(("NOR", "SWE", "DNK"))
    readership = Readership(owner="NOR", members=members, layer=members)

    assert words(before, after, About(struct=COMMITMENT.struct, readership=readership)) == [sentence]


def test_release_without_a_readership_is_told_as_written() -> None:
    assert words('release = "members"', 'release = "public"') == ["release from members to public"]


def test_description_of_the_plan_is_told_by_its_own_fields() -> None:
    about = About(struct=Manifest)

    assert words("groups = {members = ['NOR']}", "groups = {members = ['NOR', 'SWE']}", about) == [
        "groups: members from NOR to NOR, SWE"
    ]


def test_any_other_file_is_told_by_its_keys() -> None:
    assert words("a.b = 1", "a.b = 2", About(struct=None)) == ["a: b from 1 to 2"]


def test_everything_is_on_one_line_and_nothing_acts_on_a_terminal() -> None:
    hostile = "x\\u001B[2J\\u202E\\ny {title} %s"

    (sentence,) = words("", f'terms = "{hostile}"')

    assert sentence == 'sets terms to "x[2J y {title} %s"'


def test_what_everybody_reads_is_not_widened_to_members() -> None:
    readership = Readership(owner="NOR", members=frozenset(("NOR",)), layer=EVERYONE)
    about = About(struct=COMMITMENT.struct, readership=readership)

    assert words("", 'release = "members"', about) == ["is released more narrowly: no longer to the public"]
