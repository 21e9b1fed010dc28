"""The files of a change, as bytes: read by one git process, however many there are."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from workbook.records.paths import PLANS
from workbook.vcs.plumbing import Repository, read_whole
from workbook.vcs.trees import Entry, Step

Place = TypeVar("Place", bound=Hashable)


def plan_files(steps: Mapping[str, Step]) -> Mapping[str, Step]:
    """Give the steps at files that a plan is loaded from."""
    return {
        path: step for path, step in steps.items() if path.startswith(f"{PLANS}/") and path.endswith(".toml")
    }


def read_files(repository: Repository, entries: Mapping[Place, Entry | None]) -> dict[Place, bytes | None]:
    """Give the bytes of what stands at some places, None where there is no plain file."""
    wanted = {place: entry.id for place, entry in entries.items() if entry is not None and entry.is_file}
    read = dict(zip(wanted, read_whole(repository.top, list(wanted.values())), strict=True))
    return {place: read.get(place) for place in entries}
