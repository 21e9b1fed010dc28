"""Asking the shared repository while the rest is loaded: its answer counts, and nothing is told too early."""

from datetime import date

import pytest

from tests.cli.conftest import TODAY, Bench
from tests.desk.reviewing.test_proposing import _propose
from workbook.desk.reviewing import shared as sharing
from workbook.desk.reviewing.asking import asked_ahead
from workbook.desk.reviewing.shared import look
from workbook.desk.session import Session
from workbook.vcs.remotes import OfflineError


def _session(bench: Bench) -> Session:
    return Session.find(bench.folder, today=date.fromisoformat(TODAY))


def test_what_is_asked_ahead_is_not_asked_again(
    shared: Bench, ukraine: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    id = _propose(shared)
    monkeypatch.delattr(sharing, "fetch")

    with asked_ahead(ukraine.folder / "plans") as asked:
        found = look(_session(ukraine), asked=asked)

    assert found.open_ids == (id,)


def test_a_failure_is_told_when_the_answer_is_needed(ukraine: Bench) -> None:
    ukraine.git("remote", "set-url", "origin", "git://127.0.0.1:1/shared.git")

    with asked_ahead(ukraine.folder) as asked, pytest.raises(OfflineError):
        look(_session(ukraine), asked=asked)


def test_a_program_in_the_settings_is_not_run_and_told_later(ukraine: Bench) -> None:
    ukraine.git("config", "core.sshCommand", "touch ran;")

    with asked_ahead(ukraine.folder) as asked:
        assert asked is None


def test_of_layers_none_is_asked_before_it_is_known_which(ukraine: Bench) -> None:
    (ukraine.folder / "layers/nordic").mkdir(parents=True)

    with asked_ahead(ukraine.folder) as asked:
        assert asked is None


def test_another_repository_than_that_asked_is_asked_itself(
    shared: Bench, ukraine: Bench, usa: Bench
) -> None:
    with asked_ahead(usa.folder) as asked:
        shared.run("set", "NOR-C-7K3Q", "quantity=950")
        id = _propose(shared)
        found = look(_session(ukraine), asked=asked)

    assert found.open_ids == (id,)
