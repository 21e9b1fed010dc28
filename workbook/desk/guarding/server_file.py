"""The file by which the keeper of a server says who pushes: beside the repository, where no push reaches it.

In: `workbook-guard.toml`. Out: `ServerFile`, or one sentence on what is wrong with it. What it does not know
it refuses, so that no slip of the pen switches a rule off.
"""

import re
from collections.abc import Mapping
from pathlib import Path

import msgspec

from workbook.errors import WorkbookError
from workbook.toml.damage import Damage
from workbook.toml.document import parse
from workbook.toml.values import value_text
from workbook.vcs.bounds import Bounds

NAME = "workbook-guard.toml"
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]{0,62}", re.ASCII)
_NATION = re.compile(r"[A-Z]{2,5}", re.ASCII)


class ServerFileError(WorkbookError):
    """The server's file is missing or cannot be understood."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"{path} {what}; until the keeper of the server mends it, nothing can be pushed.")


class Limits(Bounds, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The most that a push may bring, a nation may hold open, and judging may take."""

    open_proposals: int = 50
    refs_in_all: int = 20_000
    seconds: int = 60
    cpu_seconds: int = 60
    memory_mib: int = 2_048


class ServerFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who pushes, and how much.

    `identity` names the variable in which the transport says which account pushes; `accounts` gives the
    nation of each. `allowed_signers` is a file beside this one, in the form of ssh-keygen. `wider` is the
    folder of the shared repository that this one narrows, "" for none that is at hand.
    """

    identity: str
    accounts: Mapping[str, str] = msgspec.field(default_factory=dict)
    require_signed: bool = False
    allowed_signers: str = "allowed_signers"
    wider: str = ""
    limits: Limits = msgspec.field(default_factory=Limits)


def read_server_file(folder: Path) -> ServerFile:
    """Read the server's file of a shared repository.

    Raises:
        ServerFileError: it is not there, or says something that is not known here.
    """
    path = folder / NAME
    try:
        document = parse(path.read_bytes())
    except OSError as error:
        raise ServerFileError(path, f"cannot be read ({error.strerror or error})") from error
    if isinstance(document, Damage):
        raise ServerFileError(path, f"is no TOML at line {document.line}: {document.message}")
    try:
        found = msgspec.convert(document.table, ServerFile)
    except msgspec.ValidationError as error:
        raise ServerFileError(path, f"says what is not known: {error}") from error
    if wrong := _wrong(found):
        raise ServerFileError(path, wrong)
    return found


def server_text(secretariat: str, *, identity: str, wider: str | None = None) -> str:
    """Give the file of a new server, with one account of the secretariat.

    `wider` is the folder of the wider repository for that of a narrower layer, "" where it is not at hand.
    """
    limits = msgspec.structs.asdict(Limits())
    lines = "\n".join(
        f"# {name} = {value}".ljust(28) + f" # {_LIMITS[name]}" for name, value in limits.items()
    )
    return _TEXT.format(
        identity=identity,
        account=f"{secretariat.lower()}-staff",
        nation=secretariat,
        limits=lines,
        wider="" if wider is None else _WIDER.format(wider=value_text(wider)),
    )


def _wrong(found: ServerFile) -> str:
    if not _VARIABLE.fullmatch(found.identity):
        return f"names {found.identity!r} as identity, which is no name of a variable such as GL_USER"
    for account, nation in found.accounts.items():
        if not _NATION.fullmatch(nation):
            return f"gives the account {account!r} the nation {nation!r}, and a nation is a code such as NOR"
    low = [name for name, value in msgspec.structs.asdict(found.limits).items() if value < 1]
    return f"sets limits.{low[0]} below 1, so that nothing could be pushed" if low else ""


_LIMITS: Mapping[str, str] = {
    "refs": "branches and tags in one push",
    "commits": "new commits in one push",
    "objects": "new objects in one push",
    "bytes": "their size together, unpacked",
    "file_bytes": "of one file",
    "other_bytes": "of one commit, folder or tag",
    "entries": "paths of a commit that main has not",
    "depth": "folders in folders",
    "open_proposals": "of one nation",
    "refs_in_all": "branches and tags of the repository",
    "seconds": "until a push must be judged",
    "cpu_seconds": "of computing for one push",
    "memory_mib": "of memory for one push",
}

_WIDER = """\
# The folder of the wider shared repository on this machine. What records here name there is then looked up;
# left empty, that is passed over, and who must give leave to retransfer an item is not known.
wider = {wider}

"""

_TEXT = """\
# Who may push to this shared repository, as read by `workbook guard`. No push reaches this file; what is
# changed here holds from the next push on. `workbook guard --check DIR` says what is missing.

# The one environment variable in which the transport says which account pushes:
#   WORKBOOK_ACCOUNT   set by the forced command of each key in sshd's authorized_keys
#   GL_USER            set by gitolite
#   REMOTE_USER        set by a web server that asks for a password or certificate
# Whatever sets it must set it always, and let no client set it.
identity = "{identity}"

# true: every new commit must carry an SSH signature by a key of the nation that pushes. The keys stand in the
# file `allowed_signers` beside this one, a line each: ACCOUNT KEYTYPE KEY, with the accounts of below.
require_signed = false

{wider}# Each account and the nation that it speaks for. An account that is not here may not push.
[accounts]
"{account}" = "{nation}"

# What is left out is as shown.
[limits]
{limits}
"""
