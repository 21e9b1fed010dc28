"""Conflicts between markers are written and read back."""

from workbook.change.lines import Clash, Settled
from workbook.change.marks import Sides, Versions, marked, sides_of

NAMES = Sides(ours="NOR", base="base", theirs="SWE")
CLASH = Clash(base=[b"q = 1\n"], ours=[b"q = 2\n"], theirs=[b"q = 3\n"])


def test_a_conflict_is_written_as_git_does() -> None:
    data = marked([Settled([b"a = 1\n"]), CLASH], NAMES)

    assert data == (b"a = 1\n<<<<<<< NOR\nq = 2\n||||||| base\nq = 1\n=======\nq = 3\n>>>>>>> SWE\n")


def test_versions_are_read_back() -> None:
    data = marked([Settled([b"a = 1\n"]), CLASH], NAMES)

    assert sides_of(data) == Versions(
        ours=b"a = 1\nq = 2\n", base=b"a = 1\nq = 1\n", theirs=b"a = 1\nq = 3\n"
    )


def test_markers_are_longer_than_what_the_lines_hold() -> None:
    ours = b'n = """\n=======\n>>>>>>> x\n"""\n'
    data = marked([Clash(base=[], ours=[ours], theirs=[b"n = 1\n"])], NAMES)

    assert data.startswith(b"<<<<<<<< NOR\n")
    assert sides_of(data) == Versions(ours=ours, base=b"", theirs=b"n = 1\n")


def test_line_ends_of_windows_are_read_too() -> None:
    data = marked([CLASH], NAMES).replace(b"\n", b"\r\n")

    assert sides_of(data) == Versions(ours=b"q = 2\r\n", base=b"q = 1\r\n", theirs=b"q = 3\r\n")


def test_a_file_without_markers_or_with_broken_ones_has_no_versions() -> None:
    assert sides_of(b"a = 1\n") is None
    assert sides_of(b"<<<<<<< NOR\na = 1\n=======\na = 2\n") is None


def test_a_name_cannot_break_its_line() -> None:
    data = marked([CLASH], Sides(ours="a\nb", base="", theirs="\x1b[31m"))

    assert data.splitlines()[0] == b"<<<<<<< a?b"
    assert data.splitlines()[-1] == b">>>>>>> ?[31m"
