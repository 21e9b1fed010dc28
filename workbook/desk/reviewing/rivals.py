"""Which open proposals change the same differently: once one is in, the other must be brought up to date.

In: the shared plan, and what is known of its proposals. Out: the rivals of each, by id, with the places. Only
files that two of them change are looked at, and each three versions of one once.
"""

from collections.abc import Iterable, Mapping, Sequence

from workbook.change.rivalry import rival_places
from workbook.desk.reviewing.known import ChangedFiles, KnownProposals
from workbook.desk.reviewing.proposed import Proposed, read_proposed
from workbook.desk.reviewing.row import Rival
from workbook.desk.reviewing.shared import SharedPlan
from workbook.errors import WorkbookError
from workbook.records.source import blob_id
from workbook.vcs.plumbing import read_whole


def changed_files(proposed: Proposed) -> ChangedFiles:
    """Say which files a proposal changes.

    Raises:
        WorkbookError: it cannot be read.
    """
    before, after = proposed.net
    merged = [one.result.data for one in proposed.joining.merged if one.result.data is not None]
    return ChangedFiles(
        before={path: blob_id(data) if data is not None else "" for path, data in before.items()},
        after={path: blob_id(data) if data is not None else "" for path, data in after.items()},
        made={blob_id(data): data for data in merged},
        is_withdrawn=proposed.is_withdrawn,
    )


def rivals_of(shared: SharedPlan, proposed: Proposed) -> Sequence[Rival]:
    """Name the open proposals that change the same as one, and differently."""
    known = KnownProposals(shared)
    files = {proposed.id: changed_files(proposed)}
    for id in shared.open_ids:
        if id not in files:
            try:
                files[id] = known_files(shared, known, id)
            except WorkbookError:
                # What cannot be read cannot be adopted, and its own row says why.
                continue
    found = rivals(shared, known, files, [proposed.id])[proposed.id]
    known.keep()
    return found


def known_files(shared: SharedPlan, known: KnownProposals, id: str) -> ChangedFiles:
    """Say which files a proposal changes, as it is known or worked out now.

    Raises:
        WorkbookError: it cannot be read.
    """
    found = known.files(id)
    if found is None:
        found = changed_files(read_proposed(shared, id))
        known.put_files(id, found)
    return found


def rivals(
    shared: SharedPlan, known: KnownProposals, files: Mapping[str, ChangedFiles], ids: Iterable[str]
) -> Mapping[str, Sequence[Rival]]:
    """Name the rivals of some proposals among all that are given, in order; none of those withdrawn."""
    changing: dict[str, list[str]] = {}
    for id in sorted(files):
        for path in files[id].after if not files[id].is_withdrawn else ():
            changing.setdefault(path, []).append(id)
    wanted = set(ids)
    pairs = {
        (path, one, other)
        for path, some in changing.items()
        for one in some
        if one in wanted
        for other in some
        if files[one].after[path] != files[other].after[path]
    }
    places = _places(shared, known, files, pairs)
    found: dict[str, dict[str, list[str]]] = {id: {} for id in wanted}
    for path, one, other in sorted(pairs):
        if places[path, one, other]:
            found[one].setdefault(other, []).extend(places[path, one, other])
    return {
        id: [Rival(id=other, places=clashes) for other, clashes in sorted(some.items())]
        for id, some in found.items()
    }


def _places(
    shared: SharedPlan,
    known: KnownProposals,
    files: Mapping[str, ChangedFiles],
    pairs: Iterable[tuple[str, str, str]],
) -> Mapping[tuple[str, str, str], Sequence[str]]:
    """Give where the two of each pair clash in a file, reading all contents at once."""
    versions = {
        (path, one, other): (
            files[one].before[path],
            *sorted((files[one].after[path], files[other].after[path])),
        )
        for path, one, other in pairs
    }
    found = {}
    unknown: dict[tuple[str, tuple[str, ...]], str] = {}
    for (path, one, other), blobs in versions.items():
        name = "\0".join((path, *blobs))
        places = known.rivalry(name)
        if places is None:
            unknown[path, blobs] = name
        else:
            found[path, one, other] = places
    if unknown:
        contents = _contents(shared, files, {blob for _, blobs in unknown for blob in blobs})
        for (path, blobs), name in unknown.items():
            before, one_file, other_file = ({path: contents[blob]} for blob in blobs)
            known.put_rivalry(name, rival_places(before, one_file, other_file))
        for pair, blobs in versions.items():
            found.setdefault(pair, known.rivalry("\0".join((pair[0], *blobs))) or ())
    return found


def _contents(
    shared: SharedPlan, files: Mapping[str, ChangedFiles], blobs: Iterable[str]
) -> Mapping[str, bytes | None]:
    made = {blob: data for one in files.values() for blob, data in one.made.items()}
    wanted = set(blobs)
    ids = sorted(wanted - made.keys() - {""})
    read = dict(zip(ids, read_whole(shared.repository.top, ids), strict=True))
    return {blob: made.get(blob, read.get(blob)) for blob in wanted}
