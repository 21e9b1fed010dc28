"""The small coalition that every rule's example is played in.

An example's own files are laid over these; a path set to "" takes a file away.
"""

from collections.abc import Mapping
from types import MappingProxyType

from workbook.check.rule import Example

COALITION: Mapping[str, str] = MappingProxyType(
    {
        "plans/workbook.toml": """\
format = 1
title = "Example coalition"
secretariat = "USA"
base_currency = "EUR"

[groups]
members = ["USA", "NOR", "NLD", "SWE", "DEU", "UKR"]
nordics = ["NOR", "SWE"]

[[rates]]
currency = "USD"
on = 2022-09-01
rate = 1.0
""",
        **{
            f"plans/nations/{code}/nation.toml": f'name = "{name}"\n'
            for code, name in {
                "USA": "United States",
                "NOR": "Norway",
                "NLD": "Netherlands",
                "SWE": "Sweden",
                "DEU": "Germany",
                "UKR": "Ukraine",
            }.items()
        },
        "plans/catalogue/items/155mm-he.toml": """\
name = "155 mm high-explosive shell"
kind = "munition"
unit = "each"
lead_time_months = 6
""",
        "plans/catalogue/suppliers/shell-works.toml": """\
name = "Shell Works"
nation = "NOR"
""",
        "plans/meetings/2022-09-28-brussels/meeting.toml": """\
title = "Meeting of armaments directors"
date = 2022-09-28
""",
    }
)


def example_files(example: Example) -> dict[str, str]:
    """Give the whole plan of an example: the coalition with the example's files laid over it."""
    return _laid_over(example.files)


def example_files_before(example: Example) -> dict[str, str] | None:
    """Give the whole plan that an example's change starts from; None where it is about no change."""
    return None if example.before is None else _laid_over(example.before)


def _laid_over(files: Mapping[str, str]) -> dict[str, str]:
    return {path: text for path, text in {**COALITION, **files}.items() if text}
