"""Making repositories: a new workbook, or a narrower layer of one.

In: a free folder, and who keeps or reads it. Out: a git repository with a first commit, where git knows who
commits. Nothing of the user's templates, hooks, filters or signing takes effect: the first commit is made
from these very bytes.
"""

import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from workbook.desk.folders import own_repository
from workbook.desk.identity import identity, party
from workbook.desk.saving import write_whole
from workbook.errors import WorkbookError
from workbook.model.currencies import CURRENCIES
from workbook.model.nations import party_name
from workbook.records.paths import LAYER_FILE, LAYERS, MANIFEST, PLANS
from workbook.vcs.driver import ATTRIBUTES, ATTRIBUTES_LINE, install
from workbook.vcs.messages import message_text
from workbook.vcs.objects import authorship, commit_paths
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import run
from workbook.vcs.state import standing

IGNORE_LINE = f"/{LAYERS}/"
FIRST_SUBJECT = "Found the workbook"
FIRST_COMMIT = f"git add --all && git commit --message '{FIRST_SUBJECT}'"
INIT = ("init", "--quiet", "--template=", "--initial-branch=main", "--object-format=sha1")
_IGNORE = (
    f"# Narrower layers are repositories of their own.\n{IGNORE_LINE}\n"
    "# Papers are for their readers, not for all who can read this repository.\n/out/\n"
)
_ATTRIBUTES = (
    f"# Records are merged by meaning; git needs `workbook doctor --fix` once a clone.\n{ATTRIBUTES_LINE}\n"
)
_LAYER_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?", re.ASCII)
_LONGEST_TITLE = 200


class FolderInTheWayError(WorkbookError):
    """What should become a repository holds something, or is no folder."""

    def __init__(self, folder: Path) -> None:
        what = "holds files already" if folder.is_dir() else "is no folder"
        super().__init__(f"{folder} {what}: name a folder that is empty or does not exist yet.")


class FolderRefusedError(WorkbookError):
    """A folder may not be made or written."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"{folder} cannot be written ({reason}): name a folder in which you may write.")


class UnknownCurrencyError(WorkbookError):
    """A code that stands for no currency."""

    def __init__(self, code: str) -> None:
        super().__init__(f"No currency has the code {code!r}: write three capitals, as EUR.")


class LayerNameError(WorkbookError):
    """A name that a layer cannot have."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"A layer cannot be called {name!r}: use up to 32 small letters, digits and hyphens."
        )


class NoReadersError(WorkbookError):
    """Nobody was named who may read a layer."""

    def __init__(self) -> None:
        super().__init__("Say who can read the layer, as in --readers NOR,SWE.")


class NotAReaderError(WorkbookError):
    """A layer was to be kept by a nation that cannot read it."""

    def __init__(self, nation: str, readers: Sequence[str]) -> None:
        super().__init__(
            f"{nation} is none of the readers of the layer, so it cannot keep it: name one of "
            f"{', '.join(readers)} with --secretariat."
        )


class NoSecretariatError(WorkbookError):
    """Nobody was named who keeps the workbook."""

    def __init__(self) -> None:
        super().__init__("Say which nation keeps the workbook, as in --secretariat NOR.")


class Founded(msgspec.Struct, frozen=True, kw_only=True):
    """A repository that was made. `is_committed` says that it has a first commit."""

    folder: Path
    is_committed: bool
    is_ignored_now: bool = False


def found_workbook(folder: Path, *, title: str, secretariat: str, currency: str) -> Founded:
    """Make a workbook of one nation in a free folder.

    Raises:
        WorkbookError: the folder is taken or refused, a code is unknown, or git fails.
    """
    keeper = keeper_of(folder, secretariat)
    return _found(folder, first_files(title, keeper, currency), FIRST_SUBJECT)


def keeper_of(folder: Path, secretariat: str) -> str:
    """Give the nation that keeps a workbook to be made: the one named, else that of git's configuration.

    Raises:
        WorkbookError: there is none, or no nation has the code.
    """
    return party(secretariat or _configured_nation(folder))


def first_files(title: str, keeper: str, currency: str) -> Mapping[str, str]:
    """Give the files that a workbook begins with, by path.

    Raises:
        UnknownCurrencyError: no currency has the code.
    """
    money = currency.upper()
    if money not in CURRENCIES:
        raise UnknownCurrencyError(currency)
    return {
        ".gitignore": _IGNORE,
        ATTRIBUTES: _ATTRIBUTES,
        MANIFEST: _manifest(title.strip()[:_LONGEST_TITLE] or "Plan", keeper, money),
        f"plans/nations/{keeper}/nation.toml": f"name = {_quoted(party_name(keeper))}\n",
    }


def found_scenario(folder: Path) -> Founded:
    """Make a workbook of the shipped plan, a real meeting from public sources, in a free folder.

    Raises:
        WorkbookError: the folder is taken or refused, or git fails.
    """
    from workbook.render.shipped import shipped_folder

    plans = shipped_folder(PLANS)
    files = {
        f"{PLANS}/{path.relative_to(plans).as_posix()}": path.read_text(encoding="utf-8")
        for path in sorted(plans.rglob("*.toml"))
    }
    return _found(folder, {".gitignore": _IGNORE, ATTRIBUTES: _ATTRIBUTES, **files}, "Take the shipped plan")


def found_layer(folder: Path, *, name: str, readers: Sequence[str]) -> Founded:
    """Make a layer: inside a workbook below `layers/`, else in a free folder of its own.

    Raises:
        WorkbookError: the folder is taken or refused, the name or a reader cannot be, or git fails.
    """
    files = layer_files(name, readers)
    if not (folder / MANIFEST).is_file():
        return _found(folder, files, f"Found the layer {name}")
    made = _found(folder / LAYERS / name, files, f"Found the layer {name}")
    return Founded(folder=made.folder, is_committed=made.is_committed, is_ignored_now=ignore_layers(folder))


def layer_files(name: str, readers: Sequence[str], *, secretariat: str = "") -> Mapping[str, str]:
    """Give the files that a layer begins with, by path; `secretariat` is its reader that keeps it.

    Raises:
        WorkbookError: the name or a reader cannot be, or the secretariat is none of the readers.
    """
    if not _LAYER_NAME.fullmatch(name):
        raise LayerNameError(name)
    if not readers:
        raise NoReadersError
    everyone = [word.lower() for word in readers] == ["members"]
    codes = [] if everyone else sorted({party(code) for code in readers})
    if secretariat and not everyone and secretariat not in codes:
        raise NotAReaderError(secretariat, codes)
    listed = '"members"' if everyone else f"[{', '.join(map(_quoted, codes))}]"
    lines = [f"name = {_quoted(name)}", f"readers = {listed}"]
    lines += [f"secretariat = {_quoted(secretariat)}"] if secretariat else []
    return {ATTRIBUTES: _ATTRIBUTES, LAYER_FILE: "".join(f"{line}\n" for line in lines)}


def ignore_layers(top: Path) -> bool:
    """Let the shared repository ignore its layers; say whether a line had to be added.

    Raises:
        FolderRefusedError: the file cannot be written.
    """
    path = top / ".gitignore"
    try:
        text = path.read_bytes() if path.is_file() else b""
        if ignores_layers(text):
            return False
        gap = b"" if not text or text.endswith(b"\n") else b"\n"
        write_whole(path, text + gap + IGNORE_LINE.encode() + b"\n")
    except OSError as error:
        raise FolderRefusedError(path, error.strerror or str(error)) from error
    return True


def ignores_layers(text: bytes) -> bool:
    """Say whether a `.gitignore` leaves the folder of layers out."""
    lines = {line.strip() for line in text.splitlines()}
    return not lines.isdisjoint({b"/layers/", b"layers/", b"/layers", b"layers"})


def _found(folder: Path, files: Mapping[str, str], message: str) -> Founded:
    """Make a repository of these files; whatever fails, what was made is taken away again."""
    existed = folder.exists()
    try:
        if folder.is_symlink() or (existed and (not folder.is_dir() or any(folder.iterdir()))):
            raise FolderInTheWayError(folder)
        try:
            return _write_repository(folder, files, message)
        except BaseException:
            _take_away(folder, existed)
            raise
    except OSError as error:
        raise FolderRefusedError(folder, error.strerror or str(error)) from error


def _write_repository(folder: Path, files: Mapping[str, str], message: str) -> Founded:
    folder.mkdir(parents=True, exist_ok=True)
    run(folder, *INIT)
    install(Repository.find(folder))
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        write_whole(folder / path, text.encode())
    can_commit = identity(Repository.find(folder)).can_commit
    if can_commit:
        _commit(folder, files, message)
    return Founded(folder=folder, is_committed=can_commit)


def _take_away(folder: Path, existed: bool) -> None:
    for path in list(folder.iterdir()) if folder.is_dir() else []:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    if not existed and folder.is_dir():
        folder.rmdir()


def _commit(folder: Path, files: Mapping[str, str], message: str) -> None:
    """Make the first commit by plumbing: no hook, filter or template has a part in it."""
    repository = Repository.find(folder)
    at = standing(repository)
    by = authorship(at)
    changes = {path: text.encode() for path, text in files.items()}
    commit_paths(
        repository, branch=at.branch, parents=[], changes=changes, message=message_text(message), by=by
    )


def _configured_nation(folder: Path) -> str:
    """Give the nation that git's configuration names, wherever the folder will be."""
    around = next((one for one in (folder, *folder.absolute().parents) if one.is_dir()), Path("/"))
    repository = own_repository(around) or Repository(
        top=around, git_folder=around, head_folder=around, is_bare=False
    )
    nation = identity(repository).nation
    if not nation:
        raise NoSecretariatError
    return nation


def _manifest(title: str, keeper: str, currency: str) -> str:
    return (
        "format = 1\n"
        f"title = {_quoted(title)}\n"
        f"secretariat = {_quoted(keeper)}\n"
        f"base_currency = {_quoted(currency)}\n"
        "\n[groups]\n"
        "# Who belongs to the coalition; papers for members are for these.\n"
        f"members = [{_quoted(keeper)}]\n"
    )


def _quoted(text: str) -> str:
    """Write a text as TOML, whatever it holds."""
    import tomlkit

    return tomlkit.string(text).as_string()
