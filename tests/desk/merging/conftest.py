"""Norway's staff with a shared repository, and Ukraine's staff with a clone of it."""

from tests.cli.conftest import _own_settings, bench, made_plan, norway, plan
from tests.desk.publishing.conftest import made_shared, shared, ukraine

__all__ = ["_own_settings", "bench", "made_plan", "made_shared", "norway", "plan", "shared", "ukraine"]
