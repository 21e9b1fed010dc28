"""Where records lie: from a path to its kind, id and owner, and back; ownership is the path.

In: paths relative to a layer's top, with `/`. Out: `Home`. Nothing here reads a file.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from workbook.model.kind import CATALOGUE_FOLDERS, LETTERS, MEETING_FOLDERS, NATION_FOLDERS, Kind

PLANS = "plans"
MANIFEST = "plans/workbook.toml"
LAYER_FILE = "plans/layer.toml"
LAYERS = "layers"
NAMED_BY_FOLDER = ("nation.toml", "meeting.toml")
_RANDOM_LETTERS = 4
_RANDOM = f"[0-9A-HJKMNP-TV-Z]{{{_RANDOM_LETTERS}}}"
_ENDING = re.compile(_RANDOM, re.ASCII)
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?", re.ASCII)
_TRIGRAPH = re.compile(r"[A-Z]{2,5}", re.ASCII)
_CODED = re.compile(rf"(?:([A-Z]{{2,5}})-)?([A-Z])-{_RANDOM}", re.ASCII)


class Home(NamedTuple):
    """Where a record lies and what follows from it.

    `owner` is the nation that owns the path, "" for the secretariat. `fault` says in a sentence why the
    path and the id in it disagree, "" where they agree.
    """

    kind: Kind
    id: str
    owner: str = ""
    recorded: bool = False
    meeting: str = ""
    fault: str = ""


class Folder(NamedTuple):
    """What a folder's path says of the records in it."""

    kind: Kind
    owner: str = ""
    recorded: bool = False
    meeting: str = ""


def home_of(path: str) -> Home | None:
    """Tell what lies at a path; None where no record belongs there."""
    parent, _, name = path.rpartition("/")
    if name in NAMED_BY_FOLDER:
        return _named_by_folder(path.split("/"))
    folder = _folder(parent)
    if folder is None:
        return None
    kind, owner, recorded, meeting = folder
    id = name.removesuffix(".toml")
    start = _start_of_ids(parent)
    is_usual = bool(start) and id[:-_RANDOM_LETTERS] == start and _ENDING.fullmatch(id, len(start))
    fault = "" if is_usual else _disagreement(kind, id, owner)
    return Home(kind, id, owner, recorded, meeting, fault)


def folder_of(path: str) -> Folder | None:
    """Tell what the folder of a path says of the record there; None where no record belongs."""
    parent, _, name = path.rpartition("/")
    if name not in NAMED_BY_FOLDER:
        return _folder(parent)
    home = _named_by_folder(path.split("/"))
    return Folder(home.kind, home.owner, home.recorded, home.meeting) if home is not None else None


def layer_of(path: str) -> tuple[str, str]:
    """Take a path apart that is seen from the shared top: its layer, "" for the shared one, and the rest."""
    if path.startswith(f"{LAYERS}/"):
        _, layer, *rest = path.split("/", 2)
        if rest:
            return layer, rest[0]
    return "", path


def path_of(kind: Kind, id: str, *, owner: str = "", recorded: bool = False, meeting: str = "") -> str:
    """Give the path at which a record belongs, the inverse of `home_of`."""
    if kind is Kind.MEETING:
        return f"plans/meetings/{id}/meeting.toml"
    if meeting:
        return f"plans/meetings/{meeting}/{kind.plural}/{id}.toml"
    if not owner:
        return f"plans/catalogue/{kind.plural}/{id}.toml"
    area = f"plans/{'recorded' if recorded else 'nations'}/{owner}"
    return f"{area}/nation.toml" if kind is Kind.NATION else f"{area}/{kind.plural}/{id}.toml"


def owner_of(path: str) -> str:
    """Give the nation that owns a path, whatever lies there; "" for the secretariat."""
    match path.split("/"):
        case ["plans", "nations", owner, _, *_]:
            return owner
    return ""


def _named_by_folder(parts: list[str]) -> Home | None:
    match parts:
        case ["plans", "nations" | "recorded" as area, owner, "nation.toml"]:
            fault = _disagreement(Kind.NATION, owner, owner)
            return Home(kind=Kind.NATION, id=owner, owner=owner, recorded=area == "recorded", fault=fault)
        case ["plans", "meetings", meeting, "meeting.toml"]:
            fault = _disagreement(Kind.MEETING, meeting, "")
            return Home(kind=Kind.MEETING, id=meeting, meeting=meeting, fault=fault)
    return None


@lru_cache(maxsize=4096)
def _folder(parent: str) -> Folder | None:
    match parent.split("/"):
        case ["plans", "nations" | "recorded" as area, owner, folder] if folder in NATION_FOLDERS:
            return Folder(NATION_FOLDERS[folder], owner=owner, recorded=area == "recorded")
        case ["plans", "catalogue", folder] if folder in CATALOGUE_FOLDERS:
            return Folder(CATALOGUE_FOLDERS[folder])
        case ["plans", "meetings", meeting, folder] if folder in MEETING_FOLDERS:
            return Folder(MEETING_FOLDERS[folder], meeting=meeting)
    return None


@lru_cache(maxsize=4096)
def _start_of_ids(parent: str) -> str:
    """Give what the ids in a folder begin with, like `NOR-C-`; "" where that is not so plain."""
    folder = _folder(parent)
    letter = LETTERS.get(folder.kind) if folder is not None else None
    if folder is None or letter is None or (folder.owner and not _TRIGRAPH.fullmatch(folder.owner)):
        return ""
    return f"{folder.owner}-{letter}-" if folder.owner else f"{letter}-"


def _disagreement(kind: Kind, id: str, owner: str) -> str:
    if owner and not _TRIGRAPH.fullmatch(owner):
        return f"lies in the folder {owner!r}: a nation's folder is named by its code, like NOR"
    letter = LETTERS.get(kind)
    if letter is None:
        if kind is not Kind.NATION and not _SLUG.fullmatch(id):
            return f"has the id {id!r}: the id of {kind.one} is lower-case letters, digits and hyphens"
        return ""
    found = _CODED.fullmatch(id)
    if found and (found[1] or "") == owner and found[2] == letter:
        return ""
    example = f"{owner}-{letter}-7K3Q" if owner else f"{letter}-7K3Q"
    if not found:
        return f"has the id {id!r}: an id here looks like {example}"
    if (found[1] or "") != owner:
        of, folder = found[1] or "the secretariat", owner or "the secretariat"
        return f"has an id of {of} in a folder of {folder}: move it"
    return f"has the letter {found[2]} in its id: {kind.one} has the letter {letter}, as in {example}"
