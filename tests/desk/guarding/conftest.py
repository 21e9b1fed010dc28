"""A guarded server with a small plan of six nations; made once, and copied for each test."""

from pathlib import Path

import pytest

from tests.cli.conftest import Bench, _own_settings, bench, keep_out, made_plan, plan
from tests.copying import copy_repository, pack
from tests.desk.guarding.contents.judged import Judged
from tests.desk.guarding.server import NATIONS, Server, fixed_day

__all__ = ["_own_settings", "bench", "made_plan", "plan"]


@pytest.fixture(scope="session")
def made_server(made_plan: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `server` is a copy of."""
    place = tmp_path_factory.mktemp("guarded")
    folder = place / "shared.git"
    with pytest.MonkeyPatch.context() as monkeypatch:
        keep_out(monkeypatch, place)
        made = Bench(made_plan).run(
            "init", "--shared", str(folder), "--secretariat", "USA", "--title", "Example"
        )
        assert made.exit_code == 0, made.stderr
        Server(folder).git("fetch", "--quiet", "--force", str(made_plan), "main:main")
    accounts = "".join(f'"{nation.lower()}-staff" = "{nation}"\n' for nation in NATIONS)
    path = folder / "workbook-guard.toml"
    path.write_text(path.read_text().replace('"usa-staff" = "USA"\n', accounts))
    fixed_day(folder)
    pack(folder)
    return folder


@pytest.fixture
def server(made_server: Path, tmp_path: Path) -> Server:
    """A guarded server that holds the plan; each nation has one account, as `nor-staff`."""
    copy_repository(made_server, tmp_path / "shared.git")
    return Server(tmp_path / "shared.git")


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
