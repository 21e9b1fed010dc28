"""Three versions of a file's statements, spliced into one text.

Statements flow in, bytes flow out in which every statement, comment and empty line that one side changed is
as that side has it, and all else as it was. It follows the text alone; whether the data came out as it
should is for `text` to see, and to mend.
"""

from collections.abc import Callable, Mapping, Sequence

import msgspec

from workbook.change.lines import Clash, merged_lines, settled_lines
from workbook.change.rows import Row, joined, rows_of
from workbook.change.statements import TOP, Block, Name, Statements, Unit
from workbook.change.weave import woven
from workbook.toml.document import Document, parse


class Contest(msgspec.Struct, frozen=True, kw_only=True):
    """The statements that no rule decides: `side_of` gives the version one is taken from, None for others."""

    side_of: Callable[[Name], int | None]

    def is_over(self, name: Name) -> bool:
        """Say whether a statement is one of them."""
        return self.side_of(name) is not None


_NO_CONTEST = Contest(side_of=lambda _: None)


def spliced(versions: Sequence[Statements], contest: Contest) -> bytes:
    """Splice the statements of base, ours and theirs into one text."""
    blocks = [version.blocks for version in versions]
    return b"".join(
        _block([version.get(name) for version in blocks], name, contest) for name in _woven(blocks, contest)
    )


def _block(versions: Sequence[Block | None], name: Name, contest: Contest) -> bytes:
    base, ours, theirs = versions
    side = contest.side_of(name) if name != TOP else None
    if side is not None:
        return _joined(versions[side])
    if ours is None or theirs is None:
        return _joined(ours or theirs)
    units = (base or {}, ours, theirs)
    names = _woven(units, contest)
    return b"".join(_unit([version.get(name) for version in units], name, contest) for name in names)


def _joined(block: Block | None) -> bytes:
    return b"".join(unit.text for unit in (block or {}).values())


def _woven(versions: Sequence[Mapping[Name, object]], contest: Contest) -> list[Name]:
    """Give the order of what stays; where both sides moved statements about, that of ours."""
    base, ours, theirs = map(list, versions)
    kept = {name for name in ours if name in versions[2] or name not in versions[0]}
    kept |= {name for name in theirs if name not in versions[0]}
    kept |= {name for version in versions for name in version if name not in kept and contest.is_over(name)}
    order = woven(base, ours, theirs, kept, _key_text)
    return woven(theirs, ours, theirs, kept, _key_text) or [] if order is None else order


def _key_text(name: Name) -> str | None:
    return name[-1] if name[0] == "=" and isinstance(name[-1], str) else None


def _unit(versions: Sequence[Unit | None], name: Name, contest: Contest) -> bytes:
    base, ours, theirs = versions
    side = contest.side_of(name)
    # Of a list in rows only some are contested: they are mended to what the side says.
    if side is not None and not all(one is not None and rows_of(one.value) for one in versions):
        one = versions[side]
        return one.text if one else b""
    if ours is None or theirs is None:
        one = ours or theirs
        return one.text if one else b""
    before = base or Unit()
    return (
        _chosen(before.gap, ours.gap, theirs.gap)
        + _comments(before.lead, ours.lead, theirs.lead)
        + _chosen(before.head, ours.head, theirs.head)
        + _value(before.value, ours.value, theirs.value)
        + _tail(before.tail, ours.tail, theirs.tail)
    )


def _value(base: bytes, ours: bytes, theirs: bytes) -> bytes:
    """Take the value that one side changed; where both did, the lines of both if they do not clash."""
    if ours in (base, theirs) or theirs == base or b"\n" not in ours:
        return _chosen(base, ours, theirs)
    versions = base, ours, theirs
    lines = settled_lines(*(value.splitlines(keepends=True) for value in versions))
    value = b"".join(lines) if lines else _rows(versions)
    return value if value and isinstance(parse(b"x = " + value), Document) else ours


def _rows(versions: Sequence[bytes]) -> bytes:
    """Merge a list row by row, with the comments of both sides; nothing where it is not written so."""
    lists = [rows_of(value) for value in versions]
    base, ours, theirs = lists
    if base is None or ours is None or theirs is None:
        return b""
    named = [one.rows for one in (base, ours, theirs)]
    rows = [_row([one.get(name) for one in named]) for name in _woven(named, _NO_CONTEST)]
    start = _chosen(base.start, ours.start, theirs.start)
    end = _comments(base.end, ours.end, theirs.end)
    return joined(start, rows, end, has_last_comma=ours.has_last_comma)


def _row(versions: Sequence[Row | None]) -> Row:
    base, ours, theirs = versions
    if ours is None or theirs is None:
        one = ours or theirs
        assert one is not None
        return one
    before = base or Row()
    return Row(
        above=_comments(before.above, ours.above, theirs.above),
        text=_chosen(before.text, ours.text, theirs.text),
        comma=ours.comma,
        behind=_tail(before.behind, ours.behind, theirs.behind),
    )


def _chosen(base: bytes, ours: bytes, theirs: bytes) -> bytes:
    """Take what one side changed; ours where both did."""
    return theirs if ours == base else ours


def _comments(base: bytes, ours: bytes, theirs: bytes) -> bytes:
    """Keep the comment lines of both sides, ours first where they clash."""
    versions = [version.splitlines(keepends=True) for version in (base, ours, theirs)]
    lines: list[bytes] = []
    for stretch in merged_lines(*versions):
        if isinstance(stretch, Clash):
            lines += [*stretch.ours, *(line for line in stretch.theirs if line not in stretch.ours)]
        else:
            lines += stretch.lines
    return b"".join(lines)


def _tail(base: bytes, ours: bytes, theirs: bytes) -> bytes:
    """Keep what both sides wrote behind a value, one comment after the other."""
    if ours in (base, theirs) or theirs == base or b"#" not in theirs:
        return _chosen(base, ours, theirs)
    if b"#" not in ours:
        return theirs
    return ours.rstrip() + b" " + theirs.lstrip()
