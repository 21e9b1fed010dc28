"""Where a record has lain: its places in every layer, found by its id without loading the plan.

In: the top of a plan, and an id or a path. Out: a `Life` with the paths at which its history is to be read. A
record that is gone, or that lay elsewhere before, is found too.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from workbook.desk.folders import overlay_folders, own_repository
from workbook.model.kind import CATALOGUE_FOLDERS, LETTERS, MEETING_FOLDERS, NATION_FOLDERS, Kind
from workbook.records.paths import MANIFEST, home_of, layer_of, path_of
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import ask

_CODED = re.compile(r"(?:([A-Z]{2,5})-)?([A-Z])-[0-9A-Z]{4}", re.ASCII)
_NATION = re.compile(r"[A-Z]{2,5}", re.ASCII)
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_KINDS = {letter: kind for kind, letter in LETTERS.items()}


class LayerHistory(NamedTuple):
    """The repository of a layer ("" is the shared one) and where its history is read.

    From `start`, a commit, back to `since`, another ("": to the first).
    """

    layer: str
    repository: Repository
    start: str
    since: str = ""


class Life(NamedTuple):
    """A record's id, and the paths at which it may have lain in any layer."""

    id: str
    paths: Sequence[str]


def histories(top: Path, *, start: str = "", since: str = "") -> list[LayerHistory]:
    """List the layers whose history can be read, the shared one first; one without a commit has none yet.

    `start` is a commit of the shared one, left out: its HEAD. With `since`, a revision of it, overlays are
    read from the end of that day on.

    Raises:
        WorkbookError: the top is in no repository.
    """
    shared = Repository.find(top)
    ends: dict[str, str] = {}
    if since:
        from workbook.desk.past import stack_at

        first, overlays = stack_at(shared, since)
        ends = {"": first.commit, **{name: one.commit for name, one in overlays.items()}}
    found = [("", shared)]
    for folder in overlay_folders(shared.top):
        repository = own_repository(folder)
        if repository is not None:
            found.append((folder.name, repository))
    tips = [(name, one, (start if not name else "") or _head(one)) for name, one in found]
    return [
        LayerHistory(layer=name, repository=one, start=tip, since=ends.get(name, ""))
        for name, one, tip in tips
        if tip
    ]


def find_life(word: str, layers: Sequence[LayerHistory], *, top: Path) -> Life | None:
    """Find where the record of an id or a path has lain; None where no file ever had that id."""
    named = word.partition(":")[0].replace("\\", "/").removeprefix("./")
    home = home_of(layer_of(named)[1])
    if home is not None:
        return Life(id=home.id, paths=sorted({layer_of(named)[1], *_direct(home.id)}))
    for id in dict.fromkeys((named, named.upper(), named.lower())):
        paths = _direct(id) or _listed(id, top, layers)
        if paths:
            return Life(id=id, paths=sorted({*paths, *_beside(id, top)}))
    for id in dict.fromkeys((named, named.upper(), named.lower())):
        paths = _once(id, layers)
        if paths:
            return Life(id=id, paths=paths)
    return None


def life_of(word: str, layers: Sequence[LayerHistory], *, top: Path) -> Life:
    """Find where a record has lain.

    Raises:
        UnknownRecordError: no record is or was called so.
    """
    found = find_life(word, layers, top=top)
    if found is not None and (_exists(found, top, layers) or _has_history(found, layers)):
        return found
    from workbook.desk.finding import UnknownRecordError, near_ids
    from workbook.desk.opening import open_plan

    plan = open_plan(top, at="" if (top / MANIFEST).is_file() else "HEAD")
    raise UnknownRecordError(word, near_ids(word, plan.workbook))


def _exists(found: Life, top: Path, layers: Sequence[LayerHistory]) -> bool:
    tops = [top, *(one.repository.top for one in layers if one.layer)]
    return any((one / path).is_file() for one in tops for path in found.paths)


def _has_history(found: Life, layers: Sequence[LayerHistory]) -> bool:
    from workbook.vcs.history import life

    for layer in layers:
        with closing(life(layer.repository, found.paths, start=layer.start)) as touches:
            if next(touches, None) is not None:
                return True
    return False


def _direct(id: str) -> list[str]:
    """Give the places that follow from an id alone."""
    coded = _CODED.fullmatch(id)
    if coded and coded[1] and _KINDS.get(coded[2]) in NATION_FOLDERS.values():
        kind = _KINDS[coded[2]]
        return [path_of(kind, id, owner=coded[1], recorded=is_recorded) for is_recorded in (False, True)]
    if _NATION.fullmatch(id):
        return [path_of(Kind.NATION, id, owner=id, recorded=is_recorded) for is_recorded in (False, True)]
    return []


def _beside(id: str, top: Path) -> Iterator[str]:
    """Give the places of a slug: in the catalogue, as a meeting, as an item that any nation proposed."""
    if not _SLUG.fullmatch(id):
        return
    yield path_of(Kind.MEETING, id)
    for kind in CATALOGUE_FOLDERS.values():
        yield path_of(kind, id)
    nations = top / "plans" / "nations"
    for folder in sorted(nations.iterdir()) if nations.is_dir() else ():
        yield path_of(Kind.ITEM, id, owner=folder.name)


def _listed(id: str, top: Path, layers: Sequence[LayerHistory]) -> list[str]:
    """Look for an id among the files that lie here now."""
    from workbook.records.folder import FolderSource

    tops = [top, *(one.repository.top for one in layers if one.layer)]
    found = set()
    for one in tops:
        for file in FolderSource(one).files("plans"):
            home = home_of(file.path) if file.path.endswith(f"{id}.toml") or f"/{id}/" in file.path else None
            if home is not None and home.id == id:
                found.add(file.path)
    return sorted(found)


def _once(id: str, layers: Sequence[LayerHistory]) -> list[str]:
    """Look for an id in the whole history."""
    from workbook.vcs.history import life

    is_of_meeting = (found := _CODED.fullmatch(id)) and _KINDS.get(found[2]) in MEETING_FOLDERS.values()
    if not is_of_meeting and not _SLUG.fullmatch(id):
        return []
    paths = set()
    for layer in layers:
        with closing(life(layer.repository, ["plans"], start=layer.start)) as touches:
            for touch in touches:
                homes = ((path, home_of(path)) for path in touch.steps)
                paths |= {path for path, home in homes if home is not None and home.id == id}
    return sorted(paths)


def _head(repository: Repository) -> str:
    """Give the commit that HEAD is at, "" for none; read from the files where they say it plainly."""
    with suppress(OSError, UnicodeDecodeError):
        name = (repository.top / ".git/HEAD").read_text(encoding="ascii").strip()
        if name.startswith("ref: refs/heads/"):
            commit = (
                (repository.top / ".git" / name.removeprefix("ref: ")).read_text(encoding="ascii").strip()
            )
            if _COMMIT.fullmatch(commit):
                return commit
    answer = ask(repository.top, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    return answer.out.decode("ascii").strip() if answer.code == 0 else ""
