"""What all tests share: `--bless` rewrites the golden papers instead of comparing with them.

Laws draw half as many examples at a desk as hypothesis would, always new ones; `.ci/run` draws them all.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

from workbook.records.cache import CacheFolder
from workbook.records.layers import mapping_stack
from workbook.records.loader import load
from workbook.records.survey import survey
from workbook.records.workbook import Workbook

GOLDEN = Path(__file__).parent / "golden"

if "CI" not in os.environ:
    settings.register_profile("desk", max_examples=50)
    settings.load_profile("desk")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bless", action="store_true", help="rewrite tests/golden from what is rendered now")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests measured, whichever process they ran in."""
    for report in terminalreporter.stats.get("passed", []):
        for name, value in report.user_properties:
            terminalreporter.write_line(f"{name}: {value}")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with a golden file, or rewrite that file under `--bless`."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--bless"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"{name} is not there yet: run pytest --bless and read it"
        assert text == path.read_text(encoding="utf-8"), f"{name} differs: read it, then run pytest --bless"

    return compare


@pytest.fixture(scope="session")
def make_plan() -> Callable[[Mapping[str, str]], Workbook]:
    """Load a plan from paths and texts, with nothing cached; a path set to "" is left out."""

    def make(files: Mapping[str, str]) -> Workbook:
        nothing = CacheFolder(None)
        kept = {path: text for path, text in files.items() if text}
        return load(survey(mapping_stack(kept), nothing), nothing)

    return make
