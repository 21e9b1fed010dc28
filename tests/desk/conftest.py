"""The bench of the command line's tests serves here too."""

from tests.cli.conftest import _own_settings, bench, made_plan, norway, plan

__all__ = ["_own_settings", "bench", "made_plan", "norway", "plan"]
