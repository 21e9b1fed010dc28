"""From a released plan to papers."""
