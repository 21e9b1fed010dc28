"""Who pushes: exactly the one variable that the server's file names, mapped to a nation; else nobody."""

import pytest

from tests.cli.conftest import COMMITMENT, Bench
from tests.desk.guarding.server import Server, push, refused, taken


def _changed(norway: Bench) -> None:
    text = (norway.folder / COMMITMENT).read_text()
    norway.commit({COMMITMENT: text.replace("900}", "800}", 1)})


def test_own_change_is_taken_in_and_stands_in_the_journal(server: Server, norway: Bench) -> None:
    _changed(norway)
    old, new = norway.git("rev-parse", "origin/main"), norway.git("rev-parse", "HEAD")

    taken(server, norway, "main")

    entry = server.journal()[-1]
    assert (entry["account"], entry["nation"], entry["ref"]) == ("nor-staff", "NOR", "refs/heads/main")
    assert (entry["old"], entry["new"]) == (old, new)
    assert server.git("rev-parse", "main") == new


def test_without_an_identity_nothing_is_taken_in(server: Server, norway: Bench) -> None:
    _changed(norway)

    assert "does not say who pushes (WORKBOOK_ACCOUNT is not set)" in refused(
        server, norway, "main", account=""
    )


def test_an_account_that_is_not_listed_may_not_push(server: Server, norway: Bench) -> None:
    _changed(norway)

    assert "'nor-guest' speaks for no nation" in refused(server, norway, "main", account="nor-guest")


@pytest.mark.parametrize("name", ["GL_USER", "REMOTE_USER", "workbook_account", "WORKBOOK_NATION"])
def test_another_variable_says_nothing(server: Server, norway: Bench, name: str) -> None:
    _changed(norway)

    assert "does not say who pushes" in refused(server, norway, "main", account="", **{name: "nor-staff"})


def test_the_address_of_the_author_and_the_setting_of_the_nation_are_not_believed(
    server: Server, sweden: Bench
) -> None:
    sweden.git("config", "workbook.nation", "NOR")
    sweden.git("config", "user.email", "nor@example.org")

    said = refused(server, sweden, "HEAD:refs/heads/proposal/NOR-P-7K3Q")

    assert "proposal/NOR-P-7K3Q is written by NOR alone, and you push for SWE." in said


def test_a_file_of_the_server_that_says_the_unknown_closes_it(server: Server, norway: Bench) -> None:
    _changed(norway)
    server.configure("[rules]\nrequire_signd = true\n")
    before = server.refs()

    pushed = push(norway, "main")

    assert not pushed.is_taken
    assert "says what is not known" in pushed.said
    assert "until the keeper of the server mends it, nothing can be pushed." in pushed.said
    assert server.refs() == before
