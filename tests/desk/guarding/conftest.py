"""A guarded server with a small plan of six nations; made once, and copied for each test."""

from pathlib import Path

import pytest

from tests.cli.conftest import Bench, _own_settings, bench, plan
from tests.desk.guarding.contents.judged import Judged
from tests.desk.guarding.server import NATIONS, Server, fixed_day

__all__ = ["_own_settings", "bench", "plan"]


@pytest.fixture
def server(plan: Bench, tmp_path: Path) -> Server:
    """A guarded server that holds the plan; each nation has one account, as `nor-staff`."""
    folder = tmp_path / "shared.git"
    made = plan.run("init", "--shared", str(folder), "--secretariat", "USA", "--title", "Example")
    assert made.exit_code == 0, made.stderr
    server = Server(folder)
    server.git("fetch", "--quiet", "--force", str(plan.folder), "main:main")
    accounts = "".join(f'"{nation.lower()}-staff" = "{nation}"\n' for nation in NATIONS)
    path = folder / "workbook-guard.toml"
    path.write_text(path.read_text().replace('"usa-staff" = "USA"\n', accounts))
    fixed_day(folder)
    return server


@pytest.fixture
def shared(server: Server) -> Server:
    """What nations have clones of."""
    return server


@pytest.fixture
def norway(shared: Server | Judged) -> Bench:
    """Norway's clone."""
    return shared.clone("NOR")


@pytest.fixture
def sweden(shared: Server | Judged) -> Bench:
    """Sweden's clone."""
    return shared.clone("SWE")


@pytest.fixture
def usa(shared: Server | Judged) -> Bench:
    """The secretariat's clone."""
    return shared.clone("USA")
