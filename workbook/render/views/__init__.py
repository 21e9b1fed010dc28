"""What each paper says, as plain values."""
