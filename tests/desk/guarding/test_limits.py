"""How much a push may bring: bounded before it is read, and judged within bounds of time and memory."""

import os
import re
import signal
import subprocess
import time

import pytest

from tests.cli.conftest import COMMITMENT, Bench
from tests.desk.guarding.server import Server, push, refused, taken

PROPOSAL = "refs/heads/proposal/NOR-P-7K3Q"


def _text(norway: Bench) -> str:
    return (norway.folder / COMMITMENT).read_text()


def _object(bench: Bench, kind: str, data: bytes) -> str:
    done = subprocess.run(
        ["git", "hash-object", "-t", kind, "-w", "--literally", "--stdin"],
        cwd=bench.folder,
        input=data,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode().strip()


def _commit_of(bench: Bench, tree: str) -> str:
    return bench.git("commit-tree", tree, "-p", "HEAD", "-m", "x")


def _tree(bench: Bench, *entries: tuple[str, str, str]) -> str:
    data = b"".join(f"{mode} {name}\0".encode() + bytes.fromhex(id_) for mode, name, id_ in entries)
    return _object(bench, "tree", data)


def _with(bench: Bench, tree: str, place: str, mode: str, id_: str) -> str:
    """Give a tree in which a path stands for something, byte by byte as it is told."""
    lines = [re.split(r"[ \t]", line) for line in bench.git("ls-tree", tree).splitlines()]
    entries = {name: (mode.lstrip("0"), id_) for mode, _, id_, name in lines}
    first, _, rest = place.partition("/")
    entries[first] = ("40000", _with(bench, entries[first][1], rest, mode, id_)) if rest else (mode, id_)
    ordered = sorted(entries, key=lambda name: name + "/" * (entries[name][0] == "40000"))
    return _tree(bench, *[(entries[name][0], name, entries[name][1]) for name in ordered])


def test_thousands_of_refs_are_refused_unread(server: Server, norway: Bench) -> None:
    names = [f"HEAD:refs/heads/proposal/NOR-P-{number:04}" for number in range(1_000)]
    before = server.refs()

    pushed = push(norway, *names)

    assert not pushed.is_taken
    assert "A push may move 16 branches and tags at most" in pushed.said
    assert server.refs() == before
    assert len(server.journal()) == 17


def test_a_tree_bomb_is_refused(server: Server, norway: Bench) -> None:
    blob = _object(norway, "blob", b"boom\n")
    tree = _tree(norway, *[("100644", f"f{number}", blob) for number in range(10)])
    for _ in range(6):
        tree = _tree(norway, *[("40000", f"d{number}", tree) for number in range(10)])

    said = refused(server, norway, f"{_commit_of(norway, tree)}:{PROPOSAL}")

    assert "unfolds to more than 200,000 paths" in said


def test_folders_without_end_are_refused(server: Server, norway: Bench) -> None:
    tree = _tree(norway, ("100644", "f", _object(norway, "blob", b"x\n")))
    for _ in range(50):
        tree = _tree(norway, ("40000", "d", tree))

    said = refused(server, norway, f"{_commit_of(norway, tree)}:{PROPOSAL}")

    assert "has folders more than 8 deep" in said


@pytest.mark.parametrize("place", ["plans/nations/UKR/requests/UKR-R-99ZZ.toml", "Templates"])
def test_an_empty_folder_is_refused_as_no_diff_shows_it(server: Server, norway: Bench, place: str) -> None:
    empty = _object(norway, "tree", b"")
    tree = _with(norway, "HEAD", place, "40000", empty)

    assert "holds an empty folder" in refused(server, norway, f"{_commit_of(norway, tree)}:main")


@pytest.mark.parametrize(
    ("place", "mode"),
    [("plans/nations/UKR", "40755"), ("plans/nations/UKR/requests", "040000"), (COMMITMENT, "100664")],
)
def test_a_mode_that_git_does_not_write_is_refused_as_no_diff_shows_it(
    server: Server, norway: Bench, place: str, mode: str
) -> None:
    id_ = norway.git("rev-parse", f"HEAD:{place}")
    commit = _commit_of(norway, _with(norway, "HEAD", place, mode, id_))
    before = server.refs()

    pushed = push(norway, f"{commit}:main")

    assert norway.git("diff", "--stat", "HEAD", commit) == ""
    assert not pushed.is_taken
    assert "file modes" in pushed.said
    assert server.refs() == before


def test_known_folders_put_in_many_places_are_counted(server: Server, norway: Bench) -> None:
    server.configure("entries = 60\n")
    plans = norway.git("rev-parse", "HEAD:plans")
    tree = _tree(norway, *[("40000", f"p{number}", plans) for number in range(9)])

    said = refused(server, norway, f"{_commit_of(norway, tree)}:{PROPOSAL}")

    assert "unfolds to more than 60 paths" in said


def test_a_sparse_giant_file_is_refused(server: Server, norway: Bench) -> None:
    with (norway.folder / COMMITMENT).open("ab") as file:
        file.truncate(24 << 20)
    norway.git("commit", "--quiet", "--all", "--message", "x")

    said = refused(server, norway, "main")

    assert "has 25,165,824 bytes, and at most 4,194,304 are taken" in said


def test_a_giant_message_is_refused(server: Server, norway: Bench) -> None:
    text = norway.folder / "message"
    text.write_bytes(b"x" * (2 << 20))
    norway.git("commit", "--quiet", "--allow-empty", "--file", str(text))

    assert "the commit" in (said := refused(server, norway, "main"))
    assert "at most 1,048,576 are taken" in said


def test_a_pack_beyond_what_git_takes_leaves_nothing(server: Server, norway: Bench) -> None:
    server.git("config", "receive.maxInputSize", "100k")
    (norway.folder / "noise").write_bytes(os.urandom(300_000))
    norway.git("add", "noise")
    norway.git("commit", "--quiet", "--message", "x")
    before = server.refs()

    pushed = push(norway, "main")

    assert not pushed.is_taken
    assert "maximum allowed size" in pushed.said
    assert server.refs() == before


def test_a_number_without_end_is_refused(server: Server, norway: Bench) -> None:
    norway.commit({COMMITMENT: re.sub("quantity = .*", "quantity = 1E99999999", _text(norway), count=1)})

    assert "exponent beyond" in refused(server, norway, "main")


def test_commits_without_end_are_refused(server: Server, norway: Bench) -> None:
    server.configure("commits = 5\n")
    for _ in range(6):
        norway.git("commit", "--quiet", "--allow-empty", "--message", "x")

    assert "more than 5 new commits" in refused(server, norway, f"HEAD:{PROPOSAL}")


@pytest.mark.parametrize(
    ("limit", "words"),
    [("objects = 3\n", "more than 3 objects"), ("bytes = 300\n", "more than 300 bytes")],
)
def test_number_and_size_of_objects_are_bounded(
    server: Server, norway: Bench, limit: str, words: str
) -> None:
    server.configure(limit)
    norway.commit({COMMITMENT: _text(norway) + "# More\n"})

    assert words in refused(server, norway, "main")


def test_open_proposals_of_a_nation_are_bounded(server: Server, norway: Bench) -> None:
    server.configure("open_proposals = 1\n")
    for number in (1, 2):
        record = f"plans/nations/NOR/proposals/NOR-P-000{number}.toml"
        norway.git("switch", "--quiet", "--create", f"p{number}", "main")
        norway.commit(
            {record: 'title = "More"\nopened_on = 2022-09-28\n', COMMITMENT: _text(norway) + f"# {number}\n"}
        )
    taken(server, norway, "p1:refs/heads/proposal/NOR-P-0001")

    said = refused(server, norway, "p2:refs/heads/proposal/NOR-P-0002")

    assert "more than the 1 open proposals" in said


def test_open_proposals_are_counted_with_those_of_the_same_push(server: Server, norway: Bench) -> None:
    server.configure("open_proposals = 1\n")
    ids = ("NOR-P-0001", "NOR-P-0002")
    for id_ in ids:
        norway.git("switch", "--quiet", "--create", id_, "main")
        norway.commit({f"plans/nations/NOR/proposals/{id_}.toml": 'title = "More"\nopened_on = 2022-09-28\n'})

    said = refused(server, norway, *[f"{id_}:refs/heads/proposal/{id_}" for id_ in ids])

    assert "more than the 1 open proposals" in said


def test_refs_of_the_repository_are_bounded(server: Server, norway: Bench) -> None:
    server.configure("refs_in_all = 1\n")

    assert "as many as it may" in refused(server, norway, f"HEAD:{PROPOSAL}")


def test_judging_ends_at_its_deadline(server: Server, norway: Bench) -> None:
    server.configure("seconds = 1\n")
    _hang(server, "import time; time.sleep(60)")
    norway.commit({COMMITMENT: _text(norway) + "# More\n"})
    start = time.monotonic()

    said = refused(server, norway, "main")

    assert "took longer than the 1 seconds that it may" in said
    assert time.monotonic() - start < 30


@pytest.mark.parametrize(
    ("limit", "work", "words"),
    [
        ("cpu_seconds = 1\n", "while True: pass", "bound of 1 seconds of computing"),
        ("memory_mib = 400\n", "bytearray(1 << 30)", "needed more memory than it may"),
        ("", "raise KeyError(1)", "failed (KeyError; the keeper of the server finds the trace in"),
        ("", "import os; os._exit(0)", "ended without a word"),
        ("", "import os; os.kill(os.getpid(), 9)", "ended"),
    ],
)
def test_whatever_happens_in_judging_nothing_is_taken_in(
    server: Server, norway: Bench, limit: str, work: str, words: str
) -> None:
    server.configure(limit)
    _hang(server, work)
    norway.commit({COMMITMENT: _text(norway) + "# More\n"})

    assert words in refused(server, norway, "main")


def test_a_guard_that_is_killed_takes_nothing_in(server: Server, norway: Bench) -> None:
    _hang(server, f"import os; os.kill(os.getppid(), {int(signal.SIGKILL)})")
    norway.commit({COMMITMENT: _text(norway) + "# More\n"})
    before = server.refs()

    pushed = push(norway, "main")

    assert not pushed.is_taken
    assert "the guard ended without a verdict (137), so nothing is taken in." in pushed.said
    assert server.refs() == before


def test_nothing_of_a_refused_push_stays_behind(server: Server, norway: Bench) -> None:
    norway.commit({COMMITMENT: _text(norway).replace("900", "1E99999999")})
    tip = norway.git("rev-parse", "HEAD")
    refused(server, norway, "main")

    left = [path.name for path in (server.folder / "workbook-guard").iterdir()]
    found = subprocess.run(
        ["git", "cat-file", "-e", tip], cwd=server.folder, check=False, capture_output=True
    )

    assert [name for name in left if name.startswith("judging-")] == []
    assert found.returncode != 0


def _hang(server: Server, work: str) -> None:
    """Let the server's judgement do something else, as a fault in it would."""
    runner = server.folder / "runner.py"
    runner.write_text(
        "from workbook.desk.guarding import judged_push\n"
        f"def judge_push(*_, **__):\n    {work}\n"
        "judged_push.judge_push = judge_push\n"
        "from workbook.__main__ import main\nmain()\n"
    )
    hook = server.folder / "hooks" / "pre-receive"
    hook.write_text(hook.read_text().replace("-E -P -m workbook", str(runner)))
    assert str(runner) in hook.read_text()
