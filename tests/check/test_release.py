"""A release that its layer, its record or what it names makes untrue is told; a wider one is allowed."""

from collections.abc import Mapping

import pytest

from tests.check.test_examples import findings_of
from workbook.check.examples import COALITION
from workbook.check.rule import Example
from workbook.check.rules.release import RULES as RELEASE_RULES
from workbook.findings import Finding
from workbook.model.readers import PUBLIC, Readers, is_within, reader_set

PATH = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
OTHER = "plans/nations/NOR/commitments/NOR-C-9D0M.toml"
STOCK = "plans/nations/NOR/stocks/NOR-S-5H1M.toml"
FOREIGN_STOCK = "plans/nations/SWE/stocks/SWE-S-5H1M.toml"
LAYER = "layers/nordic/plans/layer.toml"
NORDIC = {LAYER: 'name = "nordic"\nreaders = ["NOR", "SWE"]\n'}
IN_NORDIC = f"layers/nordic/{PATH}"
MANIFEST = "plans/workbook.toml"
RETIRED = 'retired = {on = 2022-09-20, reason = "Made anew elsewhere."}'


def release_findings(files: Mapping[str, str]) -> list[Finding]:
    return [one for one in findings_of(Example(files=files)) if one.code.startswith("WB7")]


def told(files: Mapping[str, str]) -> list[str]:
    return [f"{one.code} {one.place}" for one in release_findings(files)]


def commitment(*lines: str) -> str:
    return "\n".join(['title = "Shells"', 'kind = "donation"', 'status = "committed"', *lines, ""])


def test_only_what_is_wider_than_its_origin_is_a_warning() -> None:
    warnings = [rule.code for rule in RELEASE_RULES if rule.severity == "warning"]

    assert warnings == ["WB704"]


# WB701: narrower than its layer


@pytest.mark.parametrize("release", ['"national"', '["NOR"]', '["USA", "NOR", "NLD", "SWE", "DEU"]'])
def test_release_that_leaves_out_a_reader_of_the_layer_is_told(release: str) -> None:
    assert told({PATH: commitment(f"release = {release}")}) == [f"WB701 {PATH}:4:11"]


@pytest.mark.parametrize("release", ['"public"', '"members"', '["USA", "NOR", "NLD", "SWE", "DEU", "UKR"]'])
def test_release_as_wide_as_the_layer_or_wider_is_allowed(release: str) -> None:
    assert told({PATH: commitment(f"release = {release}")}) == []


@pytest.mark.parametrize("release", ['["NOR", "SWE"]', '["SWE"]', '["NOR", "SWE", "DEU"]', '"members"'])
def test_release_in_a_narrower_layer_is_measured_by_that_layer(release: str) -> None:
    assert told({**NORDIC, IN_NORDIC: commitment(f"release = {release}")}) == []


def test_national_release_is_narrower_than_a_layer_of_two() -> None:
    files = {**NORDIC, IN_NORDIC: commitment('release = "national"')}

    (finding,) = release_findings(files)

    assert (finding.code, str(finding.place)) == ("WB701", f"{IN_NORDIC}:4:11")
    assert "SWE" in finding.message


def test_national_release_fits_a_layer_of_that_nation_alone() -> None:
    files = {LAYER: 'name = "nordic"\nreaders = ["NOR"]\n', IN_NORDIC: commitment('release = "national"')}

    assert told(files) == []


def test_field_release_narrower_than_the_layer_is_told_at_the_field() -> None:
    text = commitment('release = "public"', 'release_fields = {quantity = "members", value = ["NOR"]}')

    assert told({PATH: text}) == [f"WB701 {PATH}:5:49"]


def test_retired_record_is_past_mending() -> None:
    assert told({PATH: commitment('release = "national"', RETIRED)}) == []


def test_many_left_out_readers_are_counted() -> None:
    (finding,) = release_findings({PATH: commitment('release = "national"')})

    assert "DEU, NLD, SWE and 2 more" in finding.message


# WB702: field wider than its record


def test_field_as_wide_as_the_record_is_allowed() -> None:
    assert told({PATH: commitment('release_fields = {quantity = "members"}')}) == []


def test_field_for_the_public_in_a_record_for_members_is_told() -> None:
    assert told({PATH: commitment('release_fields = {quantity = "public"}')}) == [f"WB702 {PATH}:4:30"]


def test_field_for_members_in_a_record_of_a_narrower_layer_is_told() -> None:
    files = {**NORDIC, IN_NORDIC: commitment('release_fields = {quantity = "members"}')}

    assert told(files) == [f"WB702 {IN_NORDIC}:4:30"]


def test_field_may_go_to_some_of_those_who_read_the_record() -> None:
    text = commitment('release = "members"', 'release_fields = {quantity = ["NOR", "SWE"]}')

    assert told({**NORDIC, IN_NORDIC: text}) == []


def test_owner_who_reads_its_own_field_anyway_makes_it_no_wider() -> None:
    agenda = "layers/nordic/plans/meetings/2022-10-nordic/agenda/G-7K3Q.toml"
    text = 'order = 1\ntitle = "a"\nkind = "discussion"\nrelease_fields = {record = ["NOR", "SWE"]}\n'

    assert told({**NORDIC, agenda: text}) == []


# WB703: notes that name what their readers may not see


def test_notes_for_the_public_may_name_what_is_public() -> None:
    text = commitment('notes = "From NOR-S-5H1M."', 'release = "public"')

    assert told({PATH: text, STOCK: 'item = "155mm-he"\nrelease = "public"\n'}) == []


def test_notes_that_name_a_record_of_a_narrower_layer_are_told() -> None:
    files = {**NORDIC, f"layers/nordic/{STOCK}": 'item = "155mm-he"\n'}
    text = commitment('notes = "Drawn from NOR-S-5H1M."')

    assert told({**files, PATH: text}) == [f"WB703 {PATH}:4:9"]


def test_notes_held_back_to_those_who_may_see_the_record_are_fine() -> None:
    text = commitment(
        'notes = "From NOR-S-5H1M."', 'release = "public"', 'release_fields = {notes = "members"}'
    )

    assert told({PATH: text, STOCK: 'item = "155mm-he"\n'}) == []


def test_notes_of_a_plain_record_may_not_name_a_national_one() -> None:
    files = {PATH: commitment('notes = "From NOR-S-5H1M."'), STOCK: 'release = "national"\n'}

    assert told(files) == [f"WB703 {PATH}:4:9", f"WB701 {STOCK}:1:11"]


def test_notes_may_name_a_record_of_the_same_owner_who_is_no_reader_of_the_layer() -> None:
    folder = "layers/nordic/plans/meetings/2022-10-nordic"
    agenda = 'order = 1\ntitle = "a"\nkind = "discussion"\nrelease_fields = {notes = ["NOR", "SWE"]}\n'
    files = {
        f"{folder}/agenda/G-7K3Q.toml": agenda + 'notes = "Leads to D-7K3Q."\n',
        f"{folder}/decisions/D-7K3Q.toml": 'text = "Agreed."\n',
    }

    assert told({**NORDIC, **files}) == []


def test_notes_may_name_what_nobody_has() -> None:
    assert told({PATH: commitment('notes = "See NOR-S-5H1M."', 'release = "public"')}) == []


def test_national_notes_may_not_name_the_national_record_of_another() -> None:
    norwegian = 'name = "norwegian"\nreaders = ["NOR"]\n'
    swedish = 'name = "swedish"\nreaders = ["SWE"]\n'
    files = {
        "layers/norwegian/plans/layer.toml": norwegian,
        "layers/swedish/plans/layer.toml": swedish,
        f"layers/norwegian/{PATH}": commitment('notes = "See SWE-S-5H1M."', 'release = "national"'),
        f"layers/swedish/{FOREIGN_STOCK}": 'item = "155mm-he"\nrelease = "national"\n',
    }

    assert told(files) == [f"WB703 layers/norwegian/{PATH}:4:9"]


# WB704: wider than its origin


@pytest.mark.parametrize("field", ["counted_in", "part_of"])
def test_record_wider_than_its_original_or_package_is_told(field: str) -> None:
    files = {OTHER: commitment(), PATH: commitment(f'{field} = "NOR-C-9D0M"', 'release = "public"')}

    assert f"WB704 {PATH}:4:{len(field) + 4}" in told(files)


def test_record_may_be_narrower_than_its_origin() -> None:
    files = {
        STOCK: 'item = "155mm-he"\nrelease = "public"\n',
        PATH: commitment('stock = "NOR-S-5H1M"'),
    }

    assert told(files) == []


def test_record_that_holds_its_origin_back_is_no_wider() -> None:
    text = commitment('stock = "NOR-S-5H1M"', 'release = "public"', 'release_fields = {stock = "members"}')

    assert told({STOCK: 'item = "155mm-he"\n', PATH: text}) == []


def test_retired_record_is_no_wider_than_its_origin() -> None:
    text = commitment('stock = "NOR-S-5H1M"', 'release = "public"', RETIRED)

    assert told({STOCK: 'item = "155mm-he"\n', PATH: text}) == []


def test_wider_record_that_shows_part_of_a_narrower_one_is_meant_so() -> None:
    files = {
        **NORDIC,
        f"layers/nordic/{OTHER}": commitment('shared_as = "NOR-C-7K3Q"'),
        PATH: commitment('release = "public"'),
    }

    assert told(files) == []


# WB705 and WB706: groups


@pytest.mark.parametrize("name", ["nordics", "members"])
def test_release_to_a_group_is_told_once_and_its_nations_named(name: str) -> None:
    (finding,) = release_findings({PATH: commitment(f'release = ["NOR", "{name}"]')})

    assert (finding.code, str(finding.place)) == ("WB705", f"{PATH}:4:11")
    assert "NOR" in finding.message


def test_release_to_nobody_that_is_known_is_told() -> None:
    (finding,) = release_findings({PATH: commitment('release = ["NOR", "SVE"]')})

    assert finding.code == "WB705"
    assert "SVE" in finding.message


def test_release_to_an_organisation_names_no_group() -> None:
    everyone = '["USA", "NOR", "NLD", "SWE", "DEU", "UKR", "NATO"]'

    assert told({PATH: commitment(f"release = {everyone}")}) == []


def test_field_release_to_a_group_is_told_at_the_field() -> None:
    assert told({PATH: commitment('release_fields = {quantity = "nordics"}')}) == [f"WB705 {PATH}:4:30"]


def test_layer_for_a_group_is_told_in_its_own_file() -> None:
    assert told({LAYER: 'name = "nordic"\nreaders = ["NOR", "nordics"]\n'}) == [f"WB706 {LAYER}:2:11"]


def test_shared_layer_for_a_group_is_told_too() -> None:
    files = {"plans/layer.toml": 'name = "shared"\nreaders = ["nordics"]\n'}

    assert told(files) == ["WB706 plans/layer.toml:2:11"]


def test_layer_that_cannot_be_read_is_left_to_the_rules_of_shape() -> None:
    assert told({LAYER: "name = \n"}) == []


def test_plan_without_groups_has_nothing_to_measure_by() -> None:
    manifest = COALITION[MANIFEST].partition("[groups]")[0]

    assert told({MANIFEST: manifest, PATH: commitment('release = ["NOR"]')}) == []


# WB707: nothing held back


@pytest.mark.parametrize("field", ["quantity", "lots", '"lots[0].by"', '"value.amount"', "notes"])
def test_fields_of_the_kind_can_be_held_back(field: str) -> None:
    text = commitment('release = "public"', f'release_fields = {{{field} = "members"}}')

    assert told({PATH: text}) == []


def test_field_of_another_kind_cannot_be_held_back() -> None:
    text = commitment('release = "public"', 'release_fields = {holding = "members"}')

    assert told({PATH: text}) == [f"WB707 {PATH}:5:29"]


# Readers, which all of this is measured by


def test_readers_of_a_layer_have_no_nameless_owner_among_them() -> None:
    named = Readers.parse(["NOR", "SWE"])

    assert reader_set(named, owner="", members=frozenset()) == frozenset(("NOR", "SWE"))


def test_everyone_is_wider_than_any_nations() -> None:
    everyone = reader_set(PUBLIC, owner="NOR", members=frozenset(("NOR",)))

    assert is_within(frozenset(("NOR",)), everyone)
    assert not is_within(everyone, frozenset(("NOR",)))


# WB708: a word that may have been meant to hold the record back


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (['relase = "national"'], "4:1"),
        (['Release = "national"'], "4:1"),
        (['release_field = {quantity = "members"}'], "4:1"),
        (["[[lots]]", 'lot = "a"', 'release = "national"'], "6:1"),
        (["[meta]", 'release = "national"'], "5:1"),
    ],
)
def test_word_that_may_be_meant_as_release_is_an_error_at_its_place(lines: list[str], place: str) -> None:
    (finding,) = release_findings({PATH: commitment(*lines)})

    assert (finding.code, finding.severity, str(finding.place)) == ("WB708", "error", f"{PATH}:{place}")
    assert "NOR-C-7K3Q is left out of all papers" in finding.message


def test_word_that_hides_is_not_told_as_an_unknown_field_too() -> None:
    found = findings_of(Example(files={PATH: commitment('relase = "national"')}))

    assert [one.code for one in found] == ["WB708"]


def test_word_in_a_file_that_is_no_record_hides_nothing() -> None:
    text = COALITION[MANIFEST].replace("[groups]", 'relase = "national"\n[groups]')

    found = findings_of(Example(files={MANIFEST: text}))

    assert [one.code for one in found] == ["WB102"]


def test_record_with_faults_without_number_is_told_to_be_hidden() -> None:
    lines = [f"field{number} = 1" for number in range(100)]

    (finding,) = release_findings({PATH: commitment(*lines)})

    assert finding.message.startswith("has 100 faults or more, one of which may be meant")
