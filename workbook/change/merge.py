"""Three versions of a file's data, merged by meaning.

Base, ours and theirs flow in as tables; one merged table flows out with what no rule could decide. Text,
comments and the names of the sides are for `text`. A worked example, in a commitment:

    base    quantity = 20   status = "pledged"     tags = ["winter"]
    ours    quantity = 24   status = "committed"   tags = ["winter", "air"]
    theirs  quantity = 20   status = "delivering"  tags = ["winter", "urgent"]
    merged  quantity = 24   tags = ["winter", "air", "urgent"]   and a conflict over status
"""

from collections.abc import Hashable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, TypeAlias, TypeVar

import msgspec

from workbook.change.diff import name_in, path_words
from workbook.change.lines import settled_lines
from workbook.change.policy import ABSENT, ChangePath, Named, Policies
from workbook.change.sameness import frozen, same
from workbook.change.weave import woven

Key = TypeVar("Key", bound=Hashable)

SIDES = ("base", "ours", "theirs")
Choices: TypeAlias = Mapping[str, str]
"""What a person decided: `path_words` of a conflict to the side that counts there, one of `SIDES`."""
NO_CHOICES: Final[Choices] = MappingProxyType({})

BOTH_ALIKE = "both sides made the same change"
BOTH_LISTS = "holds what either side added, without what either removed"
BOTH_LINES = "holds the lines that either side changed"


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """Two changes of one thing that no rule decides; `ABSENT` where a version has nothing."""

    path: ChangePath
    base: Any
    ours: Any
    theirs: Any


class Resolution(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that both sides changed and that was decided automatically: where, and how."""

    path: ChangePath
    words: str


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """The merged data. Where there is a conflict it holds ours, or theirs where ours has nothing."""

    table: dict[str, Any]
    conflicts: tuple[Conflict, ...]
    resolutions: tuple[Resolution, ...]


def merge_tables(
    base: Mapping[str, Any],
    ours: Mapping[str, Any],
    theirs: Mapping[str, Any],
    policies: Policies,
    choices: Choices = NO_CHOICES,
) -> Merged:
    """Merge three versions of a table; `choices` decide what no rule does."""
    merge = _Merge(choices)
    table = merge.tables((base, ours, theirs), policies, ())
    return Merged(table=table, conflicts=tuple(merge.conflicts), resolutions=tuple(merge.resolutions))


class _Merge:
    """The conflicts and decisions met so far."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.conflicts: list[Conflict] = []
        self.resolutions: list[Resolution] = []

    def tables(
        self, versions: Sequence[Mapping[str, Any]], policies: Policies, path: ChangePath
    ) -> dict[str, Any]:
        base, ours, theirs = versions
        merged: dict[str, Any] = {}
        for key in dict.fromkeys([*ours, *theirs, *base]):
            inner = [version.get(key, ABSENT) for version in versions]
            merged[key] = self.values(inner, policies.inside(key), (*path, key))
        return _present(merged)

    def values(self, versions: Sequence[Any], policies: Policies, path: ChangePath) -> Any:
        base, ours, theirs = versions
        if same(ours, theirs):
            if not same(base, ours):
                self._decide(path, BOTH_ALIKE)
            return ours
        if same(base, theirs):
            return ours
        if same(base, ours):
            return theirs
        merged = ABSENT if policies.is_whole else self._both(versions, policies, path)
        return self._conflict(versions, path) if merged is ABSENT else merged

    def _both(self, versions: Sequence[Any], policies: Policies, path: ChangePath) -> Any:
        """Merge what both sides changed; `ABSENT` where no rule decides."""
        base, ours, theirs = versions
        if base is ABSENT and isinstance(path[-1], str):
            base = _before_added(ours, theirs, policies)
        versions = base, ours, theirs
        kinds = {type(version) for version in versions}
        if kinds == {dict}:
            return self.tables(versions, policies, path)
        if kinds == {list}:
            return self._lists(versions, policies, path)
        if kinds == {str} and policies.has_lines:
            return self._texts(versions, path)
        return ABSENT

    def _lists(self, versions: Sequence[list[Any]], policies: Policies, path: ChangePath) -> Any:
        merge_key = policies.merge_key(*versions)
        if merge_key is None and not policies.is_set(*versions):
            return ABSENT
        names: dict[Hashable, Named] = {}
        tables: list[dict[Hashable, Any]] = []
        for version in versions:
            named = [(name_in(entry, merge_key or ""), entry) for entry in version]
            names.update({frozen(name.value): name for name, _ in named})
            tables.append({frozen(name.value): entry for name, entry in named})
        marks = len(self.conflicts), len(self.resolutions)
        merged: dict[Hashable, Any] = {}
        for key, name in names.items():
            entries = [table.get(key, ABSENT) for table in tables]
            merged[key] = self.values(entries, policies, (*path, name))
        merged = _present(merged)
        base, ours, theirs = (list(table) for table in tables)
        order = woven(base, ours, theirs, merged, _text_of)
        if order is None:
            del self.conflicts[marks[0] :], self.resolutions[marks[1] :]
            return ABSENT
        self._decide(path, BOTH_LISTS)
        return [merged[key] for key in order]

    def _texts(self, versions: Sequence[str], path: ChangePath) -> Any:
        base, ours, theirs = (version.splitlines(keepends=True) for version in versions)
        lines = settled_lines(base, ours, theirs)
        if lines is None:
            return ABSENT
        self._decide(path, BOTH_LINES)
        return "".join(lines)

    def _conflict(self, versions: Sequence[Any], path: ChangePath) -> Any:
        base, ours, theirs = versions
        side = self.choices.get(path_words(path))
        if side is not None:
            return dict(zip(SIDES, versions, strict=True))[side]
        self.conflicts.append(Conflict(path=path, base=base, ours=ours, theirs=theirs))
        return theirs if ours is ABSENT else ours

    def _decide(self, path: ChangePath, words: str) -> None:
        self.resolutions.append(Resolution(path=path, words=words))


def _before_added(ours: Any, theirs: Any, policies: Policies) -> Any:
    """Give what stood before a table, or a list with a rule, that both sides added: an empty one.

    Elsewhere two lists of plain values added at once are a conflict, like any two values.
    """
    if isinstance(ours, dict):
        return {}
    if not isinstance(ours, list) or not isinstance(theirs, list):
        return ABSENT
    has_rule = policies.field is not None or all(isinstance(entry, dict) for entry in ours + theirs)
    return [] if has_rule else ABSENT


def _present(found: dict[Key, Any]) -> dict[Key, Any]:
    return {key: value for key, value in found.items() if value is not ABSENT}


def _text_of(name: Hashable) -> str | None:
    assert isinstance(name, tuple)
    return name[1] if name[0] is str else None
