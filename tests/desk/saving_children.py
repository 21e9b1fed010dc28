"""Processes that the tests of saving run, and kill: `python -m tests.desk.saving_children TASK FOLDER`.

`kill`: saves in one child after another, each killed before one more of its system calls, or halfway
through a write; prints a line of JSON for each. `count`: adds one to a shared file forty times.
`fill`: rewrites its own file forty times. `small`, `unprivileged`: saves where that is refused.
"""

import fcntl
import json
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from types import BuiltinFunctionType
from typing import Any

from workbook.desk.saving import FileChangedError, remove, save
from workbook.errors import WorkbookError

OLD, NEW = b'title = "old"\n', b'title = "new"\n' * 100
_HARMLESS = {"fspath", "getpid", "kill", "_exit", "fork", "waitpid", "abort"}


def main(task: str, folder: Path) -> None:
    {"kill": kill, "count": add, "fill": fill, "small": small, "unprivileged": unprivileged}[task](folder)


def kill(folder: Path) -> None:
    """Kill savers, makers and removers at every call, and tell what each left behind."""
    path = folder / "record.toml"
    for name, before, act in (
        ("save", OLD, lambda: save(path, NEW, read=OLD)),
        ("make", None, lambda: save(folder / "a/b/record.toml", NEW, read=None)),
        ("remove", OLD, lambda: remove(path, read=OLD)),
    ):
        place = folder / "a/b/record.toml" if name == "make" else path
        for call in _killed(place, before, act):
            print(json.dumps({"task": name, "call": call, **_left(place)}))


def _killed(path: Path, before: bytes | None, act: Callable[[], None]) -> Iterator[str]:
    """Run the act in children that are killed one call later each; yield where each one died."""
    for half in (False, True):
        for number in count():
            _reset(path, before)
            reader, writer = os.pipe()
            child = os.fork()
            if child == 0:
                die_at_call(number, half, writer)
                act()
                os._exit(0)
            os.close(writer)
            _, status = os.waitpid(child, 0)
            name = os.read(reader, 100).decode()
            os.close(reader)
            if os.WIFEXITED(status):
                assert os.WEXITSTATUS(status) == 0
                break
            yield f"{number} {name} {'half' if half else 'before'}"


def _reset(path: Path, before: bytes | None) -> None:
    for left in path.parent.glob(".*"):
        left.unlink()
    if before is None:
        path.unlink(missing_ok=True)
        for folder in (path.parent, path.parent.parent):
            if folder.exists():
                folder.rmdir()
    else:
        path.write_bytes(before)


def die_at_call(number: int, half: bool, writer: int) -> None:
    """Make the process die at the call of a number: before it, or halfway where it is a write."""
    tell, passed = os.write, count()

    def wrapped(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*said: Any, **more: Any) -> Any:
            if half and name != "write":
                return call(*said, **more)
            if next(passed) == number:
                tell(writer, name.encode())
                if half:
                    call(said[0], bytes(said[1])[: len(said[1]) // 2])
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*said, **more)

        return counted

    for name in dir(os):
        call = getattr(os, name)
        if isinstance(call, BuiltinFunctionType) and call.__module__ == "posix" and name not in _HARMLESS:
            setattr(os, name, wrapped(name, call))
    fcntl.flock = wrapped("flock", fcntl.flock)


def _left(path: Path) -> dict[str, Any]:
    """Tell what stands at the path, and whether the next save succeeds and clears up."""
    content = path.read_bytes() if path.exists() else None
    states = {OLD: "old", NEW: "new", None: "none"}
    save(path, b"next\n", read=content)
    return {
        "content": states.get(content, "broken"),
        "next": path.read_bytes() == b"next\n",
        "litter": sorted(left.name for left in path.parent.glob(".*")),
    }


def add(folder: Path) -> None:
    path, done = folder / "shared.toml", 0
    while done < 40:
        read = path.read_bytes()
        try:
            save(path, b"by = %d\ncount = %d\n" % (os.getpid(), int(read.split()[-1]) + 1), read=read)
            done += 1
        except FileChangedError:
            continue


def fill(folder: Path) -> None:
    path = folder / f"{os.getpid()}.toml"
    for number in range(40):
        save(path, b"count = %d\n" % number, read=b"count = %d\n" % (number - 1) if number else None)


def small(folder: Path) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
    _tell(folder / "record.toml")


def unprivileged(folder: Path) -> None:
    os.chdir(folder)
    if os.geteuid() == 0:
        os.setuid(65534)
    _tell(Path("record.toml"))


def _tell(path: Path) -> None:
    try:
        save(path, NEW, read=OLD)
    except WorkbookError as refusal:
        print(refusal)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
