"""Where records lie: from a path to its kind, id and owner, and back; ownership is the path.

In: paths relative to a layer's top, with `/`. Out: `Home`. Nothing here reads a file.
"""

import re
from dataclasses import dataclass

from workbook.model.kind import CATALOGUE_FOLDERS, LETTERS, MEETING_FOLDERS, NATION_FOLDERS, Kind

PLANS = "plans"
MANIFEST = "plans/workbook.toml"
LAYER_FILE = "plans/layer.toml"
LAYERS = "layers"
_RANDOM = "[0-9A-HJKMNP-TV-Z]{4}"
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?", re.ASCII)
_TRIGRAPH = re.compile(r"[A-Z]{2,5}", re.ASCII)
_CODED = re.compile(rf"(?:([A-Z]{{2,5}})-)?([A-Z])-{_RANDOM}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
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


def home_of(path: str) -> Home | None:
    """Tell what lies at a path; None where no record belongs there."""
    match path.split("/"):
        case ["plans", "nations" | "recorded" as area, owner, "nation.toml"]:
            return _home(Kind.NATION, owner, owner=owner, recorded=area == "recorded")
        case ["plans", "nations" | "recorded" as area, owner, folder, name] if folder in NATION_FOLDERS:
            return _home(NATION_FOLDERS[folder], _stem(name), owner=owner, recorded=area == "recorded")
        case ["plans", "catalogue", folder, name] if folder in CATALOGUE_FOLDERS:
            return _home(CATALOGUE_FOLDERS[folder], _stem(name))
        case ["plans", "meetings", meeting, "meeting.toml"]:
            return _home(Kind.MEETING, meeting, meeting=meeting)
        case ["plans", "meetings", meeting, folder, name] if folder in MEETING_FOLDERS:
            return _home(MEETING_FOLDERS[folder], _stem(name), meeting=meeting)
    return None


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


def _stem(name: str) -> str:
    return name.removesuffix(".toml")


def _home(kind: Kind, id: str, *, owner: str = "", recorded: bool = False, meeting: str = "") -> Home:
    fault = _disagreement(kind, id, owner)
    return Home(kind=kind, id=id, owner=owner, recorded=recorded, meeting=meeting, fault=fault)


def _disagreement(kind: Kind, id: str, owner: str) -> str:
    if owner and not _TRIGRAPH.fullmatch(owner):
        return f"lies in the folder {owner!r}: a nation's folder is named by its code, like NOR"
    letter = LETTERS.get(kind)
    if letter is None:
        if kind is not Kind.NATION and not _SLUG.fullmatch(id):
            return f"has the id {id!r}: the id of a {kind} is lower-case letters, digits and hyphens"
        return ""
    example = f"{owner}-{letter}-7K3Q" if owner else f"{letter}-7K3Q"
    found = _CODED.fullmatch(id)
    if not found:
        return f"has the id {id!r}: an id here looks like {example}"
    if (found[1] or "") != owner:
        return f"has an id of {found[1] or 'the secretariat'} in a folder of {owner or 'the secretariat'}: move it"
    if found[2] != letter:
        return f"has the letter {found[2]} in its id: a {kind} has the letter {letter}, as in {example}"
    return ""
