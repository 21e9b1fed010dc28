"""What cannot be read, lies in the wrong place or claims a taken id is told, with line and column."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.check.test_examples import findings_of
from workbook.check.catalogue import RULES
from workbook.check.examples import COALITION
from workbook.check.rule import Example
from workbook.check.rules.shape import RULES as SHAPE_RULES
from workbook.check.runner import check
from workbook.findings import Finding
from workbook.records.cache import CacheFolder
from workbook.records.fault import SIZE_LIMIT_BYTES
from workbook.records.layers import folder_stack
from workbook.records.loader import load
from workbook.records.places import Places
from workbook.records.survey import survey

PATH = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
SOUND = 'title = "Shells"\nkind = "donation"\nstatus = "committed"\n'
NORDIC = {"layers/nordic/plans/layer.toml": 'name = "nordic"\nreaders = ["NOR", "SWE"]\n'}
ITEM = 'name = "Barrel, 155 mm"\nkind = "component"\nunit = "each"\n'
MANIFEST = "plans/workbook.toml"


def shape_findings(files: Mapping[str, str]) -> list[Finding]:
    return [one for one in findings_of(Example(files=files)) if one.code.startswith("WB1")]


def places(files: Mapping[str, str], code: str) -> list[str]:
    return [str(one.place) for one in shape_findings(files) if one.code == code]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The coalition of the examples on disk, with one commitment."""
    for path, text in {**COALITION, PATH: SOUND}.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return tmp_path


def folder_findings(folder: Path) -> list[tuple[str, str]]:
    nothing = CacheFolder(None)
    surveyed = survey(folder_stack(folder), nothing)
    workbook = load(surveyed, nothing)
    found = check(workbook, today=Example(files={}).today, rules=RULES, locate=Places(surveyed.content))
    return [(one.code, str(one.place)) for one in found]


def test_sound_record_has_no_fault_of_shape() -> None:
    assert shape_findings({PATH: SOUND}) == []


def test_only_unknown_field_and_stray_file_are_warnings() -> None:
    warnings = [rule.code for rule in SHAPE_RULES if rule.severity == "warning"]

    assert warnings == ["WB102", "WB112"]


@pytest.mark.parametrize("name", ["a.txt", "NOR-C-7K3Q.toml.bak", "NOR-C-7K3Q.TOML", "NOR-C-7K3Q", "a.toml~"])
def test_file_that_is_no_record_is_told(folder: Path, name: str) -> None:
    (folder / PATH).with_name(name).write_text(SOUND)

    assert folder_findings(folder) == [("WB112", str(Path(PATH).with_name(name)))]


@pytest.mark.parametrize("name", [".gitkeep", "README.md", "README", "NOR-C-8M2Z.toml.age", ".a.toml.swp"])
def test_hidden_files_readmes_and_sealed_records_are_left_in_peace(folder: Path, name: str) -> None:
    (folder / PATH).with_name(name).write_text("x")

    assert folder_findings(folder) == []


def test_text_that_is_not_toml_is_placed_where_it_breaks() -> None:
    files = {PATH: SOUND + "quantity = twelve\n"}

    assert places(files, "WB101") == [f"{PATH}:4:12"]


def test_misspelt_field_is_placed_and_the_meant_one_named() -> None:
    (finding,) = shape_findings({PATH: SOUND + "quantitty = 12\n"})

    assert (finding.code, finding.place.line, finding.severity) == ("WB102", 4, "warning")
    assert "quantity" in finding.message


def test_unknown_field_in_a_table_is_placed_in_that_table() -> None:
    files = {PATH: SOUND + '\n[[lots]]\nlot = "a"\n\n[[lots]]\nlot = "b"\nbye = "2023"\n'}

    assert places(files, "WB102") == [f"{PATH}:10:1"]


def test_every_fault_of_a_record_is_told_at_once() -> None:
    text = 'title = 7\nkind = "gift"\nquantity = -1\n'

    codes = [finding.code for finding in shape_findings({PATH: text})]

    assert codes == ["WB103", "WB104", "WB104", "WB104"]


def test_fault_names_the_record_and_the_field() -> None:
    (finding,) = shape_findings({PATH: SOUND + 'quantity = "many"\n'})

    assert (finding.ref, finding.field) == ("NOR-C-7K3Q", "quantity")


def test_fault_in_the_manifest_is_told() -> None:
    files = {MANIFEST: COALITION[MANIFEST].replace("format = 1\n", "")}

    assert [finding.code for finding in shape_findings(files)] == ["WB103"]


def test_file_where_no_record_belongs_stands_at_no_line() -> None:
    files = {"plans/nations/NOR/pledges/NOR-C-7K3Q.toml": SOUND}

    assert places(files, "WB105") == ["plans/nations/NOR/pledges/NOR-C-7K3Q.toml"]


def test_id_with_the_letter_of_another_kind_lies_in_the_wrong_place() -> None:
    path = PATH.replace("NOR-C", "NOR-R")

    assert places({path: SOUND}, "WB105") == [path]


def test_layer_under_another_name_is_placed_at_its_name() -> None:
    path = "layers/nordic/plans/layer.toml"

    assert places({path: 'readers = ["NOR"]\nname = "baltic"\n'}, "WB105") == [f"{path}:2:8"]


def test_id_in_two_layers_is_told_at_both_files() -> None:
    files = {**NORDIC, f"layers/nordic/{PATH}": SOUND, PATH: SOUND}

    assert places(files, "WB106") == [f"layers/nordic/{PATH}", PATH]


def test_own_record_supersedes_what_was_recorded() -> None:
    files = {PATH.replace("nations", "recorded"): SOUND, PATH: SOUND}

    assert places(files, "WB106") == []


def test_catalogue_supersedes_the_proposals_of_two_nations() -> None:
    files = {
        "plans/catalogue/items/barrel-155.toml": ITEM,
        "plans/nations/NOR/items/barrel-155.toml": ITEM,
        "plans/nations/SWE/items/barrel-155.toml": ITEM,
    }

    assert places(files, "WB106") == []


def test_item_proposed_by_two_nations_is_told_to_both() -> None:
    files = {
        "plans/nations/NOR/items/barrel-155.toml": ITEM,
        "plans/nations/SWE/items/barrel-155.toml": ITEM,
    }

    assert places(files, "WB106") == sorted(files)


def test_own_item_does_not_supersede_one_recorded_for_another_nation() -> None:
    files = {
        "plans/nations/SWE/items/barrel-155.toml": ITEM,
        "plans/recorded/NOR/items/barrel-155.toml": ITEM,
    }

    assert places(files, "WB106") == sorted(files)


def test_superseding_does_not_reach_into_another_layer() -> None:
    files = {**NORDIC, f"layers/nordic/{PATH}": SOUND, PATH.replace("nations", "recorded"): SOUND}

    assert len(places(files, "WB106")) == 2


def test_layer_named_like_the_plans_folder_is_read_as_any_other() -> None:
    own = f"layers/myplans/{PATH}"
    files = {
        "layers/myplans/plans/layer.toml": 'name = "myplans"\nreaders = ["NOR"]\n',
        own: SOUND,
        own.replace("nations", "recorded"): SOUND,
    }

    assert places(files, "WB106") == []


def test_id_of_an_item_and_a_supplier_is_used_twice() -> None:
    files = {"plans/catalogue/suppliers/155mm-he.toml": 'name = "Works"\nnation = "NOR"\n'}

    assert len(places(files, "WB106")) == 2


def test_unreadable_file_still_claims_its_id() -> None:
    files = {**NORDIC, f"layers/nordic/{PATH}": "title = \n", PATH: SOUND}

    assert len(places(files, "WB106")) == 2


@pytest.mark.parametrize("hidden", ["\u202e", "\u200b", "\ufeff", "\x9b", "\u2066"])
def test_hidden_character_is_placed(hidden: str) -> None:
    files = {PATH: SOUND.replace("Shells", f"She{hidden}lls")}

    assert places(files, "WB107") == [f"{PATH}:1:13"]


def test_hidden_character_written_as_an_escape_is_placed() -> None:
    files = {PATH: SOUND.replace("Shells", "She\\u202Ells")}

    assert places(files, "WB107") == [f"{PATH}:1:9"]


def test_letters_with_accents_are_not_hidden() -> None:
    assert shape_findings({PATH: SOUND.replace("Shells", "Obús de 155 mm – Ørland")}) == []


def test_file_of_exactly_one_mebibyte_is_read() -> None:
    text = SOUND + "#" + "x" * (SIZE_LIMIT_BYTES - len(SOUND) - 1)

    assert shape_findings({PATH: text}) == []


def test_file_one_byte_larger_is_not_read() -> None:
    text = SOUND + "#" + "x" * (SIZE_LIMIT_BYTES - len(SOUND))

    assert places({PATH: text}, "WB108") == [PATH]


def test_link_to_a_record_is_told_and_not_followed(folder: Path) -> None:
    (folder / "outside.toml").write_text("not toml at all")
    link = PATH.replace("7K3Q", "9D0M")
    (folder / link).symlink_to(folder / "outside.toml")

    assert folder_findings(folder) == [("WB108", link)]


def test_link_to_a_folder_is_told_and_not_followed(folder: Path) -> None:
    (folder / "plans/nations/NOR/stocks").symlink_to(folder / "plans/nations/SWE", target_is_directory=True)

    assert folder_findings(folder) == [("WB108", "plans/nations/NOR/stocks")]


def test_folder_with_the_name_of_a_record_is_told(folder: Path) -> None:
    path = PATH.replace("7K3Q", "9D0M")
    (folder / path).mkdir()

    assert folder_findings(folder) == [("WB108", path)]


def test_pipe_is_told_and_not_waited_for(folder: Path) -> None:
    path = PATH.replace("7K3Q", "9D0M")
    os.mkfifo(folder / path)

    assert folder_findings(folder) == [("WB108", path)]


def test_left_conflict_is_placed_at_its_first_marker() -> None:
    conflict = "<<<<<<< a\nquantity = 1\n=======\nquantity = 2\n>>>>>>> b\n"

    assert places({PATH: SOUND + conflict}, "WB109") == [f"{PATH}:4:1"]


def test_underlined_heading_in_notes_is_no_conflict() -> None:
    assert shape_findings({PATH: SOUND + 'notes = """\nPrices\n=======\nfirm\n"""\n'}) == []


def test_newer_format_is_placed_at_its_number() -> None:
    files = {MANIFEST: COALITION[MANIFEST].replace("format = 1", "format = 2")}

    assert places(files, "WB110") == [f"{MANIFEST}:1:10"]


def test_newer_format_is_told_alone_where_its_fields_are_others() -> None:
    files = {MANIFEST: "format = 2\nname = 5\n"}

    assert [one.code for one in shape_findings(files)] == ["WB110"]


@pytest.mark.parametrize(
    "line",
    [
        "quantity = 1000000000000000",
        "quantity = 0.0000001",
        "quantity = 1e999",
        "quantity = 1e-999999999999999999",
        "quantity = {from = 1, to = 99999999999999999999}",
        'value = {amount = 1e30, currency = "EUR"}',
        "made_on = 9999-12-31",
        'made_on = {between = ["0001", "2022"]}',
    ],
)
def test_absurd_number_is_placed(line: str) -> None:
    files = {PATH: f"{SOUND}{line}\n"}

    assert [place.rpartition(":")[0] for place in places(files, "WB111")] == [f"{PATH}:4"]


def test_largest_sensible_numbers_and_years_pass() -> None:
    sensible = 'quantity = 999999999999999.999999\nmade_on = "1900"\nvalid_until = 2199-12-31\n'

    assert shape_findings({PATH: SOUND + sensible}) == []


def test_agenda_of_absurd_length_is_a_wrong_value() -> None:
    path = "plans/meetings/2022-09-28-brussels/agenda/G-7K3Q.toml"
    text = f'order = 1\ntitle = "Limits"\nkind = "discussion"\nminutes = {10**30}\n'

    assert places({path: text}, "WB104") == [f"{path}:4:11"]
