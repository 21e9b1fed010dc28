"""Norway's staff with a shared repository, and Ukraine's staff with a clone of it."""

from pathlib import Path

import pytest

from tests.cli.conftest import Bench, _own_settings, bench, norway, plan
from tests.desk.publishing.sharing import clone, share

__all__ = ["_own_settings", "bench", "norway", "plan"]


@pytest.fixture
def shared(norway: Bench, tmp_path: Path) -> Bench:
    """Norway's clone of the shared repository."""
    return share(norway, tmp_path / "shared.git")


@pytest.fixture
def ukraine(shared: Bench, tmp_path: Path) -> Bench:
    """Ukraine's clone of the same."""
    return clone(tmp_path / "shared.git", tmp_path / "ukraine", nation="UKR", email="kyiv@example.org")
