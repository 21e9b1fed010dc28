"""Norway's staff with a shared repository, and Ukraine's staff with a clone of it."""

from pathlib import Path

import pytest

from tests.cli.conftest import Bench, _own_settings, bench, keep_out, made_plan, norway, plan
from tests.copying import copy_repository, pack
from tests.desk.publishing.sharing import clone, share, share_copy

__all__ = ["_own_settings", "bench", "made_plan", "norway", "plan"]


@pytest.fixture(scope="session")
def made_shared(made_plan: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the shared repository is a copy of."""
    folder = tmp_path_factory.mktemp("shared")
    with pytest.MonkeyPatch.context() as monkeypatch:
        keep_out(monkeypatch, folder)
        copy_repository(made_plan, folder / "plan")
        share(Bench(folder / "plan"), folder / "shared.git")
        pack(folder / "shared.git")
    return folder / "shared.git"


@pytest.fixture
def shared(norway: Bench, made_shared: Path, tmp_path: Path) -> Bench:
    """Norway's clone of the shared repository."""
    return share_copy(norway, made_shared, tmp_path / "shared.git")


@pytest.fixture
def ukraine(shared: Bench, tmp_path: Path) -> Bench:
    """Ukraine's clone of the same."""
    return clone(tmp_path / "shared.git", tmp_path / "ukraine", nation="UKR", email="kyiv@example.org")
