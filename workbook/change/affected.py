"""What a proposal changes in the plan, record by record: the set that an approval covers.

In: files before and after, by path. Out: `AffectedRecord`s in order of key; a file whose bound data stays as
it was is not among them. A worked example, main against main with the proposal merged in:

    NOR-C-7K3Q.toml  quantity 12 -> 10       -> NOR-C-7K3Q, with the fingerprint of quantity 10
    NOR-S-5H1M.toml  a comment was added     -> nothing
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

import msgspec

from workbook.change.fingerprint import fingerprint
from workbook.model.kind import Kind
from workbook.records.paths import home_of
from workbook.records.workbook import Workbook

Prints: TypeAlias = Mapping[str, tuple[str, str]]
"""Fingerprints of files by path, each by itself: before and after."""


class AffectedRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record with other data than before; `key` is its id, or the path of a file that is no record.

    `before` and `after` are its files by path, those that are there; `fingerprint` is what an approval of it
    binds itself to.
    """

    key: str
    kind: Kind | None
    before: Mapping[str, bytes]
    after: Mapping[str, bytes]
    fingerprint: str

    @property
    def paths(self) -> tuple[str, ...]:
        """Where it lay or lies, in order."""
        return tuple(sorted(self.before.keys() | self.after.keys()))


def affected_records(
    before: Mapping[str, bytes | None],
    after: Mapping[str, bytes | None],
    known: Prints = MappingProxyType({}),
) -> tuple[AffectedRecord, ...]:
    """List what differs in its bound data; both hold the same paths, None where no file lies there.

    Of some files the fingerprints may be `known`.
    """
    groups: dict[str, list[str]] = {}
    for path in sorted(after):
        groups.setdefault(key_of_path(path), []).append(path)
    found = []
    for key, paths in sorted(groups.items()):
        was = {path: data for path in paths if (data := before.get(path)) is not None}
        now = {path: data for path in paths if (data := after[path]) is not None}
        alone = known.get(paths[0]) if len(paths) == 1 else None
        print_before, print_after = alone or (fingerprint(was), fingerprint(now))
        if print_before == print_after:
            continue
        home = home_of(paths[0])
        kind = home.kind if home else None
        found.append(AffectedRecord(key=key, kind=kind, before=was, after=now, fingerprint=print_after))
    return tuple(found)


def prints_of(before: Mapping[str, bytes | None], after: Mapping[str, bytes | None]) -> Prints:
    """Give the fingerprints of files, each by itself; both hold the same paths, None for no file."""
    return {path: (fingerprint({path: before[path]}), fingerprint({path: after[path]})) for path in after}


def key_of_path(path: str) -> str:
    """Give what a file is called in an approval: the id of its record, or its path where it is none."""
    home = home_of(path)
    return home.id if home is not None and path.endswith(".toml") else path


def packages(affected: Iterable[str], plans: Sequence[Workbook]) -> Mapping[str, frozenset[str]]:
    """Give for each key those that hang together with it: one names the other, itself or through others.

    NOR-C-7K3Q is drawn from NOR-S-5H1M, NOR-C-9D0M names neither
    -> {NOR-C-7K3Q, NOR-S-5H1M} for the first two, {NOR-C-9D0M} for the last
    """
    keys = set(affected)
    joined = {key: {key} for key in keys}
    for workbook in plans:
        for key in sorted(keys):
            file = workbook.file_of(key)
            for reference in file.references if file is not None else ():
                if reference.target in keys and joined[key] is not joined[reference.target]:
                    whole = joined[key] | joined[reference.target]
                    joined |= dict.fromkeys(whole, whole)
    return {key: frozenset(group) for key, group in joined.items()}
