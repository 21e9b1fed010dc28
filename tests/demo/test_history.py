"""The repositories: their history, their layers, and that nothing is left unsaid in them."""

from datetime import date

import pytest

from tests.demo.conftest import Demo
from workbook.demo.story import MEETINGS, STAGES
from workbook.findings import Severity
from workbook.model.kind import Kind
from workbook.records.settings import SHARED_LAYER

_LAYERS = ["bridge", "buyers", "harbour", "nor", "nordic"]


def test_every_meeting_has_its_commit_and_its_tag(demo: Demo) -> None:
    tags = demo.git("tag", "--list").split()

    assert tags == [stage.meeting for stage in MEETINGS]


def test_commits_are_made_in_the_story_by_the_demonstration(demo: Demo) -> None:
    lines = demo.git("log", "--reverse", "--format=%as %cs %ae %ce").splitlines()

    author = "demo@workbook.example"
    assert lines == [f"{stage.day} {stage.day} {author} {author}" for stage in STAGES]


def test_a_commit_says_of_which_meeting_it_is(demo: Demo) -> None:
    subject = demo.git("log", "--format=%s", "--max-count=1", MEETINGS[0].meeting)

    assert subject == "Plan as of the meeting in Eastbridge, 28 September 2022\n"


def test_the_branch_is_called_main(demo: Demo) -> None:
    assert demo.git("symbolic-ref", "--short", "HEAD") == "main\n"


def test_nothing_is_changed_or_unknown_after_writing(demo: Demo) -> None:
    assert demo.git("status", "--porcelain") == ""


def test_the_shared_repository_ignores_the_layers(demo: Demo) -> None:
    assert demo.text(".gitignore") == "/layers/\n/out/\n"
    assert demo.git("ls-files", "layers") == ""


@pytest.mark.parametrize("layer", _LAYERS)
def test_every_layer_is_a_clean_repository_of_its_own(demo: Demo, layer: str) -> None:
    assert demo.git("rev-parse", "--show-toplevel", layer=layer).endswith(f"layers/{layer}\n")
    assert demo.git("status", "--porcelain", layer=layer) == ""


@pytest.mark.parametrize("layer", ["", *_LAYERS])
def test_git_finds_no_damage(demo: Demo, layer: str) -> None:
    assert demo.git("fsck", "--strict", layer=layer) == ""


def test_narrow_releases_stand_in_layers(demo: Demo) -> None:
    narrow = [
        record.layer
        for record in demo.workbook
        if record.data.release is not None and record.data.release.nations and not record.is_retired
    ]

    assert set(narrow) - {SHARED_LAYER}


def test_a_layer_holds_the_fuller_figure_of_a_shared_record(demo: Demo) -> None:
    fuller = [
        record
        for record in demo.workbook.of_kind(Kind.COMMITMENT)
        if record.layer != SHARED_LAYER and record.data.shared_as
    ]
    wider = [demo.workbook.records[record.data.shared_as] for record in fuller]

    assert fuller
    assert {record.layer for record in wider} == {SHARED_LAYER}


def test_the_plan_grows_from_meeting_to_meeting(demo: Demo) -> None:
    counts = [len(demo.git("ls-tree", "-r", "--name-only", stage.meeting).splitlines()) for stage in MEETINGS]

    assert counts == sorted(set(counts))


def test_figures_change_between_meetings(demo: Demo) -> None:
    changed = demo.git("diff", "--diff-filter=M", MEETINGS[0].meeting, "HEAD")

    assert "\n+status = " in changed
    assert "\n+quantity = " in changed
    assert "\n+[[amended]]" in changed


def test_the_past_names_nothing_that_was_not_there_yet(demo: Demo) -> None:
    errors = [
        finding.message
        for finding in demo.findings_at(MEETINGS[2].meeting, date(2023, 1, 25))
        if finding.severity is Severity.ERROR and finding.code != "WB706"
    ]

    assert errors == []
