"""Three versions of a file merged: by lines where that says what is meant, else statement by statement.

Bytes flow in, with what the sides are called; merged bytes flow out, with the conflicts left in them between
markers, and every decision that was made without asking. Whatever the bytes hold, nothing is raised: what is
not TOML is merged as lines. Pure and in memory; files, git and the screen are for those who call it.

A clean merge of lines is kept if it is TOML and says what the merge of the data says. Otherwise the
statements of both sides are spliced into one text, which is mended until its data is the merged data. What
cannot be shown to be that is a conflict, never a success.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from msgspec.structs import replace

from workbook.change.contest import Choice, Places, contest_over, settled_by_lines, steps_of
from workbook.change.diff import Change, Order, applied, differences, locate_path, path_words
from workbook.change.ends import alike
from workbook.change.lines import Clash, Settled, Stretch, aligned_lines, compared_lines, merged_stretches
from workbook.change.marks import Sides, marked
from workbook.change.mend import mended
from workbook.change.merge import NO_CHOICES, SIDES, Choices, Conflict, Merged, Resolution, merge_tables
from workbook.change.merged_text import MergedText
from workbook.change.policy import ABSENT, ChangePath, Policies
from workbook.change.sections import sections
from workbook.change.splice import spliced
from workbook.change.statements import Statements, cut
from workbook.model.kind import Kind
from workbook.records.fault import SIZE_LIMIT_BYTES
from workbook.toml.damage import Damage
from workbook.toml.document import Document, parse
from workbook.toml.versions import Versions

__all__ = ["MergedText", "Sides", "merge_texts"]

BASE, OURS, THEIRS, MERGED = range(4)


def merge_texts(
    base: bytes | None,
    ours: bytes | None,
    theirs: bytes | None,
    kind: Kind | None,
    names: Sides,
    choices: Choices = NO_CHOICES,
) -> MergedText:
    """Merge three versions of a file; None: a version has no such file.

    What both sides added is merged as if from an empty file. A change against a deletion is a conflict over
    the whole file, which then holds the changed version without markers, as git leaves it. So is one over
    bytes that are no text, or more than a record may have, where ours is left. `choices` decide conflicts; ""
    one over the whole file.
    """
    if "" in choices:
        return MergedText(data=dict(zip(SIDES, (base, ours, theirs), strict=True))[choices[""]])
    if ours == theirs or theirs == base:
        return MergedText(data=ours)
    if ours == base:
        return MergedText(data=theirs)
    if ours is None or theirs is None or any(map(_is_beyond, (base or b"", ours, theirs))):
        return MergedText(data=theirs if ours is None else ours, conflicts=(_whole(base, ours, theirs),))
    (base, ours, theirs), shape = alike([base or b"", ours, theirs])
    result = _Merge((base, ours, theirs), Policies.of(kind), names, choices).run()
    assert result.data is not None
    data = shape.applied(result.data)
    return replace(result, data=data, table=result.table if data == result.data else None)


class _Merge:
    """Three texts with ended lines, and how their lines merge."""

    def __init__(
        self, texts: tuple[bytes, bytes, bytes], policies: Policies, names: Sides, choices: Choices
    ) -> None:
        self.texts = texts
        self.policies = policies
        self.names = names
        self.choices = choices
        self.chosen: Sequence[Choice] = ()
        aligned = list(aligned_lines(*(text.splitlines(keepends=True) for text in self.texts)))
        self.lines: list[Stretch[bytes]] = list(merged_stretches(aligned))
        self.sections = sections(aligned)
        self.versions = Versions()
        self.is_clean = not any(isinstance(stretch, Clash) for stretch in self.lines)

    def run(self) -> MergedText:
        documents = [
            document
            for side in range(len(self.texts))
            if isinstance(document := self._parsed(side), Document)
        ]
        if len(documents) < len(self.texts):
            return self._as_lines()
        base, ours, theirs = (document.table for document in documents)
        merged = merge_tables(base, ours, theirs, self.policies, self.choices)
        if self.choices:
            every = merge_tables(base, ours, theirs, self.policies).conflicts
            sides = [(one, self.choices.get(path_words(one.path))) for one in every]
            self.chosen = [(one, SIDES.index(side)) for one, side in sides if side is not None]
        if not merged.conflicts and (kept := self._kept_lines(merged)):
            return MergedText(data=kept.data, resolutions=merged.resolutions, table=kept.table)
        versions = cut(documents, self.policies)
        merged = settled_by_lines(merged, versions)
        if merged.conflicts:
            return self._contested(merged, versions)
        return self._clean(merged, versions)

    def _parsed(self, side: int) -> Document | Damage:
        """Parse one of the texts, or what their lines merge to; what they share is parsed once."""
        return self.versions.parse_sections([section[side] for section in self.sections])

    def _kept_lines(self, merged: Merged) -> Document | None:
        """Give the clean merge of the lines, if it says what the merge of the data says."""
        if not self.is_clean:
            return None
        document = self._parsed(MERGED)
        if not isinstance(document, Document):
            return None
        # Where both sides added to a list, either order is right, and that of the lines is what git gives.
        left = differences(document.table, merged.table, self.policies)
        return document if all(isinstance(change.after, Order) for change in left) else None

    def _clean(self, merged: Merged, versions: Sequence[Statements]) -> MergedText:
        kept = self._kept_lines(merged)
        found = kept or next(self._candidates(merged.table, versions), None)
        if found is None:
            return self._as_conflict(versions)
        return MergedText(data=found.data, resolutions=self._told(merged, versions))

    def _candidates(self, table: dict[str, Any], versions: Sequence[Statements]) -> Iterator[Document]:
        """List the texts that hold the merged data, the one with most of both sides' layout first."""
        _, ours, theirs = self.texts
        starts = (
            spliced(versions, contest_over((), OURS, self.chosen)),
            _joined(self.lines, OURS),
            _joined(self.lines, THEIRS),
            ours,
            theirs,
        )
        for start in starts:
            document = parse(start)
            if isinstance(document, Document):
                found = mended(document, table, self.policies, versions)
                if found is not None:
                    yield found

    def _contested(self, merged: Merged, versions: Sequence[Statements]) -> MergedText:
        """Set the three versions of what is in conflict between markers, all else merged."""
        variants = [self._variant(merged, versions, side) for side in (BASE, OURS, THEIRS)]
        documents = [variant for variant in variants if variant is not None]
        if len(documents) < len(variants):
            return self._as_conflict(versions, merged.conflicts)
        pieces = [_pieces(version) for document in documents for version in cut([document], self.policies)]
        data = marked(list(compared_lines(*pieces)), self.names)
        told = self._told(merged, versions)
        return MergedText(data=data, conflicts=merged.conflicts, resolutions=told)

    def _variant(self, merged: Merged, versions: Sequence[Statements], side: int) -> Document | None:
        """Give the text that holds the merged data, with one side's version of what is in conflict."""
        changes = [
            Change(
                path=conflict.path, before=None, after=(conflict.base, conflict.ours, conflict.theirs)[side]
            )
            for conflict in merged.conflicts
        ]
        document = parse(spliced(versions, contest_over(merged.conflicts, side, self.chosen)))
        if not isinstance(document, Document):
            return None
        return mended(document, applied(merged.table, changes), self.policies, versions)

    def _told(self, merged: Merged, versions: Sequence[Statements]) -> tuple[Resolution, ...]:
        """List what was decided, also the changes of one side in lines that clash with the other's."""
        known = Places(
            chain((one.path for one in merged.conflicts), (one.path for one in merged.resolutions))
        )
        clashing = {line for clash in self.lines if isinstance(clash, Clash) for line in _all_lines(clash)}
        base, ours, theirs = versions
        taken = [
            Resolution(path=change.path, words=f"taken from {name}")
            for side, name in ((ours, self.names.ours), (theirs, self.names.theirs))
            for change in differences(base.document.table, side.document.table, self.policies)
            if not known.touch(steps_of(change.path))
            and _line_of(base if change.after is ABSENT else side, change.path) in clashing
        ]
        return (*merged.resolutions, *taken)

    def _as_lines(self) -> MergedText:
        """Merge what is not TOML by its lines; only if TOML comes out is that no conflict."""
        if self.is_clean:
            data = _joined(self.lines, OURS)
            if isinstance(parse(data), Document):
                return MergedText(data=data)
        return self._as_conflict([])

    def _as_conflict(self, versions: Sequence[Statements], conflicts: Sequence[Conflict] = ()) -> MergedText:
        """Leave the merge of the lines, or where that is clean but wrong, all three versions whole."""
        stretches = self.lines
        if self.is_clean:
            base, ours, theirs = ([text] if text else [] for text in self.texts)
            stretches = [Clash(base=base, ours=ours, theirs=theirs)]
        whole = _whole(*(version.document.table for version in versions)) if versions else _whole(*self.texts)
        return MergedText(data=marked(stretches, self.names), conflicts=tuple(conflicts) or (whole,))


def _is_beyond(data: bytes) -> bool:
    """Say whether nobody would want to see markers in this: it is no text, or more than any record has."""
    return len(data) > SIZE_LIMIT_BYTES or b"\0" in data


def _joined(stretches: Sequence[Stretch[bytes]], side: int) -> bytes:
    """Give the merged lines as a text, with one side's where they clash."""
    parts: list[bytes] = []
    for stretch in stretches:
        if isinstance(stretch, Settled):
            parts += stretch.lines
        else:
            parts += stretch.theirs if side == THEIRS else stretch.ours
    return b"".join(parts)


def _all_lines(clash: Clash[bytes]) -> Iterator[bytes]:
    yield from (*clash.base, *clash.ours, *clash.theirs)


def _line_of(version: Statements, path: ChangePath) -> bytes:
    """Give the line on which begins what a path leads to."""
    place = locate_path(version.document.table, path)
    data = version.layout.data
    start = version.layout.nearest(place).start if place else len(data)
    return data[data.rfind(b"\n", 0, start) + 1 : data.find(b"\n", start) + 1]


def _pieces(version: Statements) -> list[bytes]:
    """Give the lines of a text, those of each statement but of a list as one."""
    pieces: list[bytes] = []
    for block in version.blocks.values():
        for unit in block.values():
            pieces += unit.gap.splitlines(keepends=True)
            pieces += unit.lead.splitlines(keepends=True)
            statement = unit.head + unit.value + unit.tail
            # A list may hold a line for each entry, of which few are in conflict.
            is_list = unit.value.startswith(b"[")
            pieces += statement.splitlines(keepends=True) if is_list else [statement] if unit.head else []
    return pieces


def _whole(base: Any, ours: Any, theirs: Any) -> Conflict:
    return Conflict(
        path=(),
        **{
            side: ABSENT if value is None else value
            for side, value in (("base", base), ("ours", ours), ("theirs", theirs))
        },
    )
