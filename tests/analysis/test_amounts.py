"""Numbers as one says them, however long they are."""

from decimal import Decimal

import pytest

from workbook.analysis.amounts import readable


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("1595.304", "1,596"),
        ("99.94", "100"),
        ("3.21", "3.3"),
        ("100", "100"),
        ("0.0", "0"),
        ("1e30", "1" + ",000" * 10),
    ],
)
def test_a_number_is_said_rounded_up(number: str, said: str) -> None:
    text = readable(Decimal(number))

    assert text == said
