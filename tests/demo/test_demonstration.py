"""What is written: how much, how it is marked, and that it comes out the same every time."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.demo.conftest import Demo
from workbook.analysis.funds import fund_standings
from workbook.demo import write_demo
from workbook.demo.coalition import NATIONS
from workbook.demo.demonstration import ENOUGH_RECORDS, DemoRecordsError, DemoSizeError, FolderTakenError
from workbook.demo.drawing import DrawnPlan, draw_plan
from workbook.model.enums import Status
from workbook.model.kind import Kind
from workbook.model.nations import is_party_code
from workbook.records.paths import home_of
from workbook.vcs.program import GitMissingError, run


@pytest.fixture(scope="module")
def large() -> DrawnPlan:
    plan = draw_plan(30, 4000, 1)
    assert plan is not None
    return plan


def _every_text(plan: DrawnPlan) -> str:
    return "\n".join(page.text for page in plan.shared)


def _tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _heads(folder: Path) -> list[bytes]:
    repositories = [folder, *sorted((folder / "layers").iterdir())]
    return [run(repository, "rev-parse", "HEAD") for repository in repositories]


def test_there_are_exactly_as_many_record_files_as_asked_for(demo: Demo) -> None:
    records = [file for file in demo.workbook.files if file.kind is not None]

    assert len(records) == 12 * 60


@pytest.mark.parametrize(("nations", "total"), [(3, 450), (7, 1001), (60, 1800)])
def test_the_number_of_records_is_exact_for_every_size(nations: int, total: int) -> None:
    plan = draw_plan(nations, total, 5)

    assert plan is not None
    paths = [page.path for page in (*plan.shared, *(page for one in plan.overlays for page in one.pages))]
    assert len(set(paths)) == total


def test_the_summary_counts_what_was_written(demo: Demo) -> None:
    files = Counter(file.layer for file in demo.workbook.files if file.kind is not None)

    assert demo.summary.layers == files
    assert demo.summary.records == sum(files.values())


def test_every_record_says_that_it_is_invented(demo: Demo) -> None:
    silent = [file.path for file in demo.workbook.files if file.record and not file.record.data.illustrative]

    assert silent == []


def test_the_title_says_that_all_is_invented(demo: Demo) -> None:
    assert "invented" in demo.workbook.settings.manifest.title


def test_no_person_is_named(large: DrawnPlan) -> None:
    assert "head = " not in _every_text(large)


def test_every_nation_of_the_order_has_a_real_code_and_stands_once() -> None:
    assert [code for code in NATIONS if not is_party_code(code)] == []
    assert len(set(NATIONS)) == len(NATIONS)


def test_every_page_lies_where_a_record_belongs(large: DrawnPlan) -> None:
    strays = [page.path for page in large.shared if home_of(page.path) is None]

    assert strays == []


def test_every_kind_of_record_occurs(demo: Demo) -> None:
    assert {record.kind for record in demo.workbook} == set(Kind)


def test_every_status_of_a_commitment_occurs(demo: Demo) -> None:
    found = {record.data.status for record in demo.workbook.of_kind(Kind.COMMITMENT)}

    assert found == set(Status)


@pytest.mark.parametrize(
    "form",
    [
        "quantity = {about = ",
        "quantity = {at_least = ",
        "quantity = {at_most = ",
        "quantity = {from = ",
        'quantity = "unknown"',
        'quantity = "undisclosed"',
        'amount = "undisclosed"',
        'currency = "unknown"',
        "by = {until = ",
        "by = {between = ",
        '-Q3"',
        "counted_in = ",
        "part_of = ",
        "procurement = ",
        "financed_by = ",
        "stock_owner = ",
        "shared_as = ",
        "amended",
        "retired = ",
        "consents = ",
        'release = "public"',
        "release_fields = ",
        "replaces = ",
        "acknowledged = ",
        "[[lots]]",
        "lots = [",
        "\r\n",
        "\n# ",
    ],
)
def test_every_form_of_doubt_and_of_layout_occurs(large: DrawnPlan, form: str) -> None:
    hidden = "\n".join(page.text for layer in large.overlays for page in layer.pages)

    assert form in _every_text(large) + hidden


def test_some_records_were_noted_first_and_then_confirmed(large: DrawnPlan) -> None:
    paths = {page.path for page in large.shared}
    noted = [path for path in paths if path.startswith("plans/recorded/")]

    confirmed = [path for path in noted if path.replace("/recorded/", "/nations/") in paths]

    assert confirmed


def test_several_currencies_are_used_and_all_can_be_converted(demo: Demo) -> None:
    values = [record.data.value for record in demo.workbook.of_kind(Kind.COMMITMENT)]

    assert len({value.currency for value in values if value is not None}) > 5


def test_several_nations_queue_at_one_works(demo: Demo) -> None:
    commitments = demo.workbook.of_kind(Kind.COMMITMENT)
    queues = {(record.data.supplier, record.owner) for record in commitments if record.data.supplier}

    assert max(Counter(supplier for supplier, _ in queues).values()) > 2


def test_funds_are_drawn_on_and_only_the_planted_one_beyond_what_it_has(demo: Demo) -> None:
    standings = fund_standings(demo.workbook, today=date(2023, 6, 1))
    drawn = [one for one in standings if one.draws.entries and one.title != "Fund for smoke shells"]

    assert drawn
    assert [one.fund for one in drawn if one.draws.firm.low * 2 > one.contributions.firm.low] == []


def test_the_same_seed_gives_the_same_bytes_and_commits(demo: Demo, tmp_path: Path) -> None:
    again = write_demo(tmp_path / "again", nations=12, records=60, seed=1)

    assert _tree(again.folder) == _tree(demo.folder)
    assert _heads(again.folder) == _heads(demo.folder)


@pytest.mark.usefixtures("hostile_settings")
def test_settings_of_the_user_change_neither_bytes_nor_commits(demo: Demo, tmp_path: Path) -> None:
    again = write_demo(tmp_path / "again", nations=12, records=60, seed=1)

    assert _tree(again.folder) == _tree(demo.folder)
    assert _heads(again.folder) == _heads(demo.folder)


def test_another_seed_gives_another_plan() -> None:
    one, other = draw_plan(12, 720, 1), draw_plan(12, 720, 2)

    assert one is not None
    assert other is not None
    assert {page.path for page in one.shared} != {page.path for page in other.shared}


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    write_demo(tmp_path, nations=3, records=150, seed=1)

    assert (tmp_path / "plans" / "workbook.toml").is_file()


def test_a_folder_that_holds_something_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")

    with pytest.raises(FolderTakenError, match="not an empty folder"):
        write_demo(tmp_path, nations=3, records=150, seed=1)

    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("nations", [-1, 0, 2, 61])
def test_so_many_nations_are_refused(tmp_path: Path, nations: int) -> None:
    with pytest.raises(DemoSizeError, match="ask for 3 to 60"):
        write_demo(tmp_path / "plan", nations=nations, records=200, seed=1)


@pytest.mark.parametrize("records", [-5, 0, 40, 10**8])
def test_so_many_records_are_refused_with_the_numbers_that_do(tmp_path: Path, records: int) -> None:
    with pytest.raises(DemoRecordsError, match="ask for 100 to 16,666 for each"):
        write_demo(tmp_path / "plan", nations=12, records=records, seed=1)


@pytest.mark.parametrize("seed", range(5))
def test_the_least_number_that_is_told_does(seed: int) -> None:
    assert draw_plan(12, ENOUGH_RECORDS, seed) is not None


def test_without_git_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(GitMissingError):
        write_demo(tmp_path / "plan", nations=3, records=150, seed=1)

    assert list(tmp_path.iterdir()) == []
