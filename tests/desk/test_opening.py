"""Finding and opening a plan: here, above, in a commit, with its overlays; and checking it from the cache."""

import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.conftest import Bench
from tests.edits import Edit, histories, raw, states
from tests.strategies import law
from workbook.check.catalogue import RULES
from workbook.check.examples import COALITION
from workbook.check.runner import check
from workbook.desk.folders import NoFolderError, NoWorkbookHereError, cache_folder, plan_top
from workbook.desk.opening import OpenPlan, find_plan, open_plan
from workbook.desk.past import NoPlanThereError
from workbook.errors import WorkbookError
from workbook.findings import Finding
from workbook.records.cache import CacheFolder
from workbook.records.index import now_ns
from workbook.records.layers import folder_stack
from workbook.records.loader import load
from workbook.records.places import Places
from workbook.records.survey import survey

LAYER = 'name = "nordic"\nreaders = ["NOR", "SWE"]\n'
STOCK = "plans/nations/NOR/stocks/NOR-S-5H1M.toml"
TODAY = date(2022, 9, 28)


@pytest.fixture
def overlaid(plan: Bench) -> Bench:
    """A plan of 28 September with an overlay whose commits are of the 20th and of 5 October."""
    overlay = Bench(plan.folder / "layers/nordic")
    overlay.folder.mkdir(parents=True)
    overlay.git("init", "--quiet", "--initial-branch=main")
    overlay.commit({"plans/layer.toml": LAYER, STOCK: "holding = 12000\n"}, at="2022-09-20T12:00:00Z")
    overlay.commit({STOCK: "holding = 9000\n"}, at="2022-10-05T12:00:00Z")
    return plan


def _holding(folder: Path, at: str) -> str:
    record = open_plan(folder, at=at).workbook.get("NOR-S-5H1M")
    return str(record.data.holding) if record is not None else "none"


def test_plan_is_found_from_a_folder_inside(plan: Bench) -> None:
    assert plan_top(plan.folder / "plans/nations/NOR") == plan.folder


def test_folder_without_a_plan_is_refused(bench: Bench) -> None:
    with pytest.raises(NoWorkbookHereError):
        open_plan(bench.folder)


@pytest.mark.parametrize("at", ["", "HEAD"])
def test_file_is_no_folder(plan: Bench, at: str) -> None:
    with pytest.raises(NoFolderError):
        open_plan(plan.folder / "plans/workbook.toml", at=at)


def test_overlay_is_read_as_of_the_day_of_the_commit(overlaid: Bench) -> None:
    overlaid.commit({}, at="2022-10-06T12:00:00Z")

    assert _holding(overlaid.folder, "HEAD~1") == "12,000"
    assert _holding(overlaid.folder, "HEAD") == "9,000"
    assert _holding(overlaid.folder, "") == "9,000"


@pytest.mark.parametrize(
    ("at", "holding"), [("2022-10-04T23:59:59Z", "12,000"), ("2022-10-05T00:00:00Z", "9,000")]
)
def test_overlay_committed_later_on_the_same_day_counts(overlaid: Bench, at: str, holding: str) -> None:
    overlaid.commit({}, at=at)

    assert _holding(overlaid.folder, "HEAD") == holding


def test_overlay_that_did_not_exist_yet_is_left_out(plan: Bench) -> None:
    overlay = Bench(plan.folder / "layers/nordic")
    overlay.folder.mkdir(parents=True)
    overlay.git("init", "--quiet")
    overlay.commit({"plans/layer.toml": LAYER, STOCK: "holding = 12000\n"}, at="2022-10-05T12:00:00Z")

    assert _holding(plan.folder, "HEAD") == "none"


@pytest.mark.parametrize("name", ["plans/other.toml", "plans/layer.txt"])
def test_overlay_that_does_not_say_who_reads_it_is_left_out(plan: Bench, name: str) -> None:
    overlay = Bench(plan.folder / "layers/nordic")
    overlay.folder.mkdir(parents=True)
    overlay.git("init", "--quiet")
    overlay.commit({name: LAYER, STOCK: "holding = 12000\n"}, at="2022-09-20T12:00:00Z")
    overlay.write({"plans/layer.toml": LAYER})

    assert _holding(plan.folder, "HEAD") == "none"


def test_folder_in_layers_that_is_no_repository_is_left_out(plan: Bench) -> None:
    plan.write({"layers/nordic/plans/layer.toml": LAYER, f"layers/nordic/{STOCK}": "holding = 12000\n"})

    assert _holding(plan.folder, "HEAD") == "none"


def test_linked_overlay_is_never_followed(plan: Bench, tmp_path: Path) -> None:
    outside = Bench(tmp_path / "outside")
    outside.folder.mkdir()
    outside.git("init", "--quiet")
    outside.commit({"plans/layer.toml": LAYER, STOCK: "holding = 12000\n"}, at="2022-09-20T12:00:00Z")
    (plan.folder / "layers").mkdir()
    (plan.folder / "layers/nordic").symlink_to(outside.folder)

    assert _holding(plan.folder, "HEAD") == "none"
    assert _holding(plan.folder, "") == "none"


def test_commit_without_a_plan_is_refused(bench: Bench) -> None:
    bench.git("init", "--quiet", "--initial-branch=main")
    bench.commit({"readme.txt": ""})

    with pytest.raises(NoPlanThereError):
        open_plan(bench.folder, at="main")


@pytest.mark.parametrize("at", ["HEAD", "nonsense", "-x", "2022-02-30", "HEAD:plans"])
def test_revision_that_is_none_is_refused(bench: Bench, at: str) -> None:
    bench.git("init", "--quiet")

    with pytest.raises(WorkbookError):
        open_plan(bench.folder, at=at)


def test_bare_repository_is_read_by_its_commits(plan: Bench, tmp_path: Path) -> None:
    plan.git("clone", "--quiet", "--bare", ".", str(tmp_path / "shared.git"))

    opened = open_plan(tmp_path / "shared.git", at="main")

    assert len(opened.workbook) == 12
    with pytest.raises(WorkbookError, match="--at HEAD"):
        open_plan(tmp_path / "shared.git")


def test_two_plans_in_one_repository_have_caches_of_their_own(plan: Bench) -> None:
    plan.write({"other/plans/workbook.toml": 'format = 1\ntitle = "x"\nsecretariat = "NOR"\n'})

    folders = {cache_folder(plan.folder), cache_folder(plan.folder / "other")}

    assert len(folders) == 2


def test_plan_without_git_is_opened_without_a_cache(bench: Bench) -> None:
    bench.write({"plans/workbook.toml": 'format = 1\ntitle = "x"\nsecretariat = "NOR"\n'})

    opened = open_plan(bench.folder)

    assert cache_folder(bench.folder) is None
    assert opened.findings(today=TODAY) == opened.findings(today=TODAY)


def test_folder_that_may_not_be_written_is_checked_all_the_same(plan: Bench) -> None:
    expected = open_plan(plan.folder).findings(today=TODAY)
    (plan.folder / ".git/workbook").rename(plan.folder / ".git/was")
    (plan.folder / ".git/workbook").write_text("in the way")

    found = open_plan(plan.folder).findings(today=TODAY)

    assert found == expected


def test_damaged_cache_changes_no_finding(plan: Bench) -> None:
    expected = open_plan(plan.folder).findings(today=TODAY)
    (plan.folder / ".git/workbook/state").write_bytes(b"\0" * 100)
    (plan.folder / ".git/workbook/index").write_bytes(b"")

    assert open_plan(plan.folder).findings(today=TODAY) == expected


def _put(top: Path, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Bring a folder from one state of a plan to another."""
    for path in sorted({**before, **after}):
        if before.get(path) == after.get(path):
            continue
        (top / path).unlink(missing_ok=True)
        if path in after:
            (top / path).parent.mkdir(parents=True, exist_ok=True)
            (top / path).write_bytes(raw(after[path]))


def _checked_afresh(top: Path, today: date) -> tuple[Finding, ...]:
    nowhere = CacheFolder(None)
    surveyed = survey(folder_stack(top), nowhere)
    return check(load(surveyed, nowhere), today=today, rules=RULES, locate=Places(surveyed.content))


_CACHES = ("index", "changes", "plan", "state", "store-5")


@law
@given(
    steps=histories,
    waits_s=st.lists(st.sampled_from([0, 10]), min_size=1, max_size=7),
    spoilt=st.lists(st.sampled_from(("none", "none", "none", *_CACHES)), min_size=1, max_size=7),
)
def test_findings_from_the_cache_are_those_of_a_whole_check(
    steps: Sequence[Sequence[Edit]], waits_s: Sequence[int], spoilt: Sequence[str]
) -> None:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        top, before = Path(name), dict[str, str]()
        Bench(top).git("init", "--quiet")
        for index, files in enumerate(states(COALITION, [[], *steps])):
            _put(top, before, files)
            (top / ".git/workbook" / spoilt[index % len(spoilt)]).unlink(missing_ok=True)
            # Where nobody waits, files are as young as the look at them, and are read again.
            later = now_ns() + waits_s[index % len(waits_s)] * 10**9
            patch.setattr("workbook.records.survey.now_ns", lambda later=later: later)
            today = date(2023, 1, 1) if index % 5 == 4 else TODAY

            found = open_plan(top).findings(today=today)

            assert found == _checked_afresh(top, today)
            assert found == open_plan(top).findings(today=today)
            before = files


def test_a_commit_is_judged_once(plan: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    first = open_plan(plan.folder, at="HEAD").judgement(today=TODAY)
    monkeypatch.delattr(OpenPlan, "_judged")

    again = open_plan(plan.folder, at="HEAD").judgement(today=TODAY)

    assert (again.findings, again.told) == (first.findings, first.told)


def test_files_of_a_plan_that_is_found_are_listed_when_asked_for(plan: Bench) -> None:
    found, opened = find_plan(plan.folder), open_plan(plan.folder)

    plan.write({STOCK: "holding = 1\n"})

    assert STOCK in set(found.survey.paths)
    assert STOCK not in set(opened.survey.paths)
