"""What a record points to, the codes it uses, and rings of records."""

from collections.abc import Mapping
from datetime import date

import pytest

from tests.check.test_examples import findings_of
from workbook.check.rule import EXAMPLE_DAY, Example
from workbook.check.rules import codes
from workbook.findings import Finding
from workbook.model.fields import Code
from workbook.model.holding import Fund, FundSplit
from workbook.model.kind import Kind
from workbook.model.kinds import STRUCTS
from workbook.model.money import Money
from workbook.model.quantity import UNKNOWN
from workbook.model.references import _words_plan, coded_texts, coded_words

GIFT = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
SWEDISH_GIFT = "plans/nations/SWE/commitments/SWE-C-3F8K.toml"
NEED = "plans/nations/UKR/requests/UKR-R-11AB.toml"
LESSON = "plans/nations/NOR/lessons/NOR-L-4T2X.toml"
STOCK = "plans/nations/NOR/stocks/NOR-S-5H1M.toml"
FUND = "plans/nations/USA/funds/USA-F-2B9C.toml"
NORDIC = {"layers/nordic/plans/layer.toml": 'name = "nordic"\nreaders = ["NOR", "SWE"]\n'}
NORWAY = {"layers/norway/plans/layer.toml": 'name = "norway"\nreaders = ["NOR"]\n'}

SHELLS = 'title = "Shells"\nkind = "donation"\nstatus = "committed"\nitem = "155mm-he"\nquantity = 400\n'
REQUEST = 'title = "Shells"\nitem = "155mm-he"\nquantity = 5000\n'
MEETS = 'meets = [{request = "UKR-R-11AB"}]\n'
SAID = 'kind = "statement"\ntitle = "Said"\nsummary = "Said."\n'
RETIRED = 'retired = {on = 2022-09-01, reason = "Given up."}\n'


def found(code: str, files: Mapping[str, str], today: date = EXAMPLE_DAY) -> list[Finding]:
    return [one for one in findings_of(Example(files=files, today=today)) if one.code == code]


def fields(code: str, files: Mapping[str, str], today: date = EXAMPLE_DAY) -> list[tuple[str, str]]:
    return [(one.ref, one.field) for one in found(code, files, today)]


# Ids


def test_word_without_end_is_quoted_in_part_and_the_advice_stays() -> None:
    path = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
    gift = f'title = "x"\nkind = "donation"\nstatus = "committed"\nitem = "{"a" * 100_000}"\n'

    (one,) = findings_of(Example(files={path: gift}))

    assert one.code == "WB201"
    assert len(one.message) < 1_000
    assert one.message.endswith("correct the id or add the record")


def test_unknown_id_is_told_at_every_field_that_names_it() -> None:
    files = {GIFT: SHELLS + MEETS, LESSON: SAID + 'about = ["UKR-R-11AB"]\n'}

    assert fields("WB201", files) == [("NOR-C-7K3Q", "meets[0].request"), ("NOR-L-4T2X", "about[0]")]


def test_unknown_id_in_notes_is_only_text() -> None:
    assert found("WB201", {GIFT: SHELLS + 'notes = "Was NOR-C-0000 once."\n'}) == []


@pytest.mark.parametrize("word", ["unknown", "undisclosed"])
def test_reference_that_is_not_told_is_no_unknown_id(word: str) -> None:
    assert found("WB201", {GIFT: SHELLS.replace("155mm-he", word)}) == []


def test_id_of_an_unreadable_file_is_not_unknown() -> None:
    assert found("WB201", {GIFT: SHELLS + MEETS, NEED: "title = \n"}) == []


def test_retired_target_is_told_to_what_still_counts() -> None:
    assert fields("WB202", {GIFT: SHELLS + MEETS, NEED: REQUEST + RETIRED}) == [
        ("NOR-C-7K3Q", "meets[0].request")
    ]


@pytest.mark.parametrize("settled", [RETIRED, "SETTLED"])
def test_retired_target_is_not_told_to_what_is_settled(settled: str) -> None:
    gift = SHELLS.replace("committed", "delivered") if settled == "SETTLED" else SHELLS + settled

    assert found("WB202", {GIFT: gift + MEETS, NEED: REQUEST + RETIRED}) == []


def test_lesson_may_look_back_at_what_is_retired() -> None:
    assert found("WB202", {LESSON: SAID + 'about = ["UKR-R-11AB"]\n', NEED: REQUEST + RETIRED}) == []


def test_wrong_kind_says_what_it_is_and_what_is_wanted() -> None:
    (one,) = found(
        "WB203", {GIFT: SHELLS + 'meets = [{request = "NOR-S-5H1M"}]\n', STOCK: 'item = "155mm-he"\n'}
    )

    assert (one.ref, one.field) == ("NOR-C-7K3Q", "meets[0].request")
    assert one.message == "names NOR-S-5H1M, which is a stock; name a request here"


def test_lesson_may_be_about_any_kind() -> None:
    assert found("WB203", {LESSON: SAID + 'about = ["155mm-he", "NOR", "2022-09-28-brussels"]\n'}) == []


def test_notes_may_name_any_kind() -> None:
    assert (
        found("WB203", {GIFT: SHELLS + 'notes = "Drawn from NOR-S-5H1M."\n', STOCK: 'item = "155mm-he"\n'})
        == []
    )


# Layers


def test_note_that_names_a_record_of_a_narrower_layer_is_told_once() -> None:
    files = {
        **NORDIC,
        GIFT: SHELLS + 'notes = "Drawn from NOR-S-5H1M."\n',
        f"layers/nordic/{STOCK}": 'item = "155mm-he"\n',
    }

    told = findings_of(Example(files=files))
    assert [(one.code, one.ref, one.field) for one in told] == [("WB703", "NOR-C-7K3Q", "notes")]
    assert told[0].message == (
        "names NOR-S-5H1M in its notes, which DEU, NLD, UKR and 1 more may not see; take the id out"
    )


def test_holding_notes_back_hides_nothing_from_who_reads_the_layer() -> None:
    held = 'notes = "Drawn from NOR-S-5H1M."\nrelease_fields = {notes = ["NOR", "SWE"]}\n'
    files = {**NORDIC, GIFT: SHELLS + held, f"layers/nordic/{STOCK}": 'item = "155mm-he"\n'}

    assert fields("WB703", files) == [("NOR-C-7K3Q", "notes")]


def test_stock_in_a_narrower_layer_is_told_once() -> None:
    files = {
        **NORDIC,
        GIFT: SHELLS + 'stock = "NOR-S-5H1M"\n',
        f"layers/nordic/{STOCK}": 'item = "155mm-he"\n',
    }

    assert [one.code for one in findings_of(Example(files=files))] == ["WB204"]


def test_a_layer_is_not_blamed_where_it_is_unknown_who_the_members_are() -> None:
    files = {
        **NORDIC,
        "plans/workbook.toml": "format = 1\njunk\n",
        f"layers/nordic/{GIFT}": SHELLS + 'stock = "NOR-S-5H1M"\n',
        STOCK: 'item = "155mm-he"\n',
    }

    assert found("WB204", files) == []


def test_narrower_layer_may_point_into_a_wider_one() -> None:
    files = {
        **NORDIC,
        f"layers/nordic/{GIFT}": SHELLS + 'stock = "NOR-S-5H1M"\n',
        STOCK: 'item = "155mm-he"\n',
    }

    assert found("WB204", files) == []


def test_overlay_may_point_into_one_with_more_readers_but_not_with_fewer() -> None:
    gift, stock = SHELLS + 'stock = "NOR-S-5H1M"\n', 'item = "155mm-he"\n'
    inward = {**NORDIC, **NORWAY, f"layers/norway/{GIFT}": gift, f"layers/nordic/{STOCK}": stock}
    outward = {**NORDIC, **NORWAY, f"layers/nordic/{GIFT}": gift, f"layers/norway/{STOCK}": stock}

    assert found("WB204", inward) == []
    assert fields("WB204", outward) == [("NOR-C-7K3Q", "stock")]


# Codes


def test_nation_by_name_is_told_its_code() -> None:
    (one,) = found("WB205", {GIFT: SHELLS + 'to = [{party = "UKR"}, {party = "Ukraine"}]\n'})

    assert (one.field, one.message) == (
        "to[1].party",
        "names 'Ukraine', which is no nation's code; did you mean UKR?",
    )


@pytest.mark.parametrize("code", ["XKX", "NATO", "unknown", "undisclosed"])
def test_user_assigned_organisations_and_what_is_not_told_are_known(code: str) -> None:
    assert found("WB205", {GIFT: SHELLS + f'to = [{{party = "{code}"}}]\nstock_owner = "{code}"\n'}) == []


def test_nation_with_a_folder_in_the_plan_is_known() -> None:
    files = {GIFT: SHELLS + 'to = [{party = "XQA"}]\n'}

    assert len(found("WB205", files)) == 1
    assert found("WB205", {**files, "plans/nations/XQA/nation.toml": 'name = "Exercise land"\n'}) == []


def test_group_may_receive_but_not_pay() -> None:
    files = {GIFT: SHELLS + 'to = [{party = "nordics"}]\nfinanced_by = [{nation = "nordics"}]\n'}

    (one,) = found("WB205", files)

    assert one.field == "financed_by[0].nation"
    assert one.message == "names the group 'nordics', where only one nation can stand; name the nation"


def test_unknown_group_is_no_unknown_nation() -> None:
    files = {GIFT: SHELLS + 'to = [{party = "nordic"}]\n'}

    assert found("WB205", files) == []
    assert found("WB206", files)[0].message == (
        "names 'nordic', which is no group of workbook.toml; did you mean nordics?"
    )


def test_currency_is_judged_wherever_money_stands() -> None:
    files = {
        GIFT: SHELLS + 'lots = [{lot = "a", value = {amount = 5, currency = "EURO"}}]\n',
        FUND: 'title = "Fund"\ntotal = {amount = 5, currency = "US Dollar"}\n',
    }

    assert fields("WB207", files) == [
        ("NOR-C-7K3Q", "lots[0].value.currency"),
        ("USA-F-2B9C", "total.currency"),
    ]
    assert [one.message.partition("; ")[2] for one in found("WB207", files)] == [
        "did you mean EUR?",
        "did you mean USD?",
    ]


def test_unknown_currency_is_allowed_to_be_unknown() -> None:
    files = {GIFT: SHELLS + 'value = {amount = 5, currency = "unknown"}\n'}

    assert (found("WB207", files), found("WB209", files), found("WB307", files)) == ([], [], [])


@pytest.mark.parametrize(
    ("word", "code"), [("tonnes", "TNE"), ("kg", "KGM"), ("Each", "each"), ("mtr", "MTR")]
)
def test_unit_by_name_or_symbol_is_told_its_code(word: str, code: str) -> None:
    (one,) = found("WB208", {GIFT: SHELLS + f'unit = "{word}"\n'})

    assert one.message.endswith(f"did you mean {code}?")


def test_currency_is_withdrawn_on_its_day_and_not_before() -> None:
    kuna = 'value = {amount = 5, currency = "HRK"}\n'

    assert found("WB209", {GIFT: SHELLS + kuna + "made_on = 2022-12-31\n"}, date(2024, 1, 1)) == []
    assert len(found("WB209", {GIFT: SHELLS + kuna + "made_on = 2023-01-01\n"}, date(2024, 1, 1))) == 1
    assert len(found("WB209", {GIFT: SHELLS + kuna}, date(2024, 1, 1))) == 1


def test_withdrawal_within_a_vague_date_is_not_told() -> None:
    kuna = 'value = {amount = 5, currency = "HRK"}\nmade_on = {between = ["2022-12", "2023-01"]}\n'

    assert found("WB209", {GIFT: SHELLS + kuna}, date(2024, 1, 1)) == []


def test_retired_record_is_not_judged_by_its_codes() -> None:
    assert found("WB205", {GIFT: SHELLS + 'to = [{party = "Ukraine"}]\n' + RETIRED}) == []


@pytest.mark.parametrize(
    ("rule", "codes_of_rule"),
    [
        (codes.unknown_nation, codes.PARTY_CODES),
        (codes.unknown_group, codes.GROUP_CODES),
        (codes.unknown_currency, codes.CURRENCY_CODES),
        (codes.unknown_unit, codes.UNIT_CODES),
    ],
    ids=lambda value: getattr(value, "code", ""),
)
def test_rule_judges_every_kind_that_has_such_codes(rule: object, codes_of_rule: frozenset[Code]) -> None:
    with_codes = {kind for kind in Kind if _has_codes(kind, codes_of_rule)}

    assert getattr(rule, "kinds", None) == with_codes


def _has_codes(kind: Kind, wanted: frozenset[Code]) -> bool:
    return bool(_words_plan(STRUCTS[kind], wanted).steps)


def test_words_are_the_same_with_and_without_their_fields() -> None:
    split = (FundSplit(to="UKR", amount=Money(UNKNOWN, "USD")),)
    data = Fund(title="Fund", total=Money(UNKNOWN, "EUR"), split=split)

    assert coded_words(data, frozenset(Code)) == [one.text for one in coded_texts(data)]
    assert [one.field for one in coded_texts(data)] == [
        "total.currency",
        "split[0].to",
        "split[0].amount.currency",
    ]


# Rings


def test_ring_is_told_to_each_of_its_members() -> None:
    files = {
        GIFT: SHELLS + 'part_of = "SWE-C-3F8K"\n',
        SWEDISH_GIFT: SHELLS + 'part_of = "DEU-C-2B9C"\n',
        "plans/nations/DEU/commitments/DEU-C-2B9C.toml": SHELLS + 'part_of = "NOR-C-7K3Q"\n',
        "plans/nations/NLD/commitments/NLD-C-8M2P.toml": SHELLS + 'part_of = "NOR-C-7K3Q"\n',
    }

    assert fields("WB210", files) == [
        ("DEU-C-2B9C", "part_of"),
        ("NOR-C-7K3Q", "part_of"),
        ("SWE-C-3F8K", "part_of"),
    ]


def test_mirror_of_itself_is_a_ring() -> None:
    (one,) = found("WB210", {GIFT: SHELLS + 'counted_in = "NOR-C-7K3Q"\n'})

    assert one.message == "is counted in itself: NOR-C-7K3Q -> NOR-C-7K3Q; take one of these links out"


def test_components_may_share_a_part_but_not_contain_each_other() -> None:
    item = 'name = "Part"\nkind = "component"\nunit = "each"\n'
    item += 'components = [{item = "%s", per_unit = 1}, {item = "%s", per_unit = 1}]\n'
    folder = "plans/catalogue/items"
    shared = {
        f"{folder}/shell.toml": item % ("fuze", "casing"),
        f"{folder}/casing.toml": item % ("155mm-he", "fuze"),
    }
    plain = {f"{folder}/fuze.toml": 'name = "Fuze"\nkind = "component"\nunit = "each"\n'}
    ring = {f"{folder}/fuze.toml": item % ("155mm-he", "shell")}

    assert found("WB210", {**shared, **plain}) == []
    assert fields("WB210", {**shared, **ring}) == [
        ("fuze", "components[1].item"),
        ("shell", "components[0].item"),
    ]


def test_part_of_one_and_mirror_of_another_make_no_ring() -> None:
    files = {GIFT: SHELLS + 'part_of = "SWE-C-3F8K"\n', SWEDISH_GIFT: SHELLS + 'counted_in = "NOR-C-7K3Q"\n'}

    assert found("WB210", files) == []


def test_retired_record_closes_no_ring() -> None:
    files = {
        GIFT: SHELLS + 'counted_in = "SWE-C-3F8K"\n',
        SWEDISH_GIFT: SHELLS + 'counted_in = "NOR-C-7K3Q"\n' + RETIRED,
    }

    assert found("WB210", files) == []
