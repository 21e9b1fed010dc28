"""Every new commit of a push, judged by itself: what it changes, and of a merge what it should have come to.

In: commits that nobody has judged yet. Out: `Refusal`s. A merge is made once more by meaning, as `adopt` and
`sync` make it: where it says something else, it must be the pusher's own to say. So nobody undoes another's
figure in a merge, or changes it and back in one push. A worked example, pushed by NOR:

    SWE-C-3F8K 900 -> 700, then 700 -> 900       -> refused, though nothing is left of it
    a merge without SWE's new 1,200              -> refused: both sides together say 1,200
    a merge with NOR-C-7K3Q as neither side had  -> taken in: it is NOR's
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from workbook.change.marks import Sides
from workbook.desk.guarding.refusal import Refusal
from workbook.desk.guarding.writing import misplaced, shown
from workbook.desk.merging.merged_paths import BASE_NAME, files_of, merged_paths
from workbook.desk.trailers import ON_BEHALF
from workbook.vcs.history import Touch
from workbook.vcs.merging import Relation, ancestry, merged_entries, split
from workbook.vcs.packing import NewObjects
from workbook.vcs.plumbing import Repository
from workbook.vcs.trees import Entry, Step, Trees
from workbook.vcs.worktree import differences

_NAMES = Sides(ours="main", base=BASE_NAME, theirs="what is brought in")
_LAST_YEAR = 2199
_UTF_8 = frozenset(("", "utf-8", "utf8"))


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """What commits of a ref may change: `owns` is what the pusher says itself, `may` what it may touch."""

    ref: str
    nation: str
    owns: Callable[[str], bool]
    may: Callable[[str, Entry | None], bool]
    whose: Callable[[str], str]


class Recomputed(msgspec.Struct, frozen=True, kw_only=True):
    """What a merge comes to, from its first parent on, and the paths at which only a person can tell."""

    entries: Mapping[str, Entry | None]
    conflicted: frozenset[str]


def judge_commits(repository: Repository, touches: Sequence[Touch], scope: Scope) -> Iterator[Refusal]:
    """Judge commits, each by itself; nothing is merged with what has no history here."""
    roots = [touch for touch in touches if not touch.parents]
    for touch in roots:
        words = f"{_short(touch)} has nothing before it, so it is no change of this plan; clone it anew."
        yield Refusal(ref=scope.ref, rule="unrelated", message=words)
    for touch in touches if not roots else ():
        yield from judge_head(touch, ref=scope.ref, nation=scope.nation)
        if touch.is_merge:
            yield from _judge_merge(repository, touch, scope)
        else:
            yield from _judge_steps(touch, touch.steps, scope)


def judge_head(touch: Touch, *, ref: str, nation: str) -> Iterator[Refusal]:
    """Judge what a commit says of itself, where others would believe it."""
    named = [value for key, value in touch.trailers if key.casefold() == ON_BEHALF.casefold()]
    if any(value != nation for value in named):
        words = (
            f"{_short(touch)} says that it is on behalf of {_quoted(named)}, and you push for {nation}; "
            "commit it again in your own name."
        )
        yield Refusal(ref=ref, rule="on-behalf", message=words)
    if touch.encoding.casefold() not in _UTF_8:
        words = (
            f"{_short(touch)} says that it is written in {_quoted([touch.encoding])}, which not all read "
            "alike; commit it again in UTF-8, after `git config i18n.commitEncoding UTF-8`."
        )
        yield Refusal(ref=ref, rule="encoding", message=words)
    if touch.moment.year > _LAST_YEAR:
        words = f"{_short(touch)} is dated after {_LAST_YEAR}; commit it again with the right clock."
        yield Refusal(ref=ref, rule="date", message=words)


def recompute(repository: Repository, parents: Sequence[str]) -> Recomputed:
    """Merge commits by meaning once more; what comes after the second may only add to the first two."""
    ours, theirs, *others = parents
    parts = split(repository, ancestry(repository, ours, theirs))
    merged = tuple(merged_paths(repository, parts.both, _NAMES))
    entries = merged_entries(parts, files_of(merged), NewObjects(len(ours)))
    conflicted = {one.about.path for one in merged if one.result.conflicts}
    for other in others:
        found = ancestry(repository, ours, other)
        if found.relation is Relation.UP_TO_DATE:
            continue
        more = split(repository, found)
        conflicted |= {one.path for one in more.both}
        for path, step in more.taken.items():
            if entries.setdefault(path, step.after) != step.after:
                conflicted.add(path)
    return Recomputed(entries=entries, conflicted=frozenset(conflicted))


def departures(
    repository: Repository, first: str, expected: Mapping[str, Entry | None], actual: Mapping[str, Step]
) -> Sequence[str]:
    """List the paths at which a commit has something else than expected, both as changes from `first`."""
    other = [path for path, step in actual.items() if path not in expected or expected[path] != step.after]
    untouched = [path for path in expected if path not in actual]
    trees = Trees(repository.top, first, untouched) if untouched else None
    left = [path for path in untouched if trees is not None and trees.entry(path) != expected[path]]
    return sorted([*other, *left])


def _judge_steps(touch: Touch, steps: Mapping[str, Step], scope: Scope) -> Iterator[Refusal]:
    for path, step in sorted(steps.items()):
        if not scope.may(path, step.after):
            words = (
                f"{shown(path)} is changed in {_short(touch)}, but belongs to {scope.whose(path)}; take the "
                "change back, and propose it to them."
            )
            yield Refusal(ref=scope.ref, rule="WB601", path=shown(path), message=words)
        elif step.after is not None and (why := misplaced(path, step.after)):
            yield Refusal(ref=scope.ref, rule="path", path=shown(path), message=f"{shown(path)} {why}.")


def _judge_merge(repository: Repository, touch: Touch, scope: Scope) -> Iterator[Refusal]:
    first = touch.parents[0]
    actual = differences(repository, first, touch.commit)
    merge = recompute(repository, touch.parents)
    other = departures(repository, first, merge.entries, actual)
    for path in other:
        after = actual[path].after if path in actual else None
        is_settled = path in merge.conflicted and scope.may(path, after)
        if not (scope.owns(path) or is_settled):
            words = (
                f"{shown(path)} is in the merge {_short(touch)} not what both sides come to, but belongs to "
                f"{scope.whose(path)}; take the merge back, and bring in what is new by `workbook sync`."
            )
            yield Refusal(ref=scope.ref, rule="merge", path=shown(path), message=words)
    settled = {path: actual[path] for path in other if path in actual and scope.may(path, actual[path].after)}
    yield from _judge_steps(touch, settled, scope)


def _short(touch: Touch) -> str:
    return touch.commit[:10]


def _quoted(named: Sequence[str]) -> str:
    return ", ".join(repr(one[:40]) for one in named[:3])
