"""Measure the bounds of review: listing open proposals, and adopting a large one, on the plan of 10,800.

Proposals and reviews are written into a shared repository by `git fast-import`, as their nations would push
them. The peer of `adopt` is a plain merge and push of the same branch.
"""

import shutil
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path

from bench.measure import Figure, wall_s
from bench.plans import TODAY, WORKBOOK, introduce

OPEN, LARGE = 50, 1_000
_RUNS = 5
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def reviews(plan: Path, folder: Path) -> Iterator[Figure]:
    """Measure every line on clones of a plan that was checked before."""
    server = folder / "shared.git"
    subprocess.run(["git", "clone", "--quiet", "--bare", str(plan), str(server)], check=True)
    yield from _listing(server, folder / "listing")
    yield _adopting(server, folder / "adopting")


def _listing(server: Path, clone: Path) -> Iterator[Figure]:
    propose(server, OPEN, records_each=3)
    _clone(server, clone)
    listed = [WORKBOOK, "--today", TODAY, "proposals"]
    wall_s([WORKBOOK, "--today", TODAY, "check", "--at", "origin/main"], clone)
    first_s = []
    for _ in range(3):
        _forget(clone)
        first_s.append(wall_s(listed, clone))
    warm_s = [wall_s(listed, clone) for _ in range(_RUNS)]
    what = f"proposals with {OPEN} open"
    yield Figure(what=f"{what}, seen first", value=statistics.median(first_s), bound=2, unit="s")
    yield Figure(what=f"{what}, seen before", value=statistics.median(warm_s), bound=0.5, unit="s")


def _forget(clone: Path) -> None:
    """Let what was worked out about proposals be worked out anew."""
    for file in (clone / ".git" / "workbook").glob("proposals*"):
        file.unlink()


def _adopting(server: Path, clone: Path) -> Figure:
    _ask(server, LARGE)
    (id,) = propose(server, 1, records_each=LARGE)
    _clone(server, clone)
    main = _git(server, "rev-parse", "main")
    wall_s([WORKBOOK, "--today", TODAY, "proposals"], clone)
    ours_s: list[float] = []
    theirs_s: list[float] = []
    ours = [WORKBOOK, "--today", TODAY, "adopt", id]
    branch = f"origin/proposal/{id}"
    theirs = ["bash", "-c", f"git merge --quiet --no-ff --no-edit {branch} && git push --quiet origin main"]
    for _ in range(_RUNS):
        for command, taken in ((ours, ours_s), (theirs, theirs_s)):
            _git(server, "update-ref", "refs/heads/main", main)
            _git(clone, "update-ref", "refs/remotes/origin/main", main)
            _git(clone, "reset", "--quiet", "--hard", main)
            taken.append(wall_s(command, clone))
            if _git(server, "rev-parse", "main") == main:
                raise SystemExit(f"{command[0]} did not adopt")
    ours_each, theirs_each = statistics.median(ours_s), statistics.median(theirs_s)
    return Figure(
        what=f"adopt of {LARGE:,} records, to git merge and push",
        value=ours_each / theirs_each,
        bound=3,
        detail=f"{ours_each * 1000:,.0f} ms to {theirs_each * 1000:,.0f} ms",
    )


def propose(server: Path, count: int, *, records_each: int) -> list[str]:
    """Write proposals of as many nations, each changing so many records, half of them with a comment."""
    listed = _git(server, "ls-tree", "-r", "--name-only", "main", "plans/nations").splitlines()
    paths = [path for path in listed if path.endswith(".toml")]
    own: dict[str, list[str]] = {}
    for path in paths:
        own.setdefault(path.split("/")[2], []).append(path)
    nations = [nation for nation, files in own.items() if len(files) >= records_each]
    stream, ids = [], []
    for number in range(count):
        nation = nations[number % len(nations)]
        id = f"{nation}-P-9{_ALPHABET[records_each % 32]}{_ALPHABET[number // 32]}{_ALPHABET[number % 32]}"
        files = {f"plans/nations/{nation}/proposals/{id}.toml": b'title = "Less"\nopened_on = 2023-05-20\n'}
        for path in sorted(own[nation], key=lambda path: "-R-0" not in path)[:records_each]:
            data = subprocess.run(
                ["git", "cat-file", "blob", f"main:{path}"], cwd=server, capture_output=True, check=True
            ).stdout
            files[path] = data + b'\n[[sources]]\ntitle = "Review"\n'
        stream.append(_commit(f"refs/heads/proposal/{id}", files))
        if number % 2:
            said = f'proposal = "{id}"\nverdict = "comment"\non = 2023-05-21T10:00:00Z\ntext = "Seen."\n'
            file = f"plans/nations/USA/reviews/USA-V-{id[-4:]}.toml"
            stream.append(_commit(f"refs/heads/review/USA/{id}", {file: said.encode()}))
        ids.append(id)
    subprocess.run(["git", "fast-import", "--quiet"], cwd=server, input=b"".join(stream), check=True)
    return ids


def _ask(server: Path, count: int) -> None:
    """Let Norway ask for as many things, so that it can change them without anybody's approval."""
    files = {}
    for number in range(count):
        id = f"NOR-R-0{_ALPHABET[number // 1024]}{_ALPHABET[number // 32 % 32]}{_ALPHABET[number % 32]}"
        text = f'title = "Number {number}"\nquantity = {number + 1}\nneed_by = "2024"\n'
        files[f"plans/nations/NOR/requests/{id}.toml"] = text.encode()
    stream = _commit("refs/heads/main", files)
    subprocess.run(["git", "fast-import", "--quiet"], cwd=server, input=stream, check=True)


def _commit(ref: str, files: dict[str, bytes]) -> bytes:
    head = f"commit {ref}\ncommitter Bench <bench@example.org> 1684567890 +0000\ndata 7\nPropose\n"
    parts = [f"{head}from refs/heads/main^0\n".encode()]
    for path, data in files.items():
        parts.append(f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n")
    return b"".join(parts)


def _clone(server: Path, clone: Path) -> None:
    shutil.rmtree(clone, ignore_errors=True)
    subprocess.run(["git", "clone", "--quiet", str(server), str(clone)], check=True)
    introduce(clone)


def _git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()
