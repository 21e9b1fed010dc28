"""The records of a plan: their kinds, fields and values."""
