"""How values and keys are spelled in one line; `tests/laws` holds it to the parser."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from workbook.toml.values import key_text, value_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (20, "20"),
        (Decimal("1.50"), "1.50"),
        (Decimal("1E+3"), "1E+3"),
        (Decimal("20"), "20e0"),
        (Decimal("-inf"), "-inf"),
        (date(2022, 9, 28), "2022-09-28"),
        ("2022-Q4", '"2022-Q4"'),
        ('say "no"\n', '"say \\"no\\"\\n"'),
        ("\x1b[2J", '"\\u001b[2J"'),
        ("a\u202eb\x9bc", '"a\\u202Eb\\u009Bc"'),
        ("naïve 🚢", '"naïve 🚢"'),
        ({"amount": Decimal("1.5"), "currency": "EUR"}, '{amount = 1.5, currency = "EUR"}'),
        ([{"lot": "a", "on me": []}, {}], '[{lot = "a", "on me" = []}, {}]'),
    ],
)
def test_a_value_is_spelled_in_one_line(value: Any, text: str) -> None:
    assert value_text(value) == text


@pytest.mark.parametrize(
    ("name", "text"), [("by", "by"), ("2022-Q4", "2022-Q4"), ("", '""'), ("a.b", '"a.b"'), ("é", '"é"')]
)
def test_a_key_is_bare_where_it_may_be(name: str, text: str) -> None:
    assert key_text(name) == text


def test_what_toml_lacks_is_refused() -> None:
    with pytest.raises(TypeError, match="NoneType"):
        value_text({"by": None})
