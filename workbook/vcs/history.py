"""Who changed which files, when and on whose behalf: every commit, also one whose change was taken back.

In: paths, and where to start. Out: `Touch`, newest first, one git process for any number of paths. History is
never simplified: an edit that was made and reverted within a merged branch left no trace in the files, and
is told all the same. A merge is told where its result is that of none of its parents.
"""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from itertools import islice

import msgspec

from workbook.vcs.messages import read_trailers, remarks_in
from workbook.vcs.moments import moment_of
from workbook.vcs.plumbing import Repository
from workbook.vcs.searching import FIELDS, searching, span
from workbook.vcs.trees import Entry, Step

_SWAPPED = {"recorded": "nations", "nations": "recorded"}


class Touch(msgspec.Struct, frozen=True, dict=True):
    """A commit that changed files: of a merge, those that are as in none of its parents.

    `steps` gives what stood before, for a merge in its first parent, and what stands after. In a clone with a
    part of the history, `is_cut` says that what came before is not here, so all looks new. `body` is the rest
    of the message, without its trailers, and `encoding` what it says to be written in, "" for UTF-8. `others`
    gives of a merge the ids of what stands in its further parents.
    """

    commit: str
    parents: tuple[str, ...]
    author: str
    email: str
    moment: datetime
    subject: str
    trailers: tuple[tuple[str, str], ...]
    steps: Mapping[str, Step]
    is_cut: bool = False
    body: str = ""
    encoding: str = ""
    others: Mapping[str, Sequence[str]] = msgspec.field(default_factory=dict)

    @cached_property
    def is_merge(self) -> bool:
        """Whether it has more than one parent."""
        return len(self.parents) > 1

    def trailer(self, key: str) -> str:
        """Give the last trailer of a name, whatever its case; "" for none."""
        found = [value for name, value in self.trailers if name.lower() == key.lower()]
        return found[-1] if found else ""


def life(
    repository: Repository, paths: Sequence[str], *, start: str, since: str = ""
) -> Generator[Touch, None, None]:
    """Give the commits that changed one of the paths, newest first, read as they are asked for.

    `start` is a commit's id; with `since`, also one, what was in that commit already is left out. A record
    that moved is followed by giving all its paths; see `places_of`.
    """
    with life_ahead(repository, paths, start=start, since=since) as touches:
        yield from touches


@contextmanager
def life_ahead(
    repository: Repository, paths: Sequence[str], *, start: str, since: str = ""
) -> Iterator[Iterator[Touch]]:
    """Give the commits that `life` gives, which git looks for from the start of the block on."""
    with searching(repository, span(start, since), paths) as parts:
        yield touches_in(parts, repository)


def all_touches(
    repository: Repository, paths: Iterable[str], *, since: str, until: str
) -> dict[str, list[Touch]]:
    """Give for each path the commits after `since` and up to `until` that changed it, newest first.

    By one process; paths that nothing changed are left out.
    """
    wanted = set(paths)
    found: dict[str, list[Touch]] = {}
    # There may be too many to name them all, so their top folders are asked for.
    below = sorted({path.split("/")[0] for path in wanted})
    if not wanted:
        return found
    with searching(repository, span(until, since), below) as parts:
        for touch in touches_in(parts, repository):
            for path in sorted(wanted & touch.steps.keys()):
                found.setdefault(path, []).append(touch)
    return found


def touches_beyond(repository: Repository, tip: str, seen: Iterable[str]) -> Sequence[Touch]:
    """Give every commit that a commit has and none of `seen` has, newest first, also those without steps."""
    revisions = [tip, *(f"^{one}" for one in seen)]
    with searching(repository, revisions, []) as parts:
        return tuple(touches_in(parts, repository, is_every=True))


def places_of(path: str) -> tuple[str, ...]:
    """Give a record's path, and where it lies before or after its nation confirms it."""
    parts = path.split("/")
    if len(parts) < 3 or parts[1] not in _SWAPPED:
        return (path,)
    return path, "/".join([parts[0], _SWAPPED[parts[1]], *parts[2:]])


def touches_in(parts: Iterator[str], repository: Repository, *, is_every: bool = False) -> Iterator[Touch]:
    """Read what a search gives; with `is_every`, also commits without steps."""
    cut = _boundary(repository)
    start = next(parts, "")
    while start:
        touch, start = _touch(start, parts, cut)
        if touch.steps or is_every:
            yield touch


def _touch(start: str, parts: Iterator[str], cut: set[str]) -> tuple[Touch, str]:
    """Read one commit, and the beginning of the next."""
    fields = [start.lstrip("\n\x01"), *islice(parts, FIELDS - 1)]
    steps, others, part = {}, {}, next(parts, "")
    while part == "" or part.startswith(("\n", ":")):
        about = part.lstrip("\n")
        if about.startswith(":"):
            path = next(parts)
            steps[path], further = _step(about)
            if further:
                others[path] = further
        following = next(parts, None)
        if following is None:
            part = ""
            break
        part = following
    commit, parents, author, email, moment, subject, encoding, body = fields
    touch = Touch(
        commit=commit,
        parents=tuple(parents.split()),
        author=author,
        email=email,
        moment=moment_of(moment),
        subject=subject,
        encoding=encoding,
        trailers=read_trailers(body),
        body=remarks_in(body),
        steps=steps,
        others=others,
        is_cut=commit in cut,
    )
    return touch, part


def _step(about: str) -> tuple[Step, Sequence[str]]:
    """Read a line of the raw format: a colon, a mode and an id for each parent, those of the result last.

    Gives what the parents after the first have, too: the ids of files.
    """
    line = about.lstrip(":")
    sides = len(about) - len(line)
    words = line.split(" ")
    entries = [
        Entry(mode, id_) if mode != "000000" else None
        for mode, id_ in zip(words[: sides + 1], words[sides + 1 : 2 * sides + 2], strict=True)
    ]
    return Step(entries[0], entries[-1]), [entry.id for entry in entries[1:-1] if entry is not None]


def _boundary(repository: Repository) -> set[str]:
    """List the commits whose parents a shallow clone lacks."""
    try:
        return set((repository.git_folder / "shallow").read_text(encoding="ascii").split())
    except (FileNotFoundError, UnicodeDecodeError):
        return set()
