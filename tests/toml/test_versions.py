"""Versions share what they have in common."""

from workbook.toml.damage import Damage, Reason
from workbook.toml.document import Document, parse
from workbook.toml.versions import Versions

TAIL = b'[[lots]]\nlot = "a"\n'


def table(versions: Versions, data: bytes) -> dict[str, object]:
    read = versions.parse(data)
    assert isinstance(read, Document)
    return read.table


def test_what_did_not_change_is_the_same_object() -> None:
    versions = Versions()

    first, second = (table(versions, data + TAIL) for data in (b"a = [1]\nb = 1\n", b"a = [1]\nb = 2\n"))

    assert first["a"] is second["a"]
    assert first["lots"] is second["lots"]
    assert (first["b"], second["b"]) == (1, 2)


def test_file_over_the_limit_is_read_as_ever() -> None:
    data = b"# " + b"x" * (1 << 20) + b"\na = 1\n"

    assert table(Versions(), data) == {"a": 1}


def test_entries_of_a_list_are_shared_though_one_is_added() -> None:
    versions = Versions()

    first, second = (table(versions, TAIL + more) for more in (b"", b'[[lots]]\nlot = "b"\n'))

    assert second["lots"] == [{"lot": "a"}, {"lot": "b"}]
    assert first["lots"] == [{"lot": "a"}]
    assert table(versions, b"x = 1\n" + TAIL + b'[[lots]]\nlot = "b"\n')["lots"] is second["lots"]


def _deep(name: str) -> bytes:
    """Write a table at many levels, with as many keys as one table may have there."""
    keys = "".join(f"k{number} = 1\n" for number in range(1_500))
    return f"[{name}{'.a' * 48}]\n{keys}".encode()


def test_levels_of_all_tables_are_counted_together() -> None:
    data = b"".join(_deep(name) for name in "abcd")

    alone, found = parse(data), Versions().parse(data)

    assert isinstance(alone, Damage)
    assert alone.reason is Reason.TOO_LARGE
    assert isinstance(parse(_deep("a")), Document)
    assert found == alone


def test_a_conflict_in_texts_of_several_lines_is_one_across_tables() -> None:
    marks = ("<<<<<<< ours", "=======", ">>>>>>> theirs")
    data = "".join(f"[{name}]\nx = '''\n{mark}\n'''\n" for name, mark in zip("abc", marks, strict=True))

    found = Versions().parse(data.encode())

    assert isinstance(found, Damage)
    assert found == parse(data.encode())


def test_a_section_is_parsed_once() -> None:
    versions, head = Versions(), b"a = [1]\n"

    one, other = (versions.parse_sections([head, TAIL, more]) for more in (b"", b'[[lots]]\nlot = "b"\n'))

    assert isinstance(one, Document)
    assert isinstance(other, Document)
    assert one.table["a"] is other.table["a"]
    assert other.table["lots"] == [*one.table["lots"], {"lot": "b"}]


def test_an_array_of_values_is_no_header() -> None:
    sections = [b"true = [{a = 1}]\ny = [\n[[true]]\n]\n", b"[[true]]\nb = 1\n"]

    found = Versions().parse_sections(sections)

    assert isinstance(found, Damage)
    assert found == parse(b"".join(sections))
