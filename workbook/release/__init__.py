"""Redaction: the sole maker of what an audience may see."""
