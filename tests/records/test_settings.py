"""What describes the plan fails closed: whatever is wrong in it, nobody reads more than before."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from workbook.check.catalogue import RULES
from workbook.check.examples import COALITION
from workbook.check.runner import check
from workbook.model.readers import EVERYONE
from workbook.records.cache import CacheFolder
from workbook.records.layers import folder_stack, mapping_stack
from workbook.records.loader import load
from workbook.records.places import Places
from workbook.records.settings import Settings
from workbook.records.survey import survey

NOWHERE = CacheFolder(None)
MANIFEST = "plans/workbook.toml"
SHARED = "plans/layer.toml"
MEMBERS = frozenset(("USA", "NOR", "NLD", "SWE", "DEU", "UKR"))
NORDIC = "layers/nordic/plans/layer.toml"
STOCK = "plans/nations/NOR/stocks/NOR-S-7K3Q.toml"
HEAD = 'format = 1\ntitle = "a"\nsecretariat = "USA"\n'

BROKEN_MANIFESTS = {
    "nothing": "",
    "no TOML": "[groups",
    "no title": HEAD.replace("title", "titel"),
    "no format": HEAD.replace("format", "version"),
    "format is a text": HEAD.replace("1", '"1"'),
    "format is a decimal": HEAD.replace("1", "1.0"),
    "format is far ahead": HEAD.replace("1", "99"),
    "format is absurd": HEAD.replace("1", "0x" + "f" * 3000),
    "groups are no table": HEAD + "groups = 5\n",
    "groups are a list": HEAD + '[[groups]]\nmembers = ["NOR"]\n',
    "members are a text": HEAD + '[groups]\nmembers = "NOR"\n',
    "a member is a number": HEAD + '[groups]\nmembers = ["NOR", 5]\n',
    "another group is wrong": HEAD + '[groups]\nmembers = ["NOR"]\nnordics = 7\n',
    "rates are no tables": HEAD + "rates = [1, 2]\n",
    "a rate is negative": HEAD + '[[rates]]\ncurrency = "USD"\non = 2022-09-01\nrate = -1.0\n',
    "a rate is huge": HEAD + '[[rates]]\ncurrency = "USD"\non = 2022-09-01\nrate = 1e99\n',
    "secretariat is a list": HEAD.replace('"USA"', '["USA"]'),
    "approval is a text": HEAD + 'approval = "everybody"\n',
}
BROKEN_LAYERS = {
    "nothing": "",
    "no TOML": "readers = [",
    "no readers": 'name = "nordic"\n',
    "readers misspelt": 'name = "nordic"\nreeders = ["NOR"]\n',
    "readers are a number": 'name = "nordic"\nreaders = 5\n',
    "readers are an empty list": 'name = "nordic"\nreaders = []\n',
    "a reader is a number": 'name = "nordic"\nreaders = ["NOR", 5]\n',
    "readers are a table": 'name = "nordic"\nreaders = {nations = ["NOR"]}\n',
    "no name": 'readers = ["NOR"]\n',
    "a conflict": '<<<<<<< a\nreaders = "members"\n=======\nreaders = ["NOR"]\n>>>>>>> b\n',
    "too much": "#" * (1 << 20) + "#",
}


def _settings(files: Mapping[str, str]) -> Settings:
    return load(survey(mapping_stack({**COALITION, **files}), NOWHERE), NOWHERE).settings


def _codes(files: Mapping[str, str], path: str) -> list[str]:
    surveyed = survey(mapping_stack({**COALITION, **files}), NOWHERE)
    found = check(
        load(surveyed, NOWHERE), today=date(2022, 9, 28), rules=RULES, locate=Places(surveyed.content)
    )
    return [one.code for one in found if one.place.path == path]


@pytest.mark.parametrize("text", BROKEN_MANIFESTS.values(), ids=BROKEN_MANIFESTS)
def test_wrong_workbook_file_is_told(text: str) -> None:
    assert _codes({MANIFEST: text}, MANIFEST)


@pytest.mark.parametrize("text", BROKEN_MANIFESTS.values(), ids=BROKEN_MANIFESTS)
def test_wrong_workbook_file_makes_no_one_a_member(text: str) -> None:
    groups = "" if "groups" in text else '[groups]\nmembers = ["NOR"]\n'

    assert _settings({MANIFEST: text + groups}).layer_readers("") in (frozenset(), frozenset({"NOR"}))


@pytest.mark.parametrize("text", BROKEN_LAYERS.values(), ids=BROKEN_LAYERS)
@pytest.mark.parametrize("path", [NORDIC, SHARED])
def test_wrong_layer_file_is_told(path: str, text: str) -> None:
    assert _codes({path: text}, path)


@pytest.mark.parametrize("text", BROKEN_LAYERS.values(), ids=BROKEN_LAYERS)
def test_layer_with_a_wrong_file_is_read_by_nobody(text: str) -> None:
    assert _settings({NORDIC: text}).layer_readers("nordic") == frozenset()


@pytest.mark.parametrize("text", BROKEN_LAYERS.values(), ids=BROKEN_LAYERS)
def test_shared_layer_with_a_wrong_file_is_read_by_nobody(text: str) -> None:
    assert _settings({SHARED: text}).layer_readers("") == frozenset()


def test_layer_file_that_is_a_link_opens_nothing(tmp_path: Path) -> None:
    for path, text in {**COALITION, NORDIC: ""}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    (tmp_path / "wide").write_text('name = "nordic"\nreaders = "public"\n', encoding="utf-8")
    (tmp_path / NORDIC).unlink()
    (tmp_path / NORDIC).symlink_to(tmp_path / "wide")

    settings = load(survey(folder_stack(tmp_path), NOWHERE), NOWHERE).settings

    assert settings.layer_readers("nordic") == frozenset()


def test_overlay_without_a_layer_file_is_read_by_nobody() -> None:
    assert _settings({f"layers/nordic/{STOCK}": ""}).layer_readers("nordic") == frozenset()


def test_layer_that_is_not_there_is_read_by_nobody() -> None:
    assert _settings({}).layer_readers("nordic") == frozenset()


def test_shared_layer_is_read_by_the_members() -> None:
    assert _settings({}).layer_readers("") == MEMBERS


def test_layer_file_somewhere_else_says_nothing() -> None:
    settings = _settings({"plans/nations/plans/layer.toml": 'name = "x"\nreaders = "public"\n'})

    assert settings.layer_readers("") == settings.members


@pytest.mark.parametrize(
    ("readers", "found"),
    [
        ('["NOR", "SWE"]', frozenset({"NOR", "SWE"})),
        ('"members"', MEMBERS),
        ('"public"', EVERYONE),
        ('"national"', frozenset()),
        ('["members"]', frozenset({"members"})),
    ],
)
def test_layer_is_read_by_those_it_names(readers: str, found: object) -> None:
    assert _settings({NORDIC: f'name = "nordic"\nreaders = {readers}\n'}).layer_readers("nordic") == found


def test_layer_by_another_name_is_told() -> None:
    assert _codes({NORDIC: 'name = "baltic"\nreaders = ["NOR"]\n'}, NORDIC) == ["WB105"]


@pytest.mark.parametrize(
    "held", ["7", '{quantity = "members", value = 7}', '["quantity"]', "{quantity = []}"]
)
def test_record_with_wrong_release_of_fields_is_for_its_owner_alone(held: str) -> None:
    files = {**COALITION, STOCK: f'holding = 5\nrelease = "public"\nrelease_fields = {held}\n'}
    workbook = load(survey(mapping_stack(files), NOWHERE), NOWHERE)

    assert workbook.settings.readers(workbook.records["NOR-S-7K3Q"]) == frozenset(("NOR",))


@pytest.mark.parametrize("release", ["5", "[]", '["USA", 5]', '{to = "USA"}', "true"])
def test_record_with_a_wrong_release_is_for_the_readers_of_its_layer(release: str) -> None:
    files = {**COALITION, STOCK: f"holding = 5\nrelease = {release}\n"}
    workbook = load(survey(mapping_stack(files), NOWHERE), NOWHERE)

    assert workbook.settings.readers(workbook.records["NOR-S-7K3Q"]) == workbook.settings.members


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        (date(2022, 8, 1), Fraction(1)),
        (date(2022, 9, 1), Fraction(1)),
        (date(2022, 9, 30), Fraction(1)),
        (date(2022, 10, 1), Fraction(9, 10)),
        (date(2030, 1, 1), Fraction(9, 10)),
    ],
)
def test_rate_is_the_latest_up_to_the_day_else_the_first(day: date, rate: Fraction) -> None:
    later = '[[rates]]\ncurrency = "USD"\non = 2022-10-01\nrate = 0.9\n'

    assert _settings({MANIFEST: COALITION[MANIFEST] + later}).rate("USD", day) == rate


@pytest.mark.parametrize("rate", ["0", "0.0", "-1.5", '"0/3"'])
def test_rate_at_which_everything_comes_to_nothing_is_told_and_is_none(rate: str) -> None:
    entry = f'[[rates]]\ncurrency = "GBP"\non = 2022-10-01\nrate = {rate}\n'

    plan = load(survey(mapping_stack({**COALITION, MANIFEST: COALITION[MANIFEST] + entry}), NOWHERE), NOWHERE)

    file = plan.file_at(MANIFEST)
    assert file is not None
    assert [(fault.code, fault.field) for fault in file.faults] == [("WB104", "rates[1].rate")]
    assert not plan.settings.has_rate("GBP")


def test_currency_without_a_rate_has_none() -> None:
    assert _settings({}).rate("GBP", date(2022, 9, 28)) is None
