"""What is known before one proposes, and the way between main and one's proposals."""

from datetime import date

import pytest

from tests.cli.conftest import COMMITMENT, TODAY, Bench
from tests.desk.reviewing.test_proposing import _propose
from workbook.desk.reviewing.proposing import NothingToProposeError, UnsavedError, WrongBranchError
from workbook.desk.reviewing.tabling import go_to_main, go_to_proposal, is_here, tabling
from workbook.desk.session import ReadOnlyError, Session
from workbook.vcs.revision import UnknownRevisionError
from workbook.vcs.shared_branch import NoRemoteError


def _session(bench: Bench, *, read_only: bool = False) -> Session:
    return Session.open(bench.folder, today=date.fromisoformat(TODAY), read_only=read_only)


def test_a_new_proposal_begins_with_what_is_not_published(shared: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    shared.run("set", "NOR-C-7K3Q", "title=Shells")

    found = tabling(_session(shared))

    assert (found.id, found.remote, found.changes, found.title) == ("", "origin", 2, "")
    assert [one.word for one in found.meetings] == ["2022-09-28-brussels"]


def test_on_the_branch_of_a_proposal_it_begins_with_what_that_says(shared: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    id = _propose(shared, "--purpose", "They wear out.", "--silence-until", "2022-10-20")
    shared.run("set", "NOR-C-7K3Q", "quantity=960")

    found = tabling(_session(shared))

    assert (found.id, found.changes, found.title) == (id, 1, "Fewer shells")
    assert (found.purpose, found.silence_until) == ("They wear out.", date(2022, 10, 20))


def test_what_cannot_be_proposed_is_refused_before_anything_is_asked(shared: Bench, norway: Bench) -> None:
    with pytest.raises(NothingToProposeError):
        tabling(_session(shared))

    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    with pytest.raises(ReadOnlyError):
        tabling(_session(shared, read_only=True))
    shared.write({COMMITMENT: "x = 1\n"})
    with pytest.raises(UnsavedError):
        tabling(_session(shared))
    shared.git("checkout", "--quiet", "--", ".")
    shared.git("switch", "--quiet", "--create", "talks")
    with pytest.raises(WrongBranchError):
        tabling(_session(shared))
    norway.git("remote", "remove", "origin")
    with pytest.raises(NoRemoteError):
        tabling(_session(norway))


def test_one_goes_from_a_proposal_to_main_and_back(shared: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    id = _propose(shared)
    tips = shared.git("for-each-ref")

    go_to_main(_session(shared))
    on_main = (shared.folder / COMMITMENT).read_text(), is_here(_session(shared), id)
    go_to_proposal(_session(shared), id)

    assert "about = 900" in on_main[0]
    assert not on_main[1]
    assert "quantity = 950" in (shared.folder / COMMITMENT).read_text()
    assert is_here(_session(shared), id)
    assert shared.git("status", "--porcelain") == ""
    assert shared.git("for-each-ref") == tips


def test_a_colleague_goes_to_the_branch_that_only_the_shared_repository_has(
    shared: Bench, ukraine: Bench
) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    id = _propose(shared)
    ukraine.git("config", "workbook.nation", "NOR")
    ukraine.git("fetch", "--quiet")

    go_to_proposal(_session(ukraine), id)

    assert ukraine.git("branch", "--show-current") == f"proposal/{id}"
    assert ukraine.git("rev-parse", "HEAD") == shared.git("rev-parse", "HEAD")
    with pytest.raises(UnknownRevisionError):
        go_to_proposal(_session(ukraine), "NOR-P-0000")


def test_nothing_unsaved_is_left_behind(shared: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    _propose(shared)
    shared.write({"plans/nations/NOR/lessons/NOR-L-0001.toml": 'title = "Ask"\n'})

    with pytest.raises(UnsavedError):
        go_to_main(_session(shared))
