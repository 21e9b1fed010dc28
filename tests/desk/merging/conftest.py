"""Norway's staff with a shared repository, and Ukraine's staff with a clone of it."""

from tests.cli.conftest import _own_settings, bench, norway, plan
from tests.desk.publishing.conftest import shared, ukraine

__all__ = ["_own_settings", "bench", "norway", "plan", "shared", "ukraine"]
