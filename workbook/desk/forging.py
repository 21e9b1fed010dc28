"""What a forge must know of a plan: who owns which path, and a job that tells each change in words.

In: a plan, the forge, and how its teams are called. Out: files by path, and which of them were written. A
file carries the digest of what was written, so that one that somebody edited is told apart and stays.
"""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path

import msgspec

from workbook.desk.saving import write_whole
from workbook.errors import WorkbookError
from workbook.records.settings import Settings

_STAMP = "# Written by `workbook forge`, which renews it unless it was edited: "
_PREFIX = re.compile(r"@[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*[/._-]?", re.ASCII)
_ENDS = ("/", "-", "_", ".")


class Forge(StrEnum):
    """A forge that this can write files for."""

    GITLAB = "gitlab"
    GITHUB = "github"


_OWNERS = {Forge.GITLAB: ".gitlab/CODEOWNERS", Forge.GITHUB: ".github/CODEOWNERS"}
_JOBS = {Forge.GITLAB: ".gitlab-ci.yml", Forge.GITHUB: ".github/workflows/workbook.yml"}


class WrongPrefixError(WorkbookError):
    """Something that no handle of a team begins with."""

    def __init__(self, prefix: str) -> None:
        super().__init__(
            f"{prefix!r} is nothing that the name of a team begins with; write it as @coalition/, for teams "
            "like @coalition/NOR."
        )


class EditedError(WorkbookError):
    """A file that somebody else wrote, or edited."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__(
            f"{', '.join(paths)} was edited since, or was there before, so nothing was written; look at it, "
            "then write anew with --force."
        )


class ForgeFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file for a forge, and whether it lies there just so already."""

    path: str
    text: str
    is_there: bool


def forge_files(top: Path, settings: Settings, forge: Forge, owner_prefix: str) -> Sequence[ForgeFile]:
    """Give the files that a forge needs.

    Raises:
        WrongPrefixError: no team is called so.
    """
    if not _PREFIX.fullmatch(owner_prefix):
        raise WrongPrefixError(owner_prefix)
    prefix = owner_prefix if owner_prefix.endswith(_ENDS) else f"{owner_prefix}/"
    secretariat = settings.manifest.secretariat
    job = (files("workbook.desk") / "forges" / f"{forge.value}.yml").read_text("utf-8")
    texts: Mapping[str, str] = {
        _OWNERS[forge]: owners_text(settings.nations | settings.members, secretariat, prefix),
        _JOBS[forge]: job.replace("SECRETARIAT", secretariat),
    }
    stamped = {path: _stamped(text) for path, text in texts.items()}
    return [
        ForgeFile(path=path, text=text, is_there=_read(top / path) == text) for path, text in stamped.items()
    ]


def owners_text(nations: frozenset[str], secretariat: str, prefix: str) -> str:
    """Write the rule of ownership as forges read it, where the last line that fits counts.

    NOR and SWE, kept by USA  -> `* @coalition/USA`, then `/plans/nations/NOR/ @coalition/NOR`, then Sweden's
    """
    lines = [f"/plans/nations/{nation}/ {prefix}{nation}" for nation in sorted(nations)]
    return "\n".join([f"* {prefix}{secretariat}", *lines, ""])


def write_forge_files(top: Path, found: Sequence[ForgeFile], *, force: bool = False) -> Sequence[str]:
    """Write the files that are not there yet, and name them.

    Raises:
        EditedError: one was edited, and that is not to be overwritten; nothing was written.
    """
    wanted = [one for one in found if not one.is_there]
    edited = [one.path for one in wanted if not force and _is_edited(top / one.path)]
    if edited:
        raise EditedError(edited)
    for one in wanted:
        path = top / one.path
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, one.text.encode())
    return [one.path for one in wanted]


def _stamped(text: str) -> str:
    return f"{_STAMP}{_digest(text)}\n{text}"


def _is_edited(path: Path) -> bool:
    """Say whether a file holds anything but what was written there once."""
    text = _read(path)
    if text is None:
        return path.exists() or path.is_symlink()
    first, _, rest = text.partition("\n")
    return first != f"{_STAMP}{_digest(rest)}"


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()


def _read(path: Path) -> str | None:
    try:
        return path.read_text("utf-8") if path.is_file() and not path.is_symlink() else None
    except (OSError, UnicodeDecodeError):
        return None
