"""What git's settings say: read by one git process, and known as long as the files that hold them stay so.

In: the folders of a repository. Out: `Setting`s in git's order. An operation asks for settings a dozen times,
and a look at a few files costs far less than a git process. Where further files are included, git reads anew
each time; and where one was written just now, as a clock could miss that it is written once more.
"""

import os
import time
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

from workbook.vcs.program import run

LIST_SETTINGS = ("config", "--null", "--show-scope", "--list", "--includes")
_SYSTEM = "/etc/gitconfig"
_INCLUDES = ("include.", "includeif.")
_CLOCK_GRAIN_NS = 20_000_000
_KNOWN_AT_ONCE = 32

_Seen: TypeAlias = tuple[object, ...]


class Setting(NamedTuple):
    """A value for a key, and whose it is: `system`, `global`, `local`, `worktree` or `command`."""

    scope: str
    key: str
    value: str


def scoped_settings(top: Path, git_folder: Path, head_folder: Path) -> Sequence[Setting]:
    """Give all settings of a repository: of two for a key the later one holds.

    Raises:
        GitFailedError: they cannot be read; besides what `program.run` raises.
    """
    seen = known_by(top, git_folder, head_folder)
    found = _known(top, seen) if seen else read_settings(top)
    return read_settings(top) if seen and _includes(found) else found


def known_by(top: Path, git_folder: Path, head_folder: Path) -> _Seen:
    """Give what tells whether settings are as they were; nothing where that cannot be told."""
    said = tuple((name, value) for name, value in sorted(os.environ.items()) if _matters(name))
    files = [*_own_files(), git_folder / "config", head_folder / "config.worktree"]
    stats = [*map(_stat, files), _owner(top), _owner(git_folder)]
    newest = max((one[0] for one in stats if one), default=0)
    return (said, *stats) if newest < time.time_ns() - _CLOCK_GRAIN_NS else ()


def read_settings(top: Path) -> Sequence[Setting]:
    """Read settings by a git process."""
    return settings_in(run(top, *LIST_SETTINGS))


def settings_in(out: bytes) -> Sequence[Setting]:
    """Read what git lists."""
    parts = out.decode("utf-8", "surrogateescape").split("\0")
    lines = (line.partition("\n") for line in parts[1::2])
    return tuple(
        Setting(scope, key, value) for scope, (key, _, value) in zip(parts[::2], lines, strict=False)
    )


@lru_cache(maxsize=_KNOWN_AT_ONCE)
def _known(top: Path, seen: _Seen) -> Sequence[Setting]:  # noqa: ARG001  # it tells one reading from another
    return read_settings(top)


def _includes(settings: Sequence[Setting]) -> bool:
    return any(one.key.startswith(_INCLUDES) for one in settings)


def _matters(name: str) -> bool:
    return name.startswith("GIT_CONFIG") or name in ("HOME", "XDG_CONFIG_HOME")


def _own_files() -> Iterator[Path]:
    """Give where the settings of the user and of the system lie.

    Source: git-config(1) on FILES and on `GIT_CONFIG_GLOBAL`.
    """
    yield Path(os.environ.get("GIT_CONFIG_SYSTEM", _SYSTEM))
    if "GIT_CONFIG_GLOBAL" in os.environ:
        yield Path(os.environ["GIT_CONFIG_GLOBAL"])
        return
    home = os.path.expanduser("~")
    yield Path(os.environ.get("XDG_CONFIG_HOME") or f"{home}/.config") / "git" / "config"
    yield Path(home) / ".gitconfig"


def _stat(file: Path) -> tuple[int, ...]:
    """Give what changes whenever a file does, when that was first; nothing where there is none."""
    try:
        found = os.stat(file)
    except OSError:
        return ()
    last_ns = max(found.st_mtime_ns, found.st_ctime_ns)
    return last_ns, found.st_mtime_ns, found.st_size, found.st_ino, found.st_dev


def _owner(folder: Path) -> tuple[int, ...]:
    """Give whose a folder is: git heeds no settings of others."""
    try:
        return 0, os.stat(folder).st_uid
    except OSError:
        return ()
