"""Which refs there may be, who writes each, and how each may move; every attack by a real push."""

import re

import pytest

from tests.cli.conftest import COMMITMENT, Bench
from tests.desk.guarding.server import Server, push, refused, taken

ID = "NOR-P-7K3Q"
PROPOSAL = f"refs/heads/proposal/{ID}"
REVIEW = f"refs/heads/review/SWE/{ID}"
RECORD = f"plans/nations/NOR/proposals/{ID}.toml"
RECORD_TEXT = 'title = "Fewer shells"\nopened_on = 2022-09-28\n'


def _propose(norway: Bench, server: Server, quantity: int = 800) -> None:
    text = (norway.folder / COMMITMENT).read_text()
    changed = re.sub(r"about = \d+", f"about = {quantity}", text)
    norway.commit({COMMITMENT: changed, RECORD: RECORD_TEXT})
    taken(server, norway, f"+HEAD:{PROPOSAL}")


def _say(nation: Bench, server: Server, verdict: str, review: str = "7K3Q", replaces: str = "") -> None:
    code = nation.folder.name
    text = f'proposal = "{ID}"\nverdict = "{verdict}"\non = 2022-09-28T1{len(replaces) and 1}:00:00Z\n'
    text += f'replaces = "{replaces}"\n' if replaces else ""
    nation.commit({f"plans/nations/{code}/reviews/{code}-V-{review}.toml": text})
    taken(server, nation, f"HEAD:refs/heads/review/{code}/{ID}")


@pytest.mark.parametrize(
    "name",
    [
        "refs/heads/proposal",
        "refs/heads/Main",
        "refs/heads/main2",
        "refs/heads/feature",
        "refs/heads/main/x",
        "refs/heads/proposal/NOR",
        "refs/heads/proposal/NOR-P-7K3Q/x",
        "refs/heads/proposal/nor-P-7K3Q",
        "refs/heads/proposal/NOR-P-7k3q",
        "refs/heads/proposal/NOR-P-７K3Q",
        "refs/heads/review/NOR",
        "refs/heads/review/NOR/7K3Q",
        "refs/replace/{head}",
        "refs/notes/commits",
        "refs/changes/01/1/1",
        "refs/meta/config",
        "refs/tags/main",
        "refs/tags/proposal",
        "refs/tags/HEAD",
        "refs/tags/v1/x",
        "refs/remotes/origin/main",
    ],
)
def test_a_ref_that_there_may_not_be_is_refused(server: Server, norway: Bench, name: str) -> None:
    norway.git("commit", "--quiet", "--allow-empty", "--message", "x")
    place = name.format(head=norway.git("rev-parse", "HEAD"))

    assert "is none of the refs that there are here" in refused(server, norway, f"HEAD:{place}")


@pytest.mark.parametrize("name", [PROPOSAL, "refs/heads/review/NOR/USA-P-7K3Q"])
def test_a_ref_of_another_nation_is_refused(server: Server, sweden: Bench, name: str) -> None:
    said = refused(server, sweden, f"HEAD:{name}")

    assert "is written by NOR alone, and you push for SWE." in said


def test_main_is_not_deleted(server: Server, usa: Bench) -> None:
    assert "main is the plan, and is never deleted." in refused(server, usa, ":main")


def test_main_does_not_move_back(server: Server, norway: Bench) -> None:
    norway.commit({COMMITMENT: (norway.folder / COMMITMENT).read_text() + "# More\n"})
    taken(server, norway, "main")

    assert "main moves forward only" in refused(server, norway, "+HEAD~1:main")


def test_main_of_another_history_is_refused(server: Server, norway: Bench) -> None:
    norway.git("switch", "--quiet", "--orphan", "other")
    norway.commit({"plans/workbook.toml": 'format = 1\ntitle = "Mine"\nsecretariat = "NOR"\n'})

    assert "main moves forward only" in refused(server, norway, "+HEAD:main")


def test_main_is_pushed_alone(server: Server, norway: Bench) -> None:
    _propose(norway, server)

    said = refused(server, norway, "HEAD:main", f":{PROPOSAL}")

    assert "main is pushed alone" in said


def test_of_many_refs_none_is_taken_in_where_one_is_refused(server: Server, norway: Bench) -> None:
    said = refused(server, norway, f"HEAD:{PROPOSAL}", "HEAD:refs/heads/mine")

    assert "refs/heads/mine is none of the refs" in said


def test_an_open_proposal_is_not_deleted_and_a_withdrawn_one_is(server: Server, norway: Bench) -> None:
    _propose(norway, server)

    said = refused(server, norway, f":{PROPOSAL}")
    norway.commit({RECORD: RECORD_TEXT + 'retired = {on = 2022-09-28, reason = "Withdrawn."}\n'})
    taken(server, norway, f"HEAD:{PROPOSAL}")
    taken(server, norway, f":{PROPOSAL}")

    assert f"is open; withdraw it first, by `workbook withdraw {ID}`" in said
    assert "proposal" not in server.refs()


def test_an_adopted_proposal_is_deleted(server: Server, norway: Bench) -> None:
    _propose(norway, server)
    taken(server, norway, "HEAD:main")

    taken(server, norway, f":{PROPOSAL}")

    assert "proposal" not in server.refs()


def test_a_proposal_is_rebased_while_nobody_speaks_against_it(
    server: Server, norway: Bench, sweden: Bench
) -> None:
    _propose(norway, server)
    _say(sweden, server, "approve")
    norway.git("reset", "--quiet", "--hard", "origin/main")

    _propose(norway, server, quantity=800)

    assert server.git("rev-parse", PROPOSAL) == norway.git("rev-parse", "HEAD")


@pytest.mark.parametrize("verdict", ["object", "reserve"])
def test_a_proposal_is_not_forced_once_somebody_speaks_against_it(
    server: Server, norway: Bench, sweden: Bench, verdict: str
) -> None:
    _propose(norway, server)
    _say(sweden, server, verdict)
    norway.git("reset", "--quiet", "--hard", "origin/main")
    norway.commit({RECORD: RECORD_TEXT})

    assert "has been spoken against by SWE" in refused(server, norway, f"+HEAD:{PROPOSAL}")


def test_a_proposal_is_not_moved_back_from_under_a_review(
    server: Server, norway: Bench, sweden: Bench
) -> None:
    _propose(norway, server)
    _propose(norway, server, quantity=700)
    _say(sweden, server, "comment")

    assert "has been reviewed, so it is not moved back" in refused(server, norway, f"+HEAD~1:{PROPOSAL}")


def test_a_review_is_neither_forced_back_nor_deleted(server: Server, norway: Bench, sweden: Bench) -> None:
    _propose(norway, server)
    _say(sweden, server, "approve")
    _say(sweden, server, "object", review="8M4R", replaces="SWE-V-7K3Q")

    assert "moves forward only" in refused(server, sweden, f"+HEAD~1:{REVIEW}")
    assert "is never deleted" in refused(server, sweden, f":{REVIEW}")


def test_a_review_of_no_proposal_is_refused(server: Server, sweden: Bench) -> None:
    assert "there is no such proposal" in refused(server, sweden, f"HEAD:{REVIEW}")


@pytest.mark.parametrize("what", ["HEAD^{tree}", f"HEAD:{COMMITMENT}"])
def test_what_is_no_commit_is_refused(server: Server, norway: Bench, what: str) -> None:
    _propose(norway, server)
    id_ = norway.git("rev-parse", what)

    assert "names no commit" in refused(server, norway, f"+{id_}:{PROPOSAL}")


def test_the_secretariat_tags_a_meeting_and_the_tag_stays(server: Server, usa: Bench) -> None:
    tag = "refs/tags/2022-09-28-brussels"
    usa.git("tag", "--annotate", "--message", "As agreed", "2022-09-28-brussels")
    taken(server, usa, tag)
    usa.commit({"plans/nations/USA/nation.toml": 'name = "USA"\n'})
    taken(server, usa, "main")

    assert "is never moved or deleted" in refused(server, usa, f"+HEAD:{tag}")
    assert "is never moved or deleted" in refused(server, usa, f":{tag}")


@pytest.mark.parametrize(
    ("who", "source", "tag", "words"),
    [
        ("NOR", "HEAD", "2022-09-28-brussels", "tags are made by the secretariat, USA."),
        ("USA", "HEAD", "2022-10-12-brussels", "must be the id of a meeting"),
        ("USA", "HEAD^{tree}", "2022-09-28-brussels", "must name a commit of main."),
        ("USA", "new", "2022-09-28-brussels", "must name a commit of main."),
    ],
)
def test_other_tags_are_refused(server: Server, who: str, source: str, tag: str, words: str) -> None:
    bench = server.clone(who)
    if source == "new":
        bench.git("commit", "--quiet", "--allow-empty", "--message", "x")
        source = "HEAD"

    assert words in refused(server, bench, f"{bench.git('rev-parse', source)}:refs/tags/{tag}")


def test_who_was_slower_is_told_so(server: Server, norway: Bench, sweden: Bench) -> None:
    norway.commit({COMMITMENT: (norway.folder / COMMITMENT).read_text() + "# More\n"})
    hook = server.folder / "hooks" / "pre-receive"
    text, other = hook.read_text(), server.git("commit-tree", "-p", "main", "-m", "x", "main^{tree}")
    hook.write_text(text.replace("python=", f"git update-ref refs/heads/main {other}\npython=", 1))
    environment = "env -u GIT_QUARANTINE_PATH -u WORKBOOK_ACCOUNT git"
    hook.write_text(hook.read_text().replace("git update-ref", f"{environment} update-ref"))

    pushed = push(norway, "main")

    assert not pushed.is_taken
    assert "somebody was faster: main moved meanwhile" in pushed.said
    assert server.git("rev-parse", "main") == other


def test_nothing_moves_that_was_not_judged(server: Server, norway: Bench) -> None:
    norway.commit({COMMITMENT: (norway.folder / COMMITMENT).read_text() + "# More\n"})
    (server.folder / "hooks" / "pre-receive").chmod(0o644)
    before = server.refs()

    pushed = push(norway, "main")

    assert not pushed.is_taken
    assert "This was not judged to move so" in pushed.said
    assert server.refs() == before


def test_without_its_interpreter_the_guard_refuses(server: Server, norway: Bench) -> None:
    norway.commit({COMMITMENT: (norway.folder / COMMITMENT).read_text() + "# More\n"})
    for hook in (server.folder / "hooks").iterdir():
        hook.write_text(re.sub("(?m)^python=.*", "python=/nowhere/python", hook.read_text()))

    pushed = push(norway, "main")

    assert not pushed.is_taken
    assert "/nowhere/python is gone, so nothing can be judged or taken in" in pushed.said


def test_an_adopted_proposal_is_not_taken_up_again_with_what_was_said_of_it(
    server: Server, norway: Bench
) -> None:
    _propose(norway, server)
    taken(server, norway, "HEAD:main")
    norway.commit({COMMITMENT: (norway.folder / COMMITMENT).read_text() + "# More\n"})

    moved = refused(server, norway, f"HEAD:{PROPOSAL}")
    taken(server, norway, f":{PROPOSAL}")
    made = refused(server, norway, f"HEAD:{PROPOSAL}")

    assert "was adopted, and what was said of it was said of that" in moved
    assert "workbook propose" in made


def test_no_approval_is_inherited_by_a_proposal_made_anew_under_its_id(
    server: Server, norway: Bench, sweden: Bench
) -> None:
    _propose(norway, server)
    _say(sweden, server, "approve")
    proposed = norway.git("rev-parse", "HEAD")
    norway.commit({RECORD: RECORD_TEXT + 'retired = {on = 2022-09-28, reason = "Withdrawn."}\n'})
    taken(server, norway, f"HEAD:{PROPOSAL}")
    taken(server, norway, f":{PROPOSAL}")

    said = refused(server, norway, f"{proposed}:{PROPOSAL}")

    assert "was there before, and reviewed by SWE; propose under a new id" in said
