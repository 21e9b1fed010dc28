"""The journal of a server: every verdict, in order, whoever writes at once and whatever breaks off."""

import json
import multiprocessing
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from tests.cli.conftest import COMMITMENT, Bench
from tests.desk.guarding.server import Server, push, refused, taken
from workbook.desk.guarding.journal import NAME, Entry, write_entries

ENTRY = Entry(
    time=datetime(2022, 9, 28, tzinfo=UTC),
    account="nor-staff",
    nation="NOR",
    ref="refs/heads/main",
    old="",
    new="",
    verdict="taken",
)


def _write_many(folder: Path, count: int) -> None:
    for _ in range(count):
        write_entries(folder, [ENTRY, ENTRY])


def test_writers_at_the_same_time_lose_no_line(tmp_path: Path) -> None:
    writers = [multiprocessing.Process(target=_write_many, args=(tmp_path, 50)) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)

    lines = (tmp_path / NAME).read_text().splitlines()
    assert len(lines) == 400
    assert {json.loads(line)["account"] for line in lines} == {"nor-staff"}


def test_a_line_that_a_crash_cut_short_spoils_no_other(tmp_path: Path) -> None:
    write_entries(tmp_path, [ENTRY])
    with (tmp_path / NAME).open("ab") as file:
        file.write(b'{"time":"2022-')

    write_entries(tmp_path, [ENTRY])

    first, cut, last = (tmp_path / NAME).read_text().splitlines()
    assert first == last
    assert cut == '{"time":"2022-'


def test_what_cannot_be_put_on_record_is_not_taken_in(server: Server, norway: Bench) -> None:
    (server.folder / "workbook-guard").mkdir(exist_ok=True)
    (server.folder / "workbook-guard" / NAME).mkdir()
    norway.commit({COMMITMENT: (norway.folder / COMMITMENT).read_text() + "# More\n"})
    before = server.refs()

    pushed = push(norway, "main")

    assert not pushed.is_taken
    assert "Is a directory" in pushed.said
    assert server.refs() == before


def test_an_account_of_odd_bytes_is_refused_and_on_record(server: Server, norway: Bench) -> None:
    norway.commit({COMMITMENT: (norway.folder / COMMITMENT).read_text() + "# More\n"})

    said = refused(server, norway, "main", account=os.fsdecode(b"nor\xff\x1b[31m-staff"))

    assert "speaks for no nation here" in said
    assert server.journal()[-1]["account"] == "nor[31m-staff"


def test_git_keeps_where_each_branch_stood(server: Server, norway: Bench) -> None:
    norway.commit({COMMITMENT: (norway.folder / COMMITMENT).read_text() + "# More\n"})
    old = server.git("rev-parse", "main")
    taken(server, norway, "main")

    assert server.git("rev-parse", "main@{1}") == old


def test_bad_objects_are_refused_by_git_before_the_guard(server: Server, norway: Bench) -> None:
    blob = norway.git("rev-parse", f"HEAD:{COMMITMENT}")
    bad = b"40000 .git\0" + bytes.fromhex(norway.git("rev-parse", "HEAD:plans"))
    padded = b"0100644 f\0" + bytes.fromhex(blob)
    before, said = server.refs(), []

    for tree in (bad, padded):
        made = subprocess.run(
            ["git", "hash-object", "-t", "tree", "-w", "--literally", "--stdin"],
            cwd=norway.folder,
            input=tree,
            capture_output=True,
            check=True,
        )
        commit = norway.git("commit-tree", "-p", "HEAD", "-m", "x", made.stdout.decode().strip())
        pushed = push(norway, f"{commit}:refs/heads/main")
        assert not pushed.is_taken
        said.append(pushed.said)

    assert "hasDotgit" in said[0]
    assert "zeroPadded" in said[1]
    assert server.refs() == before
