"""Branches that are forced back in the shared repository: what was said and published stays."""

import pytest

from tests.cli.conftest import Bench
from tests.desk.reviewing.test_adopting import MANIFEST
from tests.desk.reviewing.test_proposing import ITEM, _propose, _shared_tip
from tests.desk.reviewing.test_verdicts import PAID, TEXT, _said
from workbook.check.examples import COALITION


@pytest.fixture
def objected(shared: Bench, ukraine: Bench, usa: Bench) -> str:
    """A proposal that Ukraine approved, then objected to, as the United States saw."""
    shared.commit({PAID: TEXT})
    id = _propose(shared)
    _said(ukraine, id, "--verdict", "approve")
    approval = _shared_tip(ukraine, f"review/UKR/{id}")
    _said(ukraine, id, "--verdict", "object")
    assert "UKR objects" in usa.run("review", id).stdout
    usa.git("push", "--quiet", "--force", "origin", f"{approval}:refs/heads/review/UKR/{id}")
    return id


def test_an_objection_that_was_seen_is_not_lost(usa: Bench, objected: str) -> None:
    main = _shared_tip(usa, "main")

    looked, adopted = usa.run("review", objected), usa.run("adopt", objected)

    assert f"What UKR said of {objected} was set back on origin by a forced push" in looked.stderr
    assert "UKR objects" in looked.stdout
    assert adopted.exit_code == 1
    assert _shared_tip(usa, "main") == main


def test_plain_git_fetch_loses_it_no_more_than_sync_does(usa: Bench, objected: str) -> None:
    usa.git("fetch", "--quiet")

    synced, looked = usa.run("sync"), usa.run("review", objected)

    assert "set back on origin" in synced.stderr
    assert "UKR objects" in looked.stdout


def test_it_is_told_until_somebody_accepts_it(usa: Bench, objected: str) -> None:
    first = usa.run("proposals").stderr
    again = usa.run("proposals").stderr
    usa.git("update-ref", "-d", f"refs/workbook/seen/origin/review/UKR/{objected}")

    accepted = usa.run("review", objected)

    assert "set back" in first
    assert first == again
    assert accepted.stderr == ""
    assert "UKR approves" in accepted.stdout


def test_a_main_that_was_rewritten_stops_whoever_writes(shared: Bench, ukraine: Bench, usa: Bench) -> None:
    usa.run("proposals")
    before = usa.git("rev-parse", "origin/main")
    shared.commit({PAID: TEXT})
    id = _propose(shared)
    ukraine.git("commit", "--quiet", "--amend", "--message", "Something else")
    ukraine.git("push", "--quiet", "--force", "origin", "main")

    synced, adopted, listed = usa.run("sync"), usa.run("adopt", id), usa.run("proposals")

    assert (synced.exit_code, adopted.exit_code, listed.exit_code) == (2, 2, 0)
    assert "main of origin was rewritten by a forced push" in synced.stderr
    assert "was rewritten" in adopted.stderr
    assert "was rewritten" in listed.stderr
    assert usa.git("rev-parse", "origin/main") == before
    assert _shared_tip(usa, "main") == ukraine.git("rev-parse", "HEAD")


def test_a_proposal_is_its_authors_to_rewrite_and_that_is_told_once(shared: Bench, usa: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=800")
    id = _propose(shared)
    usa.run("proposals")
    shared.git("commit", "--quiet", "--amend", "--message", "Again")
    shared.git("push", "--quiet", "--force", "origin", f"proposal/{id}")

    first, again = usa.run("review", id), usa.run("review", id)

    assert f"{id} was rewritten on origin by a forced push: look at it anew." in first.stderr
    assert again.stderr == ""


def test_an_amended_proposal_and_a_second_review_are_no_news_of_this_kind(
    shared: Bench, ukraine: Bench, usa: Bench
) -> None:
    shared.commit({PAID: TEXT})
    id = _propose(shared)
    usa.run("proposals")
    _said(ukraine, id, "--verdict", "object")
    shared.run("set", "NOR-C-9D0M", "quantity=10")
    shared.run("propose")

    assert usa.run("proposals").stderr == ""


def test_a_back_dated_proposal_has_not_lain_there_before_it_was_seen(shared: Bench, usa: Bench) -> None:
    usa.commit({MANIFEST: f"{COALITION[MANIFEST]}\n[approval]\nsilence = true\nsilence_days = 10\n"})
    usa.git("push", "--quiet", "origin", "main")
    shared.git("pull", "--quiet")
    shared.commit({ITEM: COALITION[ITEM].replace("= 6", "= 9")})
    id = _propose(shared, "--silence-until", "2022-09-30")
    shared.git("commit", "--quiet", "--amend", "--no-edit", "--reset-author", at="2022-09-01T12:00:00Z")
    shared.git("push", "--quiet", "--force", "origin", f"proposal/{id}")

    adopted = usa.run("adopt", id, "--today", "2022-10-20")
    looked = usa.run("review", id, "--today", "2022-10-20")

    assert adopted.exit_code == 1
    assert "Whoever says nothing by 2" in looked.stdout
    assert usa.run("adopt", id, "--today", "2199-01-01").exit_code == 0
