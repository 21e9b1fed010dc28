"""What is foreseen of an adoption is what comes of it, or is not used; and nothing of it is left behind."""

from collections.abc import Iterator
from datetime import date

import pytest

from tests.cli.conftest import COMMITMENT, TODAY, Bench
from tests.desk.reviewing.test_proposing import _propose, _shared_tip
from workbook.change.affected import prints_of
from workbook.desk.reviewing.foreseen import Foreseen, _Work, foreseen
from workbook.desk.reviewing.proposed import read_proposed
from workbook.desk.reviewing.shared import SharedPlan, look
from workbook.desk.session import Session
from workbook.records import workers
from workbook.records.making import read_contents
from workbook.records.source import blob_id
from workbook.records.workbook import PlanFile
from workbook.vcs.merging import merged_tree
from workbook.vcs.plumbing import Repository

REQUEST = "plans/nations/NOR/requests/NOR-R-55JK.toml"


@pytest.fixture(autouse=True)
def _helped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_can_fork", lambda: True)


@pytest.fixture
def proposal(shared: Bench) -> str:
    """A proposal that changes one record and adds one."""
    shared.commit({REQUEST: 'title = "Fuel"\nquantity = 5\n'})
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    return _propose(shared)


def _looked(bench: Bench) -> SharedPlan:
    return look(Session.find(bench.folder, today=date.fromisoformat(TODAY)))


def _left(bench: Bench) -> list[str]:
    return [path.name for path in bench.folder.rglob("*.new")]


def _data(file: PlanFile) -> object:
    return file.record.data if file.record is not None else file.faults


def _seen(bench: Bench, id: str) -> "Iterator[Foreseen]":
    with foreseen(Repository.find(bench.folder), "origin", id) as found:
        assert found is not None
        yield found


def test_what_is_foreseen_is_what_is_worked_out(usa: Bench, proposal: str) -> None:
    plan = _looked(usa)
    proposed = read_proposed(plan, proposal)
    parts = proposed.joining.parts
    before, after = proposed.net

    for seen in _seen(usa, proposal):
        read, written = seen.files(), seen.written()
        assert seen.parts(plan.seen.main, proposed.tip) == parts
        assert {*seen.contents().values()} == {*before.values(), *after.values()} - {None}
        assert seen.prints() == prints_of(before, after)
        assert {path: (file.blob, _data(file)) for path, file in read.items()} == {
            path: (blob_id(data), _data(read_contents(path, data))) for path, data in after.items() if data
        }
        assert seen.tree() == merged_tree(plan.repository, parts, {})
        assert [*written[0].ready({path: step.after for path, step in parts.taken.items()})] == [COMMITMENT]
        assert len(_left(usa)) == 1
    assert _left(usa) == []


def test_what_nobody_asks_for_is_taken_away(usa: Bench, proposal: str) -> None:
    _looked(usa)

    for seen in _seen(usa, proposal):
        assert seen._helper.is_done()
        assert _left(usa) != []

    assert _left(usa) == []


def test_where_main_moved_on_nothing_of_it_holds(usa: Bench, shared: Bench, proposal: str) -> None:
    before = _looked(usa)
    shared.git("switch", "--quiet", "main")
    shared.commit({REQUEST: 'title = "Food"\n'})
    shared.git("push", "--quiet", "origin", "main")

    for seen in _seen(usa, proposal):
        assert seen.parts(before.seen.main, before.tip(proposal)) is not None
        assert seen.parts(_looked(usa).seen.main, before.tip(proposal)) is None


def test_where_the_proposal_moved_on_nothing_of_it_holds(usa: Bench, shared: Bench, proposal: str) -> None:
    before = _looked(usa)

    for seen in _seen(usa, proposal):
        assert seen.parts(before.seen.main, before.tip(proposal)) is not None
        shared.run("set", "NOR-C-7K3Q", "quantity=951")
        shared.run("propose")
        after = _looked(usa)
        assert seen.parts(after.seen.main, after.tip(proposal)) is None


@pytest.mark.parametrize("id", ["NOR-P-0000", "*", "../main", ""])
def test_of_what_is_not_known_nothing_is_foreseen(usa: Bench, id: str) -> None:
    main = _looked(usa).seen.main

    for seen in _seen(usa, id):
        assert seen.parts(main, main) is None


def test_on_another_branch_no_file_is_written(usa: Bench, proposal: str) -> None:
    _looked(usa)
    usa.git("switch", "--quiet", "--create", "work")

    for seen in _seen(usa, proposal):
        assert seen.written() != []
        assert _left(usa) == []


def test_where_main_changed_the_same_file_only_what_changes_is_foreseen(usa: Bench, proposal: str) -> None:
    text = (usa.folder / COMMITMENT).read_text()
    usa.commit({COMMITMENT: text.replace("made_on = 2022-09-20\n", 'made_on = 2022-09-20\nvia = "Rail"\n')})
    usa.git("push", "--quiet", "origin", "main")
    plan = _looked(usa)

    for seen in _seen(usa, proposal):
        assert seen.parts(plan.seen.main, plan.tip(proposal)) is not None
        assert (seen.contents(), seen.files(), seen.prints(), seen.written()) == ({}, {}, {}, [])
    assert usa.run("adopt", proposal).exit_code == 0

    merged = usa.git("show", f"origin/main:{COMMITMENT}")
    assert ("quantity = 950" in merged, 'via = "Rail"' in merged) == (True, True)


@pytest.mark.parametrize("step", ["begin", "read", "sign", "understand", "plant", "write"])
def test_adopting_goes_on_where_a_step_fails(
    usa: Bench, proposal: str, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: _Work) -> None:
        raise OSError

    _looked(usa)
    monkeypatch.setattr(_Work, step, fail)

    done = usa.run("adopt", proposal)

    assert done.exit_code == 0
    assert usa.git("rev-parse", "HEAD") == _shared_tip(usa, "main")
    assert usa.git("status", "--porcelain") == ""
    assert "quantity = 950" in (usa.folder / COMMITMENT).read_text()
