"""Processes that bring a work tree along, and are killed: `python -m tests.vcs.putting_children FOLDER`.

Each child is killed before one more of its system calls. For each a line of JSON tells which files are
neither old nor new, what was left beside them, and whether all can be done again.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from itertools import count
from pathlib import Path

from tests.desk.saving_children import die_at_call
from workbook.vcs.new_files import WrittenAhead
from workbook.vcs.plumbing import Repository
from workbook.vcs.trees import FILE, Entry, Step
from workbook.vcs.worktree import put_files

OLD: Mapping[str, bytes | None] = {
    "a/x.toml": b"old\n",
    "a/y.toml": b"old\n",
    "a/note": b"old\n",
    "b/z.toml": None,
}
NEW: Mapping[str, bytes | None] = {
    "a/x.toml": b"new\n" * 9,
    "a/y.toml": None,
    "a/note": b"new\n" * 9,
    "b/z.toml": b"new\n" * 9,
}


def main(folder: Path) -> None:
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    repository = Repository.find(folder)
    for put in (_put, _put_written):
        for number in count():
            _reset(folder)
            child = os.fork()
            if child == 0:
                die_at_call(number, half=False, writer=os.open(os.devnull, os.O_WRONLY))
                put(repository)
                os._exit(0)
            _, status = os.waitpid(child, 0)
            if os.WIFEXITED(status):
                assert os.WEXITSTATUS(status) == 0
                break
            print(json.dumps({"call": number, **_left(repository)}))


def _reset(folder: Path) -> None:
    for file in [*folder.glob("a/*"), *folder.glob("b/*")]:
        file.unlink()
    for path, content in OLD.items():
        if content is not None:
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_bytes(content)


def _put(repository: Repository) -> None:
    put_files(repository, _steps(), _texts())


def _put_written(repository: Repository) -> None:
    """Put files of which some were written before it was known that they are wanted."""
    ahead = WrittenAhead(repository, {path: Entry(FILE, "0" * 40) for path in ("a/x.toml", "b/z.toml")})
    ahead.write(_texts())
    put_files(repository, _steps(), _texts(), lambda: [ahead])
    ahead.clear()


def _steps() -> dict[str, Step]:
    entry = Entry(FILE, "0" * 40)
    return {
        path: Step(OLD[path] and entry, after and entry)  # type: ignore[arg-type]  # never empty
        for path, after in NEW.items()
    }


def _texts() -> dict[str, bytes]:
    return {path: content for path, content in NEW.items() if content is not None}


def _left(repository: Repository) -> dict[str, object]:
    top = repository.top
    broken = [path for path in NEW if _content(top / path) not in (OLD[path], NEW[path])]
    litter = [file.name for folder in ("a", "b") for file in (top / folder).glob(".*")]
    _put(repository)
    is_repeated = all(_content(top / path) == content for path, content in NEW.items())
    return {"broken": broken, "litter": litter, "is_repeated": is_repeated}


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


if __name__ == "__main__":
    main(Path(sys.argv[1]))
