"""A shared repository for the journeys that publish and bring in."""

from tests.desk.publishing.conftest import shared, ukraine

__all__ = ["shared", "ukraine"]
