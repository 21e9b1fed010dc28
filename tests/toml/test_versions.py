"""Versions share what they have in common."""

from workbook.toml.document import Document
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
