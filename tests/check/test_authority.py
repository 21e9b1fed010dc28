"""Who may change what; what is deleted, reused, or shown to more than before."""

import pytest

from tests.check.changing import (
    FOREIGN,
    NORDIC,
    OWN,
    RECORDED,
    codes_of_change,
    findings_of_change,
    shells,
)
from workbook.check.examples import COALITION
from workbook.records.source import blob_id

MANIFEST = "plans/workbook.toml"
LAYER = "layers/nordic/plans/layer.toml"
RETIRED = 'retired = {on = 2022-09-20, reason = "Given up."}'
ITEM = "plans/catalogue/items/barrel.toml"
BARREL = 'name = "Barrel"\nkind = "component"\nunit = "each"\n'


# WB601: another's path


@pytest.mark.parametrize("path", [FOREIGN, RECORDED, ITEM, MANIFEST])
def test_nation_may_not_change_what_is_not_its_own(path: str) -> None:
    before = {path: COALITION.get(path, "")}
    after = {path: before[path] + "# seen\n"}

    assert codes_of_change(before, after, "NOR") == ["WB601"]


@pytest.mark.parametrize(
    ("path", "owner"), [(OWN, "NOR"), (RECORDED, "USA"), (ITEM, "USA"), (MANIFEST, "USA")]
)
def test_owner_may_change_its_own(path: str, owner: str) -> None:
    before = {path: COALITION.get(path, "")}
    after = {path: before[path] + "# seen\n"}

    assert codes_of_change(before, after, owner) == []


def test_secretariat_may_not_change_what_a_nation_says() -> None:
    (found,) = findings_of_change({OWN: shells()}, {OWN: shells(quantity="500")}, "USA")

    assert found.code == "WB601"
    assert found.message == (
        "was changed by USA, but belongs to NOR; take the change back, and propose it to them"
    )


def test_file_where_no_record_belongs_is_somebodys_too() -> None:
    assert "WB601" in codes_of_change({}, {"plans/nations/SWE/odd/x.toml": "a = 1\n"}, "NOR")


def test_without_an_actor_nobody_is_told_off() -> None:
    assert codes_of_change({FOREIGN: shells()}, {FOREIGN: shells(quantity="500")}) == []


def test_nobody_becomes_secretariat_by_the_change_that_is_judged() -> None:
    manifest = COALITION[MANIFEST].replace('secretariat = "USA"', 'secretariat = "NOR"')

    assert codes_of_change({}, {MANIFEST: manifest, ITEM: BARREL}, "NOR") == ["WB601", "WB601"]


def test_nation_takes_up_what_was_recorded_for_it() -> None:
    assert (
        codes_of_change({RECORDED: shells()}, {RECORDED: shells(), OWN: shells(quantity="500")}, "NOR") == []
    )


def test_nation_may_clear_away_what_it_took_up() -> None:
    assert codes_of_change({RECORDED: shells()}, {OWN: shells()}, "NOR") == []


def test_nation_may_not_delete_what_was_recorded_for_it() -> None:
    assert codes_of_change({RECORDED: shells()}, {}, "NOR") == ["WB601", "WB602"]


def test_recorded_record_is_changed_by_confirming_it() -> None:
    (found,) = findings_of_change({RECORDED: shells()}, {RECORDED: shells(quantity="1")}, "NOR")

    assert "belongs to the secretariat (USA); take it into your own folder" in found.message


def test_readers_keep_a_layer_that_the_secretariat_cannot_read() -> None:
    path = "layers/nordic/plans/recorded/SWE/requests/SWE-R-22CD.toml"
    before = {**NORDIC, path: 'title = "Barrels"\n'}
    after = {**NORDIC, path: 'title = "More barrels"\n'}

    assert (codes_of_change(before, after, "NOR"), codes_of_change(before, after, "USA")) == ([], ["WB601"])


def test_layer_that_was_not_at_hand_before_is_nobodys_change() -> None:
    after = {**NORDIC, f"layers/nordic/{FOREIGN}": shells()}

    assert codes_of_change({}, after, "NOR") == []


def test_layer_that_is_not_at_hand_any_more_is_not_deleted() -> None:
    before = {**NORDIC, f"layers/nordic/{FOREIGN}": shells()}

    assert codes_of_change(before, {}, "NOR") == []


# WB602: deleted


def test_deleted_record_is_told_at_its_path() -> None:
    (found,) = findings_of_change({OWN: shells()}, {}, "NOR")

    assert (str(found.place), found.ref) == (OWN, "NOR-C-7K3Q")
    assert found.message == (
        "was deleted, and with it the commitment NOR-C-7K3Q; restore it and retire it with a reason"
    )


def test_record_that_was_not_there_before_may_go_again() -> None:
    assert codes_of_change({}, {}, "NOR") == []


def test_record_that_moves_to_another_layer_is_not_deleted() -> None:
    wide = NORDIC[LAYER].replace('["NOR", "SWE"]', '"members"')
    before, after = {LAYER: wide, f"layers/nordic/{OWN}": shells()}, {LAYER: wide, OWN: shells()}

    assert codes_of_change(before, after, "NOR") == []


def test_superseded_item_of_a_nation_may_go() -> None:
    proposed = "plans/nations/NOR/items/barrel.toml"

    assert codes_of_change({proposed: BARREL, ITEM: BARREL}, {ITEM: BARREL}, "NOR") == []


def test_file_in_the_wrong_folder_may_go() -> None:
    assert codes_of_change({"plans/nations/SWE/commitments/NOR-C-7K3Q.toml": shells()}, {}, "SWE") == []


def test_deleted_record_that_could_not_be_read_is_told() -> None:
    assert codes_of_change({OWN: "title =\n"}, {}, "NOR") == ["WB602"]


# WB603: reused


def test_undone_retirement_is_no_reuse_though_more_changes() -> None:
    assert codes_of_change({OWN: shells(RETIRED)}, {OWN: shells(quantity="500")}, "NOR") == []


def test_id_of_a_deleted_record_is_not_taken_again() -> None:
    earlier = {"NOR-C-7K3Q": frozenset((blob_id(shells(quantity="1").encode()),))}

    assert codes_of_change({}, {OWN: shells()}, "NOR", earlier) == ["WB603"]


def test_deleted_record_may_be_restored_as_it_was() -> None:
    earlier = {"NOR-C-7K3Q": frozenset((blob_id(shells().encode()),))}

    assert codes_of_change({}, {OWN: shells()}, "NOR", earlier) == []


def test_slug_of_an_item_is_not_taken_by_a_supplier() -> None:
    after = {"plans/catalogue/suppliers/barrel.toml": 'name = "Barrel"\nnation = "NOR"\n'}

    (found,) = findings_of_change({ITEM: BARREL}, after, "USA")

    assert (found.code, found.ref) == ("WB603", "barrel")
    assert "stood for an item before" in found.message


# WB604: widened


def widened(before: str, after: str) -> list[str]:
    found = findings_of_change({OWN: shells(before)}, {OWN: shells(after)}, "NOR")
    return [f"{one.field}: {one.message}" for one in found if one.code == "WB604"]


def test_widened_release_says_to_whom() -> None:
    (told,) = widened('release = ["NLD"]', 'release = ["NLD", "DEU", "SWE"]')

    assert told.startswith("release: is released more widely and may be seen by DEU, SWE as well;")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('release = "public"', ""),
        ("", 'release = "members"'),
        ('release = "members"', 'release = ["DEU"]'),
        ('release = "national"', 'release = ["NOR"]'),
    ],
)
def test_narrowed_or_equal_release_is_not_told(before: str, after: str) -> None:
    assert widened(before, after) == []


def test_field_that_is_no_longer_held_back_is_told() -> None:
    (told,) = widened('release_fields = {quantity = ["SWE"]}', "")

    assert told.startswith("release_fields.quantity: shows quantity to DEU, NLD, UKR, USA as well;")


def test_field_widened_with_its_record_is_told_once() -> None:
    assert len(widened("", 'release = "public"')) == 1


def test_record_moved_to_a_wider_layer_is_widened() -> None:
    before, after = {**NORDIC, f"layers/nordic/{OWN}": shells()}, {**NORDIC, OWN: shells()}

    (found,) = findings_of_change(before, after, "NOR")

    assert found.code == "WB604"
    assert "lies in a wider layer now and may be seen by DEU, NLD, UKR, USA as well" in found.message


def test_new_member_is_told_once_at_the_group() -> None:
    manifest = COALITION[MANIFEST].replace('"UKR"]', '"UKR", "DNK"]')
    records = {OWN: shells('release = "members"')}

    (found,) = findings_of_change(records, {**records, MANIFEST: manifest}, "USA")

    assert (found.code, found.place.path, found.field) == ("WB604", MANIFEST, "groups.members")
    assert found.message.startswith("takes DNK into the group members")


def test_new_reader_of_a_layer_is_told_at_its_file() -> None:
    more = {LAYER: NORDIC[LAYER].replace('"SWE"]', '"SWE", "DEU"]')}
    record = {f"layers/nordic/{OWN}": shells()}

    (found,) = findings_of_change({**NORDIC, **record}, {**more, **record}, "NOR")

    assert (found.code, found.place.path, found.field) == ("WB604", LAYER, "readers")
