"""The plan that the guard judges by: as main has it, whatever is kept of an earlier one."""

import pytest

from tests.cli.conftest import COMMITMENT, Bench
from tests.desk.guarding.contents.judged import Judged
from workbook.desk.guarding.standing_plan import standing_plan
from workbook.desk.opening import open_plan
from workbook.records.workbook import Workbook

NEW = "plans/nations/NOR/requests/NOR-R-55JK.toml"
KEPT = ("base", "index", "plan", "store-0")


def _told(workbook: Workbook) -> tuple[object, ...]:
    data = {id: record.data for id, record in workbook.records.items()}
    return [(file.path, file.blob, file.faults) for file in workbook.files], data, workbook.settings.digest


def _moved(judged: Judged, norway: Bench, count: int) -> str:
    """Let main hold so many records more, and one other; give its last commit."""
    requests = {NEW.replace("55JK", f"{number:04}"): 'title = "Fuel"\n' for number in range(count)}
    norway.commit({**requests, COMMITMENT: (norway.folder / COMMITMENT).read_text() + "# seen\n"})
    assert judged.push(norway) == ()
    return judged.refs["refs/heads/main"]


@pytest.mark.parametrize("count", [0, 5, 40])
def test_it_is_as_main_has_it_however_far_that_moved(judged: Judged, norway: Bench, count: int) -> None:
    standing_plan(judged.repository, judged.refs["refs/heads/main"])
    commit = _moved(judged, norway, count)

    found = standing_plan(judged.repository, commit)

    assert _told(found) == _told(open_plan(judged.folder, at=commit).workbook)


@pytest.mark.parametrize("name", KEPT)
@pytest.mark.parametrize("data", [b"", b"x" * 400])
def test_what_is_damaged_of_what_is_kept_counts_as_gone(
    judged: Judged, norway: Bench, name: str, data: bytes
) -> None:
    commit = _moved(judged, norway, 3)
    (judged.folder / "workbook" / "guard" / name).write_bytes(data)

    found = standing_plan(judged.repository, commit)

    assert _told(found) == _told(open_plan(judged.folder, at=commit).workbook)


def test_what_was_refused_is_not_kept(judged: Judged, norway: Bench) -> None:
    commit = _moved(judged, norway, 3)
    norway.commit({"plans/workbook.toml": 'secretariat = "NOR"\n'})
    assert judged.push(norway)

    assert _told(standing_plan(judged.repository, commit)) == _told(
        open_plan(judged.folder, at=commit).workbook
    )
