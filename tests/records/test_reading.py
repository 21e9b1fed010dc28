"""What a reader of a finding is pointed at, and what it is told to do."""

import pytest

from workbook.model.commitment import Commitment
from workbook.records.fault import Fault
from workbook.records.reading import read_file

SOUND = 'title = "Shells"\nkind = "donation"\nstatus = "pledged"\n'


def only_fault(text: str) -> Fault:
    (fault,) = read_file(text.encode(), Commitment).faults
    return fault


@pytest.mark.parametrize(
    ("added", "line", "column"),
    [
        ("qantity = 3\n", 4, 1),
        ('lots = [{lot = "a", bye = 2}]\n', 4, 21),
        ('[[lots]]\nlot = "a"\n  bye = 2\n', 6, 3),
    ],
)
def test_unknown_field_is_pointed_at_by_its_name(added: str, line: int, column: int) -> None:
    fault = only_fault(SOUND + added)

    assert (fault.code, fault.line, fault.column) == ("WB102", line, column)


def test_wrong_value_is_pointed_at_by_the_value() -> None:
    fault = only_fault(SOUND + "quantity = -1\n")

    assert (fault.line, fault.column) == (4, 12)


def test_misspelt_word_of_a_list_is_answered_with_the_near_one() -> None:
    faults = read_file(SOUND.replace("pledged", "comitted").encode(), Commitment).faults

    assert "did you mean committed?" in faults[0].message
    assert "considered, pledged, committed" in faults[0].message
