"""What the secretariat noted for a nation, once that nation speaks for itself."""

from pathlib import Path

import pytest

from tests.cli.conftest import Bench
from tests.desk.publishing.sharing import clone

NOTED = "plans/recorded/SWE/requests/SWE-R-22CD.toml"
OWN = "plans/nations/SWE/requests/SWE-R-22CD.toml"


@pytest.fixture
def sweden(shared: Bench, tmp_path: Path) -> Bench:
    """Sweden's clone."""
    return clone(tmp_path / "shared.git", tmp_path / "sweden", nation="SWE", email="sthlm@example.org")


def _synced(bench: Bench) -> str:
    done = bench.run("sync")
    assert done.exit_code == 0, done.stdout + done.stderr
    return done.stdout


def _on_main(bench: Bench) -> list[str]:
    bench.git("fetch", "--quiet")
    return bench.git("ls-tree", "-r", "--name-only", "origin/main").splitlines()


def _renamed(bench: Bench, path: str, title: str) -> None:
    text = (bench.folder / path).read_text()
    bench.commit({path: text.replace('"Barrels"', f'"{title}"')})


def test_its_next_sync_clears_away_what_it_confirmed(sweden: Bench) -> None:
    assert sweden.run("confirm", "SWE-R-22CD").exit_code == 0
    before = _on_main(sweden)

    told = _synced(sweden)

    assert NOTED in before
    assert "Cleared away what your own records replace: SWE-R-22CD." in told
    assert (NOTED in _on_main(sweden), OWN in _on_main(sweden)) == (False, True)
    assert not (sweden.folder / NOTED).exists()
    assert sweden.git("status", "--porcelain") == ""
    assert sweden.run("check").exit_code == 0
    assert _synced(sweden) == "Nothing new: all is as on origin/main.\n"


def test_the_secretariat_clears_it_away_too(sweden: Bench, usa: Bench) -> None:
    sweden.run("confirm", "SWE-R-22CD")
    sweden.git("push", "--quiet", "origin", "HEAD:main")

    assert "Cleared away" in _synced(usa)
    assert NOTED not in _on_main(usa)


def test_nobody_else_does(shared: Bench, sweden: Bench) -> None:
    sweden.run("confirm", "SWE-R-22CD")
    sweden.git("push", "--quiet", "origin", "HEAD:main")

    assert "Cleared" not in _synced(shared)
    assert NOTED in _on_main(shared)


def test_what_was_noted_anew_meanwhile_stays_until_it_is_taken_up(sweden: Bench, usa: Bench) -> None:
    sweden.run("confirm", "SWE-R-22CD")
    _renamed(usa, NOTED, "Gun barrels")
    _synced(usa)

    told = _synced(sweden)
    before = _on_main(sweden)
    sweden.run("set", "SWE-R-22CD", "title=Gun barrels")
    later = _synced(sweden)

    assert 'SWE-R-22CD was noted anew since you took it over: title from "Barrels" to "Gun barrels".' in told
    assert {NOTED, OWN} <= set(before)
    assert "Cleared away" in later
    assert NOTED not in _on_main(sweden)


def test_what_is_noted_anew_after_it_was_cleared_away_is_not_lost(sweden: Bench, usa: Bench) -> None:
    sweden.run("confirm", "SWE-R-22CD")
    _synced(sweden)
    _renamed(usa, NOTED, "Gun barrels")

    done = usa.run("sync")

    assert done.exit_code == 1
    assert "SWE-R-22CD needs SWE, as the record is its own. Take your change back by `workbook undo`" in (
        done.stdout
    )
    assert "Gun barrels" in (usa.folder / OWN).read_text()
    assert "Gun barrels" not in usa.git("show", f"origin/main:{OWN}")


def test_what_is_not_saved_there_stays(sweden: Bench) -> None:
    sweden.run("confirm", "SWE-R-22CD")
    sweden.write({NOTED: 'title = "In work"\nquantity = 3\n'})

    sweden.run("sync")

    assert (sweden.folder / NOTED).read_text() == 'title = "In work"\nquantity = 3\n'
