"""Journeys start from the same small plan in real git that commands are tested on."""

from tests.cli.conftest import _own_settings, bench, made_plan, norway, plan

__all__ = ["_own_settings", "bench", "made_plan", "norway", "plan"]
