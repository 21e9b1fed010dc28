"""Norway, Ukraine and the secretariat, each with a clone of one shared repository."""

from pathlib import Path

import pytest

from tests.cli.conftest import Bench, _own_settings, bench, made_plan, norway, plan
from tests.desk.publishing.conftest import made_shared, shared, ukraine
from tests.desk.publishing.sharing import clone

__all__ = ["_own_settings", "bench", "made_plan", "made_shared", "norway", "plan", "shared", "ukraine"]


@pytest.fixture
def usa(shared: Bench, tmp_path: Path) -> Bench:
    """The secretariat's clone."""
    return clone(tmp_path / "shared.git", tmp_path / "usa", nation="USA", email="desk@example.org")
