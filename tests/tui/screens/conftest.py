"""A shared repository for the journeys that publish, bring in and review."""

from pathlib import Path

import pytest

from tests.cli.conftest import Bench
from tests.desk.publishing.conftest import made_shared, shared, ukraine
from tests.desk.publishing.sharing import clone

__all__ = ["made_shared", "shared", "ukraine"]


@pytest.fixture
def usa(shared: Bench, tmp_path: Path) -> Bench:
    """The secretariat's clone."""
    return clone(tmp_path / "shared.git", tmp_path / "usa", nation="USA", email="desk@example.org")
