"""What changed since: told of the state that is named, for who may see both, and never of a commit."""

import pytest

from .conftest import COMMITMENT, Bench

MEETING = "2022-09-28-brussels"


@pytest.fixture
def changed(plan: Bench) -> Bench:
    """Give a plan whose commitment was raised after the day of the first commit."""
    plan.commit({})
    text = (plan.folder / COMMITMENT).read_text()
    plan.commit({COMMITMENT: text.replace("{about = 900}", "1200")})
    return plan


def _brief(plan: Bench, *words: str, audience: str = "NOR") -> str:
    done = plan.run("render", "outcome", MEETING, "--for", audience, *words)
    assert done.exit_code == 0, done.stderr
    return done.stdout


def test_change_is_told_with_the_day_of_the_earlier_state(changed: Bench) -> None:
    paper = _brief(changed, "--since", "HEAD~1")

    assert "## What changed since " in paper
    assert "quantity now 1,200 (was about 900)" in paper
    assert changed.git("rev-parse", "--short", "HEAD~1").strip() not in paper


def test_both_states_may_lie_in_the_past(changed: Bench) -> None:
    changed.git("rm", "-q", COMMITMENT)
    changed.commit({})

    paper = _brief(changed, "--since", "HEAD~2", "--at", "HEAD~1")

    assert "quantity now 1,200 (was about 900)" in paper


def test_nothing_changed_is_said(changed: Bench) -> None:
    assert "Nothing that is released to the readers of this paper has changed." in _brief(
        changed, "--since", "HEAD"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--since", "nowhere"], "No commit is called 'nowhere'"),
        (["--since", "HEAD", "--at", "HEAD~1"], "is later than HEAD~1"),
        (["--since", "2199-01-01"], "is later than 2022-09-28"),
        (["--since", "empty"], "is a commit without plans/workbook.toml"),
    ],
)
def test_state_that_cannot_be_compared_with_is_one_sentence(
    changed: Bench, words: list[str], said: str
) -> None:
    tree = changed.git("hash-object", "-t", "tree", "-w", "/dev/null").strip()
    commit = changed.git("commit-tree", tree, "-m", "Empty").strip()
    changed.git("tag", "empty", commit)

    done = changed.run("render", "agenda", MEETING, "--for", "NOR", *words)

    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert said in done.stderr


def test_what_was_hidden_then_is_new(changed: Bench) -> None:
    text = (changed.folder / COMMITMENT).read_text()
    changed.commit({COMMITMENT: f'release = "national"\n{text}'})
    changed.commit({COMMITMENT: text.replace("1200", "77")})

    paper = _brief(changed, "--since", "HEAD~1", audience="SWE")

    assert "**New:**" in paper
    assert "**Changed:**" not in paper
    assert "1,200" not in paper


def test_a_brief_tells_what_changed_beside_the_agenda(changed: Bench) -> None:
    done = changed.run("render", "brief", MEETING, "--for", "NOR", "--since", "HEAD~1")

    headings = [line for line in done.stdout.splitlines() if line.startswith("## ")]
    assert [line.startswith("## What changed since ") for line in headings].index(True) <= 2
    assert headings[-1].startswith("## What changed since ") is False
