"""Merges of whole plans: joined in memory, proved, taken or left with conflicts, and settled."""
