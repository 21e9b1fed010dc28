"""Where three versions of a text are cut: so that what they share is parsed once, and nothing is torn."""

import pytest

from workbook.change.lines import aligned_lines
from workbook.change.sections import Section, sections

HEAD = 'title = "a"\nquantity = 1\n'
LOTS = '[[lots]]\nlot = "a"\ndone = 1\n\n[[lots]]\nlot = "b"\ndone = 1\n'
TAIL = '\n[[sources]]\ntitle = "Read-out"\n'


def _cut(base: str, ours: str, theirs: str) -> list[Section]:
    texts = (base, ours, theirs)
    return sections(aligned_lines(*(text.encode().splitlines(keepends=True) for text in texts)))


def _shared(text: str) -> Section:
    data = text.encode()
    return Section(data, data, data, data)


def _section(*texts: str) -> Section:
    base, ours, theirs, merged = (text.encode() for text in texts)
    return Section(base, ours, theirs, merged)


def test_what_is_above_the_tables_is_cut_wherever_it_differs() -> None:
    base = HEAD + LOTS

    cut = _cut(base, base.replace('"a"', '"x"', 1), base + TAIL)

    assert cut == [
        _section('title = "a"\n', 'title = "x"\n', 'title = "a"\n', 'title = "x"\n'),
        _shared("quantity = 1\n" + LOTS),
        _section("", "", TAIL, TAIL),
    ]


def test_a_table_in_which_something_differs_stays_whole() -> None:
    base = HEAD + LOTS + TAIL
    first, last = LOTS.split("\n\n")

    cut = _cut(base, base.replace('"a"\ndone = 1', '"a"\ndone = 2'), base)

    ours = first.replace("= 1", "= 2")
    assert cut == [
        _shared(HEAD),
        _section(f"{first}\n", f"{ours}\n", f"{first}\n", f"{ours}\n"),
        _shared("\n" + last + TAIL),
    ]


@pytest.mark.parametrize("more", ["# only a remark\n", 'note = "x"\n'])
def test_what_is_added_to_a_table_stays_with_it(more: str) -> None:
    base = HEAD + TAIL

    assert _cut(base, base, base + more) == [_shared(HEAD + "\n"), _section(*_ends(more))]


def _ends(more: str) -> tuple[str, str, str, str]:
    end = TAIL.removeprefix("\n")
    return end, end, end + more, end + more
