"""The gate: what enters a release, what is held back, and who may open it."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from workbook.check.examples import COALITION
from workbook.records.workbook import Workbook
from workbook.release.audience import parse_audience
from workbook.release.released import Released, release

MakePlan = Callable[[Mapping[str, str]], Workbook]
COMMITMENT = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
PLEDGE = 'title = "Shells"\nkind = "donation"\nstatus = "pledged"\nitem = "155mm-he"\nquantity = 12\n'
SOURCES = Path(__file__).parents[2] / "workbook"


@pytest.fixture
def shown(make_plan: MakePlan) -> Callable[[Mapping[str, str], str], Workbook]:
    """Release the coalition with some files laid over it."""

    def released(files: Mapping[str, str], audience: str) -> Workbook:
        plan = make_plan({**COALITION, **files})
        return release(plan, parse_audience(audience, plan.settings)).content

    return released


Shown = Callable[[Mapping[str, str], str], Workbook]


def test_only_release_makes_a_released() -> None:
    with pytest.raises(TypeError):
        Released(content=1, audience=None, digest="", key=object())  # type: ignore[arg-type]


def test_nothing_else_in_the_tree_makes_one() -> None:
    modules = [path for path in SOURCES.rglob("*.py") if "/release/" not in path.as_posix()]

    makers = [path for path in modules if re.search(r"\bReleased\(|released import .*_KEY", path.read_text())]

    assert makers == []


@pytest.mark.parametrize(
    ("readers", "audience", "enters"),
    [
        ("", "members", True),
        ("", "NOR", True),
        ("", "public", False),
        ("", "JPN", False),
        ('release = "public"', "public", True),
        ('release = "members"', "NOR,SWE", True),
        ('release = "members"', "NOR,JPN", False),
        ('release = "national"', "NOR", True),
        ('release = "national"', "USA", False),
        ('release = ["SWE"]', "NOR,SWE", True),
        ('release = ["SWE"]', "members", False),
        ("release = 5", "NOR", False),
        ("release = []", "NOR", False),
        ("release_fields = 5", "NOR", False),
        ("release_fields = {quantity = 5}", "NOR", False),
        ('release_fields = {nonsense = "national"}', "SWE", False),
        ('release_fields = {nonsense = "national"}', "NOR", True),
        ('release_fields = {status = "national"}', "SWE", False),
        ('release_fields = {retired = "national"}', "SWE", False),
    ],
)
def test_record_enters_where_every_reader_may_read_it(
    shown: Shown, readers: str, audience: str, enters: bool
) -> None:
    plan = shown({COMMITMENT: PLEDGE + readers}, audience)

    assert (plan.get("NOR-C-7K3Q") is not None) is enters


@pytest.mark.parametrize(
    "readers",
    [
        'relase = "national"',
        'Release = "national"',
        "release_field = {quantity = 'members'}",
        '[[sources]]\ntitle = "Letter"\nrelease = "national"',
        '[shown]\nto = {release = "national"}',
        'terms = {release = "national"}',
        "".join(f"field{number} = 1\n" for number in range(100)) + 'relase = "national"',
        f"[{'x' * 300}]\nrelease = 'national'",
        "shown = [" + "{a = 1}," * 2_000 + '{release = "national"}]',
    ],
)
def test_misspelt_or_misplaced_release_hides_the_record(shown: Shown, readers: str) -> None:
    plan = shown({COMMITMENT: PLEDGE + readers}, "SWE")

    assert plan.get("NOR-C-7K3Q") is None


@pytest.mark.parametrize(
    "line",
    [
        'colour = "green"',
        "[colours]\nfield = [{name = 'green'}]",
        '[[acknowledged]]\ncode = "WB302"\nwhy = "So."',
    ],
)
def test_unknown_field_of_another_name_hides_nothing(shown: Shown, line: str) -> None:
    plan = shown({COMMITMENT: PLEDGE + line}, "SWE")

    assert plan.get("NOR-C-7K3Q") is not None


HELD = PLEDGE.replace("quantity = 12", "") + (
    'release = "public"\nsupplier = "shell-works"\nfund = "USA-F-0000"\nterms = "Soon"\n'
    'value = {amount = 1, currency = "EUR"}\nmade_on = 2022-01-01\ncondition = "new"\n'
    'lots = [{lot = "a", quantity = 3, by = "2023"}]\nto = [{party = "UKR"}]\n'
    'notes = "NOR-C-0000 and NOR-C-7K3Q"\n'
    "[release_fields]\n"
    + "".join(
        f'{name} = "members"\n'
        for name in (
            "title",
            "quantity",
            "value",
            "made_on",
            "condition",
            "to",
            "item",
            "terms",
            '"lots.quantity"',
        )
    )
)


@pytest.mark.parametrize(
    ("field", "reads"),
    [
        ("title", "undisclosed"),
        ("quantity", "undisclosed"),
        ("value", "undisclosed"),
        ("made_on", "undisclosed"),
        ("condition", "None"),
        ("to", "()"),
        ("item", "undisclosed"),
        ("terms", ""),
        ("supplier", "undisclosed"),
        ("fund", "undisclosed"),
        ("notes", "[not released] and NOR-C-7K3Q"),
        ("release", "None"),
        ("release_fields", "{}"),
    ],
)
def test_held_back_fields_and_hidden_references_read_as_undisclosed(
    shown: Shown, field: str, reads: str
) -> None:
    record: Any = shown({COMMITMENT: HELD}, "public").records["NOR-C-7K3Q"]

    assert str(getattr(record.data, field)) == reads


def test_a_held_back_part_of_a_table_is_held_back_in_every_entry(shown: Shown) -> None:
    (lot,) = shown({COMMITMENT: HELD}, "public").records["NOR-C-7K3Q"].data.lots

    assert (lot.lot, str(lot.quantity), str(lot.by)) == ("a", "undisclosed", "2023")


def test_members_see_what_is_held_back_from_the_public(shown: Shown) -> None:
    data = shown({COMMITMENT: HELD}, "members").records["NOR-C-7K3Q"].data

    assert (data.title, data.item, str(data.value)) == ("Shells", "155mm-he", "1 EUR")


def test_what_the_public_may_see_decides_which_of_two_files_counts(shown: Shown) -> None:
    files = {
        "plans/recorded/NOR/commitments/NOR-C-7K3Q.toml": PLEDGE + 'release = "public"\n',
        COMMITMENT: PLEDGE.replace("12", "99"),
    }

    for_public = shown(files, "public").records["NOR-C-7K3Q"]
    for_members = shown(files, "members").records["NOR-C-7K3Q"]

    assert (str(for_public.data.quantity), for_public.recorded) == ("12", True)
    assert (str(for_members.data.quantity), for_members.recorded) == ("99", False)


@pytest.mark.parametrize(
    "description",
    [
        'name = "nordic"\nreaders = 5\n',
        'name = "nordic"\nreader = ["NOR"]\n',
        "no toml [[",
        'name = "other"\n',
    ],
)
def test_nothing_is_released_from_a_layer_whose_description_is_damaged(
    shown: Shown, description: str
) -> None:
    files = {"layers/nordic/plans/layer.toml": description, f"layers/nordic/{COMMITMENT}": PLEDGE}

    assert shown(files, "NOR").get("NOR-C-7K3Q") is None


def test_a_layer_leaves_no_trace_in_the_release(make_plan: MakePlan) -> None:
    layer = {"layers/nordic/plans/layer.toml": 'name = "nordic"\nreaders = ["NOR", "SWE"]\n'}
    inside = make_plan({**COALITION, **layer, f"layers/nordic/{COMMITMENT}": PLEDGE})
    outside = make_plan({**COALITION, COMMITMENT: PLEDGE + "# a comment\n"})

    in_layer = release(inside, parse_audience("NOR", inside.settings))
    in_shared = release(outside, parse_audience("NOR", outside.settings))

    assert in_layer.digest == in_shared.digest
    assert [file.path for file in in_layer.content.files] == [file.path for file in in_shared.content.files]
    assert "layers" not in repr(in_layer.content.settings.layers)


def test_only_public_groups_are_told_to_others_than_members(shown: Shown) -> None:
    manifest = COALITION["plans/workbook.toml"].replace(
        "[groups]", 'public_groups = ["nordics", "x"]\n[groups]'
    )

    plan = shown({"plans/workbook.toml": manifest}, "public")

    assert plan.settings.manifest.groups == {"nordics": ("NOR", "SWE")}
    assert plan.settings.manifest.public_groups == ()


def test_groups_and_title_are_told_to_members_only(shown: Shown) -> None:
    assert shown({}, "NOR").settings.manifest.groups["nordics"] == ("NOR", "SWE")
    assert shown({}, "public").settings.manifest.groups == {}
    assert shown({}, "NOR,JPN").settings.manifest.title == ""


def test_old_values_and_fingerprints_do_not_leave_the_plan(shown: Shown) -> None:
    amended = 'amended = [{on = 2022-09-01, field = "quantity", was = 10, reason = "Repair"}]\n'
    review = (
        'proposal = "NOR-P-0000"\nverdict = "approve"\non = 2022-09-20T10:00:00Z\n'
        'covers = {NOR-C-7K3Q = "ff"}\n'
    )
    plan = shown({COMMITMENT: PLEDGE + amended, "plans/nations/USA/reviews/USA-V-0000.toml": review}, "NOR")

    (amendment,) = plan.records["NOR-C-7K3Q"].data.amended

    assert (amendment.was, amendment.reason) == (None, "Repair")
    assert plan.records["USA-V-0000"].data.covers == {}


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_time_at_the_end_of_the_calendar_hides_no_plan(make_plan: MakePlan, moment: str) -> None:
    review = f'proposal = "NOR-P-7K3Q"\nverdict = "approve"\non = {moment}\n'
    plan = make_plan({**COALITION, "plans/nations/SWE/reviews/SWE-V-7K3Q.toml": review})

    assert release(plan, parse_audience("members", plan.settings)).digest
