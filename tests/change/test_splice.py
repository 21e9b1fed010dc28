"""Statements of both sides are spliced with their comments; contested ones come from one side."""

from workbook.change.policy import GENERAL
from workbook.change.splice import Contest, spliced
from workbook.change.statements import cut
from workbook.toml.document import Document, parse

UNCONTESTED = Contest(side_of=lambda _: None)


def _contest_over(key: str, side: int) -> Contest:
    return Contest(side_of=lambda name: side if key in name else None)


def _spliced(base: str, ours: str, theirs: str, contest: Contest = UNCONTESTED) -> str:
    documents = [parse(text.encode()) for text in (base, ours, theirs)]
    found = [document for document in documents if isinstance(document, Document)]
    return spliced(cut(found, GENERAL), contest).decode()


def test_each_part_of_a_statement_is_of_the_side_that_changed_it() -> None:
    assert _spliced("a = 1 # x\n", "a  =  1 # x\n", "a = 2 # y\n") == "a  =  2 # y\n"


def test_comments_behind_a_value_are_both_kept() -> None:
    assert _spliced("a = 1\n", "a = 1 # x\n", "a = 1 # y\n") == "a = 1 # x # y\n"


def test_comments_above_a_statement_are_both_kept() -> None:
    assert _spliced("a = 1\n", "# x\na = 1\n", "# y\na = 1\n") == "# x\n# y\na = 1\n"


def test_a_removed_statement_goes_with_its_comment_and_free_comments_stay() -> None:
    base = "# free\n\n# own\na = 1\nb = 1\n"

    assert _spliced(base, "# free\n\nb = 1\n", base) == "# free\n\nb = 1\n"


def test_lines_inside_a_value_that_do_not_clash_are_both_taken() -> None:
    base = "a = [\n  1,\n  2,\n  3,\n]\n"

    assert (
        _spliced(base, base.replace("1,", "0,"), base.replace("3,", "4,")) == "a = [\n  0,\n  2,\n  4,\n]\n"
    )


def test_what_is_contested_is_as_one_side_has_it() -> None:
    over_a = [_contest_over("a", side) for side in range(3)]
    versions = ("a = 1\nb = 1\n", "b = 2\n", "a = 3\nb = 1\n")

    assert [_spliced(*versions, contest) for contest in over_a] == [
        "a = 1\nb = 2\n",
        "b = 2\n",
        "a = 3\nb = 2\n",
    ]


def test_a_contested_block_is_as_one_side_has_it() -> None:
    over_block = _contest_over("t", 1)

    assert _spliced("[t]\na = 1\n", "", "[t]\na = 2\n", over_block) == ""
