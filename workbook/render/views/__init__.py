"""What each paper says, as plain dataclasses."""
