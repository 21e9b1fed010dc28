"""The moments that commits tell, whatever somebody wrote there: no clock is beyond being set wrong."""

from datetime import UTC, datetime

LAST = datetime(9999, 12, 31, tzinfo=UTC)


def moment_of(text: str) -> datetime:
    """Read a moment as git writes it by `%aI`; one of a year that no calendar here has is the last of all."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return LAST
