"""Publishing from the screen of changes asks who must approve, as `sync` does."""

from datetime import date

import pytest

from tests.cli.conftest import COMMITMENT, TODAY, Bench
from tests.desk.reviewing.test_verdicts import PAID, TEXT
from workbook.desk.publishing.publishing import Publication, publish
from workbook.desk.publishing.states import layer_states
from workbook.desk.session import Session


def _published(bench: Bench) -> Publication:
    session = Session.open(bench.folder, today=date.fromisoformat(TODAY))
    (done,) = publish(session, layer_states(session))
    return done


def _shared_main(bench: Bench) -> str:
    return bench.git("ls-remote", "origin", "refs/heads/main").partition("\t")[0]


def test_what_needs_nobody_is_published(shared: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=950")

    assert _published(shared).words == "Published 1 change to origin/main."
    assert _shared_main(shared) == shared.git("rev-parse", "HEAD")


@pytest.mark.parametrize("branch", ["main", "work"])
def test_what_others_must_approve_is_named_and_goes_nowhere(shared: Bench, branch: str) -> None:
    main = _shared_main(shared)
    shared.git("switch", "--quiet", "--force-create", branch, "--track", "origin/main")
    shared.commit({PAID: TEXT})

    done = _published(shared)

    assert "NOR-C-9D0M needs UKR, as it is named as paying. Propose it." in done.refusal
    assert _shared_main(shared) == main
    assert shared.run("sync").exit_code == 1
    assert _shared_main(shared) == main


def test_what_belongs_to_another_is_named_too(ukraine: Bench) -> None:
    main = _shared_main(ukraine)
    text = (ukraine.folder / COMMITMENT).read_text()
    ukraine.commit({COMMITMENT: text.replace("900}\nvalue", "700}\nvalue")})

    assert "NOR-C-7K3Q needs NOR, as the record is its own." in _published(ukraine).refusal
    assert _shared_main(ukraine) == main
