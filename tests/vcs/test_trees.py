"""Trees as others write them: read as git reads them."""

import pytest

from workbook.vcs.trees import FILE, FOLDER, LINK, PROGRAM, SUBMODULE, parse_tree

ID = "1" * 40


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("100664", FILE),
        ("100600", FILE),
        ("0100644", FILE),
        ("100775", PROGRAM),
        ("40755", FOLDER),
        ("040000", FOLDER),
        ("120777", LINK),
        ("140000", SUBMODULE),
        ("100644", FILE),
    ],
)
def test_a_mode_is_read_as_git_reads_it(written: str, read: str) -> None:
    tree = f"{written} name\0".encode() + bytes.fromhex(ID)

    assert parse_tree(tree, len(ID))["name"].mode == read
