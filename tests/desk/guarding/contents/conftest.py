"""A shared repository of a small plan, in which all that is pushed is judged."""

from pathlib import Path

import pytest

from tests.cli.conftest import Bench
from tests.desk.guarding.contents.judged import Judged
from tests.desk.publishing.conftest import made_shared
from tests.desk.publishing.sharing import share_copy

__all__ = ["made_shared"]


@pytest.fixture
def judged(plan: Bench, made_shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Judged:
    """The shared repository; whatever the program itself pushes is judged too."""
    share_copy(plan, made_shared, tmp_path / "shared.git")
    found = Judged(tmp_path / "shared.git")
    found.judge_all(monkeypatch)
    return found


@pytest.fixture
def shared(judged: Judged) -> Judged:
    """What nations have clones of."""
    return judged
